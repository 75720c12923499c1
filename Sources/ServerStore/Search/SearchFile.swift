import GRDB
import GRDBSQLite
import Glibc

/// The file of the index, beside the database. It can be made again from there at any time, and that is what is done
/// whenever it is not as it should be.
enum SearchFile {
    static func path(in directory: String) -> String { directory + "/search.sqlite" }

    /// Pages of 4 KiB after which the log is copied into the index, as for the database.
    private static let pagesInLog = WriteAheadLog.pagesAtMost
    /// Bytes that the log's file keeps after it was copied.
    private static let bytesInLog = 64 << 20

    /// The connection that writes; the note says why the index had to be made anew, nil where it was as it should be or
    /// there was none.
    static func writing(
        in directory: String, store: Int64
    ) throws(StoreError) -> (connection: Connection, note: String?) {
        let path = path(in: directory)
        let note: String
        do throws(StoreError) {
            return (try open(path, in: directory, store: store), nil)
        } catch .notOurs {
            note = try moveAside(in: directory)
        } catch .newer(_, let version, _) {
            try remove(in: directory)
            note = "The search index is made anew: its format was \(version), not \(SearchSchema.version)."
        } catch .corrupt(let what) {
            try remove(in: directory)
            note = "The search index is made anew: \(what)."
        }
        return (try open(path, in: directory, store: store), note)
    }

    /// A connection that reads; nil where there is no index, or none that can be read yet.
    static func reading(in directory: String) throws(StoreError) -> Connection? {
        let path = path(in: directory)
        guard access(path, F_OK) == 0 else { return nil }
        return try StoreError.translating {
            var configuration = Connection.configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let isReady = try queue.read { database in
                try SearchSchema.application(of: database) == SearchSchema.application
                    && SearchSchema.version(of: database) == SearchSchema.version
            }
            return isReady ? try Connection(queue) : nil
        }
    }

    /// Takes the index away; what is somebody else's is moved aside, and then the note says so. Nobody may have it open.
    static func discard(in directory: String) throws(StoreError) -> String? {
        if try !make(path(in: directory), in: directory) { return try moveAside(in: directory) }
        try remove(in: directory)
        return nil
    }

    private static func remove(in directory: String) throws(StoreError) {
        let path = path(in: directory)
        for name in [path, path + "-wal", path + "-shm"] where unlink(name) != 0 && errno != ENOENT {
            throw .directory(path: directory, reason: "\(name): \(String(cString: strerror(errno)))")
        }
    }

    private static func moveAside(in directory: String) throws(StoreError) -> String {
        let path = path(in: directory)
        let aside = path + ".aside"
        guard rename(path, aside) == 0 else {
            throw .directory(path: directory, reason: "\(path): \(String(cString: strerror(errno)))")
        }
        try remove(in: directory)
        return "The file \(path) is not a search index: it is \(aside) now, and a new index is filled."
    }

    private static func open(_ path: String, in directory: String, store: Int64) throws(StoreError) -> Connection {
        guard try make(path, in: directory) else { throw .notOurs(path: path) }
        let connection = try StoreError.translating {
            var configuration = Connection.configuration()
            configuration.journalMode = .wal
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.write { database in
                if try SearchSchema.isUnused(database) { return try SearchSchema.make(in: database, store: store) }
                guard try SearchSchema.application(of: database) == SearchSchema.application else {
                    throw StoreError.notOurs(path: path)
                }
                let version = try SearchSchema.version(of: database)
                guard version == SearchSchema.version else {
                    throw StoreError.newer(path: path, version: version, known: SearchSchema.version)
                }
                guard try SearchSchema.store(of: database) == store else {
                    throw StoreError.corrupt("it belongs to another database")
                }
            }
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA journal_size_limit = \(bytesInLog)")
            }
            return try Connection(queue)
        }
        // SQLite copies the log itself after a commit: a failure would be met again by the next one.
        sqlite3_wal_autocheckpoint(connection.handle, pagesInLog)
        return connection
    }

    /// Makes the file where there is none (0600) and closes it to others where there is.
    ///
    /// - Returns: whether it is ours, or of nobody yet: what its first bytes say (sqlite.org/fileformat2.html, 1.3). True
    ///   also where they say nothing and the log has not been copied: then that is to be asked of the database.
    private static func make(_ path: String, in directory: String) throws(StoreError) -> Bool {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        guard descriptor >= 0 else {
            // A directory or a link, as one of somebody else.
            if errno == EISDIR || errno == ELOOP || errno == ENXIO { return false }
            throw .directory(path: directory, reason: "\(path): \(String(cString: strerror(errno)))")
        }
        // Nobody has the file open: closing a descriptor would give up SQLite's locks of it.
        defer { close(descriptor) }
        var header = [UInt8](repeating: 0, count: 72)
        let count = pread(descriptor, &header, header.count, 0)
        let application = header[68..<72].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        let isDatabase = header.starts(with: "SQLite format 3\0".utf8)
        let isInLog = isDatabase && application == 0 && access(path + "-wal", F_OK) == 0
        guard count == 0 || (count == header.count && (application == SearchSchema.application || isInLog)) else {
            return false
        }
        fchmod(descriptor, 0o600)
        return true
    }
}
