import GRDBSQLite
import Glibc

/// A moment after which SQLite is to give up what it is doing, by the time that this thread has worked: what others do on
/// the machine meanwhile is not held against a search.
///
/// FTS5 looks for rows that hold several terms within one step of a statement, however many rows it passes over. But it
/// reads each of its pages by a small program of SQLite's own, and those ask whether to go on.
final class Deadline {
    /// Instructions of SQLite's machine between two looks at the clock: some 20 pages of FTS5's.
    private static let instructions: Int32 = 64

    private let connection: Connection
    /// Nanoseconds of the thread's own clock.
    private var moment = UInt64.max
    /// The same where it holds now, else the end of all time. On the heap, since SQLite keeps its address.
    private let inForce: UnsafeMutablePointer<UInt64>

    init(for connection: Connection) {
        self.connection = connection
        inForce = .allocate(capacity: 1)
        inForce.initialize(to: .max)
        sqlite3_progress_handler(
            connection.handle, Self.instructions,
            { inForce in
                guard let moment = inForce?.load(as: UInt64.self), moment < .max else { return 0 }
                return Deadline.now > moment ? 1 : 0
            }, inForce)
    }

    deinit {
        sqlite3_progress_handler(connection.handle, 0, nil, nil)
        inForce.deallocate()
    }

    func set(after patience: Duration) {
        let (seconds, attoseconds) = patience.components
        moment = Self.now + UInt64(clamping: seconds) * 1_000_000_000 + UInt64(clamping: attoseconds / 1_000_000_000)
    }

    var hasPassed: Bool { Self.now > moment }

    /// Runs this until its end or the deadline, after which it fails with SQLITE_INTERRUPT.
    func holding<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        inForce.pointee = moment
        defer { inForce.pointee = .max }
        return try body()
    }

    private static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
