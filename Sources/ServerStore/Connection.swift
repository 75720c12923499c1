import GRDB
import GRDBSQLite

/// One connection to the database. GRDB opens and closes it; in between it is used through SQLite's own interface, by
/// one thread at a time, under the lock of whoever holds it.
final class Connection {
    private let queue: DatabaseQueue
    let handle: OpaquePointer

    /// Bytes that the log's file keeps after it was copied.
    private static let bytesInLog = 64 << 20
    /// Only the lock of another program, such as sqlite3, can make us wait; everybody's lines wait with us.
    private static let patience = 2.0
    /// Bytes of a row: far more than any row of ours, far less than a damaged one might claim to have.
    private static let bytesInRow: Int32 = 1 << 20
    private static let kibibytesOfCache = 8 << 10

    /// The only connection that writes.
    ///
    /// - Parameters:
    ///   - path: nil is in memory.
    ///   - store: the id of the store, should this make one.
    static func writing(at path: String?, durability: Durability, store: UInt32) throws(StoreError) -> Connection {
        try StoreError.translating {
            var configuration = configuration()
            configuration.prepareDatabase { database in
                try Schema.claim(database, at: path ?? ":memory:")
            }
            let queue: DatabaseQueue
            if let path {
                configuration.journalMode = .wal
                queue = try opening(path) { try DatabaseQueue(path: path, configuration: configuration) }
            } else {
                queue = try DatabaseQueue(configuration: configuration)
            }
            if try queue.read({ try Schema.version(of: $0) }) != Schema.version {
                try Schema.migrator(store: store).migrate(queue)
            }
            if path != nil {
                try queue.writeWithoutTransaction { database in
                    try setDurability(durability, of: database)
                    try database.execute(sql: "PRAGMA journal_size_limit = \(bytesInLog)")
                }
            }
            return try Connection(queue)
        }
    }

    /// A connection that reads, beside the writing one or in another process.
    ///
    /// - Parameter ofAnyAge: whether a database may be one that is still to be carried over to this version.
    static func reading(at path: String, ofAnyAge: Bool = false) throws(StoreError) -> Connection {
        try StoreError.translating {
            var configuration = configuration()
            configuration.readonly = true
            configuration.prepareDatabase { database in
                try Schema.verify(database, at: path)
                if !ofAnyAge { try Schema.verifyCurrent(database, at: path) }
            }
            return try opening(path) { try Connection(DatabaseQueue(path: path, configuration: configuration)) }
        }
    }

    init(_ queue: DatabaseQueue) throws {
        self.queue = queue
        // It outlives the closure: GRDB closes it with the queue, which `self` keeps.
        let handle = queue.unsafeReentrantWrite { $0.sqliteConnection }
        guard let handle else { throw StoreError.closed }
        self.handle = handle
        // GRDB's observers follow the statements that GRDB runs; a commit that it did not run would trap in them.
        sqlite3_commit_hook(handle, nil, nil)
        sqlite3_rollback_hook(handle, nil, nil)
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Self.bytesInRow)
        // `WriteAheadLog` copies it and looks at what comes of it; SQLite would ignore a failure.
        sqlite3_wal_autocheckpoint(handle, 0)
    }

    /// Runs what is needed rarely and gives no rows.
    func run(_ sql: String) throws(StoreError) {
        try PreparedStatement(sql, on: handle).run()
    }

    /// Answers several questions from one state. Writes nothing.
    func view<Value>(_ body: (OpaquePointer) throws(StoreError) -> Value) throws(StoreError) -> Value {
        try run("BEGIN DEFERRED")
        do throws(StoreError) {
            let value = try body(handle)
            try run("COMMIT")
            return value
        } catch {
            try? run("COMMIT")
            throw error
        }
    }

    /// For questions that are asked rarely: GRDB's own access. Writes nothing.
    func access<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        try StoreError.translating { try queue.writeWithoutTransaction(body) }
    }

    static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "chat.store"
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(patience)
        // A failed rollback must be an error, not a trap: the connection is closed then.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA cell_size_check = ON;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA secure_delete = ON;
                    PRAGMA cache_size = -\(kibibytesOfCache);
                    """)
        }
        return configuration
    }

    /// A file that SQLite does not take for a database is one of somebody else, as far as we can know.
    private static func opening<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
            throw StoreError.notOurs(path: path)
        }
    }

    /// GRDB sets NORMAL as it opens in WAL mode, after everything that could be prepared: so this comes later, outside
    /// of a transaction, and is read back.
    private static func setDurability(_ durability: Durability, of database: Database) throws {
        let wanted: Int64 = durability == .full ? 2 : 1
        try database.execute(sql: "PRAGMA synchronous = \(wanted)")
        let level = try Int64.fetchOne(database, sql: "PRAGMA synchronous")
        let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode")
        guard level == wanted, journal == "wal" else {
            throw StoreError.unusable(code: SQLITE_ERROR, reason: "it cannot be made durable on this file system")
        }
    }
}
