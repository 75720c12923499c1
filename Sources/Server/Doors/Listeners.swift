import Glibc
package import Logging
import NIOConcurrencyHelpers
package import NIOCore
import NIOPosix

/// The server's listening sockets: every door that is open.
package final class Listeners: Sendable {
    private let group: any EventLoopGroup
    private let entrance: Entrance
    private let log: Logger
    private let turnedAway = TurnedAway()
    private let open = NIOLockedValueBox<[any Channel]>([])

    /// Waiting connections that the kernel holds for us (Linux caps it at net.core.somaxconn, 4,096).
    private static let backlog: Int32 = 4_096

    /// - Parameter group: whose loops take the connections, in turn.
    package init(_ entrance: Entrance, group: any EventLoopGroup, log: Logger) {
        self.entrance = entrance
        self.group = group
        self.log = log
    }

    /// Opens all of these or none. Returns the addresses that they got, in order.
    package func open(_ doors: [Door]) async throws(ServerFailure) -> [SocketAddress] {
        var addresses: [SocketAddress] = []
        do {
            for door in doors {
                let channel = try await bootstrap(door.kind).bind(host: door.host, port: door.port).get()
                open.withLockedValue { $0.append(channel) }
                guard let address = channel.localAddress else { throw ServerFailure.cannotListen("no address") }
                addresses.append(address)
            }
            return addresses
        } catch {
            await close()
            throw Self.failure(error, at: doors[addresses.count])
        }
    }

    private static func failure(_ error: any Error, at door: Door) -> ServerFailure {
        let place = "\(door.host.contains(":") ? "[\(door.host)]" : door.host):\(door.port)"
        switch error {
        case let failure as ServerFailure: return failure
        case let error as IOError where error.errnoCode == EADDRINUSE:
            return .addressInUse(host: door.host, port: door.port)
        case let error as IOError: return .cannotListen("\(place): \(String(cString: strerror(error.errnoCode)))")
        default: return .cannotListen("\(place): \(String(describing: error))")
        }
    }

    /// Takes nobody else in; connections that are there stay.
    package func close() async {
        let channels = open.withLockedValue { channels in
            defer { channels = [] }
            return channels
        }
        for channel in channels { try? await channel.close().get() }
    }

    private func bootstrap(_ kind: Door.Kind) -> ServerBootstrap {
        let (entrance, turnedAway, log) = (entrance, turnedAway, log)
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: Self.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        CrowdedHandler(turnedAway: turnedAway, log: log), PacingHandler(entrance))
                }
            }
            // `printf ... | nc` says all it has to say and still listens.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
        return ConnectionOption.all.reduce(bootstrap) { $0.serverChannelOption($1.channelOption, value: Int($1.value)) }
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let first: any ChannelHandler =
                        turnedAway.remove(channel) ? FarewellHandler() : DoorKeeper(kind, entrance: entrance)
                    try channel.pipeline.syncOperations.addHandler(first)
                }
            }
    }
}
