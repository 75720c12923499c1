import ChatProtocol
import Testing

@Suite("What a server says of itself")
struct ISupportTests {
    @Test("a server that said nothing is taken for the oldest one")
    func defaults() {
        let support = ISupport()
        #expect(support["NETWORK"] == nil)
        #expect(support.network == nil)
        #expect(support.lobby == nil)
        #expect(support.roomSigns == ["#", "&"])
        #expect(support.casemapping == .rfc1459)
        #expect(support.ranks.map(\.letter) == ["o", "v"])
        #expect(support.ranks.map(\.sign) == ["@", "+"])
    }

    @Test("tokens have values, empty values or none")
    func tokens() {
        var support = ISupport()
        support.read(["NETWORK=Tea", "EXCEPTS", "KEY=a=b", "EMPTY=", "LOBBY=#茶", "CHANTYPES=#"])
        #expect(support.network == "Tea")
        #expect(support["EXCEPTS"] == "")
        #expect(support["KEY"] == "a=b")
        #expect(support["EMPTY"] == "")
        #expect(support.lobby == "#茶")
        #expect(support.roomSigns == ["#"])
        support.read(["-NETWORK", "EXCEPTS=e", "-NEVER"])
        #expect(support.network == nil)
        #expect(support["EXCEPTS"] == "e")
    }

    @Test(
        "a value's signs that cannot stand in it are read",
        arguments: [
            ("A\\x20B", "A B"), ("\\x3D\\x5C\\x5c", "=\\\\"), ("\\x20", " "), ("a\\x2", "a\\x2"), ("a\\", "a\\"),
            ("\\x0A\\x00\\x7F\\xE5", "\\x0A\\x00\\x7F\\xE5"), ("\\xZZ", "\\xZZ"), ("\\\\x20", "\\ "),
            ("茶\\x20茶", "茶 茶"),
            ("\\x+5", "\\x+5"), ("a\\x20b\\x20c", "a b c"), ("", ""),
        ])
    func escapes(_ value: String, _ plain: String) {
        var support = ISupport()
        support.read(["NETWORK=" + value])
        #expect(support.network == plain)
    }

    @Test(
        "names are compared as the server says",
        arguments: [
            (["CASEMAPPING=ascii"], Casemapping.ascii), (["CASEMAPPING=rfc1459"], .rfc1459),
            (["CASEMAPPING=ascii", "UTF8MAPPING=rfc8265"], .unicode), (["CASEMAPPING=strange"], .rfc1459),
            (["UTF8MAPPING=strange", "CASEMAPPING=ascii"], .ascii),
        ])
    func casemapping(_ words: [String], _ casemapping: Casemapping) {
        var support = ISupport()
        support.read(words)
        #expect(support.casemapping == casemapping)
    }

    @Test(
        "ranks are letters and signs, from the highest",
        arguments: [
            ("(qaohv)~&@%+", "qaohv", "~&@%+"), ("", "", ""), ("(ov)", "", ""), ("(ov", "", ""), ("ov)@+", "", ""),
            ("()", "", ""), ("(ov)@", "o", "@"), ("(o)@+", "o", "@"), (")(", "", ""),
        ])
    func ranks(_ prefix: String, _ letters: String, _ signs: String) {
        var support = ISupport()
        support.read(["PREFIX=" + prefix])
        #expect(String(support.ranks.map(\.letter)) == letters)
        #expect(String(support.ranks.map(\.sign)) == signs)
    }

    @Test("a mode's letter says when it takes an argument")
    func kinds() {
        var support = ISupport()
        support.read(["PREFIX=(ohv)@%+", "CHANMODES=be,k,lf,imn,extra"])
        for letter in "ohvbek" { #expect(support.kind(of: letter) == .always, "\(letter)") }
        for letter in "lf" { #expect(support.kind(of: letter) == .whenAdding, "\(letter)") }
        for letter in "imnx" { #expect(support.kind(of: letter) == .never, "\(letter)") }
        for letter in "z,+ " { #expect(support.kind(of: letter) == nil, "\(letter)") }
    }

    @Test("no more than 128 tokens are kept, but those may change")
    func bounded() {
        var support = ISupport()
        support.read((1...1_000).map { "T\($0)=a" })
        #expect(support["T128"] == "a")
        #expect(support["T129"] == nil)
        support.read(["T1=b", "NEW"])
        #expect(support["T1"] == "b")
        #expect(support["NEW"] == nil)
        support.read(["-T1", "NEW"])
        #expect(support["NEW"] == "")
    }
}
