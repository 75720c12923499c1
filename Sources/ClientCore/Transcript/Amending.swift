import ChatProtocol

/// What was done to something that was said. The id is the server's; texts but the nick are safe to draw.
enum Amendment: Equatable, Sendable {
    case reaction(id: String, String, by: String, isGiven: Bool)
    case edit(id: String, StyledText, by: String)
    case redaction(id: String, by: String, reason: String)

    var id: String {
        switch self {
        case .reaction(let id, _, _, _), .edit(let id, _, _), .redaction(let id, _, _): id
        }
    }

    /// Whose doing it is, as the server writes them.
    var nick: String {
        switch self {
        case .reaction(_, _, let nick, _), .edit(_, _, let nick), .redaction(_, let nick, _): nick
        }
    }
}

/// Lines that change after they were said: reactions, edits, redactions.
extension Model {
    /// What a message does to a line; nil for a message that does nothing to any.
    func amendment(in message: Message) -> Amendment? {
        guard let source = message.source else { return nil }
        let nick = Source(source).nick
        guard !isIgnored(Source(source)) else { return nil }
        switch Reply(message) {
        case .said(.tags, _, _):
            guard let id = Self.answered(by: message) else { return nil }
            if let text = message[tag: ClientTag.react].flatMap({ Reactions.text(of: $0) }) {
                return .reaction(id: id, text, by: nick, isGiven: true)
            }
            let text = message[tag: ClientTag.unreact].flatMap { Reactions.text(of: $0) }
            return text.map { .reaction(id: id, $0, by: nick, isGiven: false) }
        case .edited(_, let id, let text): return .edit(id: id, StyledText(post: text), by: nick)
        case .redacted(_, let id, let reason):
            return .redaction(id: id, by: nick, reason: StyledText(message: reason ?? "").plain)
        default: return nil
        }
    }

    /// The id of the line that a message answers; nil where it answers none.
    static func answered(by message: Message) -> String? {
        let id = message[tag: ClientTag.reply] ?? message[tag: ClientTag.draftReply]
        return id.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Something was done to a line of a conversation, just now.
    mutating func heardAmendment(_ message: Message, to target: String, from source: Source?) {
        guard let source else { return }
        if heardTyping(message, to: target, from: source) { return }
        guard let amendment = amendment(in: message), let index = conversation(with: target, of: source)
        else { return }
        amend(amendment, at: time(of: message), in: index, isPast: false)
    }

    /// The buffer that is meant where `source` says something to `target`; nil where there is none.
    func conversation(with target: String, of source: Source) -> Int? {
        index(of: roomName(in: target) ?? (isMe(source.nick) ? target : source.nick))
    }

    /// - Parameters:
    ///   - time: when it was done. What is missing may come behind what was done later, and changes nothing then.
    ///   - isPast: it comes from the history, and nobody waits for the news.
    mutating func amend(_ amendment: Amendment, at time: Timestamp, in index: Int, isPast: Bool) {
        let whole = LineAmendment(
            amendment, at: time, by: session.fold(amendment.nick),
            removed: StyledText(phrase(.redacted), Style(.faint, .italic)))
        guard let place = buffers[index].transcript.index(ofID: amendment.id) else { return keep(whole, in: index) }
        let line = buffers[index].transcript.lines[place]
        guard whole.changes(line) else { return }
        buffers[index].transcript.change(line.number) { whole.change(&$0) }
        if !isPast, settings.isPlain {
            plain.tell(news(of: amendment, about: buffers[index].transcript.lines[place]), in: buffers[index])
        }
    }

    /// What a person without a screen is told of it: a line that was printed stays as it is.
    private func news(of amendment: Amendment, about line: Line) -> String {
        let quote = Quote(id: amendment.id, line, coversHidden: settings.isSpoken).text
        let author = line.author ?? ""
        let nick = Sanitiser.clean(amendment.nick)
        switch amendment {
        case .reaction(_, let text, _, true): return phrase(.reacted(nick, text, author, quote))
        case .reaction(_, let text, _, false): return phrase(.unreacted(nick, text, author, quote))
        case .edit(_, let text, _):
            let text = settings.isSpoken ? PlainSpeaker.heard(text, settings.language) : text
            return phrase(.edited(nick, text.plain))
        case .redaction(_, _, let reason): return phrase(.removed(nick, author, reason))
        }
    }
}
