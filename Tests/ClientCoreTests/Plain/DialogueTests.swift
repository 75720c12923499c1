import Testing

@testable import ClientCore

/// What stands on a terminal where lines are typed while others come.
@Suite("typing while lines come") struct DialogueTests {
    private struct Paper {
        var dialogue = Dialogue()
        var now = Instant(milliseconds: 0)
        /// All that was written.
        var written = ""
        var lines: [String] = []
        var hasEnded = false

        mutating func types(_ text: String) {
            var decoder = KeyDecoder()
            for press in decoder.decode(Array(text.utf8)) + decoder.timeout() {
                for outcome in dialogue.press(press, at: now) {
                    switch outcome {
                    case .write(let text): written += text
                    case .line(let line):
                        lines.append(line)
                        hears()
                    case .end: hasEnded = true
                    }
                }
            }
        }

        mutating func hears(_ lines: String...) { written += dialogue.tell(lines, at: now) }
    }

    @Test("a line that comes while nothing is typed stands there at once")
    func atOnce() {
        var paper = Paper()
        paper.hears("aaa: hello")
        #expect(paper.written == "aaa: hello\n")
    }

    @Test("while something is typed lines wait for its end, and then come in their order")
    func held() {
        var paper = Paper()
        paper.types("hel")
        paper.hears("aaa: one")
        paper.hears("aaa: two")
        paper.types("lo")
        #expect(paper.written == "hello")
        paper.types("\r")
        #expect(paper.written == "hello\naaa: one\naaa: two\n")
        #expect(paper.lines == ["hello"])
    }

    @Test("they come too when what was typed is taken back")
    func takenBack() {
        var paper = Paper()
        paper.types("ab")
        paper.hears("aaa: one")
        paper.types("\u{7F}\u{7F}")
        paper.hears()
        #expect(paper.written == "ab\u{8} \u{8}\u{8} \u{8}aaa: one\n")
    }

    @Test("once nothing was typed for twenty seconds they come all the same, and what was typed is said again")
    func patience() {
        var paper = Paper()
        #expect(paper.dialogue.due == nil)
        paper.types("half a li")
        paper.hears("aaa: one")
        #expect(paper.dialogue.due == Instant(milliseconds: 20_000))
        paper.now = Instant(milliseconds: 19_999)
        paper.hears()
        #expect(paper.written == "half a li")
        paper.now = Instant(milliseconds: 20_000)
        paper.hears()
        #expect(paper.written == "half a li\naaa: one\nhalf a li")
        #expect(paper.dialogue.due == nil)
        paper.types("ne\r")
        #expect(paper.lines == ["half a line"])
    }

    @Test("no more of them wait than there is a bound")
    func bound() {
        var paper = Paper()
        paper.types("x")
        for number in 1...501 { paper.hears("\(number)") }
        #expect(paper.written.hasPrefix("x\n1\n2\n"))
        #expect(paper.written.hasSuffix("\n501\nx"))
    }

    @Test(
        "the end of a line is taken back as wide as it was shown",
        arguments: [
            ("a你\u{7F}", "a你\u{8} \u{8}\u{8} \u{8}", "a"),
            ("one two\u{17}", "one two" + String(repeating: "\u{8} \u{8}", count: 3), "one "),
            ("ab\u{15}c", "ab\u{8} \u{8}\u{8} \u{8}c", "c"), ("e\u{301}\u{7F}", "e\u{301}\u{8} \u{8}", ""),
            ("\u{7F}", "", ""), ("a\u{1B}[Db", "ab", "ab"), ("a\tb", "a b", "a b"), ("a\u{1B}\rb", "a\n\nb", "b"),
        ])
    func editing(typed: String, written: String, line: String) {
        var paper = Paper()
        paper.types(typed)
        #expect(paper.written == written || typed.contains("\r"))
        paper.types("\r")
        #expect(paper.lines.last == line)
    }

    @Test("Ctrl-D ends an empty line, and no other")
    func end() {
        var paper = Paper()
        paper.types("a\u{4}")
        #expect(!paper.hasEnded)
        paper.types("\r\u{4}")
        #expect(paper.hasEnded)
    }

    @Test("what steers terminals is shown, not obeyed")
    func hostile() {
        var paper = Paper()
        paper.types("a\u{202E}b\u{9B}c")
        #expect(!paper.written.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x9B })
    }
}
