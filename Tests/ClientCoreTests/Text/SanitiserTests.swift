import Chance
import Testing

@testable import ClientCore

@Suite("Text from outside")
struct SanitiserTests {
    @Test(
        "harmless text stays as it is",
        arguments: [
            "", "hello, world", "你好，世界！", "naïve café", "e\u{301}", "한국어", "\u{1112}\u{1161}\u{11AB}", "ｶﾞｷﾞ", "😀👍🏽", "👨‍👩‍👧‍👦",
            "❤️",
            "☺︎", "🇨🇳🇯🇵", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩🏻‍❤️‍💋‍👩🏽", "🏳️‍🌈", "می\u{200C}خواهم", "क\u{94D}\u{200D}ष", "สวัสดี", "\u{FFFD}", "\u{1FAEA}",
            "\u{323B0}",
        ])
    func kept(_ text: String) {
        #expect(scalars(Sanitiser.clean(text)) == scalars(text))
    }

    @Test(
        "what could steer the terminal or hide is shown instead",
        arguments: [
            ("\u{1B}[31mred", "‹1B›[31mred"), ("\u{7}", "‹07›"), ("a\u{0}b", "a‹00›b"), ("\u{7F}", "‹7F›"),
            ("\u{9B}31m", "‹9B›31m"),
            ("a\tb", "a b"), ("a\r\nb", "a‹0D›‹0A›b"), ("\u{2028}\u{2029}", "‹2028›‹2029›"),
            ("\u{202E}abc", "‹202E›abc"),
            ("\u{2066}\u{2069}", "‹2066›‹2069›"), ("\u{200E}\u{200F}\u{61C}", "‹200E›‹200F›‹61C›"),
            ("a\u{200B}b", "a‹200B›b"),
            ("\u{2060}\u{2064}\u{FEFF}", "‹2060›‹2064›‹FEFF›"), ("co\u{AD}op", "co‹AD›op"), ("\u{E0041}", "‹E0041›"),
            ("a\u{FE0F}", "a‹FE0F›"), ("你\u{E0100}", "你‹E0100›"), ("\u{E000}", "‹E000›"), ("\u{FFFF}", "‹FFFF›"),
            ("\u{378}", "‹378›"),
            ("\u{3164}", "‹3164›"), ("\u{34F}", "‹34F›"), ("a\u{200D}b", "a‹200D›b"), ("a\u{200C}b", "a‹200C›b"),
            ("👩\u{200D}", "👩‹200D›"), ("👩\u{200D}a", "👩‹200D›a"), ("a\u{1F3FD}", "a‹1F3FD›"),
            ("🚗\u{1F3FD}", "🚗‹1F3FD›"),
            ("❤️\u{FE0F}", "❤️‹FE0F›"), ("م\u{200C}", "م‹200C›"), ("🏴\u{E0067}\u{E007F}", "🏴‹E0067›‹E007F›"),
            ("\u{1161}", "‹1161›"),
            ("가\u{301}\u{11A8}", "가\u{301}‹11A8›"),
        ])
    func shown(_ text: String, _ expected: String) {
        #expect(scalars(Sanitiser.clean(text)) == scalars(expected))
    }

    @Test("a run of undrawable scalars is shown by its first four and the number of the rest")
    func run() {
        let bells = String(repeating: "\u{7}", count: 100)
        #expect(Sanitiser.clean("a\(bells)b") == "a‹07›‹07›‹07›‹07›‹+96›b")
        #expect(Sanitiser.clean(bells) == "‹07›‹07›‹07›‹07›‹+96›")
    }

    @Test("a base keeps four combining marks and loses the rest")
    func marks() {
        let marks = String(repeating: "\u{301}", count: 50)
        #expect(scalars(Sanitiser.clean("e\(marks)x")) == scalars("e\u{301}\u{301}\u{301}\u{301}x"))
        #expect(Sanitiser.clean("가" + String(repeating: "\u{11A8}", count: 50)).unicodeScalars.count == 5)
    }

    @Test(
        "a mark without a base gets a dotted circle",
        arguments: [("\u{301}a", "◌\u{301}a"), ("\u{7}\u{301}", "‹07›◌\u{301}")])
    func leadingMark(_ text: String, _ expected: String) {
        #expect(scalars(Sanitiser.clean(text)) == scalars(expected))
    }

    @Test("an endless chain of joined emoji is parted")
    func chain() {
        let chain = Array(repeating: "👩", count: 7).joined(separator: "\u{200D}")
        #expect(Sanitiser.clean(chain) == "👩‍👩‍👩‍👩‍👩‹200D›👩‍👩")
    }

    @Test(
        "a text that is too long is cut and ends in an ellipsis",
        arguments: ["a", "你", "e\u{301}", "\u{7}x", "👨‍👩‍👧‍👦", "م\u{200C}"])
    func long(_ part: String) {
        let text = Sanitiser.clean(String(repeating: part, count: Sanitiser.longestText))
        let count = text.unicodeScalars.count
        #expect(part == "a" || part == "你" ? count == Sanitiser.longestText : count <= Sanitiser.longestText)
        #expect(text.hasSuffix("…") == (part != "a" && part != "你"))
        #expect(scalars(Sanitiser.clean(text)) == scalars(text))
        #expect(Sanitiser.clean(text + text).hasSuffix("…"))
    }

    @Test("what is clean stays so, and every cluster of it is seen", arguments: 0..<150)
    func property(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        for count in [1, 3, 8, 40, 200] {
            let text = random.wild(count: count)
            let clean = Sanitiser.clean(text)
            #expect(scalars(Sanitiser.clean(clean)) == scalars(clean), "\(scalars(text))")
            Clusters.visit(clean) { cluster in
                #expect((1...2).contains(cluster.columns), "\(scalars(text))")
                return true
            }
            for scalar in clean.unicodeScalars {
                let properties = scalar.properties
                let isHarmful =
                    switch properties.generalCategory {
                    case .control, .lineSeparator, .paragraphSeparator, .privateUse: true
                    case .format:
                        ![0x200C, 0x200D].contains(scalar.value) && !(0xE0020...0xE007F).contains(scalar.value)
                    default: false
                    }
                #expect(!isHarmful, "\(scalars(text))")
            }
        }
    }

    @Test("talk stays as it is", arguments: 0..<100)
    func talk(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        let text = random.talk(words: 40)
        #expect(scalars(Sanitiser.clean(text)) == scalars(text))
    }

    @Test("a cut anywhere leaves clean text", arguments: 0..<60)
    func cut(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        let wild = scalars(random.wild(count: 40))
        for size in 0...40 {
            var room = size
            let text = Sanitiser.clean(wild, room: &room)
            #expect(text.unicodeScalars.count <= size)
            #expect(scalars(Sanitiser.clean(text)) == scalars(text))
        }
    }
}
