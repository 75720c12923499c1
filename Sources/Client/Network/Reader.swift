import ChatProtocol
import ClientCore
import Glibc
import NIOCore
import NIOTLS

/// Turns what the connection brings into arrivals, and answers pings: a terminal that takes its time, or has been stopped,
/// holds back the loop that draws, and must not cost the connection.
final class Reader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// The link knows the channel now, so that what is answered can be sent.
    struct Begin: Sendable {}

    private enum Framing {
        case lines(LineFramer)
        case messages(RawFramer)
    }

    private var framing: Framing
    private let isSecure: Bool
    private let post: @Sendable ([Arrival]) -> Bool
    private var isKnown = false
    private var isReady = false
    private var hasBegun = false
    private var early: [Arrival] = []
    private var hasEnded = false

    init(dialect: Endpoint.Dialect, isSecure: Bool, post: @escaping @Sendable ([Arrival]) -> Bool) {
        framing = dialect == .raw ? .messages(RawFramer()) : .lines(LineFramer(limit: Limits.serverLine))
        self.isSecure = isSecure
        self.post = post
    }

    func channelActive(context: ChannelHandlerContext) {
        if isSecure { limitHandshake(context) } else { isReady = true }
        begin(context)
    }

    /// How long a TLS handshake may take: three ways there and back on the slowest line.
    private static let handshakePatience = TimeAmount.seconds(15)

    private func limitHandshake(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let channel = context.channel
        context.eventLoop.scheduleTask(in: Self.handshakePatience) {
            let reader = bound.value
            guard !reader.isReady, !reader.hasEnded else { return }
            reader.end("the TLS handshake took too long")
            channel.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is Begin: isKnown = true
        case TLSUserEvent.handshakeCompleted: isReady = true
        default: break
        }
        begin(context)
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard isKnown, isReady, !hasBegun else { return }
        hasBegun = true
        let arrivals = [.connected] + early
        early = []
        give(arrivals, context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var arrivals: [Arrival] = []
        unwrapInboundIn(data).withUnsafeReadableBytes { raw in
            let bytes = Span<UInt8>(_unsafeBytes: raw)
            switch framing {
            case .lines(var framer):
                framer.feed(
                    bytes,
                    line: { line in
                        do throws(MessageError) {
                            arrivals.append(arrival(of: try Message(parsing: line, from: .server), context))
                        } catch {
                            if error.reason != .empty { arrivals.append(.malformedLine) }
                        }
                    },
                    fault: { _ in arrivals.append(.malformedLine) })
                framing = .lines(framer)
            case .messages(var framer):
                for frame in framer.feed(bytes) {
                    if case .text(let text) = frame {
                        arrivals.append(.receivedRaw(text))
                    } else {
                        arrivals.append(.malformedLine)
                    }
                }
                framing = .messages(framer)
            }
        }
        if hasBegun { give(arrivals, context) } else { early += arrivals }
    }

    /// Tells the kernel to acknowledge at once. A server that writes its greeting line by line sends none before the one
    /// before it has been acknowledged (RFC 896), for which the kernel would wait 40 ms in the hope of an answer to put it
    /// into (RFC 1122, 4.2.3.2). It forgets this with every answer, so it is told behind every read.
    func channelReadComplete(context: ChannelHandlerContext) {
        #if os(Linux)
            try? context.channel.syncOptions?.setOption(
                .tcpOption(NIOBSDSocket.Option(rawValue: TCP_QUICKACK)), value: 1)
        #endif
        context.fireChannelReadComplete()
    }

    private func arrival(of message: Message, _ context: ChannelHandlerContext) -> Arrival {
        guard case .ping(let token) = Reply(message) else { return .received(message) }
        // Who asks and does not read the answers is not there either.
        if context.channel.isWritable {
            let answer = context.channel.allocator.buffer(bytes: Command.pong(token).message.encoded)
            context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
        }
        return .pinged
    }

    private func give(_ arrivals: [Arrival], _ context: ChannelHandlerContext) {
        if !post(arrivals) { try? context.channel.syncOptions?.setOption(.autoRead, value: false) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end("the server closed the connection")
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(Link.reason(error))
        context.close(promise: nil)
    }

    private func end(_ reason: String) {
        guard !hasEnded else { return }
        hasEnded = true
        _ = post([.disconnected(reason: reason)])
    }
}
