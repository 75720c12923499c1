import ChatProtocol
import Testing

@testable import ClientCore

@Suite("help") struct HelpTests {
    @Test("? on an empty line shows every key and command; once more types it")
    func overlay() throws {
        var chat = try Chat.inLobby(columns: 80, rows: 40)
        chat.types("?")
        #expect(chat.screen().contains("help · arrows"))
        #expect(chat.screen().contains("/join #ROOM [KEY]"))
        chat.press(.end)
        #expect(chat.screen().contains("Ctrl-Z"))
        chat.press(.escape)
        #expect(!chat.screen().contains("help · arrows"))
        chat.types("??")
        #expect(chat.screen().contains("› ?"))
        chat.types("?")
        #expect(chat.screen().contains("› ??"))
    }

    @Test("/help fills no room with lines, and a key that is no key of it closes it and is typed")
    func command() throws {
        var chat = try Chat.inLobby()
        let lines = try chat.buffer("#lobby").transcript.lines.count
        chat.enters("/help")
        #expect(try chat.buffer("#lobby").transcript.lines.count == lines)
        chat.types("hi")
        #expect(!chat.screen().contains("help · arrows"))
        #expect(chat.screen().contains("› hi"))
    }
}
