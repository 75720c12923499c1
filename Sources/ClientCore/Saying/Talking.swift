import ChatProtocol

/// What the person says, and what becomes of it.
extension Model {
    /// Bytes left free in a line for the source that the server puts before it: `:nick!user@host ` with Ergo's and
    /// InspIRCd's longest nick, user and host (32, 11, 63), as far as a line of 512 is worth filling.
    static let sourceBytes = 112
    /// Of the ping behind own lines.
    static let saidToken = "said"

    /// Says a text where the person is, as many lines as it takes. What nobody would hear goes back to the input.
    mutating func sayHere(_ text: String, typed: String, isAction: Bool = false) {
        switch buffers[current].kind {
        case .server where !isRaw: keepTyped(typed, .nobodyHears)
        case .room where !buffers[current].isJoined && !isRaw: keepTyped(typed, .notInRoom(buffers[current].name))
        case .server, .room, .person: say(text, isAction: isAction, in: current)
        }
    }

    private mutating func keepTyped(_ typed: String, _ reason: Phrase) {
        buffers[current].editor.set(typed)
        show(reason, isAlarm: true)
    }

    /// Says a text to a room or person; the lines stand dim until the server has said them.
    ///
    /// - Parameter quote: of the line that it answers; nil for none.
    mutating func say(_ text: String, isAction: Bool = false, answering quote: Quote? = nil, in index: Int) {
        if isRaw { return sayRaw(text, in: index) }
        let posts = Post.posts(
            of: text, bytes: room(for: buffers[index].target, isAction: isAction), together: isAction ? nil : postBounds
        )
        for post in posts {
            say(post, isAction: isAction, answering: quote, in: index)
        }
        buffers[index].place = .newest
    }

    /// Bytes of text that one line to a room or person takes.
    func room(for target: String, isAction: Bool = false) -> Int {
        let room = Limits.body - 2 - Self.sourceBytes - "PRIVMSG  :".utf8.count - target.utf8.count
        return max(64, room - (isAction ? 10 : 0))
    }

    /// What one post of several lines may hold here; nil where each line is a message of its own.
    var postBounds: Post.Bounds? { session.has(.multiline) && session.has(.batch) ? session.multiline : nil }

    private mutating func say(_ post: Post, isAction: Bool, answering quote: Quote?, in index: Int) {
        var line = Line(
            number: newLineNumber(), time: clock, isAction ? .action : .message, author: nick,
            StyledText(post: post.text))
        line.isOwn = true
        line.said = post.text
        var tags: [Tag] = []
        if session.has(.messageTags), let quote {
            line.quote = quote
            tags += [Tag(ClientTag.reply, quote.id), Tag(ClientTag.draftReply, quote.id)]
        }
        let spoken = Spoken(post: post, target: buffers[index].target, isAction: isAction, tags: tags)
        guard session.awaited.count < Session.mostAwaited else {
            if !session.has(.echoMessage) { add(line, to: index) }
            for message in spoken.messages(batch: nextLabel()) { send(message) }
            return
        }
        // Where even the name of whom it is for is too long.
        guard spoken.messages(label: "zzzzzz", batch: "zzzzzz").allSatisfy(\.fits) else {
            line.delivery = .failed(phrase(.tooLong))
            return add(line, to: index)
        }
        line.delivery = .pending
        buffers[index].transcript.append(line)
        wraps.forgetPresence()
        sendOwn(Session.Awaited(buffer: buffers[index].number, line: line.number, spoken: spoken))
    }

    private mutating func nextLabel() -> String {
        defer { session.nextLabel += 1 }
        return String(session.nextLabel, radix: 36)
    }

    /// Sends a line that stands dim in its buffer, as soon as it may go.
    mutating func sendOwn(_ awaited: Session.Awaited) {
        let label = nextLabel()
        var awaited = awaited
        awaited.sent = nil
        session.awaited[label] = awaited
        session.outgoing.append(awaited.spoken.messages(label: label, batch: label))
        sendNext()
    }

    /// Sends what waits for earlier lines to be answered, as far as it may go.
    private mutating func sendNext() {
        while !session.outgoing.isEmpty, session.underway < Session.mostUnderway {
            let moment = now
            var messages = session.outgoing.removeFirst()
            if let label = messages.first?[tag: "label"] { session.awaited[label]?.sent = moment }
            if !session.echoes, !messages.isEmpty { messages[0].tags.removeAll { $0.key == "label" } }
            for message in messages { send(message) }
        }
        askWhetherHeard()
    }

    // MARK: A server that says nothing back

    /// What a server answers to a ping it answers behind what was said before: so it is known to have come.
    private mutating func askWhetherHeard() {
        guard !session.echoes, session.asked.isEmpty else { return }
        session.asked = session.awaited.filter { $0.value.sent != nil }.map(\.key)
        if !session.asked.isEmpty { send(Command.ping(Self.saidToken).message) }
    }

    /// The server has answered that ping.
    mutating func heardWhatWasSaid() {
        let lines = session.asked.compactMap { label in session.awaited.removeValue(forKey: label) }
        session.asked = []
        for line in lines.sorted(by: { $0.line < $1.line }) {
            if let sent = line.sent { session.lag.answers(to: sent, at: now) }
            settle(line, id: nil, time: nil, author: nil)
        }
        sendNext()
    }

    /// The server does not take what was said to somebody: answers come in order, so that it is the first line of those that
    /// still wait. False where none does.
    mutating func refusedToSay(to target: String, _ reason: String) -> Bool {
        guard !session.echoes, let index = index(of: target) else { return false }
        let number = buffers[index].number
        let sent = session.awaited.filter { $0.value.buffer == number && $0.value.sent != nil }
        guard let first = sent.min(by: { $0.value.line < $1.value.line }) else { return false }
        session.awaited[first.key] = nil
        fail(first.value, because: Sanitiser.clean(reason))
        sendNext()
        return true
    }

    // MARK: Answers

    /// The server's answer to an own line; false where it is none.
    mutating func answered(_ label: String, with message: Message) -> Bool {
        guard let awaited = session.awaited[label] else { return false }
        if let sent = awaited.sent { session.lag.answers(to: sent, at: now) }
        defer { sendNext() }
        switch Reply(message) {
        case .said(.message, _, _):
            session.awaited[label] = nil
            settle(
                awaited, id: message[tag: "msgid"], time: message[tag: "time"].flatMap { Timestamp($0) },
                author: message.source.map { Sanitiser.clean(Source($0).nick) })
            return true
        case .acknowledged:
            session.awaited[label] = nil
            settle(awaited, id: nil, time: nil, author: nil)
            return true
        case .standard(let reply) where reply.severity == .fail:
            session.awaited[label] = nil
            fail(awaited, because: Sanitiser.clean(reply.text))
            return true
        case .numeric(let numeric, _, let words) where numeric.isError:
            session.awaited[label] = nil
            fail(awaited, because: Self.reason(of: numeric, words, in: self))
            return true
        default: return false
        }
    }

    private static func reason(of numeric: Numeric, _ words: [String], in model: Model) -> String {
        guard numeric == .noSuchNick, let nick = words.first else { return Sanitiser.clean(words.last ?? "") }
        return model.phrase(.nobodyAnywhere(Sanitiser.clean(nick)))
    }

    private mutating func settle(_ awaited: Session.Awaited, id: String?, time: Timestamp?, author: String?) {
        guard let index = index(ofNumber: awaited.buffer),
            let line = buffers[index].transcript.settle(awaited.line, id: id, time: time, author: author)
        else { return }
        // Who listens has heard themselves type it.
        if settings.isPlain, !settings.isSpoken { plain.tell(line, in: buffers[index]) }
    }

    mutating func fail(_ awaited: Session.Awaited, because reason: String, mayHaveArrived: Bool = false) {
        guard let index = index(ofNumber: awaited.buffer) else { return }
        let failed = buffers[index].transcript.change(awaited.line) {
            $0.delivery = .failed(reason)
            $0.mayHaveArrived = mayHaveArrived
        }
        guard let line = failed else { return }
        if settings.isPlain { plain.tell(line, in: buffers[index]) }
    }
}
