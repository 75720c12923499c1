import ChatProtocol

/// The lines of one buffer, oldest first.
package struct Transcript: Equatable, Sendable {
    /// Lines kept of one buffer; the oldest go first.
    package static let most = 5_000
    /// The same while somebody reads back in what the log has.
    static let mostReading = 20_000
    /// Lines that go at once, so that a full transcript does not move at every line.
    private static let slice = 250

    /// Oldest first; at most `most`.
    package private(set) var lines: [Line] = []
    private var ids: Set<String> = []
    /// Those of them that no line has for its own; at most `most`.
    private var partIDs: [String] = []
    /// What the log has still to be told.
    private(set) var news: TranscriptNews?
    /// Lines that are kept now.
    private var bound = Transcript.most

    /// An empty one.
    package init() {}

    func holds(id: String) -> Bool { ids.contains(id) }

    /// What had this id has become part of a line that has another: should it come again, it is known.
    mutating func remember(id: String) {
        guard ids.insert(id).inserted else { return }
        partIDs.append(id)
        guard partIDs.count > Self.most else { return }
        for id in partIDs[..<Self.slice] { ids.remove(id) }
        partIDs.removeFirst(Self.slice)
    }

    /// The newest and the oldest ids that the server gave.
    var newestID: String? { lines.last { $0.id != nil }?.id }
    var oldestID: String? { lines.first { $0.id != nil }?.id }

    /// Where the line of this number stands; looked for from the end, where most questions are about.
    func index(of number: Int) -> Int? { lines.lastIndex { $0.number == number } }

    func line(_ number: Int) -> Line? { index(of: number).map { lines[$0] } }

    func index(ofID id: String) -> Int? { ids.contains(id) ? lines.lastIndex { $0.id == id } : nil }

    mutating func append(_ line: Line) {
        if let id = line.id { ids.insert(id) }
        lines.append(line)
        news?.changed(line.number)
        trim()
    }

    private mutating func trim() {
        guard lines.count > bound else { return }
        let gone = max(lines.count - bound, Self.slice)
        for line in lines[..<gone] { if let id = line.id { ids.remove(id) } }
        lines.removeFirst(gone)
        news?.hasOlder = true
    }

    /// Changes a line in its place; nil where there is no such line any more.
    @discardableResult
    mutating func change(_ number: Int, _ body: (inout Line) -> Void) -> Line? {
        guard let index = index(of: number) else { return nil }
        lines[index].change(body)
        if let id = lines[index].id { ids.insert(id) }
        news?.changed(number)
        return lines[index]
    }

    /// Takes a line out.
    mutating func remove(_ number: Int) {
        guard let index = index(of: number) else { return }
        let line = lines.remove(at: index)
        if let id = line.id { ids.remove(id) }
        news?.removed(line)
    }

    /// Folds a movement into the last line; false where that is no line of movements.
    mutating func fold(
        _ movement: Presence.Movement, at time: Timestamp, after read: Int?, in language: Language
    ) -> Bool {
        guard let last = lines.indices.last, read.map({ lines[last].number > $0 }) ?? true,
            lines[last].fold(movement, at: time, in: language)
        else { return false }
        news?.changed(lines[last].number)
        return true
    }

    /// The server's answer to an own line: it stands now, behind what the server put before it and before what still
    /// waits. Where history brought it already, the waiting one goes.
    @discardableResult
    mutating func settle(_ number: Int, id: String?, time: Timestamp?, author: String?) -> Line? {
        guard let index = index(of: number) else { return nil }
        var line = lines.remove(at: index)
        if let id, ids.contains(id) {
            news?.removed(line)
            return nil
        }
        line.change {
            $0.delivery = .stands
            $0.said = nil
            $0.id = id
            if let time { $0.time = time }
            // A change of name may have come between.
            if let author { $0.author = author }
        }
        if let id { ids.insert(id) }
        let place = lines.lastIndex { $0.delivery != .pending }.map { $0 + 1 } ?? 0
        if max(place, index) != index {
            news?.removed(line)
            line.logged = nil
        }
        news?.changed(number)
        lines.insert(line, at: max(place, index))
        return line
    }

    /// Puts lines of the past among those that are there, by time, leaving out those whose ids are known. The lines come
    /// oldest first. Gives what was new.
    ///
    /// Where they are what was missed (`isMissed`), they stand behind the last line before that, whatever the clocks say,
    /// and each takes the place of a line that was on its way when the connection was lost, and turns out to have arrived.
    mutating func merge(_ past: [Line], isMissed: Bool = false, behind last: String? = nil) -> [Line] {
        var fresh: [Line] = []
        var isKnown = false
        for line in past {
            // The later lines of a post that became several have no id: they are known where the first one is.
            let goesOn = line.id == nil && line.isSaid && past.first?.id != nil
            isKnown = goesOn ? isKnown : line.id.map { !ids.insert($0).inserted } ?? false
            if isKnown { continue }
            if isMissed { removeLost(like: line) }
            fresh.append(line)
            news?.changed(line.number)
        }
        guard !fresh.isEmpty else { return [] }
        var merged: [Line] = []
        merged.reserveCapacity(lines.count + fresh.count)
        var next = 0
        let start = last.flatMap { index(ofID: $0) }.map { $0 + 1 } ?? 0
        for (index, time) in serverTimes.enumerated() {
            let line = lines[index]
            while index >= start, next < fresh.count, fresh[next].time <= time {
                merged.append(fresh[next])
                next += 1
            }
            merged.append(line)
        }
        merged.append(contentsOf: fresh[next...])
        lines = merged
        trim()
        return fresh
    }

    /// When each line was said by the server's clock. Lines of our own have the time of a clock that may be wrong, but
    /// none is later than the next line of the server.
    private var serverTimes: [Timestamp] {
        var times = lines.map(\.time)
        var next: Timestamp?
        for index in lines.indices.reversed() {
            if lines[index].id != nil {
                next = times[index]
            } else if let next {
                times[index] = min(times[index], next)
            }
        }
        return times
    }

    private mutating func removeLost(like line: Line) {
        let lost = lines.firstIndex {
            $0.mayHaveArrived && (line.isOwn || $0.author == line.author) && $0.kind == line.kind
                && $0.text == line.text
        }
        guard let lost else { return }
        let line = lines.remove(at: lost)
        news?.removed(line)
    }
}

// MARK: - The log

extension Transcript {
    /// Puts lines of the log before all that are there, leaving out those whose ids are known, and numbers them anew. The
    /// lines come oldest first.
    mutating func remember(_ past: [LoggedLine], _ nextLine: inout Int) {
        var remembered: [Line] = []
        remembered.reserveCapacity(past.count + lines.count)
        for logged in past {
            if let id = logged.line.id, !ids.insert(id).inserted { continue }
            nextLine += 1
            var line = Line(number: nextLine, logged.line)
            line.logged = logged.place
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
            let orders = LogOrder.orders(range.count, above: lower, below: upper)
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
        ids = []
        news?.hasOlder = true
    }

    /// Back to the usual number of lines, once nobody reads back.
    mutating func stopReadingBack() {
        bound = Self.most
        trim()
    }
}
