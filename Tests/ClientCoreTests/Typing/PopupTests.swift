import Testing

@testable import ClientCore

/// The list above the input line, as a person works with it.
@Suite("the list of completions") struct PopupTests {
    private func lobby(columns: Int = 80, rows: Int = 14, _ language: Language = .english) throws -> Chat {
        var chat = try Chat.inLobby(members: "me @aaa bbb 小明 小美", columns: columns, rows: rows) {
            $0.language = language
        }
        chat.hears(":bbb!u@h PRIVMSG #lobby :hi")
        chat.hears(":小明!u@h PRIVMSG #lobby :在吗")
        return chat
    }

    private func line(_ chat: Chat) -> String { chat.model.buffers[chat.model.current].editor.text }

    @Test("opens as one types @, last to speak first, and goes with the word")
    func nicks() throws {
        var chat = try lobby()
        chat.types("@")
        #expect(chat.model.completion.matches == ["小明", "bbb", "aaa", "小美"])
        #expect(line(chat) == "@")
        chat.types("xm")
        #expect(chat.model.completion.matches == ["小明", "小美"])
        chat.types("z")
        #expect(!chat.model.completion.isOpen)
    }

    @Test(
        "opens behind each sign, of either width, and at the end of running text",
        arguments: [
            ("＠小", ["小明", "小美"]), ("#", ["#lobby"]), ("＃lo", ["#lobby"]), ("/to", ["topic"]), ("／to", ["topic"]),
            ("/members", ["names"]), ("在吗＠xiaoming", ["小明"]), ("hi @b", ["bbb"]),
        ])
    func signs(typed: String, matches: [String]) throws {
        var chat = try lobby()
        chat.types(typed)
        #expect(chat.model.completion.matches == matches)
    }

    @Test(
        "plain words, addresses and what nothing matches open nothing",
        arguments: ["b", "hi", "a@@b", "/zz", "@zz", "x@"])
    func quiet(typed: String) throws {
        var chat = try lobby()
        chat.types(typed)
        #expect(!chat.model.completion.isOpen)
    }

    @Test("Tab and the arrows choose, and what is chosen stands in the line")
    func choosing() throws {
        var chat = try lobby()
        chat.types("@")
        chat.press(.tab)
        #expect(line(chat) == "@小明 ")
        chat.press(.down)
        #expect(line(chat) == "@bbb ")
        chat.press(.up)
        #expect(line(chat) == "@小明 ")
        chat.press(.up)
        #expect(line(chat) == "@小美 ")
        chat.press(.backTab)
        #expect(line(chat) == "@aaa ")
        chat.types("x")
        #expect(line(chat) == "@aaa x")
        #expect(!chat.model.completion.isOpen)
    }

    @Test("Enter sends what stands in the line, chosen or not")
    func entering() throws {
        var chat = try lobby()
        chat.types("/topic")
        #expect(chat.model.completion.isOpen)
        chat.press(.enter)
        #expect(chat.takeSent() == ["TOPIC :#lobby"])
        chat.types("@b")
        chat.press(.tab)
        chat.enters("psst")
        #expect(chat.takeSent() == ["@label=1 PRIVMSG bbb :psst"])
    }

    @Test("Esc closes it for this word, not for the next one, and keeps the line")
    func closing() throws {
        var chat = try lobby()
        chat.types("@")
        chat.press(.escape)
        chat.types("b")
        #expect(!chat.model.completion.isOpen)
        #expect(line(chat) == "@b")
        chat.types(" @b")
        #expect(chat.model.completion.isOpen)
        chat.press(.tab)
        #expect(line(chat) == "@b @bbb ")
    }

    @Test("with no list open the arrows go through earlier lines as before")
    func history() throws {
        var chat = try lobby()
        chat.enters("@bbb one")
        chat.press(.up)
        #expect(line(chat) == "@bbb one")
        #expect(!chat.model.completion.isOpen)
    }

    @Test(
        "stands above the word, with what each command is for; small screens have one row of it",
        arguments: zip(
            [(80, 14), (40, 12), (20, 6)],
            [
                """
                 Example          #lobby                                              members 5
                >#lobby                                                         ops 1
                                                                                @aaa
                                                                                members 4
                                                                                 bbb
                                                                                 me
                                                                                 小明
                                                                                 小美

                 ──────────────────────────────────────────────────────────────────────────────
                          /nick NAME         change your name
                          /notice NICK TEXT  send a notice to a member or a room
                        > /names [#ROOM]     who is in the room; short: #
                 #lobby › /names
                """,
                """
                 #lobby                               5






                 ──────────────────────────────────────
                  /nick NAME         change your name
                  /notice NICK TEXT  send a notice to a
                > /names [#ROOM]     who is in the room;
                 #lobby › /names
                """,
                """
                 #lobby           5
                 Monday 23 November
                 bbb: hi
                 小明: 在吗
                 [names]
                 #lob› /names
                """,
            ]))
    func pictures(size: (Int, Int), picture: String) throws {
        var chat = try lobby(columns: size.0, rows: size.1)
        chat.types("/n")
        chat.press(.backTab)
        #expect(chat.screen() == picture)
    }
}
