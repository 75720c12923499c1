import ChatProtocol
import Testing

@Suite("What raw clients type")
struct RawCommandTests {
    struct Row: Sendable {
        let text: String
        let command: RawCommand

        init(_ text: String, _ command: RawCommand) {
            self.text = text
            self.command = command
        }
    }

    @Test(
        "until it has a name, all but three words is a name",
        arguments: [
            Row("!aaa", .name("aaa")), Row("aaa", .name("aaa")), Row("!小明", .name("小明")), Row("! aaa ", .name("aaa")),
            Row("\u{3000}小明\u{3000}", .name("小明")), Row("!", .name("")), Row("", .name("")), Row("!!a", .name("!a")),
            Row("hello@aaa", .name("hello@aaa")), Row("!exit", .name("exit")), Row("!#", .name("#")),
            Row("hello you", .name("hello you")), Row("#", .members), Row("&", .help), Row("exit", .leave),
            Row("#a", .name("#a")), Row("EXIT", .name("EXIT")), Row("!\u{301}a", .name("a")),
        ])
    func unnamed(_ row: Row) {
        #expect(RawCommand(row.text, isNamed: false) == row.command)
    }

    @Test(
        "once it has a name, it speaks",
        arguments: [
            Row("hello", .say("hello")), Row("!wow", .say("!wow")), Row("!aaa", .say("!aaa")), Row("#", .members),
            Row("&", .help), Row("exit", .leave), Row("# ", .say("# ")), Row("exit now", .say("exit now")),
            Row("#tea", .say("#tea")), Row("", .say("")), Row("您好@bbb", .privately(text: "您好", nick: "bbb")),
            Row("hello you@bbb", .privately(text: "hello you", nick: "bbb")),
        ])
    func named(_ row: Row) {
        #expect(RawCommand(row.text, isNamed: true) == row.command)
    }

    @Test(
        "two signs are a literal one, the last other one splits",
        arguments: [
            Row("a@@b", .say("a@b")), Row("@@", .say("@")), Row("@@@@", .say("@@")),
            Row("@", .privately(text: "", nick: "")),
            Row("@bbb", .privately(text: "", nick: "bbb")), Row("a@", .privately(text: "a", nick: "")),
            Row("@@@", .privately(text: "@", nick: "")), Row("@@@bbb", .privately(text: "@", nick: "bbb")),
            Row("you@example.com", .privately(text: "you", nick: "example.com")),
            Row("you@@example.com", .say("you@example.com")),
            Row("mail you@@example.com@bbb", .privately(text: "mail you@example.com", nick: "bbb")),
            Row("you@example.com@bbb", .privately(text: "you@example.com", nick: "bbb")),
            Row("a@b@@c", .privately(text: "a", nick: "b@c")), Row("a@b@@", .privately(text: "a", nick: "b@")),
            Row("@@a@@b@@", .say("@a@b@")), Row("a＠b", .say("a＠b")),
            Row("@\u{301}a", .privately(text: "", nick: "\u{301}a")), Row("\u{600}@@b", .say("\u{600}@b")),
            Row("@@\u{301}", .say("@\u{301}")), Row("🐱@小明", .privately(text: "🐱", nick: "小明")),
        ])
    func signs(_ row: Row) {
        #expect(RawCommand(row.text, isNamed: true) == row.command)
    }
}
