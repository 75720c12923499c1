import Testing

@testable import ClientCore

@Suite("Telling of what was said elsewhere")
struct AnnouncingTests {
    private func said(
        _ lines: [String], focused: Bool = false, _ notifications: Notifications = .mentions
    ) throws -> [Effect] {
        var chat = try Chat.inLobby { $0.notifications = notifications }
        chat.press(.focus(focused))
        for line in lines { chat.hears(line) }
        return chat.takeEffects().filter { if case .wake = $0 { false } else { true } }
    }

    private static let mention = ":aaa!u@h PRIVMSG #lobby :me: \u{02}look\u{02} here"
    private static let other = ":aaa!u@h PRIVMSG #lobby :nothing"

    @Test("a mention rings, and while the person looks elsewhere shows on the desktop")
    func mention() throws {
        #expect(
            try said([Self.mention]) == [.ring, .notify(title: "aaa · #lobby", text: "me: look here")])
        #expect(try said([":aaa!u@h PRIVMSG me :psst"]) == [.ring, .notify(title: "aaa", text: "psst")])
        #expect(try said([Self.other]) == [])
    }

    @Test("who looks at the screen sees it there")
    func focused() throws {
        #expect(try said([Self.mention], focused: true) == [])
        #expect(try said([":aaa!u@h PRIVMSG me :psst"], focused: true) == [.ring])
    }

    @Test("the person may want more, or nothing")
    func chosen() throws {
        #expect(try said([Self.other], .all) == [.notify(title: "aaa · #lobby", text: "nothing")])
        #expect(try said([Self.mention], .none) == [])
    }

    @Test("a flood is one notice, and what comes later another")
    func flood() throws {
        var chat = try Chat.inLobby()
        chat.press(.focus(false))
        func notices(_ chat: inout Chat) -> Int {
            chat.takeEffects().filter { if case .notify = $0 { true } else { false } }.count
        }
        for _ in 0..<50 { chat.hears(Self.mention) }
        #expect(notices(&chat) == 1)
        chat.later(by: Model.noticePause)
        chat.hears(Self.mention)
        #expect(notices(&chat) == 1)
    }
}
