import ChatProtocol
import Testing

@Suite("The names of members")
struct NicknameTests {
    @Test(
        "a nick in any script is one",
        arguments: [
            "ann", "Ann", "a", "ann2", "[ann]", "a|b", "a{b}", "a\\b", "a^_`", "a-b", "a/b", "a~b", "小明", "たろう",
            "Ольга", "Ελένη", "एलिस", "नि", "محمد", "한글", "José", "e\u{301}", "ａｎｎ", "Ａｎｎ", "ｶﾞｽ", "小明2", "_",
            "(ann)", "=",
        ])
    func valid(_ text: String) throws {
        let nick = try Nickname(text, casemapping: .unicode)
        #expect(nick.display == text)
        #expect(nick.folded == Casemapping.unicode.fold(text))
    }

    @Test(
        "what means something elsewhere is no nick, in its full width neither",
        arguments: [
            "a b", "a,b", "a*", "a?", "a.b", "a!b", "a@b", "a:b", "a<b", "a>b", "a'b", "a\"b", "a;b", "a#b", "#",
            "#ann", "&", "&ann", "~ann", "%ann", "+ann", "$ann", "-ann", "/ann", "1ann", "0", "exit", "EXIT", "Exit",
            "＃", "＃ann", "a＃b", "＆ann", "a＠b", "a！b", "a：b", "，", "／ann", "１ann", "ｅｘｉｔ", "ＥＸＩＴ", "a；b", "～ann", "＇",
            "＊", "a\u{0}", "a\tb", "a\r\n", "\u{1B}[31m", "\u{7F}", "\u{9B}31m", "a\u{A0}b", "a\u{3000}b",
            "a\u{200B}b", "a\u{200D}b", "a\u{200C}b", "a\u{202E}b", "a\u{FEFF}", "a\u{AD}b", "\u{301}a", "ﾞa",
            "a\u{34F}b", "a\u{FE0F}", "\u{3164}", "\u{115F}", "\u{E000}", "\u{FFFD}", "😀", "ann🐱", "a。", "a€", "①",
            "a\u{2028}b", "a\u{37E}b",
        ])
    func malformed(_ text: String) {
        #expect(throws: NameError.malformed) { try Nickname(text, casemapping: .unicode) }
    }

    @Test("a nick may have 32 bytes, whatever its script")
    func length() throws {
        #expect(throws: NameError.empty) { try Nickname("", casemapping: .unicode) }
        _ = try Nickname(String(repeating: "a", count: 32), casemapping: .unicode)
        #expect(throws: NameError.tooLong) { try Nickname(String(repeating: "a", count: 33), casemapping: .unicode) }
        _ = try Nickname(String(repeating: "明", count: 10) + "ab", casemapping: .unicode)
        #expect(throws: NameError.tooLong) { try Nickname(String(repeating: "明", count: 11), casemapping: .unicode) }
    }

    @Test("ASCII alone takes no other script", arguments: [Casemapping.ascii, .rfc1459], ["小明", "José", "ａnn"])
    func asciiOnly(_ casemapping: Casemapping, _ text: String) throws {
        #expect(throws: NameError.malformed) { try Nickname(text, casemapping: casemapping) }
        #expect(try Nickname("Ann", casemapping: casemapping).folded == "ann")
    }

    @Test(
        "two ways to write a name are one member",
        arguments: [
            ("ann", "ANN"), ("ann", "ａＮｎ"), ("José", "JOSE\u{301}"), ("Ольга", "ОЛЬГА"), ("ガス", "ｶﾞｽ"),
            ("ann2", "ann２"), ("e\u{301}", "\u{C9}"),
        ])
    func equal(_ one: String, _ other: String) throws {
        let one = try Nickname(one, casemapping: .unicode)
        let other = try Nickname(other, casemapping: .unicode)
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(Set([one, other]).count == 1)
    }

    @Test("two names are two members", arguments: [("ann", "anna"), ("小明", "小红"), ("a[", "a{"), ("jose", "josé")])
    func different(_ one: String, _ other: String) throws {
        #expect(try Nickname(one, casemapping: .unicode) != Nickname(other, casemapping: .unicode))
    }
}
