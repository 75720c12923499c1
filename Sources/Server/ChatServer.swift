package import ChatProtocol
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
    private let locksmith: Locksmith
    private let budget: QueueBudget
    private let gate: Gate
    private let numbers = Numbers()
    /// Reads the settings again, where an operator asks for it.
    private let reload = NIOLockedValueBox<@Sendable () -> Void>({})
    private let log: HostLog
    /// Of connections that come from now on.
    private let limits: NIOLockedValueBox<ConnectionLimits>
    private let listeners = NIOLockedValueBox<Listeners?>(nil)

    /// Goes on where the archive was left.
    package init(_ configuration: ServerConfiguration, archive: any Archive, restored: Restored, log: HostLog) {
        self.configuration = configuration
        self.log = log
        limits = NIOLockedValueBox(configuration.limits)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, configuration.threads))
        self.group = group
        let loops = Array(group.makeIterator()) as [any EventLoop]
        self.loops = loops
        let keeper = Keeper(archive, timers: group.next(), numbers: numbers, log: log.logger)
        self.keeper = keeper
        budget = QueueBudget(most: configuration.allQueues > 0 ? configuration.allQueues : QueueBudget.usual)
        gate = Gate(Admission(limits: configuration.admission, exempt: configuration.settings.exempt))
        locksmith = Locksmith(iterations: configuration.iterations, secret: configuration.secret)
        var settings = configuration.settings
        if settings.startedAt.milliseconds == 0 { settings.startedAt = WallClock.now() }
        let desks = desks
        hub = Hub(
            ServerState(settings: settings, restored: restored), loops: loops.count,
            call: { index in
                loops[index].execute { desks.withLockedValue { $0[index] }.value.work() }
            },
            callWriter: { hub, loop in
                guard let loop else { return keeper.call(for: hub) }
                loops[loop].execute { keeper.call(for: hub) }
            })
    }

    /// Opens every door or none. Returns the address that the main one got, whose port is a free one where 0 was asked for.
    package func listen() async throws(ServerFailure) -> SocketAddress {
        do {
            var made: [NIOLoopBound<Desk>] = []
            for (index, loop) in loops.enumerated() {
                made.append(try await loop.submit { NIOLoopBound(self.makeDesk(index, loop), eventLoop: loop) }.get())
            }
            let ready = made
            desks.withLockedValue { $0 = ready }
            hub.begin()
            keeper.begin()
            let listeners = Listeners(entrance(ready), group: group, log: log.logger)
            self.listeners.withLockedValue { $0 = listeners }
            let main = Door(.main, host: configuration.host, port: configuration.port)
            let addresses = try await listeners.open([main] + configuration.doors)
            guard let address = addresses.first else { throw ServerFailure.cannotListen("no address") }
            return address
        } catch let failure as ServerFailure {
            throw failure
        } catch {
            throw .cannotListen(String(describing: error))
        }
    }

    private func makeDesk(_ index: Int, _ loop: any EventLoop) -> Desk {
        Desk(
            loop: loop, index: index, hub: hub, server: configuration.settings.name, keeper: keeper,
            locksmith: locksmith, budget: budget, numbers: numbers, log: log,
            reload: { [reload] in reload.withLockedValue { $0 }() })
    }

    private func entrance(_ desks: [NIOLoopBound<Desk>]) -> Entrance {
        let indices = Dictionary(uniqueKeysWithValues: loops.enumerated().map { (ObjectIdentifier($1), $0) })
        let hasRawDialect = configuration.hasRawDialect
        let limits = limits
        var entrance = Entrance { origin, loop, isPlain in
            guard let index = indices[ObjectIdentifier(loop)] else {
                preconditionFailure("every connection lives on one of the server's own loops")
            }
            return Connection(
                desk: desks[index].value, origin: origin, limits: limits.withLockedValue { $0 },
                hasRawDialect: hasRawDialect, isPlain: isPlain)
        }
        entrance.certificates = configuration.certificates
        entrance.proxyFrom = configuration.proxyFrom
        entrance.gate = gate
        entrance.metrics = { [numbers, hub, budget, locksmith] in
            numbers.metrics(hub.depths, queued: budget.bytes, hashing: locksmith.waitingCount)
        }
        entrance.patience.silence = .seconds(configuration.limits.naming)
        entrance.patience.decision = .seconds(configuration.handshake)
        entrance.patience.handshake = .seconds(configuration.handshake)
        return entrance
    }

    /// Those in the lobby, for the host's console.
    package var lobbyMembers: [RawMember] { hub.lobbyMembers }

    /// Takes over what may change while it runs: what `ServerState.adopt` says, and the limits of new connections.
    package func adopt(_ configuration: ServerConfiguration) {
        limits.withLockedValue { $0 = configuration.limits }
        gate.adopt(configuration.admission, exempt: configuration.settings.exempt)
        hub.adopt(configuration.settings)
    }

    /// What is done when an operator asks for the settings to be read again.
    package func onReload(_ reload: @escaping @Sendable () -> Void) {
        self.reload.withLockedValue { $0 = reload }
    }

    /// Takes nobody else in, tells everybody, writes what is queued, and ends.
    package func stop() async {
        await listeners.withLockedValue { $0 }?.close()
        hub.stop(reason: "Server is shutting down")
        do {
            try await keeper.stop()
            try await locksmith.stop()
            for index in loops.indices {
                // Behind whatever the writer released: by then every farewell has been handed to the kernel.
                try await loops[index].submit { self.desks.withLockedValue { $0[index] }.value.finish() }.get()
            }
            try await group.shutdownGracefully()
        } catch {
            log.write(.error, "while stopping: \(String(describing: error))")
        }
        await log.flush()
    }
}
