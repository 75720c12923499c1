import GRDB
import Glibc

/// A copy of the database, made while it is in use.
extension Store {
    /// Copies the database as it is at one moment into a new file (0600): one file without a log, that a server can be
    /// started from as `server.sqlite`. Writing goes on meanwhile; the log cannot shrink until the copy is done.
    ///
    /// A file that is there already is left alone, and is an error; so is what was copied until something failed.
    package func backup(to path: String) throws(StoreError) {
        try withConnection { connection throws(StoreError) in try Self.copy(connection, to: path) }
    }

    /// The same, of the database in a directory, whose server may be running or not.
    package static func backup(from directory: String, to path: String) throws(StoreError) {
        try copy(Connection.reading(at: DataDirectory.database(in: directory)), to: path)
    }

    private static func copy(_ source: Connection, to path: String) throws(StoreError) {
        // Nobody finds half a copy under the name that was asked for.
        let part = path + ".part"
        guard access(path, F_OK) != 0 else { throw .directory(path: path, reason: "it is there already") }
        let descriptor = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0, fchmod(descriptor, 0o600) == 0 else { throw fault(part, descriptor) }
        Glibc.close(descriptor)
        do throws(StoreError) {
            try source.access { source in
                let queue = try DatabaseQueue(path: part)
                try queue.writeWithoutTransaction { copy in
                    try copy.execute(sql: "PRAGMA synchronous = FULL")
                    // In one step, and so of one moment: in several it would begin anew with every commit.
                    try source.backup(to: copy)
                    // The header of the copy asks for a log, which a lone file is better without.
                    try copy.execute(sql: "PRAGMA journal_mode = DELETE")
                }
                try queue.close()
            }
            // link, unlike rename, leaves alone what has come to be there meanwhile.
            guard link(part, path) == 0 else { throw fault(path, -1) }
        } catch {
            unlink(part)
            throw error
        }
        unlink(part)
        DataDirectory.sync(DataDirectory.parent(of: path))
    }

    private static func fault(_ path: String, _ descriptor: Int32) -> StoreError {
        let reason = String(cString: strerror(errno))
        if descriptor >= 0 { Glibc.close(descriptor) }
        return .directory(path: path, reason: reason)
    }
}
