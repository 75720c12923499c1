import ChatProtocol
import GRDB
import Glibc
import ServerCore

/// Whether what is stored is sound. Reads all of it: never part of a start.
extension Store {
    /// What is wrong with the database in the directory, a sentence each; empty where it is sound, or not yet there.
    ///
    /// Only reads, so that a server may be running; it cannot shorten its log meanwhile.
    package static func check(at directory: String) -> [String] {
        let path = DataDirectory.database(in: directory)
        guard access(path, F_OK) == 0 || errno != ENOENT else { return [] }
        var faults = readableByOthers(path)
        do throws(StoreError) {
            let connection = try Connection.reading(at: path, ofAnyAge: true)
            faults += try structure(of: connection)
            // A database that is not of this version yet may lack the tables.
            if try connection.access(Schema.version) == Schema.version {
                faults += try posts(of: connection)
                faults += try rows(of: connection)
                _ = try connection.view { handle throws(StoreError) in try Restoring.restored(handle) }
            }
        } catch {
            faults.append(error.description)
        }
        return faults.count > sentences ? faults.prefix(sentences) + ["More is wrong than is told here."] : faults
    }

    /// Faults that are told; where there are many, they have one cause.
    static let sentences = 20

    private static func readableByOthers(_ database: String) -> [String] {
        [database, database + "-wal", database + "-shm"].compactMap { path in
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return nil }
            return "The file \(path) is open to other users of this machine."
        }
    }

    private static func structure(of connection: Connection) throws(StoreError) -> [String] {
        try connection.access { database in
            try String.fetchAll(database, sql: "PRAGMA integrity_check(\(sentences))")
        }
        .filter { $0 != "ok" }
        .map { "The database is damaged: \($0)." }
    }

    /// What SQLite cannot know: that every post can be read, that none is missing, that time does not go back, that
    /// what was taken back is gone.
    private static func posts(of connection: Connection) throws(StoreError) -> [String] {
        let pages = try Pages(connection)
        var faults: [String] = []
        for room in try Occupied.rooms(in: "post", connection.handle) {
            var last: Post?
            do throws(StoreError) {
                try pages.each(of: room) { post, flags in
                    if let last {
                        if post.sequence != last.sequence + 1 {
                            faults.append(
                                "Room \(room.value) has no posts between \(last.sequence) and \(post.sequence).")
                        }
                        if post.time < last.time {
                            faults.append(
                                "Post \(post.sequence) of room \(room.value) is earlier than the one before it.")
                        }
                    }
                    if !flags.isDisjoint(with: .blank), !post.text.isEmpty || !post.tags.isEmpty {
                        faults.append("Post \(post.sequence) of room \(room.value) should be blank, and is not.")
                    }
                    last = post
                    return faults.count <= sentences
                }
            } catch {
                faults.append(error.description)
            }
            if faults.count > sentences { break }
        }
        return faults
    }
}
