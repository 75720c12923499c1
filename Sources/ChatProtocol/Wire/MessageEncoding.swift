extension Message {
    /// Appends the line with its CR LF. One message in, one line out: a CR, LF or NUL that found its way into the last
    /// parameter becomes a space. A word that could not stand where it does gets a `_` for each sign that is in the way,
    /// and `*` where it is empty.
    package func encode(into bytes: inout [UInt8]) {
        if !tags.isEmpty {
            bytes.append(UInt8(ascii: "@"))
            for (index, tag) in tags.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ";")) }
                bytes.appendWord(tag.key.utf8)
                if !tag.value.isEmpty {
                    bytes.append(UInt8(ascii: "="))
                    Tag.escape(tag.value, into: &bytes)
                }
            }
            bytes.append(UInt8(ascii: " "))
        }
        if let source {
            bytes.append(UInt8(ascii: ":"))
            bytes.appendWord(source.utf8)
            bytes.append(UInt8(ascii: " "))
        }
        bytes.appendWord(verb.utf8)
        for (index, parameter) in parameters.enumerated() {
            bytes.append(UInt8(ascii: " "))
            if index < parameters.count - 1 {
                bytes.appendMiddle(parameter)
            } else {
                let first = parameter.utf8.first
                if first == nil || first == UInt8(ascii: ":") || parameter.utf8.contains(where: \.endsWord)
                    || Self.alwaysTrailing.contains(verb)
                {
                    bytes.append(UInt8(ascii: ":"))
                }
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

extension Message: CustomStringConvertible {
    /// The line as text, without its CR LF.
    package var description: String { String(decoding: encoded.dropLast(2), as: UTF8.self) }
}

extension [UInt8] {
    /// Text that must not end early, as a word or as a line. Other controls stand: sources of other servers hold them.
    fileprivate mutating func appendWord(_ text: some Sequence<UInt8>) {
        for byte in text { append(byte.endsWord ? UInt8(ascii: "_") : byte) }
    }

    /// A parameter that others follow, so that it must not be empty or look like the last one.
    fileprivate mutating func appendMiddle(_ text: String) {
        switch text.utf8.first {
        case nil: append(UInt8(ascii: "*"))
        case UInt8(ascii: ":"):
            append(UInt8(ascii: "_"))
            appendWord(text.utf8.dropFirst())
        default: appendWord(text.utf8)
        }
    }

    /// Text that must not end the line early.
    fileprivate mutating func appendLine(_ text: String) {
        for byte in text.utf8 { append(byte.endsLine ? UInt8(ascii: " ") : byte) }
    }
}

extension UInt8 {
    fileprivate var endsLine: Bool { self == UInt8(ascii: "\r") || self == UInt8(ascii: "\n") || self == 0 }

    fileprivate var endsWord: Bool { self == UInt8(ascii: " ") || endsLine }
}
