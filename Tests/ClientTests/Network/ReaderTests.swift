import ChatProtocol
import ClientCore
import NIOConcurrencyHelpers
import NIOCore
import NIOEmbedded
import Testing

@testable import Client

@Suite("what a connection brings") struct ReaderTests {
    private final class Line {
        let channel: EmbeddedChannel
        private let box = NIOLockedValueBox<[Arrival]>([])

        init(isRead: Bool = true) throws {
            let box = self.box
            let reader = Reader(dialect: .irc, isSecure: false) { arrivals in
                box.withLockedValue { $0 += arrivals }
                return isRead
            }
            channel = EmbeddedChannel(handler: reader)
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 6667)).wait()
            channel.pipeline.fireUserInboundEventTriggered(Reader.Begin())
        }

        func says(_ text: String) throws { try channel.writeInbound(ByteBuffer(string: text)) }

        var arrivals: [Arrival] { box.withLockedValue { $0 } }
        var sent: String {
            var text = ""
            while let buffer = try? channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
            return text
        }
    }

    @Test("a ping is answered with its own words at once, whatever the screen is doing")
    func ping() throws {
        let line = try Line()
        try line.says("PING :a b\r\n:s NOTICE * :hi\r\nPI")
        try line.says("NG x\r\n")
        #expect(line.sent == "PONG :a b\r\nPONG x\r\n")
        let notice = try Message(line: ":s NOTICE * :hi")
        #expect(line.arrivals == [.connected, .pinged, .received(notice), .pinged])
    }

    @Test("who asks and never reads the answers gets no more of them than fit")
    func deafServer() throws {
        let line = try Line()
        line.channel.isWritable = false
        try line.says("PING x\r\n")
        #expect(line.sent == "")
        #expect(line.arrivals == [.connected, .pinged])
    }
}
