import Testing

@testable import ClientCore

/// Ctrl-K, as a person works with it.
@Suite("going somewhere by a part of its name") struct GoToTests {
    private func house(columns: Int = 80, rows: Int = 12) throws -> Chat {
        var chat = try Chat.inLobby(members: "me aaa 小红", columns: columns, rows: rows)
        chat.enters("#tea", members: "me aaa bbb 小明")
        chat.enters("#茶馆", members: "me 小明")
        chat.hears(":aaa!u@h PRIVMSG #tea :anybody?")
        chat.hears(":bbb!u@h PRIVMSG me :psst")
        chat.press(KeyPress.control("k"))
        return chat
    }

    private func labels(_ chat: Chat) -> [String] { chat.model.goingTo?.goals.map(\.label) ?? [] }

    private func place(_ chat: Chat) -> String { chat.model.buffers[chat.model.current].label }

    @Test(
        "with nothing typed: where somebody spoke to the person, where anything is unread, the other ones, the members")
    func unreadFirst() throws {
        let chat = try house()
        #expect(place(chat) == "#lobby")
        #expect(labels(chat) == ["@bbb", "#tea", "Example", "#茶馆", "#lobby", "@aaa", "@小红", "@小明"])
    }

    @Test(
        "finds rooms, chats and members of all rooms as one types",
        arguments: [
            ("te", ["#tea"]), ("e", ["Example", "#tea"]), ("#", ["#tea", "#茶馆", "#lobby"]), ("＃cg", ["#茶馆"]),
            ("@", ["@bbb", "@aaa", "@小红", "@小明"]), ("xm", ["@小明"]), ("＠xh", ["@小红"]), ("xiao", ["@小红", "@小明"]),
            ("cg", ["#茶馆"]), ("hong", ["@小红"]), ("zzz", []),
        ])
    func finds(typed: String, found: [String]) throws {
        var chat = try house()
        chat.types(typed)
        #expect(labels(chat) == found)
    }

    @Test("arrows and Tab move, around the ends too, and Enter goes there")
    func moves() throws {
        var chat = try house()
        chat.press(.down, .tab)
        #expect(chat.model.goingTo?.goal?.label == "Example")
        chat.press(.up, .backTab, .up)
        #expect(chat.model.goingTo?.goal?.label == "@小明")
        chat.press(.enter)
        #expect(place(chat) == "@小明")
        #expect(chat.model.goingTo == nil)
    }

    @Test("a letter more begins at the best one again; moving the cursor does not")
    func again() throws {
        var chat = try house()
        chat.press(.down, .down)
        chat.types("x")
        #expect(chat.model.goingTo?.chosen == 0)
        chat.press(.down, .left)
        #expect(chat.model.goingTo?.chosen == 1)
    }

    @Test("Enter with no such place says so; Esc and Ctrl-C close and leave the line alone")
    func nothing() throws {
        var chat = try house()
        chat.enters("zzz")
        #expect(chat.screen().contains("nothing is called so"))
        chat.types("draft")
        for key in [KeyPress(.escape), .control("c"), .control("k")] {
            chat.press(KeyPress.control("k"))
            chat.types("te")
            chat.press(key)
            #expect(chat.model.goingTo == nil)
            #expect(chat.model.buffers[chat.model.current].editor.text == "draft")
        }
    }

    @Test("a place that is gone by the time of Enter leads nowhere")
    func gone() throws {
        var chat = try house()
        chat.types("tea")
        chat.hears(":me!u@h PART #tea")
        chat.model.close(try #require(chat.model.buffers.firstIndex { $0.label == "#tea" }))
        chat.press(.enter)
        #expect(place(chat) == "#lobby")
    }

    @Test(
        "the list, on each size of screen",
        arguments: zip(
            [(80, 12), (40, 12), (20, 6)],
            [
                """
                 Example          #lobby                                              members 3
                >#lobby                                                          aaa
                 ──────────────────────────────────────────────────────────────────────────────
                       > @bbb     !1
                         #tea     1
                         Example
                         #茶馆
                         #lobby
                         @aaa
                         @小红
                         @小明
                 go to ›
                """,
                """
                 #lobby                               3

                 ──────────────────────────────────────
                       > @bbb     !1
                         #tea     1
                         Example
                         #茶馆
                         #lobby
                         @aaa
                         @小红
                         @小明
                 go to ›
                """,
                """
                 #lobby           3
                      > @bbb     !1
                        #tea     1
                        Example
                        #茶馆
                 go to ›
                """,
            ]))
    func pictures(size: (Int, Int), picture: String) throws {
        var chat = try house(columns: size.0, rows: size.1)
        #expect(chat.screen() == picture)
    }
}
