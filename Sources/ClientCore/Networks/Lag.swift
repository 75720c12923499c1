/// How long the server takes to answer: seen from pings and own lines, of which it says something back.
struct Lag: Equatable, Sendable {
    /// Below this nobody has to know (a person notices from a second on, and a server may hold lines back for one).
    static let threshold: Int64 = 2_000

    /// When the ping went out that has not been answered.
    private var pinged: Instant?
    /// As of the last answer, in milliseconds.
    private var last: Int64 = 0

    mutating func pings(at moment: Instant) {
        pinged = pinged ?? moment
    }

    mutating func pongs(at moment: Instant) {
        if let pinged { answers(to: pinged, at: moment) }
        pinged = nil
    }

    mutating func answers(to asked: Instant, at moment: Instant) {
        last = max(0, moment.milliseconds - asked.milliseconds)
    }

    /// Whole seconds, where they are worth showing.
    ///
    /// - Parameter oldest: when the oldest own line was sent that has not been answered.
    func seconds(oldest: Instant?, at now: Instant) -> Int64? {
        let waiting = asked(oldest).map { now.milliseconds - $0.milliseconds } ?? 0
        let lag = max(last, waiting)
        return lag >= Self.threshold ? lag / 1_000 : nil
    }

    /// When the first of what has not been answered was asked.
    private func asked(_ oldest: Instant?) -> Instant? {
        guard let pinged, let oldest else { return pinged ?? oldest }
        return min(pinged, oldest)
    }

    /// When there is something else to show, as long as an answer is waited for.
    func nextChange(oldest: Instant?, at now: Instant) -> Instant? {
        guard let asked = asked(oldest) else { return nil }
        let waited = max(0, now.milliseconds - asked.milliseconds)
        return asked.later(by: max(Self.threshold, (waited / 1_000 + 1) * 1_000))
    }
}
