import Chance
import Testing

@testable import ClientCore

@Suite("Breaking text into lines")
struct WrappingTests {
    private func lines(_ text: String, _ columns: Int) -> [String] {
        Wrapping.wrap(StyledText(text), columns: columns).map(\.plain)
    }

    @Test(
        "lines break where readers expect it",
        arguments: [
            ("", 10, [""]), ("short", 10, ["short"]), ("hello world", 5, ["hello", "world"]),
            ("hello world", 8, ["hello", "world"]),
            ("a   b", 2, ["a", "b"]), ("     ", 3, [""]), ("a \u{301}b", 2, ["a \u{301}", "b"]),
            ("hello     ", 5, ["hello"]), ("  in", 4, ["  in"]),
            ("你好世界", 4, ["你好", "世界"]), ("你好世界", 5, ["你好", "世界"]), ("hi你好", 4, ["hi你", "好"]),
            ("你好，世界", 4, ["你", "好，", "世界"]), ("你好世界。", 8, ["你好世", "界。"]), ("他说「好」", 6, ["他说", "「好」"]),
            ("看（图）吧", 4, ["看", "（图", "）吧"]), ("你好……走", 6, ["你好……", "走"]), ("你，，，，", 4, ["你，", "，，", "，"]),
            ("看@小明了", 4, ["看", "@小", "明了"]), ("カード", 4, ["カー", "ド"]), ("100％好", 5, ["100％", "好"]),
            ("abcdefghij", 4, ["abcd", "efgh", "ij"]), ("see abcdefghij", 6, ["see", "abcdef", "ghij"]),
            ("well-known words", 12, ["well-known", "words"]), ("antidis-establish", 10, ["antidis-", "establish"]),
            ("usr/share/unicode", 12, ["usr/share/", "unicode"]), ("it's 'so' - ok", 6, ["it's", "'so' -", "ok"]),
            ("好\u{3000}的", 4, ["好", "的"]), ("e\u{301}e\u{301}e\u{301}", 2, ["e\u{301}e\u{301}", "e\u{301}"]),
            ("👨‍👩‍👧‍👦👍🏽🇨🇳", 3, ["👨‍👩‍👧‍👦", "👍🏽", "🇨🇳"]), ("你好", 0, ["你", "好"]), ("你好", .min, ["你", "好"]), ("ab", 1, ["ab"]),
            ("你好", .max, ["你好"]),
        ] as [(String, Int, [String])])
    func breaks(_ text: String, _ columns: Int, _ expected: [String]) {
        #expect(lines(text, columns) == expected)
    }

    @Test(
        "a web address that fits on a line is kept whole",
        arguments: [
            ("see https://a.io/b-c-d ok", 18, ["see", "https://a.io/b-c-d", "ok"]),
            ("看https://a.io/b这个", 14, ["看", "https://a.io/b", "这个"]),
            ("and/or(https://a.io/b-c),then", 16, ["and/or(", "https://a.io/b-c", "),then"]),
            ("https://a.io/b-c),and-so-on", 18, ["https://a.io/b-c),", "and-so-on"]),
            ("https://a.io/bcdefgh", 8, ["https://", "a.io/", "bcdefgh"]),
            ("see https://a.io/bcdef-ghi/jkl", 14, ["see", "https://a.io/", "bcdef-ghi/jkl"]),
        ] as [(String, Int, [String])])
    func addresses(_ text: String, _ columns: Int, _ expected: [String]) {
        #expect(lines(text, columns) == expected)
    }

    @Test("styles go with their text across lines")
    func styles() {
        var text = StyledText("one two ")
        text.append("three four", Style(.accent, .bold))
        let lines = Wrapping.wrap(text, columns: 13)
        #expect(lines.map(\.plain) == ["one two three", "four"])
        #expect(lines.map { $0.runs.map(\.text) } == [["one two ", "three"], ["four"]])
        #expect(lines[1].runs[0].style == Style(.accent, .bold))
    }

    @Test(
        "what is unbroken stays on one line, and breaks where it is longer than any",
        arguments: [
            ("好", "（已修改）", 12, ["好 （已修", "改）"], ["好", "（已修改）"]),
            ("ok", "[👍 12]", 8, ["ok [👍", "12]"], ["ok", "[👍 12]"]),
            ("你好", "（已修改）", 15, ["你好 （已修改）"], ["你好 （已修改）"]),
            ("好", "（已修改）", 4, ["好", "（已", "修", "改）"], ["好", "（已", "修改", "）"]),
        ] as [(String, String, Int, [String], [String])])
    func unbroken(_ text: String, _ mark: String, _ columns: Int, _ broken: [String], _ unbroken: [String]) {
        #expect(lines(text + " " + mark, columns) == broken)
        var whole = StyledText(text + " ")
        whole.append(mark, Style(.faint, .unbroken))
        #expect(Wrapping.wrap(whole, columns: columns).map(\.plain) == unbroken)
    }

    @Test("ambiguous signs count as the rules say")
    func rules() {
        let lines = Wrapping.wrap(StyledText("★★★"), columns: 4, rules: WidthRules(ambiguous: 2))
        #expect(lines.map(\.plain) == ["★★", "★"])
    }

    @Test("no line is too wide, nothing but spaces is lost, no sign stands where it must not", arguments: 0..<40)
    func property(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        let texts = [
            random.talk(words: 40), random.talk(words: 200), random.wild(count: 80),
            Sanitiser.clean(random.wild(count: 80)),
        ]
        for text in texts {
            var styled = StyledText()
            for (index, part) in text.split(separator: "a", omittingEmptySubsequences: false).enumerated() {
                styled.append((index == 0 ? "" : "a") + part, index.isMultiple(of: 2) ? .plain : Style(.faint))
            }
            for columns in [2, 3, 7, 20, 79] {
                let lines = Wrapping.wrap(styled, columns: columns)
                #expect(!lines.isEmpty)
                for line in lines { #expect(line.columns() <= columns) }
                #expect(scalars(unspaced(lines.map(\.plain).joined())) == scalars(unspaced(styled.plain)))
                for line in lines.dropFirst() { #expect(line.plain.first != " ") }
                for line in lines.dropLast() { #expect(line.plain.last != " ") }
            }
        }
    }

    @Test("with room enough no closing sign starts a line and no opening sign ends one", arguments: 0..<20)
    func kinsoku(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        // Ideographs between the signs, so that there always is a better place.
        let signs = ["，", "。", "！", "？", "（", "「", "《", "）", "」", "》", "、", "：", "”", "“", "…", ",", ")", "(", "％"]
        var text = ""
        for _ in 0..<80 { text += "中文字" + (signs.randomElement(using: &random) ?? "") }
        for columns in 10...30 {
            let lines = lines(text, columns)
            for line in lines.dropFirst() { #expect(!"，。！？）」》、：”…,)％".contains(line.first ?? "字"), "\(line)") }
            for line in lines.dropLast() { #expect(!"（「《“(".contains(line.last ?? "字"), "\(line)") }
        }
    }

    private func unspaced(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != " " && $0 != "\u{3000}" }))
    }
}
