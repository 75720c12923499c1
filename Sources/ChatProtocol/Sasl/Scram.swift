/// The messages of the mechanism SCRAM-SHA-256 (RFC 5802, RFC 7677), read and written. What is read can be written again
/// as the same bytes, which both sides sign.
package enum Scram {
    /// As AUTHENTICATE names it.
    package static let mechanism = "SCRAM-SHA-256"

    /// How long the parts of a message may be. RFC 5802 has no bounds of its own.
    package enum Bounds {
        /// Bytes of a whole message: twice what its known parts can fill.
        package static let message = 4_096
        /// Bytes of a user name, unescaped: what PLAIN takes.
        package static let name = SaslPlain.nameBytes
        /// Bytes of a nonce, also of both parts together. 24 random bytes in base64 are 32.
        package static let nonce = 512
        /// Bytes of the name of a kind of channel binding: `tls-server-end-point` has 20.
        package static let bindingName = 64
        /// Bytes of channel binding: the header with both names escaped, and the hash of a certificate.
        package static let binding = 2_048
        /// Bytes of a salt from a server that is not ours.
        package static let salt = 1...255
        /// Bytes of a proof or a signature: those of a SHA-256.
        package static let proof = 32
    }

    /// A part of a message, by its letter.
    package enum Attribute: UInt8, Sendable {
        case authzid = 0x61
        case channelBinding = 0x63
        case error = 0x65
        case iterations = 0x69
        case mandatoryExtension = 0x6D
        case username = 0x6E
        case proof = 0x70
        case nonce = 0x72
        case salt = 0x73
        case signature = 0x76
    }

    /// Why bytes, or parts, are no message.
    package enum Fault: Error, Equatable, Sendable {
        /// The message, or a part of it, is beyond its bound.
        case tooLong
        case invalidUTF8
        /// The first message does not begin with `n,`, `y,` or `p=NAME,` and, behind it, `a=NAME,` or `,`.
        case malformedHeader
        /// Something else stands, or nothing, where this part belongs.
        case missing(Attribute)
        /// This part says what it cannot.
        case malformed(Attribute)
        /// `m=`: something that the peer insists on and nobody knows (RFC 5802, 5.1).
        case mandatoryExtension
        /// Behind the known parts stands what is no extension.
        case malformedExtension
    }

    /// A number without sign, space or leading zero, of at most ten digits.
    static func number(_ digits: some Collection<UInt8>) -> Int? {
        guard (1...10).contains(digits.count), digits.first != UInt8(ascii: "0") else { return nil }
        var number = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            number = number * 10 + Int(digit - 0x30)
        }
        return number
    }
}

// MARK: The rules for parts, the same for those that are read and those that are written

extension Scram {
    /// A user name with `,` and `=` escaped (RFC 5802, 5.1).
    static func escaped(_ name: String) -> String {
        var bytes: [UInt8] = []
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: ","): bytes += "=2C".utf8
            case UInt8(ascii: "="): bytes += "=3D".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The name that was escaped so; nil where a `=` is not followed by `2C` or `3D`.
    static func unescaped(_ name: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = name
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                bytes.append(byte)
                continue
            }
            switch Array(rest.prefix(2)) {
            case Array("2C".utf8): bytes.append(UInt8(ascii: ","))
            case Array("3D".utf8): bytes.append(UInt8(ascii: "="))
            default: return nil
            }
            rest = rest.dropFirst(2)
        }
        return bytes
    }

    static func check(_ name: String, as attribute: Attribute) throws(Fault) {
        guard name.utf8.count <= Bounds.name else { throw .tooLong }
        guard !name.isEmpty, !name.utf8.contains(0) else { throw .malformed(attribute) }
    }

    /// Printable ASCII but for the comma.
    static func check(nonce: String) throws(Fault) {
        guard nonce.utf8.count <= Bounds.nonce else { throw .tooLong }
        guard !nonce.isEmpty, nonce.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ",") })
        else { throw .malformed(.nonce) }
    }

    /// Each a letter that means nothing else, `=`, and at least one byte that is no comma and no NUL.
    static func check(extensions: [String]) throws(Fault) {
        for text in extensions {
            let bytes = Array(text.utf8)
            guard bytes.count > 2, (0x41...0x5A).contains(bytes[0] & 0xDF), bytes[1] == UInt8(ascii: "="),
                !bytes.contains(0), !bytes.contains(UInt8(ascii: ","))
            else { throw .malformedExtension }
            switch Attribute(rawValue: bytes[0]) {
            case .mandatoryExtension: throw .mandatoryExtension
            case nil: break
            default: throw .malformedExtension
            }
        }
    }

    static func check(whole text: String) throws(Fault) {
        guard text.utf8.count <= Bounds.message else { throw .tooLong }
    }
}
