import ChatProtocol
import Testing

@testable import ClientCore

@Suite("finding") struct SearchingTests {
    private func lobby() throws -> Chat {
        var chat = try Chat.inLobby(
            columns: 80, rows: 12, capabilities: Chat.allCapabilities(history: true) + " draft/search")
        for number in 1...30 { chat.hears("@msgid=\(number) :aaa!u@h PRIVMSG #lobby :line \(number) 你好") }
        chat.forget()
        return chat
    }

    @Test("as one types, the newest line that holds it is in hand; up and Enter go on to older ones")
    func inBuffer() throws {
        var chat = try lobby()
        chat.press(KeyPress.control("s"))
        chat.types("LINE 2")
        #expect(chat.model.selectedLine?.text.plain == "line 29 你好")
        chat.press(.enter)
        #expect(chat.model.selectedLine?.text.plain == "line 28 你好")
        for _ in 0..<8 { chat.press(.up) }
        #expect(chat.model.selectedLine?.text.plain == "line 20 你好")
        #expect(chat.screen().contains("line 20"))
        chat.press(.down)
        #expect(chat.model.selectedLine?.text.plain == "line 21 你好")
        chat.types("x")
        #expect(chat.screen().contains("nothing found"))
        chat.press(.escape, .escape, .escape)
        #expect(chat.screen().contains("line 30"))
    }

    @Test("/search asks the server, shows what it found newest first, and goes there")
    func onServer() throws {
        var chat = try lobby()
        chat.enters("/search 你好 from:aaa")
        #expect(chat.takeSent() == ["SEARCH from=aaa;in=#lobby;text=你好;limit=50"])
        chat.hears(":s BATCH +f draft/search")
        chat.hears("@batch=f;msgid=old;time=2026-10-01T08:00:00.000Z :aaa!u@h PRIVMSG #lobby :你好 old")
        chat.hears("@batch=f;msgid=12;time=2026-11-23T08:00:00.000Z :aaa!u@h PRIVMSG #lobby :line 12 你好")
        chat.hears(":s BATCH -f")
        #expect(chat.screen().contains("2 found"))
        let rows = chat.screen().split(separator: "\n").filter { $0.contains("你好") }
        #expect(rows.dropFirst().first?.contains("> 23 Nov 08:00  aaa  line 12 你好") == true)
        chat.press(.enter)
        #expect(chat.model.selectedLine?.id == "12")
        #expect(chat.screen().contains("line 12"))
    }

    @Test("what is not here any more is shown with its surroundings, and the buffer keeps no gap")
    func surroundings() throws {
        var chat = try lobby()
        chat.enters("/search old")
        chat.hears(":s BATCH +f draft/search")
        chat.hears("@batch=f;msgid=old;time=2026-10-01T08:00:00.000Z :aaa!u@h PRIVMSG #lobby :an old word")
        chat.hears(":s BATCH -f")
        chat.forget()
        chat.press(.enter)
        #expect(chat.takeSent() == ["CHATHISTORY AROUND #lobby msgid=old 50"])
        chat.hears(":s BATCH +c chathistory #lobby")
        for (id, text) in [("o1", "before it"), ("old", "an old word"), ("o3", "after it")] {
            chat.hears("@batch=c;msgid=\(id);time=2026-10-01T08:00:00.000Z :aaa!u@h PRIVMSG #lobby :\(text)")
        }
        chat.hears(":s BATCH -c")
        #expect(chat.screen().contains("#lobby · around it"))
        #expect(chat.screen().contains("before it"))
        #expect(try chat.buffer("#lobby").transcript.lines.count == 30)
        chat.press(.escape)
        #expect(chat.screen().contains("line 30"))
    }

    @Test("/log asks the log on disk, whatever the server can, and shows what it found")
    func inLog() throws {
        var chat = try Chat.inLobby { $0.keepsLog = true }
        chat.happens(.log(.remembered(Remembered(network: "chat.example:6667"))))
        chat.enters("/log 你好")
        #expect(chat.takeEffects().contains(.log(.find("你好", limit: 50))))
        let line = Line(number: 0, id: "1", time: chat.clock, .message, author: "aaa", StyledText("你好 there"))
        let name = LogName(network: "chat.example:6667", folded: "#lobby")
        let finding = LogFinding(
            LoggedLine(line, at: LogPlace(number: 1, order: 1)), in: name, kind: .room, target: "#lobby")
        chat.happens(.log(.found("你好", [finding])))
        #expect(chat.screen().contains("> 23 Nov 09:02  #lobby  aaa  你好 there"))
    }

    @Test("nothing found, and a server that cannot search, are one line each")
    func nothing() throws {
        var chat = try lobby()
        chat.enters("/search zzz")
        chat.hears(":s BATCH +f draft/search")
        chat.hears(":s BATCH -f")
        #expect(chat.screen().contains("nothing found"))
        var other = try Chat.inLobby()
        other.enters("/search zzz")
        #expect(other.screen().contains("this server cannot do that"))
    }
}
