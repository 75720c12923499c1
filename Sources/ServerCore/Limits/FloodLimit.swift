/// How fast one member's commands are carried out: so many at once, then so many a second, each by its weight
/// (reliability, threat 4). What comes faster waits, and whoever lets too much wait is to be let go.
///
/// Times are milliseconds of a clock that never jumps.
package struct FloodLimit: Sendable {
    package struct Rates: Equatable, Sendable {
        /// Weight that may come at once (Ergo's fakelag, Solanum).
        package var burst = 5
        /// The same in the first `beginning` after coming in, when a client joins its rooms and asks about them.
        package var firstBurst = 8
        /// Weight a second that is carried out of a member who keeps sending (Ergo, Solanum).
        package var perSecond = 2
        /// Lines that may wait (Solanum), and their bytes.
        package var waitingLines = 20
        package var waitingBytes = 16 * 1_024

        package init() {}
    }

    /// Milliseconds.
    private static let beginning: Int64 = 10_000
    /// Questions about the past that go beside everything else, since a client asks them room by room as it comes in, and
    /// how many of them are granted anew a second (Ergo's command budgets).
    private static let askings = 16.0
    private static let askingsPerSecond = 1.0

    private let rates: Rates
    private let begunAt: Int64
    private var filledAt: Int64
    /// Less than nothing after a heavy command: the next one waits until that is paid.
    private var tokens: Double
    private var askings = FloodLimit.askings

    package init(_ rates: Rates, from now: Int64) {
        self.rates = rates
        begunAt = now
        filledAt = now
        tokens = Double(max(rates.burst, rates.firstBurst))
    }

    /// Whether a line of this weight may be carried out now; if so, it is counted.
    package mutating func take(_ weight: CommandWeight, at now: Int64) -> Bool {
        fill(until: now)
        if weight.asksForThePast, askings >= 1 {
            askings -= 1
            return true
        }
        guard tokens >= min(1, weight.value) else { return false }
        tokens -= weight.value
        return true
    }

    /// A line that was taken was not carried out after all.
    package mutating func giveBack(_ weight: CommandWeight) {
        if weight.asksForThePast { askings += 1 } else { tokens += weight.value }
    }

    /// Milliseconds until the next line may go, at least 1.
    package var pause: Int64 { Int64((1_000 * max(0, 1 - tokens) / Double(max(1, rates.perSecond))).rounded(.up)) + 1 }

    private mutating func fill(until now: Int64) {
        let seconds = Double(max(0, now - filledAt)) / 1_000
        filledAt = now
        let isBeginning = now - begunAt < Self.beginning
        let most = Double(max(1, isBeginning ? max(rates.burst, rates.firstBurst) : rates.burst))
        tokens = min(most, tokens + seconds * Double(max(1, rates.perSecond)))
        askings = min(Self.askings, askings + seconds * Self.askingsPerSecond)
    }
}
