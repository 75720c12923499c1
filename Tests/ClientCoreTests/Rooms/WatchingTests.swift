import Testing

@testable import ClientCore

@Suite("private chats and friends: who is here") struct WatchingTests {
    private func chat(_ support: String = "MONITOR=100", _ change: (inout ClientSettings) -> Void = { _ in }) throws
        -> Chat
    {
        var chat = try Chat(rows: 12, change)
        comes(&chat, support)
        chat.enters("#lobby", members: "me @aaa")
        chat.hears(":s 315 me #lobby :End of WHO list")
        chat.forget()
        return chat
    }

    private func comes(_ chat: inout Chat, _ support: String, _ capabilities: String = "") {
        chat.happens(.connected)
        if !support.isEmpty { chat.hears(":s 005 me \(support) :are supported") }
        chat.isWelcomed(capabilities: Chat.allCapabilities(history: false) + capabilities)
    }

    private func sidebar(_ chat: inout Chat) -> [String] {
        chat.screen().split(separator: "\n", omittingEmptySubsequences: false).map { row in
            String(row.prefix(17).reversed().drop { $0 == " " }.reversed())
        }
    }

    @Test("who a private chat is with is watched, and that they come and go stands in it and in the sidebar")
    func presence() throws {
        var chat = try chat()
        chat.hears(":bbb!u@h PRIVMSG me :psst")
        #expect(chat.takeSent() == ["MONITOR + bbb"])
        chat.press(KeyPress.control("n"))
        chat.press(KeyPress.control("p"))
        chat.hears(":s 730 me :bbb!u@h")
        #expect(try chat.notes(in: "@bbb").isEmpty)
        #expect(sidebar(&chat)[3] == " @bbb")
        chat.hears(":s 731 me :bbb")
        #expect(try chat.notes(in: "@bbb") == ["bbb has gone"])
        #expect(sidebar(&chat)[3] == " @bbb       gone")
        #expect(try chat.buffer("@bbb").unread == 0)
        chat.hears(":s 730 me :BBB!u@h")
        #expect(try chat.notes(in: "@bbb") == ["BBB is here"])
        chat.hears(":bbb!u@h AWAY :lunch")
        #expect(sidebar(&chat)[3] == " @bbb       away")
        chat.hears("@+typing=active :bbb!u@h TAGMSG me")
        #expect(sidebar(&chat)[3] == " @bbb     typing")
        chat.hears(":bbb!u@h PRIVMSG me :hello")
        #expect(sidebar(&chat)[3] == " @bbb         !1")
        chat.hears(":s 731 me :bbb")
        #expect(try chat.notes(in: "@bbb") == ["BBB is here", "bbb has gone"])
    }

    /// At a server that tells when those who are watched go away and come back.
    private func monitored(
        _ support: String = "MONITOR=100 WHOX", _ change: (inout ClientSettings) -> Void = { _ in }
    ) throws -> Chat {
        var chat = try Chat(rows: 12, change)
        comes(&chat, support, " extended-monitor")
        chat.enters("#lobby", members: "me @aaa")
        chat.hears(":s 315 me #lobby :End of WHO list")
        chat.forget()
        return chat
    }

    @Test("whether they are away is asked once, when the chat is opened or they come")
    func awayAtFirst() throws {
        var chat = try monitored()
        chat.enters("/query bbb")
        chat.press(KeyPress.control("p"))
        #expect(chat.takeSent() == ["MONITOR + bbb"])
        chat.hears(":s 730 me :bbb!u@h")
        #expect(chat.takeSent() == ["WHO bbb %tcuhnfar,612"])
        chat.hears(":s 354 me 612 * u h bbb G 0 :Bob")
        chat.hears(":s 315 me bbb :End of WHO list")
        #expect(sidebar(&chat)[3] == " @bbb       away")
        #expect(try chat.notes(in: "@bbb").isEmpty && chat.notes(in: "#lobby").isEmpty)
        chat.hears(":bbb!u@h AWAY")
        #expect(sidebar(&chat)[3] == " @bbb")
        chat.hears(":s 730 me :bbb!u@h")
        #expect(chat.takeSent().isEmpty)
        chat.hears(":s 731 me :bbb")
        chat.hears(":s 730 me :bbb!u@h")
        #expect(chat.takeSent() == ["WHO bbb %tcuhnfar,612"])
    }

    @Test(
        "a friend who is here is asked about when a chat with them is opened, and everybody anew after a lost connection"
    )
    func awayLater() throws {
        var chat = try monitored { $0.friends = ["bbb"] }
        chat.hears(":s 730 me :bbb!u@h")
        #expect(chat.takeSent().isEmpty)
        chat.enters("/query bbb")
        #expect(chat.takeSent() == ["WHO bbb %tcuhnfar,612"])
        chat.hears(":s 315 me bbb :End of WHO list")
        chat.enters("/query ccc")
        chat.hears(":s 731 me :ccc")
        #expect(chat.takeSent() == ["MONITOR + ccc"])
        chat.happens(.disconnected(reason: "reset"))
        chat.waits(1_000)
        comes(&chat, "MONITOR=100 WHOX", " extended-monitor")
        chat.forget()
        chat.hears(":s 730 me :bbb!u@h")
        #expect(chat.takeSent() == ["WHO bbb %tcuhnfar,612"])
    }

    @Test("a server without WHOX is asked in plain words, one question at a time, about no more than are there")
    func awayWithoutFields() throws {
        var chat = try monitored("MONITOR=100")
        for nick in ["bbb", "ccc", "ddd"] { chat.hears(":\(nick)!u@h PRIVMSG me :psst") }
        chat.forget()
        chat.hears(":s 730 me :bbb!u@h,ccc!u@h,ddd!u@h")
        #expect(chat.takeSent() == ["WHO bbb"])
        chat.hears(":s 352 me * u h s bbb G :0 Bob")
        chat.hears(":s 731 me :ccc")
        chat.hears(":s 315 me bbb :End of WHO list")
        #expect(chat.takeSent() == ["WHO ddd"])
        #expect(sidebar(&chat)[3].hasPrefix(" @bbb"))
        #expect(chat.model.session.people["bbb"]?.isAway == true)
        // No answer is waited for longer than a minute.
        chat.hears(":s 730 me :ccc!u@h")
        #expect(chat.takeSent().isEmpty)
        chat.later(by: Survey.patience)
        chat.hears(":s NOTICE me :hm")
        #expect(chat.takeSent().contains("WHO ccc"))
    }

    @Test("nobody is asked about who is seen in a room, or where the server would not tell of what changes")
    func awayIsKnown() throws {
        var chat = try monitored()
        chat.hears(":aaa!u@h PRIVMSG me :psst")
        chat.hears(":s 730 me :aaa!u@h")
        #expect(!chat.takeSent().contains { $0.hasPrefix("WHO") })
        chat = try self.chat("MONITOR=100 WHOX")
        chat.hears(":bbb!u@h PRIVMSG me :psst")
        chat.hears(":s 730 me :bbb!u@h")
        #expect(!chat.takeSent().contains { $0.hasPrefix("WHO") })
        chat = try monitored()
        for number in 1...90 { chat.hears(":n\(number)!u@h PRIVMSG me :psst") }
        chat.hears(":s 730 me :" + (1...90).map { "n\($0)!u@h" }.joined(separator: ","))
        #expect(chat.model.session.newcomers.count <= Session.mostNewcomers)
    }

    @Test("where nobody can be watched, the answer to a private line tells as well that they are away")
    func unwatched() throws {
        var chat = try chat("")
        chat.enters("/query zed")
        chat.hears(":s 301 me zed :at lunch")
        chat.press(KeyPress.control("p"))
        #expect(sidebar(&chat)[3] == " @zed       away")
        chat.press(KeyPress.control("n"))
        chat.press(KeyPress.alt("m"))
        #expect(chat.screen().contains("away  at lunch"))
        chat.hears(":s 311 me zed u h * :Zed")
        chat.hears(":s 318 me zed :End of /WHOIS list")
        #expect(!chat.screen().contains("at lunch"))
    }

    @Test("a name that leaves no room has a sign")
    func narrow() throws {
        var chat = try chat()
        chat.hears(":wolfgang_amadeus!u@h PRIVMSG me :psst")
        chat.press(KeyPress.control("n"))
        chat.press(KeyPress.control("p"))
        chat.hears(":s 731 me :wolfgang_amadeus")
        #expect(sidebar(&chat)[3] == " @wolfgang_am… -")
    }

    @Test("a closed chat is watched no longer, and a new name is watched in the place of the old one")
    func changes() throws {
        var chat = try chat()
        chat.enters("#tea", members: "me bbb")
        chat.hears(":bbb!u@h PRIVMSG me :psst")
        chat.forget()
        chat.hears(":bbb!u@h NICK ccc")
        #expect(chat.takeSent() == ["MONITOR - bbb", "MONITOR + ccc"])
        chat.hears(":s 731 me :bbb")
        #expect(try chat.notes(in: "@ccc").allSatisfy { !$0.contains("gone") })
        chat.hears(":s 730 me :ccc!u@h")
        chat.hears(":ccc!u@h QUIT :bye")
        chat.hears(":s 731 me :ccc")
        #expect(try chat.notes(in: "@ccc") == ["bbb (now ccc) left (bye)"])
        while chat.model.buffers[chat.model.current].label != "@ccc" { chat.press(KeyPress.control("n")) }
        chat.forget()
        chat.enters("/close")
        #expect(chat.takeSent().contains("MONITOR - ccc"))
    }

    @Test("after a lost connection all are watched anew, and what has changed meanwhile is told")
    func reconnects() throws {
        var chat = try chat()
        chat.hears(":bbb!u@h PRIVMSG me :psst")
        chat.hears(":s 730 me :bbb!u@h")
        chat.happens(.disconnected(reason: "reset"))
        #expect(sidebar(&chat)[3] == " @bbb         !1")
        chat.waits(1_000)
        chat.forget()
        comes(&chat, "MONITOR=100")
        #expect(chat.takeSent().last == "MONITOR + bbb")
        chat.hears(":s 731 me :bbb")
        #expect(try chat.notes(in: "@bbb").last == "bbb has gone")
    }

    @Test("no more are watched than the server lets, chats before friends; where it lets none, none")
    func limits() throws {
        var chat = try chat("MONITOR=2") { $0[.friends] = "x, y, me, a b, :c" }
        chat.hears(":bbb!u@h PRIVMSG me :psst")
        chat.hears(":ccc!u@h PRIVMSG me :psst")
        #expect(chat.takeSent() == ["MONITOR - y", "MONITOR + bbb", "MONITOR - x", "MONITOR + ccc"])
        chat.hears(":s 734 me 2 ccc :Monitor list is full")
        #expect(try chat.notes(in: "#lobby").isEmpty)
        for support in ["", "MONITOR=0", "MONITOR=-1"] {
            chat = try self.chat(support) { $0[.friends] = "x" }
            chat.hears(":bbb!u@h PRIVMSG me :psst")
            #expect(chat.takeSent().isEmpty)
        }
        let many = (0..<400).map { "friend\($0)" }.joined(separator: ",")
        chat = try Chat { $0[.friends] = many }
        comes(&chat, "MONITOR")
        let lines = chat.takeSent().filter { $0.hasPrefix("MONITOR") }
        #expect(lines.allSatisfy { $0.utf8.count < 450 })
        #expect(lines.reduce(0) { $0 + $1.split(separator: ",").count } == Model.mostWatched)
    }

    @Test("friends are added, listed, told of and taken off; config.ini keeps them")
    func friends() throws {
        var chat = try chat()
        chat.enters("/friend")
        #expect(try chat.notes(in: "#lobby").last == "no friends yet · /friend add NICK")
        chat.enters("/friend add bbb")
        #expect(chat.takeEffects().contains(.keep(.friends, "bbb")))
        chat.enters("/friend add 小明")
        #expect(chat.takeEffects().contains(.keep(.friends, "bbb, 小明")))
        #expect(chat.takeSent() == ["MONITOR + bbb", "MONITOR + 小明"])
        chat.hears(":s 731 me :bbb,小明")
        chat.press(.escape)
        chat.hears(":s 730 me :bbb!u@h")
        #expect(try chat.notes(in: "Example").last == "bbb is here")
        #expect(chat.screen().contains(" bbb is here"))
        chat.enters("/friend list")
        #expect(try chat.notes(in: "#lobby").last == "friends: bbb  here   小明  gone")
        chat.enters("/friend remove BBB")
        #expect(chat.takeEffects().contains(.keep(.friends, "小明")))
        #expect(chat.takeSent() == ["MONITOR - bbb"])
        for mistake in ["/friend bbb", "/friend add", "/friend add a,b", "/friend remove zed"] {
            chat.enters(mistake)
            #expect(!chat.takeEffects().contains { if case .keep = $0 { true } else { false } })
        }
    }

    @Test("Tab completes the words of /friend, and nicks behind them")
    func completes() throws {
        var chat = try chat()
        chat.types("/friend re")
        chat.press(.tab)
        chat.types("aa")
        chat.press(.tab)
        #expect(try chat.buffer("#lobby").editor.text == "/friend remove aaa ")
    }

    @Test("answers that say nothing sensible do no harm")
    func hostile() throws {
        var chat = try chat()
        chat.hears(":bbb!u@h PRIVMSG me :psst")
        for line in [":s 730 me", ":s 730", ":s 731 me :", ":s 731 me :,,,!@", ":s 730 me :!@,@,!", ":s 734 me"] {
            chat.hears(line)
        }
        chat.hears(":s 730 me :stranger!u@h")
        #expect(chat.model.session.people["stranger"] == nil)
        #expect(chat.model.network.presences.count <= 1)
    }
}
