import ClientCore
import Glibc
import Testing

@testable import Client

@Suite("the event source", .serialized)
struct EventSourceTests {
    /// What happened, leaving out whatever the tests' own standard input is.
    private func happenings(_ events: [TerminalEvent]) -> [TerminalEvent] {
        events.filter { event in
            if case .bytes = event { return false }
            return event != .inputClosed
        }
    }

    @Test("rings from many threads before the loop looks are one")
    func wakes() async throws {
        let events = try EventSource()
        defer { giveBackSignals() }
        let wakeup = events.wakeup
        await withTaskGroup { group in
            for _ in 0..<8 { group.addTask { for _ in 0..<1000 { wakeup.wake() } } }
        }
        #expect(happenings(events.next(until: .now)).filter { $0 == .woken } == [.woken])
        #expect(happenings(events.next(until: .now)) == [.deadline])
    }

    @Test("a full pipe of rings blocks nobody and is emptied at once")
    func fills() throws {
        let events = try EventSource()
        defer { giveBackSignals() }
        for _ in 0..<100_000 { events.wakeup.wake() }
        #expect(happenings(events.next(until: .now)).contains(.woken))
        #expect(happenings(events.next(until: .now)) == [.deadline])
    }

    @Test("a signal is an event, once however often it came")
    func signals() throws {
        let events = try EventSource()
        defer { giveBackSignals() }
        for _ in 0..<3 { kill(getpid(), SIGWINCH) }
        kill(getpid(), SIGTERM)
        var seen: [TerminalEvent] = []
        let patience = Instant.now.later(by: 30_000)
        while !(seen.contains(.signal(.terminate)) && seen.contains(.signal(.resized))), Instant.now < patience {
            seen += happenings(events.next(until: Instant.now.later(by: 5)))
        }
        #expect(seen.contains(.signal(.resized)))
        #expect(seen.filter { $0 == .signal(.terminate) }.count == 1)
        #expect(!events.signals.isPending(.terminate))
    }

    @Test("a deadline comes, and not before its time")
    func deadline() throws {
        let events = try EventSource()
        defer { giveBackSignals() }
        let deadline = Instant.now.later(by: 3)
        while !events.next(until: deadline).contains(.deadline) {}
        #expect(Instant.now >= deadline)
    }

    @Test("a deadline in years overflows nothing")
    func farDeadline() throws {
        let events = try EventSource()
        defer { giveBackSignals() }
        events.wakeup.wake()
        #expect(events.next(until: Instant.now.later(by: 1 << 50)).contains(.woken))
    }

    private func giveBackSignals() {
        for number in [SIGTERM, SIGHUP, SIGINT, SIGWINCH, SIGTSTP, SIGCONT] {
            SignalAction.install(SIG_DFL, for: number, flags: 0)
        }
    }
}
