import ChatProtocol
import Testing

@Suite("Reading and writing messages")
struct MessageTests {
    @Test("the fifteenth parameter is all the rest")
    func fifteenParameters() throws {
        let words = (1...14).map { "p\($0)" }
        let line = "MODE " + words.joined(separator: " ")
        #expect(try Message(line: line + " p15").parameters == words + ["p15"])
        #expect(try Message(line: line + " p15 p16  p17 ").parameters == words + ["p15 p16  p17 "])
        #expect(try Message(line: line + " :p15 :p16").parameters == words + ["p15 :p16"])
        #expect(try Message(line: line + " ").parameters == words)
    }

    @Test("spaces before a message and between its words do not count")
    func spaces() throws {
        let message = Message(tags: [Tag("a", "b")], source: "ann", "PRIVMSG", ["#tea", " two  words "])
        #expect(try Message(line: "  @a=b   :ann   PRIVMSG   #tea   : two  words ", from: .client) == message)
    }

    @Test("a tag's last value counts, one that is not there is nil, one without a value is empty")
    func tagValues() throws {
        let message = try Message(line: "@a=1;b;a=2;c= PING x")
        #expect(message[tag: "a"] == "2")
        #expect(message[tag: "b"] == "")
        #expect(message[tag: "c"] == "")
        #expect(message[tag: "d"] == nil)
        #expect(message.tags == [Tag("a", "1"), Tag("b"), Tag("a", "2"), Tag("c")])
    }

    @Test("a client's own tag begins with a plus")
    func clientOnly() {
        #expect(Tag("+typing", "active").isClientOnly)
        #expect(Tag("+vendor.example/a").isClientOnly)
        #expect(!Tag("time").isClientOnly)
    }

    struct Written: Sendable {
        let message: Message
        let line: String

        init(_ message: Message, _ line: String) {
            self.message = message
            self.line = line
        }
    }

    static let written = [
        Written(Message("PING"), "PING"),
        Written(Message("PING", ["x"]), "PING x"),
        Written(Message("PING", [""]), "PING :"),
        Written(Message("PING", [":x"]), "PING ::x"),
        Written(Message("PING", ["a", "b c"]), "PING a :b c"),
        Written(Message(source: "ann!a@host", "PRIVMSG", ["#tea", "hi"]), ":ann!a@host PRIVMSG #tea :hi"),
        Written(Message("366", ["ann", "#tea", "end"]), "366 ann #tea :end"),
        Written(Message(tags: [Tag("a"), Tag("b", "; \\")], "PING", ["x"]), "@a;b=\\:\\s\\\\ PING x"),
        // Controls that mean nothing to the line stand as they are.
        Written(Message(source: "a\tb", "PING", ["b\u{3}4", "\u{1}A b\u{1}"]), ":a\tb PING b\u{3}4 :\u{1}A b\u{1}"),
        // What would end a word or the line does not.
        Written(Message("PING", ["", "x"]), "PING * x"),
        Written(Message("PING", ["a b", "x"]), "PING a_b x"),
        Written(Message("PING", [":a", "x"]), "PING _a x"),
        Written(Message("PING", ["::a", "x"]), "PING _:a x"),
        Written(Message("PING", ["a\r\n\0b", "x"]), "PING a___b x"),
        Written(Message("PING", ["a\r\nQUIT\0"]), "PING :a  QUIT "),
        Written(Message(source: "a b\nc", "PING", ["x"]), ":a_b_c PING x"),
        Written(Message("PI NG\n", ["x"]), "PI_NG_ x"),
        Written(Message(tags: [Tag("a b\n", "c\nd\re\0")], "PING", ["x"]), "@a_b_=c\\nd\\re PING x"),
    ]

    @Test("a message is one line", arguments: written)
    func writing(_ row: Written) {
        #expect(row.message.description == row.line)
        #expect(row.message.encoded == Array((row.line + "\r\n").utf8))
    }

    @Test(
        "every verb of free text has its colon",
        arguments: ["PRIVMSG", "NOTICE", "TOPIC", "PART", "KICK", "001", "353"])
    func colon(_ verb: String) {
        #expect(Message(verb, ["a", "b"]).description == "\(verb) a :b")
    }

    @Test("encoding appends to what is there")
    func appending() {
        var bytes = Array("PING a\r\n".utf8)
        Message("PING", ["b"]).encode(into: &bytes)
        #expect(bytes == Array("PING a\r\nPING b\r\n".utf8))
    }
}
