import NIOCore
import NIOPosix
import NIOSSL

/// Somebody at a door: sends bytes, and waits for what is to come.
final class Visitor: Sendable {
    private let channel: any Channel
    private let ear: NIOLoopBound<Ear>

    /// - Parameter tls: how the visitor speaks TLS; nil: not at all.
    static func come(to port: Int, tls: TLSConfiguration? = nil) async throws -> Visitor {
        let secret = try tls.map { try NIOSSLContext(configuration: $0) }
        return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: false)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let secret {
                        let handler = try NIOSSLClientHandler(context: secret, serverHostname: nil)
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    let ear = Ear()
                    try channel.pipeline.syncOperations.addHandler(ear)
                    return Visitor(channel, NIOLoopBound(ear, eventLoop: channel.eventLoop))
                }
            }
    }

    private init(_ channel: any Channel, _ ear: NIOLoopBound<Ear>) {
        self.channel = channel
        self.ear = ear
    }

    func sends(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    func sends(_ text: String) async throws { try await sends(Array(text.utf8)) }

    /// One byte after another, each a packet of its own as far as the kernel allows it.
    func sendsSlowly(_ bytes: [UInt8]) async throws {
        for byte in bytes { try await sends([byte]) }
    }

    /// From now on over TLS.
    func startsTLS(_ configuration: TLSConfiguration) async throws {
        let secret = try NIOSSLContext(configuration: configuration)
        try await channel.eventLoop.submit { [channel] in
            let handler = try NIOSSLClientHandler(context: secret, serverHostname: nil)
            try channel.pipeline.syncOperations.addHandler(handler, position: .first)
        }.get()
    }

    /// Says nothing more and still listens.
    func ends() async throws { try await channel.close(mode: .output).get() }

    func leaves() async { try? await channel.close().get() }

    /// Everything up to and including these bytes, which is then forgotten; throws what came if the connection ends.
    @discardableResult
    func hears(_ bytes: [UInt8]) async throws -> [UInt8] {
        try await channel.eventLoop.flatSubmit { [ear, channel] in
            ear.value.waits(for: bytes, on: channel.eventLoop)
        }.get()
    }

    @discardableResult
    func hears(_ text: String) async throws -> String {
        String(decoding: try await hears(Array(text.utf8)), as: UTF8.self)
    }

    /// What else comes before the connection ends.
    func hearsTheEnd() async throws -> [UInt8] {
        try await channel.eventLoop.flatSubmit { [ear, channel] in
            ear.value.waitsForTheEnd(on: channel.eventLoop)
        }.get()
    }
}

/// The connection ended before what was waited for came.
struct Ended: Error, Equatable {
    var heard: String
}

private final class Ear: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var heard: [UInt8] = []
    private var awaited: (bytes: [UInt8], promise: EventLoopPromise<[UInt8]>)?
    private var end: EventLoopPromise<[UInt8]>?
    private var hasEnded = false
    /// After which a test fails instead of waiting for ever.
    private static let patience = TimeAmount.seconds(120)

    func waits(for bytes: [UInt8], on loop: any EventLoop) -> EventLoopFuture<[UInt8]> {
        let promise = loop.makePromise(of: [UInt8].self)
        awaited = (bytes, promise)
        giveUp(on: loop)
        look()
        return promise.futureResult
    }

    func waitsForTheEnd(on loop: any EventLoop) -> EventLoopFuture<[UInt8]> {
        let promise = loop.makePromise(of: [UInt8].self)
        end = promise
        giveUp(on: loop)
        look()
        return promise.futureResult
    }

    private func giveUp(on loop: any EventLoop) {
        let me = NIOLoopBound(self, eventLoop: loop)
        loop.scheduleTask(in: Self.patience) {
            let failure = Ended(heard: "only " + String(decoding: me.value.heard, as: UTF8.self))
            me.value.awaited?.promise.fail(failure)
            me.value.end?.fail(failure)
            me.value.awaited = nil
            me.value.end = nil
        }
    }

    private func look() {
        if let (bytes, promise) = awaited {
            if let place = heard.indices.first(where: { heard[$0...].starts(with: bytes) }) {
                awaited = nil
                let all = heard[..<(place + bytes.count)]
                heard.removeFirst(all.count)
                promise.succeed(Array(all))
            } else if hasEnded {
                awaited = nil
                promise.fail(Ended(heard: String(decoding: heard, as: UTF8.self)))
            }
        }
        if hasEnded, let end {
            self.end = nil
            end.succeed(heard)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        heard += unwrapInboundIn(data).readableBytesView
        look()
    }

    func channelInactive(context: ChannelHandlerContext) {
        hasEnded = true
        look()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A handshake that fails or an end without goodbye: the test sees that the connection ends.
        context.close(promise: nil)
    }
}
