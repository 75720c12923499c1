import ChatProtocol
import Testing

@testable import ClientCore

@Suite("answering, reacting, changing, taking back") struct AmendingTests {
    private func lobby(_ more: String = "") throws -> Chat {
        let capabilities =
            Chat.allCapabilities(history: true) + " draft/message-edit draft/message-redaction draft/multiline" + more
        var chat = try Chat.inLobby(columns: 60, rows: 12, capabilities: capabilities)
        chat.hears("@msgid=a :aaa!u@h PRIVMSG #lobby :shall we meet?")
        chat.hears("@msgid=b :bbb!u@h PRIVMSG #lobby :at six")
        chat.enters("fine")
        chat.isEchoed("PRIVMSG #lobby :fine", label: "1", id: "c")
        chat.forget()
        return chat
    }

    private func pane(_ chat: inout Chat) -> [String] {
        chat.screen().split(separator: "\n").map(String.init).filter { $0.contains(":") && !$0.contains("›") }
    }

    @Test("a key takes the newest line in hand, arrows the others, and Esc lets go")
    func selecting() throws {
        var chat = try lobby()
        chat.press(KeyPress(.up, .shift))
        #expect(chat.model.selectedLine?.text.plain == "fine")
        #expect(chat.screen().contains(">09:02"))
        #expect(chat.screen().contains("R answer  = react"))
        chat.press(.up, .up)
        #expect(chat.model.selectedLine?.text.plain == "shall we meet?")
        chat.press(.down)
        #expect(chat.model.selectedLine?.text.plain == "at six")
        chat.press(.escape)
        #expect(chat.model.selectedLine == nil)
        chat.press(KeyPress(.up, .shift))
        chat.types("q")
        #expect(chat.model.selectedLine == nil)
        #expect(chat.screen().contains("› q"))
    }

    @Test("r answers: the line says what it answers, on the wire and on the screen")
    func answering() throws {
        var chat = try lobby()
        chat.press(KeyPress(.up, .shift))
        chat.press(.up)
        chat.types("r")
        #expect(chat.screen().contains("answering bbb"))
        chat.enters("seven is better")
        #expect(
            chat.takeSent() == ["@label=2;+reply=b;+draft/reply=b PRIVMSG #lobby :seven is better"])
        #expect(chat.screen().contains("> bbb: at six"))
        chat.enters("and here")
        #expect(chat.takeSent() == ["@label=3 PRIVMSG #lobby :and here"])
    }

    @Test("an answer that was refused is an answer too when it is said again") func answeringAgain() throws {
        var chat = try lobby()
        chat.enters("/reply at six it is")
        chat.hears("@label=2 :s 404 me #lobby :Cannot send to channel")
        chat.forget()
        chat.enters("/again")
        #expect(chat.takeSent() == ["@label=3;+reply=b;+draft/reply=b PRIVMSG #lobby :at six it is"])
        #expect(chat.screen().contains("> bbb: at six"))
    }

    @Test("an answer to one's own line is as loud as one's name")
    func isAnswered() throws {
        var chat = try lobby()
        chat.hears("@msgid=d;+draft/reply=c :aaa!u@h PRIVMSG #lobby :good")
        #expect(try chat.buffer("#lobby").transcript.lines.last?.isMention == true)
        #expect(chat.screen().contains("> me: fine"))
        chat.hears("@msgid=e;+reply=unknown :aaa!u@h PRIVMSG #lobby :old")
        #expect(chat.screen().contains("> an earlier line"))
    }

    @Test("reactions stand behind the line, each once, and go when they are taken back")
    func reacting() throws {
        var chat = try lobby()
        chat.hears("@+draft/react=👍;+draft/reply=b :aaa!u@h TAGMSG #lobby")
        chat.hears("@+draft/react=👍;+draft/reply=b :ccc!u@h TAGMSG #lobby")
        chat.hears("@+draft/react=👍;+draft/reply=b :ccc!u@h TAGMSG #lobby")
        chat.hears("@+draft/react=❤️;+draft/reply=b :ccc!u@h TAGMSG #lobby")
        #expect(chat.screen().contains("at six  👍 2  ❤️"))
        chat.hears("@+draft/unreact=❤️;+draft/reply=b :ccc!u@h TAGMSG #lobby")
        #expect(!chat.screen().contains("❤️"))
        chat.press(KeyPress(.up, .shift))
        chat.press(.up)
        chat.types("=")
        #expect(chat.screen().contains("react ›"))
        chat.enters("👍")
        #expect(chat.takeSent() == ["@+draft/react=👍;+reply=b;+draft/reply=b TAGMSG #lobby"])
        chat.hears("@+draft/react=👍;+draft/reply=b :me!u@h TAGMSG #lobby")
        #expect(chat.screen().contains("at six  [👍 3]"))
        chat.press(KeyPress(.up, .shift))
        chat.press(.up)
        chat.types("=")
        chat.enters("👍")
        #expect(chat.takeSent() == ["@+draft/unreact=👍;+reply=b;+draft/reply=b TAGMSG #lobby"])
    }

    @Test("e brings the own line back; Enter changes it, Esc keeps it and what was being written")
    func changing() throws {
        var chat = try lobby()
        chat.types("draft")
        chat.press(KeyPress(.up, .shift))
        chat.types("e")
        #expect(chat.screen().contains("› fine"))
        chat.press(.escape)
        #expect(chat.screen().contains("› draft"))
        chat.press(KeyPress(.up, .shift))
        chat.types("e")
        chat.enters("!")
        #expect(chat.takeSent() == ["@draft/target-msgid=c;draft/edit-text=fine! EDIT #lobby"])
        #expect(chat.screen().contains("› draft"))
        chat.hears("@draft/target-msgid=c;draft/edit-text=fine! :me!u@h EDIT #lobby")
        #expect(chat.screen().contains("fine! (edited)"))
    }

    @Test("others' lines cannot be changed, and a server without it says so")
    func cannotChange() throws {
        var chat = try lobby()
        chat.press(KeyPress(.up, .shift))
        chat.press(.up)
        chat.types("e")
        #expect(chat.screen().contains("only your own lines"))
        var plain = try Chat.inLobby()
        plain.enters("fine")
        plain.isEchoed("PRIVMSG #lobby :fine", label: "1", id: "c")
        plain.press(KeyPress(.up, .shift))
        plain.types("e")
        #expect(plain.screen().contains("this server cannot do that"))
    }

    @Test("Delete asks once; a line that was taken back has no text left")
    func redacting() throws {
        var chat = try lobby()
        chat.press(KeyPress(.up, .shift))
        chat.press(.delete)
        #expect(chat.takeSent().isEmpty)
        #expect(chat.screen().contains("Delete again"))
        chat.press(.delete)
        #expect(chat.takeSent() == ["REDACT #lobby c"])
        chat.hears(":me!u@h REDACT #lobby c :typo")
        #expect(!chat.screen().contains("fine"))
        #expect(chat.screen().contains("removed"))
    }

    @Test("commands do the same to the last line that fits")
    func commands() throws {
        var chat = try lobby()
        chat.enters("/reply yes")
        chat.enters("/react 👍")
        chat.enters("/edit fine indeed")
        chat.enters("/redact wrong room")
        #expect(
            chat.takeSent() == [
                "@label=2;+reply=b;+draft/reply=b PRIVMSG #lobby :yes",
                "@+draft/react=👍;+reply=c;+draft/reply=c TAGMSG #lobby",
                "@draft/target-msgid=c;draft/edit-text=fine\\sindeed EDIT #lobby",
                "REDACT #lobby c :wrong room",
            ])
    }

    @Test("an answer is quoted whole where what it answers comes with the same page of the past")
    func pastAnswer() throws {
        var chat = try lobby()
        chat.hears(":s BATCH +h chathistory #lobby")
        chat.hears("@batch=h;msgid=p1;time=2026-11-23T08:00:00.000Z :aaa!u@h PRIVMSG #lobby :where?")
        chat.hears("@batch=h;msgid=p2;time=2026-11-23T08:01:00.000Z;+reply=p1 :bbb!u@h PRIVMSG #lobby :there")
        chat.hears(":s BATCH -h")
        #expect(chat.screen().contains("> aaa: where?"))
    }

    @Test("a name of an emoji is the emoji")
    func shortcode() throws {
        var chat = try lobby()
        chat.enters("/react :thumbsup:")
        #expect(chat.takeSent() == ["@+draft/react=👍;+reply=c;+draft/reply=c TAGMSG #lobby"])
    }

    @Test("y copies the text")
    func copying() throws {
        var chat = try lobby()
        chat.press(KeyPress(.up, .shift))
        chat.types("y")
        #expect(chat.takeEffects().contains(.copy("fine")))
    }

    @Test("changes that come with the past are made to the past, without news")
    func pastAmendments() throws {
        var chat = try Chat(columns: 60, rows: 12)
        chat.happens(.connected)
        chat.isWelcomed(capabilities: Chat.allCapabilities(history: true) + " draft/event-playback")
        chat.enters("#lobby", members: "me")
        chat.hears(":s BATCH +h chathistory #lobby")
        chat.hears("@batch=h;msgid=1;time=2026-11-23T08:00:00.000Z :aaa!u@h PRIVMSG #lobby :good mornin")
        chat.hears("@batch=h;msgid=2;time=2026-11-23T08:01:00.000Z :bbb!u@h JOIN #lobby")
        chat.hears("@batch=h;msgid=3;time=2026-11-23T08:02:00.000Z :ccc!u@h JOIN #lobby")
        chat.hears("@batch=h;msgid=4;time=2026-11-23T08:03:00.000Z :bbb!u@h QUIT :bye")
        chat.hears("@batch=h;draft/target-msgid=1;draft/edit-text=good\\smorning :aaa!u@h EDIT #lobby")
        chat.hears("@batch=h;+draft/react=👋;+draft/reply=1 :ccc!u@h TAGMSG #lobby")
        chat.hears(":s BATCH -h")
        let lines = try chat.buffer("#lobby").transcript.lines.map(\.text.plain)
        #expect(lines == ["good morning", "ccc joined, bbb came by"])
        #expect(chat.screen().contains("good morning (edited)  👋"))
    }
}
