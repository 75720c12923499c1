package import ClientCore
import Glibc

/// The file that keeps what is known of servers, the person's alone. Several programs may add to it at once.
package struct KnownServersFile: Sendable {
    /// Bytes that are read: ten thousand servers.
    private static let longest = 1 << 20

    private let folder: String
    private var path: String { folder + "/known_servers" }

    /// The file in this folder, which need not be there.
    package init(in folder: String) {
        self.folder = folder
    }

    /// What it says; nothing where there is none. Throws where it is there and cannot be read: to take it for empty would be
    /// to trust anybody.
    package func read() throws(KnownServersError) -> KnownServers {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return KnownServers() }
            throw KnownServersError(path)
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw KnownServersError(path) }
            if count == 0 { break }
            bytes += chunk[..<count]
            guard bytes.count <= Self.longest else { throw KnownServersError(path, reason: "it is too long") }
        }
        return KnownServers(parsing: String(decoding: bytes, as: UTF8.self))
    }

    /// Adds something to it, whatever another program has added meanwhile.
    func add(_ news: KnownServers.News) throws(KnownServersError) {
        makeFolder(folder[...])
        let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw KnownServersError(path) }
        defer { close(lock) }
        while flock(lock, LOCK_EX) < 0 { guard errno == EINTR else { throw KnownServersError(path) } }
        var known = try read()
        known.learn(news)
        try replace(with: Array(known.text.utf8))
    }

    /// The file is the old one or the new one, whatever happens meanwhile.
    private func replace(with bytes: [UInt8]) throws(KnownServersError) {
        let new = path + ".new"
        let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw KnownServersError(path) }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw KnownServersError(path) }
            written += count
        }
        guard fsync(descriptor) == 0, rename(new, path) == 0 else { throw KnownServersError(path) }
    }

    /// With those above it, as far as they are not there; what could not be made shows when the file is opened.
    private func makeFolder(_ folder: Substring) {
        guard !folder.isEmpty, mkdir(String(folder), 0o700) != 0, errno == ENOENT,
            let slash = folder.lastIndex(of: "/")
        else { return }
        makeFolder(folder[..<slash])
        mkdir(String(folder), 0o700)
    }
}

/// What is known of servers cannot be read or kept.
package struct KnownServersError: Error, Equatable, CustomStringConvertible {
    /// One sentence with the file in it.
    package let description: String

    fileprivate init(_ path: String, reason: String = String(cString: strerror(errno))) {
        description = "\(path): \(reason)"
    }
}
