import Testing

@testable import ClientCore

@Suite("emoji drawn as their names") struct EmojiFormTests {
    @Test(
        "every form of an emoji has a name; what is drawn as a letter stays",
        arguments: [
            ("👍", ":thumbsup:"), ("👍🏽 ok", ":thumbsup: ok"), ("❤️", ":heart:"), ("❤", "❤"), ("👩‍💻", ":woman_technologist:"),
            ("👩🏽‍💻", ":woman_technologist:"), ("🇨🇳", ":cn:"), ("1️⃣", ":one:"), ("a🎉🎉b", "a:tada::tada:b"), ("©", "©"),
            ("你好，“世界”…", "你好，“世界”…"), ("👩‍🐈", ":woman::cat2:"), ("🇦🇦", ":flag_aa:"), ("é à", "é à"),
            ("👍\u{FE0E}", "👍\u{FE0E}"),
            ("🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", ":england:"), ("", ""),
        ])
    func names(text: String, spelled: String) {
        #expect(Emoji.spelledOut(text) == spelled)
    }

    @Test("a name that is typed comes back as it is drawn, whichever it is")
    func back() {
        for (name, sign) in Emoji.allNames {
            let shown = Emoji.spelledOut(sign)
            guard shown != sign else { continue }
            #expect(Emoji.named(shown.dropFirst().dropLast()).map(Emoji.spelledOut) == shown, "\(name)")
        }
    }

    private func lobby(columns: Int, rows: Int = 9) throws -> Chat {
        var chat = try Chat.inLobby(members: "me 🐱cat", columns: columns, rows: rows) { $0[.emoji] = "shortcode" }
        chat.hears(":🐱cat!u@h TOPIC #lobby :🎉 party")
        chat.hears("@msgid=1 :🐱cat!u@h PRIVMSG #lobby :look 👍 here and 👩‍💻 there")
        chat.hears("@msgid=t;+draft/react=❤️;+draft/reply=1;+reply=1 :🐱cat!u@h TAGMSG #lobby")
        return chat
    }

    @Test("lines, names, topics, reactions and what is typed agree on how wide they are")
    func picture() throws {
        var chat = try lobby(columns: 60)
        chat.types("ok 👍")
        let screen = chat.model.view()
        #expect(screen.cells.allSatisfy { $0.text.unicodeScalars.allSatisfy { !$0.properties.isEmojiPresentation } })
        #expect(screen.description.contains("#lobby  :tada: party"))
        #expect(screen.description.contains(":heart:"))
        #expect(screen.row(8) == " #lobby › ok :thumbsup:")
        #expect(screen.cursor == Screen.Position(row: 8, column: 23))
        chat.press(.left)
        #expect(chat.model.view().cursor?.column == 13)
    }

    @Test("however narrow it is, nothing is cut off at the edge", arguments: [20, 24, 31, 40])
    func narrow(columns: Int) throws {
        var chat = try lobby(columns: columns, rows: 14)
        chat.types("👩‍💻👍")
        let shown = chat.screen().filter { !$0.isWhitespace }
        #expect(shown.contains("look:thumbsup:here") || columns < 24)
        let typed = chat.model.inputPicture.rows.map(\.plain).joined()
        #expect(typed == ":woman_technologist::thumbsup:")
        #expect(chat.model.inputPicture.rows.allSatisfy { $0.columns() <= columns })
    }

    @Test("the list of names shows the name alone, and what is chosen stands in the line as it is drawn")
    func popup() throws {
        var chat = try lobby(columns: 60, rows: 16)
        chat.types(":thumbsu")
        #expect(chat.screen().contains("  :thumbsup:"))
        #expect(!chat.screen().contains("👍"))
        chat.press(.tab)
        #expect(chat.screen().contains("#lobby › :thumbsup:"))
        chat.press(.enter)
        #expect(chat.takeSent().last?.contains("👍") == true)
    }

    @Test("/set changes it at once, and lines without a screen follow it too")
    func live() throws {
        var chat = try lobby(columns: 60)
        chat.enters("/set emoji native")
        #expect(chat.screen().contains("look 👍 here"))
        var plain = try Chat.inLobby {
            $0.isPlain = true
            $0[.emoji] = "shortcode"
        }
        _ = plain.model.takePlainLines()
        plain.hears(":aaa!u@h PRIVMSG #lobby :ok 👍")
        #expect(plain.model.takePlainLines() == ["[09:02] #lobby <aaa> ok :thumbsup:"])
    }
}
