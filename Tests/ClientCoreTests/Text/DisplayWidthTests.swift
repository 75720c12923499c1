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

    private static func rules(_ change: (inout WidthRules) -> Void) -> WidthRules {
        var rules = WidthRules()
        change(&rules)
        return rules
    }

    /// Texts on a terminal that does one thing in the old way: their parts, one or two columns each.
    private static let oldWays: [(WidthRules, String, [String], Int)] = [
        (rules { $0.widensEmoji = false }, "❤\u{FE0F}a", ["❤\u{FE0F}", "a"], 2),
        (rules { $0.widensEmoji = false }, "1\u{FE0F}\u{20E3}", ["1\u{FE0F}\u{20E3}"], 1),
        (rules { $0.widensEmoji = false }, "❤\u{FE0F}\u{200D}🔥", ["❤\u{FE0F}\u{200D}🔥"], 2),
        (rules { $0.joinsEmoji = false }, "👩\u{200D}💻", ["👩\u{200D}", "💻"], 4),
        (rules { $0.joinsEmoji = false }, "👩🏽\u{200D}💻", ["👩🏽\u{200D}", "💻"], 4),
        (rules { $0.joinsEmoji = false }, "❤\u{FE0F}\u{200D}🔥", ["❤\u{FE0F}\u{200D}", "🔥"], 4),
        (rules { $0.joinsTones = false }, "👍🏽", ["👍", "🏽"], 4),
        (rules { $0.joinsTones = false }, "👩🏽\u{200D}💻", ["👩", "🏽\u{200D}💻"], 4),
        (rules { $0.joinsFlags = false }, "🇨🇳", ["🇨", "🇳"], 4),
        (rules { $0.hasNewestEmoji = false }, "\u{1FAE9}\u{1FAE8}", ["\u{1FAE9}", "\u{1FAE8}"], 3),
        (WidthRules(), "☝🏽❤\u{FE0F}", ["☝🏽", "❤\u{FE0F}"], 4),
    ]

    @Test("what a terminal does not join stands beside it", arguments: oldWays)
    func oldWay(_ rules: WidthRules, _ text: String, _ parts: [String], _ columns: Int) {
        var found: [String] = []
        Clusters.visit(text, rules: rules) { cluster in
            found.append(cluster.text(in: text))
            #expect((1...2).contains(cluster.columns))
            return true
        }
        #expect(found.map(scalars) == parts.map(scalars))
        #expect(DisplayWidth.columns(of: text, rules: rules) == columns)
        var screen = Screen(columns: 10, rows: 1, rules: rules)
        #expect(screen.put(text, row: 0, column: 0) == columns)
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
