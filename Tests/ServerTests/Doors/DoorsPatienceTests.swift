import NIOCore
import NIOEmbedded
import NIOSSL
import ServerCore
import TerminalEmulator
import Testing

@testable import Server

@Suite("How long a door waits")
struct DoorsPatienceTests {
    private func visitor(_ kind: Door.Kind = .main, _ change: (inout Entrance) -> Void = { _ in }) throws
        -> EmbeddedChannel
    {
        var entrance = Entrance { origin, _, _ in Echo(origin) }
        entrance.proxyFrom = [try #require(Network("127.0.0.1"))]
        change(&entrance)
        let channel = EmbeddedChannel(handler: DoorKeeper(kind, entrance: entrance))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 4_675)).wait()
        return channel
    }

    @Test("who says nothing is let go after a minute")
    func silence() throws {
        let channel = try visitor()
        channel.embeddedEventLoop.advanceTime(by: .seconds(59))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test(
        "half a beginning is waited for ten seconds, however slowly more of it comes",
        arguments: ["GE", "GET / HTTP/1.1\r\n", "PROXY ", "\r\n\r\n"])
    func half(_ start: String) throws {
        let channel = try visitor()
        try channel.writeInbound(ByteBuffer(string: start))
        for _ in 1..<10 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
            if start.hasSuffix("1.1\r\n") { try channel.writeInbound(ByteBuffer(string: "x")) }
        }
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test("behind what a proxy says, the client has its own time")
    func behindProxy() throws {
        let channel = try visitor()
        try channel.writeInbound(ByteBuffer(string: "PROXY UNKNOWN\r\n"))
        channel.embeddedEventLoop.advanceTime(by: .seconds(59))
        #expect(channel.isActive)
        try channel.writeInbound(ByteBuffer(string: "NICK ann\r\n"))
        #expect(try channel.readOutbound(as: ByteBuffer.self).map { String(buffer: $0) } == "heard NICK ann\r\n")
        channel.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(channel.isActive)
        #expect(throws: ChannelPipelineError.notFound) {
            try channel.pipeline.syncOperations.handler(type: DoorKeeper.self)
        }
        _ = try channel.finish()
    }

    @Test("a TLS handshake that stands still is given up after ten seconds")
    func handshake() throws {
        let folder = try TemporaryFolder()
        let certificates = try Certificates(in: folder.path, names: ["chat.local"])
        let channel = try visitor { $0.certificates = certificates }
        try channel.writeInbound(ByteBuffer(bytes: [0x16, 3, 1, 0]))
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }
}
