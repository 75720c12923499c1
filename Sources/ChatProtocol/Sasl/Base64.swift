/// Bytes as text (RFC 4648, 4): the usual alphabet, always padded, and one text only for the same bytes.
package enum Base64 {
    /// Four signs for every three bytes begun.
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var pending: UInt32 = 0
        var count = 0
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            count += 1
            if count == 3 {
                for shift in [18, 12, 6, 0] { text.append(sign(pending >> UInt32(shift))) }
                pending = 0
                count = 0
            }
        }
        if count > 0 {
            let filled = pending << (count == 1 ? 16 : 8)
            text += [sign(filled >> 18), sign(filled >> 12), count == 1 ? padding : sign(filled >> 6), padding]
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// What `encode` made this text of; nil where it made none so: a sign of no alphabet (white space too), missing
    /// padding, or bits behind the last byte that are not zero (RFC 4648, 3.5).
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var pending: UInt32 = 0
        var signs = 0
        var paddings = 0
        for byte in text {
            if byte == padding {
                paddings += 1
                continue
            }
            guard paddings == 0, let value = value(of: byte) else { return nil }
            pending = pending << 6 | value
            signs += 1
            if signs.isMultiple(of: 4) {
                for shift in [16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: pending >> UInt32(shift))) }
                pending = 0
            }
        }
        // The count is a multiple of four, so that the paddings say how many signs the last group has.
        switch (signs % 4, paddings) {
        case (0, 0): break
        case (3, 1) where pending & 0x3 == 0:
            bytes += [UInt8(truncatingIfNeeded: pending >> 10), UInt8(truncatingIfNeeded: pending >> 2)]
        case (2, 2) where pending & 0xF == 0:
            bytes.append(UInt8(truncatingIfNeeded: pending >> 4))
        default: return nil
        }
        return bytes
    }

    /// The same, of a text.
    package static func decode(_ text: String) -> [UInt8]? { decode(text.utf8) }

    private static let padding = UInt8(ascii: "=")
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func sign(_ bits: UInt32) -> UInt8 { alphabet[Int(bits & 0x3F)] }

    private static func value(of sign: UInt8) -> UInt32? {
        switch sign {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(sign - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(sign - UInt8(ascii: "a") + 26)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(sign - UInt8(ascii: "0") + 52)
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
