import ClientCore
import Glibc

/// The folder that holds the log, locked for this process as long as the value lives.
///
/// A server may keep its own database there, under its own lock.
final class LogFolder: Sendable {
    /// Beside it SQLite keeps `-wal` and `-shm`, with the same permissions.
    static func database(in folder: String) -> String { folder + "/client.sqlite" }

    private let lock: Int32

    /// Makes the folder (0700, its parents too) and locks the log in it; makes the log's file (0600), so that SQLite finds
    /// one that nobody else can read.
    init(_ folder: String) throws(LogTrouble) {
        try Self.make(folder)
        let lock = try Self.open(folder + "/client.lock")
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let trouble = errno == EWOULDBLOCK ? LogTrouble.inUse(folder: folder) : Self.unusable(folder)
            close(lock)
            throw trouble
        }
        do throws(LogTrouble) {
            // Before SQLite has it open: closing any descriptor of a file gives up the locks that it holds there.
            close(try Self.open(Self.database(in: folder)))
        } catch {
            close(lock)
            throw error
        }
        self.lock = lock
    }

    deinit {
        // A program that is being started holds a copy of every descriptor, and with it the lock, until it runs.
        _ = flock(lock, LOCK_UN)
        close(lock)
    }

    /// Gives the log and what SQLite keeps beside it other names, so that a new one can begin. Nothing is deleted.
    ///
    /// - Returns: the path of the log now.
    static func putAside(_ folder: String) throws(LogTrouble) -> String {
        let path = database(in: folder)
        let names = (1...mostAside).lazy.map { "\(path).damaged-\($0)" }
        guard let kept = names.first(where: { (name: String) in access(name, F_OK) != 0 }) else {
            throw .unusable(path: path, reason: "it is damaged, and so are \(mostAside) before it")
        }
        guard rename(path, kept) == 0 else { throw unusable(path) }
        for ending in ["-wal", "-shm"] where access(path + ending, F_OK) == 0 {
            guard rename(path + ending, kept + ending) == 0 else { throw unusable(path + ending) }
        }
        close(try open(path))
        return kept
    }

    /// Whether a file begins as SQLite's do (sqlite.org/fileformat.html, 1.3), or is empty.
    static func mayBeDatabase(_ path: String) -> Bool {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        let magic = Array("SQLite format 3\0".utf8)
        var start = [UInt8](repeating: 0, count: magic.count)
        let count = read(descriptor, &start, start.count)
        return count <= 0 || start == magic
    }

    /// Damaged logs that are put aside before somebody has to look.
    private static let mostAside = 100

    private static func make(_ folder: String) throws(LogTrouble) {
        var status = stat()
        if stat(folder, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw .unusable(path: folder, reason: String(cString: strerror(ENOTDIR)))
            }
            return
        }
        let trimmed = folder.last == "/" ? String(folder.dropLast()) : folder
        if let slash = trimmed.lastIndex(of: "/"), slash > trimmed.startIndex { try make(String(trimmed[..<slash])) }
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw unusable(folder) }
    }

    private static func open(_ path: String) throws(LogTrouble) -> Int32 {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw unusable(path) }
        guard fchmod(descriptor, 0o600) == 0 else {
            let trouble = unusable(path)
            close(descriptor)
            throw trouble
        }
        return descriptor
    }

    private static func unusable(_ path: String) -> LogTrouble {
        .unusable(path: path, reason: String(cString: strerror(errno)))
    }
}
