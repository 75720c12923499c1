import Testing

@testable import ClientCore

@Suite("emoji by their names")
struct EmojiTests {
    @Test(
        "a word that is the name of an emoji becomes it",
        arguments: [
            (":thumbsup:", "👍"), (":+1: ok", "👍 ok"), ("ok\n:tada:", "ok\n🎉"), (":tada::TADA:", "🎉🎉"),
            ("：heart：", "❤️"), ("well :smile: then", "well 😄 then"), (":cn:", "🇨🇳"),
        ])
    func replaced(typed: String, said: String) {
        #expect(Emoji.replacing(in: typed) == said)
    }

    @Test(
        "anything else stays as it was typed",
        arguments: [
            "", ":", "::", ":nosuchname:", "a:tada:", ":tada:b", ":tada", "tada:", "12:30:15", "http://x:80:",
            ": tada :",
        ])
    func kept(typed: String) {
        #expect(Emoji.replacing(in: typed) == typed)
    }

    @Test("every name of the table is found, and each is drawn in two columns at most")
    func table() {
        let words = EmojiTable.pairs.description.split(whereSeparator: \.isWhitespace)
        #expect(words.count % 2 == 0 && words.count > 3_800)
        var last = ""
        for index in stride(from: 0, to: words.count, by: 2) {
            let (name, sign) = (String(words[index]), String(words[index + 1]))
            #expect(Emoji.named(name) == sign)
            #expect(name.allSatisfy(Emoji.isNameLetter))
            #expect(last.utf8.lexicographicallyPrecedes(name.utf8))
            #expect(sign.count == 1 && Sanitiser.clean(sign) == sign)
            last = name
        }
        #expect(Emoji.named("") == nil)
        #expect(Emoji.named("zzzzzz") == nil)
    }

    @Test("names that begin so come before those that have it inside")
    func choices() {
        let choices = Emoji.choices("thumbs")
        #expect(choices.map(\.label) == ["👍 thumbsup", "👎 thumbsdown"])
        #expect(Emoji.choices("hug").first?.label == "🤗 hugs")
    }

    @Test(
        "the list opens from the second letter on, and what is chosen is the emoji itself",
        arguments: [
            (":thumbsu", ["👍"]), ("好:thumbsu", ["👍"]), ("：thumbsu", ["👍"]), (":t", []), ("12:30", []),
            ("http://th", []), ("a:thumbsu", []), (":zzzz", []),
        ])
    func offered(typed: String, signs: [String]) throws {
        var chat = try Chat.inLobby()
        chat.types(typed)
        #expect(chat.model.completion.matches == signs)
        guard !signs.isEmpty else { return }
        chat.press(.tab, .enter)
        #expect(
            try chat.buffer("#lobby").transcript.lines.last?.text.plain == typed.prefix { Sign($0) != .colon } + "👍")
    }

    @Test("what is said has them; commands of the server's own and --plain do not")
    func said() throws {
        var chat = try Chat.inLobby()
        for line in [":wave: all", "/me :wave:", "@aaa :wave:", "/msg aaa :wave:", "/topic :wave:", "/raw X :wave:"] {
            chat.enters(line)
        }
        #expect(
            chat.takeSent().map { $0.split(separator: " ", maxSplits: 1).last ?? "" } == [
                "PRIVMSG #lobby :👋 all", "PRIVMSG #lobby :\u{1}ACTION 👋\u{1}", "PRIVMSG aaa :👋", "PRIVMSG aaa :👋",
                "#lobby ::wave:", "wave:",
            ])
        var plain = try Chat.inLobby { $0.isPlain = true }
        plain.happens(.typedLine(":wave:"))
        #expect(plain.takeSent().last?.hasSuffix("PRIVMSG #lobby ::wave:") == true)
    }
}
