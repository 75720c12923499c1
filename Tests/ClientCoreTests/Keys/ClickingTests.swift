import ChatProtocol
import Testing

@testable import ClientCore

@Suite("the mouse") struct ClickingTests {
    private func click(_ chat: inout Chat, _ column: Int, _ row: Int) {
        chat.press(KeyPress(.mouse(Mouse(.left, .pressed, column: column, row: row))))
    }

    @Test("a click goes to a room, takes a line in hand, and asks what to do with a member")
    func clicking() throws {
        var chat = try Chat.inLobby()
        chat.hears("@msgid=1 :aaa!u@h PRIVMSG #lobby :hello")
        chat.hears(":bbb!u@h PRIVMSG me :psst")
        click(&chat, 30, 21)
        #expect(chat.model.selectedLine?.text.plain == "hello")
        click(&chat, 2, 3)
        #expect(chat.model.buffers[chat.model.current].label == "@bbb")
        click(&chat, 2, 1)
        click(&chat, 66, 4)
        #expect(chat.screen().contains("talk privately"))
        #expect(!chat.screen().contains("put out"))
        click(&chat, 30, 7)
        #expect(chat.takeSent() == ["WHOIS bbb"])
    }

    @Test("Alt-M lists the members, filtered as one types; Enter asks what to do, and Enter again does it")
    func members() throws {
        var chat = try Chat.inLobby(members: "@me aaa bbb 小明")
        chat.press(KeyPress.alt("m"))
        chat.types("小")
        #expect(chat.screen().contains("members of #lobby: 小"))
        chat.press(.enter)
        #expect(chat.screen().contains("put out of the room"))
        chat.press(.down, .down, .down, .down, .down, .enter)
        #expect(chat.takeSent() == ["MODE #lobby +v 小明"])
    }

    @Test("clicks anywhere, on screens of any size, do no harm")
    func anywhere() throws {
        for (columns, rows) in [(200, 50), (80, 24), (40, 12), (20, 6), (5, 2)] {
            var chat = try Chat.inLobby(columns: columns, rows: rows)
            chat.hears("@msgid=1 :aaa!u@h PRIVMSG #lobby :hello")
            for row in 0...rows {
                for column in stride(from: 0, through: columns, by: 3) {
                    click(&chat, column, row)
                    _ = chat.screen()
                }
            }
        }
    }
}
