import ChatProtocol
import Testing

@testable import ClientCore

@Suite("without a screen") struct PlainTests {
    private func plain(_ nick: String = "me") throws -> Chat {
        try Chat(nick: nick) { $0.isPlain = true }
    }

    private func inLobby() throws -> Chat {
        var chat = try plain()
        chat.happens(.connected)
        chat.isWelcomed()
        chat.enters("#lobby", members: "me aaa")
        _ = chat.model.takePlainLines()
        chat.forget()
        return chat
    }

    @Test("each line is printed once, with its room and author")
    func lines() throws {
        var chat = try inLobby()
        chat.hears(":aaa!u@h PRIVMSG #lobby :hello")
        chat.hears(":bbb!u@h PRIVMSG me :psst\u{1B}[2J")
        chat.hears(":ccc!u@h JOIN #lobby")
        chat.hears(":ddd!u@h JOIN #lobby")
        #expect(
            chat.model.takePlainLines() == [
                "[09:02] #lobby <aaa> hello", "[09:02] @bbb <bbb> psst‹1B›[2J", "-- ccc joined #lobby",
                "-- ddd joined #lobby",
            ])
        #expect(chat.model.takePlainLines().isEmpty)
    }

    @Test("an own line is printed when the server has answered")
    func own() throws {
        var chat = try inLobby()
        chat.happens(.typedLine("hello"))
        #expect(chat.takeSent() == ["@label=1 PRIVMSG #lobby :hello"])
        #expect(chat.model.takePlainLines().isEmpty)
        chat.isEchoed("PRIVMSG #lobby :hello", label: "1", id: "7")
        #expect(chat.model.takePlainLines() == ["[09:02] #lobby <me> hello"])
    }

    @Test("lines that come before the room is entered wait for it, and the end waits for the echo")
    func pipe() throws {
        var chat = try plain()
        chat.happens(.typedLine("one"))
        chat.happens(.typedLine("two"))
        chat.happens(.inputEnded)
        chat.happens(.connected)
        chat.isWelcomed()
        #expect(!chat.takeSent().contains { $0.contains("PRIVMSG") })
        chat.enters("#lobby", members: "me")
        #expect(chat.takeSent() == ["@label=1 PRIVMSG #lobby :one", "@label=2 PRIVMSG #lobby :two"])
        chat.isEchoed("PRIVMSG #lobby :one", label: "1", id: "1")
        #expect(chat.takeSent().isEmpty)
        chat.isEchoed("PRIVMSG #lobby :two", label: "2", id: "2")
        #expect(chat.takeSent() == ["QUIT"])
        chat.happens(.disconnected(reason: "closed"))
        #expect(chat.takeEffects().last == .leave(status: 0, farewell: nil))
    }

    @Test("an echo that does not come is waited for ten seconds; then it is told of, and so says the exit status")
    func patience() throws {
        var chat = try inLobby()
        chat.happens(.typedLine("one"))
        chat.happens(.inputEnded)
        chat.forget()
        chat.waits(9_999)
        #expect(chat.takeSent().isEmpty)
        chat.waits(1)
        #expect(chat.takeSent() == ["QUIT"])
        #expect(chat.model.takePlainLines() == ["[09:02] #lobby <me> one !! perhaps not sent"])
        chat.happens(.disconnected(reason: "closed"))
        guard case .leave(status: 1, _) = chat.takeEffects().last else {
            Issue.record("a script would take it for said")
            return
        }
    }

    @Test("a line behind /join is said in that room, and nowhere else where that cannot be entered")
    func behindJoin() throws {
        var chat = try inLobby()
        chat.happens(.typedLine("/join #tea"))
        chat.happens(.typedLine("hello"))
        #expect(chat.takeSent() == ["JOIN #tea"])
        chat.enters("#tea", members: "me")
        #expect(chat.takeSent() == ["@label=1 PRIVMSG #tea :hello"])
        chat.happens(.typedLine("/join #cha"))
        chat.happens(.typedLine("again"))
        chat.hears(":s 474 me #cha :You are banned")
        #expect(chat.takeSent() == ["JOIN #cha"])
        #expect(chat.model.takePlainLines().last == "!! not sent: again")
        chat.happens(.typedLine("/join #lobby"))
        chat.happens(.typedLine("here"))
        #expect(chat.takeSent() == ["@label=2 PRIVMSG #lobby :here"])
        chat.isEchoed("PRIVMSG #tea :hello", label: "1", id: "1")
        chat.isEchoed("PRIVMSG #lobby :here", label: "2", id: "2")
        chat.happens(.inputEnded)
        chat.happens(.disconnected(reason: "closed"))
        guard case .leave(status: 1, _) = chat.takeEffects().last else {
            Issue.record("a script would take all of it for said")
            return
        }
    }

    @Test("a server that does not answer /join is waited for ten seconds, and what follows goes to no other room")
    func joinUnanswered() throws {
        var chat = try inLobby()
        chat.happens(.typedLine("/join #tea"))
        chat.happens(.typedLine("hello"))
        chat.forget()
        chat.waits(9_999)
        #expect(chat.takeSent().isEmpty)
        chat.waits(1)
        #expect(chat.takeSent().isEmpty)
        #expect(chat.model.takePlainLines() == ["!! not sent: hello"])
    }

    @Test("a private line to nobody is an error and goes to nobody")
    func nobody() throws {
        var chat = try inLobby()
        chat.happens(.typedLine("@zed psst"))
        #expect(chat.takeSent() == ["WHOIS zed"])
        chat.hears(":s 401 me zed :No such nick")
        chat.hears(":s 318 me zed :End of WHOIS")
        chat.happens(.typedLine("@zed psst"))
        #expect(chat.takeSent() == ["WHOIS zed"])
        #expect(
            chat.model.takePlainLines() == ["[09:02] #lobby !! nobody here is called zed; not sent: @zed psst"])
    }

    @Test("a connection that cannot be made ends with status 1")
    func cannotConnect() throws {
        var chat = try plain()
        chat.happens(.disconnected(reason: "refused"))
        #expect(chat.takeEffects().last == .leave(status: 1, farewell: "cannot connect (refused)"))
    }

    @Test("a taken nick ends with status 1: what comes next is no name")
    func takenNick() throws {
        var chat = try plain()
        chat.happens(.connected)
        chat.happens(.typedLine("secret"))
        for nick in ["me", "me_", "me__"] { chat.hears(":s 433 * \(nick) :in use") }
        #expect(chat.takeEffects().last == .leave(status: 1, farewell: "the name me__ is taken · type another one"))
        #expect(!chat.sent.contains { $0.contains("secret") })
    }
}

@Suite("the raw dialect") struct RawTests {
    private func raw() throws -> Chat {
        var chat = try Chat(address: "raw://chat.example:4675", columns: 80, rows: 12)
        chat.happens(.connected)
        return chat
    }

    @Test("the nick comes first, then the question who is here")
    func naming() throws {
        var chat = try raw()
        #expect(chat.takeSent() == ["!me", "#"])
        chat.happens(.receivedRaw("{'aaa': ('127.0.0.1', 4675), 'it\\'s': ('::1', 1)}"))
        #expect(try chat.buffer("#chat.example").members.nicks == ["aaa", "it's"])
        #expect(try chat.notes(in: "#chat.example").count == 1)
    }

    @Test("texts are taken apart where they have an author")
    func texts() throws {
        var chat = try raw()
        chat.happens(.receivedRaw("aaa say: hello"))
        chat.happens(.receivedRaw("* aaa waves"))
        chat.happens(.receivedRaw("welcome"))
        #expect(try chat.said(in: "#chat.example") == ["aaa: hello", "aaa: waves"])
        #expect(try chat.notes(in: "#chat.example").last == "welcome")
    }

    @Test(
        "lines go out as the seed knows them",
        arguments: [
            ("hello", ["hello"]), ("#", ["#"]), ("@aaa psst", ["psst@aaa"]), ("psst@aaa", ["psst@aaa"]),
            ("exit", []), ("me@@home", ["me@@home"]),
            ("/join #tea", []), ("/nick bbb", ["!bbb"]),
        ])
    func lines(line: String, sent: [String]) throws {
        var chat = try raw()
        chat.forget()
        chat.enters(line)
        #expect(chat.takeSent() == sent)
    }

    @Test("a command that means nothing there says so")
    func noCommand() throws {
        var chat = try raw()
        chat.enters("/join #tea")
        #expect(chat.screen().contains("/join means nothing to a server of the raw dialect"))
    }

    @Test("an unknown author is asked about, not too often")
    func strangers() throws {
        var chat = try raw()
        chat.forget()
        chat.happens(.receivedRaw("zed say: hi"))
        #expect(chat.takeSent().isEmpty)
        chat.later(by: RawSession.patience)
        chat.happens(.receivedRaw("zed say: hi"))
        chat.happens(.receivedRaw("yan say: hi"))
        #expect(chat.takeSent() == ["#"])
    }
}

@Suite("hostile servers") struct HostileTests {
    /// A terminal's command, a change of direction, a C1 control, a bell and a backspace.
    private static let evil = "\u{1B}[2J\u{202E}\u{9B}31m\u{7}\u{8}\u{200B}x"

    @Test(
        "no byte of any field reaches the screen as it came",
        arguments: [
            ":\(evil)!u@h PRIVMSG #lobby :hi", ":aaa!u@h PRIVMSG #lobby :\(evil)", ":\(evil)!u@h PRIVMSG me :\(evil)",
            ":aaa!u@h TOPIC #lobby :\(evil)", ":s 332 me #lobby :\(evil)", ":\(evil)!u@h JOIN #lobby",
            ":bbb!u@h PART #lobby :\(evil)", ":bbb!u@h QUIT :\(evil)", ":bbb!u@h NICK \(evil)", ":me!u@h NICK \(evil)",
            ":aaa!u@h KICK #lobby bbb :\(evil)", ":\(evil)!u@h KICK #lobby me :\(evil)",
            ":\(evil) MODE #lobby +o \(evil)",
            ":s 353 me = #lobby :@\(evil) \(evil)", ":me!u@h JOIN #\(evil)", ":\(evil) NOTICE me :\(evil)",
            ":\(evil)!u@h NOTICE #lobby :\(evil)", ":aaa!u@h PRIVMSG #lobby :\u{1}ACTION \(evil)\u{1}",
            ":s 404 me #lobby :\(evil)", ":s 401 me \(evil) :\(evil)", ":s 005 me NETWORK=\(evil) :x",
            ":s 301 me bbb :\(evil)", ":s 311 me \(evil) \(evil) \(evil) * :\(evil)", ":s 372 me :\(evil)",
            ":s 999 me \(evil) :\(evil)", ":s FAIL PRIVMSG X \(evil) :\(evil)", ":s NOTE * X :\(evil)",
            ":\(evil)!u@h INVITE me #\(evil)", "\(evil.unicodeScalars.last ?? "x") \(evil)", "ERROR :\(evil)",
            ":s 001 \(evil) :\(evil)", ":s 324 me #lobby \(evil)", ":s 322 me #\(evil) 3 :\(evil)", "FOO \(evil)",
        ])
    func screens(line: String) throws {
        var chat = try Chat.inLobby()
        chat.hears(line)
        try isClean(chat.model.view(), "at once")
        for buffer in chat.model.buffers {
            let names = [buffer.name, buffer.topic] + buffer.members.nicks
            let lines = buffer.transcript.lines.flatMap { [$0.author ?? "", $0.text.plain] }
            for text in names + lines { try isClean(text.unicodeScalars, "\(buffer.number)") }
        }
        chat.enters("#")
        chat.enters("/help")
        chat.types("@zed \(Self.evil)")
        chat.press(.enter)
        chat.hears(":s 401 me zed :no")
        chat.press(KeyPress.control("k"))
        for index in chat.model.buffers.indices {
            chat.press(KeyPress.control("n"))
            for columns in [120, 80, 30] {
                chat.happens(.resized(columns: columns, rows: 24))
                try isClean(chat.model.view(), "\(index) \(columns)")
            }
        }
        chat.happens(.disconnected(reason: Self.evil))
        try isClean(chat.model.view(), "lost")
    }

    @Test("nor of the raw dialect, the host's notes or the program's own address", arguments: [false, true])
    func otherWays(isRaw: Bool) throws {
        var chat = try Chat(address: isRaw ? "raw://h" : "h")
        chat.happens(.connected)
        for text in ["\(Self.evil) say: \(Self.evil)", "* \(Self.evil) x", "{'\(Self.evil)': ('1', 1)}", Self.evil] {
            chat.happens(isRaw ? .receivedRaw(text) : .hostSays(text))
            try isClean(chat.model.view(), text)
        }
    }

    private func isClean(_ screen: Screen, _ place: String) throws {
        let texts = screen.cells.map(\.text) + [screen.title]
        try isClean(texts.joined().unicodeScalars, place)
    }

    private func isClean(_ text: String.UnicodeScalarView, _ place: String) throws {
        for scalar in text {
            let isSafe = scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)
            try #require(isSafe && scalar != "\u{202E}" && scalar != "\u{200B}", "U+\(scalar.value) \(place)")
        }
    }

    @Test("no line makes the client fall, whatever is missing from it")
    func short() throws {
        for verb in [
            "JOIN", "PART", "NICK", "KICK", "TOPIC", "MODE", "BATCH", "CAP", "FAIL", "INVITE", "AWAY", "PRIVMSG",
        ]
            + (1...999).map({ String(repeating: "0", count: 3 - String($0).count) + String($0) })
        {
            var chat = try Chat.inLobby()
            for words in ["", " me", " me #lobby", " me #lobby x", " +x chathistory", " -x", " me bbb x y z"] {
                for source in ["", ":s ", ":aaa!u@h ", ":me!u@h "] { chat.hears(source + verb + words) }
            }
            _ = chat.model.view()
        }
    }
}

@Suite("addresses") struct EndpointTests {
    @Test(
        "every form of an address",
        arguments: [
            ("chat.example", Endpoint(host: "chat.example", port: 6667)),
            ("chat.example:7000", Endpoint(host: "chat.example", port: 7000)),
            ("[::1]:6668", Endpoint(host: "::1", port: 6668)), ("[::1]", Endpoint(host: "::1", port: 6667)),
            ("::1", Endpoint(host: "::1", port: 6667)),
            ("irc://h/#tea", Endpoint(host: "h", port: 6667, room: "#tea")),
            ("irc://h:7000/tea", Endpoint(host: "h", port: 7000, room: "#tea")),
            ("irc://h/", Endpoint(host: "h", port: 6667)),
            ("irc://h/%23%E8%8C%B6", Endpoint(host: "h", port: 6667, room: "#茶")),
            ("ircs://h", Endpoint(host: "h", port: 6697, security: .tls)),
            ("IRCS://[::1]:1/茶", Endpoint(host: "::1", port: 1, security: .tls, room: "#茶")),
            ("raw://h:4675", Endpoint(host: "h", port: 4675, dialect: .raw)),
        ])
    func read(text: String, endpoint: Endpoint) throws {
        #expect(try Endpoint(text) == endpoint)
        #expect(try Endpoint(endpoint.description) == endpoint)
    }

    @Test(
        "every fault of an address",
        arguments: [
            ("", EndpointError.empty), ("http://h", .unknownScheme("http")), ("irc://", .noHost("irc://")),
            (":6667", .noHost(":6667")), ("h:", .malformedPort("")), ("h:0", .malformedPort("0")),
            ("h:65536", .malformedPort("65536")), ("h:x", .malformedPort("x")), ("[::1", .malformedBrackets("[::1")),
            ("[::1]x", .malformedBrackets("[::1]x")), ("a b", .malformedHost("a b")),
            ("raw://h/tea", .roomInRaw("raw://h/tea")),
            ("h:99999999999999999999", .malformedPort("99999999999999999999")),
        ])
    func refused(text: String, error: EndpointError) {
        #expect(throws: error) { try Endpoint(text) }
    }
}
