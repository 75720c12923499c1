import Chance
import ChatProtocol
import Testing

@Suite("Escaping the values of tags")
struct TagTests {
    struct Row: Sendable {
        let plain: String
        let escaped: String

        init(_ plain: String, _ escaped: String) {
            self.plain = plain
            self.escaped = escaped
        }
    }

    @Test(
        "five signs are escaped, and read as they were",
        arguments: [
            Row("", ""), Row("a", "a"), Row(";", "\\:"), Row(" ", "\\s"), Row("\\", "\\\\"), Row("\r", "\\r"),
            Row("\n", "\\n"), Row("\r\n", "\\r\\n"), Row("\\s", "\\\\s"), Row("小明 说", "小明\\s说"), Row("=", "="),
        ])
    func bothWays(_ row: Row) {
        #expect(Self.escaped(row.plain) == Array(row.escaped.utf8))
        #expect(Self.plain(row.escaped) == Array(row.plain.utf8))
    }

    @Test("an escape that means nothing is its second sign, one without a second sign is nothing")
    func unknown() {
        #expect(Self.plain("a\\bc") == Array("abc".utf8))
        #expect(Self.plain("a\\") == Array("a".utf8))
        #expect(Self.plain("\\\\\\") == Array("\\".utf8))
        #expect(Self.plain("\\小") == Array("小".utf8))
    }

    @Test("any value without NUL comes back", arguments: [1, 2, 3, 4] as [UInt64])
    func roundTrip(_ seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        let signs = [";", " ", "\\", "\r", "\n", ":", "s", "r", "n", "=", "小", "é", "😀", "\u{7F}"]
        for _ in 0..<500 {
            let value = random.text(of: signs, 0...12)
            let escaped = Self.escaped(value)
            #expect(!escaped.contains { [0x0A, 0x0D, 0x20, 0x3B].contains($0) }, "\(value.debugDescription)")
            #expect(Tag.unescape(escaped.span) == Array(value.utf8), "\(value.debugDescription)")
        }
    }

    private static func escaped(_ value: String) -> [UInt8] {
        var bytes: [UInt8] = []
        Tag.escape(value, into: &bytes)
        return bytes
    }

    private static func plain(_ escaped: String) -> [UInt8] {
        let bytes = Array(escaped.utf8)
        return Tag.unescape(bytes.span)
    }
}
