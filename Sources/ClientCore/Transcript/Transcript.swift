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
    package internal(set) var lines: [Line] = []
    var ids: Set<String> = []
    /// Those of them that no line has for its own; at most `most`.
    private var partIDs: [String] = []
    /// What the log has still to be told.
    var news: TranscriptNews?
    /// Stands at the end as soon as anything else does: what was said since the last line may be missing.
    var expected: Line?
    /// Somebody reads what was missing: more lines than usual may be here.
    var isReadBack = false
    /// Numbers of the lines at which others are missing.
    var holes: Set<Int> = []
    /// Lines that are kept now.
    var bound = Transcript.most

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
    var newestID: String? { lines.last { $0.id != nil }?.newestID }
    var oldestID: String? { lines.first { $0.id != nil }?.id }

    /// Where the line of this number stands; looked for from the end, where most questions are about.
    func index(of number: Int) -> Int? { lines.lastIndex { $0.number == number } }

    func line(_ number: Int) -> Line? { index(of: number).map { lines[$0] } }

    func index(ofID id: String) -> Int? { ids.contains(id) ? lines.lastIndex { $0.id == id || $0.lastID == id } : nil }

    mutating func append(_ line: Line) {
        placeExpected()
        if let id = line.id { ids.insert(id) }
        if line.kind == .hole { holes.insert(line.number) }
        lines.append(line)
        news?.changed(line.number)
        trim()
    }

    mutating func trim() {
        guard lines.count > bound else { return }
        let gone = max(lines.count - bound, Self.slice)
        for line in lines[..<gone] { forget(line) }
        lines.removeFirst(gone)
        news?.hasOlder = true
    }

    private mutating func forget(_ line: Line) {
        if let id = line.id { ids.remove(id) }
        if let id = line.lastID { ids.remove(id) }
        if line.kind == .hole { holes.remove(line.number) }
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
        forget(line)
        news?.removed(line)
    }

    /// Folds a movement into the last line; false where that is no line of movements.
    ///
    /// - Parameter id: the server's of the movement.
    mutating func fold(
        _ movement: Presence.Movement, at time: Timestamp, id: String?, after read: Int?, in language: Language
    ) -> Bool {
        guard expected == nil, let last = lines.indices.last, read.map({ lines[last].number > $0 }) ?? true,
            lines[last].fold(movement, at: time, id: id, in: language)
        else { return false }
        if let id { remember(id: id) }
        news?.changed(lines[last].number)
        return true
    }

    /// The server's answer to an own line: it stands now, behind what the server put before it and before what still
    /// waits. Where history brought it already, the waiting one goes.
    @discardableResult
    mutating func settle(_ number: Int, id: String?, time: Timestamp?, author: String?) -> Line? {
        guard index(of: number) != nil else { return nil }
        placeExpected()
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
    /// Where they are what was missed (`isMissed`), each takes the place of a line that was on its way when the connection
    /// was lost, and turns out to have arrived.
    ///
    /// - Parameter range: between which lines they stand, whatever the clocks say; nil: anywhere.
    mutating func merge(_ past: [Line], isMissed: Bool = false, within range: Range<Int>? = nil) -> [Line] {
        var (start, end) = (range?.lowerBound ?? 0, range?.upperBound ?? lines.count)
        var fresh: [Line] = []
        var isKnown = false
        for line in past {
            // The later lines of a post that became several have no id: they are known where the first one is.
            let goesOn = line.id == nil && line.isSaid && past.first?.id != nil
            isKnown = goesOn ? isKnown : line.id.map { !ids.insert($0).inserted } ?? false
            if isKnown { continue }
            if isMissed, let lost = removeLost(like: line) {
                if lost < start { start -= 1 }
                if lost < end { end -= 1 }
            }
            fresh.append(line)
            if let id = line.lastID { ids.insert(id) }
            news?.changed(line.number)
        }
        guard !fresh.isEmpty else { return [] }
        var merged: [Line] = []
        merged.reserveCapacity(lines.count + fresh.count)
        var next = 0
        for (index, time) in serverTimes.enumerated() {
            let line = lines[index]
            while index >= start, next < fresh.count, index == end || index < end && fresh[next].time <= time {
                merged.append(fresh[next])
                next += 1
            }
            merged.append(line)
        }
        merged.append(contentsOf: fresh[next...])
        lines = merged
        if isReadBack { bound = min(Self.mostReading, max(bound, lines.count)) }
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

    /// Where it was; nil where there is none.
    private mutating func removeLost(like line: Line) -> Int? {
        let lost = lines.firstIndex {
            $0.mayHaveArrived && (line.isOwn || $0.author == line.author) && $0.kind == line.kind
                && $0.text == line.text
        }
        guard let lost else { return nil }
        let line = lines.remove(at: lost)
        news?.removed(line)
        return lost
    }
}
