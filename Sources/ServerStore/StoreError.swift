package import ServerCore

/// Why the store cannot do what was asked: one clear sentence each.
package enum StoreError: Error, Equatable, Sendable {
    /// The directory, or a file of ours in it, cannot be made or is not to be reached.
    case directory(path: String, reason: String)
    /// Another process holds the directory's lock.
    case inUse(path: String)
    /// Made by a later version of this program.
    case newer(path: String, version: Int64, known: Int64)
    /// Made by an earlier version of this program: a server carries it over as it starts, reading alone cannot.
    case older(path: String, version: Int64, known: Int64)
    /// A file that is no database, or one of another program.
    case notOurs(path: String)
    /// No space is left on the disk, or the database has reached its bound.
    case full
    /// The system refused to read or write; the code is SQLite's extended result code.
    case unusable(code: Int32, reason: String)
    /// What stands in the database cannot have been written by this program.
    case corrupt(String)
    /// A post or event for a room that was never stored, or has ended. Nothing of that commit was stored.
    case unknownRoom(RoomNumber)
    /// A record that contradicts what is stored, as a second post of the same number. Nothing of that commit was
    /// stored.
    case contradiction(String)
    /// An earlier commit failed, and `reopen()` has not succeeded since.
    case refusing
    /// The store was closed.
    case closed
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .directory(let path, let reason): "The data directory \(path) cannot be used: \(reason)."
        case .inUse(let path): "The database in \(path) is in use by another process."
        case .newer(let path, let version, let known):
            "The database \(path) is of a newer version of this program: its format is \(version), not \(known)."
        case .older(let path, let version, let known):
            "The database \(path) has format \(version), not \(known): start the server once to carry it over."
        case .notOurs(let path): "The file \(path) is not a database of this program, or its beginning is damaged."
        case .full: "The database cannot grow: no space is left."
        case .unusable(let code, let reason): "The database cannot be used: \(reason) (SQLite \(code))."
        case .corrupt(let what): "The database is damaged: \(what)."
        case .unknownRoom(let room):
            "What belongs to room \(room.value) cannot be stored: that room is not stored or has ended."
        case .contradiction(let what): "The database contradicts what was to be stored: \(what)."
        case .refusing: "The database refuses to write until it has been opened again, since a commit failed."
        case .closed: "The database is closed."
        }
    }

    /// Whether the connection can go on: the fault lay in what was asked, not in the disk.
    var leavesConnectionSound: Bool {
        switch self {
        case .unknownRoom, .contradiction, .refusing, .closed: true
        default: false
        }
    }
}
