package import ClientCore
import GRDB
import GRDBSQLite
import Synchronization

/// The person's own log: what was said in each buffer of each network, what is open, typed and read.
///
/// One SQLite file, which one process has at a time. Call it from one thread; each call waits for the disk.
package final class Log: Sendable {
    /// Lines kept of one buffer where nothing else is set; the oldest go first. A busy room fills it in a month or so.
    package static let linesPerBuffer = 100_000
    /// Lines beyond the bound that are taken out at once, so that the bound is not met at every line.
    static let slack = 256
    /// Lines that one batch takes out at most: some 100 ms.
    static let mostTrimmed = 10_000
    /// Open buffers that are brought back: as many as the screen has.
    static let mostBuffers: Int64 = 200
    /// Bytes of a row: far more than any of ours, far less than a damaged one might claim to have.
    private static let bytesInRow: Int32 = 1 << 20
    private static let kibibytesOfCache = 1 << 10
    /// Another program, such as `--export-log`, that has the file for a moment.
    private static let patience = 2.0

    /// What happened as it was opened; nil: nothing.
    package let trouble: LogTrouble?
    let database: DatabaseQueue
    let path: String
    let bound: Int
    /// nil once the log is closed: another process may have it then.
    private let folder: Mutex<LogFolder?>

    /// Opens the log in a folder, and makes both where they are missing. A damaged one is put aside, and a new one begun.
    package init(at folder: String, linesPerBuffer bound: Int = Log.linesPerBuffer) throws(LogTrouble) {
        let path = LogFolder.database(in: folder)
        self.path = path
        self.bound = max(1, bound)
        let locked = try LogFolder(folder)
        self.folder = Mutex(locked)
        (database, trouble) = try Self.opened(path, in: folder)
    }

    private static func opened(_ path: String, in folder: String) throws(LogTrouble) -> (DatabaseQueue, LogTrouble?) {
        // SQLite would throw away its own log beside a file that is none of its own.
        guard LogFolder.mayBeDatabase(path) else {
            let kept = try LogFolder.putAside(folder)
            return (try translating(path) { try open(path) }, .damaged(keptAs: kept))
        }
        do {
            return (try open(path), nil)
        } catch let error where isDamage(error) {
            let kept = try LogFolder.putAside(folder)
            return (try translating(path) { try open(path) }, .damaged(keptAs: kept))
        } catch {
            throw trouble(error, at: path)
        }
    }

    /// Copies SQLite's log into the file, closes it and gives up its lock.
    package func close() throws(LogTrouble) {
        try Self.translating(path) { try database.close() }
        folder.withLock { $0 = nil }
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = configuration()
        configuration.journalMode = .wal
        configuration.prepareDatabase { try LogSchema.claim($0, at: path) }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        if try queue.read({ try LogSchema.version(of: $0) }) != LogSchema.version {
            try LogSchema.migrator.migrate(queue)
        }
        return queue
    }

    /// A connection that only reads, beside a screen or without one.
    static func reading(_ folder: String) throws -> DatabaseQueue {
        let path = LogFolder.database(in: folder)
        var configuration = configuration()
        configuration.readonly = true
        configuration.prepareDatabase { try LogSchema.verify($0, at: path) }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "chat.log"
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(patience)
        configuration.prepareDatabase { database in
            if let handle = database.sqliteConnection { sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, bytesInRow) }
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

    // MARK: - Errors

    func writing<Value>(_ body: (Database) throws -> Value) throws(LogTrouble) -> Value {
        try Self.translating(path) { try database.write(body) }
    }

    func viewing<Value>(_ body: (Database) throws -> Value) throws(LogTrouble) -> Value {
        try Self.translating(path) { try database.read(body) }
    }

    static func translating<Value>(_ path: String, _ body: () throws -> Value) throws(LogTrouble) -> Value {
        do {
            return try body()
        } catch {
            throw trouble(error, at: path)
        }
    }

    private static func trouble(_ error: any Error, at path: String) -> LogTrouble {
        switch error {
        case let error as LogTrouble: error
        case let error as DatabaseError where error.resultCode == .SQLITE_FULL: .full
        case let error as DatabaseError:
            .unusable(
                path: path,
                reason: "\(error.message ?? "no reason given"), SQLite \(error.extendedResultCode.rawValue)")
        default: .unusable(path: path, reason: "\(error)")
        }
    }

    /// What SQLite says of a file that is none of its own, or not any more. Our own SQL is sound, so that a plain error
    /// means tables that are not ours.
    private static func isDamage(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        return [.SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_TOOBIG].contains(error.resultCode)
    }
}
