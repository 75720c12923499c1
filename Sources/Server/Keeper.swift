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

    private let archive: any Archive
    private let writer = NIOThreadPool(numberOfThreads: 1)
    private let reader = NIOThreadPool(numberOfThreads: 1)
    private let phase = NIOLockedValueBox(Phase.idle)
    private let timers: any EventLoop
    private let log: Logger

    init(_ archive: any Archive, timers: any EventLoop, log: Logger) {
        self.archive = archive
        self.timers = timers
        self.log = log
        writer.start()
        reader.start()
    }

    /// There is something to write; cheap when the writer is at it already.
    func call(for hub: Hub) {
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
                try archive.write(records.map(\.record))
                hub.settle(records)
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
        // The writer has one thread, so that this runs behind everything that was queued before it.
        try await writer.runIfActive {}
        try await writer.shutdownGracefully()
        try await reader.shutdownGracefully()
    }
}
