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

    /// Opens the store. With `console`, the log goes to standard output; otherwise to `host.log` in the data folder.
    init(_ hosting: Hosting, console: Bool) throws {
        self.hosting = hosting
        hasConsole = console
        let store = try Store(
            at: hosting.data, durability: hosting.durability, random: UInt32.random(in: UInt32.min...UInt32.max))
        log = HostLog(to: console ? STDOUT_FILENO : Self.logFile(in: hosting.data), level: hosting.logLevel)
        server = ChatServer(hosting.server, archive: store, restored: try store.restore(), log: log)
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

    /// Listens; returns what the log was told of who can get in.
    @discardableResult
    func begin() async throws -> [String] {
        LocalAddresses.raiseDescriptorLimit()
        signal(SIGPIPE, SIG_IGN)
        let address = try await server.listen()
        let port = address.port ?? hosting.server.port
        let greeting = Self.greeting(host: hosting.server.host, port: port, hosting.server.settings.lobby)
        for line in greeting { log.write(.notice, line) }
        if hosting.durability != .memory {
            log.write(.notice, "stored in \(hosting.data) (durability: \(hosting.durability))")
        }
        return greeting
    }

    /// Reads the settings again at each SIGHUP; a broken file changes nothing and says so.
    func rereadOnHangUp() async {
        for await _ in await UnixSignalsSequence(trapping: .sighup) {
            do {
                server.adopt(try hosting.reread())
                log.write(.notice, "settings read again: motd, password, show_addresses and [limits] hold from now on")
            } catch {
                log.write(.error, "settings not changed: \(error)")
            }
        }
    }

    func openConsole() {
        if hasConsole, isatty(STDIN_FILENO) == 1 { Console(server: server, log: log).start() }
    }

    func end() async {
        await server.stop()
    }

    /// Who can get in, and how: others, if it is open; how to open it, if it is not.
    static func greeting(host: String, port: Int, _ room: String) -> [String] {
        let shown = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        let first = "chat is hosting \(room) on \(shown)"
        guard !LocalAddresses.isLoopback(host) else {
            return [
                first,
                "only this machine can join; to let others in: chat --host 0.0.0.0 (IPv4) or chat --host :: (IPv6 and IPv4)",
                "仅本机可以加入；要让其他人加入，请运行 chat --host 0.0.0.0 或 chat --host ::",
            ]
        }
        let own = host == "0.0.0.0" || host == "::" ? LocalAddresses.reachable(withIPv6: host == "::") : [host]
        return [first]
            + own.map { "others join with · 其他人加入: chat --connect \($0.contains(":") ? "[\($0)]" : $0):\(port)" }
    }
}

/// The server as a part of a process that signals end gracefully. It begins in here, when signals are heard already.
private struct Serving: Service {
    let host: Host

    func run() async throws {
        try await host.begin()
        host.openConsole()
        let reading = Task { await host.rereadOnHangUp() }
        try await gracefulShutdown()
        reading.cancel()
        await host.end()
    }
}
