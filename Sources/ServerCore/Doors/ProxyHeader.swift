/// What a proxy says before the client's own bytes: where the client is. Versions 1 and 2 of HAProxy's PROXY protocol
/// (proxy-protocol.txt, 2020-03-05).
package struct ProxyHeader: Equatable, Sendable {
    /// Where the client is; nil where the proxy speaks for itself or does not know.
    package var source: Address?
    /// The client reached the proxy over TLS (version 2 alone can say so).
    package var isSecure = false

    package init(source: Address?, isSecure: Bool = false) {
        self.source = source
        self.isSecure = isSecure
    }

    /// What the first bytes of a connection are so far.
    package enum Reading: Equatable, Sendable {
        /// They begin no header and never will.
        case absent
        /// More must come before it can be told.
        case incomplete
        /// A header that breaks the protocol; the connection is to be closed.
        case malformed(Fault)
        /// - length: bytes that it takes; the client's own follow.
        case header(ProxyHeader, length: Int)
    }

    package enum Fault: Equatable, Sendable {
        case tooLong
        case version
        case family
        case address
        case port
        case extensions
    }

    /// Bytes of a line of version 1, its CR LF included (proxy-protocol.txt, 2.1).
    package static let longestLine = 107
    /// Bytes of a header of version 2 that are waited for: addresses take at most 232, extensions rarely hundreds.
    package static let longestBinary = 2_048

    private static let word = Array("PROXY ".utf8)
    private static let signature: [UInt8] = [13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10]

    /// Reads the header at the start of these bytes. How they came in pieces changes nothing of what is read in the end.
    package static func read(_ bytes: Span<UInt8>) -> Reading {
        if bytes.begins(with: word) {
            bytes.count < word.count ? .incomplete : readLine(bytes)
        } else if bytes.begins(with: signature) {
            bytes.count < signature.count + 4 ? .incomplete : readBinary(bytes)
        } else {
            .absent
        }
    }

    // MARK: - Version 1

    private static func readLine(_ bytes: Span<UInt8>) -> Reading {
        let limit = min(bytes.count, longestLine)
        guard let end = (1..<limit).first(where: { bytes[$0] == 10 && bytes[$0 - 1] == 13 }) else {
            return bytes.count < longestLine ? .incomplete : .malformed(.tooLong)
        }
        let words = String(bytes.extracting(word.count..<end - 1)).split(
            separator: " ", omittingEmptySubsequences: false)
        if words.first == "UNKNOWN" { return .header(ProxyHeader(source: nil), length: end + 1) }
        guard let family = words.first, ["TCP4", "TCP6"].contains(family), words.count == 5 else {
            return .malformed(.family)
        }
        guard let source = IPAddress(words[1]), IPAddress(words[2]) != nil,
            words[1...2].allSatisfy({ $0.contains(":") == (family == "TCP6") })
        else { return .malformed(.address) }
        guard let port = IPAddress.decimal(words[3]), let own = IPAddress.decimal(words[4]), max(port, own) <= 65_535
        else { return .malformed(.port) }
        return .header(ProxyHeader(source: Address(source, port: port)), length: end + 1)
    }

    // MARK: - Version 2

    private static func readBinary(_ bytes: Span<UInt8>) -> Reading {
        let start = signature.count + 4
        let length = bytes.number(at: signature.count + 2, 2)
        guard start + length <= longestBinary else { return .malformed(.tooLong) }
        let command = bytes[signature.count]
        guard command == 0x20 || command == 0x21 else { return .malformed(.version) }
        guard bytes.count >= start + length else { return .incomplete }
        // The proxy's own connection, to see whether we are here: what else it says is skipped.
        if command == 0x20 { return .header(ProxyHeader(source: nil), length: start + length) }

        let body = bytes.extracting(start..<start + length)
        let size: Int
        switch bytes[signature.count + 1] {
        case 0x11: size = 4
        case 0x21: size = 16
        // Unspecified, and a stream of a Unix socket.
        case 0x00: return .header(ProxyHeader(source: nil), length: start + length)
        case 0x31: return .header(ProxyHeader(source: nil), length: start + length)
        default: return .malformed(.family)
        }
        guard body.count >= 2 * size + 4, let source = IPAddress(bytes: body.bytes(0..<size)) else {
            return .malformed(.address)
        }
        guard let isSecure = readExtensions(body.extracting((2 * size + 4)..<body.count)) else {
            return .malformed(.extensions)
        }
        let header = ProxyHeader(source: Address(source, port: body.number(at: 2 * size, 2)), isSecure: isSecure)
        return .header(header, length: start + length)
    }

    private static let kindOfTLS: UInt8 = 0x20

    /// Whether an extension says that the client came over TLS; nil where one is longer than what there is.
    private static func readExtensions(_ bytes: Span<UInt8>) -> Bool? {
        var isSecure = false
        var index = 0
        while index < bytes.count {
            guard index + 3 <= bytes.count else { return nil }
            let value = index + 3
            let end = value + bytes.number(at: index + 1, 2)
            guard end <= bytes.count else { return nil }
            if bytes[index] == kindOfTLS {
                // A byte of flags and four of the verification's result (proxy-protocol.txt, 2.2.6).
                guard end - value >= 5 else { return nil }
                isSecure = bytes[value] & 1 == 1
            }
            index = end
        }
        return isSecure
    }
}

extension Address {
    init(_ address: IPAddress, port: Int) {
        self.init(host: address.description, port: port)
    }
}

extension Span<UInt8> {
    /// Whether these bytes are the first ones of the word, or the word the first of these.
    func begins(with word: [UInt8]) -> Bool {
        (0..<Swift.min(count, word.count)).allSatisfy { self[$0] == word[$0] }
    }

    /// The number in so many bytes, the highest first.
    fileprivate func number(at index: Int, _ size: Int) -> Int {
        (index..<index + size).reduce(0) { $0 << 8 | Int(self[$1]) }
    }

    fileprivate func bytes(_ range: Range<Int>) -> [UInt8] { range.map { self[$0] } }
}

extension String {
    /// ASCII as text; any other byte becomes a replacement character.
    init(_ bytes: Span<UInt8>) {
        self.init(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
    }
}
