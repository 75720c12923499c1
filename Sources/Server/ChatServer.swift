package import ChatProtocol
import Glibc
import Logging
import NIOConcurrencyHelpers
package import NIOCore
import NIOPosix
package import ServerCore

/// The server: event loops on threads, one hub, one writer.
package final class ChatServer: Sendable {
    private let configuration: ServerConfiguration
    private let group: MultiThreadedEventLoopGroup
    private let loops: [any EventLoop]
    private let desks = NIOLockedValueBox<[NIOLoopBound<Desk>]>([])
    private let hub: Hub
    private let keeper: Keeper
    private let log: HostLog
    /// Of connections that come from now on.
    private let limits: NIOLockedValueBox<ConnectionLimits>
    private let listener = NIOLockedValueBox<(any Channel)?>(nil)

    /// Waiting connections that the kernel holds for us (Linux caps it at net.core.somaxconn, 4,096).
    private static let backlog: Int32 = 4_096

    /// TCP_USER_TIMEOUT of Linux, which the C library's Swift overlay does not name.
    private static let userTimeout: Int32 = 18

    /// Goes on where the archive was left.
    package init(_ configuration: ServerConfiguration, archive: any Archive, restored: Restored, log: HostLog) {
        self.configuration = configuration
        self.log = log
        limits = NIOLockedValueBox(configuration.limits)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, configuration.threads))
        self.group = group
        let loops = Array(group.makeIterator()) as [any EventLoop]
        self.loops = loops
        let keeper = Keeper(archive, timers: group.next(), log: log.logger)
        self.keeper = keeper
        var settings = configuration.settings
        if settings.startedAt.milliseconds == 0 { settings.startedAt = WallClock.now() }
        let desks = desks
        hub = Hub(
            ServerState(settings: settings, restored: restored), loops: loops.count,
            call: { index in
                loops[index].execute { desks.withLockedValue { $0[index] }.value.work() }
            },
            callWriter: { keeper.call(for: $0) })
    }

    /// Listens. Returns the address that it got, whose port is a free one where 0 was asked for.
    package func listen() async throws(ServerFailure) -> SocketAddress {
        do {
            var made: [NIOLoopBound<Desk>] = []
            for (index, loop) in loops.enumerated() {
                made.append(try await loop.submit { NIOLoopBound(self.makeDesk(index, loop), eventLoop: loop) }.get())
            }
            let ready = made
            desks.withLockedValue { $0 = ready }
            hub.begin()
            let channel = try await bootstrap(ready).bind(host: configuration.host, port: configuration.port).get()
            listener.withLockedValue { $0 = channel }
            guard let address = channel.localAddress else { throw ServerFailure.cannotListen("no address") }
            return address
        } catch let failure as ServerFailure {
            throw failure
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw .addressInUse(host: configuration.host, port: configuration.port)
        } catch {
            throw .cannotListen("\(configuration.host):\(configuration.port): \(Self.reason(error))")
        }
    }

    private static func reason(_ error: any Error) -> String {
        if let error = error as? IOError { return String(cString: strerror(error.errnoCode)) }
        return String(describing: error)
    }

    private func makeDesk(_ index: Int, _ loop: any EventLoop) -> Desk {
        Desk(
            loop: loop, index: index, hub: hub, server: configuration.settings.name, keeper: keeper, log: log)
    }

    private func bootstrap(_ desks: [NIOLoopBound<Desk>]) -> ServerBootstrap {
        let indices = Dictionary(uniqueKeysWithValues: loops.enumerated().map { (ObjectIdentifier($1), $0) })
        let hasRawDialect = configuration.hasRawDialect
        return ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: Self.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            // What the kernel holds for one that does not read, doubled by it (reliability, threat 1).
            .childChannelOption(.socketOption(.so_sndbuf), value: 128 * 1_024)
            // `printf ... | nc` says all it has to say and still listens.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // A peer that is gone is noticed without a word from it (reliability, threat 24): seconds, seconds, times,
            // and milliseconds that sent bytes may stay unacknowledged.
            .childChannelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPIDLE)), value: 60)
            .childChannelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPINTVL)), value: 15)
            .childChannelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPCNT)), value: 3)
            .childChannelOption(.tcpOption(NIOBSDSocket.Option(rawValue: Self.userTimeout)), value: 60_000)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let index = indices[ObjectIdentifier(channel.eventLoop)] else {
                        preconditionFailure("every connection lives on one of the server's own loops")
                    }
                    let connection = Connection(
                        desk: desks[index].value, limits: self.limits.withLockedValue { $0 },
                        hasRawDialect: hasRawDialect)
                    try channel.pipeline.syncOperations.addHandler(connection)
                }
            }
    }

    /// Those in the lobby, for the host's console.
    package var lobbyMembers: [RawMember] { hub.lobbyMembers }

    /// Takes over what may change while it runs: what `ServerState.adopt` says, and the limits of new connections.
    package func adopt(_ configuration: ServerConfiguration) {
        limits.withLockedValue { $0 = configuration.limits }
        hub.adopt(configuration.settings)
    }

    /// Takes nobody else in, tells everybody, writes what is queued, and ends.
    package func stop() async {
        try? await listener.withLockedValue { $0 }?.close().get()
        hub.stop(reason: "Server is shutting down")
        do {
            try await keeper.stop()
            for index in loops.indices {
                // Behind whatever the writer released: by then every farewell has been handed to the kernel.
                try await loops[index].submit { self.desks.withLockedValue { $0[index] }.value.work() }.get()
            }
            try await group.shutdownGracefully()
        } catch {
            log.write(.error, "while stopping: \(String(describing: error))")
        }
        await log.flush()
    }
}

/// Why a server could not begin, in one sentence.
package enum ServerFailure: Error, Equatable, CustomStringConvertible {
    case addressInUse(host: String, port: Int)
    case cannotListen(String)

    package var description: String {
        switch self {
        case .addressInUse(let host, let port):
            "\(host.contains(":") ? "[\(host)]" : host):\(port) is in use: another server listens there"
        case .cannotListen(let reason): "cannot listen on \(reason)"
        }
    }
}
