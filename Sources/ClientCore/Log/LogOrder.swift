/// Where new lines stand among those that the log has: by numbers that leave room for others between them.
enum LogOrder {
    /// Between two lines that follow each other: room for 32 halvings.
    static let step: Int64 = 1 << 32

    /// So many in a row, rising, between these two; nil: nothing stands on that side. Where there is no room any more they
    /// have the lower one's order, behind which their numbers put them.
    static func orders(_ count: Int, above lower: Int64?, below upper: Int64?) -> [Int64] {
        switch (lower, upper) {
        case (nil, nil): return (0..<count).map { clamped(0, Int64($0)) }
        case (let lower?, nil): return (0..<count).map { clamped(lower, Int64($0) + 1) }
        case (nil, let upper?): return (0..<count).map { clamped(upper, Int64($0 - count)) }
        case (let lower?, let upper?):
            let (difference, isTooFar) = upper.subtractingReportingOverflow(lower)
            let gap = (isTooFar ? .max : max(0, difference)) / Int64(count + 1)
            return (0..<count).map { lower + gap * (Int64($0) + 1) }
        }
    }

    /// Pages of a hole are kept one after the other, each between the hole and the page before: each takes a small part of
    /// what room there is, so that thousands of them find some (`1 - 1/256` to the power of 4,000 is one in six million).
    private static let pagesOfHole: Int64 = 256

    /// So many as near as they may be to the upper one, with room for more pages below them.
    static func orders(_ count: Int, above lower: Int64, closelyBelow upper: Int64) -> [Int64] {
        guard let step = stepInHole(count, lower, upper) else { return orders(count, above: lower, below: upper) }
        return (0..<count).map { upper - step * Int64(count - $0) }
    }

    /// So many as near as they may be to the lower one, with room for more pages above them.
    static func orders(_ count: Int, closelyAbove lower: Int64, below upper: Int64) -> [Int64] {
        guard let step = stepInHole(count, lower, upper) else { return orders(count, above: lower, below: upper) }
        return (0..<count).map { lower + step * Int64($0 + 1) }
    }

    /// nil where not even one between each two is left.
    private static func stepInHole(_ count: Int, _ lower: Int64, _ upper: Int64) -> Int64? {
        let (difference, isTooFar) = upper.subtractingReportingOverflow(lower)
        let room = isTooFar ? Int64.max : max(0, difference)
        guard room > Int64(count) else { return nil }
        return max(1, min(step, room / pagesOfHole / Int64(count)))
    }

    /// So many steps from here; the end of all numbers where that lies beyond it.
    private static func clamped(_ order: Int64, _ steps: Int64) -> Int64 {
        let (distance, isFar) = steps.multipliedReportingOverflow(by: step)
        let (sum, isBeyond) = order.addingReportingOverflow(distance)
        return isFar || isBeyond ? (steps < 0 ? .min : .max) : sum
    }
}
