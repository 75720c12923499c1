import Testing

@testable import ClientCore

@Suite("what people tell of themselves") struct ProfileTests {
    private func chat(_ change: (inout ClientSettings) -> Void = { _ in }) throws -> Chat {
        var chat = try Chat(columns: 80, rows: 24, change)
        chat.happens(.connected)
        chat.isWelcomed(capabilities: "batch draft/metadata-2=max-subs=50 message-tags")
        #expect(
            chat.takeSent().suffix(2) == [
                "METADATA * SUB display-name pronouns status homepage avatar color", "JOIN #lobby",
            ])
        chat.hears(":s 770 me display-name pronouns status homepage avatar color")
        chat.enters("#lobby", members: "me aaa bbb")
        chat.hears(":s 315 me #lobby :End of WHO list")
        chat.forget()
        return chat
    }

    private func panel(_ nick: String, _ chat: inout Chat) -> String {
        chat.press(KeyPress.alt("m"))
        chat.types(nick)
        chat.press(.enter)
        defer { chat.press(.escape) }
        return chat.screen()
    }

    @Test("it stands in the panel, behind its key and never in the place of a nick")
    func shown() throws {
        var chat = try chat()
        chat.hears(":s BATCH +m metadata #lobby")
        chat.hears("@batch=m :s METADATA bbb display-name * :aaa")
        chat.hears("@batch=m :s METADATA bbb status * :at lunch")
        chat.hears("@batch=m :s METADATA bbb homepage * :https://example.org/")
        chat.hears("@batch=m :s METADATA bbb shoe-size * :44")
        chat.hears(":s BATCH -m")
        let shown = panel("bbb", &chat)
        #expect(shown.contains("display-name  aaa"))
        #expect(shown.contains("status        at lunch"))
        #expect(shown.contains("homepage      https://example.org/"))
        #expect(!shown.contains("shoe-size"))
        chat.hears(":bbb!u@h PRIVMSG #lobby :hello")
        #expect(try chat.said(in: "#lobby") == ["bbb: hello"])
        #expect(try chat.buffer("#lobby").members.nicks == ["aaa", "bbb", "me"])
        chat.hears(":bbb!u@h METADATA bbb status *")
        chat.hears(":bbb!u@h METADATA bbb display-name * :\u{202E}nimda\u{7}")
        let changed = panel("bbb", &chat)
        #expect(!changed.contains("at lunch"))
        #expect(changed.contains("display-name  ‹202E›nimda‹07›"))
    }

    @Test("a homepage is a link")
    func link() throws {
        var chat = try chat()
        chat.hears(":s METADATA bbb homepage * :https://example.org/bbb")
        chat.press(KeyPress.alt("m"))
        chat.types("bbb")
        chat.press(.enter)
        #expect(chat.model.view().links.map(\.link.address) == ["https://example.org/bbb"])
    }

    @Test("one's own is told, changed and taken away")
    func own() throws {
        var chat = try chat()
        chat.enters("/profile")
        #expect(try chat.notes(in: "#lobby").last == "you tell nothing of yourself yet · /profile status TEXT")
        chat.enters("/profile status 在写代码")
        #expect(chat.takeSent() == ["METADATA * SET status 在写代码"])
        chat.hears(":s 761 me me status * :在写代码")
        #expect(try chat.notes(in: "#lobby").last == "status: 在写代码")
        chat.enters("/profile Pronouns they/them")
        #expect(chat.takeSent() == ["METADATA * SET pronouns they/them"])
        chat.enters("/profile status")
        #expect(try chat.notes(in: "#lobby").last == "status: 在写代码")
        chat.enters("/profile status -")
        #expect(chat.takeSent() == ["METADATA * SET status"])
        chat.hears(":s 766 me me status :Key not set")
        #expect(try chat.notes(in: "#lobby").last == "status is not told")
        chat.enters("/profile what? ever")
        #expect(chat.takeSent().isEmpty)
        #expect(chat.screen().contains("/profile [KEY] [VALUE]"))
        chat.hears("FAIL METADATA LIMIT_REACHED me 10 :too many")
        #expect(try chat.notes(in: "#lobby").last == "me 10: too many")
    }

    @Test("Tab completes the keys")
    func completes() throws {
        var chat = try chat()
        chat.types("/profile st")
        chat.press(.tab)
        #expect(try chat.buffer("#lobby").editor.text == "/profile status ")
    }

    @Test("a server without such keys says so")
    func without() throws {
        var chat = try Chat.inLobby()
        chat.enters("/profile status x")
        #expect(chat.takeSent().isEmpty)
        #expect(chat.screen().contains("this server cannot do that"))
    }

    @Test("a server that wants to be asked later is asked when it says, less and less often, and not for ever")
    func later() throws {
        var chat = try chat()
        func asked() -> [String] { chat.takeSent().filter { $0.hasPrefix("METADATA") } }
        chat.hears(":s 774 me #lobby 40 :later")
        chat.waits(39_999)
        #expect(asked() == [])
        chat.waits(1)
        #expect(asked() == ["METADATA #lobby SYNC"])
        for pause in [60_000, 120_000, 240_000] as [Int64] {
            chat.hears(":s PONG s :alive")
            chat.hears(":s 774 me #lobby 0 :later")
            for _ in 1..<(pause / 10_000) {
                chat.waits(10_000)
                chat.hears(":s PONG s :alive")
            }
            #expect(asked() == [])
            chat.waits(10_000)
            #expect(asked() == ["METADATA #lobby SYNC"])
        }
        chat.hears(":s PONG s :alive")
        for line in [
            "#lobby 1", "#elsewhere 1", "*", "", "*ALL -5", "*ALL 9223372036854775807", "#lobby x",
        ] {
            chat.hears(":s 774 me \(line) :later")
        }
        #expect(chat.model.session.deferrals.keys.sorted() == ["#lobby", "*all"])
        chat.hears(":me!u@h PART #lobby")
        #expect(asked() == [])
    }

    @Test("values of any length and keys without end are bounded")
    func bounds() throws {
        var chat = try chat()
        chat.hears(":bbb!u@h METADATA bbb status * :" + String(repeating: "字", count: 2_000))
        #expect(chat.model.session.people["bbb"]?.profile["status"]?.count == Profile.longestValue)
        for number in 0..<(Profile.mostKeys + 50) { chat.hears(":s METADATA me key\(number) * :x") }
        #expect(chat.model.session.profile.keys.count == Profile.mostKeys)
        chat.hears(":s 774 me *ALL 0 :later")
        chat.hears(":s 762 me :end")
        #expect(try chat.notes(in: "#lobby").isEmpty)
        for line in [
            ":s METADATA", ":s METADATA bbb", ":s METADATA bbb status", ":s METADATA #lobby status * :x",
            ":s METADATA * status * :x", ":s METADATA bbb \u{202E} * :x", ":s 761 me", ":s 761 me me", ":s 766 me me x",
        ] {
            chat.hears(line)
            _ = chat.screen()
        }
    }
}
