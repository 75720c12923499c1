import Glibc

/// The directory that holds the database, locked for this process as long as the value lives.
final class DataDirectory: Sendable {
    /// Beside it SQLite keeps `-wal` and `-shm`, with the same permissions whatever the umask is
    /// (SQLite's os_unix.c, robust_open).
    static func database(in directory: String) -> String { directory + "/server.sqlite" }

    private let lock: Int32

    /// Makes the directory (0700, its parents too), locks it, and makes the database's file (0600).
    ///
    /// A directory that is there keeps its permissions; a file of ours that others could read does not.
    init(_ directory: String) throws(StoreError) {
        try Self.make(directory)
        // Set at the very end: a value that has all it needs is taken apart when its initialiser throws, and closing a
        // descriptor twice closes somebody else's.
        let lock = try Self.file(directory + "/lock", in: directory).descriptor
        do throws(StoreError) {
            guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
                throw errno == EWOULDBLOCK
                    ? .inUse(path: directory) : .directory(path: directory, reason: Self.reason())
            }
            let database = try Self.file(Self.database(in: directory), in: directory)
            // Before SQLite opens the file: a process that closes any descriptor of it gives up SQLite's locks.
            close(database.descriptor)
            if database.isNew { Self.sync(directory) }
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

    private static func make(_ directory: String) throws(StoreError) {
        var status = stat()
        if stat(directory, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw .directory(path: directory, reason: "it is not a directory")
            }
            return
        }
        guard !directory.isEmpty else { throw .directory(path: directory, reason: "it has no name") }
        let parent = parent(of: directory)
        if parent != directory { try make(parent) }
        guard mkdir(directory, 0o700) == 0 || errno == EEXIST, chmod(directory, 0o700) == 0 else {
            throw .directory(path: directory, reason: reason())
        }
        sync(parent)
    }

    static func parent(of path: String) -> String {
        var parent = path[...]
        while parent.count > 1, parent.last == "/" { parent.removeLast() }
        guard let slash = parent.lastIndex(of: "/") else { return "." }
        return slash == parent.startIndex ? "/" : String(parent[..<slash])
    }

    private static func file(
        _ path: String, in directory: String
    ) throws(StoreError) -> (descriptor: Int32, isNew: Bool) {
        var isNew = true
        var descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if descriptor < 0, errno == EEXIST {
            isNew = false
            descriptor = open(path, O_RDWR | O_CLOEXEC)
        }
        guard descriptor >= 0 else { throw .directory(path: directory, reason: "\(path): \(reason())") }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & 0o777 == 0o600 || fchmod(descriptor, 0o600) == 0 else {
            let fault = StoreError.directory(path: directory, reason: "\(path): \(reason())")
            close(descriptor)
            throw fault
        }
        return (descriptor, isNew)
    }

    /// Makes the entries of a directory durable. What cannot be synced, on some file systems, is as it is.
    static func sync(_ directory: String) {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
