/// What a submitted line means.
///
/// The signs `＠ ＃ ＆ ／ ：` mean the same as the ASCII ones; text keeps the form that was typed. White space before a
/// sign does not hide it, so that a secret with a stray space in front is not said to the room.
package enum Intent: Equatable, Sendable {
    /// How a private line was written.
    package enum Form: Equatable, Sendable {
        /// `@nick text`
        case sign
        /// `text@nick`, as the seed has it: an e-mail address looks the same.
        case seed
        /// `/msg nick text`
        case command
    }

    /// What is wrong with a line that cannot be acted on; none of it goes to the room.
    package enum Mistake: Equatable, Sendable {
        /// No command has that name (without the slash, as typed). `closest` is one that may be meant.
        case unknownCommand(name: String, closest: String?)
        /// Something required is missing; the usage shows what.
        case missingArgument(usage: String)
    }

    /// An empty line, or one of white space.
    case nothing
    /// Said in the room (or private chat) it was typed in.
    case say(String)
    /// A lone `#`, or `/names`: who is here.
    case members
    /// A lone `&`, or `/help`; the topic is a command's name without the slash.
    case help(topic: String?)
    /// A lone `exit`, or `/quit`.
    case leave(reason: String?)
    /// To that member alone. Whether there is such a member is not known here: whoever acts on it asks the server and,
    /// if there is none, never says the text to the room unasked.
    case privately(to: String, text: String, form: Form)
    /// A private chat to be opened, with nothing said yet.
    case open(nick: String)
    /// Every other command.
    case command(SlashCommand.Verb, Arguments)
    case mistake(Mistake)

    /// Reads a whole submitted text, which may have several lines.
    package init(line: String) {
        let typed = line[...].trimmed
        switch (Sign(typed.first), typed.dropFirst().isEmpty) {
        case (nil, _) where typed.isEmpty: self = .nothing
        case (.hash, true): self = .members
        case (.ampersand, true): self = .help(topic: nil)
        case (.slash, _): self = Self.slash(typed.dropFirst())
        case (.at, _): self = Self.sign(typed) ?? Self.seed(line)
        default: self = typed == "exit" ? .leave(reason: nil) : Self.seed(line)
        }
    }

    /// What the line says when it is said to the room after all: every `@@` is one `@`, all else as typed.
    package static func spoken(_ line: String) -> String {
        SeedLine(line[...]).unescaped
    }

    /// The same with what is said as it goes out; what is a command's own (a topic, a raw line) stays as typed.
    func saying(_ change: (String) -> String) -> Intent {
        switch self {
        case .say(let text): return .say(change(text))
        case .privately(let nick, let text, let form): return .privately(to: nick, text: change(text), form: form)
        case .command(let verb, var arguments) where [.me, .msg, .notice].contains(verb):
            arguments.text = arguments.text.map(change)
            return .command(verb, arguments)
        default: return self
        }
    }

    /// `@nick text`: the nick ends at white space or a colon. nil where the line is the seed's form instead: it begins
    /// with the literal `@@`, or is all one word with a second `@` in it.
    private static func sign(_ typed: Substring) -> Intent? {
        let behind = typed.dropFirst()
        if Sign(behind.first) == .at { return nil }
        let nick = behind.prefix { !$0.isWhitespace && Sign($0) != .colon }
        if nick.isEmpty { return .mistake(.missingArgument(usage: "@NICK TEXT")) }
        var rest = behind[nick.endIndex...]
        if Sign(rest.first) == .colon { rest.removeFirst() }
        rest = rest.trimmed
        guard rest.isEmpty else { return .privately(to: String(nick), text: String(rest), form: .sign) }
        return nick.contains { Sign($0) == .at } ? nil : .open(nick: String(nick))
    }

    /// `text@nick`: read left to right, `@@` is a literal @, the last other @ splits. What is behind it is a nick if
    /// it has no white space in it; else nobody is addressed and the line is said. Nothing at all behind it is a mistake.
    private static func seed(_ line: String) -> Intent {
        let read = SeedLine(line[...])
        guard let (text, addressee) = read.divided else { return .say(read.unescaped) }
        if addressee.isEmpty { return .mistake(.missingArgument(usage: "TEXT@NICK")) }
        if addressee.contains(where: \.isWhitespace) { return .say(read.unescaped) }
        return .privately(to: addressee, text: text, form: .seed)
    }

    /// What stands behind a slash. A second slash says the rest as it is, with one slash.
    private static func slash(_ typed: Substring) -> Intent {
        if Sign(typed.first) == .slash { return .say(String(typed)) }
        var rest = typed
        let name = String(rest.popWord())
        guard let command = CommandTable.command(named: name) else {
            return .mistake(.unknownCommand(name: name, closest: CommandTable.closest(to: name)))
        }
        guard let arguments = Arguments(rest, of: command) else {
            return .mistake(.missingArgument(usage: command.usage))
        }
        return Intent(command.verb, arguments)
    }

    private init(_ verb: SlashCommand.Verb, _ arguments: Arguments) {
        switch (verb, arguments.nick, arguments.text) {
        case (.help, _, _):
            let topic = arguments.word.map { Sign($0.first) == .slash ? String($0.dropFirst()) : $0 }
            self = .help(topic: topic?.isEmpty == true ? nil : topic)
        case (.quit, _, let reason): self = .leave(reason: reason)
        case (.names, _, _) where arguments.room == nil: self = .members
        case (.msg, let target?, let text), (.notice, let target?, let text), (.query, let target?, let text):
            if RoomSign.begins(target) {
                let room = Arguments(room: RoomSign.signed(target), text: text)
                // "Open a private chat" with a room is to enter the room.
                self = .command(verb == .query ? .join : verb, verb == .query ? Arguments(room: room.room) : room)
            } else if verb == .notice {
                self = .command(verb, arguments)
            } else if let text {
                self = .privately(to: target, text: text, form: .command)
            } else {
                self = .open(nick: target)
            }
        default: self = .command(verb, arguments)
        }
    }
}
