import ChatProtocol
import Testing

@testable import ClientCore

@Suite("the first time") struct FirstRunTests {
    @Test("nothing is asked: it connects under the name it was given and enters the room where the server starts")
    func nothingIsAsked() throws {
        var chat = try Chat(nick: "ann", columns: 80, rows: 12)
        #expect(chat.takeEffects().contains(.connect(try Endpoint("chat.example"))))
        #expect(chat.screen().contains("connecting to chat.example"))
        chat.happens(.connected)
        chat.isWelcomed()
        #expect(chat.takeSent().last == "JOIN #lobby")
        chat.enters("#lobby", members: "ann @bob")
        #expect(
            chat.screen() == """
                 Example          #lobby                                              members 2
                >#lobby                                                         @bob
                                                                                 ann







                 @nick private  /help  Ctrl-K go to
                 #lobby ›
                """)
    }

    @Test(
        "the line above the input says what can be typed, in the person's language, until they type",
        arguments: [
            (Language.english, "@nick private  /help  Ctrl-K go to"), (.chinese, "@昵称 私聊  /help 帮助  Ctrl-K 跳转"),
        ])
    func hint(language: Language, words: String) throws {
        var chat = try Chat.inLobby { $0.language = language }
        #expect(chat.screen().contains(words))
        chat.types("h")
        #expect(!chat.screen().contains(words))
    }

    @Test("each of the three things that it names works")
    func whatItNames() throws {
        var chat = try Chat.inLobby(columns: 80, rows: 24)
        chat.enters("@bbb hi")
        #expect(chat.takeSent() == ["@label=1 PRIVMSG bbb :hi"])
        chat.enters("/help")
        #expect(chat.screen().contains("/join #ROOM [KEY]"))
        chat.press(.escape)
        chat.press(KeyPress.control("k"))
        #expect(chat.screen().contains("go to ›"))
    }

    @Test("a server that is not there is told of in words, with when it will be tried again")
    func noServer() throws {
        var chat = try Chat(columns: 80, rows: 12)
        chat.happens(.disconnected(reason: "connection refused"))
        #expect(chat.screen().contains("cannot connect (connection refused)"))
        #expect(chat.screen().contains("trying again in 1 s"))
        chat.enters("hello?")
        #expect(chat.screen().contains("not connected: the line stays here"))
        #expect(chat.screen().hasSuffix("› hello?"))
    }

    @Test("a mistyped command says what was meant, and is never said to the room")
    func mistyped() throws {
        var chat = try Chat.inLobby()
        chat.enters("/jion #tea")
        #expect(chat.screen().contains("did you mean /join?"))
        chat.enters("/nick")
        #expect(chat.screen().contains("something is missing: /nick NAME"))
        #expect(chat.takeSent() == [])
    }
}
