/// Places where lines are missing: a line of its own marks each.
extension Transcript {
    /// Something may be missing behind the last line: this line stands there as soon as anything comes behind it.
    ///
    /// - Returns: the number of the hole: that of an earlier one where nothing that the server knows came since.
    mutating func expectHole(_ hole: Line) -> Int {
        if let expected { return expected.number }
        if !holes.isEmpty, let last = lines.lastIndex(where: { $0.id != nil || $0.kind == .hole }),
            lines[last].kind == .hole
        {
            return lines[last].number
        }
        expected = hole
        return hole.number
    }

    /// The expected hole stands at the end from now on, if there is one.
    mutating func placeExpected() {
        guard let hole = expected else { return }
        expected = nil
        append(hole)
    }

    /// Nothing is missing there any more.
    mutating func closeHole(_ number: Int) {
        if expected?.number == number { expected = nil }
        if holes.contains(number) { remove(number) }
    }

    /// Where a hole is among the lines: that of its own line, or the end while it is only expected; nil: nowhere.
    func index(ofHole number: Int) -> Int? {
        if expected?.number == number { return lines.count }
        return holes.contains(number) ? index(of: number) : nil
    }

    /// The hole nearest to the newest line that is not left out; nil: there is none.
    func newestHole(where isWanted: (Int) -> Bool) -> Int? {
        holes.isEmpty ? nil : lines.last { $0.kind == .hole && isWanted($0.number) }?.number
    }

    /// The lines around a hole that the server has ids for: the last before it and the first behind it.
    func shores(of hole: Int) -> (above: Line?, below: Line?) {
        lines[..<hole].last { $0.id != nil }.map { above in (above, shore(below: hole)) } ?? (nil, shore(below: hole))
    }

    private func shore(below hole: Int) -> Line? {
        hole < lines.count ? lines[(hole + 1)...].first { $0.id != nil } : nil
    }

    /// Between which lines a page belongs that is in a hole, on one side of it.
    func range(inHole hole: Int, fromBelow: Bool) -> Range<Int> {
        if fromBelow {
            let start = min(hole + 1, lines.count)
            return start..<(lines[start...].firstIndex { $0.id != nil } ?? lines.count)
        }
        return (lines[..<hole].lastIndex { $0.id != nil }.map { $0 + 1 } ?? 0)..<hole
    }

    /// A hole is as late as what is before it.
    mutating func dateHole(_ number: Int) {
        guard let place = index(of: number), place > 0, lines[place].time != lines[place - 1].time else { return }
        let time = lines[place - 1].time
        change(number) { $0.time = time }
    }
}
