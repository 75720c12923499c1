package import ChatProtocol
package import ClientCore
import Glibc

extension Instant {
    /// This moment by the clock that only goes forward, and goes on while the machine sleeps.
    package static var now: Instant { Instant(milliseconds: reading(of: CLOCK_BOOTTIME)) }
}

extension Timestamp {
    /// The time of day.
    package static var now: Timestamp { Timestamp(milliseconds: reading(of: CLOCK_REALTIME)) }
}

/// Whole milliseconds, rounded down. Read from the system itself, since it is read after each key.
private func reading(of clock: clockid_t) -> Int64 {
    // A timespec, whose fields the compiler takes for Foundation's, which has no business here.
    var time = (seconds: 0, nanoseconds: 0)
    withUnsafeMutablePointer(to: &time) { time in
        time.withMemoryRebound(to: timespec.self, capacity: 1) { _ = clock_gettime(clock, $0) }
    }
    return Int64(time.seconds) * 1_000 + Int64(time.nanoseconds) / 1_000_000
}
