import ChatProtocol
import Testing

@Suite("Why a line is no message")
struct MessageErrorTests {
    struct Row: Sendable {
        let line: [UInt8]
        let error: MessageError

        init(_ parts: [Part], _ error: MessageError) {
            line = parts.flatMap(\.bytes)
            self.error = error
        }
    }

    /// Text, or bytes that are none.
    enum Part: Sendable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
        case bytes([UInt8])

        init(stringLiteral text: String) { self = .bytes(Array(text.utf8)) }
        init(arrayLiteral bytes: UInt8...) { self = .bytes(bytes) }

        var bytes: [UInt8] {
            switch self {
            case .bytes(let bytes): bytes
            }
        }
    }

    static let rows = [
        Row([], MessageError(.empty)),
        Row(["   "], MessageError(.empty)),
        Row(["@label=1"], MessageError(.empty, label: "1")),
        Row(["@label=1 :ann"], MessageError(.empty, label: "1")),
        Row(["PRIVMSG a :b", [0]], MessageError(.nul, verb: "PRIVMSG")),
        Row(["@label=1;a=", [0], " PRIVMSG a :b"], MessageError(.nul, verb: "PRIVMSG", label: "1")),
        Row(["PRIV", [0], "MSG a :b"], MessageError(.nul)),
        Row(["PRIVMSG a :b\rc"], MessageError(.carriageReturn, verb: "PRIVMSG")),
        Row(["@label=1;a=\r PRIVMSG a :b"], MessageError(.carriageReturn, verb: "PRIVMSG", label: "1")),
        Row(["PRIVMSG a :b\r"], MessageError(.carriageReturn, verb: "PRIVMSG")),
        Row(["PRIVMSG a :b\nQUIT"], MessageError(.carriageReturn, verb: "PRIVMSG")),
        Row(["@label=1\n PRIVMSG a"], MessageError(.carriageReturn, verb: "PRIVMSG", label: "1\n")),
        // Not UTF-8, in each part.
        Row(["@label=1;a", [0xFF], "=b PRIVMSG a :b"], MessageError(.invalidUTF8, verb: "PRIVMSG", label: "1")),
        Row(["@a=", [0xFF], ";label=1 PRIVMSG a :b"], MessageError(.invalidUTF8, verb: "PRIVMSG", label: "1")),
        Row(["@label=", [0xFF], " PRIVMSG a :b"], MessageError(.invalidUTF8, verb: "PRIVMSG")),
        Row(["@label=1 :", [0xFF], " PRIVMSG a :b"], MessageError(.invalidUTF8, verb: "PRIVMSG", label: "1")),
        Row(["@label=1 PRIV", [0xFF], "MSG a :b"], MessageError(.invalidUTF8, label: "1")),
        Row(["@label=1 PRIVMSG ", [0xFF], " :b"], MessageError(.invalidUTF8, verb: "PRIVMSG", label: "1")),
        Row(["@label=1 PRIVMSG a :b ", [0xFF]], MessageError(.invalidUTF8, verb: "PRIVMSG", label: "1")),
        // Overlong forms, halves of pairs, beyond the last character, a character that is cut off, its end alone.
        Row(["PRIVMSG a :", [0xC0, 0x80]], MessageError(.invalidUTF8, verb: "PRIVMSG")),
        Row(["PRIVMSG a :", [0xE0, 0x80, 0xAF]], MessageError(.invalidUTF8, verb: "PRIVMSG")),
        Row(["PRIVMSG a :", [0xED, 0xA0, 0x80]], MessageError(.invalidUTF8, verb: "PRIVMSG")),
        Row(["PRIVMSG a :", [0xED, 0xBF, 0xBF]], MessageError(.invalidUTF8, verb: "PRIVMSG")),
        Row(["PRIVMSG a :", [0xF4, 0x90, 0x80, 0x80]], MessageError(.invalidUTF8, verb: "PRIVMSG")),
        Row(["PRIVMSG a :", [0xE5, 0xB0]], MessageError(.invalidUTF8, verb: "PRIVMSG")),
        Row(["PRIVMSG a :", [0x8F]], MessageError(.invalidUTF8, verb: "PRIVMSG")),
        // A verb that is none.
        Row(["@label=1 PRIV-MSG a"], MessageError(.malformedVerb, label: "1")),
        Row(["小明 a"], MessageError(.malformedVerb)),
        Row(["#a :b"], MessageError(.malformedVerb)),
        Row([":a :b"], MessageError(.malformedVerb)),
        Row(["@a @b"], MessageError(.malformedVerb)),
        Row(["\tQUIT"], MessageError(.malformedVerb)),
    ]

    @Test(
        "a faulty line is refused, what could be read of it is told", arguments: rows, [Message.Origin.client, .server])
    func refused(_ row: Row, _ origin: Message.Origin) {
        #expect(throws: row.error) { try Message(parsing: row.line.span, from: origin) }
    }

    @Test("a client's tags may have 4,094 bytes and its body 510")
    func clientLimits() {
        #expect(Self.read(tags: 4_094, body: 510, from: .client) == nil)
        let tags = MessageError(.tagsTooLong, verb: "PING", label: "1")
        let body = MessageError(.bodyTooLong, verb: "PING", label: "1")
        #expect(Self.read(tags: 4_095, body: 510, from: .client) == tags)
        #expect(Self.read(tags: 4_094, body: 511, from: .client) == body)
        #expect(Self.read(tags: 4_095, body: 511, from: .client) == tags)
        #expect(Self.read(tags: 0, body: 510, from: .client) == nil)
        #expect(Self.read(tags: 0, body: 511, from: .client) == MessageError(.bodyTooLong, verb: "PING"))
    }

    @Test("a server's tags may have 8,189 bytes between @ and space, and its body more than 510")
    func serverLimits() {
        #expect(Self.read(tags: 8_189, body: 510, from: .server) == nil)
        #expect(Self.read(tags: 8_190, body: 510, from: .server)?.reason == .tagsTooLong)
        #expect(Self.read(tags: 0, body: Limits.serverLine, from: .server) == nil)
        #expect(Self.read(tags: 0, body: Limits.serverLine + 1, from: .server)?.reason == .bodyTooLong)
    }

    /// The error of a line with this many bytes of tags between `@` and the space, and of body; nil where it is read.
    private static func read(tags: Int, body: Int, from origin: Message.Origin) -> MessageError? {
        let label = "label=1;a="
        let tagged = tags == 0 ? "" : "@\(label)\(String(repeating: "x", count: tags - label.utf8.count)) "
        let line = tagged + "PING \(String(repeating: "y", count: body - 5))"
        do {
            _ = try Message(line: line, from: origin)
            return nil
        } catch {
            return error
        }
    }

    @Test("64 tags are read, 65 are refused with their label")
    func manyTags() throws {
        let tags = "label=1" + (2...64).map { ";t\($0)" }.joined()
        #expect(try Message(line: "@\(tags) PING x", from: .client).tags.count == 64)
        #expect(throws: MessageError(.tagsTooLong, verb: "PING", label: "1")) {
            try Message(line: "@\(tags);more PING x", from: .client)
        }
        #expect(
            try Message(line: "@\(tags);;=x;= PING x", from: .client).tags.count == 64, "a tag without a key is none")
    }
}
