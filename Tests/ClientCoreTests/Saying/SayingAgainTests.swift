import ChatProtocol
import Testing

@testable import ClientCore

@Suite("own lines that the connection took with it") struct SayingAgainTests {
    /// One line was heard, one's own was under way when the connection went, and the person is back in the room.
    private func back(isPlain: Bool = false) throws -> Chat {
        var chat = try Chat.inLobby(history: true)
        chat.hears("@msgid=1;time=2026-11-23T09:02:01.000Z :aaa!u@h PRIVMSG #lobby :one")
        chat.enters("mine")
        chat.happens(.disconnected(reason: "reset"))
        #expect(try chat.buffer("#lobby").transcript.lines.contains { $0.delivery == .pending })
        chat.waits(1_000)
        chat.happens(.connected)
        chat.isWelcomed(capabilities: Chat.allCapabilities(history: true))
        chat.hears(":me!u@h JOIN #lobby")
        #expect(chat.takeSent().last == "CHATHISTORY AFTER #lobby msgid=1 100")
        return chat
    }

    private func batch(_ chat: inout Chat, _ lines: [String]) {
        chat.hears(":s BATCH +h chathistory #lobby")
        for line in lines { chat.hears("@batch=h;" + line) }
        chat.hears(":s BATCH -h")
    }

    private let one = "msgid=1;time=2026-11-23T09:02:01.000Z :aaa!u@h PRIVMSG #lobby :one"

    @Test("are said again where history has what was there before, and not them")
    func again() throws {
        var chat = try back()
        batch(&chat, [])
        #expect(chat.takeSent() == ["CHATHISTORY LATEST #lobby * 5"])
        batch(&chat, [one])
        #expect(chat.takeSent() == ["@label=1 PRIVMSG #lobby :mine"])
        chat.isEchoed("PRIVMSG #lobby :mine", label: "1", id: "2")
        #expect(try chat.said(in: "#lobby") == ["aaa: one", "me: mine"])
        #expect(try chat.buffer("#lobby").transcript.lines.last?.delivery == .stands)
    }

    @Test("are there once where history has them")
    func arrived() throws {
        var chat = try back()
        batch(&chat, ["msgid=2;time=2026-11-23T09:02:02.000Z :me!u@h PRIVMSG #lobby :mine"])
        #expect(chat.takeSent().isEmpty)
        #expect(try chat.said(in: "#lobby") == ["aaa: one", "me: mine"])
    }

    @Test("are not said again where history keeps nothing that is known, since nobody can know")
    func unknown() throws {
        for answer in [[], ["msgid=9;time=2026-11-23T09:02:05.000Z :aaa!u@h PRIVMSG #lobby :nine"]] {
            var chat = try back()
            batch(&chat, [])
            chat.forget()
            batch(&chat, answer)
            #expect(chat.takeSent().isEmpty)
            let line = try #require(try chat.buffer("#lobby").transcript.lines.first { $0.isOwn })
            #expect(line.delivery == .failed("perhaps not sent"))
        }
    }

    @Test("are not said again where history is refused")
    func refused() throws {
        var chat = try back()
        chat.hears(":s FAIL CHATHISTORY MESSAGE_ERROR AFTER #lobby :Messages could not be retrieved")
        chat.forget()
        chat.hears(":s FAIL CHATHISTORY MESSAGE_ERROR LATEST #lobby :Messages could not be retrieved")
        #expect(chat.takeSent().isEmpty)
        #expect(chat.screen().contains("mine  !! perhaps not sent"))
    }

    @Test("are not said to a room that does not let the person in again")
    func banned() throws {
        var chat = try Chat.inLobby(history: true)
        chat.enters("mine")
        chat.happens(.disconnected(reason: "reset"))
        chat.waits(1_000)
        chat.happens(.connected)
        chat.isWelcomed(capabilities: Chat.allCapabilities(history: true))
        chat.hears(":s 474 me #lobby :Cannot join (+b)")
        #expect(chat.screen().contains("mine  !! perhaps not sent"))
    }
}
