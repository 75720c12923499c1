import ChatProtocol
import ClientCore
import Glibc
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// The client's connection to one network: opened, written to and closed from the loop that draws; what it brings goes into the mailbox.
///
/// One connection at a time: letters of an earlier one never come once a later one was asked for.
final class Link: Sendable {
    private struct State {
        var channel: (any Channel)?
        /// Counts the connections that were asked for.
        var generation = 0
        /// When the last raw message goes out.
        var rawMoment = NIODeadline.distantPast
    }

    /// Until a connection must stand (what a person waits before they think it hangs).
    private static let patience = TimeAmount.seconds(10)

    private let network: Int
    private let mailbox: Mailbox
    private let group: MultiThreadedEventLoopGroup
    private let state = NIOLockedValueBox(State())

    /// - Parameter network: the number under which what comes is put into the mailbox.
    init(network: Int, mailbox: Mailbox, group: MultiThreadedEventLoopGroup) {
        self.network = network
        self.mailbox = mailbox
        self.group = group
    }

    func connect(to endpoint: Endpoint) {
        let (generation, old) = state.withLockedValue { state in
            state.generation += 1
            defer { state.channel = nil }
            return (state.generation, state.channel)
        }
        old?.close(promise: nil)
        do {
            let tls = endpoint.security == .tls ? try NIOSSLContext(configuration: .makeClientConfiguration()) : nil
            ClientBootstrap(group: group)
                .connectTimeout(Self.patience)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let tls { try channel.pipeline.syncOperations.addHandler(Self.secure(tls, endpoint.host)) }
                        let reader = Reader(
                            dialect: endpoint.dialect, isSecure: tls != nil,
                            post: { self.post($0, of: generation) })
                        try channel.pipeline.syncOperations.addHandler(reader)
                    }
                }
                .connect(host: endpoint.host, port: endpoint.port)
                .whenComplete { self.opened($0, generation) }
        } catch {
            _ = post([.disconnected(reason: Self.reason(error))], of: generation)
        }
    }

    func send(_ bytes: [UInt8]) {
        guard let channel = state.withLockedValue({ $0.channel }) else { return }
        channel.writeAndFlush(channel.allocator.buffer(bytes: bytes), promise: nil)
    }

    /// Sends one message of the raw dialect. The seed's server takes each read for a message, so that two of them may not
    /// come together: each waits a moment behind the one before it.
    func sendRaw(_ text: String) {
        let (channel, moment) = state.withLockedValue { state in
            state.rawMoment = max(.now(), state.rawMoment + Self.rawPause)
            return (state.channel, state.rawMoment)
        }
        guard let channel else { return }
        channel.eventLoop.scheduleTask(deadline: moment) {
            channel.writeAndFlush(channel.allocator.buffer(string: text), promise: nil)
        }
    }

    /// Between two raw messages: longer than a busy reader needs to come back to its socket.
    private static let rawPause = TimeAmount.milliseconds(50)

    /// Closes the connection; nothing more comes from it.
    func disconnect() {
        let channel = state.withLockedValue { state in
            state.generation += 1
            defer { state.channel = nil }
            return state.channel
        }
        channel?.close(promise: nil)
    }

    /// The mailbox has room again.
    func goOn() {
        let channel = state.withLockedValue { $0.channel }
        _ = channel?.setOption(.autoRead, value: true)
    }

    private func opened(_ result: Result<any Channel, any Error>, _ generation: Int) {
        switch result {
        case .success(let channel):
            let isWanted = state.withLockedValue { state in
                if state.generation == generation { state.channel = channel }
                return state.generation == generation
            }
            if isWanted {
                channel.pipeline.fireUserInboundEventTriggered(Reader.Begin())
            } else {
                channel.close(promise: nil)
            }
        case .failure(let error): _ = post([.disconnected(reason: Self.reason(error))], of: generation)
        }
    }

    private func post(_ arrivals: [Arrival], of generation: Int) -> Bool {
        guard state.withLockedValue({ $0.generation }) == generation else { return true }
        return mailbox.post(arrivals, from: network)
    }

    /// An address has no name that a certificate could be checked against by SNI.
    private static func secure(_ context: NIOSSLContext, _ host: String) throws -> NIOSSLClientHandler {
        do {
            return try NIOSSLClientHandler(context: context, serverHostname: host)
        } catch let error as NIOSSLExtraError where error == .cannotUseIPAddressInSNI {
            return try NIOSSLClientHandler(context: context, serverHostname: nil)
        }
    }

    /// An error in the fewest words.
    fileprivate static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            if let first = error.connectionErrors.first { return reason(first.error) }
            return "no address is known for \(error.host)"
        case let error as IOError: return String(cString: strerror(error.errnoCode))
        case let error as ChannelError:
            if case .connectTimeout = error { return "no answer" }
            return "\(error)"
        case let error as NIOSSLError: return "TLS: \(error)"
        default: return String(describing: error)
        }
    }
}

/// Turns what the connection brings into arrivals.
private final class Reader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

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
        if !isSecure { isReady = true }
        begin(context)
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
                            arrivals.append(.received(try Message(parsing: line, from: .server)))
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
