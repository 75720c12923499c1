import ChatProtocol
import Testing

@testable import ClientCore

@Suite("talking") struct TalkingTests {
    @Test(
        "what fits into no line of the server is not sent, and the person is told",
        arguments: ["/topic ", "/part #lobby ", "/kick bbb ", "/away ", "/nick ", "/mode +k ", "/search "])
    func tooLong(command: String) throws {
        var chat = try Chat.inLobby(
            columns: 100, capabilities: Chat.allCapabilities(history: false) + " draft/search")
        chat.press(.paste(command + String(repeating: "长", count: 300)))
        chat.press(.enter)
        #expect(chat.takeSent() == [])
        #expect(chat.screen().contains("longer than any server takes in one line: it was not sent"))
        chat.press(.up)
        #expect(try chat.buffer("#lobby").editor.text.hasPrefix(command))
    }

    @Test("a long notice goes out as several")
    func longNotice() throws {
        var chat = try Chat.inLobby()
        chat.press(.paste("/notice bbb " + String(repeating: "好", count: 300)))
        chat.press(.enter, .enter)
        let sent = chat.takeSent()
        #expect(sent.count == 3)
        #expect(sent.allSatisfy { $0.hasPrefix("NOTICE bbb :好") && $0.utf8.count <= 400 })
        #expect(sent.joined().count { $0 == "好" } == 300)
    }

    @Test("an own line stands dim until the server has said it")
    func echo() throws {
        var chat = try Chat.inLobby()
        chat.enters("hello")
        #expect(chat.takeSent() == ["@label=1 PRIVMSG #lobby :hello"])
        #expect(try chat.buffer("#lobby").transcript.lines.last?.delivery == .pending)
        chat.isEchoed("PRIVMSG #lobby :hello", label: "1", id: "7")
        let line = try #require(try chat.buffer("#lobby").transcript.lines.last)
        #expect(line.delivery == .stands)
        #expect(line.id == "7")
        #expect(try chat.said(in: "#lobby") == ["me: hello"])
    }

    @Test("the server's order counts, and what still waits stays last")
    func order() throws {
        var chat = try Chat.inLobby()
        chat.enters("one")
        chat.enters("two")
        chat.hears(":aaa!u@h PRIVMSG #lobby :earlier")
        chat.isEchoed("PRIVMSG #lobby :one", label: "1", id: "7")
        #expect(try chat.said(in: "#lobby") == ["me: two", "aaa: earlier", "me: one"])
        chat.isEchoed("PRIVMSG #lobby :two", label: "2", id: "8")
        #expect(try chat.said(in: "#lobby") == ["aaa: earlier", "me: one", "me: two"])
    }

    @Test("of many lines at once four are on their way, and each answer lets the next one go")
    func pace() throws {
        var chat = try Chat.inLobby()
        chat.happens(.key(KeyPress(.paste((1...7).map { "line \($0)" }.joined(separator: "\n")))))
        chat.press(.enter, .enter)
        #expect(chat.takeSent() == (1...4).map { "@label=\($0) PRIVMSG #lobby :line \($0)" })
        chat.isEchoed("PRIVMSG #lobby :line 1", label: "1", id: "7")
        #expect(chat.takeSent() == ["@label=5 PRIVMSG #lobby :line 5"])
        chat.hears("@label=2 :s 404 me #lobby :Cannot send to channel")
        #expect(chat.takeSent() == ["@label=6 PRIVMSG #lobby :line 6"])
        chat.happens(.disconnected(reason: "gone"))
        let failed = try chat.buffer("#lobby").transcript.lines.filter { $0.isOwn && $0.delivery != .stands }
        #expect(failed.map(\.text.plain) == (2...7).map { "line \($0)" })
        #expect(failed.map(\.mayHaveArrived) == [false, true, true, true, true, false])
        #expect(chat.takeSent() == [])
    }

    @Test("a line said to oneself stands once")
    func toOneself() throws {
        var chat = try Chat.inLobby()
        chat.enters("@me note")
        chat.hears("@label=1;msgid=7 :me!u@h PRIVMSG me :note")
        chat.hears("@msgid=7 :me!u@h PRIVMSG me :note")
        #expect(try chat.said(in: "@me") == ["me: note"])
    }

    @Test(
        "a refused line says why",
        arguments: [
            "@label=1 :s 404 me #lobby :Cannot send to channel",
            "@label=1 FAIL PRIVMSG X #lobby :Cannot send to channel",
        ])
    func refused(answer: String) throws {
        var chat = try Chat.inLobby(columns: 100)
        chat.enters("hello")
        chat.hears(answer)
        #expect(chat.screen().contains("hello  !! Cannot send to channel"))
    }

    @Test("without an echo it is the first line that waits which the server refuses")
    func refusedWithoutEcho() throws {
        var chat = try Chat.inLobby(columns: 100, capabilities: "")
        chat.enters("hello")
        chat.enters("again")
        chat.hears(":s 404 me #lobby :Cannot send to channel")
        #expect(chat.screen().contains("hello  !! Cannot send to channel"))
        chat.hears("PONG s said")
        chat.hears("PONG s said")
        let deliveries = try chat.buffer("#lobby").transcript.lines.filter(\.isOwn).map(\.delivery)
        #expect(deliveries == [.failed("Cannot send to channel"), .stands])
        chat.hears(":s 404 me #lobby :Cannot send to channel")
        #expect(try chat.notes(in: "#lobby") == ["#lobby: Cannot send to channel"])
    }

    @Test("without an echo a line stands once the server has answered what was asked behind it")
    func withoutEcho() throws {
        var chat = try Chat.inLobby(capabilities: "")
        chat.enters("hello")
        chat.enters("again")
        #expect(chat.takeSent() == ["PRIVMSG #lobby :hello", "PING said", "PRIVMSG #lobby :again"])
        #expect(try chat.buffer("#lobby").transcript.lines.allSatisfy { $0.delivery == .pending })
        chat.hears(":s PONG s :said")
        #expect(chat.takeSent() == ["PING said"])
        #expect(try chat.buffer("#lobby").transcript.lines.map(\.delivery) == [.stands, .pending])
        chat.hears(":s PONG s :said")
        #expect(chat.takeSent().isEmpty)
        #expect(try chat.buffer("#lobby").transcript.lines.map(\.delivery) == [.stands, .stands])
    }

    @Test("without an echo a line that the server may not have heard is not taken for said")
    func withoutAnswer() throws {
        var chat = try Chat.inLobby(capabilities: "")
        chat.enters("hello")
        chat.happens(.disconnected(reason: "reset"))
        #expect(chat.screen().contains("hello  !! perhaps not sent"))
    }

    @Test("a long text becomes lines that fit, cut at spaces and never inside a character")
    func long() throws {
        var chat = try Chat.inLobby()
        let text = String(repeating: "你好", count: 100) + " end"
        chat.happens(.key(KeyPress(.paste(text))))
        chat.press(.enter, .enter)
        let sent = chat.takeSent()
        #expect(sent.count == 2)
        for line in sent { #expect(line.utf8.count < 512 - Model.sourceBytes + 12) }
        let said = try chat.said(in: "#lobby").map { $0.dropFirst(4) }.joined()
        #expect(said.filter { $0 != " " } == text.filter { $0 != " " })
        #expect(Post.pieces(of: "aaaa bbbb cccc", bytes: 9) == ["aaaa bbbb", "cccc"])
        #expect(Post.pieces(of: "e\u{301}\u{301}\u{301}\u{301}", bytes: 4).joined() == "e\u{301}\u{301}\u{301}\u{301}")
    }

    @Test("lines of one text are said one after the other")
    func lines() throws {
        var chat = try Chat.inLobby()
        chat.types("one")
        chat.press(.newline)
        chat.types("two")
        chat.press(.enter)
        #expect(chat.takeSent() == ["@label=1 PRIVMSG #lobby :one", "@label=2 PRIVMSG #lobby :two"])
    }

    @Test("an action is told as one")
    func action() throws {
        var chat = try Chat.inLobby()
        chat.enters("/me waves")
        #expect(chat.takeSent() == ["@label=1 PRIVMSG #lobby :\u{1}ACTION waves\u{1}"])
        chat.hears(":aaa!u@h PRIVMSG #lobby :\u{1}ACTION nods\u{1}")
        chat.hears(":aaa!u@h PRIVMSG me :\u{1}VERSION\u{1}")
        #expect(chat.screen().contains("*         aaa nods") || chat.screen().contains("*        aaa nods"))
        #expect(!chat.model.buffers.contains { $0.label == "@aaa" })
    }

    @Test("a private line to somebody here goes to them alone, in a buffer of their own, whatever the sign's width")
    func privately() throws {
        var chat = try Chat.inLobby(members: "me 小明")
        chat.enters("＠小明 你好")
        #expect(chat.takeSent() == ["@label=1 PRIVMSG 小明 :你好"])
        chat.isEchoed("PRIVMSG 小明 :你好", label: "1", id: "3")
        chat.hears(":小明!u@h PRIVMSG me :在")
        #expect(try chat.said(in: "@小明") == ["me: 你好", "小明: 在"])
        #expect(try chat.said(in: "#lobby").isEmpty)
        chat.enters("再见@小明")
        #expect(chat.takeSent() == ["@label=2 PRIVMSG 小明 :再见"])
    }

    @Test("whether somebody elsewhere exists is asked of the server; then the line is sent")
    func elsewhere() throws {
        var chat = try Chat.inLobby()
        chat.enters("@zed psst")
        #expect(chat.takeSent() == ["WHOIS zed"])
        chat.hears(":s 311 me Zed u h * :Zed")
        chat.hears(":s 318 me Zed :End of WHOIS")
        #expect(chat.takeSent() == ["@label=1 PRIVMSG Zed :psst"])
        #expect(try chat.notes(in: "#lobby").isEmpty)
    }

    @Test(
        "a private line to nobody comes back, and Enter again says it to the room",
        arguments: ["@zed psst", "psst@zed"])
    func nobody(line: String) throws {
        var chat = try Chat.inLobby()
        chat.enters(line)
        chat.forget()
        chat.hears(":s 401 me zed :No such nick/channel")
        chat.hears(":s 318 me zed :End of WHOIS")
        #expect(chat.takeSent().isEmpty)
        #expect(chat.screen().contains("nobody here is called zed · Enter says it to #lobby · Esc keeps it"))
        #expect(chat.screen().contains("#lobby › \(line)"))
        chat.press(.enter)
        #expect(chat.takeSent() == ["@label=1 PRIVMSG #lobby :\(line)"])
        chat.enters(line)
        #expect(chat.takeSent() == ["WHOIS zed"])
    }

    @Test(
        "a /msg to nobody comes back, and no Enter says it to the room",
        arguments: ["/msg NickServ IDENTIFY secret", "／msg zed psst"])
    func nobodyCommanded(line: String) throws {
        var chat = try Chat.inLobby()
        chat.enters(line)
        let nick = try #require(line.split(separator: " ").dropFirst().first)
        #expect(chat.takeSent() == ["WHOIS \(nick)"])
        chat.hears(":s 401 me \(nick) :No such nick/channel")
        chat.hears(":s 318 me \(nick) :End of WHOIS")
        #expect(chat.screen().contains("nobody here is called \(nick)"))
        #expect(!chat.screen().contains("Enter says it"))
        #expect(chat.screen().contains("#lobby › \(line)"))
        chat.press(.enter)
        #expect(chat.takeSent() == ["WHOIS \(nick)"])
    }

    @Test("after Esc or a change, Enter asks again and says nothing to the room")
    func nobodyKept() throws {
        var chat = try Chat.inLobby()
        chat.enters("@zed psst")
        chat.hears(":s 401 me zed :No such nick/channel")
        chat.forget()
        chat.press(.escape)
        chat.press(.enter)
        #expect(chat.takeSent() == ["WHOIS zed"])
        chat.hears(":s 401 me zed :No such nick/channel")
        chat.types("!")
        #expect(!chat.screen().contains("Enter says it"))
        chat.forget()
        chat.press(.enter)
        #expect(chat.takeSent() == ["WHOIS zed"])
    }

    @Test("an earlier line brought back by a key is not the one that Enter may say to the room")
    func nobodyExchanged() throws {
        var chat = try Chat.inLobby()
        for nick in ["yan", "zed"] {
            chat.enters("@\(nick) secret")
            chat.hears(":s 401 me \(nick) :No such nick/channel")
            if nick == "yan" { chat.press(KeyPress.control("u")) }
        }
        chat.press(.up, .up)
        #expect(chat.screen().contains("#lobby › @yan secret"))
        chat.forget()
        chat.press(.enter)
        #expect(chat.takeSent() == ["WHOIS yan"])
    }

    @Test("where the person has gone on typing, the line is told of and not sent")
    func nobodyLate() throws {
        var chat = try Chat.inLobby()
        chat.enters("@zed psst")
        chat.types("some")
        chat.hears(":s 401 me zed :No such nick/channel")
        #expect(try chat.notes(in: "#lobby") == ["nobody here is called zed; not sent: @zed psst"])
        chat.forget()
        chat.enters("thing")
        #expect(chat.takeSent() == ["@label=1 PRIVMSG #lobby :something"])
    }

    @Test("a server that does not answer gets nothing private")
    func noAnswer() throws {
        var chat = try Chat.inLobby()
        chat.enters("@zed psst")
        chat.forget()
        chat.waits(Session.patience)
        #expect(chat.takeSent().isEmpty)
        #expect(chat.screen().contains("the server did not say whether zed is there; not sent"))
        chat.press(.enter)
        #expect(chat.takeSent() == [])
    }

    @Test("a private buffer follows a change of nick")
    func follows() throws {
        var chat = try Chat.inLobby()
        chat.hears(":bbb!u@h PRIVMSG me :hi")
        chat.hears(":bbb!u@h NICK :小明")
        #expect(try chat.said(in: "@小明") == ["bbb: hi"])
        #expect(try chat.buffer("#lobby").members.nicks == ["aaa", "me", "小明"])
        chat.press(KeyPress.control("n"))
        chat.enters("hello")
        #expect(chat.takeSent() == ["@label=1 PRIVMSG 小明 :hello"])
    }

    @Test(
        "commands become lines",
        arguments: [
            ("/join tea", "JOIN #tea"), ("/topic new topic", "TOPIC #lobby :new topic"), ("/part", "PART :#lobby"),
            ("/kick bbb out", "KICK #lobby bbb :out"), ("/invite zed", "INVITE zed #lobby"),
            ("/whois bbb", "WHOIS bbb"),
            ("/mode +o :aaa bbb", "MODE #lobby +o aaa bbb"), ("/mode +o\u{3000}aaa", "MODE #lobby +o aaa"),
            ("/mode +t", "MODE #lobby +t"), ("/mode me +i", "MODE me +i"), ("/away lunch", "AWAY :lunch"),
            ("／join ＃茶", "JOIN #茶"), ("/raw VERSION", "VERSION"), ("/notice bbb hi", "NOTICE bbb :hi"),
            ("/quit so long", "QUIT :so long"),
        ])
    func commands(line: String, sent: String) throws {
        var chat = try Chat.inLobby()
        chat.enters(line)
        #expect(chat.takeSent() == [sent])
    }

    @Test("a lone # lists who is here, & tells what can be typed")
    func asks() throws {
        var chat = try Chat.inLobby()
        chat.enters("＃")
        #expect(try chat.notes(in: "#lobby") == ["in #lobby: @aaa  bbb  me"])
        chat.enters("&")
        #expect(chat.screen().contains("help · arrows"))
        #expect(chat.takeSent().isEmpty)
    }
}

@Suite("names in texts") struct MentionTests {
    @Test(
        "a name is found where it is a word, and anywhere in running Chinese",
        arguments: [
            ("me: hi", "me", true), ("some text", "me", false), ("call ME!", "me", true), ("me2", "me", false),
            ("小明你好", "小明", true), ("你好小明", "小明", true), ("aaa看这里", "aaa", true), ("看aaa这里", "aaa", true),
            ("naaa", "aaa", false), ("émile", "mile", false), ("some me", "me", true), ("", "me", false),
        ])
    func found(text: String, nick: String, isThere: Bool) {
        #expect(Mention.isIn(text, of: nick) == isThere)
    }
}
