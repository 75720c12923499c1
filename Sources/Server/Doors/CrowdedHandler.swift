import Glibc
import Logging
import NIOConcurrencyHelpers
import NIOCore

/// At the listening socket: what is done when the process has no descriptor left for another connection.
///
/// Without it, the socket would stay readable and its loop would try to accept without end. One connection is taken with
/// a descriptor kept for that, told why, and closed; then nobody is taken in for a while (reliability, threat 19).
final class CrowdedHandler: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = Never
    typealias OutboundOut = Never

    /// Between two attempts (reliability, threat 19).
    static let pause = TimeAmount.seconds(1)

    private let turnedAway: TurnedAway
    private let log: Logger
    /// What holds the spare descriptor open; negative while it is in use.
    private var spare = CrowdedHandler.openNothing()
    private var turnsAway = false
    private var isPausing = false
    private var wantsToRead = false

    init(turnedAway: TurnedAway, log: Logger) {
        self.turnedAway = turnedAway
        self.log = log
    }

    private static func openNothing() -> Int32 { open("/dev/null", O_RDONLY | O_CLOEXEC) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? IOError, [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error.errnoCode) else {
            return context.fireErrorCaught(error)
        }
        if spare >= 0, !turnsAway {
            Glibc.close(spare)
            spare = -1
            turnsAway = true
            log.warning("no descriptor is left for new connections: \(String(cString: strerror(error.errnoCode)))")
        } else {
            rest(context)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if turnsAway {
            turnsAway = false
            let channel = unwrapInboundIn(data)
            turnedAway.add(channel)
            rest(context)
        }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        if isPausing { wantsToRead = true } else { context.read() }
    }

    private func rest(_ context: ChannelHandlerContext) {
        guard !isPausing else { return }
        isPausing = true
        let me = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: Self.pause) {
            let (handler, context) = me.value
            handler.goOn(context)
        }
    }

    private func goOn(_ context: ChannelHandlerContext) {
        isPausing = false
        if spare < 0 { spare = Self.openNothing() }
        turnsAway = false
        guard wantsToRead else { return }
        wantsToRead = false
        context.read()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        if spare >= 0 { Glibc.close(spare) }
        spare = -1
    }
}

/// Connections that were accepted only to be told that there is no room.
final class TurnedAway: Sendable {
    /// Guards the set, which the listening socket's loop fills and the connections' loops empty.
    private let channels = NIOLockedValueBox<Set<ObjectIdentifier>>([])

    func add(_ channel: any Channel) {
        channels.withLockedValue { _ = $0.insert(ObjectIdentifier(channel)) }
    }

    /// Whether this is one of them; asked once.
    func remove(_ channel: any Channel) -> Bool {
        channels.withLockedValue { $0.remove(ObjectIdentifier(channel)) != nil }
    }
}

/// Says why, and closes.
final class FarewellHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    static let words = "ERROR :The server is full, try again later\r\n"

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: Self.words)), promise: nil)
        context.close(promise: nil)
    }
}
