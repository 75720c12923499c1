import ChatProtocol
import ClientCore
import FoundationEssentials

/// The two clocks that the model is told.
struct Clocks {
    let start = ContinuousClock.now

    var now: Instant {
        let passed = start.duration(to: .now).components
        return Instant(milliseconds: passed.seconds * 1_000 + passed.attoseconds / 1_000_000_000_000_000)
    }

    var wall: Timestamp {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
    }
}
