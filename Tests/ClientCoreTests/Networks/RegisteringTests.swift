import ChatProtocol
import Testing

@testable import ClientCore

@Suite("coming in") struct RegisteringTests {
    @Test("the first words are capabilities, nick and name")
    func opening() throws {
        var chat = try Chat { $0.networks[0].password = "secret" }
        #expect(chat.effects.first == .connect(try Endpoint("chat.example")))
        chat.happens(.connected)
        #expect(chat.takeSent() == ["CAP LS 302", "PASS secret", "NICK me", "USER me 0 * me"])
    }

    @Test("what the server offers and the client uses is requested, then the negotiation ends")
    func capabilities() throws {
        var chat = try Chat()
        chat.happens(.connected)
        chat.forget()
        chat.hears(":s CAP * LS * :message-tags server-time sasl=PLAIN")
        #expect(chat.takeSent().isEmpty)
        chat.hears(":s CAP * LS :batch echo-message labeled-response foo")
        #expect(chat.takeSent() == ["CAP REQ :message-tags server-time batch labeled-response echo-message"])
        chat.hears(":s CAP me ACK :message-tags server-time batch labeled-response echo-message")
        #expect(chat.takeSent() == ["CAP END"])
        #expect(chat.model.session.echoes)
    }

    @Test("an echo without labels is not asked for: an own line could not be known again")
    func echoNeedsLabels() throws {
        var chat = try Chat()
        chat.happens(.connected)
        chat.forget()
        chat.hears(":s CAP * LS :echo-message server-time")
        #expect(chat.takeSent() == ["CAP REQ server-time"])
    }

    @Test("a refused request ends the negotiation as well")
    func refusedCapabilities() throws {
        var chat = try Chat()
        chat.happens(.connected)
        chat.hears(":s CAP * LS :server-time")
        chat.forget()
        chat.hears(":s CAP * NAK :server-time")
        #expect(chat.takeSent() == ["CAP END"])
    }

    @Test("a server without capabilities works")
    func oldServer() throws {
        var chat = try Chat(rooms: ["#tea"])
        chat.happens(.connected)
        chat.forget()
        chat.hears(":s 421 me CAP :Unknown command")
        chat.hears(":s 001 me :Welcome")
        chat.hears(":s 422 me :MOTD File is missing")
        #expect(chat.takeSent() == ["JOIN #tea"])
        #expect(try chat.notes(in: "chat.example").allSatisfy { !$0.contains("Unknown") })
    }

    @Test("without rooms of one's own the server's lobby is entered, once")
    func lobby() throws {
        var chat = try Chat()
        chat.happens(.connected)
        chat.forget()
        chat.isWelcomed(capabilities: "")
        chat.hears(":s 376 me :End of MOTD")
        #expect(chat.takeSent() == ["CAP END", "JOIN #lobby"])
        #expect(chat.model.buffers[0].name == "Example")
    }

    @Test("the room of the address comes before the lobby, the person's rooms before both")
    func rooms() throws {
        var chat = try Chat(address: "irc://chat.example/tea")
        chat.happens(.connected)
        chat.isWelcomed(capabilities: "")
        #expect(chat.takeSent().last == "JOIN #tea")
        chat = try Chat(address: "irc://chat.example/tea", rooms: ["#a", "#b"])
        chat.happens(.connected)
        chat.isWelcomed(capabilities: "")
        #expect(chat.takeSent().last == "JOIN #a,#b")
    }

    @Test("a taken nick gets two signs behind it, then the person types another")
    func takenNick() throws {
        var chat = try Chat()
        chat.happens(.connected)
        chat.forget()
        chat.hears(":s 433 * me :Nickname is already in use")
        chat.hears(":s 433 * me_ :Nickname is already in use")
        #expect(chat.takeSent() == ["NICK me_", "NICK me__"])
        chat.hears(":s 433 * me__ :Nickname is already in use")
        #expect(chat.takeSent().isEmpty)
        #expect(chat.screen().contains("the name me__ is taken · type another one"))
        chat.enters("小明")
        #expect(chat.takeSent() == ["NICK 小明"])
        chat.hears(":s 001 小明 :Welcome")
        #expect(chat.model.nick == "小明")
    }

    @Test("a nick that a lost connection of one's own still has is taken back when that has gone")
    func ghost() throws {
        var chat = try Chat()
        chat.happens(.connected)
        chat.hears(":s 433 * me :Nickname is already in use")
        chat.isWelcomed(capabilities: "")
        chat.enters("#lobby", members: "me_ me")
        chat.forget()
        chat.hears(":me!u@h QUIT :Ping timeout")
        #expect(chat.takeSent() == ["NICK me"])
        chat.hears(":me_!u@h NICK me")
        chat.hears(":me_!u@h QUIT :gone")
        #expect(chat.takeSent().isEmpty)
        #expect(chat.model.nick == "me")
    }

    @Test("the nick that was wanted first is asked for again with the next connection")
    func wantedAgain() throws {
        var chat = try Chat()
        chat.happens(.connected)
        chat.hears(":s 433 * me :Nickname is already in use")
        chat.isWelcomed(capabilities: "")
        chat.happens(.disconnected(reason: "reset"))
        chat.waits(1_000)
        chat.forget()
        chat.happens(.connected)
        #expect(chat.takeSent().contains("NICK me"))
    }

    @Test("once in, a taken nick is one line of error")
    func takenNickLater() throws {
        var chat = try Chat.inLobby()
        chat.enters("/nick aaa")
        #expect(chat.takeSent() == ["NICK aaa"])
        chat.hears(":s 433 me aaa :Nickname is already in use")
        #expect(chat.takeSent().isEmpty)
        #expect(try chat.notes(in: "#lobby") == ["aaa: Nickname is already in use"])
    }
}

@Suite("staying connected") struct ConnectingTests {
    @Test("after 30 s of silence the server is asked, after 60 s the connection is given up")
    func silence() throws {
        var chat = try Chat.inLobby()
        chat.waits(29_999)
        #expect(chat.takeSent().isEmpty)
        chat.waits(1)
        #expect(chat.takeSent() == ["PING alive"])
        chat.hears("PONG s alive")
        chat.waits(30_000)
        #expect(chat.takeSent() == ["PING alive"])
        chat.forget()
        chat.waits(30_000)
        #expect(chat.effects.contains(.cutOff))
        guard case .waiting = chat.model.connection else {
            Issue.record("not waiting")
            return
        }
    }

    @Test("a server that asks is there")
    func pinged() throws {
        var chat = try Chat.inLobby()
        chat.later(by: 29_000)
        chat.happens(.network(0, .pinged))
        chat.waits(29_999)
        #expect(chat.takeSent().isEmpty)
        chat.waits(1)
        #expect(chat.takeSent() == ["PING alive"])
    }

    @Test("who stood still for long asks the server first, and gives it time to answer")
    func stoodStill() throws {
        var chat = try Chat.inLobby()
        chat.waits(600_000)
        #expect(chat.takeSent() == ["PING alive"])
        chat.waits(29_999)
        #expect(chat.model.isOnline)
        chat.hears("PONG s alive")
        chat.waits(1)
        #expect(chat.model.isOnline)
        #expect(!chat.effects.contains(.cutOff))
    }

    @Test("attempts are further and further apart, and the same seed waits as long")
    func backoff() {
        var first = Backoff(seed: 7)
        var second = Backoff(seed: 7)
        let waits = (0..<9).map { _ in first.next() }
        #expect(waits == (0..<9).map { _ in second.next() })
        for (wait, step) in zip(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60].map { Int64($0 * 1_000) }) {
            #expect((step / 2...step).contains(wait))
        }
        first.reset()
        #expect(first.next() <= 1_000)
    }

    @Test("after a lost connection the rooms are entered again and the gap is filled without doubles")
    func gap() throws {
        var chat = try Chat.inLobby(history: true)
        chat.hears("@msgid=1;time=2026-11-23T09:02:01.000Z :aaa!u@h PRIVMSG #lobby :one")
        chat.hears("@msgid=2;time=2026-11-23T09:02:02.000Z :aaa!u@h PRIVMSG #lobby :two")
        chat.happens(.disconnected(reason: "reset"))
        #expect(chat.screen().contains("trying again in 1 s"))
        chat.forget()
        chat.waits(1_000)
        #expect(chat.takeEffects().first == .connect(try Endpoint("chat.example")))
        chat.happens(.connected)
        chat.isWelcomed(capabilities: Chat.allCapabilities(history: true))
        #expect(chat.takeSent().last == "JOIN #lobby")
        chat.hears(":me!u@h JOIN #lobby")
        #expect(chat.takeSent() == ["CHATHISTORY AFTER #lobby msgid=2 100"])
        chat.hears("@msgid=5;time=2026-11-23T09:05:00.000Z :aaa!u@h PRIVMSG #lobby :five")
        chat.hears(":s BATCH +h chathistory #lobby")
        chat.hears("@batch=h;msgid=2;time=2026-11-23T09:02:02.000Z :aaa!u@h PRIVMSG #lobby :two")
        chat.hears("@batch=h;msgid=3;time=2026-11-23T09:03:00.000Z :aaa!u@h PRIVMSG #lobby :three")
        chat.hears("@batch=h;msgid=4;time=2026-11-23T09:04:00.000Z :bbb!u@h PRIVMSG #lobby :four")
        chat.hears("@batch=h;msgid=5;time=2026-11-23T09:05:00.000Z :aaa!u@h PRIVMSG #lobby :five")
        #expect(try chat.said(in: "#lobby").count == 3)
        chat.hears(":s BATCH -h")
        #expect(try chat.said(in: "#lobby") == ["aaa: one", "aaa: two", "aaa: three", "bbb: four", "aaa: five"])
        #expect(chat.takeSent().isEmpty)
    }

    @Test("a full page of a gap asks for the next one")
    func longGap() throws {
        var chat = try Chat.inLobby(history: true)
        chat.hears(":s 005 me CHATHISTORY=2 :are supported")
        chat.hears("@msgid=1;time=2026-11-23T09:02:01.000Z :aaa!u@h PRIVMSG #lobby :one")
        chat.hears(":me!u@h JOIN #lobby")
        chat.forget()
        chat.hears(":s BATCH +h chathistory #lobby")
        chat.hears("@batch=h;msgid=2;time=2026-11-23T09:02:02.000Z :aaa!u@h PRIVMSG #lobby :two")
        chat.hears("@batch=h;msgid=3;time=2026-11-23T09:03:00.000Z :aaa!u@h PRIVMSG #lobby :three")
        chat.hears(":s BATCH -h")
        #expect(chat.takeSent() == ["CHATHISTORY AFTER #lobby msgid=3 2"])
    }

    @Test("a line without an answer when the connection goes is marked as perhaps not sent")
    func unanswered() throws {
        var chat = try Chat.inLobby()
        chat.enters("hello")
        chat.happens(.disconnected(reason: "reset"))
        #expect(try chat.buffer("#lobby").transcript.lines.contains { $0.delivery == .failed("perhaps not sent") })
        #expect(chat.screen().contains("hello  !! perhaps not sent"))
    }

    @Test("the server's last words say why the connection went, and not why the next attempt fails")
    func reasons() throws {
        var chat = try Chat.inLobby()
        chat.hears("ERROR :shutting down")
        chat.happens(.disconnected(reason: "closed"))
        #expect(chat.model.buffers[0].transcript.lines.last?.text.plain == "connection lost (shutting down)")
        chat.waits(1_000)
        chat.happens(.disconnected(reason: "refused"))
        #expect(chat.model.buffers[0].transcript.lines.last?.text.plain == "cannot connect (refused)")
    }

    @Test("a line typed while offline stays in the input")
    func offline() throws {
        var chat = try Chat.inLobby()
        chat.happens(.disconnected(reason: "reset"))
        chat.forget()
        chat.enters("hello")
        #expect(chat.takeSent().isEmpty)
        #expect(chat.model.buffers[chat.model.current].editor.text == "hello")
        #expect(chat.screen().contains("not connected: the line stays here"))
    }

    @Test("leaving says QUIT and waits a second for the server")
    func leaving() throws {
        var chat = try Chat.inLobby()
        chat.enters("exit")
        #expect(chat.takeSent() == ["QUIT"])
        #expect(!chat.model.isOver)
        chat.waits(1_000)
        #expect(chat.takeEffects().suffix(2) == [.disconnect, .leave(status: 0, farewell: nil)])
    }

    @Test("the host is told once who is still here")
    func hostLeaves() throws {
        var chat = try Chat.inLobby { $0.networks[0].isHosting = true }
        chat.enters("/quit bye")
        #expect(chat.takeSent().isEmpty)
        #expect(chat.screen().contains("still here: aaa, bbb"))
        chat.enters("/quit bye")
        #expect(chat.takeSent() == ["QUIT :bye"])
        chat.happens(.disconnected(reason: "closed"))
        #expect(chat.takeEffects().last == .leave(status: 0, farewell: nil))
    }

    @Test("a room that does not answer is waited for without being looked at again and again")
    func roomWithoutAnswer() throws {
        var chat = try Chat()
        chat.happens(.connected)
        chat.isWelcomed()
        for second in 1...20 {
            chat.forget()
            chat.waits(1_000)
            let isInThePast = chat.takeEffects().contains { effect in
                if case .wake(let moment) = effect {
                    moment <= Instant(milliseconds: Int64(second) * 1_000)
                } else {
                    false
                }
            }
            #expect(!isInThePast, "after \(second) s")
        }
    }
}
