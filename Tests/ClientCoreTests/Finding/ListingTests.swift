import Testing

@testable import ClientCore

@Suite("the server's rooms") struct ListingTests {
    private func listed() throws -> Chat {
        var chat = try Chat.inLobby(columns: 80, rows: 12)
        chat.enters("/list")
        #expect(chat.takeSent() == ["LIST"])
        chat.hears(":s 321 me Channel :Users  Name")
        chat.hears(":s 322 me #tea 3 :leaves \u{2}only\u{2}")
        chat.hears(":s 322 me #茶 120 :喝茶")
        chat.hears(":s 322 me #swift x :")
        chat.hears(":s 323 me :End of LIST")
        return chat
    }

    @Test("they stand in a panel, the fullest first")
    func panel() throws {
        var chat = try listed()
        let rows = chat.screen().split(separator: "\n").filter { $0.contains("  120  ") || $0.contains("  3  ") }
        #expect(chat.screen().contains("3 rooms · type to find"))
        #expect(rows.first?.contains("> #茶      120  喝茶") == true)
        #expect(rows.last?.contains("#tea       3  leaves only") == true)
    }

    @Test("typing finds one and Enter goes into it")
    func enter() throws {
        var chat = try listed()
        chat.types("leav")
        chat.press(.enter)
        #expect(chat.takeSent() == ["JOIN #tea"])
        chat.enters("#tea", members: "me aaa")
        #expect(chat.model.buffers[chat.model.current].label == "#tea")
    }

    @Test("a server without rooms is one line; without a screen each room is one")
    func others() throws {
        var chat = try Chat.inLobby()
        chat.hears(":s 323 me :End of LIST")
        #expect(chat.screen().contains("nothing found"))
        var plain = try Chat.inLobby { $0.isPlain = true }
        plain.hears(":s 322 me #tea 3 :leaves")
        plain.hears(":s 323 me :End of LIST")
        #expect(try plain.notes(in: "#lobby").last == "#tea     3  leaves")
    }

    @Test("more rooms than a person reads are not kept")
    func bound() throws {
        var chat = try Chat.inLobby()
        for number in 0..<ListedRoom.most + 10 { chat.hears(":s 322 me #r\(number) 1 :") }
        #expect(chat.model.session.listed.count == ListedRoom.most)
    }
}
