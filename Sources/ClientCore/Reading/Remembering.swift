import ChatProtocol

/// What was said before: on entering, after a lost connection, and on reading back (IRCv3 draft/chathistory).
extension Model {
    /// Lines shown on entering a room; whoever listens to them wants fewer.
    private var firstPage: Int { settings.isSpoken ? PlainSpeaker.firstPage : 50 }
    /// Lines asked for at a time otherwise, where the server allows as many.
    static let page = 100

    private var pageLimit: Int {
        let allowed = session.isupport["CHATHISTORY"].flatMap { Int($0) } ?? 0
        return allowed > 0 ? min(allowed, Self.page) : Self.page
    }

    var hasHistory: Bool { session.has(.chathistory) && session.has(.batch) && session.has(.messageTags) }

    /// The newest lines, or those since the last that is known.
    mutating func askWhatWasMissed(in index: Int) {
        guard !waitsForLog(index) else { return }
        guard hasHistory else { return caughtUp(in: index) }
        if let id = buffers[index].gapStart ?? buffers[index].transcript.newestID {
            buffers[index].gapStart = id
            ask(.after(.id(id)), pageLimit, in: index)
        } else if buffers[index].kind == .room {
            ask(.latest(after: nil), min(pageLimit, firstPage), in: index)
        } else {
            caughtUp(in: index)
        }
    }

    /// The page before the oldest line: of the log, as long as that has one, then of the server.
    mutating func askOlder(in index: Int) {
        if recallsOlder(in: index) { return }
        guard hasHistory, isOnline, let id = buffers[index].transcript.oldestID else { return }
        switch buffers[index].history {
        case .asked, .complete: return
        case .unasked, .open: ask(.before(.id(id)), pageLimit, in: index)
        }
    }

    mutating func ask(_ part: HistoryRequest.Part, _ limit: Int, in index: Int) {
        var isGap = false
        var isOlder = false
        if case .after = part { isGap = true }
        if case .before = part { isOlder = true }
        buffers[index].history = .asked(isGap: isGap, isOlder: isOlder)
        send(Command.history(HistoryRequest(target: buffers[index].target, part, limit: limit)).message)
    }

    /// The server did not give what was asked for. False where the person is to know, since nothing else can be tried.
    mutating func historyRefused(in index: Int, _ code: String) -> Bool {
        guard case .asked(let isGap, let isOlder) = buffers[index].history else { return false }
        buffers[index].history = isOlder && code != "MESSAGE_ERROR" ? .complete : .open
        if buffers[index].isProving {
            sayAgain(in: index, isKept: false)
            return true
        }
        guard buffers[index].kind == .room, buffers[index].isJoined else {
            if !isOlder { caughtUp(in: index) }
            return !isOlder
        }
        guard isGap, code != "MESSAGE_ERROR" else {
            if !isOlder { caughtUp(in: index) }
            return false
        }
        // The room is another one by now, of the same name: its lines follow none of ours.
        ask(.latest(after: nil), min(pageLimit, firstPage), in: index)
        return true
    }

    // MARK: Pages

    /// A page of the past has come whole.
    mutating func pageCame(_ messages: [Message], of target: String) {
        guard let index = index(of: target) else { return }
        if showSurroundings(messages, in: index) { return }
        var isGap = false
        var isOlder = false
        if case .asked(let gap, let older) = buffers[index].history { (isGap, isOlder) = (gap, older) }
        buffers[index].history = isOlder && messages.isEmpty ? .complete : .open
        var past: [Line] = []
        var amendments: [Amendment] = []
        for message in messages {
            if let amendment = amendment(in: message) {
                amendments.append(amendment)
            } else {
                recall(message, in: index, among: &past)
            }
        }
        let isKept = past.contains { $0.id.map(buffers[index].transcript.holds) ?? false }
        let fresh = buffers[index].transcript.merge(
            past, isMissed: !isOlder, behind: isOlder ? nil : buffers[index].gapStart)
        wraps.forgetPresence()
        completeQuotes(of: fresh, in: index)
        for amendment in amendments { amend(amendment, in: index, isPast: true) }
        if settings.isPlain { tellPast(fresh, in: index, isGap: isGap) }
        for line in fresh {
            if isGap, line.isSaid, !line.isOwn { countUnread(line, in: index) }
        }
        if !isOlder { recount(index) }
        if buffers[index].isProving { return sayAgain(in: index, isKept: isKept) }
        if isGap { return goOn(behind: past, isFull: messages.count >= pageLimit, in: index) }
        guard !isOlder else { return }
        buffers[index].gapStart = nil
        decideUncertain(in: index)
        caughtUp(in: index)
    }

    /// Lines as they are by now: some were changed or taken back on the same page. Who came and went meanwhile is no news.
    private mutating func tellPast(_ fresh: [Line], in index: Int, isGap: Bool) {
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
        let id = message[tag: "msgid"].flatMap { $0.isEmpty ? nil : $0 }
        guard !isMe(source.nick), !(id.map { buffers[index].transcript.holds(id: $0) } ?? false) else { return }
        if let last = past.indices.last, past[last].fold(movement, at: time(of: message), in: settings.language) {
            if let id { buffers[index].transcript.remember(id: id) }
            return
        }
        let presence = Presence(movement)
        let text = StyledText(presence.text(in: settings.language))
        past.append(Line(number: newLineNumber(), id: id, time: time(of: message), .presence(presence), text))
    }

    private mutating func recall(_ phrase: Phrase, _ message: Message, among past: inout [Line]) {
        let id = message[tag: "msgid"].flatMap { $0.isEmpty ? nil : $0 }
        let text = StyledText(self.phrase(phrase))
        past.append(Line(number: newLineNumber(), id: id, time: time(of: message), .note, text))
    }

    /// A full page may not be all that was missed. Each begins behind the one before, or there is none.
    private mutating func goOn(behind page: [Line], isFull: Bool, in index: Int) {
        let start = buffers[index].gapStart
        buffers[index].gapStart = nil
        guard isFull, let last = page.last(where: { $0.id != nil })?.id,
            let place = buffers[index].transcript.index(ofID: last),
            place > start.flatMap({ buffers[index].transcript.index(ofID: $0) }) ?? -1
        else {
            decideUncertain(in: index)
            return caughtUp(in: index)
        }
        buffers[index].gapStart = last
        ask(.after(.id(last)), pageLimit, in: index)
    }
}
