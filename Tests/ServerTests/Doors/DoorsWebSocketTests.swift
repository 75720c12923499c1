import NIOCore
import NIOSSL
import Server
import ServerCore
import TerminalEmulator
import Testing

@Suite("WebSocket", .timeLimit(.minutes(1)))
struct DoorsWebSocketTests {
    private static let offer = [
        "Host: ws.example.org", "Upgrade: websocket", "Connection: keep-alive, Upgrade", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Origin: https://elsewhere.example",
    ]

    /// A frame as a client sends it: masked.
    private static func frame(_ first: UInt8, _ data: [UInt8]) -> [UInt8] {
        let mask: [UInt8] = [0xA1, 0x02, 0x73, 0xF4]
        let length: [UInt8] =
            data.count < 126 ? [UInt8(data.count)] : [126, UInt8(data.count >> 8), UInt8(data.count & 255)]
        return [first, length[0] | 0x80] + length.dropFirst() + mask
            + data.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    private static func text(_ words: String) -> [UInt8] { frame(0x81, Array(words.utf8)) }

    /// A frame as the server sends it.
    private static func answer(_ words: String, _ first: UInt8 = 0x81) -> [UInt8] {
        [first, UInt8(words.utf8.count)] + Array(words.utf8)
    }

    private static func request(_ fields: [String]) -> String {
        "GET / HTTP/1.1\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    private func guest(_ house: OpenHouse, _ kind: Door.Kind = .main, protocols: String? = "text.ircv3.net")
        async throws
        -> Visitor
    {
        let ann = try await Visitor.come(to: house.port(kind))
        try await ann.sends(Self.request(Self.offer + (protocols.map { ["Sec-WebSocket-Protocol: \($0)"] } ?? [])))
        try await ann.hears("\r\n\r\n")
        return ann
    }

    @Test("the request is answered as the standard's example has it")
    func opening() async throws {
        let house = try await OpenHouse.open([.webSocket])
        let ann = try await Visitor.come(to: house.port(.webSocket))
        let fields = Self.offer + ["Sec-WebSocket-Protocol: chat, text.ircv3.net"]
        try await ann.sendsSlowly(Array(Self.request(fields).utf8) + Self.text("where"))
        #expect(
            try await ann.hears("\r\n\r\n") == """
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
                Sec-WebSocket-Protocol: text.ircv3.net\r
                \r

                """)
        let words = "127.0.0.1 plain websocket - active=true"
        #expect(try await ann.hears(Array(words.utf8)) == Self.answer(words))
        await ann.leaves()
        await house.close()
    }

    @Test(
        "the client's first choice that is ours is taken",
        arguments: [
            ("binary.ircv3.net", "binary.ircv3.net", UInt8(0x82)), ("text.ircv3.net", "text.ircv3.net", 0x81),
            ("binary.ircv3.net, text.ircv3.net", "binary.ircv3.net", 0x82),
            ("text.ircv3.net,binary.ircv3.net", "text.ircv3.net", 0x81), ("soap", nil, 0x81), (nil, nil, 0x81),
        ])
    func choice(_ offered: String?, _ chosen: String?, _ first: UInt8) async throws {
        let house = try await OpenHouse.open()
        let ann = try await Visitor.come(to: house.port())
        try await ann.sends(Self.request(Self.offer + (offered.map { ["Sec-WebSocket-Protocol: \($0)"] } ?? [])))
        let head = try await ann.hears("\r\n\r\n")
        #expect(head.contains("Sec-WebSocket-Protocol: ") == (chosen != nil))
        if let chosen { #expect(head.contains("Sec-WebSocket-Protocol: \(chosen)\r\n")) }
        // Both kinds of message are taken, whatever was agreed on.
        try await ann.sends(Self.text("hello") + Self.frame(0x82, Array("world".utf8)))
        let answers = Self.answer("heard hello", first) + Self.answer("heard world", first)
        #expect(try await ann.hears(Array("heard world".utf8)) == answers)
        await ann.leaves()
        await house.close()
    }

    @Test("each message is a line, in however many frames and reads it comes")
    func fragments() async throws {
        let house = try await OpenHouse.open()
        let ann = try await guest(house)
        let parts =
            Self.frame(0x01, Array("he".utf8)) + Self.frame(0x89, [7]) + Self.frame(0x00, [])
            + Self.frame(0x80, Array("llo\r\n".utf8))
        try await ann.sendsSlowly(parts + Self.frame(0x8A, [1]) + Self.frame(0x81, []) + Self.text("end"))
        #expect(
            try await ann.hears(Array("heard end".utf8))
                == [0x8A, 1, 7] + Self.answer("heard hello") + Self.answer("heard end"))
        let long = String(repeating: "x", count: 9 * 1_024)
        try await ann.sends(Self.text(long))
        let length = 9 * 1_024 + 6
        let answer = Array(("heard " + long).utf8)
        #expect(try await ann.hears(answer) == [0x81, 126, UInt8(length >> 8), UInt8(length & 255)] + answer)
        await ann.leaves()
        await house.close()
    }

    @Test("what is no UTF-8 is mended in text messages and kept in binary ones")
    func scrubs() async throws {
        let house = try await OpenHouse.open()
        let ann = try await guest(house)
        try await ann.sends(Self.text("bytes"))
        #expect(try await ann.hears([0x62]) == [0x81, 5, 0x61, 0xEF, 0xBF, 0xBD, 0x62])
        let bea = try await guest(house, protocols: "binary.ircv3.net")
        try await bea.sends(Self.text("bytes"))
        #expect(try await bea.hears([0x62]) == [0x82, 3, 0x61, 0xFF, 0x62])
        await ann.leaves()
        await bea.leaves()
        await house.close()
    }

    @Test(
        "a client that breaks the protocol is told so with a code",
        arguments: [
            ("not masked", [0x81, 1, 0x61], 1002), ("a reserved bit", frame(0xC1, [0x61]), 1002),
            ("an unknown kind", frame(0x83, []), 1002), ("a part of nothing", frame(0x80, [0x61]), 1002),
            ("a message within a message", frame(0x01, [0x61]) + frame(0x81, [0x61]), 1002),
            ("a ping in parts", frame(0x09, []), 1002),
            ("a long ping", frame(0x89, Array(repeating: 1, count: 126)), 1002),
            ("text that is none", frame(0x81, [0xFF]), 1007),
            ("a long message", frame(0x81, Array(repeating: 0x61, count: 9 * 1_024 + 1)), 1009),
            (
                "a long message in parts",
                frame(0x01, Array(repeating: 0x61, count: 9 * 1_024)) + frame(0x80, [0x61]), 1009
            ),
            ("a broken reason", frame(0x88, [3]), 1002), ("a reserved reason", frame(0x88, [3, 0xED]), 1002),
            ("a reason", frame(0x88, [3, 0xE8, 0x6F, 0x6B]), 1000),
        ] as [(String, [UInt8], Int)])
    func faults(_ name: String, _ frames: [UInt8], _ code: Int) async throws {
        let house = try await OpenHouse.open()
        let ann = try await guest(house)
        try await ann.sends(frames)
        let words: [UInt8] = name == "a reason" ? [0x6F, 0x6B] : []
        #expect(
            try await ann.hearsTheEnd() == [0x88, UInt8(2 + words.count), UInt8(code >> 8), UInt8(code & 255)] + words)
        await house.close()
    }

    @Test("the server says goodbye before it closes")
    func goodbye() async throws {
        let house = try await OpenHouse.open()
        let ann = try await guest(house)
        try await ann.sends(Self.text("quit"))
        #expect(try await ann.hearsTheEnd() == Self.answer("farewell") + [0x88, 2, 3, 0xE8])
        await house.close()
    }

    @Test(
        "a request that opens no WebSocket is answered shortly",
        arguments: [
            ([], "426"), (Array(offer.dropFirst(2)), "426"), (offer.filter { !$0.contains("Version") }, "426"),
            (offer.filter { !$0.contains("Key") }, "400"),
            (offer + ["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="], "400"),
            (["no colon"], "400"), (["a: " + String(repeating: "x", count: 8_192)], "431"),
        ] as [([String], String)])
    func refused(_ fields: [String], _ status: String) async throws {
        let house = try await OpenHouse.open()
        let ann = try await Visitor.come(to: house.port())
        try await ann.sends(Self.request(fields))
        let answer = try await ann.hears("\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
        #expect(answer.contains("Connection: close\r\n"))
        await house.close()
    }

    @Test("WebSocket is spoken within TLS, at every door that has it", arguments: [Door.Kind.main, .tls, .webSocket])
    func withinTLS(_ kind: Door.Kind) async throws {
        let folder = try TemporaryFolder()
        let certificates = try Certificates(in: folder.path, names: ["chat.local"])
        let house = try await OpenHouse.open([kind]) { $0.certificates = certificates }
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        let ann = try await Visitor.come(to: house.port(kind), tls: configuration)
        try await ann.sends(Self.request(Self.offer))
        try await ann.hears("\r\n\r\n")
        try await ann.sends(Self.text("where"))
        try await ann.hears("127.0.0.1 secure websocket - active=true")
        await ann.leaves()
        await house.close()
    }
}
