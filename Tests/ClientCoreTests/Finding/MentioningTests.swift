import ChatProtocol
import Testing

@testable import ClientCore

@Suite("what was said to the person") struct MentioningTests {
    private func lobby(_ change: (inout ClientSettings) -> Void = { _ in }) throws -> Chat {
        var chat = try Chat.inLobby(columns: 80, rows: 12) {
            $0.highlights = ["tea"]
            change(&$0)
        }
        chat.enters("#swift", members: "me aaa")
        chat.hears("@msgid=1 :aaa!u@h PRIVMSG #lobby :nothing to do with anybody")
        chat.hears("@msgid=2 :aaa!u@h PRIVMSG #lobby :me: look")
        chat.enters("hello")
        chat.isEchoed("PRIVMSG #lobby :hello", label: "1", id: "3")
        chat.hears("@msgid=4;+reply=3 :bbb!u@h PRIVMSG #lobby :welcome")
        chat.hears("@msgid=5 :aaa!u@h PRIVMSG #swift :who wants tea")
        chat.hears("@msgid=6 :bob!u@h PRIVMSG me :psst")
        chat.forget()
        return chat
    }

    private func rows(_ chat: Chat) throws -> [String] {
        try #require(chat.model.panel).rows.map(\.text.plain)
    }

    @Test(
        "names, words to look out for, answers and private lines of all rooms are one list; the unread ones are marked")
    func list() throws {
        var chat = try lobby()
        chat.press(.alt("n"))
        #expect(chat.screen().contains("said to you · ! is unread"))
        #expect(
            try rows(chat) == [
                "  23 Nov 09:02  #lobby  aaa  me: look", "  23 Nov 09:02  #lobby  bbb  welcome",
                "! 23 Nov 09:02  #swift  aaa  who wants tea", "! 23 Nov 09:02  @bob  bob  psst",
            ])
        #expect(chat.model.panel?.chosen == 3)
    }

    @Test("Enter and a click go to the line where it was said")
    func going() throws {
        var chat = try lobby()
        chat.enters("/mentions")
        chat.press(.up)
        chat.press(.enter)
        #expect(chat.model.buffers[chat.model.current].label == "#swift")
        #expect(chat.model.selectedLine?.text.plain == "who wants tea")
        chat.press(KeyPress(.function(5)))
        #expect(try rows(chat).map { $0.prefix(1) } == [" ", " ", " ", "!"])
        let row = try #require(chat.screen().split(separator: "\n").firstIndex { $0.contains("welcome") })
        chat.press(KeyPress(.mouse(Mouse(.left, .pressed, column: 30, row: row))))
        #expect(chat.model.selectedLine?.text.plain == "welcome")
    }

    @Test("what comes while the list is open stands at its end; the key closes the list again")
    func live() throws {
        var chat = try lobby()
        chat.press(.alt("n"))
        chat.hears("@msgid=7 :bob!u@h PRIVMSG me :are you there?")
        chat.hears("@msgid=8 :bob!u@h PRIVMSG #lobby :not to you")
        #expect(try rows(chat).last == "! 23 Nov 09:02  @bob  bob  are you there?")
        #expect(chat.model.panel?.chosen == 4)
        chat.press(.alt("n"))
        #expect(chat.model.panel == nil)
    }

    @Test("with several networks each says whose room it is")
    func networks() throws {
        var chat = try lobby()
        chat.enters("/connect other.example")
        chat.happens(.network(1, .connected))
        chat.hears(1, ":o CAP * LS :")
        chat.hears(1, ":o 001 me :Welcome")
        chat.hears(1, ":o 005 me NETWORK=Other CASEMAPPING=ascii :are supported")
        chat.hears(1, ":o 376 me :End")
        chat.hears(1, ":me!u@h JOIN #lobby")
        chat.hears(1, ":zed!u@h PRIVMSG #lobby :me, over here")
        chat.press(.alt("n"))
        #expect(try rows(chat).last?.contains("#lobby  Other  zed  me, over here") == true)
        #expect(try rows(chat).first?.contains("#lobby  Example  aaa") == true)
    }

    @Test("nobody has spoken to the person: one line says so, in their language")
    func none() throws {
        var chat = try Chat.inLobby { $0.language = .chinese }
        chat.press(.alt("n"))
        #expect(chat.screen().contains("还没有人提到你"))
        #expect(chat.model.panel == nil)
    }

    @Test("without a screen they are printed")
    func plain() throws {
        var chat = try lobby { $0.isPlain = true }
        _ = chat.model.takePlainLines()
        chat.happens(.typedLine("/mentions"))
        #expect(
            chat.model.takePlainLines() == [
                "[09:02] #lobby <aaa> me: look", "[09:02] #lobby <bbb> welcome", "[09:02] #swift <aaa> who wants tea",
                "[09:02] @bob <bob> psst",
            ])
    }

    @Test("with a log on disk it is the log that is asked, after it was told what is new")
    func ofLog() throws {
        var chat = try Chat.inLobby { $0.keepsLog = true }
        chat.happens(.log(.remembered(Remembered(network: "chat.example:6667"))))
        chat.forget()
        chat.press(.alt("n"))
        #expect(chat.takeEffects().last == .log(.mentions(limit: 200)))
    }
}
