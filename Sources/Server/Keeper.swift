import Glibc
import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import ServerCore

/// Writes what the hub queues, on a thread of its own, as much in one transaction as has come meanwhile; and reads pages
/// on another thread.
final class Keeper: Sendable {
    /// Records in one transaction: enough that its fixed cost no longer counts, few enough that it takes a few milliseconds.
    private static let recordsAtOnce = 1_024
    /// Between two attempts to write again after a fault (reliability, threat 17).
    private static let pause = TimeAmount.seconds(5)

    private enum Phase {
        case idle
        case writing
        /// After a fault: nothing is written before `recover` has succeeded.
        case broken
    }

    /// Whether there is somebody at it.
    private enum Preparing {
        case done
        case working
        /// It will begin again by itself.
        case resting
        case stopped
    }

    /// Between two looks at what is behind: enough commits in one that the work on them is worth its fixed cost.
    private static let rest = TimeAmount.milliseconds(250)
    /// Of the thread behind the commits: a tenth of the processor where others want it as well.
    private static let niceness: CInt = 10
    /// Between two looks at what has grown too old.
    private static let tidyingEvery = TimeAmount.minutes(10)

    private let archive: any Archive
    private let writer = NIOThreadPool(numberOfThreads: 1)
    private let reader = NIOThreadPool(numberOfThreads: 1)
    /// Works behind the commits: nobody waits for it, and it takes the processor from nobody.
    private let preparer = NIOThreadPool(numberOfThreads: 1)
    private let preparing = NIOLockedValueBox(Preparing.done)
    private let tidying = NIOLockedValueBox<RepeatedTask?>(nil)
    private let phase = NIOLockedValueBox(Phase.idle)
    private let timers: any EventLoop
    private let numbers: Numbers
    private let log: Logger

    init(_ archive: any Archive, timers: any EventLoop, numbers: Numbers, log: Logger) {
        self.archive = archive
        self.numbers = numbers
        self.timers = timers
        self.log = log
        writer.start()
        reader.start()
        preparer.start()
        // Of this thread alone, as Linux has it. Refused, nothing is lost.
        preparer.submit { _ in setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness) }
    }

    /// There is something to write; cheap when the writer is at it already.
    func call(for hub: Hub) {
        hub.noteWriterCalled()
        let starts = phase.withLockedValue { phase in
            guard case .idle = phase else { return false }
            phase = .writing
            return true
        }
        if starts { writer.submit { _ in self.write(for: hub) } }
    }

    private func write(for hub: Hub) {
        while true {
            let records = hub.nextRecords(most: Self.recordsAtOnce)
            if records.isEmpty {
                phase.withLockedValue { $0 = .idle }
                // Something may have come between the last look and the change of phase.
                guard hub.hasRecords else { return }
                let goesOn = phase.withLockedValue { phase in
                    guard case .idle = phase else { return false }
                    phase = .writing
                    return true
                }
                if goesOn { continue }
                return
            }
            do {
                let begun = NIODeadline.now()
                try archive.write(records.map(\.record))
                numbers.committed(records.count, in: Double((NIODeadline.now() - begun).nanoseconds) / 1e9)
                hub.settle(records)
                prepareSoon()
                if records.contains(where: \.record.isErasing) { writer.submit { _ in self.tidy() } }
            } catch {
                phase.withLockedValue { $0 = .broken }
                hub.refuse(records, because: String(describing: error))
                timers.scheduleTask(in: Self.pause) { self.writer.submit { _ in self.recover(for: hub) } }
                return
            }
        }
    }

    private func recover(for hub: Hub) {
        do {
            try archive.recover()
            phase.withLockedValue { $0 = .idle }
            hub.storeAgain()
        } catch {
            log.debug("still nothing can be stored: \(String(describing: error))")
            timers.scheduleTask(in: Self.pause) { self.writer.submit { _ in self.recover(for: hub) } }
        }
    }

    // MARK: - Behind the commits

    /// From now on, what is behind is caught up with and what is too old is taken away.
    func begin() {
        prepareSoon()
        let task = timers.scheduleRepeatedTask(initialDelay: .seconds(1), delay: Self.tidyingEvery) { _ in
            self.writer.submit { _ in self.tidy() }
        }
        tidying.withLockedValue { $0 = task }
    }

    /// A slice of what is too old; the next one waits behind whatever is to be written meanwhile.
    private func tidy() {
        guard case .idle = phase.withLockedValue({ $0 }) else {
            timers.scheduleTask(in: Self.rest) { self.writer.submit { _ in self.tidy() } }
            return
        }
        do {
            if try archive.tidy(at: WallClock.now()) { writer.submit { _ in self.tidy() } }
        } catch {
            log.error("what is too old could not be taken away: \(String(describing: error))")
        }
    }

    private func prepareSoon() {
        let begins = preparing.withLockedValue { state in
            guard case .done = state else { return false }
            state = .resting
            return true
        }
        if begins { prepare(in: Self.rest) }
    }

    private func prepare(in pause: TimeAmount) {
        timers.scheduleTask(in: pause) { self.preparer.submit { _ in self.prepare() } }
    }

    private func prepare() {
        func turn(_ next: Preparing) -> Bool {
            preparing.withLockedValue { state in
                if case .stopped = state { return false }
                state = next
                return true
            }
        }
        guard turn(.working) else { return }
        while true {
            switch archive.prepare() {
            case .more: guard turn(.working) else { return }
            case .moreLater:
                if turn(.resting) { prepare(in: Self.rest) }
                return
            case .done:
                _ = turn(.done)
                return
            case .note(let text):
                log.notice("\(text)")
                guard turn(.working) else { return }
            case .failed(let text):
                log.debug("behind the commits: \(text)")
                if turn(.resting) { prepare(in: Self.pause) }
                return
            }
        }
    }

    /// Asks the archive, and brings the answer back to the loop.
    func ask(_ subject: Question.Subject, on loop: any EventLoop, then take: @escaping @Sendable (Answer) -> Void) {
        reader.submit { _ in
            let answer: Answer
            do {
                answer = try self.archive.read(subject)
            } catch {
                self.log.error("a page of history could not be read: \(String(describing: error))")
                answer = .failed
            }
            loop.execute { take(answer) }
        }
    }

    /// Waits until everything queued is written, then ends both threads.
    func stop() async throws {
        tidying.withLockedValue { $0 }?.cancel()
        preparing.withLockedValue { $0 = .stopped }
        // The writer has one thread, so that this runs behind everything that was queued before it.
        try await writer.runIfActive {}
        try await writer.shutdownGracefully()
        try await reader.shutdownGracefully()
        try await preparer.shutdownGracefully()
    }
}

extension Record {
    fileprivate var isErasing: Bool {
        if case .erased = self { return true }
        return false
    }
}
