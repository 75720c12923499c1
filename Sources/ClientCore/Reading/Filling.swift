import ChatProtocol

/// What is missing between lines that are known: after an absence, as much as somebody may catch up with; then a line marks
/// the hole, and it is filled page by page as they read into it.
extension Model {
    /// Pages of a conversation that are asked for without the person's doing after they come, the newest not counted: 500
    /// lines, a day of a busy room.
    static let mostMissedPages = 5
    /// How far a server's times may be out of order: ours lets them run ahead of the clock for a second, and servers of one
    /// network have a clock each. What is nearer to a line than that is told from it by its id alone.
    private static let clockError: Int64 = 60_000
    /// Pages of a hole on the screen that come one after the other before the person does something: those that say
    /// little, since people only came and went, take no room.
    static let mostPagesOnScreen = 5

    /// Whether the server lets the person read here now.
    private func givesHistory(in index: Int) -> Bool {
        isOnline && hasHistory && (buffers[index].kind == .person || buffers[index].isJoined)
    }

    private func mayFill(in index: Int) -> Bool {
        guard givesHistory(in: index), buffers[index].gap == nil, !buffers[index].isProving else { return false }
        if case .asked = buffers[index].history { return false }
        return true
    }

    private func isStuck(at hole: Int, in index: Int) -> Bool { buffers[index].edges[hole]?.isStuck ?? false }

    // MARK: After an absence

    /// What was missed comes behind the last line that is known, into a hole that closes when all of it is there.
    mutating func askIntoGap(in index: Int) {
        let time = buffers[index].transcript.lines.last?.time ?? clock
        let hole = Line(number: newLineNumber(), time: time, .hole, StyledText(phrase(.moreWasSaid)))
        let gap = buffers[index].transcript.expectHole(hole)
        buffers[index].gap = gap
        fill(gap, fromBelow: false, isByItself: true, in: index)
    }

    /// Behind each page: what was missed meanwhile, and earlier holes, as long as a person can be expected to read that.
    mutating func goOnAsking(in index: Int) {
        guard mayFill(in: index) else { return }
        if buffers[index].isBehind { return askWhatWasMissed(in: index) }
        guard buffers[index].pagesByItself < Self.mostMissedPages,
            let hole = buffers[index].transcript.newestHole(where: { !isStuck(at: $0, in: index) })
        else { return }
        fill(hole, fromBelow: false, isByItself: true, in: index)
    }

    private mutating func fill(_ hole: Int, fromBelow: Bool, isByItself: Bool, in index: Int) {
        guard let place = buffers[index].transcript.index(ofHole: hole) else { return }
        let shores = buffers[index].transcript.shores(of: place)
        let edges = buffers[index].edges[hole]
        // What is on its other side is in the log, or nowhere.
        guard let above = edges?.above ?? shores.above?.newestID else { return isByItself ? () : askOlder(in: index) }
        if isByItself { buffers[index].pagesByItself += 1 }
        let part: HistoryRequest.Part
        let below = fromBelow ? edges?.below ?? shores.below?.id : nil
        if let below { part = .before(.id(below)) } else { part = .after(.id(above)) }
        ask(.hole(hole, fromBelow: below != nil), part, pageLimit, isByItself: isByItself, in: index)
    }

    /// A page of a hole, or the newest one behind it.
    mutating func pageCame(_ messages: [Message], _ page: Buffer.Page, hole: Int, in index: Int) {
        var isNewest = false
        var fromBelow = true
        if case .newest = page.purpose { isNewest = true }
        if case .hole(_, let isBelow) = page.purpose { fromBelow = isBelow }
        let (inside, reachesShore) = part(of: messages, inHole: hole, fromBelow: fromBelow, in: index)
        let isClosed = reachesShore || messages.count < page.limit
        if isNewest, !isClosed { place(hole, in: index) }
        let next = numberBelow(hole, in: index)
        if let place = buffers[index].transcript.index(ofHole: hole) {
            var range = buffers[index].transcript.range(inHole: place, fromBelow: fromBelow)
            if isNewest { range = range.lowerBound..<buffers[index].transcript.lines.count }
            if !page.isByItself { buffers[index].transcript.isReadBack = true }
            _ = take(inside, page, in: index) { $0.merge($1, isMissed: true, within: range) }
        }
        if isClosed {
            close(hole: hole, in: index)
        } else {
            move(hole, by: messages, page, fromBelow: fromBelow, isNewest: isNewest, in: index)
        }
        keepPlace(of: hole, above: next, in: index)
        recount(index)
        guard hole == buffers[index].gap else { return }
        if isClosed || isNewest {
            buffers[index].gap = nil
            decideUncertain(in: index)
            caughtUp(in: index)
        } else if isStuck(at: hole, in: index) || buffers[index].pagesByItself >= Self.mostMissedPages {
            ask(.newest(hole: hole), .latest(after: nil), pageLimit, isByItself: true, in: index)
        } else {
            fill(hole, fromBelow: false, isByItself: true, in: index)
        }
    }

    /// Of a page, what is in a hole. What it has beyond is known, or older or newer than that: the hole ends there.
    private func part(
        of messages: [Message], inHole number: Int, fromBelow: Bool, in index: Int
    ) -> (messages: [Message], reachesShore: Bool) {
        let transcript = buffers[index].transcript
        guard let hole = transcript.index(ofHole: number) else { return (messages, false) }
        let shores = transcript.shores(of: hole)
        var isBeyond = { (message: Message) -> Bool in
            guard let place = Self.id(of: message).flatMap({ transcript.index(ofID: $0) }) else { return false }
            return fromBelow ? place < hole : place > hole
        }
        // The line at the shore may have been taken back: then its time tells.
        if !messages.contains(where: isBeyond), let end = fromBelow ? messages.first : messages.last {
            let isPast = { (message: Message) -> Bool in
                let time = self.time(of: message).milliseconds
                if fromBelow { return shores.above.map { time < $0.time.milliseconds - Self.clockError } ?? false }
                return shores.below.map { time > $0.time.milliseconds + Self.clockError } ?? false
            }
            if isPast(end) { isBeyond = isPast }
        }
        if fromBelow {
            guard let last = messages.lastIndex(where: isBeyond) else { return (messages, false) }
            return (Array(messages[(last + 1)...]), true)
        }
        guard let first = messages.firstIndex(where: isBeyond) else { return (messages, false) }
        return (Array(messages[..<first]), true)
    }

    private mutating func place(_ hole: Int, in index: Int) {
        guard buffers[index].transcript.expected?.number == hole else { return }
        buffers[index].transcript.placeExpected()
        if settings.isPlain, let line = buffers[index].transcript.line(hole) { plain.tell(line, in: buffers[index]) }
    }

    /// A hole is smaller by a page, and no smaller where the server gave nothing new.
    private mutating func move(
        _ hole: Int, by messages: [Message], _ page: Buffer.Page, fromBelow: Bool, isNewest: Bool, in index: Int
    ) {
        var edges = buffers[index].edges[hole] ?? Buffer.Edges()
        edges.isRefused = false
        if isNewest {
            edges.below = messages.first.flatMap { Self.id(of: $0) }
        } else if !reaches(messages, page, fromBelow: fromBelow) {
            edges.isStuck = true
        } else if fromBelow {
            edges.below = messages.first.flatMap { Self.id(of: $0) }
        } else {
            edges.above = messages.last.flatMap { Self.id(of: $0) }
        }
        buffers[index].edges[hole] = edges
        buffers[index].transcript.dateHole(hole)
    }

    mutating func close(hole: Int, in index: Int) {
        buffers[index].edges[hole] = nil
        buffers[index].transcript.closeHole(hole)
    }

    // MARK: Refusals

    /// - Parameter isPassing: it may be given the next time that it is asked for.
    mutating func isStuck(at hole: Int, for isPassing: Bool, in index: Int) {
        buffers[index].edges[hole, default: Buffer.Edges()].isStuck = !isPassing
        buffers[index].edges[hole]?.isRefused = true
        buffers[index].pagesOnScreen = Self.mostPagesOnScreen
        buffers[index].pagesByItself = Self.mostMissedPages
    }

    /// What was missed cannot be had now, or never.
    mutating func gapIsGivenUp(for isPassing: Bool, in index: Int) {
        if let gap = buffers[index].gap {
            // Whatever comes next is behind what cannot be had now.
            if isPassing { place(gap, in: index) } else { close(hole: gap, in: index) }
        }
        buffers[index].gap = nil
        buffers[index].pagesByItself = Self.mostMissedPages
        buffers[index].pagesOnScreen = Self.mostPagesOnScreen
        caughtUp(in: index)
    }

    // MARK: Reading into it

    /// After each event: a hole on the screen is filled, from the side that the person reads on.
    mutating func readIntoHole() {
        let index = current
        guard !settings.isPlain, !buffers[current].transcript.holes.isEmpty, mayFill(in: index),
            buffers[index].pagesOnScreen < Self.mostPagesOnScreen
        else { return }
        let shown = visibleRows(layout).compactMap { row in
            if case .text(let place, _) = row { place } else { nil }
        }
        let lines = buffers[index].transcript.lines
        guard let place = shown.last(where: { lines[$0].kind == .hole && !isStuck(at: lines[$0].number, in: index) })
        else { return }
        buffers[index].pagesOnScreen += 1
        let isFromBelow = buffers[index].place == .newest || shown.first == place
        fill(lines[place].number, fromBelow: isFromBelow, isByItself: false, in: index)
    }

    /// The last hole on the way up from one line of the buffer on the screen to another that can be filled: whoever reads
    /// back stops there, and goes on where it stood at the top already and nothing was to be had.
    func holeToFill(from top: Int, to bottom: Int) -> Int? {
        guard givesHistory(in: current), !buffers[current].transcript.holes.isEmpty, top <= bottom else { return nil }
        let lines = buffers[current].transcript.lines
        return (top...bottom).last { place in
            guard lines[place].kind == .hole, !isStuck(at: lines[place].number, in: current) else { return false }
            return place < bottom || buffers[current].edges[lines[place].number]?.isRefused != true
        }
    }

    private func numberBelow(_ hole: Int, in index: Int) -> Int? {
        let transcript = buffers[index].transcript
        guard let place = transcript.index(ofHole: hole), place + 1 < transcript.lines.count else { return nil }
        return transcript.lines[place + 1].number
    }

    /// Where a hole was at the top of the screen, what was below it stays where it was.
    private mutating func keepPlace(of hole: Int, above next: Int?, in index: Int) {
        guard case .line(hole, _) = buffers[index].place else { return }
        guard let next else {
            buffers[index].place = .newest
            return
        }
        buffers[index].place = .line(number: next, row: 0)
        if index == current { scroll(by: -1) }
    }
}
