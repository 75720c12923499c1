import ChatProtocol
import Testing

@testable import ClientCore

/// What somebody who listens hears, from the first line on.
@Suite("lines for somebody who listens") struct SpeakingTests {
    private func listener(
        history: Bool = false, members: String = "me @aaa bbb", _ change: (inout ClientSettings) -> Void = { _ in }
    ) throws -> Chat {
        var chat = try Chat {
            $0.isPlain = true
            $0.isSpoken = true
            change(&$0)
        }
        chat.happens(.connected)
        chat.isWelcomed(
            capabilities: Chat.allCapabilities(history: history) + " draft/message-edit draft/message-redaction")
        chat.hears(":me!u@h JOIN #lobby")
        chat.hears(":s 332 me #lobby :tea and cake")
        chat.hears(":s 353 me = #lobby :\(members)")
        chat.hears(":s 366 me #lobby :End of NAMES")
        return chat
    }

    @Test("on arrival: where one is, where what is typed goes, how many are there and what it is about")
    func arrival() throws {
        var chat = try listener()
        #expect(
            chat.model.takePlainLines() == [
                "You are in #lobby. What you type is said there.", "#lobby has 3 members. Topic: tea and cake",
            ])
        var chinese = try listener { $0.language = .chinese }
        #expect(
            chinese.model.takePlainLines() == ["你在 #lobby。输入的内容会发到那里。", "#lobby 有 3 人。话题：tea and cake"])
    }

    /// A morning with everything that can be said and done.
    private func morning(_ language: Language) throws -> Chat {
        var chat = try listener { $0.language = language }
        _ = chat.model.takePlainLines()
        chat.hears("@msgid=1 :aaa!u@h PRIVMSG #lobby :good morning")
        chat.hears("@msgid=2 :bbb!u@h PRIVMSG #lobby :me: look 👍")
        chat.hears("@msgid=3 :bbb!u@h PRIVMSG me :psst")
        chat.hears("@msgid=4 :aaa!u@h PRIVMSG #lobby :\u{1}ACTION waves\u{1}")
        chat.hears("@msgid=5 :aaa!u@h NOTICE #lobby :cake is ready")
        chat.happens(.typedLine("hello"))
        chat.isEchoed("PRIVMSG #lobby :hello", label: "1", id: "6")
        chat.hears("@msgid=7;+reply=6 :bbb!u@h PRIVMSG #lobby :hi")
        chat.hears("@msgid=8;+reply=1 :bbb!u@h PRIVMSG #lobby :is it?")
        chat.hears("@msgid=t;+draft/react=❤️;+reply=6 :aaa!u@h TAGMSG #lobby")
        chat.hears("@draft/target-msgid=1;draft/edit-text=good\\sevening :aaa!u@h EDIT #lobby")
        chat.hears(":aaa!u@h REDACT #lobby 5 :eaten")
        chat.hears(":ccc!u@h JOIN #lobby")
        chat.hears(":s 404 me #lobby :Cannot send to channel")
        chat.later(by: 6 * 60_000)
        chat.hears("@msgid=9 :aaa!u@h PRIVMSG #lobby :still here?")
        return chat
    }

    @Test("a morning, each line once and whole, in words")
    func english() throws {
        var chat = try morning(.english)
        #expect(
            chat.model.takePlainLines() == [
                "09:02, #lobby, aaa: good morning",
                "bbb mentions you: me: look 👍",
                "Private from bbb: psst",
                "#lobby, Action, aaa waves",
                "Notice from aaa: cake is ready",
                "bbb answers you on \"hello\": hi",
                "bbb answers aaa on \"good morning\": is it?",
                "aaa feels ❤️ about me: hello",
                "aaa changed a line to: good evening",
                "aaa removed a line of aaa (eaten)",
                "ccc joined",
                "Error: #lobby: Cannot send to channel",
                "09:08, aaa: still here?",
            ])
    }

    @Test("the same in Chinese")
    func chinese() throws {
        var chat = try morning(.chinese)
        #expect(
            chat.model.takePlainLines() == [
                "09:02，#lobby，aaa：good morning",
                "bbb 提到你：me: look 👍",
                "bbb 私聊你：psst",
                "#lobby，动作，aaa waves",
                "aaa 的通知：cake is ready",
                "bbb 回复你的“hello”：hi",
                "bbb 回复 aaa 的“good morning”：is it?",
                "aaa 对 me 的“hello”回应 ❤️",
                "aaa 把一条消息改为：good evening",
                "aaa 撤回了 aaa 的一条消息（eaten）",
                "ccc 加入了",
                "错误：#lobby: Cannot send to channel",
                "09:08，aaa：still here?",
            ])
    }

    @Test("no line has an ornament, whatever is asked", arguments: [Language.english, .chinese])
    func ornaments(language: Language) throws {
        var chat = try morning(language)
        for line in [
            "/help", "#", "/set", "/set emoji", "/set logs", "/nosuch", "/jion", "/find zzz", "/find", "/mentions",
            "/topic",
        ] {
            chat.happens(.typedLine(line))
        }
        for line in chat.model.takePlainLines() {
            #expect(
                !line.contains("  ") && !line.contains("·") && !line.hasPrefix("-") && !line.hasPrefix("!"), "\(line)")
            #expect(!line.hasPrefix("You went on") && !line.contains(".,"), "\(line)")
            #expect(!line.unicodeScalars.contains { (0x2500...0x25FF).contains($0.value) }, "\(line)")
        }
    }

    @Test("what is typed is answered")
    func answers() throws {
        var chat = try listener(members: "me @aaa +bbb")
        _ = chat.model.takePlainLines()
        for line in [
            "#", "/help join", "/nosuch", "/set timestamps no", "/find cake", "/set theme", "@bbb psst", "/query bbb",
        ] {
            chat.happens(.typedLine(line))
        }
        #expect(
            chat.model.takePlainLines() == [
                "In #lobby: aaa (operator), bbb (voice), me",
                "/join #ROOM, optional KEY: enter a room",
                "Error: there is no /nosuch, /help lists the commands",
                "timestamps = no",
                "nothing found",
                "#lobby, theme = auto, The colours: for light or dark paper, none, or auto, which asks the terminal. auto, light, dark, mono, default auto",
                "said to @bbb alone",
                "You talk privately with bbb. What you type is said to them alone.",
            ])
    }

    @Test("what happens in many rooms at once is said once, and a line that failed says why")
    func once() throws {
        var chat = try listener()
        chat.enters("#tea", members: "me aaa")
        _ = chat.model.takePlainLines()
        chat.hears(":aaa!u@h NICK zed")
        chat.hears(":zed!u@h QUIT :gone")
        chat.hears(":me!u@h NICK you")
        chat.happens(.typedLine("hello"))
        chat.hears("@label=1 :s 404 you #lobby :Cannot send to channel")
        #expect(
            chat.model.takePlainLines() == [
                "aaa is now zed", "zed left (gone)", "you are now you",
                "09:02, #lobby, Error: not delivered, Cannot send to channel: hello",
            ])
    }

    @Test("of the past ten lines are read out, as they are by now, between words that say so")
    func history() throws {
        var chat = try listener(history: true)
        #expect(chat.takeSent().contains("CHATHISTORY LATEST #lobby * 10"))
        _ = chat.model.takePlainLines()
        chat.hears(":s BATCH +h chathistory #lobby")
        chat.hears("@batch=h;msgid=1;time=2026-11-22T09:02:00.000Z :aaa!u@h PRIVMSG #lobby :wrong")
        chat.hears("@batch=h;msgid=2;time=2026-11-23T09:00:00.000Z :bbb!u@h PRIVMSG #lobby :secret")
        chat.hears("@batch=h;draft/target-msgid=1;draft/edit-text=right :aaa!u@h EDIT #lobby")
        chat.hears("@batch=h :bbb!u@h REDACT #lobby 2 :oops")
        chat.hears(":s BATCH -h")
        chat.hears(":aaa!u@h PRIVMSG #lobby :now")
        #expect(
            chat.model.takePlainLines() == [
                "2 earlier lines of #lobby:", "09:02, #lobby, aaa: right (edited)", "Monday 23 November",
                "09:00, bbb: removed", "End of the earlier lines.", "aaa: now",
            ])
    }

    /// Letters of the colour of their paper.
    private let secret = "\u{3}1,1the butler\u{3}"

    @Test(
        "what is hidden is said to be there and not what it is, until one asks for it",
        arguments: [
            (
                Language.english,
                [
                    "aaa: it was (hidden, 2 words: /reveal)!",
                    "bbb answers aaa on \"it was …!\": (hidden, 1 word: /reveal)",
                    "bbb changed a line to: (hidden, 2 words: /reveal)", "zoe feels 👍 about aaa: it was …!",
                ], ["bbb answers aaa on \"it was …!\": the butler (edited)"]
            ),
            (
                .chinese,
                [
                    "aaa：it was （有隐藏内容：/reveal）!", "bbb 回复 aaa 的“it was …!”：（有隐藏内容：/reveal）",
                    "bbb 把一条消息改为：（有隐藏内容：/reveal）", "zoe 对 aaa 的“it was …!”回应 👍",
                ], ["bbb 回复 aaa 的“it was …!”：the butler （已修改）"]
            ),
        ])
    func hidden(language: Language, heard: [String], revealed: [String]) throws {
        var chat = try listener {
            $0.language = language
            $0.showsTimes = false
        }
        _ = chat.model.takePlainLines()
        chat.happens(.typedLine("/reveal"))
        #expect(chat.model.takePlainLines().count == 1)
        chat.hears("@msgid=0 :aaa!u@h PRIVMSG #lobby :hi")
        _ = chat.model.takePlainLines()
        chat.hears("@msgid=1 :aaa!u@h PRIVMSG #lobby :it was \(secret)!")
        chat.hears("@msgid=2;+reply=1 :bbb!u@h PRIVMSG #lobby :\u{3}1,1him\u{3}")
        chat.hears(
            "@draft/target-msgid=2;draft/edit-text=\(secret.split(separator: " ").joined(separator: "\\s")) :bbb!u@h EDIT #lobby"
        )
        chat.hears("@+draft/react=👍;+reply=1 :zoe!u@h TAGMSG #lobby")
        #expect(chat.model.takePlainLines() == heard)
        chat.happens(.typedLine("/reveal"))
        #expect(chat.model.takePlainLines().map { $0.split(separator: " ").joined(separator: " ") } == revealed)
    }

    @Test("in a pipe nothing is hidden: a script gets what was sent")
    func hiddenInPipe() throws {
        var chat = try Chat.inLobby { $0.isPlain = true }
        _ = chat.model.takePlainLines()
        chat.hears("@msgid=1 :aaa!u@h PRIVMSG #lobby :it was \(secret)!")
        chat.hears("@+draft/react=👍;+reply=1 :bbb!u@h TAGMSG #lobby")
        #expect(
            chat.model.takePlainLines() == [
                "[09:02] #lobby <aaa> it was the butler!", "-- bbb feels 👍 about aaa: it was the butler! #lobby",
            ])
    }

    @Test("a post of several lines says who goes on; in a pipe each line begins as the first")
    func severalLines() throws {
        for isSpoken in [true, false] {
            var chat = try Chat.inLobby(capabilities: Chat.allCapabilities(history: false) + " draft/multiline") {
                $0.isPlain = true
                $0.isSpoken = isSpoken
            }
            _ = chat.model.takePlainLines()
            chat.hears(":aaa!u@h BATCH +m draft/multiline #lobby")
            chat.hears("@batch=m :aaa!u@h PRIVMSG #lobby :one")
            chat.hears("@batch=m :aaa!u@h PRIVMSG #lobby :[09:02] #lobby <bbb> two")
            chat.hears(":s BATCH -m")
            #expect(
                chat.model.takePlainLines()
                    == (isSpoken
                        ? ["09:02, #lobby, aaa: one", "aaa goes on: [09:02] #lobby <bbb> two"]
                        : ["[09:02] #lobby <aaa> one", "[09:02] #lobby <aaa> [09:02] #lobby <bbb> two"]))
        }
    }
}
