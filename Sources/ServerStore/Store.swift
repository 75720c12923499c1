package import ChatProtocol
package import ServerCore
import Synchronization

/// Everything that the server keeps: posts and events, rooms and conversations, accounts and what is theirs.
///
/// Call it from one writing thread and one reading thread: `commit`, `trim` and `reopen` wait for the disk, `page`
/// and `latestTimes` may read from it; `backup` may be called from any thread. Reading does not wait for writing,
/// unless the durability is `memory`.
package final class Store: Sendable {
    /// Entries of one page (Ergo's chathistory-maxmessages).
    package static let pageLimit = 1_000
    /// Pages of 4 KiB that a store in memory may fill, 256 MiB; beyond them the oldest posts of every room go.
    package static let memoryPages: Int64 = 65_536

    private let durability: Durability
    private let directory: String
    /// Guards the connection that writes, which is for one thread at a time, and what is known of its rooms. Held
    /// across I/O by design: only the writing thread takes it, the reading one too where the store is in memory.
    private let writing: Mutex<Writing>
    /// Guards the connection that reads. Never held together with `writing` but to close both.
    private let reading: Mutex<Reading>

    /// Opens the database in the directory, and makes both where they are missing.
    ///
    /// - Parameters:
    ///   - directory: not looked at where the durability is `memory`.
    ///   - random: becomes the id of the store, should this make a new one.
    package init(at directory: String, durability: Durability, random: UInt32) throws(StoreError) {
        self.durability = durability
        self.directory = directory
        let path = durability == .memory ? nil : DataDirectory.database(in: directory)
        let lock = path == nil ? nil : try DataDirectory(directory)
        var writing = Writing(path: path, durability: durability, random: random, lock: lock)
        try writing.open()
        self.writing = Mutex(writing)
        reading = Mutex(Reading(path: path))
    }

    /// What a server that starts goes on with; call it once, before anything is committed. Rooms that were not open
    /// have ended with the server that had them, unless they have a founder, and are marked so. The work depends on
    /// the rooms that had not ended, on conversations and accounts; not on what was said.
    package func restore() throws(StoreError) -> Restored {
        try writing.withLock { writing throws(StoreError) in try writing.restore() }
    }

    /// Writes all of these in order, or nothing; returns once they are as durable as the store is.
    ///
    /// After `unknownRoom` and `contradiction` the store goes on as before. After any other error it refuses until
    /// `reopen()` has succeeded; what was refused is then as it was before, and whoever calls must write again what
    /// rooms have become meanwhile, and which have ended.
    ///
    /// After `erased` nothing of that account is answered any more, and `trim` must be called until it has nothing
    /// left to do: only then it is gone from the disk.
    package func commit(_ records: some Collection<Record>) throws(StoreError) {
        let records = Array(records)
        try writing.withLock { writing throws(StoreError) in try writing.commit(records) }
    }

    /// After a failed commit: opens the connection anew, takes back whatever the disk may have kept of what was
    /// refused, and proves that writing works. Throws as long as it does not; pages are answered all the while.
    package func reopen() throws(StoreError) {
        try writing.withLock { writing throws(StoreError) in try writing.reopen() }
    }

    /// Deletes a slice of what was said or done before this moment, and of what erased accounts have written. Of a
    /// room's last post the number stays.
    ///
    /// - Parameters:
    ///   - since: nil keeps everything; what erased accounts have written goes all the same.
    ///   - budget: rows to look at, about; nobody else writes meanwhile, and 1,000 take some milliseconds.
    /// - Returns: whether there is more to do now. Fails as `commit` does.
    package func trim(keepingSince since: Timestamp?, budget: Int) throws(StoreError) -> Bool {
        try writing.withLock { writing throws(StoreError) in try writing.tidy(keepingSince: since, budget: budget) }
    }

    /// The entries asked for, at most `pageLimit`, in the order they came. Posts that were taken back are left out.
    /// A page is shorter than asked for at an end of the past, and where more than `PageRequest.rowsLookedAt` posts in a row
    /// have nothing to show.
    package func page(_ request: PageRequest) throws(StoreError) -> [HistoryEntry] {
        try read { pages throws(StoreError) in try pages.page(request) }
    }

    /// The same, where nothing at all may mean that there is nothing near.
    package func answer(_ request: PageRequest) throws(StoreError) -> Answer {
        try read { pages throws(StoreError) in
            let entries = try pages.page(request)
            return entries.isEmpty && pages.wasCut ? .tooFar : .entries(entries)
        }
    }

    /// When something was last said in each of these; a room where nothing was said is left out.
    package func latestTimes(of rooms: [RoomNumber]) throws(StoreError) -> [RoomNumber: Timestamp] {
        try read { pages throws(StoreError) in try pages.latestTimes(of: rooms) }
    }

    /// Copies the log into the database, closes it and gives up its lock. Afterwards everything throws `closed`.
    package func close() {
        // The writer last: SQLite copies the log when the last connection goes, which a reading one may not.
        reading.withLock { $0.close() }
        writing.withLock { $0.close() }
    }

    deinit {
        close()
    }

    func read<Value: Sendable>(
        _ body: @Sendable (Pages) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        if durability == .memory {
            return try writing.withLock { writing throws(StoreError) in try body(writing.pages()) }
        }
        return try reading.withLock { reading throws(StoreError) in try reading.read(body) }
    }

    /// In memory, the only connection there is; on disk, one that nobody else uses.
    func withConnection<Value: Sendable>(
        _ body: @Sendable (Connection) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        if durability == .memory {
            return try writing.withLock { writing throws(StoreError) in try writing.access(body) }
        }
        return try body(Connection.reading(at: DataDirectory.database(in: directory)))
    }

    func withFault(_ change: @Sendable (inout Fault) -> Void) throws(StoreError) {
        try writing.withLock { writing throws(StoreError) in try writing.change(change) }
    }
}
