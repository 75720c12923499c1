import ChatProtocol
import Foundation
import Logging
import NIOCore
import Server
import ServerCore
import ServerStore
import ServiceLifecycle
import UnixSignals

/// What a server needs to begin.
struct Hosting: Sendable {
    var server: ServerConfiguration
    /// Seconds for which what was said is kept; nil: forever.
    let keep: Int64?
    /// nil: the server makes its own certificate.
    let certificateFiles: Certificates.Files?
    let data: String
    let durability: Durability
    let logLevel: Logger.Level
    /// Reads the settings anew (SIGHUP).
    let reread: @Sendable () throws -> ServerConfiguration
}

/// A server in this process, from its first line of log to its end.
struct Host: Sendable {
    private let hosting: Hosting
    private let hasConsole: Bool
    private let log: HostLog
    private let server: ChatServer
    private let library: Library
    /// nil with a store in memory and no files: there is no folder to keep one in.
    private let certificates: Certificates?

    /// Opens the store. With `console`, the log goes to standard output; otherwise to `host.log` in the data folder.
    init(_ hosting: Hosting, console: Bool) throws {
        self.hosting = hosting
        hasConsole = console
        let store = try Store(
            at: hosting.data, durability: hosting.durability, random: UInt32.random(in: UInt32.min...UInt32.max))
        log = HostLog(to: console ? STDOUT_FILENO : Self.logFile(in: hosting.data), level: hosting.logLevel)
        let isStored = hosting.durability != .memory
        library = Library(store, indexAt: isStored ? hosting.data : nil, keep: hosting.keep)
        var configuration = hosting.server
        if let files = hosting.certificateFiles {
            certificates = try Certificates(files)
        } else {
            let names = [configuration.settings.name, "localhost", "127.0.0.1", "::1"]
            certificates = isStored ? try Certificates(in: hosting.data, names: names) : nil
        }
        configuration.certificates = certificates
        configuration.secret = isStored ? try Self.secret(in: hosting.data) : []
        server = ChatServer(configuration, archive: library, restored: try store.restore(), log: log)
    }

    /// What answers about accounts that are not there are made of, so that they stay the same: made once, and kept.
    private static func secret(in folder: String) throws -> [UInt8] {
        let path = folder + "/secret"
        if let kept = FileManager.default.contents(atPath: path), kept.count >= ScramServer.secretBytes {
            return Array(kept)
        }
        let secret = Secrets.random(ScramServer.secretBytes)
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(secret), attributes: [.posixPermissions: 0o600])
        else { throw ConfigurationError("cannot be written").at(path) }
        return secret
    }

    /// Standard error where the file cannot be opened: the screen keeps that back until it ends.
    private static func logFile(in folder: String) -> Int32 {
        let descriptor = open(folder + "/host.log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        return descriptor < 0 ? STDERR_FILENO : descriptor
    }

    /// Serves until it is told to stop: by a signal, or by `exit` on its console. The exit status.
    func run() async throws -> Int32 {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: Serving(host: self))], gracefulShutdownSignals: [.sigterm, .sigint],
                logger: log.logger))
        try await group.run()
        return 0
    }

    /// Listens; returns what there is to say of who can get in.
    @discardableResult
    func begin() async throws -> [HostNote] {
        LocalAddresses.raiseDescriptorLimit()
        signal(SIGPIPE, SIG_IGN)
        server.onReload { [self] in
            do { try reread() } catch { log.write(.error, "settings not changed: \(error)") }
        }
        let address = try await server.listen()
        let port = address.port ?? hosting.server.port
        let notes = HostNote.all(host: hosting.server.host, port: port, hosting.server.settings.lobby)
        for line in notes.flatMap(\.lines) { log.write(.notice, line) }
        for door in hosting.server.doors {
            let place = door.host.contains(":") ? "[\(door.host)]:\(door.port)" : "\(door.host):\(door.port)"
            log.write(.notice, "\(door.kind) on \(place)")
        }
        if let certificates { log.write(.notice, "TLS certificate SHA-256 \(certificates.fingerprint)") }
        if hosting.durability != .memory {
            log.write(.notice, "stored in \(hosting.data) (durability: \(hosting.durability))")
        }
        return notes
    }

    /// Reads the settings again at each SIGHUP; a broken file changes nothing and says so.
    func rereadOnHangUp() async {
        for await _ in await UnixSignalsSequence(trapping: .sighup) {
            do {
                try reread()
            } catch {
                log.write(.error, "settings not changed: \(error)")
            }
        }
    }

    private func reread() throws {
        let changed = try hosting.reread()
        try certificates?.reload()
        server.adopt(changed)
        log.write(.notice, "settings read again, and the certificate; names, doors and threads stay as they were")
    }

    func openConsole() {
        if hasConsole, isatty(STDIN_FILENO) == 1 { Console(server: server, log: log).start() }
    }

    func end() async {
        await server.stop()
        library.close()
    }
}

/// The server as a part of a process that signals end gracefully. It begins in here, when signals are heard already.
private struct Serving: Service, CustomStringConvertible {
    let host: Host
    /// The group asks for it as it begins: without one it would be all that the host holds, in words.
    let description = "the server"

    func run() async throws {
        try await host.begin()
        host.openConsole()
        let reading = Task { await host.rereadOnHangUp() }
        try await gracefulShutdown()
        reading.cancel()
        await host.end()
    }
}
