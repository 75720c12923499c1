import Logging
import NIOCore
import NIOPosix
import Server
import ServerCore
import TerminalEmulator

/// Doors of every kind on free ports of loopback, which lead to a handler that says back each line that it hears.
final class OpenHouse: Sendable {
    private let listeners: Listeners
    private let ports: [Door.Kind: Int]

    static func open(
        _ kinds: [Door.Kind] = [.main], _ change: (inout Entrance) -> Void = { _ in }
    ) async throws -> OpenHouse {
        var entrance = Entrance { origin, _, _ in Echo(origin) }
        // Longer than a busy machine takes to give each test its turn; tests of patience set their own.
        entrance.patience = Patience(silence: .minutes(10), decision: .minutes(10), handshake: .minutes(10))
        change(&entrance)
        let listeners = Listeners(
            entrance, group: MultiThreadedEventLoopGroup.singleton,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let addresses = try await listeners.open(kinds.map { Door($0, host: "127.0.0.1", port: 0) })
        return OpenHouse(listeners, Dictionary(uniqueKeysWithValues: zip(kinds, addresses.map { $0.port ?? 0 })))
    }

    private init(_ listeners: Listeners, _ ports: [Door.Kind: Int]) {
        self.listeners = listeners
        self.ports = ports
    }

    func port(_ kind: Door.Kind = .main) -> Int { ports[kind] ?? 0 }

    func close() async { await listeners.close() }
}

/// Says back each line; `where` is answered with the connection's origin, `pipe` with the handlers that it goes through,
/// `quit` with a farewell and the end of the connection, `bytes` with one byte that is no UTF-8.
final class Echo: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let origin: Origin
    private var line: [UInt8] = []
    private var answer = ByteBuffer()
    private var isActive = false

    init(_ origin: Origin) {
        self.origin = origin
    }

    func channelActive(context: ChannelHandlerContext) {
        isActive = true
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        for byte in unwrapInboundIn(data).readableBytesView {
            line.append(byte)
            guard byte == UInt8(ascii: "\n") else { continue }
            let words = String(decoding: line, as: UTF8.self).trimmingSuffix()
            line = []
            switch words {
            case "where": say("\(origin.words) active=\(isActive)")
            case "pipe": say(Self.pipeline(context))
            case "bytes": answer.writeBytes([0x61, 0xFF, 0x62, 13, 10])
            case "quit":
                say("farewell")
                context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
                answer = ByteBuffer()
                context.close(promise: nil)
            default: say("heard \(words)")
            }
        }
    }

    /// All that one read brings is answered in one write.
    func channelReadComplete(context: ChannelHandlerContext) {
        if answer.readableBytes > 0 { context.writeAndFlush(wrapOutboundOut(answer), promise: nil) }
        answer = ByteBuffer()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .inputClosed? = event as? ChannelEvent else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "no more\r\n")), promise: nil)
        context.close(promise: nil)
    }

    private func say(_ words: String) { answer.writeString(words + "\r\n") }

    private static func pipeline(_ context: ChannelHandlerContext) -> String {
        let names = context.pipeline.debugDescription.split(separator: "\n").dropFirst(2)
        return "\(names.count(where: { $0.contains("[") && !$0.contains("head") && !$0.contains("tail") })) handlers"
    }
}

extension Origin {
    /// As the echo tells it.
    var words: String {
        "\(address.host) \(isSecure ? "secure" : "plain")\(isWebSocket ? " websocket" : "") \(fingerprint ?? "-")"
    }
}

extension String {
    fileprivate func trimmingSuffix() -> String {
        var words = self[...]
        while let last = words.last, last.isNewline { words.removeLast() }
        return String(words)
    }
}
