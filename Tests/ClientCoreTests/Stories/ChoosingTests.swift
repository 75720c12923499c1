import ChatProtocol
import Testing

@testable import ClientCore

@Suite("a screen of one's own") struct ChoosingTests {
    private func lobby(_ columns: Int = 80) throws -> Chat {
        var chat = try Chat.inLobby(columns: columns, rows: 8)
        chat.hears(":aaa!u@h PRIVMSG #lobby :hello")
        return chat
    }

    private func row(_ text: String, _ chat: inout Chat) throws -> Substring {
        try #require(chat.screen().split(separator: "\n").first { $0.contains(text) })
    }

    @Test("F2 and F3 fold the rooms and the members away, and the messages take their place")
    func folding() throws {
        var chat = try lobby()
        #expect(try row("hello", &chat) == "                  09:02 aaa      hello")
        chat.press(.function(2))
        #expect(try row("hello", &chat) == " 09:02  aaa       hello")
        #expect(!chat.screen().contains(" Example"))
        chat.press(.function(3))
        #expect(!chat.screen().contains("@aaa"))
        #expect(chat.screen().contains("members 3"))
        chat.press(.function(2), .function(3))
        #expect(chat.screen().contains("@aaa"))
    }

    @Test("/set changes what is seen at once: times, language, colours")
    func setting() throws {
        var chat = try lobby()
        chat.enters("/set timestamps no")
        #expect(try row("hello", &chat) == "                  aaa      hello")
        chat.enters("/set language zh")
        #expect(chat.screen().contains("成员 3"))
        #expect(chat.screen().contains("11月23日 星期一"))
        func ink() -> Style.Ink {
            let screen = chat.model.view()
            let row = (0..<screen.rows).first { screen.row($0).contains("hello") } ?? 0
            return screen[row: row, column: 18].style.ink
        }
        #expect(ink() != .plain)
        chat.enters("/set nick_colours no")
        #expect(ink() == .plain)
        #expect(
            chat.takeEffects().filter { if case .keep = $0 { true } else { false } } == [
                .keep(.timestamps, "no"), .keep(.language, "zh"), .keep(.nickColours, "no"),
            ])
    }
}

@Suite("reading back and forth") struct PagingTests {
    private func longTalk() throws -> Chat {
        var chat = try Chat.inLobby(columns: 60, rows: 12)
        for number in 1...60 { chat.hears("@msgid=\(number) :aaa!u@h PRIVMSG #lobby :line \(number).") }
        return chat
    }

    @Test("the wheel goes some lines, Ctrl-Home and Ctrl-End all the way; who reads back is told how much is below")
    func moving() throws {
        var chat = try longTalk()
        func wheel(_ button: Mouse.Button) { chat.press(KeyPress(.mouse(Mouse(button, .pressed, column: 30, row: 5)))) }
        #expect(chat.screen().contains("line 60."))
        wheel(.wheelUp)
        #expect(!chat.screen().contains("line 60."))
        #expect(chat.screen().contains("3 more below"))
        wheel(.wheelDown)
        #expect(chat.screen().contains("line 60."))
        chat.press(KeyPress(.home, .control))
        #expect(chat.screen().contains("line 1."))
        chat.press(KeyPress(.end, .control))
        #expect(chat.screen().contains("line 60."))
        chat.press(.pageUp)
        chat.press(.escape)
        #expect(chat.screen().contains("line 60."))
    }

    @Test("Alt-A goes to where the person is spoken to, then to what is unread, then stays")
    func unread() throws {
        var chat = try Chat.inLobby()
        for room in ["#tea", "#cake"] { chat.enters(room, members: "me aaa") }
        chat.press(KeyPress.alt("2"))
        chat.hears(":aaa!u@h PRIVMSG #tea :anybody?")
        chat.hears(":aaa!u@h PRIVMSG #cake :me: look")
        var visited: [String] = []
        for _ in 0..<3 {
            chat.press(KeyPress.alt("a"))
            visited.append(chat.model.buffers[chat.model.current].label)
        }
        #expect(visited == ["#cake", "#tea", "#tea"])
    }

    @Test("Alt-1 to Alt-9, Ctrl-N and Ctrl-P go from chat to chat, around the ends too")
    func switching() throws {
        var chat = try Chat.inLobby()
        chat.enters("#tea", members: "me aaa")
        func label() -> String { chat.model.buffers[chat.model.current].label }
        chat.press(KeyPress.alt("1"))
        #expect(label() == "Example")
        chat.press(KeyPress.control("p"))
        #expect(label() == "#tea")
        chat.press(KeyPress.control("n"))
        #expect(label() == "Example")
        chat.press(KeyPress.alt("9"))
        #expect(label() == "Example")
        chat.press(KeyPress(.down, .alt))
        #expect(label() == "#lobby")
    }
}
