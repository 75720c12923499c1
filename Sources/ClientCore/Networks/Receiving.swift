import ChatProtocol

/// The border: what the server says. Everything that will be drawn is cleaned here, and nowhere else.
extension Model {
    /// The server is there.
    mutating func heardSomething() {
        session.lastHeard = now
        session.pinged = nil
    }

    mutating func hear(_ message: Message) {
        heardSomething()
        if let reference = message[tag: "batch"], collect(message, in: reference) { return }
        let source = message.source.map { Source($0) }
        let label = label(of: message)
        if let label, answered(label, with: message) || pageRefused(label, by: message) { return }
        if let source { know(source, from: message) }
        switch Reply(message) {
        case .numeric(let numeric, let receiver, let words):
            hear(numeric, receiver: receiver, words, from: source)
        case .said(.tags, let target, _), .redacted(let target, _, _), .edited(let target, _, _):
            heardAmendment(message, to: target, from: source)
        case .said(let kind, let target, let text): heardSpeech(message, kind, to: target, text, from: source)
        case .joined(let room, let account, let realname):
            if let source { joined(room, source, account: account, realname: realname, message) }
        case .parted(let room, let reason): if let source { parted(room, source, reason, message) }
        case .left(let reason): if let source { quit(source, reason, message) }
        case .renamed(let nick): if let source { renamed(source, to: nick, message) }
        case .kicked(let room, let nick, let reason): kicked(nick, outOf: room, by: source, reason, message)
        case .topic(let room, let text): topicSet(in: room, text, by: source, message)
        case .mode(let target, let changes): modeSet(on: target, changes, by: source, message)
        case .roomRenamed(let room, let name, let reason): roomRenamed(room, to: name, reason)
        case .invited(let nick, let room): invited(nick, to: room, by: source)
        case .away(let text): if let source { away(source, text) }
        case .account(let name): if let source { heardAccount(of: source, name) }
        case .hostChanged(let user, let host): if let source { heardHost(of: source, user: user, host: host) }
        case .realname(let name): if let source { heardRealname(of: source, name) }
        case .metadataChanged(let target, let key, _, let value): heardProfile(of: target, key, value)
        case .markedRead(let target, let mark): markedRead(target, mark)
        case .capability(let word, let isPartial, let names):
            let lines = session.registration.hear(word, isPartial: isPartial, names)
            if ["LS", "NEW"].contains(word), obeyWish() { return }
            for line in lines { send(line) }
            logInIfAgreed()
        case .authenticate(let word): login { $0.hear(word) }
        case .pong(let token): if token == Self.pingToken { session.lag.pongs(at: now) } else { heardWhatWasSaid() }
        case .ping, .acknowledged: break
        case .batchStarted(let name, let type, let words): batchStarted(name, type, words, message)
        case .batchEnded(let name): batchEnded(name)
        case .standard(let reply): heard(reply, label: label)
        case .error(let text):
            session.lastWords = text
            session.endsUntil = now.later(by: Self.farewell)
        case .other(let message) where message.verb == "REGISTER": registered(message.parameters)
        case .other(let message):
            note(text: StyledText(message: message.parameters.joined(separator: " ")), in: home)
        }
    }

    // MARK: Speech

    mutating func heardSpeech(
        _ message: Message, _ kind: SpeechKind, to target: String, _ text: String, from source: Source?
    ) {
        let isOwn = source.map { isMe($0.nick) } ?? false
        let room = roomName(in: target)
        // What a server says to everybody or before the welcome belongs to its own buffer.
        if room == nil, source?.user == nil, kind == .notice {
            return note(text: StyledText(message: text), at: time(of: message), in: home)
        }
        guard let source, Self.isForEyes(text), !isIgnored(source) else { return }
        let index = open(room == nil ? .person : .room, room ?? (isOwn ? target : source.nick)) ?? home
        if room == nil, !isOwn, buffers[index].kind == .person { meet(source) }
        guard let line = line(of: message, kind, text, from: source, in: index) else { return }
        if let id = line.id, buffers[index].transcript.holds(id: id) { return }
        add(line, to: index)
    }

    /// The line of something said; nil for what is not meant for eyes.
    mutating func line(
        of message: Message, _ kind: SpeechKind, _ text: String, from source: Source, in index: Int
    ) -> Line? {
        guard Self.isForEyes(text), !isIgnored(source) else { return nil }
        var text = text
        var lineKind = kind == .notice ? Line.Kind.notice : .message
        if text.utf8.first == 1 {
            text = String(text.dropFirst(8))
            if text.utf8.last == 1 { text.removeLast() }
            lineKind = .action
        }
        let isOwn = isMe(source.nick)
        var line = Line(
            number: newLineNumber(), id: message[tag: "msgid"].flatMap { $0.isEmpty ? nil : $0 },
            time: time(of: message),
            lineKind, author: Sanitiser.clean(source.nick), StyledText(post: text))
        line.isOwn = isOwn
        line.isMention = !isOwn && isMention(text)
        if let id = Self.answered(by: message) {
            let answered = buffers[index].transcript.index(ofID: id).map { buffers[index].transcript.lines[$0] }
            line.quote = Quote(id: id, answered)
            if !isOwn, answered?.isOwn == true { line.isMention = true }
        }
        return line
    }

    /// Whether the text says the person's name, or a word that they look out for.
    func isMention(_ text: String) -> Bool {
        Mention.isIn(text, of: session.nick) || settings.highlights.contains { Mention.isIn(text, of: $0) }
    }

    /// What programs ask of programs (CTCP) is not, but for what somebody does (`ACTION`).
    private static func isForEyes(_ text: String) -> Bool {
        text.utf8.first != 1 || text.hasPrefix("\u{1}ACTION ")
    }

    /// The time that the server gives, else ours.
    func time(of message: Message) -> Timestamp {
        message[tag: "time"].flatMap { Timestamp($0) } ?? clock
    }

    func isMe(_ nick: String) -> Bool {
        nick == session.nick || session.fold(nick) == session.fold(session.nick)
    }

    /// The room that a target names, also where it names those of a rank in it (`@#tea`); nil for a person.
    func roomName(in target: String) -> String? {
        if session.isRoom(target) { return target }
        guard let first = target.first, session.isupport.ranks.contains(where: { $0.sign == first }) else { return nil }
        let rest = String(target.dropFirst())
        return session.isRoom(rest) ? rest : nil
    }

    // MARK: The server's notes

    private mutating func heard(_ reply: StandardReply, label: String?) {
        let context = reply.context.map { Sanitiser.clean($0) }
        // What it is about comes last, behind the word of a subcommand.
        let index = index(ofAny: reply.context.reversed())
        // With a label it is the answer to something else.
        if reply.command == "CHATHISTORY", label == nil, let index, historyRefused(in: index, reply.code) { return }
        let about = index == nil && !context.isEmpty ? context.joined(separator: " ") + ": " : ""
        let text = StyledText(about + Sanitiser.clean(reply.text))
        let isFault = reply.severity == .fail
        note(isFault ? .fault : .note, text: text, in: index ?? (isFault ? front : home))
    }

    mutating func hostSays(_ text: String, in index: Int? = nil) {
        note(text: StyledText(phrase(.server(Sanitiser.clean(text)))), in: index ?? home)
    }
}
