import Testing

@testable import ClientCore

@Suite("The width of text")
struct DisplayWidthTests {
    @Test(
        "a scalar takes as many columns as terminals give it",
        arguments: [
            ("a", 1), (" ", 1), ("\u{7}", 0), ("\u{7F}", 0), ("\u{9B}", 0), ("\u{AD}", 0), ("é", 1), ("\u{301}", 0),
            ("你", 2),
            ("，", 2), ("Ａ", 2), ("ｱ", 1), ("ﾞ", 1), ("한", 2), ("\u{1100}", 2), ("\u{1161}", 0), ("\u{11A8}", 0),
            ("\u{200B}", 0), ("\u{200D}", 0), ("\u{202E}", 0), ("\u{FE0F}", 0), ("\u{FEFF}", 0), ("\u{E0041}", 0),
            ("😀", 2), ("\u{1FAE8}", 2), ("\u{1FA77}", 2), ("\u{1FAEA}", 2), ("\u{1F6D8}", 2), ("❤", 1), ("⌚", 2),
            ("\u{1F1E8}", 1), ("\u{1F3FB}", 2), ("\u{31350}", 2), ("\u{2EBF0}", 2), ("\u{323B0}", 2), ("\u{3FFFD}", 2),
            ("\u{4DC0}", 2), ("\u{18D80}", 2), ("\u{93F}", 1), ("\u{94D}", 0), ("\u{10D69}", 0), ("\u{10FFFF}", 1),
        ] as [(Unicode.Scalar, Int)])
    func scalarColumns(_ scalar: Unicode.Scalar, _ columns: Int) {
        #expect(DisplayWidth.columns(of: scalar) == columns)
    }

    @Test(
        "ambiguous scalars are as wide as the rules say",
        arguments: ["“", "”", "…", "—", "①", "★", "■", "│", "¡", "Я"] as [Unicode.Scalar])
    func ambiguous(_ scalar: Unicode.Scalar) {
        #expect(DisplayWidth.columns(of: scalar) == 1)
        #expect(DisplayWidth.columns(of: scalar, rules: WidthRules(ambiguous: 2)) == 2)
        #expect(DisplayWidth.columns(of: scalar, rules: WidthRules(ambiguous: .max)) == 2)
        #expect(DisplayWidth.columns(of: scalar, rules: WidthRules(ambiguous: .min)) == 1)
    }

    @Test(
        "plain letters and ideographs do not depend on the rules",
        arguments: ["a", "é", "你", "‹", "\u{AD}", "\u{301}"] as [Unicode.Scalar])
    func unambiguous(_ scalar: Unicode.Scalar) {
        let asWide = DisplayWidth.columns(of: scalar, rules: WidthRules(ambiguous: 2))
        #expect(DisplayWidth.columns(of: scalar) == (scalar == "é" ? 1 : asWide))
    }

    @Test(
        "a cluster is as wide as what a person sees",
        arguments: [
            ("a", 1), ("e\u{301}", 1), ("你", 2), ("👍🏽", 2), ("👨‍👩‍👧‍👦", 2), ("👨‍💻", 2), ("❤️", 2), ("☠", 1), ("🏴‍☠️", 2), ("🇨🇳", 2),
            ("1️⃣", 2), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("\u{1100}\u{1161}\u{11A8}", 2), ("ｱﾞ", 2), ("कि", 2), ("あﾟ", 2), ("\r\n", 0),
            ("\u{301}", 0),
        ] as [(Character, Int)])
    func clusterColumns(_ cluster: Character, _ columns: Int) {
        #expect(DisplayWidth.columns(of: cluster) == columns)
    }

    @Test(
        "a text is as wide as its clusters together",
        arguments: [("", 0), ("hello", 5), ("你好 world", 10), ("好👍🏽!", 5), ("あﾟ", 3), ("a\u{301}b\u{1B}", 2)])
    func textColumns(_ text: String, _ columns: Int) {
        #expect(DisplayWidth.columns(of: text) == columns)
    }

    @Test("the table ascends from U+0000 and never repeats a width")
    func table() {
        let changes = DisplayWidthTable.changes
        #expect(changes.first.map { $0 >> 4 } == 0)
        for (left, right) in zip(changes, changes.dropFirst()) {
            #expect(left >> 4 < right >> 4)
            #expect(left & 0xF != right & 0xF)
        }
    }

    @Test("solid text has only visible scalars that are clusters of their own")
    func solid() {
        let solid = (0...0x10FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init).filter(PlainText.isSolid)
        #expect(solid.count > 80_000)
        for scalar in solid {
            #expect(DisplayWidth.columns(of: scalar) > 0, "\(scalar.value)")
            #expect(!scalar.properties.isDefaultIgnorableCodePoint, "\(scalar.value)")
            #expect(scalar.properties.age != nil, "\(scalar.value)")
            let around = "你\(scalar)😀\(scalar)\(scalar)가"
            #expect(around.count == 6, "\(scalar.value)")
        }
    }
}
