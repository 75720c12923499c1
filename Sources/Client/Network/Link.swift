import ChatProtocol
import ClientCore
import Glibc
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import NIOSSL

/// The client's connection to one network: opened, written to and closed from the loop that draws; what it brings goes into
/// the mailbox.
///
/// One connection at a time: letters of an earlier one never come once a later one was asked for.
final class Link: Sendable {
    private struct State {
        var channel: (any Channel)?
        /// Counts the connections that were asked for.
        var generation = 0
        /// When the last raw message goes out.
        var rawMoment = NIODeadline.distantPast
        /// What a handshake waits for that has shown its certificate.
        var handshake: EventLoopPromise<NIOSSLVerificationResult>?
        /// What to show to servers that ask for one.
        var certificate: ClientCertificate?
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

    /// The next connection shows this to a server that asks for a certificate.
    func show(_ certificate: ClientCertificate?) {
        state.withLockedValue { $0.certificate = certificate }
    }

    func connect(to endpoint: Endpoint) {
        let generation = hangUp()
        do {
            let tls = endpoint.security == .tls ? try NIOSSLContext(configuration: configuration) : nil
            let bootstrap = ClientBootstrap(group: group)
                .connectTimeout(Self.patience)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let tls {
                            let handler = try self.secure(tls, endpoint.host, generation)
                            try channel.pipeline.syncOperations.addHandler(handler)
                        }
                        let reader = Reader(
                            dialect: endpoint.dialect, isSecure: tls != nil,
                            post: { self.post($0, of: generation) })
                        try channel.pipeline.syncOperations.addHandler(reader)
                    }
                }
            // An address needs no resolver, which would be a thread of its own.
            let address = try? SocketAddress(ipAddress: endpoint.host, port: endpoint.port)
            let attempt =
                address.map { bootstrap.connect(to: $0) } ?? bootstrap.connect(host: endpoint.host, port: endpoint.port)
            attempt.whenComplete { self.opened($0, generation) }
        } catch {
            _ = post([.disconnected(reason: Self.reason(error))], of: generation)
        }
    }

    private var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        // Who vouches for whom, and for which name, is seen by `CertificateLook`: the list stays unread here.
        configuration.certificateVerification = .noHostnameVerification
        configuration.trustRoots = .certificates([])
        if let certificate = state.withLockedValue({ $0.certificate }) {
            configuration.certificateChain = certificate.chain.map { .certificate($0) }
            configuration.privateKey = .privateKey(certificate.key)
        }
        return configuration
    }

    // MARK: Logging in

    /// Its letter is there before anything else that this connection brings.
    func makeNonce() {
        post([.nonceMade(ScramProver.newNonce())], now: state.withLockedValue { $0.generation })
    }

    /// Hashes on a thread for such work; the answer is a letter, unless there is another connection by then.
    func prove(_ question: ScramQuestion) {
        let generation = state.withLockedValue { $0.generation }
        NIOThreadPool.singleton.submit { work in
            guard case .active = work else { return }
            self.post([.proved(ScramProver.answer(question))], now: generation)
        }
    }

    /// Arrivals of our own, which fill no mailbox.
    private func post(_ arrivals: [Arrival], now generation: Int) {
        _ = post(arrivals, of: generation)
    }

    // MARK: Talking

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
        _ = hangUp()
    }

    /// The same, and what was written and has not got through is thrown away: the kernel would go on trying for minutes.
    func cutOff() {
        if let channel = state.withLockedValue({ $0.channel }) as? any SocketOptionProvider {
            _ = channel.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        }
        _ = hangUp()
    }

    /// The number of the connection that may come next.
    private func hangUp() -> Int {
        let (generation, channel, handshake) = state.withLockedValue { state in
            state.generation += 1
            defer { (state.channel, state.handshake) = (nil, nil) }
            return (state.generation, state.channel, state.handshake)
        }
        handshake?.succeed(.failed)
        channel?.close(promise: nil)
        return generation
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

    // MARK: The server's certificate

    private func secure(_ context: NIOSSLContext, _ host: String, _ generation: Int) throws -> NIOSSLClientHandler {
        let ask: NIOSSLCustomVerificationCallback = { chain, promise in
            self.show(chain, of: host, generation, promise)
        }
        // An address has no name that SNI could tell.
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        return try NIOSSLClientHandler(
            context: context, serverHostname: isAddress ? nil : host, customVerificationCallback: ask)
    }

    /// The handshake waits for `goOnWithHandshake` or `disconnect`.
    private func show(
        _ chain: [NIOSSLCertificate], of host: String, _ generation: Int,
        _ promise: EventLoopPromise<NIOSSLVerificationResult>
    ) {
        let isWanted = state.withLockedValue { state in
            guard state.generation == generation, state.handshake == nil else { return false }
            state.handshake = promise
            return true
        }
        guard isWanted else { return promise.succeed(.failed) }
        Task {
            let certificate = await CertificateLook.look(at: chain, of: host)
            let shown = certificate.map { Arrival.certificate($0) }
            self.post([shown ?? .disconnected(reason: "the server shows no certificate")], now: generation)
        }
    }

    /// The certificate that was shown is the server's.
    func goOnWithHandshake() {
        let handshake = state.withLockedValue { state in
            defer { state.handshake = nil }
            return state.handshake
        }
        handshake?.succeed(.certificateVerified)
    }
}
