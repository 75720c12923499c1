/// How many of something happen a second: that many at once, and others as time goes by.
///
/// Times are milliseconds of a clock that never jumps.
package struct Pace: Sendable {
    private var left: Double?
    private var filledAt: Int64 = 0

    package init() {}

    /// Counts one more, even if it comes too fast: then it is paid for before the next one may come.
    package mutating func count(perSecond rate: Int, at now: Int64) {
        left = filled(rate, at: now) - 1
        filledAt = now
    }

    /// Milliseconds until the next one may come; 0: now.
    package func pause(perSecond rate: Int, at now: Int64) -> Int64 {
        let missing = 1 - filled(rate, at: now)
        return missing <= 0 ? 0 : Int64((1_000 * missing / Double(max(1, rate))).rounded(.up))
    }

    private func filled(_ rate: Int, at now: Int64) -> Double {
        let most = Double(max(1, rate))
        guard let left else { return most }
        return min(most, left + Double(max(0, now - filledAt)) / 1_000 * most)
    }
}
