/// What the server writes to a raw client: the seed's words, each line ended by a newline.
package enum RawLine: Equatable, Sendable {
    case said(author: String, text: String)
    case action(author: String, text: String)
    case notice(author: String, text: String)
    /// Private: the text alone, as the seed sends it.
    case text(String)
    case members([RawMember])

    /// One line of text, without its newline.
    package var text: String {
        switch self {
        case .said(let author, let text): "\(author) say: \(text)"
        case .action(let author, let text): "* \(author) \(text)"
        case .notice(let author, let text): "\(author) notice: \(text)"
        case .text(let text): text
        case .members(let members): "{" + members.map(\.entry).joined(separator: ", ") + "}"
        }
    }

    /// Appends the line and its newline; a control that found its way into it becomes a space.
    package func encode(into bytes: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            // The second block of controls too: to a terminal U+009B begins a sequence as ESC [ does.
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            bytes.append(contentsOf: UTF8.encode(isControl ? " " : scalar) ?? UTF8.encodedReplacementCharacter)
        }
        bytes.append(UInt8(ascii: "\n"))
    }
}

/// A member as the seed lists it: a nick with the address it comes from.
package struct RawMember: Equatable, Sendable {
    package var nick: String
    package var host: String
    package var port: Int

    package init(nick: String, host: String, port: Int) {
        self.nick = nick
        self.host = host
        self.port = port
    }

    /// `'aaa': ('127.0.0.1', 4675)`, which Python reads as part of a dictionary.
    package var entry: String { "\(Self.literal(nick)): (\(Self.literal(host)), \(port))" }

    private static func literal(_ text: String) -> String {
        var quoted = "'"
        for character in text.unicodeScalars {
            if character == "'" || character == "\\" { quoted.append("\\") }
            quoted.unicodeScalars.append(character)
        }
        return quoted + "'"
    }
}
