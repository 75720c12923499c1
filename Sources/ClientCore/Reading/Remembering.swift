import ChatProtocol

/// What was said before: on entering, after a lost connection, and on reading back (IRCv3 draft/chathistory).
extension Model {
    /// Lines shown on entering a room; whoever listens to them wants fewer.
    private var firstPage: Int { settings.isSpoken ? PlainSpeaker.firstPage : 50 }
    /// Lines asked for at a time otherwise, where the server allows as many.
    static let page = 100

    var pageLimit: Int {
        let allowed = session.isupport["CHATHISTORY"].flatMap { Int($0) } ?? 0
        return allowed > 0 ? min(allowed, Self.page) : Self.page
    }

    var hasHistory: Bool { session.has(.chathistory) && session.has(.batch) && session.has(.messageTags) }

    /// The newest lines, or those since the last that is known.
    mutating func askWhatWasMissed(in index: Int) {
        guard !waitsForLog(index) else { return }
        guard hasHistory else { return caughtUp(in: index) }
        if case .asked = buffers[index].history {
            buffers[index].isBehind = true
            return
        }
        buffers[index].isBehind = false
        buffers[index].pagesByItself = 0
        for hole in buffers[index].edges.keys { buffers[index].edges[hole]?.isStuck = false }
        if buffers[index].transcript.newestID != nil {
            askIntoGap(in: index)
        } else if buffers[index].kind == .room {
            ask(.first, .latest(after: nil), min(pageLimit, firstPage), in: index)
        } else {
            caughtUp(in: index)
        }
    }

    /// The page before the oldest line: of the log, as long as that has one, then of the server.
    mutating func askOlder(in index: Int) {
        if recallsOlder(in: index) { return }
        // Nothing is known on the other side of it.
        if let first = buffers[index].transcript.lines.first, first.kind == .hole {
            close(hole: first.number, in: index)
        }
        guard hasHistory, isOnline else { return }
        guard let id = buffers[index].transcript.oldestID else { return askFirst(in: index) }
        let reached = buffers[index].reached.flatMap { $0.first == id ? $0.oldest : nil }
        switch buffers[index].history {
        case .asked, .complete: return
        case .unasked, .open: ask(.older, .before(.id(reached ?? id)), pageLimit, in: index)
        }
    }

    /// Nothing is known of a room: the server did not give its newest page when the person came.
    private mutating func askFirst(in index: Int) {
        guard buffers[index].kind == .room, buffers[index].isJoined, buffers[index].history == .open else { return }
        ask(.first, .latest(after: nil), min(pageLimit, firstPage), in: index)
    }

    mutating func ask(
        _ purpose: Buffer.Page.Purpose, _ part: HistoryRequest.Part, _ limit: Int, isByItself: Bool = false,
        in index: Int
    ) {
        var page = Buffer.Page(purpose: purpose, limit: limit, isByItself: isByItself)
        switch part {
        case .before(.id(let id)), .after(.id(let id)): page.edge = id
        default: break
        }
        page.label = sendHistory(HistoryRequest(target: buffers[index].target, part, limit: limit))
        buffers[index].history = .asked(page)
    }

    /// The server did not give what was asked for. False where the person is to know, since nothing else can be tried.
    mutating func historyRefused(in index: Int, _ code: String) -> Bool {
        guard case .asked(let page) = buffers[index].history else { return false }
        // Anything else is refused the next time as well.
        let isPassing = code == "MESSAGE_ERROR"
        buffers[index].history = page.purpose == .older && !isPassing ? .complete : .open
        defer { goOnAsking(in: index) }
        let isInRoom = buffers[index].kind == .room && buffers[index].isJoined
        switch page.purpose {
        case .older: return false
        case .proof:
            sayAgain(in: index, isKept: false)
            return true
        case .first:
            caughtUp(in: index)
            return !isInRoom
        case .hole(let number, _) where number != buffers[index].gap:
            isStuck(at: number, for: isPassing, in: index)
            return page.isByItself
        case .hole(let number, _):
            guard isInRoom, !isPassing else {
                gapIsGivenUp(for: isPassing, in: index)
                return !isInRoom
            }
            // The room is another one by now, of the same name: its lines follow none of ours.
            ask(.newest(hole: number), .latest(after: nil), min(pageLimit, firstPage), in: index)
            return true
        case .newest:
            gapIsGivenUp(for: isPassing, in: index)
            return !isInRoom
        }
    }

    // MARK: Pages

    mutating func pageCame(_ messages: [Message], _ page: Buffer.Page, in index: Int) {
        buffers[index].history = .open
        defer { goOnAsking(in: index) }
        switch page.purpose {
        case .hole(let number, _), .newest(let number): return pageCame(messages, page, hole: number, in: index)
        case .older:
            let isEnd = messages.isEmpty || !reaches(messages, page)
            if isEnd { buffers[index].history = .complete }
            _ = take(messages, page, in: index) { $0.merge($1) }
            let first = buffers[index].transcript.oldestID
            let oldest = messages.first.flatMap { Self.id(of: $0) }
            if let first, let oldest { buffers[index].reached = Buffer.Reached(first: first, oldest: oldest) }
        case .first:
            _ = take(messages, page, in: index) { $0.merge($1, isMissed: true) }
            recount(index)
            decideUncertain(in: index)
            caughtUp(in: index)
        case .proof:
            let isKept = messages.contains {
                Self.id(of: $0).map { buffers[index].transcript.index(ofID: $0) != nil } ?? false
            }
            _ = take(messages, page, in: index) { $0.merge($1, isMissed: true) }
            recount(index)
            sayAgain(in: index, isKept: isKept)
        }
    }

    static func id(of message: Message) -> String? { message[tag: "msgid"].flatMap { $0.isEmpty ? nil : $0 } }

    /// Whether a page goes further than what it was asked for from: a server may give the same one for ever.
    func reaches(_ messages: [Message], _ page: Buffer.Page, fromBelow: Bool = true) -> Bool {
        guard let last = fromBelow ? messages.first : messages.last, let id = Self.id(of: last) else { return false }
        return id != page.edge
    }

    /// Understands what a page says, and puts it where it belongs. Gives the new lines.
    mutating func take(
        _ messages: [Message], _ page: Buffer.Page, in index: Int,
        _ merge: (inout Transcript, [Line]) -> [Line]
    ) -> [Line] {
        var past: [Line] = []
        var amendments: [(Amendment, Timestamp)] = []
        for message in messages {
            if let amendment = amendment(in: message) {
                amendments.append((amendment, time(of: message)))
            } else {
                recall(message, in: index, among: &past)
            }
        }
        let fresh = merge(&buffers[index].transcript, past)
        wraps.forgetPresence()
        completeQuotes(of: fresh, in: index)
        for (amendment, time) in amendments { amend(amendment, at: time, in: index, isPast: true) }
        if settings.isPlain { tellPast(fresh, in: index) }
        for line in fresh {
            if page.isByItself, line.isSaid, !line.isOwn { countUnread(line, in: index) }
        }
        return fresh
    }

    /// Lines as they are by now: some were changed or taken back on the same page. Who came and went meanwhile is no news.
    private mutating func tellPast(_ fresh: [Line], in index: Int) {
        let said = fresh.filter(\.isSaid).compactMap { buffers[index].transcript.line($0.number) }
        guard !said.isEmpty else { return }
        if settings.isSpoken {
            tellWhere()
            plain.tell(spoken(.earlierLines(said.count, buffers[index].label)), isAlarm: false)
        }
        for line in said { plain.tell(line, in: buffers[index]) }
        if settings.isSpoken { plain.tell(spoken(.endOfEarlierLines), isAlarm: false) }
    }

    /// A line may answer one that came with the same page.
    private mutating func completeQuotes(of fresh: [Line], in index: Int) {
        for line in fresh {
            guard let quote = line.quote, quote.author.isEmpty,
                let place = buffers[index].transcript.index(ofID: quote.id)
            else { continue }
            let answered = buffers[index].transcript.lines[place]
            buffers[index].transcript.change(line.number) { $0.quote = Quote(id: quote.id, answered) }
        }
    }

    /// What one message of a page was, behind those before it (IRCv3 draft/event-playback).
    private mutating func recall(_ message: Message, in index: Int, among past: inout [Line]) {
        guard let word = message.source else { return }
        let source = Source(word)
        let nick = Sanitiser.clean(source.nick)
        switch Reply(message) {
        case .said(.tags, _, _): break
        case .said(let kind, _, let text):
            if let line = line(of: message, kind, text, from: source, in: index) { past.append(line) }
        case .joined: recall(.joined(nick), message, source, in: index, among: &past)
        case .parted(_, let reason), .left(let reason):
            let reason = reason.map { StyledText(message: $0).plain }
            recall(.left(nick, reason: reason), message, source, in: index, among: &past)
        case .renamed(let new):
            recall(.renamed(nick, to: Sanitiser.clean(new)), message, source, in: index, among: &past)
        case .kicked(_, let out, let reason):
            let reason = StyledText(message: reason ?? "").plain
            recall(.kicked(Sanitiser.clean(out), by: nick, reason), message, among: &past)
        case .topic(_, let text): recall(.topicSet(by: nick, StyledText(message: text).plain), message, among: &past)
        default: break
        }
    }

    /// The person's own comings and goings they know themselves.
    private mutating func recall(
        _ movement: Presence.Movement, _ message: Message, _ source: Source, in index: Int, among past: inout [Line]
    ) {
        let id = Self.id(of: message)
        guard !isMe(source.nick), !(id.map { buffers[index].transcript.holds(id: $0) } ?? false) else { return }
        if let last = past.indices.last, past[last].fold(movement, at: time(of: message), id: id, in: settings.language)
        {
            if let id { buffers[index].transcript.remember(id: id) }
            return
        }
        let presence = Presence(movement)
        let text = StyledText(presence.text(in: settings.language))
        past.append(Line(number: newLineNumber(), id: id, time: time(of: message), .presence(presence), text))
    }

    private mutating func recall(_ phrase: Phrase, _ message: Message, among past: inout [Line]) {
        let id = Self.id(of: message)
        let text = StyledText(self.phrase(phrase))
        past.append(Line(number: newLineNumber(), id: id, time: time(of: message), .note, text))
    }
}
