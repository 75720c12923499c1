import Testing

@testable import ClientCore

@Suite("being away") struct AwayTests {
    @Test("that the person is away stands in the top row until they are back, also over a lost connection")
    func away() throws {
        var chat = try Chat.inLobby(columns: 80, rows: 12)
        chat.enters("/away at lunch")
        #expect(chat.takeSent() == ["AWAY :at lunch"])
        chat.hears(":s 306 me :You have been marked as being away")
        #expect(chat.screen().contains("you are away  members 3"))
        #expect(chat.screen().contains(" me        away"))
        #expect(chat.model.session.people["me"]?.awayText == "at lunch")
        chat.happens(.disconnected(reason: "reset"))
        #expect(!chat.screen().contains("you are away  "))
        chat.waits(1_000)
        chat.forget()
        chat.happens(.connected)
        chat.isWelcomed()
        #expect(chat.takeSent().suffix(2) == ["AWAY :at lunch", "JOIN #lobby"])
        chat.hears(":s 306 me :You have been marked as being away")
        chat.enters("/away")
        #expect(chat.takeSent() == ["AWAY"])
        chat.hears(":s 305 me :You are no longer marked as being away")
        #expect(!chat.screen().contains("you are away  "))
        chat.happens(.disconnected(reason: "reset"))
        chat.waits(2_000)
        chat.forget()
        chat.happens(.connected)
        chat.isWelcomed()
        #expect(!chat.takeSent().contains { $0.hasPrefix("AWAY") })
    }
}
