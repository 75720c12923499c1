import Testing

@testable import ClientCore

@Suite("Text in several styles")
struct StyledTextTests {
    @Test("runs of one style are joined, empty ones left out")
    func append() {
        var text = StyledText("a")
        text.append("b")
        text.append("")
        text.append("c", Style(.accent, .bold))
        text.append(StyledText("d", Style(.accent, .bold)))
        #expect(text.runs.map(\.text) == ["ab", "cd"])
        #expect(text.plain == "abcd")
        #expect(!text.isEmpty && StyledText().isEmpty)
    }

    @Test("the width is that of all runs")
    func columns() {
        var text = StyledText("你好")
        text.append("…", Style(.faint))
        #expect(text.columns() == 5)
        #expect(text.columns(rules: WidthRules(ambiguous: 2)) == 6)
    }

    @Test("attributes are added to those there are")
    func adding() {
        var text = StyledText("a", Style(.alarm, .bold))
        text.append("b")
        let dim = text.adding(.dim)
        #expect(dim.runs.map(\.style) == [Style(.alarm, [.bold, .dim]), Style(.plain, .dim)])
    }

    @Test(
        "a nick's number is FNV-1a of its lower-cased text, folded",
        arguments: [("a", 0xC8), ("foobar", 0x60), ("", 0xD5)] as [(String, UInt8)])
    func nickNumber(_ nick: String, _ number: UInt8) {
        // FNV's published 0xE40C292C, 0xBF9CF968 and 0x811C9DC5, their bytes joined by exclusive or
        let published: [String: [UInt8]] = [
            "a": [0xE4, 0x0C, 0x29, 0x2C], "foobar": [0xBF, 0x9C, 0xF9, 0x68], "": [0x81, 0x1C, 0x9D, 0xC5],
        ]
        #expect(NickColour.number(of: nick) == published[nick]?.reduce(0, ^))
        #expect(NickColour.ink(of: nick) == .nick(NickColour.number(of: nick)))
    }

    @Test("a nick keeps its colour in any case")
    func nickCase() {
        #expect(NickColour.number(of: "Ann") == NickColour.number(of: "aNN"))
        #expect(NickColour.number(of: "ÉMILE") == NickColour.number(of: "émile"))
        #expect(Set((0..<200).map { NickColour.number(of: "user\($0)") }).count > 100)
    }
}
