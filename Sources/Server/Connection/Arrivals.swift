import NIOCore

/// How lines come to a loop: one upon another, or each by itself. Where they come one upon another the next one is worth a
/// moment's waiting, since it can go out in the same writes as those before it.
struct Arrivals {
    private var last = NIODeadline.uptimeNanoseconds(0)
    /// Between the last one and the one before.
    private var gap = TimeAmount.nanoseconds(.max)

    /// Lines have come.
    mutating func note(at now: NIODeadline) {
        gap = now - last
        last = now
    }

    /// When it is plain that no more come for now; nil when that is so already.
    ///
    /// - Parameter lull: so long without another, and none is waited for.
    func end(after lull: TimeAmount, at now: NIODeadline) -> NIODeadline? {
        guard gap < lull, now < last + lull else { return nil }
        return last + lull
    }
}
