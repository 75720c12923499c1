/// What a server tells a client: one line, understood. Whose doing it is, is the line's source.
package enum Reply: Equatable, Sendable {
    /// `receiver` is the client's nick, or `*` before it has one.
    case numeric(Numeric, receiver: String, [String])

    case joined(room: String, account: String?, realname: String?)
    case parted(room: String, reason: String?)
    case left(reason: String?)
    case renamed(String)
    case kicked(room: String, nick: String, reason: String?)
    case topic(room: String, text: String)
    case mode(target: String, changes: [String])
    case invited(nick: String, room: String)
    /// nil: back again.
    case away(String?)
    case realname(String)

    case said(SpeechKind, target: String, text: String)

    /// `CAP`: the answer's word, whether more lines of it follow, and the capabilities with their values.
    case capability(String, isPartial: Bool, [String])
    case ping(String)
    case pong(String)
    case batchStarted(String, type: String, [String])
    case batchEnded(String)
    /// The labelled answer that there is none.
    case acknowledged
    case standard(StandardReply)
    /// The server closes the connection.
    case error(String)
    /// Anything else, as it came.
    case other(Message)
}

/// `FAIL`, `WARN` or `NOTE` (IRCv3 standard-replies).
package struct StandardReply: Equatable, Sendable {
    package enum Severity: String, Equatable, Sendable {
        case fail = "FAIL"
        case warn = "WARN"
        case note = "NOTE"
    }

    package var severity: Severity
    /// `*` where the line was no command.
    package var command: String
    package var code: String
    package var context: [String]
    package var text: String

    package init(_ severity: Severity, _ command: String, _ code: String, _ context: [String] = [], _ text: String) {
        self.severity = severity
        self.command = command
        self.code = code
        self.context = context
        self.text = text
    }
}

extension Reply {
    /// Understands one message of a server. What has too few parameters to be what its verb says is `.other`.
    package init(_ message: Message) {
        let words = message.parameters
        let first = words.first ?? ""
        let second = words.count > 1 ? words[1] : nil
        if let numeric = Numeric(verb: message.verb) {
            self = .numeric(numeric, receiver: first, Array(words.dropFirst()))
            return
        }
        switch (message.verb.uppercased(), words.count) {
        case ("PRIVMSG", 2...): self = .said(.message, target: first, text: words[1])
        case ("NOTICE", 2...): self = .said(.notice, target: first, text: words[1])
        case ("TAGMSG", 1...): self = .said(.tags, target: first, text: "")
        case ("JOIN", 1...):
            let isExtended = words.count > 2
            self = .joined(
                room: first, account: isExtended && second != "*" ? second : nil, realname: isExtended ? words[2] : nil)
        case ("PART", 1...): self = .parted(room: first, reason: second)
        case ("QUIT", _): self = .left(reason: words.first)
        case ("NICK", 1...): self = .renamed(first)
        case ("KICK", 2...): self = .kicked(room: first, nick: words[1], reason: words.count > 2 ? words[2] : nil)
        case ("TOPIC", 2...): self = .topic(room: first, text: words[1])
        case ("MODE", 2...): self = .mode(target: first, changes: Array(words.dropFirst()))
        case ("INVITE", 2...): self = .invited(nick: first, room: words[1])
        case ("AWAY", _): self = .away(first.isEmpty ? nil : first)
        case ("SETNAME", 1...): self = .realname(first)
        case ("CAP", 3...):
            let isPartial = words.count > 3 && words[2] == "*"
            self = .capability(
                words[1].uppercased(), isPartial: isPartial,
                (words.last ?? "").split(separator: " ").map { String($0) })
        case ("PING", _): self = .ping(words.last ?? "")
        case ("PONG", _): self = .pong(words.last ?? "")
        case ("BATCH", 1...) where first.hasPrefix("+"):
            self = .batchStarted(String(first.dropFirst()), type: second ?? "", Array(words.dropFirst(2)))
        case ("BATCH", 1...) where first.hasPrefix("-"): self = .batchEnded(String(first.dropFirst()))
        case ("ACK", _): self = .acknowledged
        case ("FAIL", 3...), ("WARN", 3...), ("NOTE", 3...):
            let severity = StandardReply.Severity(rawValue: message.verb.uppercased()) ?? .note
            self = .standard(
                StandardReply(severity, first, words[1], Array(words[2..<(words.count - 1)]), words[words.count - 1]))
        case ("ERROR", _): self = .error(first)
        default: self = .other(message)
        }
    }

    /// The line that says this, without source and tags.
    package var message: Message {
        switch self {
        case .numeric(let numeric, let receiver, let words): Message(numeric.verb, [receiver] + words)
        case .joined(let room, _, nil): Message("JOIN", [room])
        case .joined(let room, let account, let realname?): Message("JOIN", [room, account ?? "*", realname])
        case .parted(let room, let reason): Message("PART", [room] + (reason.map { [$0] } ?? []))
        case .left(let reason): Message("QUIT", reason.map { [$0] } ?? [])
        case .renamed(let nick): Message("NICK", [nick])
        case .kicked(let room, let nick, let reason): Message("KICK", [room, nick] + (reason.map { [$0] } ?? []))
        case .topic(let room, let text): Message("TOPIC", [room, text])
        case .mode(let target, let changes): Message("MODE", [target] + changes)
        case .invited(let nick, let room): Message("INVITE", [nick, room])
        case .away(let text): Message("AWAY", text.map { [$0] } ?? [])
        case .realname(let name): Message("SETNAME", [name])
        case .said(.tags, let target, _): Message("TAGMSG", [target])
        case .said(let kind, let target, let text): Message(kind.rawValue, [target, text])
        case .capability(let word, let isPartial, let names):
            Message("CAP", ["*", word] + (isPartial ? ["*"] : []) + [names.joined(separator: " ")])
        case .ping(let token): Message("PING", [token])
        case .pong(let token): Message("PONG", [token])
        case .batchStarted(let name, let type, let words): Message("BATCH", ["+" + name, type] + words)
        case .batchEnded(let name): Message("BATCH", ["-" + name])
        case .acknowledged: Message("ACK")
        case .standard(let reply):
            Message(reply.severity.rawValue, [reply.command, reply.code] + reply.context + [reply.text])
        case .error(let text): Message("ERROR", [text])
        case .other(let message): message
        }
    }
}
