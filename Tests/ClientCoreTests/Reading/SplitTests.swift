import Testing

@testable import ClientCore

/// The newest lines stay in sight below while somebody reads back.
@Suite("the newest lines while reading back") struct SplitTests {
    private func lobby(rows: Int = 24, _ change: (inout ClientSettings) -> Void = { _ in }) throws -> Chat {
        var chat = try Chat.inLobby(columns: 46, rows: rows, change)
        for number in 1...60 { chat.hears("@msgid=\(number) :aaa!u@h PRIVMSG #lobby :line \(number)") }
        return chat
    }

    private func row(of text: String, in chat: inout Chat) throws -> Int {
        let rows = chat.screen().split(separator: "\n", omittingEmptySubsequences: false)
        return try #require(rows.firstIndex { $0.contains(text) }, "no \(text)")
    }

    private func click(_ chat: inout Chat, _ text: String) throws {
        let row = try row(of: text, in: &chat)
        chat.press(KeyPress(.mouse(Mouse(.left, .pressed, column: 20, row: row))))
    }

    @Test("five rows of them stand under a rule that says how many lines lie between; what is new comes there at once")
    func picture() throws {
        var chat = try lobby()
        chat.press(.pageUp)
        chat.hears("@msgid=61 :bbb!u@h PRIVMSG #lobby :" + String(repeating: "word ", count: 8))
        #expect(
            chat.screen() == """
                 #lobby                                     3
                 09:02 aaa      line 26
                 09:02 aaa      line 27
                 09:02 aaa      line 28
                 09:02 aaa      line 29
                 09:02 aaa      line 30
                 09:02 aaa      line 31
                 09:02 aaa      line 32
                 09:02 aaa      line 33
                 09:02 aaa      line 34
                 09:02 aaa      line 35
                 09:02 aaa      line 36
                 09:02 aaa      line 37
                 09:02 aaa      line 38
                 09:02 aaa      line 39
                 09:02 aaa      line 40
                 ─ 17 lines between · End goes to the newest ─
                 09:02 aaa      line 58
                 09:02 aaa      line 59
                 09:02 aaa      line 60
                 09:02 bbb      word word word word word word
                                word word
                 @nick private  /help  Ctrl-K go to
                 #lobby ›
                """)
    }

    @Test("a line that is on the screen only in part counts as one between")
    func cut() throws {
        var chat = try lobby()
        chat.hears("@msgid=61 :bbb!u@h PRIVMSG #lobby :" + String(repeating: "word ", count: 40))
        chat.press(.pageUp)
        let rule = try row(of: "between", in: &chat)
        let rows = chat.screen().split(separator: "\n", omittingEmptySubsequences: false)
        let last = try #require(rows[rule - 1].split(separator: " ").last.flatMap { Int($0) })
        #expect(rows[rule].contains(" \(61 - last) lines between "))
    }

    @Test("Chinese says it in Chinese")
    func chinese() throws {
        var chat = try lobby { $0.language = .chinese }
        chat.press(.pageUp)
        #expect(chat.screen().contains(" 中间还有 15 条 · End 回到最新 "))
    }

    @Test(
        "there are fewer of them on a lower screen, and none on a very low one",
        arguments: [(24, 5), (21, 4), (17, 3), (13, 2), (12, 0), (8, 0)])
    func rows(rows: Int, tail: Int) throws {
        var chat = try lobby(rows: rows)
        chat.press(.pageUp)
        let lines = chat.screen().split(separator: "\n", omittingEmptySubsequences: false)
        let rule = lines.firstIndex { $0.contains("between") }
        #expect(rule.map { lines[($0 + 1)...].count { $0.contains("line ") } } ?? 0 == tail)
        #expect(lines.contains { $0.contains("more below") } == (tail == 0))
    }

    @Test("a page up and a page down is where it began, with one row on both pages")
    func pages() throws {
        var chat = try lobby()
        chat.press(.pageUp)
        chat.press(.pageUp)
        let before = chat.screen()
        #expect(try row(of: "line 26", in: &chat) == 15)
        chat.press(.pageDown)
        #expect(try row(of: "line 26", in: &chat) == 1)
        chat.press(.pageUp)
        #expect(chat.screen() == before)
        for _ in 0..<4 { chat.press(.pageDown) }
        #expect(chat.model.buffers[chat.model.current].place == .newest)
        #expect(!chat.screen().contains("between"))
    }

    @Test("End with nothing to move over, and a click on the rule, go to the newest")
    func newest() throws {
        var chat = try lobby()
        chat.press(.pageUp)
        chat.types("ab")
        chat.press(.home)
        chat.press(.end)
        #expect(chat.screen().contains("between"))
        chat.press(.end)
        #expect(!chat.screen().contains("between"))
        chat.press(.pageUp)
        try click(&chat, "between")
        #expect(!chat.screen().contains("between"))
    }

    @Test("a line of either part can be taken in hand; the keyboard takes one of those that are read")
    func inHand() throws {
        var chat = try lobby()
        chat.press(.pageUp)
        let before = chat.screen()
        try click(&chat, "line 59")
        #expect(chat.model.selectedLine?.text.plain == "line 59")
        let rows = { (screen: String) in
            screen.split(separator: "\n", omittingEmptySubsequences: false).prefix(22)
        }
        #expect(rows(chat.screen().replacing(">", with: " ")) == rows(before))
        chat.press(.escape)
        try click(&chat, "line 30")
        #expect(chat.model.selectedLine?.text.plain == "line 30")
        chat.press(.escape)
        chat.press(KeyPress(.up, .shift))
        #expect(chat.model.selectedLine?.text.plain == "line 40")
        chat.press(KeyPress(.down, .shift))
        #expect(try row(of: "line 41", in: &chat) == 15)
        for _ in 0..<3 { chat.press(KeyPress(.up, .shift)) }
        #expect(try row(of: "line 38", in: &chat) == 12)
    }

    @Test("/set split_scroll no gives the whole pane to what is read")
    func off() throws {
        var chat = try lobby()
        chat.press(.pageUp)
        #expect(chat.screen().contains("between"))
        chat.enters("/set split_scroll no")
        #expect(!chat.screen().contains("between"))
        chat.press(.escape, .escape)
        #expect(chat.screen().contains("line 60"))
        chat.press(.pageUp)
        #expect(chat.screen().contains("more below"))
    }
}
