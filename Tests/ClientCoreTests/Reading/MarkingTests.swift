import ChatProtocol
import Testing

@testable import ClientCore

@Suite("what has been read") struct MarkingTests {
    private static let capabilities = Chat.allCapabilities(history: true) + " draft/read-marker"

    private func lobby() throws -> Chat {
        try Chat.inLobby(columns: 60, rows: 12, capabilities: Self.capabilities)
    }

    @Test("what stands before the person's eyes is told to the server a moment later, once")
    func telling() throws {
        var chat = try lobby()
        chat.hears("@msgid=1;time=2026-11-23T09:02:00.500Z :aaa!u@h PRIVMSG #lobby :hi")
        #expect(chat.takeSent().isEmpty)
        chat.waits(Model.glance)
        #expect(chat.takeSent() == ["MARKREAD #lobby timestamp=2026-11-23T09:02:00.500Z"])
        chat.waits(Model.glance)
        #expect(chat.takeSent().isEmpty)
    }

    @Test("nothing is read while the window has no focus, or while the person reads back")
    func notReading() throws {
        var chat = try lobby()
        chat.press(.focus(false))
        chat.hears("@msgid=1;time=2026-11-23T09:02:00.500Z :aaa!u@h PRIVMSG #lobby :hi")
        chat.waits(10_000)
        #expect(chat.takeSent().isEmpty)
        chat.press(.focus(true))
        chat.waits(Model.glance)
        #expect(chat.takeSent().count == 1)
    }

    @Test("what was read at another screen is unread here no longer")
    func elsewhere() throws {
        var chat = try lobby()
        chat.enters("#tea", members: "me aaa")
        for minute in 1...3 {
            chat.hears("@msgid=\(minute);time=2026-11-23T09:0\(minute):00.000Z :aaa!u@h PRIVMSG #tea :me \(minute)")
        }
        #expect(try chat.buffer("#tea").unread == 3)
        chat.hears(":s MARKREAD #tea timestamp=2026-11-23T09:02:00.000Z")
        #expect(try chat.buffer("#tea").unread == 1)
        #expect(try chat.buffer("#tea").mentions == 1)
        chat.hears(":s MARKREAD #tea timestamp=2026-11-23T09:01:00.000Z")
        #expect(try chat.buffer("#tea").unread == 1)
        chat.hears(":s MARKREAD #tea *")
        #expect(try chat.buffer("#tea").unread == 1)
    }

    @Test("on coming in, the rule stands where the person stopped reading the last time")
    func comingIn() throws {
        var chat = try Chat(columns: 60, rows: 12)
        chat.happens(.connected)
        chat.isWelcomed(capabilities: Self.capabilities)
        chat.hears(":me!u@h JOIN #lobby")
        chat.hears(":s MARKREAD #lobby timestamp=2026-11-23T08:01:00.000Z")
        chat.hears(":s 366 me #lobby :End")
        chat.hears(":s BATCH +h chathistory #lobby")
        for minute in 0...3 {
            let text =
                "@batch=h;msgid=\(minute);time=2026-11-23T08:0\(minute):00.000Z :aaa!u@h PRIVMSG #lobby :m\(minute)"
            chat.hears(text)
        }
        chat.hears(":s BATCH -h")
        let rows = chat.screen().split(separator: "\n").map(String.init)
        let rule = try #require(rows.firstIndex { $0.contains("2 new") })
        #expect(rows[rule + 1].contains("m2"))
    }
}
