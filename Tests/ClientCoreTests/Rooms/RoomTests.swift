import ChatProtocol
import Testing

@testable import ClientCore

@Suite("rooms") struct RoomTests {
    @Test("a room without a topic has none, whatever the server says of it")
    func noTopic() throws {
        var chat = try Chat.inLobby()
        chat.enters("/topic")
        chat.hears(":s 332 me #lobby :tea")
        chat.hears(":s 331 me #lobby :No topic is set.")
        #expect(try chat.notes(in: "#lobby") == ["topic: tea", "no topic is set"])
        #expect(try chat.buffer("#lobby").topic == "")
    }

    @Test("a topic that has gone while the person was away is gone when they come back")
    func topicGone() throws {
        var chat = try Chat.inLobby()
        chat.hears(":aaa!u@h TOPIC #lobby :tea")
        chat.happens(.disconnected(reason: "reset"))
        #expect(try chat.buffer("#lobby").topic == "tea")
        chat.waits(1_000)
        chat.happens(.connected)
        chat.isWelcomed()
        chat.hears(":me!u@h JOIN #lobby")
        #expect(try chat.buffer("#lobby").topic == "")
    }

    @Test("who takes a name that somebody is still known by stands in the list once")
    func renamedOnto() throws {
        var chat = try Chat.inLobby(members: "me @aaa bbb")
        chat.hears(":aaa!u@h NICK bbb")
        #expect(try chat.buffer("#lobby").members.nicks == ["bbb", "me"])
        #expect(try chat.buffer("#lobby").members.count == 2)
    }

    @Test("who was put out and what was made the topic is told once, though history brings it again")
    func toldOnce() throws {
        var chat = try Chat.inLobby(history: true)
        chat.hears("@msgid=k;time=2026-11-23T09:02:01.000Z :aaa!u@h KICK #lobby bbb :out")
        chat.hears("@msgid=t;time=2026-11-23T09:02:02.000Z :aaa!u@h TOPIC #lobby :tea")
        let told = try chat.notes(in: "#lobby")
        chat.hears(":s BATCH +h chathistory #lobby")
        chat.hears("@batch=h;msgid=k;time=2026-11-23T09:02:01.000Z :aaa!u@h KICK #lobby bbb :out")
        chat.hears("@batch=h;msgid=t;time=2026-11-23T09:02:02.000Z :aaa!u@h TOPIC #lobby :tea")
        chat.hears(":s BATCH -h")
        #expect(try chat.notes(in: "#lobby") == told)
    }

    @Test("members come, go, rise and are away, in their order")
    func members() throws {
        var chat = try Chat.inLobby(members: "me @aaa +bbb")
        chat.hears(":ccc!u@h JOIN #lobby")
        chat.hears(":aaa!u@h MODE #lobby +o-v ccc bbb")
        chat.hears(":bbb!u@h AWAY :lunch")
        #expect(try chat.buffer("#lobby").members.nicks == ["aaa", "ccc", "bbb", "me"])
        #expect(chat.model.session.people["bbb"]?.isAway == true)
        chat.hears(":aaa!u@h KICK #lobby bbb :enough")
        chat.hears(":ccc!u@h QUIT :bye")
        #expect(try chat.buffer("#lobby").members.nicks == ["aaa", "me"])
        #expect(try chat.notes(in: "#lobby").last == "ccc left (bye)")
    }

    @Test("comings and goings one after the other are one line")
    func folded() throws {
        var chat = try Chat.inLobby(members: "me ddd eee fff ggg")
        chat.hears(":ccc!u@h JOIN #lobby")
        chat.hears(":ddd!u@h QUIT")
        for nick in ["eee", "fff", "ggg"] { chat.hears(":\(nick)!u@h PART #lobby") }
        #expect(try chat.notes(in: "#lobby") == ["ccc joined, ddd and 3 others left"])
        chat.hears(":ccc!u@h PRIVMSG #lobby :hi")
        chat.hears(":ddd!u@h JOIN #lobby")
        #expect(try chat.notes(in: "#lobby") == ["ccc joined, ddd and 3 others left", "ddd joined"])
    }

    @Test("the same in Chinese")
    func foldedInChinese() {
        var presence = Presence(.joined("ccc"))
        presence.add(.left("ddd", reason: nil))
        presence.add(.left("eee", reason: nil))
        presence.add(.left("fff", reason: nil))
        #expect(presence.text(in: .chinese) == "ccc 加入了，ddd 和另外 2 人 离开了")
    }

    @Test("what is said elsewhere is counted, and marked by a rule when the person comes")
    func unread() throws {
        var chat = try Chat.inLobby(columns: 100)
        chat.enters("#tea", members: "me aaa")
        chat.hears(":aaa!u@h PRIVMSG #tea :one")
        #expect(try chat.buffer("#tea").unread == 1)
        chat.press(KeyPress.control("n"))
        #expect(try chat.buffer("#tea").unread == 0)
        chat.press(KeyPress.control("p"))
        chat.forget()
        chat.hears(":aaa!u@h PRIVMSG #tea :two")
        chat.hears(":aaa!u@h PRIVMSG #tea :me: three")
        #expect(chat.takeEffects() == [.ring])
        #expect(chat.screen().contains("#tea         !2"))
        chat.press(KeyPress.alt("a"))
        #expect(chat.screen().contains("─ 2 new ─"))
        chat.press(KeyPress.control("p"))
        chat.press(KeyPress.control("n"))
        #expect(!chat.screen().contains("new ─"))
    }

    @Test("an error stands in the room it is about")
    func errors() throws {
        var chat = try Chat.inLobby()
        chat.hears(":s 482 me #lobby :You're not channel operator")
        #expect(try chat.notes(in: "#lobby") == ["#lobby: You're not channel operator"])
    }

    @Test("put out of a room, the person sees by whom and does not enter again by itself")
    func kicked() throws {
        var chat = try Chat.inLobby()
        chat.hears(":aaa!u@h KICK #lobby me :enough")
        #expect(try chat.notes(in: "#lobby") == ["aaa put you out (enough)"])
        #expect(try !chat.buffer("#lobby").isJoined)
        chat.enters("hello")
        #expect(chat.takeSent().isEmpty)
        #expect(chat.screen().contains("you are not in #lobby · /join #lobby"))
    }

    @Test("Ctrl-K goes to a room or person whose name holds what is typed")
    func goTo() throws {
        var chat = try Chat.inLobby()
        chat.enters("#tea", members: "me aaa")
        chat.press(KeyPress.control("k"))
        chat.types("lob")
        chat.press(.enter)
        #expect(chat.model.buffers[chat.model.current].label == "#lobby")
        chat.press(KeyPress.control("k"))
        chat.types("bb")
        #expect(chat.screen().contains("go to › bb"))
        chat.press(.enter)
        #expect(chat.model.buffers[chat.model.current].label == "@bbb")
        chat.press(KeyPress.control("k"))
        chat.press(.escape)
        #expect(chat.model.goingTo == nil)
    }

    @Test("a room that is renamed stays the same one, and is joined again by its new name")
    func renamedRoom() throws {
        var chat = try Chat.inLobby()
        chat.hears(":aaa!u@h PRIVMSG #lobby :hi")
        chat.hears(":s RENAME #lobby #茶馆 :cosier")
        #expect(try chat.said(in: "#茶馆") == ["aaa: hi"])
        #expect(try chat.notes(in: "#茶馆") == ["the room is now called #茶馆 (cosier)"])
        chat.happens(.disconnected(reason: "reset"))
        chat.waits(1_000)
        chat.happens(.connected)
        chat.isWelcomed()
        #expect(chat.takeSent().last == "JOIN #茶馆")
    }

    @Test("Tab completes the name of who spoke last")
    func completes() throws {
        var chat = try Chat.inLobby(members: "me ann anton")
        chat.hears(":anton!u@h PRIVMSG #lobby :hi")
        chat.types("an")
        chat.press(.tab)
        #expect(chat.screen().contains("#lobby › anton:"))
        chat.press(.tab)
        #expect(chat.screen().contains("#lobby › ann:"))
    }

    @Test("no more lines, buffers, members or batches are kept than their limits say")
    func bounds() throws {
        var chat = try Chat.inLobby()
        for number in 0..<(Transcript.most + 300) { chat.hears(":aaa!u@h PRIVMSG #lobby :\(number)") }
        #expect(try chat.buffer("#lobby").transcript.lines.count <= Transcript.most)
        #expect(try chat.said(in: "#lobby").last == "aaa: \(Transcript.most + 299)")
        for number in 0..<(Model.mostBuffers + 10) { chat.hears(":n\(number)!u@h PRIVMSG me :hi") }
        #expect(chat.model.buffers.count == Model.mostBuffers)
        for number in 0..<(Session.mostBatches + 10) { chat.hears(":s BATCH +b\(number) chathistory #lobby") }
        #expect(chat.model.session.batches.count == Session.mostBatches)
        var list = MemberList()
        for number in 0..<(MemberList.most + 1) { list.collect("n\(number)", folded: "n\(number)", ranks: "") }
        list.finishCollecting(signs: ["@"])
        #expect(list.count == MemberList.most)
        #expect(list.isCut)
    }
}

@Suite("reading back") struct ReadingTests {
    private func longChat(columns: Int = 80, rows: Int = 12, history: Bool = false) throws -> Chat {
        var chat = try Chat.inLobby(columns: columns, rows: rows, history: history)
        for number in 1...40 {
            let text = "line \(number) " + String(repeating: "word ", count: number % 4 * 8)
            chat.hears("@msgid=\(number) :aaa!u@h PRIVMSG #lobby :\(text)")
        }
        return chat
    }

    private func top(_ chat: inout Chat) -> String {
        String(chat.screen().split(separator: "\n", omittingEmptySubsequences: false)[1])
    }

    @Test("new lines do not move what is read")
    func anchored() throws {
        var chat = try longChat()
        chat.press(.pageUp)
        chat.press(.pageUp)
        let before = top(&chat)
        chat.hears(":aaa!u@h PRIVMSG #lobby :new")
        #expect(top(&chat) == before)
        #expect(chat.screen().contains("more below"))
        chat.press(.escape)
        #expect(chat.screen().contains("new"))
        #expect(chat.model.buffers[chat.model.current].place == .newest)
    }

    @Test("another size keeps the message at the top")
    func resized() throws {
        var chat = try longChat()
        chat.press(.pageUp)
        guard case .line(let number, _) = chat.model.buffers[chat.model.current].place else {
            Issue.record("not read back")
            return
        }
        let text = try #require(try chat.buffer("#lobby").transcript.lines.first { $0.number == number }?.text.plain)
        let start = text.split(separator: " ").prefix(2).joined(separator: " ")
        for columns in [100, 60, 41, 30, 80] {
            chat.happens(.resized(columns: columns, rows: 12))
            #expect(chat.screen().split(separator: "\n").prefix(4).joined().contains(start) || columns == 80)
            guard case .line(number, _) = chat.model.buffers[chat.model.current].place else {
                Issue.record("moved at \(columns)")
                return
            }
        }
    }

    @Test("a page up and a page down is where it began")
    func pages() throws {
        var chat = try longChat()
        chat.press(.pageUp)
        chat.press(.pageUp)
        let before = chat.screen()
        chat.press(.pageUp)
        #expect(chat.screen() != before)
        chat.press(.pageDown)
        #expect(chat.screen() == before)
        chat.press(.pageDown)
        chat.press(.pageDown)
        chat.press(.pageDown)
        #expect(chat.model.buffers[chat.model.current].place == .newest)
    }

    @Test("at the top the server is asked for what was before, once, and the place stays")
    func older() throws {
        var chat = try longChat(history: true)
        chat.forget()
        chat.hears(":s BATCH +g chathistory #lobby")
        chat.hears(":s BATCH -g")
        for _ in 0..<20 { chat.press(.pageUp) }
        #expect(chat.takeSent() == ["CHATHISTORY BEFORE #lobby msgid=1 100"])
        let before = top(&chat)
        #expect(before.contains("Monday 23 November"))
        chat.hears(":s BATCH +h chathistory #lobby")
        chat.hears("@batch=h;msgid=o1;time=2026-11-23T08:00:00.000Z :bbb!u@h PRIVMSG #lobby :old one")
        chat.hears("@batch=h;msgid=o2;time=2026-11-23T08:01:00.000Z :bbb!u@h PRIVMSG #lobby :old two")
        chat.hears(":s BATCH -h")
        #expect(top(&chat).contains("line 1"))
        chat.press(KeyPress(.mouse(Mouse(.wheelUp, .pressed, column: 3, row: 3))))
        #expect(chat.screen().contains("old two"))
        chat.press(.pageUp)
        #expect(chat.takeSent() == ["CHATHISTORY BEFORE #lobby msgid=o1 100"])
        chat.hears(":s BATCH +i chathistory #lobby")
        chat.hears(":s BATCH -i")
        chat.press(.pageUp)
        #expect(chat.takeSent().isEmpty)
    }
}
