import ChatProtocol

@testable import ClientCore

extension Scene {
    /// 1. Talk: answers, reactions, what was changed and taken back, formatting, several lines in one, a line in hand, and
    /// an own line that is on its way.
    static let talking = Scene("1-talk") { columns, rows, language in
        var chat = try lobby(columns, rows, language)
        chat.hears("ann", "shall we meet at three?", id: "a", at: "09:02")
        chat.hears("小红", "好的，三点在老地方见。我把昨天的代码也带来，有两个问题想问你们。", id: "b", at: "09:03")
        chat.hears("@+draft/react=👍;+draft/reply=b :ann!u@h TAGMSG #lobby")
        chat.hears("@+draft/react=👍;+draft/reply=b :me!u@h TAGMSG #lobby")
        chat.hears("@+draft/react=🎉;+draft/reply=b :ben!u@h TAGMSG #lobby")
        chat.hears("ben", "four is better", id: "c", at: "09:04", tags: "+draft/reply=a")
        chat.hears("@draft/target-msgid=c;draft/edit-text=half\\spast\\sthree\\sis\\sbetter :ben!u@h EDIT #lobby")
        chat.hears("ann", "not for here", id: "d", at: "09:04")
        chat.hears(":ann!u@h REDACT #lobby d")
        chat.hears(
            "ben", "\u{2}bold\u{2}, \u{1D}slanted\u{1D}, \u{1F}underlined\u{1F} and \u{3}04red\u{3}", id: "e",
            at: "09:05")
        chat.hears("ann", "\u{1}ACTION nods\u{1}", id: "f", at: "09:06")
        chat.press(KeyPress(.up, .shift))
        chat.press(.up)
        chat.types("r")
        chat.enters("so be it")
        chat.types("＠小")
        return chat
    }

    /// 2. See who is here: by rank, who is away, who writes; and the list of them with what can be done with one.
    static let present = Scene("2-who-is-here") { columns, rows, language in
        var chat = try lobby(
            columns, rows, language, members: "@me @xiaoming +bot ann ben 小红 a_very_long_nick_of_32_letters_xx")
        chat.hears("ann", "hello", at: "09:05")
        chat.hears(":ben!u@h AWAY :lunch")
        for nick in ["cleo", "dora", "小明"] { chat.hears(":\(nick)!u@h JOIN #lobby") }
        chat.hears(":dora!u@h PART #lobby")
        chat.hears("@+typing=active :小红!u@h TAGMSG #lobby")
        chat.press(KeyPress.alt("m"))
        chat.types("小")
        chat.press(.down, .enter)
        return chat
    }

    /// 3. Miss nothing: what is unread elsewhere, where the person is spoken to, and the rule before what is new.
    static let missed = Scene("3-miss-nothing") { columns, rows, language in
        var chat = try lobby(columns, rows, language)
        chat.enters("#swift", members: "me ann ben")
        chat.enters("#茶馆", members: "me 小红")
        chat.press(KeyPress.alt("2"))
        chat.hears("ann", "good morning", at: "09:02")
        chat.press(.focus(false))
        chat.hears("xiaoming", "the build is green again", at: "09:03")
        chat.hears("小红", "me你好，昨天的代码看了吗？", at: "09:04")
        chat.press(.focus(true))
        for minute in 0..<3 { chat.hears("ann", "about actors", in: "#swift", at: "09:0\(minute + 5)") }
        chat.hears("小红", "me: 来喝茶", in: "#茶馆", at: "09:07")
        chat.hears("ben", "are you there?", in: "me", at: "09:07")
        return chat
    }

    /// 4. Find: what the server has found, newest first.
    static let found = Scene("4-find") { columns, rows, language in
        var chat = try lobby(columns, rows, language)
        chat.hears("ann", "where was that?", at: "09:06")
        chat.enters("/search 代码")
        chat.hears(":s BATCH +f draft/search #lobby")
        for (id, time, nick, text) in [
            ("o", "2026-10-01T08:00", "ann", "代码在这里 https://example.org/code"),
            ("p", "2026-11-20T21:14", "小红", "昨天的代码我看过了，有两个问题：第一，变量的名字太短；第二，没有测试。"),
            ("q", "2026-11-23T08:12", "ben", "pushed the 代码 to main"),
        ] {
            chat.hears("@batch=f;msgid=\(id);time=\(time):00.000Z :\(nick)!u@h PRIVMSG #lobby :\(text)")
        }
        chat.hears(":s BATCH -f")
        chat.press(.down)
        return chat
    }

    /// 5. Read: back among long lines, wrapped as readers of each script expect it, with an address, what is hidden, and a
    /// day's end.
    static let readingBack = Scene("5-read") { columns, rows, language in
        var chat = try lobby(columns, rows, language)
        chat.hears("ann", "The film ends with \u{3}01,01nobody knows\u{3}.", at: "23:58")
        chat.later(by: 24 * 60 * 60_000)
        for minute in 10..<16 {
            chat.hears(
                "小红", "你好！昨天的代码我看过了，有两个问题：第一，变量的名字太短；第二，没有测试。今天下午三点再谈，好吗？",
                at: "09:\(minute)", on: 24)
            chat.hears(
                "ben",
                "It is all at https://example.org/a/rather/long/path/that/has/to/be/wrapped?somewhere=here#end, as I said.",
                at: "09:\(minute)", on: 24)
        }
        for minute in 20..<50 { chat.hears("ann", "line \(minute - 19)", at: "09:\(minute)", on: 24) }
        chat.press(KeyPress(.home, .control))
        chat.press(.pageDown)
        chat.press(.pageUp)
        return chat
    }

    /// 6. Stay connected: the server has gone; what could not be said, and when it is tried again.
    static let connected = Scene("6-stay-connected") { columns, rows, language in
        var chat = try lobby(columns, rows, language)
        chat.hears("ann", "hello", id: "a", at: "09:06")
        chat.enters("/connect ircs://irc.example.org/#swift")
        chat.press(KeyPress.alt("2"))
        chat.enters("this was on its way")
        chat.happens(.disconnected(reason: "connection reset"))
        chat.waits(1_000)
        chat.happens(.disconnected(reason: "connection refused"))
        chat.enters("and this stays in the line")
        return chat
    }

    /// 7. Make it yours: every key and command.
    static let chosen = Scene("7-make-it-yours") { columns, rows, language in
        var chat = try lobby(columns, rows, language)
        chat.hears("ann", "hello", at: "09:06")
        chat.types("?")
        return chat
    }

    /// 8. Leave cleanly: who hosts the chat for others is asked.
    static let leaving = Scene("8-leave") { columns, rows, language in
        var chat = try lobby(columns, rows, language) { $0.networks[0].isHosting = true }
        chat.hears("ann", "see you", at: "09:06")
        chat.hears(":ben!u@h QUIT :good night")
        chat.enters("/quit")
        return chat
    }

    /// 9. For every reader: a failure, an absence, a mention, a hidden word and a notice each have a sign of their own.
    static let everyReader = Scene("9-every-reader") { columns, rows, language in
        var chat = try lobby(columns, rows, language) { $0.hasNickColours = false }
        chat.hears(":小红!u@h AWAY :茶")
        chat.hears("ann", "the end is \u{3}01,01sad\u{3}", at: "09:05")
        chat.hears("ben", "me: is that so?", at: "09:06")
        chat.hears("@time=2026-11-23T09:06:00.000Z :bot!u@h NOTICE #lobby :the build is green")
        chat.enters("forbidden")
        chat.hears("@label=1 :s 404 me #lobby :Cannot send to channel")
        return chat
    }

    /// 10. First run: in the lobby, with the words that say what to type.
    static let firstTime = Scene("10-first-run") { columns, rows, language in
        var chat = try Chat(columns: columns, rows: rows) { $0.language = language }
        chat.happens(.connected)
        chat.isWelcomed(capabilities: capabilities)
        chat.enters("#lobby", members: "me @xiaoming 小红")
        chat.hears(":s 332 me #lobby :欢迎来到聊天室 · welcome")
        return chat
    }
}
