import ServerCore
import Testing

@Suite("The head of an HTTP request")
struct RequestHeadTests {
    private static func read(_ bytes: [UInt8]) -> RequestHead.Reading { RequestHead.read(bytes.span) }

    private static let opening = """
        GET /chat?x=1 HTTP/1.1\r
        Host: ws.example.org\r
        Upgrade: websocket\r
        connection:keep-alive, Upgrade \r
        Sec-WebSocket-Protocol: text.ircv3.net\r
        SEC-WEBSOCKET-PROTOCOL:\tbinary.ircv3.net\r
        \r

        """

    @Test("it is read once its empty line has come, and not before")
    func everySplit() throws {
        let bytes = Array(Self.opening.utf8)
        for count in 0..<bytes.count { #expect(Self.read(Array(bytes.prefix(count))) == .incomplete) }
        guard case .head(let head, let length) = Self.read(bytes + [1, 2, 3]) else {
            Issue.record("no head")
            return
        }
        #expect(length == bytes.count)
        #expect(head.method == "GET")
        #expect(head.target == "/chat?x=1")
        #expect(head["host"] == "ws.example.org")
        #expect(head.says("upgrade", in: "connection"))
        #expect(head.list("sec-websocket-protocol") == ["text.ircv3.net", "binary.ircv3.net"])
        #expect(head["origin"] == nil)
        #expect(head.list("origin").isEmpty)
    }

    @Test(
        "a broken head is refused",
        arguments: [
            "GET /\r\n\r\n", "GET / HTTP/2\r\n\r\n", "GET  / HTTP/1.1\r\n\r\n", "GET x HTTP/1.1\r\n\r\n", "\r\n\r\n",
            "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\n: x\r\n\r\n", "GET / HTTP/1.1\r\na b: x\r\n\r\n",
            "GET / HTTP/1.1\r\n folded: x\r\n\r\n", "GET / HTTP/1.1\r\na: \0\r\n\r\n", "G\u{E9}T / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\n" + String(repeating: "a: b\r\n", count: 101) + "\r\n",
        ])
    func refuses(_ text: String) {
        #expect(Self.read(Array(text.utf8)) == .malformed)
    }

    @Test("a head without an end is given up after 8 KiB")
    func bounded() {
        let start = "GET / HTTP/1.1\r\na: "
        let long = start + String(repeating: "x", count: RequestHead.longest - start.utf8.count)
        #expect(Self.read(Array(long.utf8)) == .tooLong)
        #expect(Self.read(Array(long.utf8.dropLast())) == .incomplete)
    }
}
