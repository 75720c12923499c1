import Testing

@testable import ClientCore

@Suite("ignoring somebody") struct IgnoringTests {
    @Test(
        "what they say, write, feel, change and invite to is not there; it is kept in config.ini until they are heard again"
    )
    func ignored() throws {
        var chat = try Chat.inLobby(members: "me aaa bbb")
        chat.hears("@msgid=1 :aaa!u@h PRIVMSG #lobby :before")
        chat.enters("/ignore AAA")
        #expect(chat.takeEffects().contains(.keep(.ignored, "AAA")))
        chat.hears(":aaa!u@h PRIVMSG #lobby :me, listen")
        chat.hears(":aaa!u@h PRIVMSG me :psst")
        chat.hears(":aaa!u@h NOTICE #lobby :boo")
        chat.hears("@+typing=active :aaa!u@h TAGMSG #lobby")
        chat.hears("@+draft/react=💩;+draft/reply=1 :aaa!u@h TAGMSG #lobby")
        chat.hears(":aaa!u@h INVITE me #trap")
        chat.hears(":bbb!u@h PRIVMSG #lobby :hello")
        #expect(try chat.said(in: "#lobby") == ["aaa: before", "bbb: hello"])
        #expect(chat.model.buffers.map(\.label) == ["Example", "#lobby"])
        #expect(!chat.takeEffects().contains(.ring))
        #expect(!chat.screen().contains("writing") && !chat.screen().contains("💩") && !chat.screen().contains("#trap"))
        chat.enters("/unignore aaa")
        #expect(chat.takeEffects().contains(.keep(.ignored, "")))
        chat.hears(":aaa!u@h PRIVMSG #lobby :again")
        #expect(try chat.said(in: "#lobby").last == "aaa: again")
    }

    @Test("a post of several lines and a page of the past are without them, and the page still counts as full")
    func past() throws {
        var chat = try Chat.inLobby(
            capabilities: Chat.allCapabilities(history: true) + " draft/multiline=max-bytes=4096"
        ) { $0[.ignored] = "aaa" }
        chat.hears(":aaa!u@h BATCH +p draft/multiline #lobby")
        for text in ["one", "two"] { chat.hears("@batch=p :aaa!u@h PRIVMSG #lobby :\(text)") }
        chat.hears(":s BATCH -p")
        chat.hears(":s BATCH +c chathistory #lobby")
        chat.hears("@batch=c;msgid=1;time=2026-11-23T08:00:00.000Z :aaa!u@h PRIVMSG #lobby :old")
        chat.hears("@batch=c;msgid=2;time=2026-11-23T08:01:00.000Z :bbb!u@h PRIVMSG #lobby :older friend")
        chat.hears(":s BATCH -c")
        #expect(try chat.said(in: "#lobby") == ["bbb: older friend"])
    }

    @Test(
        "a name is whoever has it, a mask whoever it fits",
        arguments: [
            ("aaa", "aaa!u@h", true), ("AAA", "aaa!u@h", true), ("aaa", "aaab!u@h", false),
            ("*!*@*.spam.example", "x!y@a.spam.example", true), ("*!*@*.spam.example", "x!y@spam.example", false),
            ("a?a", "aba!u@h", true), ("*@h", "zed!u@h", true), ("*", "me!u@h", false), ("小明", "小明!u@h", true),
        ])
    func masks(mask: String, source: String, isHidden: Bool) throws {
        var chat = try Chat.inLobby { $0[.ignored] = mask }
        chat.hears(":\(source) PRIVMSG #lobby :text")
        #expect(try chat.said(in: "#lobby").isEmpty == isHidden)
    }

    @Test("/ignore alone lists them; the person themselves and who is not ignored are told of in a line")
    func list() throws {
        var chat = try Chat.inLobby()
        chat.enters("/ignore")
        #expect(try chat.notes(in: "#lobby").last == "nobody is ignored · /ignore NICK")
        chat.enters("/ignore aaa")
        chat.enters("/ignore *!*@bad.example")
        chat.enters("/ignore")
        #expect(try chat.notes(in: "#lobby").last == "ignored: aaa, *!*@bad.example · /unignore NICK")
        chat.enters("/ignore ME")
        #expect(chat.screen().contains("not yourself"))
        chat.enters("/unignore bbb")
        #expect(chat.screen().contains("bbb is not ignored"))
    }

    @Test("the panel of a member offers it, or its end")
    func panel() throws {
        var chat = try Chat.inLobby(rows: 30)
        for (action, isIgnored) in [("ignore: hide what they say", true), ("no longer ignore", false)] {
            chat.press(.alt("m"))
            chat.types("aaa")
            chat.press(.enter)
            #expect(chat.screen().contains(action))
            for _ in 0..<20 where !chat.screen().contains("> " + action) { chat.press(.down) }
            chat.press(.enter)
            #expect(chat.model.ignores("aaa") == isIgnored)
        }
    }
}
