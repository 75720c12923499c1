import ChatProtocol
import Testing

@testable import ClientCore

@Suite("who is writing") struct TypistTests {
    @Test("others who write are named, until they have said it or stopped")
    func others() throws {
        var chat = try Chat.inLobby()
        chat.hears("@+typing=active :aaa!u@h TAGMSG #lobby")
        chat.hears("@+typing=active :bbb!u@h TAGMSG #lobby")
        #expect(chat.screen().contains("aaa and bbb are writing"))
        #expect(chat.screen().contains("@aaa     typing"))
        chat.hears(":aaa!u@h PRIVMSG #lobby :done")
        #expect(chat.screen().contains("bbb is writing"))
        chat.waits(Typist.activeFor)
        #expect(!chat.screen().contains("writing"))
        chat.hears("@+typing=active :me!u@h TAGMSG #lobby")
        #expect(!chat.screen().contains("writing"))
    }

    @Test("the person's own writing is told every few seconds, and that it has stopped; commands are nobody's business")
    func own() throws {
        var chat = try Chat.inLobby { $0.tellsTyping = true }
        chat.types("he")
        #expect(chat.takeSent() == ["@+typing=active TAGMSG #lobby"])
        chat.later(by: Typist.pause)
        chat.types("l")
        #expect(chat.takeSent() == ["@+typing=active TAGMSG #lobby"])
        chat.press(.backspace, .backspace, .backspace)
        #expect(chat.takeSent() == ["@+typing=done TAGMSG #lobby"])
        chat.types("/topic x")
        #expect(chat.takeSent().isEmpty)
        chat.press(KeyPress.control("u"))
        chat.enters("x")
        #expect(chat.takeSent() == ["@+typing=active TAGMSG #lobby", "@label=1 PRIVMSG #lobby :x"])
    }

    @Test("a server that passes no such tags on is not sent any", arguments: ["*", "*,-reply", "typing,react"])
    func denied(by value: String) throws {
        var chat = try Chat.inLobby { $0.tellsTyping = true }
        chat.hears(":s 005 me CLIENTTAGDENY=\(value) :are supported")
        chat.types("he")
        #expect(chat.takeSent().isEmpty)
        chat.hears(":s 005 me CLIENTTAGDENY=*,-typing :are supported")
        chat.types("l")
        #expect(chat.takeSent() == ["@+typing=active TAGMSG #lobby"])
    }
}
