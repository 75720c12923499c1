extension Message {
    /// Appends the line with its CR LF. One message in, one line out: a CR, LF or NUL that found its way into a parameter
    /// becomes a space, and a middle parameter that could not stand there is written as the last one may be.
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
                bytes.appendWord(parameter.isEmpty ? "*" : parameter)
            } else {
                let first = parameter.utf8.first
                if first == nil || first == UInt8(ascii: ":") || parameter.utf8.contains(UInt8(ascii: " "))
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
    /// Text that must not hold a space: one that does gets `_` there.
    fileprivate mutating func appendWord(_ text: String) {
        for byte in text.utf8 { append(byte <= 0x20 ? UInt8(ascii: "_") : byte) }
    }

    /// Text that must not end the line early.
    fileprivate mutating func appendLine(_ text: String) {
        for byte in text.utf8 {
            let endsLine = byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") || byte == 0
            append(endsLine ? UInt8(ascii: " ") : byte)
        }
    }
}
