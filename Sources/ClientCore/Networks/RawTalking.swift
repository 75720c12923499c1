import ChatProtocol

/// What is known of a connection that speaks the seed's raw dialect.
struct RawSession: Equatable, Sendable {
    /// The least time between two questions who is here that nobody typed.
    static let patience: Int64 = 10_000

    /// Answers to `#` that the person asked for and are still to come.
    var asked = 0
    /// Answers to `#` that the client asked for by itself.
    var unasked = 0
    var lastAsked: Instant?
}

/// Talking to a server of the raw dialect: one room, no verbs, texts as they come.
extension Model {
    mutating func rawConnected() {
        connection = .online
        network.hasBeenOnline = true
        session.hasJoinedRooms = true
        network.backoff.reset()
        raw = RawSession()
        let host = Sanitiser.clean(endpoint.host)
        guard let index = open(.room, "#" + host) else { return }
        buffers[index].isJoined = true
        buffers[index].isWanted = true
        note(.connected(Sanitiser.clean(endpoint.description)), in: index)
        go(to: index)
        ask(.sendRaw("!" + session.nick))
        askRawMembers(isAsked: false)
    }

    var raw: RawSession {
        get { network.raw }
        _modify { yield &networks[here].raw }
    }

    private var rawRoom: Int {
        buffers.firstIndex { $0.network == network.number && $0.kind == .room } ?? home
    }

    /// The server sends everything back to its author, so nothing is shown here.
    mutating func sayRaw(_ text: String, in index: Int) {
        if buffers[index].kind == .person { return tellRaw(buffers[index].target, text) }
        for line in text.split(separator: "\n") { ask(.sendRaw(Self.literal(line))) }
        buffers[index].place = .newest
    }

    /// An `@` of the text itself is doubled, so that it does not part text from nick.
    private static func literal(_ line: Substring) -> String {
        line.split(separator: "@", omittingEmptySubsequences: false).joined(separator: "@@")
    }

    mutating func tellRaw(_ nick: String, _ text: String) {
        for line in text.split(separator: "\n") {
            ask(.sendRaw("\(Self.literal(line))@\(nick)"))
            var shown = Line(
                number: newLineNumber(), time: clock, .message, author: self.nick,
                StyledText("→ @\(Sanitiser.clean(nick)) ", Style(.faint)))
            shown.text.append(StyledText(message: String(line)))
            shown.isOwn = true
            add(shown, to: current)
        }
    }

    mutating func askRawMembers(isAsked: Bool) {
        if isAsked { raw.asked += 1 } else { raw.unasked += 1 }
        raw.lastAsked = now
        ask(.sendRaw("#"))
    }

    mutating func performRaw(_ verb: SlashCommand.Verb, _ arguments: Arguments) {
        switch verb {
        // Once named, a server of ours takes `!wow` for text: only who is not on its list yet may try another nick.
        case .nick where !buffers[rawRoom].members.has(session.fold(session.nick)):
            session.registration.rename(to: arguments.nick ?? session.nick)
            ask(.sendRaw("!" + session.nick))
        case .raw: ask(.sendRaw(arguments.text ?? ""))
        default: show(.noRawCommand(verb.rawValue), isAlarm: true)
        }
    }

    // MARK: Receiving

    mutating func hearRaw(_ text: String) {
        session.lastHeard = now
        if text.hasPrefix("{"), text.hasSuffix("}"), raw.asked + raw.unasked > 0 { return rawMembersCame(text) }
        let index = rawRoom
        let (kind, author, body) = Self.takeApart(text)
        if let author, isIgnored(Source(nick: author)) { return }
        var line = Line(
            number: newLineNumber(), time: clock, author == nil ? .note : kind,
            author: author.map { Sanitiser.clean($0) },
            StyledText(message: body))
        if let author {
            line.isOwn = isMe(author)
            line.isMention = !line.isOwn && isMention(body)
            let isStranger = !buffers[index].members.has(session.fold(author))
            let isEarly = raw.lastAsked.map { now < $0.later(by: RawSession.patience) } ?? false
            if isStranger, !isEarly { askRawMembers(isAsked: false) }
        }
        add(line, to: index)
    }

    /// `aaa say: hello`, `aaa notice: hello`, `* aaa waves`; anything else is said by nobody.
    private static func takeApart(_ text: String) -> (Line.Kind, String?, String) {
        if text.hasPrefix("* ") {
            let rest = text.dropFirst(2)
            guard let space = rest.firstIndex(of: " ") else { return (.note, nil, text) }
            return (.action, String(rest[..<space]), String(rest[rest.index(after: space)...]))
        }
        for (word, kind) in [(" say: ", Line.Kind.message), (" notice: ", .notice)] {
            guard let space = text.firstIndex(of: " "), space > text.startIndex, text[space...].hasPrefix(word) else {
                continue
            }
            return (kind, String(text[..<space]), String(text[space...].dropFirst(word.count)))
        }
        return (.note, nil, text)
    }

    private mutating func rawMembersCame(_ text: String) {
        let nicks = Self.names(inLiteral: text)
        let index = rawRoom
        for nick in nicks {
            buffers[index].members.collect(Sanitiser.clean(nick), folded: session.fold(nick), ranks: "")
        }
        buffers[index].members.finishCollecting(signs: ["@", "+"])
        if raw.unasked > 0 {
            raw.unasked -= 1
        } else {
            raw.asked -= 1
            note(text: StyledText(Sanitiser.clean(text)), in: index)
        }
    }

    /// The keys of a Python dictionary of strings: every string literal that a colon follows.
    static func names(inLiteral text: String) -> [String] {
        var names: [String] = []
        var rest = text.unicodeScalars[...]
        while names.count < MemberList.most, let quote = rest.firstIndex(where: { $0 == "'" || $0 == "\"" }) {
            let sign = rest[quote]
            rest = rest[rest.index(after: quote)...]
            var name = String.UnicodeScalarView()
            while let scalar = rest.popFirst(), scalar != sign {
                guard scalar == "\\" else {
                    name.append(scalar)
                    continue
                }
                if let escaped = rest.popFirst() { name.append(escaped) }
            }
            if rest.first == ":" { names.append(String(name)) }
        }
        return names
    }
}
