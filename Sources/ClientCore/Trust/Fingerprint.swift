/// SHA-256 of a certificate (of its DER), by which it is known again: as a host prints it when it starts.
package struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
    /// 64 hexadecimal digits, small letters.
    package let description: String

    /// Reads 64 hexadecimal digits of either case, with or without a colon between each two; nil for anything else.
    package init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(96))
        let colon = UInt8(ascii: ":")
        let hasColons = bytes.count == 95 && stride(from: 2, to: 95, by: 3).allSatisfy { bytes[$0] == colon }
        let digits = hasColons ? bytes.filter { $0 != colon } : bytes
        guard digits.count == 64, digits.allSatisfy(Self.isDigit) else { return nil }
        description = String(decoding: digits, as: UTF8.self).lowercased()
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
    }
}
