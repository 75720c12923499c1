import ChatProtocol
import Testing

@testable import ClientCore

@Suite("several networks") struct NetworkingTests {
    /// In the lobby of one network, and in `#tea` of another.
    private func twoPlaces() throws -> Chat {
        var chat = try Chat.inLobby()
        chat.enters("/connect irc.example/#tea")
        chat.hears(1, ":t 001 me :Welcome")
        chat.hears(1, ":t 005 me NETWORK=Other PREFIX=(ov)@+ CHANTYPES=# :are supported")
        chat.hears(1, ":t 376 me :End of MOTD")
        chat.hears(1, ":me!u@h JOIN #tea")
        chat.hears(1, ":t 353 me = #tea :me zoe")
        chat.hears(1, ":t 366 me #tea :End")
        return chat
    }

    @Test("/connect opens another one beside the first, and its room comes to the front")
    func connecting() throws {
        var chat = try twoPlaces()
        #expect(chat.model.buffers.map(\.label) == ["Example", "#lobby", "Other", "#tea"])
        #expect(chat.takeSent().contains("1: JOIN #tea"))
        #expect(chat.model.buffers[chat.model.current].label == "#tea")
        #expect(chat.screen().contains("zoe"))
    }

    @Test("what is said goes to the network of the room on the screen")
    func talking() throws {
        var chat = try twoPlaces()
        _ = chat.takeSent()
        chat.enters("hello")
        #expect(chat.takeSent() == ["1: PRIVMSG #tea :hello", "1: PING said"])
        chat.press(KeyPress.alt("2"))
        chat.enters("hi")
        #expect(chat.takeSent() == ["@label=1 PRIVMSG #lobby :hi"])
    }

    @Test("rooms and members of the same name are told apart, and a line stays in its network")
    func namesakes() throws {
        var chat = try twoPlaces()
        chat.hears(1, ":me!u@h JOIN #lobby")
        chat.hears(1, ":aaa!u@h PRIVMSG #lobby :over there")
        chat.hears(":aaa!u@h PRIVMSG #lobby :over here")
        let rooms = chat.model.buffers.filter { $0.label == "#lobby" }
        #expect(rooms.map { $0.transcript.lines.last?.text.plain } == ["over here", "over there"])
        chat.hears(1, ":aaa!u@h QUIT :bye")
        #expect(try chat.buffer("#lobby").members.has("aaa"))
    }

    @Test("a lost connection is that network's alone, and comes back by itself")
    func losing() throws {
        var chat = try twoPlaces()
        chat.happens(.network(1, .disconnected(reason: "reset")))
        #expect(chat.screen().contains("trying again"))
        chat.press(KeyPress.alt("2"))
        #expect(!chat.screen().contains("trying again"))
        chat.forget()
        chat.waits(1_000)
        #expect(chat.takeEffects().contains(.network(1, .connect(try Endpoint("irc.example/#tea")))))
    }

    @Test("/disconnect leaves one network and keeps its chats, /close takes them away, /quit leaves all")
    func leaving() throws {
        var chat = try twoPlaces()
        _ = chat.takeSent()
        chat.enters("/disconnect bye")
        #expect(chat.takeSent() == ["1: QUIT :bye"])
        chat.happens(.network(1, .disconnected(reason: "closed")))
        chat.forget()
        chat.waits(120_000)
        #expect(!chat.takeEffects().contains { if case .network(1, .connect) = $0 { true } else { false } })
        chat.press(KeyPress.alt("3"))
        chat.enters("/reconnect")
        #expect(chat.takeEffects().contains(.network(1, .connect(try Endpoint("irc.example/#tea")))))
        chat.enters("/close")
        #expect(chat.model.buffers.map(\.label) == ["Example", "#lobby"])
        chat.hears(1, ":t 001 me :too late")
        chat.enters("/quit")
        chat.happens(.disconnected(reason: "closed"))
        #expect(chat.model.isOver)
    }

    @Test("/connect to where the person is already goes there, and a wrong place gets one line")
    func again() throws {
        var chat = try twoPlaces()
        chat.enters("/connect chat.example")
        #expect(chat.model.buffers[chat.model.current].label == "Example")
        #expect(chat.model.buffers.count == 4)
        chat.enters("/connect gopher://there")
        #expect(chat.screen().contains("gopher://there is no place"))
    }

    /// In `#tea` of a second network whose log has not answered yet, and back in the lobby of the first.
    private func awaitingLog() throws -> (Chat, LogQuestion) {
        var chat = try Chat.inLobby { $0.keepsLog = true }
        chat.happens(.log(.remembered(Remembered(network: "chat.example:6667", buffers: [], nextNumber: 1))))
        chat.enters("/connect irc.example/#tea")
        chat.happens(.log(.remembered(Remembered(network: "irc.example:6667", buffers: [], nextNumber: 1))))
        chat.happens(.network(1, .connected))
        let capabilities = Chat.allCapabilities(history: true)
        chat.hears(1, ":t CAP * LS :\(capabilities)")
        chat.hears(1, ":t CAP me ACK :\(capabilities)")
        chat.hears(1, ":t 001 me :Welcome")
        chat.hears(1, ":t 376 me :End of MOTD")
        chat.forget()
        chat.hears(1, ":me!u@h JOIN #tea")
        let questions = chat.takeEffects().compactMap { effect in
            if case .log(.recall(let question)) = effect { question } else { nil }
        }
        chat.press(KeyPress.alt("2"))
        #expect(chat.model.buffers[chat.model.current].label == "#lobby")
        chat.forget()
        return (chat, try #require(questions.first { $0.name.folded == "#tea" }))
    }

    @Test(
        "what was missed is asked of the room's own network, when its log answers after the person has gone elsewhere")
    func recalledElsewhere() throws {
        var (chat, question) = try awaitingLog()
        chat.happens(.log(.recalled(LogAnswer(to: question, [], newestOrder: nil))))
        #expect(chat.takeSent() == ["1: CHATHISTORY LATEST #tea * 50"])
    }

    @Test("and where there is no log after all") func lostElsewhere() throws {
        var (chat, _) = try awaitingLog()
        chat.happens(.log(.off(.full)))
        #expect(chat.takeSent() == ["1: CHATHISTORY LATEST #tea * 50"])
    }
}
