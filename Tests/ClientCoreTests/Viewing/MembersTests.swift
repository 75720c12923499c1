import Testing

@testable import ClientCore

@Suite("the sidebar of members") struct MembersTests {
    private func sidebar(_ chat: inout Chat) -> [String] {
        let screen = chat.model.view()
        let layout = chat.model.layout
        return layout.paneRows.map { row in
            let text = layout.members.map { screen[row: row, column: $0].text }.joined()
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
    }

    private func turnWheel(_ chat: inout Chat, _ button: Mouse.Button) {
        let layout = chat.model.layout
        let (column, row) = (layout.members.lowerBound, layout.paneRows.lowerBound)
        chat.press(KeyPress(.mouse(Mouse(button, .pressed, column: column, row: row))))
    }

    @Test("members stand below the name of their rank; who writes or is away has a word for it")
    func groups() throws {
        var chat = try Chat.inLobby(members: "me @aaa bbb +小明 ccc @zed", rows: 14)
        chat.hears(":bbb!u@h AWAY :lunch")
        chat.hears("@+typing=active :小明!u@h TAGMSG #lobby")
        #expect(
            sidebar(&chat) == [
                "ops 2",
                "@aaa",
                "@zed",
                "voiced 1",
                "+小明    typing",
                "members 3",
                " bbb       away",
                " ccc",
                " me",
                "", "",
            ])
        chat.enters("/set language zh")
        #expect(sidebar(&chat)[...5] == ["管理员 2", "@aaa", "@zed", "有发言权 1", "+小明    输入中", "成员 3"])
    }

    @Test("a word that has no room beside the nick becomes a sign, and a nick that has none ends in one")
    func narrow() throws {
        var chat = try Chat.inLobby(members: "me elizabeth wolfgang_amadeus 一二三四五六七八九", rows: 12)
        for nick in ["elizabeth", "wolfgang_amadeus", "一二三四五六七八九"] { chat.hears(":\(nick)!u@h AWAY :out") }
        #expect(sidebar(&chat)[...3] == [" elizabeth    ◌", " me", " wolfgang_am… ◌", " 一二三四五…  ◌"])
        chat.happens(.measured(WidthRules(ambiguous: 2)))
        #expect(sidebar(&chat)[...3] == [" elizabeth    z", " me", " wolfgang_am~ z", " 一二三四五~  z"])
        chat.hears("@+typing=active :elizabeth!u@h TAGMSG #lobby")
        #expect(sidebar(&chat)[0] == " elizabeth  ...")
    }

    @Test("a wide screen gives long nicks more room")
    func wide() throws {
        var chat = try Chat.inLobby(members: "me wolfgang_amadeus", columns: 200, rows: 12)
        chat.hears(":wolfgang_amadeus!u@h AWAY :out")
        #expect(sidebar(&chat)[...1] == [" me", " wolfgang_amadeus    away"])
    }

    @Test("where all have one rank, or rows are few, ranks are signs alone")
    func untitled() throws {
        var chat = try Chat.inLobby(members: "me bbb ccc", rows: 14)
        #expect(sidebar(&chat)[...2] == [" bbb", " ccc", " me"])
        chat = try Chat.inLobby(members: "me @bbb ccc", rows: 11)
        #expect(sidebar(&chat)[...2] == ["@bbb", " ccc", " me"])
    }

    private static let crowd = "@op me " + (1...40).map { $0 < 10 ? "n0\($0)" : "n\($0)" }.joined(separator: " ")

    @Test("the wheel over a list that is longer than the screen moves it, to its ends and no further")
    func wheel() throws {
        var chat = try Chat.inLobby(members: Self.crowd, rows: 13)
        #expect(
            sidebar(&chat) == [
                "ops 1", "@op", "members 41", " me", " n01", " n02", " n03", " n04", " n05", " 35 more",
            ])
        turnWheel(&chat, .wheelDown)
        #expect(
            sidebar(&chat) == [
                " 2 above", " n01", " n02", " n03", " n04", " n05", " n06", " n07", " n08", " 32 more",
            ])
        for _ in 0..<30 { turnWheel(&chat, .wheelDown) }
        #expect(sidebar(&chat).first == " 33 above" && sidebar(&chat).last == " n40")
        for _ in 0..<30 { turnWheel(&chat, .wheelUp) }
        #expect(sidebar(&chat).first == "ops 1")
    }

    @Test("the wheel over a list that is all on the screen turns the messages back")
    func shortList() throws {
        var chat = try Chat.inLobby(rows: 12)
        for number in 1...40 { chat.hears(":aaa!u@h PRIVMSG #lobby :\(number)") }
        turnWheel(&chat, .wheelUp)
        #expect(chat.screen().contains("more below"))
    }

    @Test("a click asks about whoever is drawn on that row, wherever the list stands", arguments: [11, 12, 14, 24, 60])
    func clicks(rows: Int) throws {
        var chat = try Chat.inLobby(members: "me @aaa +bbb @zed +小明 " + Self.crowd, rows: rows)
        for _ in 0..<20 {
            let layout = chat.model.layout
            for (row, text) in zip(layout.paneRows, sidebar(&chat)) {
                let top = chat.model.buffers[chat.model.current].membersTop
                let column = layout.members.lowerBound
                chat.press(KeyPress(.mouse(Mouse(.left, .pressed, column: column, row: row))))
                // A title has no sign before it, and what is told of the others has a word behind it.
                let isNick = [" ", "@", "+"].contains(text.prefix(1)) && !text.dropFirst().contains(" ")
                #expect((chat.model.panel != nil) == isNick)
                if isNick { #expect(chat.model.panel?.title == String(text.dropFirst())) }
                chat.model.panel = nil
                chat.model.buffers[chat.model.current].membersTop = top
            }
            turnWheel(&chat, .wheelDown)
        }
    }

    @Test("those below the screen are reached by a click on how many they are")
    func more() throws {
        var chat = try Chat.inLobby(members: Self.crowd, rows: 13)
        let layout = chat.model.layout
        func click(_ row: Int) {
            chat.press(KeyPress(.mouse(Mouse(.left, .pressed, column: layout.members.lowerBound, row: row))))
        }
        click(layout.paneRows.upperBound - 1)
        #expect(
            sidebar(&chat) == [" 7 above", " n06", " n07", " n08", " n09", " n10", " n11", " n12", " n13", " 27 more"])
        click(layout.paneRows.lowerBound)
        #expect(sidebar(&chat).first == "ops 1")
    }

    @Test("members who leave never take the list off the screen")
    func shrinks() throws {
        var chat = try Chat.inLobby(members: Self.crowd, rows: 13)
        for _ in 0..<30 { turnWheel(&chat, .wheelDown) }
        for number in 10...38 { chat.hears(":n\(number)!u@h QUIT") }
        #expect(sidebar(&chat).last == " n40")
        #expect(sidebar(&chat).first == " 4 above")
    }
}
