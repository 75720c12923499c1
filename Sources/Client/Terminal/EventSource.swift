package import ClientCore
import Glibc

/// Something that happened to the client's loop.
package enum TerminalEvent: Equatable, Sendable {
    /// What standard input gave in one read: never empty, at most `EventSource.readLimit`, possibly part of a character.
    case bytes([UInt8])
    /// A signal came, once or more often.
    case signal(Signal)
    /// Another thread called `Wakeup.wake`.
    case woken
    /// The time that was asked for has come.
    case deadline
    /// Standard input has ended, or the terminal is gone. Told once.
    case inputClosed
}

/// Waits for keys, signals, other threads and the clock in one `poll`; waiting costs nothing.
///
/// Make it before the terminal starts. One thread owns it; `wakeup` may go to any.
package final class EventSource {
    /// The most bytes taken in one read: what the kernel's terminal line holds (N_TTY_BUF_SIZE).
    package static let readLimit = 4096

    /// Ends the wait from another thread.
    package let wakeup: Wakeup
    let signals: Signals
    private var inputIsOpen = true
    /// What the next read is put into.
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: readLimit, alignment: 1)

    /// Takes the process's signals (see `Signal`). Throws when the system has no descriptors left.
    package init() throws(SystemFailure) {
        wakeup = try Wakeup()
        signals = try Signals()
    }

    deinit { buffer.deallocate() }

    /// Waits until something happens, and returns all that has: at least one event, signals first, then keys.
    ///
    /// With a `deadline` in the past it looks without waiting. It never returns `.deadline` before its time, nor more than
    /// a millisecond and the scheduler's delay after it.
    package func next(until deadline: Instant? = nil) -> [TerminalEvent] {
        while true {
            // poll skips a negative descriptor: a closed input would otherwise be ready for ever.
            var waiting = (
                pollfd(fd: inputIsOpen ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wakeup.descriptor, events: Int16(POLLIN), revents: 0)
            )
            let ready = withUnsafeMutableBytes(of: &waiting) { entries in
                poll(entries.assumingMemoryBound(to: pollfd.self).baseAddress, 3, Self.milliseconds(until: deadline))
            }
            // Out of memory in the kernel is all that is left: leave in order rather than spin.
            if ready < 0, errno != EINTR, errno != EAGAIN { return [.inputClosed] }

            var events: [TerminalEvent] = []
            if ready > 0 {
                if waiting.1.revents != 0 { events += signals.take().map(TerminalEvent.signal) }
                if waiting.0.revents != 0, let input = readInput() { events.append(input) }
                if waiting.2.revents != 0 {
                    wakeup.quieten()
                    events.append(.woken)
                }
            }
            if let deadline, deadline <= .now { events.append(.deadline) }
            if !events.isEmpty { return events }
        }
    }

    /// Reads what is there; nil when nothing was after all.
    ///
    /// Standard input stays blocking, because the shell and standard output share its file description.
    private func readInput() -> TerminalEvent? {
        let count = read(STDIN_FILENO, buffer.baseAddress, buffer.count)
        if count > 0 { return .bytes([UInt8](buffer[..<count])) }
        if count < 0, errno == EINTR || errno == EAGAIN { return nil }
        inputIsOpen = false
        return .inputClosed
    }

    /// The time left as `poll` takes it; -1 without a deadline.
    private static func milliseconds(until deadline: Instant?) -> Int32 {
        guard let deadline else { return -1 }
        // A day at most, so that nothing overflows; the loop then waits again.
        return Int32(min(max(0, deadline.milliseconds - Instant.now.milliseconds), 86_400_000))
    }
}
