/// One IRCv3 message tag; a value that is missing on the wire is the empty string.
package struct Tag: Hashable, Sendable {
    /// With its `+` where it is a client's own, and its vendor.
    package let key: String
    /// Unescaped.
    package let value: String

    package init(_ key: String, _ value: String = "") {
        self.key = key
        self.value = value
    }

    /// A client's own tag (`+typing`): relayed as it is to everyone who takes tags.
    package var isClientOnly: Bool { key.utf8.first == UInt8(ascii: "+") }

    /// The value as it stands on the wire: `;`, space, CR, LF and `\` escaped (IRCv3 message-tags).
    package static func escape(_ value: String, into bytes: inout [UInt8]) {
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: ";"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: ":")]
            case UInt8(ascii: " "): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "s")]
            case UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
            case UInt8(ascii: "\r"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
            case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case 0: break  // no escape exists for NUL; it never comes off the wire
            default: bytes.append(byte)
            }
        }
    }

    /// The meaning of an escaped value: an unknown escape is its second character, a lone `\` at the end nothing.
    package static func unescape(_ bytes: Span<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "\\") else {
                plain.append(byte)
                continue
            }
            guard index < bytes.count else { break }
            switch bytes[index] {
            case UInt8(ascii: ":"): plain.append(UInt8(ascii: ";"))
            case UInt8(ascii: "s"): plain.append(UInt8(ascii: " "))
            case UInt8(ascii: "r"): plain.append(UInt8(ascii: "\r"))
            case UInt8(ascii: "n"): plain.append(UInt8(ascii: "\n"))
            case let other: plain.append(other)
            }
            index += 1
        }
        return plain
    }
}
