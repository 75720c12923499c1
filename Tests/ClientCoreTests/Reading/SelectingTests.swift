import Testing

@testable import ClientCore

@Suite("a line in hand") struct SelectingTests {
    @Test("where nobody said what is shown, it is the last line above it")
    func above() throws {
        var chat = try Chat.inLobby(columns: 40, rows: 8)
        chat.hears("@msgid=1 :aaa!u@h PRIVMSG #lobby :the last word")
        for number in 1...20 { chat.hears(":aaa!u@h TOPIC #lobby :topic \(number)") }
        #expect(!chat.screen().contains("the last word"))
        chat.press(.alt("s"))
        #expect(chat.model.selectedLine?.text.plain == "the last word")
        #expect(chat.screen().contains("the last word"))
    }

    @Test("the row of its keys ends with a whole one", arguments: [20, 30, 40, 60, 80, 120])
    func keys(columns: Int) throws {
        var chat = try Chat.inLobby(columns: columns, rows: 8) { $0.language = .chinese }
        chat.hears("@msgid=1 :aaa!u@h PRIVMSG #lobby :hello")
        chat.press(.alt("s"))
        let row = try #require(chat.screen().split(separator: "\n").first { $0.contains("R 回复") })
        let entries = KeyTable.selecting.bindings.map(\.summary.chinese)
        #expect(entries.contains { row.hasSuffix($0) })
    }
}
