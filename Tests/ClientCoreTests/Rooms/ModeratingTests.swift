import Testing

@testable import ClientCore

@Suite("keeping a room in order") struct ModeratingTests {
    @Test(
        "short words for ranks and bans, here or in a room that is named",
        arguments: [
            ("/op aaa", "MODE #lobby +o aaa"), ("/deop aaa", "MODE #lobby -o aaa"),
            ("/voice #tea aaa", "MODE #tea +v aaa"), ("/devoice aaa", "MODE #lobby -v aaa"),
            ("/ban aaa", "MODE #lobby +b aaa!*@*"), ("/ban *!*@bad.example", "MODE #lobby +b *!*@bad.example"),
            ("/ban $a:aaa", "MODE #lobby +b $a:aaa"), ("/unban aaa", "MODE #lobby -b aaa!*@*"),
        ])
    func words(typed: String, sent: String) throws {
        var chat = try Chat.inLobby()
        chat.enters(typed)
        #expect(chat.takeSent() == [sent])
    }

    @Test("who is kept out stands there with who set it and when, without the server's numbers")
    func bans() throws {
        var chat = try Chat.inLobby()
        chat.hears(":s 367 me #lobby bad!*@* ann!u@h 1795424520")
        chat.hears(":s 367 me #lobby *!*@x :ann")
        chat.hears(":s 367 me #lobby y!*@* ann 99999999999999999999")
        chat.hears(":s 368 me #lobby :End of ban list")
        #expect(
            try chat.notes(in: "#lobby").suffix(3) == [
                "bad!*@*  by ann, Monday 23 November", "*!*@x  by ann", "y!*@*  by ann",
            ])
    }
}
