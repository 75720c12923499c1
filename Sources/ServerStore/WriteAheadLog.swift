import Dispatch
import GRDBSQLite
import Glibc
import Synchronization

/// Copies SQLite's log into the database, from the connection that writes, once it is long enough.
///
/// Everybody's lines wait while it does, mostly for the disk to take the log, which under `Durability.normal` nothing has
/// made it do before. So a thread of its own makes it, as the log grows: what is left of the wait is a fifth or less.
final class WriteAheadLog {
    private let handle: OpaquePointer
    /// Written by SQLite after each commit: pages in the log. On the heap, since SQLite keeps its address.
    private let pages: UnsafeMutablePointer<Int32>
    /// nil where commits wait for the disk themselves.
    private let file: File?
    /// Pages in the log when it was last brought to the disk.
    private var synced: Int32 = 0
    /// Pages in the log with which it is copied.
    private var due = WriteAheadLog.pagesAtMost

    /// Pages of 4 KiB after which the log is copied into the database (sqlite.org/wal.html: a larger log means fewer
    /// copies of the same page).
    static let pagesAtMost: Int32 = 4_000
    /// Where a log could not be copied whole, or not be begun again, since somebody reads in it: so many more, then again.
    private static let pagesUntilNext: Int32 = 500
    /// Pages that are brought to the disk at once: some milliseconds of its time.
    private static let pagesAtOnce: Int32 = 256

    /// - Parameter path: of the database, where its log is to be brought to the disk as it grows.
    init(of connection: Connection, at path: String?) {
        handle = connection.handle
        pages = .allocate(capacity: 1)
        pages.initialize(to: 0)
        file = path.flatMap { File($0 + "-wal") }
        let count: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32) -> Int32 = {
            context, _, _, pages in
            context?.storeBytes(of: pages, as: Int32.self)
            return SQLITE_OK
        }
        sqlite3_wal_hook(handle, count, pages)
    }

    deinit {
        sqlite3_wal_hook(handle, nil, nil)
        pages.deallocate()
    }

    /// After a commit: copies the log where it is long enough. What readers still need waits for the next time.
    func settle() throws(StoreError) {
        let count = pages.pointee
        // Once all of it was copied, it is written from its beginning again.
        if count < synced { synced = 0 }
        if count < Self.pagesAtMost { due = Self.pagesAtMost }
        if count >= due {
            try copy()
            due = count + Self.pagesUntilNext
            synced = count
        } else if count - synced >= Self.pagesAtOnce, let file, file.sync() {
            synced = count
        }
    }

    private func copy() throws(StoreError) {
        let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        guard code == SQLITE_OK || code & 0xFF == SQLITE_BUSY else {
            throw StoreError(code: code, reason: String(cString: sqlite3_errmsg(handle)))
        }
    }
}

extension WriteAheadLog {
    /// The log's file, opened once more: SQLite has no locks on it that closing it could give up.
    private final class File: Sendable {
        private let descriptor: CInt
        private let isSyncing = Atomic(false)

        private static let queue = DispatchQueue(label: "chat.store.log", qos: .utility)

        init?(_ path: String) {
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
        }

        deinit {
            close(descriptor)
        }

        /// Has what was written until now brought to the disk, and does not wait for it. Returns whether it begins: only
        /// one does at a time.
        func sync() -> Bool {
            guard isSyncing.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged else {
                return false
            }
            Self.queue.async {
                // Should it fail, SQLite's own attempt, through another descriptor, is told the same (fsync(2)).
                fdatasync(self.descriptor)
                self.isSyncing.store(false, ordering: .relaxed)
            }
            return true
        }
    }
}
