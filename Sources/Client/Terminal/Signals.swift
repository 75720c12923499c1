import Glibc

/// A signal that the client handles as an event.
package enum Signal: Hashable, Sendable, CaseIterable {
    /// SIGTERM: leave in order.
    case terminate
    /// SIGHUP: the terminal is gone, or somebody wants us gone.
    case hangUp
    /// SIGINT from outside; Ctrl-C at the keyboard is a byte.
    case interrupt
    /// SIGWINCH: the window has another size.
    case resized
    /// SIGTSTP from outside; Ctrl-Z at the keyboard is a byte.
    case stop
    /// SIGCONT after a stop that could not be foreseen.
    case continued

    fileprivate var number: Int32 {
        switch self {
        case .terminate: SIGTERM
        case .hangUp: SIGHUP
        case .interrupt: SIGINT
        case .resized: SIGWINCH
        case .stop: SIGTSTP
        case .continued: SIGCONT
        }
    }
}

/// Turns signals into something a loop can poll for: a flag for each, and a pipe that says "look".
///
/// It must exist before ncurses starts, which takes those signals that nobody has. The handlers stay for the life of the
/// process.
final class Signals {
    private let pipe: BellPipe
    /// False when whoever started us asked that we never stop (a shell without job control).
    private let canStop: Bool

    init() throws(SystemFailure) {
        pipe = try BellPipe()
        board[bellSlot] = pipe.writeEnd
        canStop = !SignalAction.isIgnored(SIGTSTP)
        // A program started by nohup stays deaf to hanging up, and likewise for the others.
        for signal in Signal.allCases where !SignalAction.isIgnored(signal.number) {
            SignalAction.install(note, for: signal.number, flags: SA_RESTART)
        }
    }

    deinit {
        board[bellSlot] = -1
        pipe.close()
    }

    var descriptor: Int32 { pipe.readEnd }

    /// The signals that came since the last time, each once.
    func take() -> [Signal] {
        // The pipe first: a signal that comes after its flag was looked at rings again.
        pipe.drain()
        return Signal.allCases.filter { signal in
            defer { board[Int(signal.number)] = 0 }
            return board[Int(signal.number)] != 0
        }
    }

    /// Whether the signal has come and was not taken yet.
    func isPending(_ signal: Signal) -> Bool { board[Int(signal.number)] != 0 }

    /// Stops the whole job, as the shell expects of Ctrl-Z, and returns when it goes on; at once where stopping is not
    /// possible. The terminal must have been given back before. Call it on the main thread: a signal to the process
    /// is the main thread's first, so that it has stopped when `kill` returns.
    func stopJob() {
        guard canStop else { return }
        SignalAction.install(SIG_DFL, for: SIGTSTP, flags: 0)
        kill(0, SIGTSTP)
        SignalAction.install(note, for: SIGTSTP, flags: SA_RESTART)
        board[Int(SIGTSTP)] = 0
        board[Int(SIGCONT)] = 0
    }
}

/// The flags, by signal number, and in `bellSlot` the pipe's end to ring (-1: none): all that the handler touches.
///
/// Never moved or freed. Each slot is one aligned word that the handler only sets and the loop only clears, and the
/// write to the pipe orders the two, so a signal is at worst told once for twice, never lost.
nonisolated(unsafe) private let board: UnsafeMutablePointer<Int32> = {
    let slots = UnsafeMutablePointer<Int32>.allocate(capacity: slotCount)
    slots.initialize(repeating: 0, count: slotCount)
    slots[bellSlot] = -1
    return slots
}()

/// Signal numbers begin at 1, so the first slot is free.
private let bellSlot = 0
/// One more than the highest signal number of Linux (64).
private let slotCount = 65

private func note(_ number: Int32) {
    let before = errno
    board[Int(number)] = 1
    var byte: UInt8 = 1
    _ = write(board[bellSlot], &byte, 1)
    errno = before
}
