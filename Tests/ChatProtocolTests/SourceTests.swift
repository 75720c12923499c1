import ChatProtocol
import Testing

@Suite("Who a line comes from")
struct SourceTests {
    struct Row: Sendable {
        let text: String
        let source: Source

        init(_ text: String, _ nick: String, _ user: String? = nil, _ host: String? = nil) {
            self.text = text
            source = Source(nick: nick, user: user, host: host)
        }
    }

    @Test(
        "the first ! and the first @ behind it split, and nothing is lost",
        arguments: [
            Row("ann!a@host", "ann", "a", "host"), Row("ann", "ann"), Row("irc.example.com", "irc.example.com"),
            Row("ann@host", "ann", nil, "host"), Row("ann!a", "ann", "a"), Row("", ""), Row("!", "", ""),
            Row("@", "", nil, ""), Row("!@", "", "", ""), Row("ann!a@b@c", "ann", "a", "b@c"),
            Row("ann!a!b@c", "ann", "a!b", "c"), Row("a@b!c", "a@b", "c"), Row("a@b!c@d", "a@b", "c", "d"),
            Row("小明!明@例.中国", "小明", "明", "例.中国"), Row("a!\u{301}b@\u{301}c", "a", "\u{301}b", "\u{301}c"),
        ])
    func parts(_ row: Row) {
        #expect(Source(row.text) == row.source)
        #expect(Source(row.text).description.utf8.elementsEqual(row.text.utf8))
    }
}
