import NIOCore
import NIOEmbedded
import ServerCore

@testable import Server

extension Check {
    /// What comes to a door: the request that opens a WebSocket, and frames. The first byte says whether a good request is
    /// put before the rest, whether it is the main door or one for WebSocket alone, whether a trusted proxy comes, and
    /// where the stream is split in two reads.
    static let webSocket = Check("websocket") { bytes throws(BrokenPromise) in
        guard let choice = bytes.first else { return }
        let stream = (choice & 1 == 0 ? [] : Array(goodRequest.utf8)) + bytes.dropFirst()
        let kind: Door.Kind = choice & 2 == 0 ? .webSocket : .main
        let host = choice & 4 == 0 ? "198.51.100.1" : "192.0.2.1"
        let whole = Visit(at: kind, from: host, reads: [stream])
        let parts = Visit(at: kind, from: host, reads: stream.split(at: Int(choice >> 3) * stream.count / 31))
        try require(
            whole.said.joined().elementsEqual(parts.said.joined()) && whole.heard == parts.heard
                && whole.isOpen == parts.isOpen, "where a stream is split changed what it says")
        try checkWords(of: whole)
        if whole.isWebSocket { try checkFrames(of: whole) }
    }
}

private let goodRequest = """
    GET / HTTP/1.1\r
    Host: chat\r
    Upgrade: websocket\r
    Connection: Upgrade\r
    Sec-WebSocket-Version: 13\r
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
    Sec-WebSocket-Protocol: text.ircv3.net\r
    \r

    """

/// Says everything that comes back to whoever said it, and to the test.
private final class Echo: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        context.writeAndFlush(NIOAny(buffer), promise: nil)
        context.fireChannelRead(wrapInboundOut(buffer))
    }
}

/// What became of somebody who came to a door.
private struct Visit {
    /// Each read of the connection's own handler.
    private(set) var said: [[UInt8]] = []
    /// All that was written.
    private(set) var heard: [UInt8] = []
    let isOpen: Bool

    /// Whether a WebSocket was opened. Whoever says such an answer in another dialect hears it said back.
    var isWebSocket: Bool { !isPlain && heard.starts(with: "HTTP/1.1 101 ".utf8) }
    /// Whether all that was heard is what was said, as it is in the dialects that know no frames.
    var isPlain: Bool { said.joined().elementsEqual(heard) }

    init(at kind: Door.Kind, from host: String, reads: [[UInt8]]) {
        var entrance = Entrance { _, _, _ in Echo() }
        entrance.proxyFrom = [Network("192.0.2.0/24")].compactMap { $0 }
        let channel = EmbeddedChannel(handler: DoorKeeper(kind, entrance: entrance))
        if let address = try? SocketAddress(ipAddress: host, port: 6_000) { channel.connect(to: address, promise: nil) }
        for read in reads where channel.isActive {
            // An error of the protocol closes the connection, which is looked at.
            _ = try? channel.writeInbound(ByteBuffer(bytes: read))
            channel.embeddedEventLoop.run()
        }
        while let buffer = try? channel.readInbound(as: ByteBuffer.self) {
            said.append(Array(buffer.readableBytesView))
        }
        while let buffer = try? channel.readOutbound(as: ByteBuffer.self) { heard += buffer.readableBytesView }
        isOpen = channel.isActive
        _ = try? channel.finish(acceptAlreadyClosed: true)
    }
}

private func checkWords(of visit: Visit) throws(BrokenPromise) {
    guard visit.isWebSocket else {
        // Bytes of other dialects pass as they are; what was answered in HTTP was nobody's line.
        return try require(visit.isPlain || visit.said.isEmpty, "a refused request said lines")
    }
    for message in visit.said {
        try require(message.suffix(2).elementsEqual("\r\n".utf8), "a message is no line")
        try require(message.count > 2, "a message is an empty line")
        try require(message.count <= WebSocketMessages.longest + 2, "a message is longer than its limit")
    }
}

/// What a browser would see: whole frames, not masked, no longer than they must be, one that closes at the end.
private func checkFrames(of visit: Visit) throws(BrokenPromise) {
    guard var rest = visit.heard.split(head: "\r\n\r\n") else {
        throw BrokenPromise(description: "an answer without an end")
    }
    // Of the answer alone: what is said may have the same words in it.
    let answer = visit.heard.prefix(visit.heard.count - rest.count)
    let kind: UInt8 = answer.split(head: "binary.ircv3.net") == nil ? 1 : 2
    while let first = rest.first {
        guard let (data, next) = frame(rest) else { throw BrokenPromise(description: "a frame without an end") }
        try require([0x80 | kind, 0x88, 0x8A].contains(first), "a frame that begins with \(first)")
        let isControl = first & 8 != 0
        try require(!isControl || data.count <= 125, "a long control frame")
        let isText = first == 0x81
        try require(!isText || String(validating: data, as: UTF8.self) != nil, "a text of bytes that are no text")
        try require(first != 0x88 || (next.isEmpty && !visit.isOpen), "something comes behind the end")
        rest = next
    }
}

/// The first frame's data, and what is behind it.
private func frame(_ bytes: ArraySlice<UInt8>) -> (data: ArraySlice<UInt8>, rest: ArraySlice<UInt8>)? {
    var rest = bytes.dropFirst()
    guard let short = rest.popFirst(), short < 127 else { return nil }
    var count = Int(short)
    if short == 126 {
        guard let high = rest.popFirst(), let low = rest.popFirst() else { return nil }
        count = Int(high) << 8 | Int(low)
        guard count > 125 else { return nil }
    }
    guard rest.count >= count else { return nil }
    return (rest.prefix(count), rest.dropFirst(count))
}

extension Collection<UInt8> where Index == Int, SubSequence == ArraySlice<UInt8> {
    /// What stands behind the first place where these words are; nil where they are nowhere.
    fileprivate func split(head: String) -> ArraySlice<UInt8>? {
        let words = Array(head.utf8)
        return indices.first { self[$0...].starts(with: words) }.map { self[($0 + words.count)...] }
    }
}
