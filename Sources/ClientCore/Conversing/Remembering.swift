import ChatProtocol

/// What was said before: on entering, after a lost connection, and on reading back (IRCv3 draft/chathistory).
extension Model {
    /// Lines shown on entering a room.
    static let firstPage = 50
    /// Lines asked for at a time otherwise, where the server allows as many.
    static let page = 100

    private var pageLimit: Int {
        let allowed = session.isupport["CHATHISTORY"].flatMap { Int($0) } ?? 0
        return allowed > 0 ? min(allowed, Self.page) : Self.page
    }

    private var hasHistory: Bool { session.has(.chathistory) && session.has(.batch) && session.has(.messageTags) }

    /// The newest lines, or those since the last that is known.
    mutating func askWhatWasMissed(in index: Int) {
        guard hasHistory else { return }
        if let id = buffers[index].gapStart ?? buffers[index].transcript.newestID {
            buffers[index].gapStart = id
            ask(.after(.id(id)), pageLimit, in: index)
        } else if buffers[index].kind == .room {
            ask(.latest(after: nil), min(pageLimit, Self.firstPage), in: index)
        }
    }

    /// The page before the oldest line.
    mutating func askOlder(in index: Int) {
        guard hasHistory, isOnline, let id = buffers[index].transcript.oldestID else { return }
        switch buffers[index].history {
        case .asked, .complete: return
        case .unasked, .open: ask(.before(.id(id)), pageLimit, in: index)
        }
    }

    private mutating func ask(_ part: HistoryRequest.Part, _ limit: Int, in index: Int) {
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
        guard buffers[index].kind == .room, buffers[index].isJoined else { return !isOlder }
        guard isGap, code != "MESSAGE_ERROR" else { return false }
        // The room is another one by now, of the same name: its lines follow none of ours.
        ask(.latest(after: nil), min(pageLimit, Self.firstPage), in: index)
        return true
    }

    // MARK: Batches

    mutating func batchStarted(_ name: String, _ type: String, _ words: [String], _ message: Message) {
        let open = session.batches.count + session.innerBatches.count + session.labelledBatches.count
        guard open < Session.mostBatches else { return }
        let outer = message[tag: "batch"].map { session.innerBatches[$0] ?? $0 }
        if let outer, session.batches[outer] != nil {
            session.innerBatches[name] = outer
        } else if type == "chathistory", let target = words.first {
            session.batches[name] = Session.Batch(target: target)
        } else if type == "labeled-response", let label = message[tag: "label"] {
            session.labelledBatches[name] = label
        }
    }

    /// Keeps a line of an open batch of history; false for a line that is not part of one.
    mutating func collect(_ message: Message, in reference: String) -> Bool {
        let root = session.innerBatches[reference] ?? reference
        guard session.batches[root] != nil else { return false }
        switch Reply(message) {
        case .batchStarted(let name, let type, let words): batchStarted(name, type, words, message)
        case .batchEnded(let name): session.innerBatches[name] = nil
        default:
            if session.batches[root]?.messages.count ?? 0 < Session.mostBatchLines {
                session.batches[root]?.messages.append(message)
            }
        }
        return true
    }

    mutating func batchEnded(_ name: String) {
        session.innerBatches[name] = nil
        session.labelledBatches[name] = nil
        guard let batch = session.batches.removeValue(forKey: name) else { return }
        session.innerBatches = session.innerBatches.filter { $0.value != name }
        guard let index = index(of: batch.target) else { return }
        var isGap = false
        var isOlder = false
        if case .asked(let gap, let older) = buffers[index].history { (isGap, isOlder) = (gap, older) }
        buffers[index].history = isOlder && batch.messages.isEmpty ? .complete : .open
        var past: [Line] = []
        for message in batch.messages {
            guard case .said(let kind, _, let text) = Reply(message), kind != .tags, let source = message.source,
                let line = line(of: message, kind, text, from: Source(source))
            else { continue }
            past.append(line)
        }
        let fresh = buffers[index].transcript.merge(
            past, isMissed: !isOlder, behind: isOlder ? nil : buffers[index].gapStart)
        for line in fresh {
            if settings.isPlain { plain.tell(line, in: buffers[index]) }
            if isGap, !line.isOwn { countUnread(line, in: index) }
        }
        if isGap { return goOn(behind: past, isFull: batch.messages.count >= pageLimit, in: index) }
        if !isOlder { buffers[index].gapStart = nil }
    }

    /// A full page may not be all that was missed. Each begins behind the one before, or there is none.
    private mutating func goOn(behind page: [Line], isFull: Bool, in index: Int) {
        let start = buffers[index].gapStart
        buffers[index].gapStart = nil
        guard isFull, let last = page.last(where: { $0.id != nil })?.id,
            let place = buffers[index].transcript.index(ofID: last),
            place > start.flatMap({ buffers[index].transcript.index(ofID: $0) }) ?? -1
        else { return }
        buffers[index].gapStart = last
        ask(.after(.id(last)), pageLimit, in: index)
    }
}
