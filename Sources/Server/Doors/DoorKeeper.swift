import NIOCore
import NIOSSL
import NIOTLS
import ServerCore

/// Finds out from its first bytes what a connection is, puts before it what it needs (TLS, WebSocket frames), puts the
/// connection's own handler in its place and leaves: from then on, plain lines pass through nothing else.
///
/// What it holds is bounded: a proxy's header and the head of an HTTP request by their parsers, and one read behind them.
/// How long it waits is bounded by the entrance's patience.
final class DoorKeeper: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let entrance: Entrance
    private let kind: Door.Kind
    private var origin: Origin
    /// Only the first of all bytes can be a proxy's.
    private var mayBeProxied = false
    private var tls: NIOSSLServerHandler?
    private var isShakingHands = false
    private var isRequest = false
    private var isDone = false
    private var bytes = ByteBuffer()
    private var deadline: Scheduled<Void>?

    init(_ kind: Door.Kind, entrance: Entrance) {
        self.kind = kind
        self.entrance = entrance
        origin = Origin(address: Address(nil))
    }

    // MARK: - Coming and going

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard deadline == nil else { return }
        let peer = context.remoteAddress
        origin.address = Address(peer)
        let address = peer.flatMap { IPAddress($0) }
        mayBeProxied = entrance.isProxy(address)
        // Who speaks for others is not counted; those for whom it speaks are, once it has said who they are.
        guard mayBeProxied || passesGate(address, context) else { return }
        wait(entrance.patience.silence, context)
    }

    /// Whether no more come from the client's address than may; otherwise it is told, before anything else is done for it.
    private func passesGate(_ address: IPAddress?, _ context: ChannelHandlerContext) -> Bool {
        guard let refusal = entrance.gate.admit(address, on: context.channel) else { return true }
        isDone = true
        if kind == .main {
            let words = "ERROR :Closing link: (\(origin.address.host)) \(refusal.words)\r\n"
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: words)), promise: nil)
        }
        context.close(promise: nil)
        return false
    }

    private func wait(_ time: TimeAmount, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        deadline = context.value.eventLoop.scheduleTask(in: time) { context.value.close(promise: nil) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = nil
        bytes = ByteBuffer()
    }

    func channelInactive(context: ChannelHandlerContext) {
        isDone = true
        deadline?.cancel()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent {
            welcome(context)
        } else if case .inputClosed? = event as? ChannelEvent, !isDone {
            // It has said all that it will say, and that was nothing whole.
            context.close(promise: nil)
        }
    }

    // MARK: - Deciding

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDone else { return }
        var read = unwrapInboundIn(data)
        guard read.readableBytes > 0 else { return }
        if bytes.readableBytes == 0 {
            bytes = read
            if !isRequest { wait(entrance.patience.decision, context) }
        } else {
            bytes.writeBuffer(&read)
        }
        decide(context)
    }

    private func decide(_ context: ChannelHandlerContext) {
        if isRequest { return answer(context) }
        switch bytes.withSpan({ FirstBytes($0, mayBeProxied: mayBeProxied) }) {
        case .incomplete: break
        case .malformed: refuse(context)
        case .proxied(let header, let length):
            mayBeProxied = false
            bytes.moveReaderIndex(forwardBy: length)
            adopt(header)
            if let source = header.source, !passesGate(IPAddress(source.host), context) { return }
            if bytes.readableBytes > 0 { decide(context) } else { wait(entrance.patience.silence, context) }
        case .encrypted:
            guard tls == nil, kind != .metrics, let certificates = entrance.certificates else { return refuse(context) }
            shakeHands(context, certificates)
        case .request:
            guard kind != .tls || tls != nil else { return refuse(context) }
            isRequest = true
            answer(context)
        case .lines:
            guard kind == .main || (kind == .tls && tls != nil) else { return refuse(context) }
            letIn(context)
        }
    }

    private func adopt(_ header: ProxyHeader) {
        if let source = header.source { origin.address = source }
        origin.isSecure = header.isSecure
    }

    private func refuse(_ context: ChannelHandlerContext) {
        isDone = true
        context.close(promise: nil)
    }

    // MARK: - TLS

    private func shakeHands(_ context: ChannelHandlerContext, _ certificates: Certificates) {
        mayBeProxied = false
        isShakingHands = true
        let handler = certificates.makeHandler()
        tls = handler
        let first = bytes
        bytes = ByteBuffer()
        do {
            try context.pipeline.syncOperations.addHandler(handler, position: .before(self))
        } catch {
            return refuse(context)
        }
        wait(entrance.patience.handshake, context)
        // From the head of the pipeline, so that they come to the handler before this one.
        context.pipeline.syncOperations.fireChannelRead(NIOAny(first))
    }

    private func welcome(_ context: ChannelHandlerContext) {
        guard isShakingHands, let tls else { return }
        isShakingHands = false
        origin.isSecure = true
        origin.fingerprint = tls.peerCertificate.flatMap { try? Certificates.fingerprint(of: $0) }
        wait(entrance.patience.silence, context)
    }

    // MARK: - Letting in

    private func letIn(_ context: ChannelHandlerContext) {
        let connection = entrance.makeConnection(origin, context.eventLoop, tls == nil)
        finish(context, with: [connection])
    }

    /// Puts these behind itself, hands them what has been read, and leaves.
    private func finish(_ context: ChannelHandlerContext, with handlers: [any ChannelHandler]) {
        isDone = true
        deadline?.cancel()
        let rest = bytes
        bytes = ByteBuffer()
        do {
            try context.pipeline.syncOperations.addHandlers(handlers, position: .after(self))
        } catch {
            return context.close(promise: nil)
        }
        context.fireChannelActive()
        if rest.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(rest)) }
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    // MARK: - HTTP

    private func answer(_ context: ChannelHandlerContext) {
        switch bytes.withSpan({ RequestHead.read($0) }) {
        case .incomplete: break
        case .malformed: say(.badRequest, context)
        case .tooLong: say(.headTooLong, context)
        case .head(let head, let length):
            bytes.moveReaderIndex(forwardBy: length)
            if kind == .metrics { return say(Response(toAskForMetrics: head, entrance.metrics), context) }
            switch WebSocketOpening.answer(to: head) {
            case .refused(let response): say(response, context)
            case .accepted(let response, let format):
                origin.isWebSocket = true
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: response.text)), promise: nil)
                let frames = ByteToMessageHandler(WebSocketConnection.makeDecoder())
                let connection = entrance.makeConnection(origin, context.eventLoop, false)
                finish(context, with: [frames, WebSocketConnection(format), connection])
            }
        }
    }

    private func say(_ response: Response, _ context: ChannelHandlerContext) {
        isDone = true
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        let written = context.value.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in context.value.close(promise: nil) }
        context.value.writeAndFlush(wrapOutboundOut(ByteBuffer(string: response.text)), promise: written)
    }
}

extension ByteBuffer {
    fileprivate func withSpan<Result>(_ read: (Span<UInt8>) -> Result) -> Result {
        withUnsafeReadableBytes { read(Span<UInt8>(_unsafeBytes: $0)) }
    }
}
