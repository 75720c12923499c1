import ChatProtocol

/// What the log gives back: what was open at the start, and earlier lines when somebody reads back.
extension Model {
    /// At the start: the log is opened behind the first picture, and answers when it is there.
    mutating func openLog() {
        guard settings.keepsLog else { return }
        log.stage = .opening
        for index in networks.indices { askWhatWasOpen(at: index) }
    }

    /// Asks what was open at a network the last time.
    mutating func askWhatWasOpen(at index: Int) {
        guard log.stage != .off else { return }
        networks[index].isRemembered = false
        networks[index].rememberedBy = now.later(by: LogState.patience)
        effects.append(.log(.remember(network: networks[index].settings.logName)))
    }

    /// Which rooms to enter at the network at hand is not known yet.
    var waitsForLog: Bool { waitsForLog(network) }

    func waitsForLog(_ network: Network) -> Bool {
        log.stage != .off && !network.isRemembered && now < network.rememberedBy
    }

    /// What a buffer's log ends with is not known yet, so that nobody can say what was missed since.
    func waitsForLog(_ index: Int) -> Bool {
        log.stage != .off && (buffers[index].recall == .unasked || buffers[index].recall == .beginning)
    }

    mutating func hear(_ news: LogNews) {
        switch news {
        case .remembered(let remembered): remember(remembered)
        case .kept:
            log.underway = max(0, log.underway - 1)
            // Behind a flood nothing is waited for: what it has left takes memory until it is written.
            if log.underway == 0, log.waitingLines > 0 { keepNow() }
        case .recalled(let answer): recall(answer)
        case .found(let words, let findings): foundInLog(words, findings)
        case .mentioned(let findings): showMentions(findings)
        case .off(let trouble): loseLog(trouble)
        }
    }

    /// Without a log: whoever waited for it goes on.
    private mutating func loseLog(_ trouble: LogTrouble) {
        guard log.stage != .off else { return }
        log = LogState()
        noteTrouble(trouble)
        for index in networks.indices { networks[index].isRemembered = true }
        forEachNetwork { $0.joinRooms() }
        for index in buffers.indices {
            let wasWaiting = buffers[index].recall == .unasked || buffers[index].recall == .beginning
            buffers[index].recall = .open
            buffers[index].transcript.stopKeeping()
            guard wasWaiting else { continue }
            takeUpNetwork(of: index)
            askWhatWasMissedAfterAll(in: index)
        }
    }

    /// The names of files in it are whatever somebody called them.
    private mutating func noteTrouble(_ trouble: LogTrouble) {
        note(.fault, text: StyledText(Sanitiser.clean(phrase(.log(trouble)))), in: current)
    }

    // MARK: The start

    private mutating func remember(_ remembered: Remembered) {
        let place = networks.firstIndex { !$0.isRemembered && $0.settings.logName == remembered.network }
        guard log.stage != .off, let place else { return }
        here = place
        network.isRemembered = true
        log.stage = .on
        log.nextNumber = max(1, log.nextNumber, remembered.nextNumber)
        if let trouble = remembered.trouble { noteTrouble(trouble) }
        let wasElsewhere = buffers[current].kind != .server
        var rooms: [String] = []
        var arrival: Int?
        for buffer in remembered.buffers where buffer.kind == .server || Self.isTarget(buffer.target) {
            guard let index = buffer.kind == .server ? home : openRemembered(buffer) else { continue }
            log.kept[buffers[index].number] = buffer
            if buffers[index].editor.isEmpty { buffers[index].editor.set(buffer.draft, cursor: buffer.cursor) }
            buffers[index].cleared = buffer.cleared
            if buffer.isCurrent { arrival = buffers[index].number }
            guard buffer.kind == .room, buffer.isWanted else { continue }
            buffers[index].isWanted = true
            if !buffers[index].isJoined, !hasAskedFor(index) { rooms.append(buffer.target) }
        }
        // The server's own lines are not kept, only what is typed there.
        buffers[home].recall = .open
        for index in buffers.indices where buffers[index].network == network.number { beginRecall(index) }
        if !wasElsewhere, let arrival, let index = index(ofNumber: arrival) { go(to: index) }
        guard isOnline, session.hasJoinedRooms, !isRaw else { return joinRooms() }
        enter(rooms)
    }

    /// Whether the person named the room, and is on the way into it already.
    private func hasAskedFor(_ index: Int) -> Bool {
        session.hasJoinedRooms && network.settings.rooms.contains { session.fold($0) == buffers[index].folded }
    }

    private mutating func openRemembered(_ buffer: LoggedBuffer) -> Int? {
        if let index = index(of: buffer.target) { return index }
        return open(buffer.kind, buffer.target)
    }

    /// Whether this can be the name of a room or person: what a file says is sent to the server.
    private static func isTarget(_ target: String) -> Bool {
        !target.isEmpty && target.utf8.count <= Limits.body && target.utf8.first != UInt8(ascii: ":")
            && !target.unicodeScalars.contains { $0.value <= 0x20 || $0.value == 0x7F || $0 == "," }
    }

    // MARK: Lines

    /// Asks for what a buffer's log ends with, once; nothing of the buffer is kept before that is there.
    mutating func beginRecall(_ index: Int) {
        guard log.stage == .on, buffers[index].recall == .unasked else { return }
        buffers[index].recall = .beginning
        let kept = log.kept[buffers[index].number]
        let limit = kept?.reading == nil ? LogState.firstPage : LogState.readingPage
        ask(.newest, limit, in: index)
    }

    /// Asks for older lines of the log; false where it has none, and the server is to be asked.
    mutating func recallsOlder(in index: Int) -> Bool {
        guard log.stage == .on else { return false }
        switch buffers[index].recall {
        case .unasked: return false
        case .beginning, .asked: return true
        case .open: break
        }
        let oldest = buffers[index].transcript.lines.first { $0.logged != nil }?.logged
        guard buffers[index].transcript.hasOlderInLog else { return false }
        guard let place = oldest ?? buffers[index].cleared.map({ LogPlace(number: .max, order: $0.order) }) else {
            return false
        }
        buffers[index].recall = .asked
        ask(.before(place), LogState.page, in: index)
        return true
    }

    private mutating func ask(_ part: LogPart, _ limit: Int, in index: Int) {
        // The log answers as of now: a moment ago somebody else may have had the name, or lines were cleared.
        keepNow()
        let question = LogQuestion(
            buffer: buffers[index].number, name: loggedName(index), part: part, limit: limit)
        effects.append(.log(.recall(question)))
    }

    private mutating func recall(_ answer: LogAnswer) {
        if case .around(let place) = answer.question.part { return showSurroundings(answer, of: place) }
        guard let index = index(ofNumber: answer.question.buffer) else { return }
        let isBeginning = buffers[index].recall == .beginning
        switch answer.question.part {
        case .newest where isBeginning: break
        case .before where buffers[index].recall == .asked: break
        default: return
        }
        takeUpNetwork(of: index)
        buffers[index].recall = .open
        buffers[index].transcript.remember(answer.lines, &nextLine)
        // What /clear took off the screen is older too.
        let hasOlder = answer.lines.count >= answer.question.limit || (isBeginning && buffers[index].cleared != nil)
        if isBeginning {
            buffers[index].transcript.beginKeeping(newestOrder: answer.newestOrder, hasOlder: hasOlder)
            markUncertain(index)
            returnToPlace(index)
            askWhatWasMissedAfterAll(in: index)
        } else {
            buffers[index].transcript.hasOlderInLog = hasOlder
            if answer.lines.isEmpty { askOlder(in: index) } else { buffers[index].cleared = nil }
        }
    }

    /// What was missed is asked for behind the last line that the log has, so it waits for the log.
    private mutating func askWhatWasMissedAfterAll(in index: Int) {
        guard isOnline, session.hasJoinedRooms, buffers[index].history == .unasked else { return }
        if buffers[index].kind == .person || buffers[index].isJoined { askWhatWasMissed(in: index) }
    }

    // MARK: What the person had seen, and said

    /// Own lines that nobody had acknowledged when the program ended: they may have arrived or not. History tells.
    private mutating func markUncertain(_ index: Int) {
        let uncertain = Line.Delivery.failed(phrase(.perhapsNotSent))
        let waiting = buffers[index].transcript.lines.filter { $0.logged != nil && $0.delivery == .pending }
        buffers[index].hasUncertain = !waiting.isEmpty
        for line in waiting {
            buffers[index].transcript.change(line.number) {
                $0.delivery = uncertain
                $0.mayHaveArrived = true
            }
        }
    }

    private mutating func returnToPlace(_ index: Int) {
        guard let kept = log.kept[buffers[index].number] else { return }
        let transcript = buffers[index].transcript
        if let reading = kept.reading, let number = transcript.number(at: reading.top) {
            buffers[index].place = .line(number: number, row: max(0, reading.row))
        }
        let unseen = transcript.lines.filter { line in
            guard let place = line.logged, line.isSaid, !line.isOwn else { return false }
            return kept.seen.map { ($0.order, $0.number) < (place.order, place.number) } ?? true
        }
        guard let first = unseen.first else { return }
        buffers[index].marker = first.number
        buffers[index].markedCount = unseen.count
        guard index != current else { return }
        buffers[index].unread += unseen.count
        buffers[index].mentions += buffers[index].kind == .person ? unseen.count : unseen.count { $0.isMention }
    }
}
