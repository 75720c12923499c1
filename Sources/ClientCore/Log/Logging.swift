/// What is kept on disk, and when.
extension Model {
    /// The name of a buffer in the log: the one that it was kept under last, as long as there is one.
    func loggedName(_ index: Int) -> LogName {
        log.kept[buffers[index].number]?.name ?? currentName(index)
    }

    func currentName(_ index: Int) -> LogName {
        let network = networks.first { $0.number == buffers[index].network } ?? self.network
        return LogName(network: network.settings.logName, folded: buffers[index].folded)
    }

    /// Whether lines of a buffer may be kept already: not before it is known where they stand among earlier ones.
    private func isKept(_ index: Int) -> Bool {
        log.stage == .on && (buffers[index].recall == .open || buffers[index].recall == .asked)
    }

    /// After every event: what has happened is kept a moment later, together with what follows.
    mutating func keepSoon(after event: Event, lineBefore: Int) {
        guard log.stage == .on, log.due == nil else { return }
        switch event {
        // Keeping is itself due at a deadline: what nothing came of must not lead to the next one.
        case .deadline where nextLine == lineBefore: return
        case .log(.kept), .log(.found), .log(.mentioned): return
        default: log.due = now.later(by: LogState.pause)
        }
    }

    mutating func keepWhatIsDue() {
        guard let due = log.due, due <= now, log.underway == 0 else { return }
        keepNow()
    }

    /// Whether the log is still being opened, or asked where the lines of a buffer stand: until then it is given nothing.
    package var awaitsLog: Bool { log.stage == .opening || buffers.contains { $0.recall == .beginning } }

    /// Gives what there is to the log, before whatever it is asked next.
    mutating func keepNow() {
        let keepings = takeKeepings()
        guard !keepings.isEmpty else { return }
        log.underway += 1
        effects.append(.log(.keep(keepings)))
    }

    /// Everything that the log has not been told yet. For whoever ends the program from outside; the model itself gives it
    /// as an effect.
    package mutating func takeKeepings() -> [Keeping] {
        log.due = nil
        guard log.stage == .on else { return [] }
        defer { log.waiting = [] }
        return log.waiting + buffers.indices.flatMap { keepings(of: $0) }
    }

    /// In a flood the screen lets go of lines that the log has not got: it gets them before they go.
    mutating func keepBeforeTheyGo(from index: Int) {
        guard buffers[index].transcript.letsGoOfNews, isKept(index) else { return }
        if log.underway == 0 { return keepNow() }
        guard log.waitingLines < LogState.mostWaitingLines else { return }
        let (lines, removed) = buffers[index].transcript.takeNews(&log.nextNumber)
        let name = loggedName(index)
        if !removed.isEmpty { log.waiting.append(.removed(removed, of: name)) }
        if !lines.isEmpty { log.waiting.append(.lines(lines, of: name)) }
    }

    private mutating func keepings(of index: Int) -> [Keeping] {
        guard isKept(index) else { return [] }
        var keepings: [Keeping] = []
        let number = buffers[index].number
        let name = currentName(index)
        if let before = log.kept[number]?.name, before != name { keepings.append(.renamed(before, to: name)) }
        let (lines, removed) = buffers[index].transcript.takeNews(&log.nextNumber)
        if !removed.isEmpty { keepings.append(.removed(removed, of: name)) }
        if !lines.isEmpty { keepings.append(.lines(lines, of: name)) }
        let buffer = loggedBuffer(index, name)
        if buffer != log.kept[number] {
            log.kept[number] = buffer
            keepings.append(.buffer(buffer))
        }
        return keepings
    }

    private func loggedBuffer(_ index: Int, _ name: LogName) -> LoggedBuffer {
        let buffer = buffers[index]
        var logged = LoggedBuffer(name, kind: buffer.kind, target: buffer.target, position: index)
        logged.isCurrent = index == current
        logged.isWanted = buffer.isWanted
        logged.draft = buffer.editor.text
        logged.cursor = buffer.editor.cursor
        if case .line(let number, let row) = buffer.place, let top = buffer.transcript.place(of: number) {
            logged.reading = LoggedBuffer.Reading(top: top, row: row)
        }
        logged.seen = seen(index)
        logged.cleared = buffer.cleared
        return logged
    }

    /// The last line that the person has seen: that before the rule, as long as they are elsewhere.
    private func seen(_ index: Int) -> LogPlace? {
        let lines = buffers[index].transcript.lines
        let isHere = index == current && isFocused
        guard let marker = buffers[index].marker, !isHere else { return lines.last?.logged ?? buffers[index].cleared }
        guard let place = buffers[index].transcript.index(of: marker), place > 0 else { return nil }
        return lines[place - 1].logged
    }

    /// Something was done to a line that is not on the screen: the log may have it.
    mutating func keep(_ amendment: LineAmendment, in index: Int) {
        guard isKept(index), buffers[index].transcript.hasOlderInLog, log.waiting.count < LogState.mostWaiting else {
            return
        }
        log.waiting.append(.amended(amendment, of: loggedName(index)))
    }

    // MARK: Closing and clearing

    /// A buffer is about to go from the list.
    mutating func keepClosed(_ index: Int) {
        guard log.stage == .on else { return }
        let number = buffers[index].number
        log.waiting += keepings(of: index)
        if log.kept.removeValue(forKey: number) != nil { log.waiting.append(.closed(currentName(index))) }
    }

    /// `/clear`: the screen is empty; the log keeps what it has, and gives it to whoever reads back.
    mutating func clear(_ index: Int) {
        log.waiting += keepings(of: index)
        buffers[index].cleared = buffers[index].transcript.lines.last?.logged ?? buffers[index].cleared
        buffers[index].transcript.clear()
        buffers[index].place = .newest
    }
}
