import ChatProtocol
import Testing

@testable import ClientCore

@Suite("posts of several lines") struct PostTests {
    private func lobby() throws -> Chat {
        try Chat.inLobby(
            columns: 60, rows: 14,
            capabilities: Chat.allCapabilities(history: true) + " draft/multiline=max-bytes=400,max-lines=4")
    }

    @Test("several lines go out together, and stand together")
    func together() throws {
        var chat = try lobby()
        chat.types("first")
        chat.press(.newline)
        chat.press(.newline)
        chat.enters("third")
        #expect(
            chat.takeSent() == [
                "@label=1 BATCH +m1 draft/multiline #lobby", "@batch=m1 PRIVMSG #lobby :first",
                "@batch=m1 PRIVMSG #lobby :", "@batch=m1 PRIVMSG #lobby :third", "BATCH -m1",
            ])
        chat.hears("@label=1;msgid=x :me!u@h BATCH +9 draft/multiline #lobby")
        for text in ["first", "", "third"] { chat.hears("@batch=9 :me!u@h PRIVMSG #lobby :\(text)") }
        chat.hears(":s BATCH -9")
        let line = try #require(try chat.buffer("#lobby").transcript.lines.last)
        #expect(line.delivery == .stands)
        #expect(line.id == "x")
        #expect(line.text.plain == "first\n\nthird")
    }

    @Test("a post of others is one line of the transcript, its long lines whole again")
    func receiving() throws {
        var chat = try lobby()
        chat.hears("@msgid=p;time=2026-11-23T09:05:00.000Z :aaa!u@h BATCH +1 draft/multiline #lobby")
        chat.hears("@batch=1 :aaa!u@h PRIVMSG #lobby :one ")
        chat.hears("@batch=1;draft/multiline-concat :aaa!u@h PRIVMSG #lobby :line")
        chat.hears("@batch=1 :aaa!u@h PRIVMSG #lobby :\u{2}two")
        #expect(try chat.said(in: "#lobby").isEmpty)
        chat.hears(":s BATCH -1")
        #expect(try chat.said(in: "#lobby") == ["aaa: one line\ntwo"])
        #expect(chat.screen().contains("09:05 aaa      one line\n"))
    }

    @Test("a post inside a page of the past is one line of it")
    func inHistory() throws {
        var chat = try lobby()
        chat.hears(":s BATCH +h chathistory #lobby")
        chat.hears("@batch=h;msgid=1 :aaa!u@h PRIVMSG #lobby :before")
        chat.hears("@batch=h;msgid=2 :aaa!u@h BATCH +i draft/multiline #lobby")
        chat.hears("@batch=i :aaa!u@h PRIVMSG #lobby :a")
        chat.hears("@batch=i :aaa!u@h PRIVMSG #lobby :b")
        chat.hears("@batch=h :s BATCH -i")
        chat.hears(":s BATCH -h")
        #expect(try chat.said(in: "#lobby") == ["aaa: before", "aaa: a\nb"])
    }

    @Test(
        "a long line is cut at a space or behind a Chinese pause, the last that fits",
        arguments: [
            ("one two three", 8, ["one two", "three"]),
            ("第一，变量太短；第二", 20, ["第一，", "变量太短；", "第二"]),
            ("他说：“好。”再见", 21, ["他说：“好。”", "再见"]),
            ("一二三四五六", 7, ["一二", "三四", "五六"]),
            ("abc，def ghi", 10, ["abc，def", "ghi"]),
        ])
    func cuts(text: String, bytes: Int, pieces: [String]) {
        #expect(Post.pieces(of: text[...], bytes: bytes).map { String($0) } == pieces)
    }

    @Test("what is more than one post may hold becomes several")
    func bounded() {
        let bounds = Post.Bounds(bytes: 20, lines: 3)
        let posts = Post.posts(of: "a\nb\nc\nd\n\n\ne", bytes: 10, together: bounds)
        #expect(posts.map(\.text) == ["a\nb\nc", "d\n\n", "e"])
        let long = Post.posts(of: "aaaa bbbb cccc dddd", bytes: 10, together: Post.Bounds(bytes: 100, lines: 9))
        #expect(long.map(\.text) == ["aaaa bbbb cccc dddd"])
        #expect(long[0].pieces.map(\.continues) == [false, true])
        #expect(Post.posts(of: "\n\n", bytes: 10, together: bounds).isEmpty)
    }

    @Test("a server that knows no such posts gets line by line")
    func apart() throws {
        var chat = try Chat.inLobby()
        chat.types("a")
        chat.press(.newline)
        chat.enters("b")
        #expect(chat.takeSent() == ["@label=1 PRIVMSG #lobby :a", "@label=2 PRIVMSG #lobby :b"])
    }
}
