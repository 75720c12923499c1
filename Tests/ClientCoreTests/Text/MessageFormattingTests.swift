import Chance
import Testing

@testable import ClientCore

@Suite("The formatting of messages")
struct MessageFormattingTests {
    /// Runs as a person may write them down: `[b]text`, with b, i, u, r for the attributes.
    private func picture(_ text: StyledText) -> String {
        text.runs.map { run in
            let names: [(Style.Attributes, String)] = [
                (.bold, "b"), (.italic, "i"), (.underline, "u"), (.reverse, "r"), (.concealed, "hidden"),
            ]
            var style = names.filter { run.style.attributes.contains($0.0) }.map(\.1).joined()
            if case .colour(let colour) = run.style.ink { style += "\(colour)" }
            return "[" + style + "]" + run.text
        }.joined()
    }

    @Test(
        "codes become styles and leave no trace",
        arguments: [
            ("", ""), ("plain", "[]plain"), ("你好", "[]你好"), ("\u{2}bold\u{2} not", "[b]bold[] not"),
            ("a\u{1D}i\u{1F}iu\u{16}iur\u{F}x", "[]a[i]i[iu]iu[iur]iur[]x"), ("\u{2}\u{2}x", "[]x"),
            ("\u{3}4red\u{3} off", "[red]red[] off"), ("\u{3}04,12red", "[red]red"), ("\u{3}4,red", "[red],red"),
            ("\u{3}123", "[lightBlue]3"), ("\u{3}0white", "[]white"), ("\u{3}1black", "[]black"), ("\u{3}99x", "[]x"),
            ("\u{3}40x", "[red]x"), ("\u{3}98x", "[]x"), ("\u{3}4a\u{2}b\u{F}c", "[red]a[bred]b[]c"),
            ("\u{3}4,123", "[red]3"), ("\u{3},4", "[],4"), ("\u{4}FF0000red", "[red]red"),
            ("\u{4}ff0000,00ff00red", "[red]red"), ("\u{4}8b4513x", "[brown]x"), ("\u{4}ffffffx", "[]x"),
            ("\u{4}00ff00x\u{4}0000ffy\u{4}808080z", "[green]x[blue]y[grey]z"),
            ("\u{4}FF00red", "[]FF00red"), ("\u{4}FF0000,zz", "[red],zz"),
            ("\u{3}1,1psst\u{3} ok", "[hidden]psst[] ok"), ("\u{3}4,04psst\u{3}4 red", "[hiddenred]psst[red] red"),
            ("\u{4}FF0000,ff0000x", "[hiddenred]x"), ("\u{3}4,4a\u{F}b", "[hiddenred]a[]b"),
            ("\u{11}code\u{11} \u{1E}gone\u{1E}", "[]`code` ~gone~"), ("\u{11}\u{1E}x\u{F}y", "[]`~x~`y"),
            ("\u{2}a\u{1B}b\u{202E}", "[b]a‹1B›b‹202E›"), ("\u{2}", ""), ("a\u{2}\u{301}", "[]a[b]◌\u{301}"),
            ("\u{3}", ""), ("\u{3}4", ""), ("\u{3}4,", "[red],"), ("\u{4}", ""), ("a\tb", "[]a b"),
        ])
    func codes(_ message: String, _ expected: String) {
        #expect(scalars(picture(StyledText(message: message))) == scalars(expected))
    }

    @Test("the limit is for the whole message, whatever its runs")
    func limit() {
        let text = StyledText(message: String(repeating: "\u{2}\u{7}a", count: Sanitiser.longestText)).plain
        #expect(text.unicodeScalars.count <= Sanitiser.longestText)
        #expect(text.hasSuffix("…"))
        #expect(text.filter { $0 == "…" }.count == 1)
    }

    @Test("a message that is cut says so, wherever its runs end", arguments: -3...3)
    func exactLimit(difference: Int) {
        let count = Sanitiser.longestText - 1 + difference
        let text = StyledText(message: String(repeating: "a", count: count) + "\u{2}b").plain
        #expect(text.unicodeScalars.count <= Sanitiser.longestText)
        #expect(text.hasSuffix("…") == !text.hasSuffix("ab"))
        #expect(text.hasSuffix("ab") == (difference < 0))
        let long = StyledText(message: String(repeating: "\u{2}", count: Sanitiser.longestText * 2))
        #expect(long.plain == "…")
    }

    @Test("what is concealed is covered column by column, and the spaces in it stay")
    func covers() {
        let text = StyledText(message: "it is \u{3}1,1the 小明 👍🏽\u{3} who did it")
        #expect(text.isConcealing)
        #expect(text.covered().plain == "it is ▒▒▒ ▒▒▒▒ ▒▒ who did it")
        #expect(text.covered(rules: WidthRules(ambiguous: 2)).plain == "it is ### #### ## who did it")
        #expect(text.plain == "it is the 小明 👍🏽 who did it")
        #expect(!text.covered().isConcealing)
    }

    @Test("no message has anything that cleaning would change in one of its runs", arguments: 0..<200)
    func clean(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        for run in StyledText(message: random.wild(count: 100)).runs {
            #expect(!run.text.isEmpty)
            #expect(scalars(Sanitiser.clean(run.text)) == scalars(run.text))
        }
    }
}
