import ChatProtocol
import Testing

@testable import ClientCore

@Suite("leaving, for a moment and for good") struct LeavingTests {
    @Test("Ctrl-Z stops the screen; coming back it is drawn whole, with the line as it was")
    func suspending() throws {
        var chat = try Chat.inLobby()
        chat.types("half a li")
        chat.press(KeyPress.control("z"))
        #expect(chat.takeEffects() == [.suspend])
        chat.hears(":aaa!u@h PRIVMSG #lobby :meanwhile")
        chat.happens(.resumed)
        #expect(chat.takeEffects() == [.redraw])
        #expect(chat.screen().contains("meanwhile"))
        #expect(chat.screen().contains("#lobby › half a li"))
    }

    @Test("a screen that hosts the chat does not stop, and says why", arguments: [Language.english, .chinese])
    func hosting(language: Language) throws {
        var chat = try Chat.inLobby {
            $0.networks[0].isHosting = true
            $0.language = language
        }
        chat.press(KeyPress.control("z"))
        #expect(chat.takeEffects() == [])
        let word = language == .english ? "it would stand still for everybody" : "挂起会让所有人停住"
        #expect(chat.screen().contains(word))
    }

    @Test("Ctrl-C empties the line, which Ctrl-_ brings back; on an empty line it leaves")
    func interrupting() throws {
        var chat = try Chat.inLobby()
        chat.types("not this")
        chat.press(KeyPress.control("c"))
        #expect(chat.screen().hasSuffix("#lobby ›"))
        #expect(chat.takeSent() == [])
        chat.press(KeyPress.control("_"))
        #expect(chat.screen().hasSuffix("#lobby › not this"))
        chat.press(KeyPress.control("c"))
        chat.press(KeyPress.control("c"))
        #expect(chat.takeSent() == ["QUIT"])
        chat.happens(.disconnected(reason: "closed"))
        #expect(chat.takeEffects().last == .leave(status: 0, farewell: nil))
        #expect(chat.model.isOver)
    }

    @Test("Ctrl-C closes what is open before it touches the line, and the line before it leaves")
    func interruptingInSteps() throws {
        var chat = try Chat.inLobby()
        chat.types("draft")
        chat.press(KeyPress.control("k"))
        #expect(chat.screen().contains("go to ›"))
        chat.press(KeyPress.control("c"))
        #expect(chat.screen().hasSuffix("#lobby › draft"))
        chat.press(KeyPress.control("c"))
        #expect(chat.screen().hasSuffix("#lobby ›"))
        #expect(!chat.model.isOver && chat.takeSent() == [])
    }

    @Test(
        "exit, /quit and the full-width ／quit say farewell, with what one wants to say",
        arguments: [
            ("exit", "QUIT"), ("/quit", "QUIT"), ("/quit good night", "QUIT :good night"), ("／quit 晚安", "QUIT :晚安"),
        ])
    func farewell(line: String, sent: String) throws {
        var chat = try Chat.inLobby()
        chat.enters(line)
        #expect(chat.takeSent() == [sent])
        #expect(!chat.model.isOver)
        chat.waits(1_000)
        #expect(chat.takeEffects().last == .leave(status: 0, farewell: nil))
    }

    @Test("told to end from outside it waits for nobody, and what was being written is kept")
    func told() throws {
        var chat = try Chat { $0.keepsLog = true }
        chat.happens(.log(.remembered(Remembered(network: "chat.example:6667"))))
        chat.happens(.connected)
        chat.isWelcomed()
        for effect in chat.takeEffects() {
            if case .log(.recall(let question)) = effect {
                chat.happens(.log(.recalled(LogAnswer(to: question, [], newestOrder: nil))))
            }
        }
        chat.types("the last words")
        let drafts = chat.model.takeKeepings().compactMap {
            if case .buffer(let buffer) = $0 { buffer.draft } else { nil }
        }
        #expect(drafts.contains("the last words"))
        let effects = chat.model.leaveAtOnce()
        #expect(effects.contains(.disconnect))
        #expect(effects.last == .leave(status: 0, farewell: nil))
    }

    @Test("lines begun in several chats stay each in its own, and the list marks where")
    func drafts() throws {
        var chat = try Chat.inLobby(columns: 80, rows: 10)
        chat.enters("#tea", members: "me aaa")
        chat.hears(":bbb!u@h PRIVMSG me :psst")
        chat.press(KeyPress.alt("2"))
        chat.types("to all")
        chat.press(KeyPress.alt("4"))
        chat.types("给你")
        chat.press(KeyPress.alt("3"))
        #expect(
            chat.screen().split(separator: "\n", omittingEmptySubsequences: false).prefix(5).map { $0.prefix(8) } == [
                " Example", ".#lobby ", ">#tea   ", "", ".@bbb",
            ])
        #expect(chat.screen().hasSuffix("#tea ›"))
        chat.press(KeyPress.alt("2"))
        #expect(chat.screen().hasSuffix("#lobby › to all"))
        chat.press(KeyPress.alt("4"))
        #expect(chat.screen().hasSuffix("@bbb › 给你"))
        chat.press(.enter)
        #expect(chat.screen().hasSuffix("@bbb ›"))
    }

    @Test("Ctrl-L draws all of it anew")
    func redrawing() throws {
        var chat = try Chat.inLobby()
        let before = chat.screen()
        chat.press(KeyPress.control("l"))
        #expect(chat.takeEffects() == [.redraw])
        #expect(chat.screen() == before)
    }
}
