import ChatProtocol

/// What the log has of a transcript, and what it has still to be told.
extension Transcript {
    /// Puts lines of the log before all that are there, leaving out those whose ids are known, and numbers them anew. The
    /// lines come oldest first.
    mutating func remember(_ past: [LoggedLine], _ nextLine: inout Int) {
        var remembered: [Line] = []
        remembered.reserveCapacity(past.count + lines.count)
        for logged in past {
            if let id = logged.line.id, !ids.insert(id).inserted { continue }
            if let id = logged.line.lastID { ids.insert(id) }
            nextLine += 1
            var line = Line(number: nextLine, logged.line)
            line.logged = logged.place
            if line.kind == .hole { holes.insert(line.number) }
            remembered.append(line)
        }
        lines = remembered + lines
        bound = min(Self.mostReading, max(bound, lines.count))
        trim()
    }

    /// From now on the log is told what changes, and of every line that it does not have.
    ///
    /// - Parameters:
    ///   - newestOrder: the highest that the log has here.
    ///   - hasOlder: whether it has lines older than those that are there.
    mutating func beginKeeping(newestOrder: Int64?, hasOlder: Bool) {
        var news = TranscriptNews(newestOrder: newestOrder, hasOlder: hasOlder)
        for line in lines where line.logged == nil { news.changed(line.number) }
        self.news = news
    }

    /// There is no log any more.
    mutating func stopKeeping() { news = nil }

    /// Whether the log has older lines than those that are there.
    var hasOlderInLog: Bool {
        get { news?.hasOlder ?? false }
        set { news?.hasOlder = newValue }
    }

    /// Whether the next line takes the place of one that the log has not been told of.
    var letsGoOfNews: Bool { lines.count >= bound && news != nil && lines.first?.logged == nil }

    /// What is new since the last call, with the places that it has from now on.
    mutating func takeNews(_ nextNumber: inout Int64) -> (lines: [LoggedLine], removed: [LogPlace]) {
        guard var news, !news.isEmpty else { return ([], []) }
        let (numbers, removed) = news.take()
        self.news = news
        let changed = indices(of: numbers)
        giveOrders(to: changed.filter { lines[$0].logged == nil }, &nextNumber)
        return (changed.compactMap { index in lines[index].logged.map { LoggedLine(lines[index], at: $0) } }, removed)
    }

    /// Where these stand, from the first on; what has been trimmed meanwhile is left out.
    private func indices(of numbers: Set<Int>) -> [Int] {
        var numbers = numbers
        var found: [Int] = []
        var index = lines.count
        while index > 0, !numbers.isEmpty {
            index -= 1
            if numbers.remove(lines[index].number) != nil { found.append(index) }
        }
        return found.reversed()
    }

    private mutating func giveOrders(to fresh: [Int], _ nextNumber: inout Int64) {
        var start = 0
        while start < fresh.count {
            var end = start + 1
            while end < fresh.count, fresh[end] == fresh[end - 1] + 1 { end += 1 }
            let range = fresh[start]...fresh[end - 1]
            let upper = range.upperBound + 1 < lines.count ? lines[range.upperBound + 1].logged?.order : nil
            var lower = range.lowerBound > 0 ? lines[range.lowerBound - 1].logged?.order : nil
            if upper == nil {
                lower = [lower, news?.newestOrder].compactMap { $0 }.max()
            } else if lower == nil, hasOlderInLog {
                // What is older than those stands about a step before them.
                lower = LogOrder.orders(1, above: nil, below: upper).first
            }
            var orders = LogOrder.orders(range.count, above: lower, below: upper)
            if let lower, let upper {
                let isBehindHole = range.lowerBound > 0 && lines[range.lowerBound - 1].kind == .hole
                let isBeforeHole = lines[range.upperBound + 1].kind == .hole
                if isBehindHole { orders = LogOrder.orders(range.count, above: lower, closelyBelow: upper) }
                if isBeforeHole { orders = LogOrder.orders(range.count, closelyAbove: lower, below: upper) }
            }
            for (index, order) in zip(range, orders) {
                lines[index].logged = LogPlace(number: nextNumber, order: order)
                nextNumber += 1
            }
            if upper == nil { news?.newestOrder = orders.last }
            start = end
        }
    }

    /// Where the log has a line; nil where it does not.
    func place(of number: Int) -> LogPlace? { index(of: number).flatMap { lines[$0].logged } }

    /// The line that the log has at a place; nil where it is not here.
    func number(at place: LogPlace) -> Int? { lines.first { $0.logged == place }?.number }

    /// Takes all lines off the screen; the log keeps its own.
    mutating func clear() {
        lines = []
        expected = nil
        ids = []
        holes = []
        news?.hasOlder = true
    }

    /// Back to the usual number of lines, once nobody reads back.
    mutating func stopReadingBack() {
        isReadBack = false
        bound = Self.most
        trim()
    }
}
