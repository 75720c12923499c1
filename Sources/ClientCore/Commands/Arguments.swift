/// What stood behind a slash command, taken apart by the command's parameters. What was left out is nil.
package struct Arguments: Equatable, Sendable {
    /// With its sign in ASCII: `#tea`.
    package var room: String?
    /// As typed, not validated.
    package var nick: String?
    /// A key, or a command to be explained.
    package var word: String?
    /// The rest of the line, never empty. Only a post (`/me`, `/msg`, `/query`, `/notice`) may hold "\n".
    package var text: String?

    /// Arguments by hand, for tests and for callers that act without a line.
    package init(room: String? = nil, nick: String? = nil, word: String? = nil, text: String? = nil) {
        self.room = room
        self.nick = nick
        self.word = word
        self.text = text
    }

    /// nil where a required parameter is missing.
    init?(_ typed: Substring, of command: SlashCommand) {
        self.init()
        var rest = typed.trimmed
        for parameter in command.parameters {
            switch parameter.kind {
            case .room:
                guard !rest.isEmpty, parameter.isRequired || RoomSign.begins(rest) else { break }
                room = RoomSign.signed(rest.popWord())
            case .nick where !rest.isEmpty: nick = String(rest.popWord())
            case .word where !rest.isEmpty: word = String(rest.popWord())
            case .text where !rest.isEmpty: text = rest.split(separator: "\n").joined(separator: " ")
            case .post where !rest.isEmpty: text = String(rest)
            case .nick, .word, .text, .post: break
            }
            if parameter.isRequired, !has(parameter.kind) { return nil }
        }
    }

    private func has(_ kind: SlashCommand.Parameter.Kind) -> Bool {
        switch kind {
        case .room: room != nil
        case .nick: nick != nil
        case .word: word != nil
        case .text, .post: text != nil
        }
    }
}

/// The sign a room's name begins with.
enum RoomSign {
    /// Whether the text begins with a room's sign, in either width, and a name behind it.
    static func begins(_ text: some StringProtocol) -> Bool {
        guard let first = text.dropFirst().first, !first.isWhitespace else { return false }
        return [.hash, .ampersand].contains(Sign(text.first))
    }

    /// The name with its sign in ASCII; one without a sign gets `#`.
    static func signed(_ name: some StringProtocol) -> String {
        switch Sign(name.first) {
        case .hash: "#" + name.dropFirst()
        case .ampersand: "&" + name.dropFirst()
        default: "#" + name
        }
    }
}

extension Substring {
    /// The text without white space (of any width) and line ends around it.
    var trimmed: Substring {
        var rest = drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }

    /// Takes the first word and the white space behind it.
    mutating func popWord() -> Substring {
        let word = prefix { !$0.isWhitespace }
        self = self[word.endIndex...].drop(while: \.isWhitespace)
        return word
    }
}
