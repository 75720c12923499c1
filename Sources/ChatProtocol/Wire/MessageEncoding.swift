extension Message {
    /// Appends the line with its CR LF. One message in, one line out: a CR, LF or NUL that found its way into the last
    /// parameter becomes a space. A word that could not stand where it does gets a `_` for each sign that is in the way,
    /// and `*` where it is empty.
    package func encode(into bytes: inout [UInt8]) {
        if !tags.isEmpty {
            bytes.append(UInt8(ascii: "@"))
            for (index, tag) in tags.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ";")) }
                bytes.appendWord(tag.key)
                if !tag.value.isEmpty {
                    bytes.append(UInt8(ascii: "="))
                    Tag.escape(tag.value, into: &bytes)
                }
            }
            bytes.append(UInt8(ascii: " "))
        }
        if let source {
            bytes.append(UInt8(ascii: ":"))
            bytes.appendWord(source)
            bytes.append(UInt8(ascii: " "))
        }
        bytes.appendWord(verb)
        for (index, parameter) in parameters.enumerated() {
            bytes.append(UInt8(ascii: " "))
            if index < parameters.count - 1 {
                bytes.appendMiddle(parameter)
            } else {
                if Self.alwaysTrailing.contains(verb) || parameter.mustTrail { bytes.append(UInt8(ascii: ":")) }
                bytes.appendLine(parameter)
            }
        }
        bytes.append(UInt8(ascii: "\r"))
        bytes.append(UInt8(ascii: "\n"))
    }

    /// The line with its CR LF.
    package var encoded: [UInt8] {
        var bytes: [UInt8] = []
        encode(into: &bytes)
        return bytes
    }

    /// Verbs whose last parameter is free text and which simple programs take apart at the colon.
    private static let alwaysTrailing: Set<String> = [
        "PRIVMSG", "NOTICE", "TOPIC", "PART", "KICK", "QUIT", "AWAY", "ERROR",
        "001", "002", "003", "005", "332", "353", "366", "372", "375", "376",
    ]
}

extension Message {
    /// Whether the line is one that a client may send: its tags and the rest each within their bounds.
    package var fits: Bool {
        let bytes = encoded
        guard !tags.isEmpty, let space = bytes.firstIndex(of: UInt8(ascii: " ")) else {
            return bytes.count <= Limits.body
        }
        return space - 1 <= Limits.clientTags && bytes.count - space - 1 <= Limits.body
    }
}

extension Message: CustomStringConvertible {
    /// The line as text, without its CR LF.
    package var description: String { String(decoding: encoded.dropLast(2), as: UTF8.self) }
}

extension [UInt8] {
    /// Text that must not end early, as a word or as a line. Other controls stand: sources of other servers hold them.
    fileprivate mutating func appendWord(_ text: some StringProtocol) {
        append(text, replacing: { $0.endsWord }, by: UInt8(ascii: "_"))
    }

    /// A parameter that others follow, so that it must not be empty or look like the last one.
    fileprivate mutating func appendMiddle(_ text: String) {
        switch text.utf8.first {
        case nil: append(UInt8(ascii: "*"))
        case UInt8(ascii: ":"):
            append(UInt8(ascii: "_"))
            appendWord(text.dropFirst())
        default: appendWord(text)
        }
    }

    /// Text that must not end the line early.
    fileprivate mutating func appendLine(_ text: String) {
        append(text, replacing: { $0.endsLine }, by: UInt8(ascii: " "))
    }

    /// Copied as a whole, since hardly ever a byte has to be replaced.
    @inline(__always)
    private mutating func append(_ text: some StringProtocol, replacing isBad: (UInt8) -> Bool, by good: UInt8) {
        let start = count
        append(contentsOf: text.utf8)
        for index in start..<count where isBad(self[index]) { self[index] = good }
    }
}

extension String {
    /// As the last parameter it needs a colon before it.
    fileprivate var mustTrail: Bool {
        guard let first = utf8.first, first != UInt8(ascii: ":") else { return true }
        return utf8.contains { $0.endsWord }
    }
}

extension UInt8 {
    fileprivate var endsLine: Bool { self == UInt8(ascii: "\r") || self == UInt8(ascii: "\n") || self == 0 }

    fileprivate var endsWord: Bool { self == UInt8(ascii: " ") || endsLine }
}
