import Testing

@testable import ClientCore

@Suite("on the smallest screen, 20 columns and 6 rows") struct SmallScreenTests {
    private func lobby(_ language: Language, isHosting: Bool = false) throws -> Chat {
        try Chat.inLobby(members: "me xiaoming bot ann", columns: 20, rows: 6) {
            $0.language = language
            $0.networks[0].isHosting = isHosting
        }
    }

    private func rows(_ chat: inout Chat) -> [String] {
        chat.screen().split(separator: "\n", omittingEmptySubsequences: false).map {
            String($0.drop { $0 == " " })
        }
    }

    @Test("whoever would end the chat for others is told so, and how to do it all the same")
    func leaving() throws {
        var chat = try lobby(.english, isHosting: true)
        chat.enters("/quit")
        #expect(
            rows(&chat)[1...4] == ["still here: ann, …", "this ends the chat", "for them · again", "leaves"])
        chat = try lobby(.chinese, isHosting: true)
        chat.enters("/quit")
        #expect(rows(&chat)[1...4] == ["还有人在：ann,", "bot, xiaoming · 退", "出会结束聊天 · 再", "按一次退出"])
    }

    @Test("an answer that is longer than its rows loses its beginning, not what it says to do")
    func longAnswers() throws {
        for (typed, english, chinese) in [
            ("/joinn", "mean /join?", "/join"), ("/set nothing 5", "/set lists them", "/set 列出全部"),
            ("/ignore", "/ignore NICK", "/ignore 昵称"),
        ] {
            for (language, end) in [(Language.english, english), (.chinese, chinese)] {
                var chat = try lobby(language)
                chat.enters(typed)
                let shown = rows(&chat)[1...4].joined()
                #expect(shown.filter { $0 != " " }.contains(end.filter { $0 != " " }), "\(shown)")
            }
        }
        var chat = try lobby(.english)
        chat.enters("@zoe hello")
        chat.hears(":s 401 me zoe :No such nick")
        #expect(rows(&chat)[1...4] == ["nobody here is", "called zoe · Enter", "says it to #lobby", "· Esc keeps it"])
        chat.press(.escape)
        chat.press(KeyPress.control("u"))
        chat.enters("@somebody_nobody_has_ever_met_in_here hello")
        chat.hears(":s 401 me somebody_nobody_has_ever_met_in_here :No such nick")
        // The line itself takes two rows now.
        #expect(rows(&chat)[1...3] == ["Enter says it to", "#lobby · Esc keeps", "it"])
    }

    @Test(
        "who reads back is told how to come back, and how to read what is missing",
        arguments: zip([Language.english, .chinese], ["Esc goes there", "Esc 回到最新"]))
    func readingBack(language: Language, end: String) throws {
        var chat = try lobby(language)
        for number in 1...150 { chat.hears("@msgid=\(number) :bbb!u@h PRIVMSG #lobby :line \(number)") }
        chat.press(.pageUp)
        chat.types("x")
        chat.press(.backspace, .pageUp)
        #expect(chat.screen().contains("line 1"))
        chat.happens(.resized(columns: 20, rows: 9))
        #expect(chat.screen().contains(end))
    }

    @Test(
        "where more was said than is known, it says which key reads it",
        arguments: zip([Language.english, .chinese], ["Page Up reads it", "Page Up 查看"]))
    func hole(language: Language, end: String) throws {
        let capabilities = Chat.allCapabilities(history: true)
        var chat = try Chat.inLobby(columns: 20, rows: 6, capabilities: capabilities) { $0.language = language }
        chat.hears(":s BATCH +h chathistory #lobby")
        chat.hears(":s BATCH -h")
        chat.hears("@msgid=1;time=2026-11-23T08:00:00.000Z :aaa!u@h PRIVMSG #lobby :one")
        chat.happens(.disconnected(reason: "reset"))
        chat.waits(1_000)
        chat.happens(.connected)
        chat.isWelcomed(capabilities: capabilities)
        chat.enters("#lobby", members: "me aaa")
        chat.hears(":s FAIL CHATHISTORY MESSAGE_ERROR AFTER #lobby :Messages could not be retrieved")
        chat.hears("@msgid=2;time=2026-11-23T09:01:00.000Z :aaa!u@h PRIVMSG #lobby :two")
        for _ in 0..<5 where !chat.screen().contains(end) { chat.press(.pageUp) }
        #expect(chat.screen().contains(end))
    }

    @Test("what tells that a line was changed stands on one row, and so does what somebody felt")
    func marks() throws {
        var chat = try lobby(.chinese)
        chat.hears("@msgid=1 :bbb!u@h PRIVMSG #lobby :昨天的代码")
        chat.hears("@draft/target-msgid=1;draft/edit-text=今天的代码 :bbb!u@h EDIT #lobby")
        #expect(Array(rows(&chat)[2...4].drop { !$0.hasPrefix("bbb") }) == ["bbb: 今天的代码", "（已修改）"])
    }
}
