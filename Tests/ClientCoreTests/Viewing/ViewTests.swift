import Testing

@testable import ClientCore

/// What a person sees, as it is seen.
@Suite("the screen") struct ViewTests {
    /// A morning in the lobby.
    private func morning(_ columns: Int, _ rows: Int) throws -> Chat {
        var chat = try Chat.inLobby(members: "me @aaa bbb +小明", columns: columns, rows: rows)
        chat.hears("@time=2026-11-22T23:59:00.000Z :aaa!u@h PRIVMSG #lobby :good night")
        chat.hears(":aaa!u@h TOPIC #lobby :欢迎来到聊天室")
        chat.hears("@time=2026-11-23T09:02:00.000Z :bbb!u@h PRIVMSG #lobby :你好！昨天的代码我看过了，有两个问题：第一，换行后仍然对齐在作者名字之后。")
        for nick in ["ccc", "ddd"] { chat.hears(":\(nick)!u@h JOIN #lobby") }
        chat.hears(":ddd!u@h PART #lobby")
        chat.hears(":bbb!u@h AWAY :gone")
        chat.hears(":bbb!u@h PRIVMSG me :psst")
        chat.hears(":小明!u@h PRIVMSG #lobby :me 看这里 https://example.org/")
        chat.enters("ok")
        chat.types("在吗")
        return chat
    }

    @Test(
        "a morning in the lobby",
        arguments: zip(
            [(100, 20), (80, 24), (40, 12), (20, 6)],
            [
                """
                 Example          #lobby  欢迎来到聊天室                                                  members 5
                >#lobby                                                                         ops 1
                                                                                                @aaa
                 @bbb         !1                                                                voiced 1
                                                                                                +小明
                                                                                                members 3
                                                                                                 bbb           away
                                                                                                 ccc
                                                                                                 me
                                  ──────────────────── Sunday 22 November ─────────────────────
                                  23:59  aaa       good night
                                  ──────────────────── Monday 23 November ─────────────────────
                                  09:02  aaa set the topic: 欢迎来到聊天室
                                  09:02  bbb       你好！昨天的代码我看过了，有两个问题：第一，
                                                   换行后仍然对齐在作者名字之后。
                                  .....  ccc joined, ddd came by
                                  09:02  小明      me 看这里 https://example.org/
                                    ...  me        ok

                 #lobby › 在吗
                """,
                """
                 Example          #lobby  欢迎来到聊天室                              members 5
                >#lobby                                                         ops 1
                                                                                @aaa
                 @bbb         !1                                                voiced 1
                                                                                +小明
                                                                                members 3
                                                                                 bbb       away
                                                                                 ccc
                                                                                 me



                                  ──────────── Sunday 22 November ─────────────
                                  23:59 aaa      good night
                                  ──────────── Monday 23 November ─────────────
                                  09:02 aaa set the topic: 欢迎来到聊天室
                                  09:02 bbb      你好！昨天的代码我看过了，有两
                                                 个问题：第一，换行后仍然对齐在
                                                 作者名字之后。
                                  ..... ccc joined, ddd came by
                                  09:02 小明     me 看这里 https://example.org/
                                    ... me       ok

                 #lobby › 在吗
                """,
                """
                 #lobby  欢迎来到聊天室               5
                 09:02 aaa set the topic: 欢迎来到聊天室
                 09:02 bbb      你好！昨天的代码我看过
                                了，有两个问题：第一，换
                                行后仍然对齐在作者名字之
                                后。
                 ..... ccc joined, ddd came by
                 09:02 小明     me 看这里
                                https://example.org/
                   ... me       ok
                 @bbb !1
                 #lobby › 在吗
                """,
                """
                 #lobby  欢   !1  5
                 小明: me 看这里
                  https://example.or
                  g/
                 me: ok
                 #lob› 在吗
                """,
            ]))
    func lobby(size: (Int, Int), picture: String) throws {
        var chat = try morning(size.0, size.1)
        let screen = chat.model.view()
        #expect(screen.description == picture)
        #expect(screen.cursor?.row == size.1 - 1)
    }

    @Test("a private chat in Chinese, begun with a full-width sign")
    func privateChat() throws {
        var chat = try Chat.inLobby(nick: "小红", members: "小红 小明", columns: 60, rows: 9) { $0.language = .chinese }
        chat.enters("＠小明 你好，今天有空吗？")
        chat.isEchoed("PRIVMSG 小明 :你好，今天有空吗？", label: "1", id: "1")
        chat.press(KeyPress.control("n"))
        chat.later(by: 60_000)
        chat.hears("@time=2026-11-23T09:03:00.000Z :小明!u@h PRIVMSG 小红 :有空！“六点半”在老地方见（门口），好不好？")
        #expect(
            chat.screen() == """
                 @小明



                 ───────────────────── 11月23日 星期一 ─────────────────────
                 09:02  小红      你好，今天有空吗？
                 09:03  小明      有空！“六点半”在老地方见（门口），好不好？
                 @昵称 私聊  /help 帮助  Ctrl-K 跳转
                 @小明 ›
                """)
    }

    @Test("a private line to nobody stands in the input with what Enter would do")
    func nobody() throws {
        var chat = try Chat.inLobby(columns: 80, rows: 8)
        chat.enters("psst@zed")
        chat.hears(":s 401 me zed :No such nick")
        #expect(
            chat.screen() == """
                 Example          #lobby                                              members 3
                >#lobby                                                         @aaa
                                                                                 bbb
                                                                                 me


                 nobody here is called zed · Enter says it to #lobby · Esc keeps it
                 #lobby › psst@zed
                """)
    }

    @Test("a long line that is being written takes more rows, five at most")
    func longInput() throws {
        var chat = try Chat.inLobby(columns: 40, rows: 18)
        chat.types(String(repeating: "字", count: 20) + "end")
        #expect(
            chat.screen() == """
                 #lobby                               3















                 #lobby › 字字字字字字字字字字字字字字
                          字字字字字字end
                """)
        #expect(chat.model.view().cursor == Screen.Position(row: 17, column: 25))
        chat.types(String(repeating: "字", count: 200))
        #expect(chat.model.layout.inputRows.count == 5)
        #expect(chat.model.view().cursor?.row == 17)
    }

    @Test("what came while the person was elsewhere stands under a rule")
    func marker() throws {
        var chat = try Chat.inLobby(columns: 72, rows: 10)
        chat.enters("#swift", members: "me aaa")
        chat.hears(":aaa!u@h PRIVMSG #swift :before")
        chat.press(KeyPress.control("n"))
        chat.press(KeyPress.control("p"))
        chat.hears(":aaa!u@h PRIVMSG #swift :one")
        chat.hears(":aaa!u@h PRIVMSG #swift :two")
        chat.press(KeyPress.control("n"))
        #expect(
            chat.screen() == """
                 Example          #swift                                      members 2
                 #lobby                                                  aaa
                >#swift                                                  me
                                  ──────── Monday 23 November ─────────
                                  09:02 aaa      before
                                  ─────────────── 2 new ───────────────
                                  09:02 aaa      one
                                  09:02 aaa      two
                 @nick private  /help  Ctrl-K go to
                 #swift ›
                """)
    }

    @Test("below 20x6 there are only words that say so", arguments: [(19, 6), (20, 5), (5, 1), (1, 1), (0, 0)])
    func tooSmall(columns: Int, rows: Int) throws {
        var chat = try morning(columns, rows)
        #expect("too small".hasPrefix(chat.screen().prefix(9)))
    }

    @Test("no size is too odd to draw, at any place of the text")
    func sizes() throws {
        var chat = try morning(80, 24)
        for columns in stride(from: 1, through: 140, by: 3) {
            for rows in [1, 6, 7, 8, 13, 60] {
                chat.happens(.resized(columns: columns, rows: rows))
                chat.press(.pageUp)
                let screen = chat.model.view()
                #expect(screen.columns == columns && screen.rows == rows)
                if let cursor = screen.cursor { #expect(cursor.row < rows && cursor.column < columns) }
            }
        }
    }

    @Test("no meaning by colour alone: a mention, a failure, an absence and a pending line have a sign or an attribute")
    func withoutColour() throws {
        var chat = try morning(100, 20)
        let screen = chat.model.view()
        let rows = screen.description.split(separator: "\n", omittingEmptySubsequences: false)
        let mention = try #require(rows.firstIndex { $0.contains("https://") })
        #expect(screen[row: mention, column: 25].style.attributes.contains(.reverse))
        let pending = try #require(rows.firstIndex { $0.hasSuffix("me        ok") })
        #expect(screen[row: pending, column: 35].style.attributes.contains(.dim))
        #expect(rows[pending].contains("...  me"))
        #expect(rows.contains { $0.hasSuffix(" bbb           away") })
    }

    @Test("lines are wrapped anew, once, when the terminal tells how wide it draws")
    func measured() throws {
        var chat = try Chat.inLobby(columns: 40, rows: 10)
        chat.hears(":aaa!u@h PRIVMSG #lobby :“好”“好”“好”“好”“好”")
        #expect(chat.screen().contains("“好”“好”“好”“好”“好”"))
        chat.happens(.measured(WidthRules(ambiguous: 2)))
        #expect(!chat.screen().contains("“好”“好”“好”“好”“好”"))
        #expect(chat.screen().contains("“好”“好”“好”"))
    }

    @Test("what the person has set about the width stays")
    func fixedWidth() throws {
        var chat = try Chat.inLobby { $0.ambiguousWidth = 1 }
        var rules = WidthRules(ambiguous: 2)
        rules.joinsFlags = false
        chat.happens(.measured(rules))
        #expect(chat.model.settings.widthRules.ambiguous == 1)
        #expect(!chat.model.settings.widthRules.joinsFlags)
    }

    @Test("an answer of the terminal is no key")
    func report() throws {
        var chat = try Chat.inLobby()
        let before = chat.screen()
        for report in [TerminalReport.attributes, .cursor(row: 3, column: 4), .mode(2026, .on), .scheme(isDark: true)] {
            chat.press(.report(report))
        }
        #expect(chat.screen() == before && chat.takeEffects().isEmpty)
    }
}
