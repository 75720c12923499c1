import Testing

@testable import ClientCore

@Suite("signs around words")
struct MarkupTests {
    @Test(
        "a pair around text becomes IRC's formatting",
        arguments: [
            ("*b*", "\u{2}b\u{2}"), ("a **b c** d", "a \u{2}b c\u{2} d"), ("_i_", "\u{1D}i\u{1D}"),
            ("__u__", "\u{1F}u\u{1F}"), ("~~s~~", "\u{1E}s\u{1E}"), ("`c *x*`", "\u{11}c *x*\u{11}"),
            ("||psst||", "\u{3}01,01psst\u{3}"), ("*b _i_*", "\u{2}b \u{1D}i\u{1D}\u{2}"), ("(*b*)", "(\u{2}b\u{2})"),
            ("你好*重要*的", "你好\u{2}重要\u{2}的"), ("*a* *b*", "\u{2}a\u{2} \u{2}b\u{2}"),
            ("*a*\n*b*", "\u{2}a\u{2}\n\u{2}b\u{2}"),
        ])
    func coded(typed: String, said: String) {
        #expect(Markup.coded(typed) == said)
    }

    @Test(
        "what is no pair, or part of a word or an address, stays",
        arguments: [
            "", "*", "**", "* a *", "2*3*4", "snake_case_name", "a * b * c", "*a", "a*", "*a\nb*",
            "https://x.org/_a_/*b*",
            "____", "||||", "*a*b", "a*b*c",
        ])
    func kept(typed: String) {
        #expect(Markup.coded(typed) == typed)
    }

    @Test("is sent where the person wants it, and only there")
    func setting() throws {
        var off = try Chat.inLobby()
        off.enters("*b*")
        #expect(off.takeSent() == ["@label=1 PRIVMSG #lobby :*b*"])
        var on = try Chat.inLobby { $0.hasMarkup = true }
        on.enters("*b* ||x||")
        #expect(on.takeSent() == ["@label=1 PRIVMSG #lobby :\u{2}b\u{2} \u{3}01,01x\u{3}"])
        #expect(
            try on.buffer("#lobby").transcript.lines.last?.text == StyledText(message: "\u{2}b\u{2} \u{3}01,01x\u{3}"))
    }

    @Test("what is hidden is covered until the person asks to see it")
    func hidden() throws {
        var chat = try Chat.inLobby(columns: 60, rows: 8)
        chat.hears(":aaa!u@h PRIVMSG #lobby :he is \u{3}1,1the butler\u{3}!")
        #expect(chat.screen().contains("he is ▒▒▒ ▒▒▒▒▒▒!"))
        chat.press(KeyPress.alt("h"))
        #expect(chat.screen().contains("he is the butler!"))
        chat.press(KeyPress.alt("h"))
        #expect(!chat.screen().contains("butler"))
        chat.enters("/reveal")
        #expect(chat.screen().contains("he is the butler!"))
        chat.enters("/reveal")
        #expect(!chat.screen().contains("butler"))
    }

    @Test("what is hidden is covered among the mentions too")
    func hiddenInPanels() throws {
        var chat = try Chat.inLobby(columns: 60, rows: 8)
        chat.hears(":aaa!u@h PRIVMSG #lobby :me: \u{3}1,1it\u{3}")
        chat.enters("/mentions")
        #expect(chat.screen().contains("me: ▒▒ "))
        chat.press(KeyPress.alt("h"))
        #expect(chat.screen().contains("aaa  me: it "))
    }

    @Test("neither an answer to it nor a notice on the desktop tells what is hidden")
    func hiddenElsewhere() throws {
        var chat = try Chat.inLobby(columns: 60, rows: 8)
        chat.press(.focus(false))
        chat.hears("@msgid=1 :aaa!u@h PRIVMSG #lobby :me: he is \u{3}1,1the butler\u{3}!")
        #expect(chat.takeEffects().contains(.notify(title: "aaa · #lobby", text: "me: he is …!")))
        chat.hears("@msgid=2;+reply=1 :bbb!u@h PRIVMSG #lobby :no!")
        #expect(chat.screen().contains("> aaa: me: he is …!"))
    }
}
