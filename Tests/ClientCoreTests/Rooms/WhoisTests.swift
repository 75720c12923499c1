import ChatProtocol
import Testing

@testable import ClientCore

@Suite("who somebody is") struct WhoisTests {
    private static let answer = [
        ":s 311 me bbb ~bob host.b * :Bob the builder",
        ":s 319 me bbb :@#lobby +#swift",
        ":s 312 me bbb s :Example",
        ":s 301 me bbb :at lunch",
        ":s 671 me bbb :is using a secure connection",
        ":s 330 me bbb bobby :is logged in as",
        ":s 320 me bbb :is a \u{1B}[31mstar",
        ":s 317 me bbb 4210 1795424400 :seconds idle, signon time",
        ":s 318 me bbb :End of /WHOIS list",
    ]

    @Test("the answer is one block in the buffer where it was asked for")
    func block() throws {
        var chat = try Chat.inLobby(columns: 80, rows: 24)
        chat.enters("/whois bbb")
        #expect(chat.takeSent() == ["WHOIS bbb"])
        let lines = try chat.buffer("#lobby").transcript.lines.count
        for line in Self.answer { chat.hears(line) }
        #expect(try chat.buffer("#lobby").transcript.lines.count == lines + 1)
        #expect(
            try chat.notes(in: "#lobby").last == """
                bbb
                  name        Bob the builder
                  account     bobby
                  from        ~bob@host.b
                  rooms       @#lobby  +#swift
                  away        at lunch
                  also        TLS
                  silent for  1 h
                  here since  23 Nov 09:00
                  server      s
                  also        is a ‹1B›[31mstar
                """)
        #expect(chat.model.session.whois.isEmpty)
    }

    @Test("the same in Chinese")
    func chinese() throws {
        var chat = try Chat.inLobby { $0.language = .chinese }
        chat.enters("/whois bbb")
        for line in Self.answer where !line.contains(" 320 ") { chat.hears(line) }
        #expect(
            try chat.notes(in: "#lobby").last == """
                bbb
                  姓名      Bob the builder
                  账号      bobby
                  来自      ~bob@host.b
                  房间      @#lobby  +#swift
                  离开      at lunch
                  其他      TLS
                  未说话    1 小时
                  上线时间  11月23日 09:00
                  服务器    s
                """)
    }

    @Test("without a screen it is told line by line")
    func plain() throws {
        var chat = try Chat.inLobby { $0.isPlain = true }
        _ = chat.model.takePlainLines()
        chat.happens(.typedLine("/whois bbb"))
        for line in Self.answer.prefix(2) + Self.answer.suffix(1) { chat.hears(line) }
        #expect(
            chat.model.takePlainLines().map { $0.dropFirst(8) } == [
                "#lobby -- bbb", "#lobby -- name  Bob the builder", "#lobby -- from  ~bob@host.b",
                "#lobby -- rooms  @#lobby  +#swift",
            ])
    }

    @Test("nobody of that name is one line")
    func nobody() throws {
        var chat = try Chat.inLobby()
        chat.enters("/whois zed")
        chat.hears(":s 401 me zed :No such nick")
        chat.hears(":s 318 me zed :End of /WHOIS list")
        #expect(try chat.notes(in: "#lobby") == ["nobody here is called zed"])
    }

    @Test(
        "a click on a member tells what is known of them above what can be done, and the server's answer in its place")
    func panel() throws {
        var chat = try Chat.inLobby(members: "me @aaa bbb", columns: 80, rows: 24)
        chat.enters("#tea", members: "me @bbb")
        chat.hears(":bbb!~bob@host.b AWAY :at lunch")
        chat.press(KeyPress.alt("m"))
        chat.types("bb")
        chat.press(.enter)
        func pane() -> [String] {
            chat.screen().split(separator: "\n", omittingEmptySubsequences: false).map { row in
                let text = row.dropFirst(17).prefix(46)
                return String(text.reversed().drop { $0 == " " }.reversed())
            }
        }
        #expect(
            pane()[2...10] == [
                "  from   ~bob@host.b", "  rooms  #lobby  @#tea", "  away   at lunch", "", "> talk privately",
                "  mention in the line", "  who is this", "  invite to another room", "  ignore: hide what they say",
            ])
        chat.press(.down, .down, .enter)
        #expect(chat.takeSent().last == "WHOIS bbb")
        for line in Self.answer where !line.contains(" 320 ") { chat.hears(line) }
        #expect(
            pane()[2...14] == [
                "  name        Bob the builder", "  account     bobby", "  from        ~bob@host.b",
                "  rooms       @#lobby  +#swift", "  away        at lunch", "  also        TLS", "  silent for  1 h",
                "  here since  23 Nov 09:00", "  server      s", "", "  talk privately", "  mention in the line",
                "> who is this",
            ])
        #expect(try chat.notes(in: "#lobby").isEmpty)
        chat.hears(":bbb!~bob@host.b AWAY")
        #expect(!chat.screen().contains("at lunch"))
        chat.press(.up, .up, .up, .up, .enter)
        #expect(chat.model.buffers[chat.model.current].label == "@bbb")
    }

    @Test("in the list of members it is told who is away, and why; typing finds them by that as well")
    func list() throws {
        var chat = try Chat.inLobby(members: "me @aaa bbb ccc")
        chat.hears(":bbb!u@h AWAY :at lunch")
        chat.press(KeyPress.alt("m"))
        chat.types("lun")
        #expect(chat.screen().contains(">  bbb  away  at lunch"))
        #expect(!chat.screen().contains(" @aaa  "))
    }

    @Test("Alt-M in a private chat tells whom it is with")
    func inPrivate() throws {
        var chat = try Chat.inLobby()
        chat.hears(":bbb!~bob@host.b PRIVMSG me :psst")
        chat.press(KeyPress.control("n"))
        chat.press(KeyPress.alt("m"))
        #expect(chat.screen().contains("from   ~bob@host.b"))
        #expect(chat.screen().contains("talk privately"))
    }

    @Test("the question whether somebody is there, which the client asks by itself, shows nothing")
    func quiet() throws {
        var chat = try Chat.inLobby()
        chat.enters("@zed hello")
        chat.hears(":s 311 me zed u h * :Zed")
        for line in Self.answer.dropFirst() { chat.hears(line.replacing(" bbb ", with: " zed ")) }
        #expect(try chat.said(in: "@zed") == ["me: hello"])
        #expect(try chat.notes(in: "#lobby").isEmpty)
        #expect(try chat.notes(in: "@zed").isEmpty)
    }

    @Test("answers without end, cut short, and of numbers that are none are bounded and do no harm")
    func hostile() throws {
        var chat = try Chat.inLobby()
        for number in 0...(Whois.mostAtOnce + 5) { chat.hears(":s 311 me n\(number) u h * :x") }
        #expect(chat.model.session.whois.count == Whois.mostAtOnce)
        for number in 0..<500 {
            chat.hears(":s 319 me n0 :" + (0..<9).map { "#r\(number)_\($0)" }.joined(separator: " "))
            chat.hears(":s 320 me n0 :more and more")
        }
        #expect(chat.model.session.whois["n0"]?.rooms.count == Whois.mostRooms)
        #expect(chat.model.session.whois["n0"]?.others.count == Whois.mostOthers)
        for line in [
            ":s 311 me", ":s 311 me n0", ":s 317 me n0", ":s 317 me n0 -5 99999999999999999999 :x",
            ":s 317 me n0 999999999999999999 -1 :x", ":s 319 me n0", ":s 301 me n0", ":s 330 me n0", ":s 760 me n0 a",
            ":s 318 me", ":s 318",
        ] {
            chat.hears(line)
        }
        #expect(chat.model.session.whois["n0"]?.idle == nil)
        chat.hears(":s 318 me n0 :End")
        _ = chat.screen()
    }
}
