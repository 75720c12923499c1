import NIOCore

/// Lets a burst through and then so many a second.
struct Bucket {
    private let burst: Double
    private let rate: Double
    private var tokens: Double
    private var filledAt = NIODeadline.now()

    init(burst: Int, rate: Int) {
        self.burst = Double(max(1, burst))
        self.rate = Double(max(1, rate))
        tokens = self.burst
    }

    /// How many of these may go now.
    mutating func take(_ wanted: Int, at now: NIODeadline) -> Int {
        let seconds = max(0, Double((now - filledAt).nanoseconds) / 1_000_000_000)
        filledAt = now
        tokens = min(burst, tokens + seconds * rate)
        let granted = min(wanted, Int(tokens))
        tokens -= Double(granted)
        return granted
    }

    mutating func giveBack(_ count: Int) {
        tokens = min(burst, tokens + Double(max(0, count)))
    }

    /// Until the next one may go.
    var pause: TimeAmount { .milliseconds(Int64(1_000 * max(0, 1 - tokens) / rate) + 1) }
}
