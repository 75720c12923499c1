import Testing

@testable import ClientCore

@Suite("what is known of people") struct KnowingTests {
    private static let capabilities =
        "message-tags batch away-notify account-notify account-tag extended-join chghost setname multi-prefix"

    /// In a room of a server that tells much.
    private func chat(members: String = "me @aaa bbb", support: String = "WHOX BOT=B") throws -> Chat {
        var chat = try Chat(rows: 20)
        chat.happens(.connected)
        chat.isWelcomed(capabilities: Self.capabilities)
        if !support.isEmpty { chat.hears(":s 005 me \(support) :are supported") }
        chat.forget()
        chat.enters("#lobby", members: members)
        return chat
    }

    private func person(_ nick: String, _ chat: Chat) throws -> Acquaintance {
        try #require(chat.model.session.people[nick], "nobody knows \(nick)")
    }

    @Test("who is away, a program or logged in is asked when the room is entered, and no line tells of it")
    func survey() throws {
        var chat = try chat(members: "me @aaa bbb +小明 old")
        #expect(chat.takeSent() == ["WHO #lobby %tcuhnfar,612"])
        let lines = try chat.buffer("#lobby").transcript.lines.count
        chat.hears(":s 354 me 612 #lobby ~a host.a aaa H@ ann :Ann Lee")
        chat.hears(":s 354 me 612 #lobby ~b host.b bbb GB 0 :Bob")
        chat.hears(":s 354 me 612 #lobby ~raw 127.0.0.1 old H 0 :old")
        chat.hears(":s 354 me 612 #lobby ~m host.m 小明 HB+ xiaoming :小明")
        chat.hears(":s 315 me #lobby :End of WHO list")
        #expect(try chat.buffer("#lobby").transcript.lines.count == lines)
        #expect(try person("aaa", chat).login == .account("ann"))
        #expect(try person("aaa", chat).realname == "Ann Lee")
        #expect(try person("bbb", chat).login == .loggedOut)
        #expect(try person("bbb", chat).isAway)
        let sidebar = chat.screen().split(separator: "\n", omittingEmptySubsequences: false).map { $0.dropFirst(64) }
        #expect(
            sidebar[1...7] == [
                "ops 1", "@aaa", "voiced 1", "+小明       bot",
                "members 3", " bbb       away", " me",
            ])
        #expect(sidebar[8] == " old        raw")
    }

    @Test("one question at a time, for the room that is looked at, once for each coming in")
    func oneAtATime() throws {
        var chat = try chat()
        #expect(chat.takeSent() == ["WHO #lobby %tcuhnfar,612"])
        chat.enters("#tea", members: "me aaa")
        chat.press(KeyPress.control("n"))
        #expect(chat.takeSent().isEmpty)
        chat.hears(":s 315 me #lobby :End of WHO list")
        #expect(chat.takeSent() == ["WHO #tea %tcuhnfar,612"])
        chat.hears(":s 315 me #tea :End of WHO list")
        chat.press(KeyPress.control("p"))
        #expect(chat.takeSent().isEmpty)
        chat.enters("#lobby", members: "me aaa")
        #expect(chat.takeSent() == ["WHO #lobby %tcuhnfar,612"])
    }

    @Test("a server that does not answer, or has no time, is not waited for")
    func noAnswer() throws {
        var chat = try chat()
        chat.enters("#tea", members: "me aaa")
        chat.forget()
        chat.hears(":s 263 me WHO :Try again")
        #expect(try chat.notes(in: "#lobby").isEmpty)
        chat.press(KeyPress.control("n"))
        #expect(chat.takeSent() == ["WHO #tea %tcuhnfar,612"])
        chat.enters("#cha", members: "me aaa")
        chat.press(KeyPress.control("n"))
        chat.later(by: Survey.patience)
        chat.happens(.network(0, .pinged))
        #expect(chat.takeSent() == ["WHO #cha %tcuhnfar,612"])
    }

    @Test("huge rooms are not asked about; without WHOX only small ones are")
    func bounds() throws {
        func crowd(_ count: Int) -> String { (["me"] + (1..<count).map { "n\($0)" }).joined(separator: " ") }
        var chat = try chat(members: crowd(Survey.mostMembers))
        #expect(chat.takeSent() == ["WHO #lobby %tcuhnfar,612"])
        chat = try self.chat(members: crowd(Survey.mostMembers + 1))
        #expect(chat.takeSent().isEmpty)
        chat = try self.chat(members: crowd(Survey.mostPlainMembers), support: "")
        #expect(chat.takeSent() == ["WHO #lobby"])
        chat = try self.chat(members: crowd(Survey.mostPlainMembers + 1), support: "")
        #expect(chat.takeSent().isEmpty)
    }

    @Test("the long lines of plain WHO are understood as well, those asked for by hand are shown")
    func plainWho() throws {
        var chat = try chat(support: "")
        let lines = try chat.buffer("#lobby").transcript.lines.count
        chat.hears(":s 352 me #lobby ~b host.b s bbb G* :0 Bob the builder")
        chat.hears(":s 315 me #lobby :End of WHO list")
        #expect(try person("bbb", chat).isAway)
        #expect(try person("bbb", chat).isOperator)
        #expect(try person("bbb", chat).realname == "Bob the builder")
        #expect(try chat.buffer("#lobby").transcript.lines.count == lines)
        chat.hears(":s 352 me #lobby ~b host.b s bbb G :0 Bob the builder")
        chat.hears(":s 315 me #lobby :End of WHO list")
        #expect(try chat.notes(in: "#lobby").suffix(2).first?.contains("host.b") == true)
    }

    @Test("each line tells something of who sends it")
    func news() throws {
        var chat = try chat()
        chat.hears(":ccc!c@old.host JOIN #lobby carol :Carol C")
        #expect(try person("ccc", chat).login == .account("carol"))
        #expect(try person("ccc", chat).realname == "Carol C")
        chat.hears(":ccc!c@old.host CHGHOST cc new.host")
        chat.hears(":ccc!cc@new.host SETNAME :Carol D")
        #expect(try person("ccc", chat).host == "new.host")
        #expect(try person("ccc", chat).realname == "Carol D")
        chat.hears(":ccc!cc@new.host ACCOUNT *")
        #expect(try person("ccc", chat).login == .loggedOut)
        chat.hears("@account=carol;bot :ccc!cc@new.host PRIVMSG #lobby :beep")
        #expect(try person("ccc", chat).login == .account("carol"))
        #expect(try person("ccc", chat).isBot)
        chat.hears(":ccc!cc@new.host PRIVMSG #lobby :beep")
        #expect(try person("ccc", chat).login == .loggedOut)
        chat.hears(":ccc!cc@new.host AWAY :at \u{2}lunch\u{202E}")
        #expect(try person("ccc", chat).awayText == "at lunch‹202E›")
        chat.hears(":ccc!cc@new.host NICK ddd")
        #expect(try person("ddd", chat).isAway)
        chat.hears(":ddd!cc@new.host AWAY")
        #expect(try !person("ddd", chat).isAway)
        #expect(chat.model.session.people["ccc"] == nil)
    }

    @Test("who is met nowhere any more is forgotten, and so is everybody with the room that the person leaves")
    func forgets() throws {
        var chat = try chat(members: "me aaa bbb ccc")
        chat.enters("#tea", members: "me bbb")
        for line in [":aaa!u@h PART #lobby", ":bbb!u@h PART #lobby", ":ccc!u@h QUIT"] { chat.hears(line) }
        let people = chat.model.session.people
        #expect(people["aaa"] == nil && people["ccc"] == nil && people["bbb"] != nil)
        chat.hears(":me!u@h PART #tea")
        #expect(chat.model.session.people["bbb"] == nil)
        chat.hears(":me!u@h KICK #lobby me")
        #expect(chat.model.session.people.count == 0)
    }

    @Test("no more people are known than their limit says, however many come")
    func most() {
        var people = People()
        for number in 0...(People.most + 10) { people.meet("n\(number)") }
        #expect(people.count == People.most)
        people.note("nobody") { $0.isBot = true }
        #expect(people["nobody"] == nil)
    }

    @Test("answers that are cut short or say nothing sensible do no harm")
    func hostile() throws {
        var chat = try chat()
        for line in [
            ":s 354 me", ":s 354 me 612", ":s 354 me 612 #lobby u h bbb", ":s 354 me 612 a b c d e f g h i",
            ":s 352 me", ":s 352 me #lobby", ":s 352 me #lobby u h s bbb", ":s 352 me #lobby u h s bbb G :",
            ":s 315 me", ":s 315", ":bbb!u@h ACCOUNT", ":bbb!u@h CHGHOST a", ":s 354 me 612 #lobby u h bbb  0 :",
        ] {
            chat.hears(line)
            _ = chat.screen()
        }
        #expect(try person("bbb", chat).user == "u")
    }
}
