import ChatProtocol
import Testing

@Suite("The names of rooms")
struct RoomNameTests {
    @Test(
        "a room's name is anything that is drawn",
        arguments: [
            "#a", "#lobby", "##", "#茶", "#茶、酒", "#a.b!c@d", "#🐱", "#❤️", "#👩‍👩‍👧", "#❤️‍🔥", "#👍🏽", "#ශ්‍රී",
            "#e\u{301}", "#'", "#$1", "#＃", "#①", "#€", "#-", "#0",
        ])
    func valid(_ text: String) throws {
        let room = try RoomName(text, casemapping: .unicode)
        #expect(room.display == text)
        #expect(room.folded == Casemapping.unicode.fold(text))
    }

    @Test(
        "what is no room is refused",
        arguments: [
            "a", "&a", "＃a", "#", " #a", "#a b", "#a,b", "#a*", "#a?", "#a:b", "#\"", "#a，b", "#a？", "#a：", "#a＊",
            "#a\u{0}", "#a\u{7}", "#a\r", "#\u{3000}", "#a\u{A0}", "#\u{200B}", "#a\u{202E}b", "#\u{FEFF}",
            "#\u{E000}", "#\u{2028}", "#\u{9B}", "#a\u{FFFE}",
            // Not drawn, or drawn on the sign, so that it would look like another room.
            "#lobby\u{200D}", "#lobby\u{FE0F}", "#\u{200D}", "#\u{FE0F}\u{20E3}", "#\u{301}a", "#\u{3164}",
            "#\u{34F}a", "#a\u{115F}", "#1\u{FE0F}\u{20E3}", "#a\u{E0041}",
        ])
    func malformed(_ text: String) {
        #expect(throws: NameError.malformed) { try RoomName(text, casemapping: .unicode) }
    }

    @Test("a room's name may have 64 bytes with its sign")
    func length() throws {
        #expect(throws: NameError.empty) { try RoomName("", casemapping: .unicode) }
        _ = try RoomName("#" + String(repeating: "茶", count: 21), casemapping: .unicode)
        #expect(throws: NameError.tooLong) {
            try RoomName("#" + String(repeating: "茶", count: 21) + "a", casemapping: .unicode)
        }
    }

    @Test("ASCII alone takes no other script", arguments: [Casemapping.ascii, .rfc1459])
    func asciiOnly(_ casemapping: Casemapping) throws {
        #expect(throws: NameError.malformed) { try RoomName("#茶", casemapping: casemapping) }
        #expect(try RoomName("#Tea", casemapping: casemapping).folded == "#tea")
    }

    @Test("two ways to write a name are one room")
    func equal() throws {
        #expect(try RoomName("#Tea", casemapping: .unicode) == RoomName("#ｔEA", casemapping: .unicode))
        #expect(try RoomName("#tea", casemapping: .unicode) != RoomName("#tee", casemapping: .unicode))
        #expect(try RoomName("#a[", casemapping: .rfc1459) == RoomName("#A{", casemapping: .rfc1459))
    }
}
