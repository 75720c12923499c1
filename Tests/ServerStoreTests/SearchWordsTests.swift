import ChatProtocol
import ServerCore
import ServerStore
import Testing

@Suite("Words that are searched")
struct SearchWordsTests {
    /// What was said, what somebody looks for, whether it is found.
    static let rows: [(said: String, wanted: String, Bool)] = [
        ("昨天你好的代码", "你好", true),
        ("昨天你好的代码", "好你", false),
        ("昨天你好的代码", "你好的代", true),
        ("昨天你好的代码", "你的", false),
        ("昨天你好的代码", "你", true),
        ("昨天你好的代码", "码", true),
        ("昨天你好的代码", "我", false),
        ("昨天，你好", "天你", false),
        ("昨天，你好", "昨天 你好", true),
        ("昨天你好", "好 昨", true),
        ("你好你们好", "你们好", true),
        ("你好们你们", "你好们你们", true),
        ("你好你们好", "好你好", false),
        ("用Swift写代码", "swift", true),
        ("用Swift写代码", "用Swift写", true),
        ("用Swift写代码", "写", true),
        ("ｶﾞｷﾞ", "ガギ", true),
        ("안녕하세요", "녕하", true),
        ("สวัสดีครับ", "สวัสดี", true),

        ("Hello World", "hello", true),
        ("Hello World", "HELLO wORLD", true),
        ("Hello World", "world hello", true),
        ("Hello World", "\"world hello\"", false),
        ("Hello World", "\"hello world\"", true),
        ("Hello World", "\"hello world", true),
        ("Hello World", "hell", false),
        ("Hello World", "worlds", false),
        ("Hello World", "hello there", false),
        ("one two three four", "four \"two three\"", true),
        ("one two three four", "\"two four\"", false),
        ("hello 世界 again", "\"hello 世界\" again", true),
        ("hello 世界 again", "\"世界 hello\"", false),
        ("Ｈｅｌｌｏ　２０２６", "hello 2026", true),
        ("ПРИВЕТ Ёлка", "привет ёлка", true),
        ("Straße CAFÉ", "cafe\u{301}", true),
        ("cafe\u{301}", "Café", true),
        ("E\u{301}tude", "étude", true),
        ("cafe", "café", false),
        ("see https://example.org/a_path?x=1", "example path", true),
        ("don't", "don't", true),
        ("\u{2}bo\u{2}ld \u{3}04,12red\u{3} \u{3}7blue", "bold red blue", true),
        ("\u{1}ACTION waves at bob\u{1}", "waves", true),
        ("\u{1}ACTION waves at bob\u{1}", "action", false),
        ("v6.3.1", "v6 3", true),
        ("x" + String(repeating: "y", count: 200), "x" + String(repeating: "y", count: 200), true),
        ("中" + String(repeating: "国", count: 900), "中国", true),
    ]

    @Test("are found where they are said, indexed or not", arguments: rows)
    func found(said: String, wanted: String, isFound: Bool) throws {
        let library = try Library()
        try library.says("before", said, "behind")
        #expect(try library.find(wanted) == (isFound ? [said] : []))
        #expect(try library.fill().posts == 3)
        #expect(try library.find(wanted) == (isFound ? [said] : []))
    }

    @Test(
        "mean nothing to the index but what they say",
        arguments: [
            "a\" OR \"b", "\"", "\"\"\"", "* ", "hello*", "hello AND", "AND", "NOT hello NOT", "terms:hello",
            "-terms : x",
            "NEAR(hello world, 5)", "^hello", "(hello", "{terms}: hello", "hello + world", "'; DROP TABLE line; --",
            "\u{0}hello", "hello\u{0}", "\\\"", "“hello”", "\u{E000}ann", "| ann", "%", "hello\u{301}\u{301}\u{301}",
            "你*",
            String(repeating: "\"", count: 501), String(repeating: "a b ", count: 300),
            String(repeating: "你好", count: 400),
        ])
    func injection(_ words: String) throws {
        let library = try Library()
        try library.says("nothing of that kind", "terms world 5")
        try library.fill()
        #expect(try library.find(words) == [])
        #expect(try library.find("kind") == ["nothing of that kind"])
    }

    @Test("operators of the index are ordinary words")
    func operators() throws {
        let library = try Library()
        try library.says("this OR that", "not near", "this")
        try library.fill()
        #expect(try library.find("this OR that") == ["this OR that"])
        #expect(try library.find("NOT near") == ["not near"])
    }

    @Test("without a word nothing is found", arguments: ["", " ", "?!", "👍", "\"\""])
    func nothing(_ words: String) throws {
        let library = try Library()
        try library.says("?!", "👍", " ")
        try library.fill()
        #expect(try library.find(words) == [])
    }
}
