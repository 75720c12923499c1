import ChatProtocol

/// Somebody who is writing in a conversation (IRCv3 typing).
struct Typist: Equatable, Sendable {
    /// Those known of one conversation.
    static let most = 32
    /// How long one who is writing, or has stopped in the middle, is taken to be at it without saying so again (the
    /// specification's 6 and 30 s).
    static let activeFor: Int64 = 6_000
    static let pausedFor: Int64 = 30_000
    /// The least time between two words of ours that the person is writing (the specification's 3 s).
    static let pause: Int64 = 3_000

    let folded: String
    /// Safe to draw.
    let nick: String
    var until: Instant
}

/// Who is writing, and telling others that the person is.
extension Model {
    // MARK: Others

    /// False where the message says nothing about writing.
    mutating func heardTyping(_ message: Message, to target: String, from source: Source) -> Bool {
        guard let word = message[tag: ClientTag.typing] ?? message[tag: ClientTag.draftTyping] else { return false }
        guard !isMe(source.nick), !isIgnored(source), let index = conversation(with: target, of: source) else {
            return true
        }
        let folded = session.fold(source.nick)
        stopsTyping(folded, in: index)
        let patience: Int64
        switch word {
        case "active": patience = Typist.activeFor
        case "paused": patience = Typist.pausedFor
        default: return true
        }
        guard buffers[index].typists.count < Typist.most else { return true }
        buffers[index].typists.append(
            Typist(folded: folded, nick: Sanitiser.clean(source.nick), until: now.later(by: patience)))
        return true
    }

    mutating func stopsTyping(_ folded: String, in index: Int) {
        if !buffers[index].typists.isEmpty { buffers[index].typists.removeAll { $0.folded == folded } }
    }

    mutating func checkTypists() {
        let moment = now
        for index in buffers.indices where !buffers[index].typists.isEmpty {
            buffers[index].typists.removeAll { $0.until <= moment }
        }
    }

    // MARK: The person

    /// After each change of the line: tells those who would read it, not too often. What is a command or private to
    /// somebody else is nobody's business.
    mutating func tellTyping() {
        let isLine = buffers.span[current].editor.beginsAsTalk
        guard isLine, buffers.span[current].purpose == .post else { return stopTelling() }
        guard settings.tellsTyping, canTellTyping else { return }
        if let told = toldTyping, told.buffer == buffers.span[current].number, now < told.at.later(by: Typist.pause) {
            return
        }
        toldTyping = ToldTyping(buffer: buffers[current].number, at: now)
        sayTyping("active", in: current)
    }

    /// The line is empty again, or another one is on the screen.
    mutating func stopTelling() {
        guard let told = toldTyping else { return }
        toldTyping = nil
        guard let index = index(ofNumber: told.buffer), buffers[index].network == network.number, canTellTyping else {
            return
        }
        sayTyping("done", in: index)
    }

    @inline(__always)
    private var canTellTyping: Bool {
        guard isOnline, !isRaw, session.has(.messageTags), session.lets(tag: "typing") else { return false }
        return buffers.span[current].kind == .person || buffers.span[current].isJoined
    }

    private mutating func sayTyping(_ word: String, in index: Int) {
        var message = Command.say(.tags, targets: [buffers[index].target], text: "").message
        message.tags = [Tag(ClientTag.typing, word)]
        send(message)
    }
}

/// When the server was last told that the person is writing, and where.
struct ToldTyping: Equatable, Sendable {
    /// The buffer's number.
    var buffer: Int
    var at: Instant
}

extension Session {
    /// Whether the server passes on clients' tags of this name, without its `+` (CLIENTTAGDENY: names, `*` for all, and
    /// with a `-` those that are let through all the same).
    func lets(tag name: String) -> Bool {
        let words = (isupport["CLIENTTAGDENY"] ?? "").split(separator: ",")
        return words.contains("*") ? words.contains { $0 == "-" + name } : !words.contains { $0 == name }
    }
}
