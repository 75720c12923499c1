import ClientCore
import TerminalEmulator
import Testing

@testable import Client

@Suite("what the terminal is asked")
struct InquiryTests {
    /// A terminal that draws the probes in so many columns; nil: no answer.
    private func answers(_ columns: [Int?], row: Int = 9) -> Inquiry {
        var inquiry = Inquiry(row: 9, columns: 80)
        for (index, width) in columns.enumerated() {
            if let width { inquiry.take(.cursor(row: row, column: index * 6 + width)) }
        }
        inquiry.take(.attributes)
        return inquiry
    }

    private func rules(_ change: (inout WidthRules) -> Void) -> WidthRules {
        var rules = WidthRules()
        change(&rules)
        return rules
    }

    @Test("a terminal of today is as it was taken to be")
    func today() {
        #expect(answers([1, 2, 2, 2, 2, 2]).findings.rules == WidthRules())
    }

    @Test("each of the six is found out by itself")
    func classes() {
        #expect(answers([2, 2, 2, 2, 2, 2]).findings.rules == WidthRules(ambiguous: 2))
        #expect(answers([1, 1, 2, 2, 2, 2]).findings.rules == rules { $0.widensEmoji = false })
        #expect(answers([1, 2, 4, 2, 2, 2]).findings.rules == rules { $0.joinsEmoji = false })
        #expect(answers([2, 1, 5, 2, 2, 1]).findings.rules.joinsEmoji == false)
        #expect(answers([1, 2, 2, 4, 2, 2]).findings.rules == rules { $0.joinsTones = false })
        #expect(answers([1, 2, 2, 2, 4, 2]).findings.rules == rules { $0.joinsFlags = false })
        #expect(answers([1, 2, 2, 2, 2, 1]).findings.rules == rules { $0.hasNewestEmoji = false })
        #expect(answers([1, 2, 2, 2, 2, 0]).findings.rules == rules { $0.hasNewestEmoji = false })
    }

    @Test(
        "missing and implausible answers change nothing",
        arguments: [
            [nil, nil, nil, nil, nil, nil], [0, 0, 0, 0, 0, 2], [3, 3, 3, 3, 3, 3], [5, 5, 3, 5, 5, 5],
            [nil, 2, 3, 1, 1, nil],
        ] as [[Int?]])
    func implausible(columns: [Int?]) {
        #expect(answers(columns).findings.rules == WidthRules())
    }

    @Test("answers about another row, out of order, beyond the probes or after the last one change nothing")
    func elsewhere() {
        #expect(answers([2, 1, 4, 4, 4, 1], row: 8).findings.rules == WidthRules())
        var inquiry = Inquiry(row: 9, columns: 80)
        inquiry.take(.cursor(row: 9, column: 79))
        inquiry.take(.cursor(row: 9, column: 6 + 2))
        inquiry.take(.cursor(row: 9, column: 2))
        inquiry.take(.scheme(isDark: true))
        #expect(inquiry.findings == Inquiry.Findings() && !inquiry.isOver)
        inquiry.take(.attributes)
        inquiry.take(.cursor(row: 9, column: 12 + 4))
        inquiry.take(.paper(PaperColour(red: 0, green: 0, blue: 0)))
        #expect(inquiry.findings == Inquiry.Findings() && inquiry.isOver)
    }

    @Test("a missing answer does not shift those after it")
    func gap() {
        #expect(
            answers([nil, nil, 4, nil, nil, 1]).findings.rules
                == rules {
                    $0.joinsEmoji = false
                    $0.hasNewestEmoji = false
                })
    }

    @Test("what is found out is used once: with the last answer, or when the patience is at its end")
    func once() {
        var inquiry = Inquiry(row: 9, columns: 80)
        var isUsed = [inquiry.take(.cursor(row: 9, column: 2), after: .milliseconds(20))]
        isUsed.append(inquiry.stopWaiting())
        isUsed.append(inquiry.take(.cursor(row: 9, column: 16), after: .milliseconds(160)))
        isUsed.append(inquiry.take(.attributes, after: .milliseconds(170)))
        isUsed.append(inquiry.stopWaiting())
        #expect(isUsed == [false, true, false, false, false])
        #expect(inquiry.findings.rules == WidthRules(ambiguous: 2))
    }

    @Test("over a slow line answers count as long as none has been used, but not for ever")
    func late() {
        var inquiry = Inquiry(row: 9, columns: 80)
        var isUsed = [inquiry.stopWaiting()]
        isUsed.append(inquiry.take(.cursor(row: 9, column: 2), after: .milliseconds(400)))
        isUsed.append(inquiry.take(.attributes, after: .milliseconds(410)))
        isUsed.append(inquiry.take(.attributes, after: .milliseconds(420)))
        #expect(isUsed == [false, false, true, false])
        #expect(inquiry.findings.rules == WidthRules(ambiguous: 2))
        var silent = Inquiry(row: 9, columns: 80)
        isUsed = [silent.stopWaiting(), silent.take(.cursor(row: 9, column: 2), after: .seconds(3))]
        isUsed.append(silent.take(.attributes, after: .seconds(4)))
        #expect(isUsed == [false, false, false])
        #expect(silent.findings.rules == WidthRules())
    }

    @Test("modes and paper are kept")
    func modes() {
        var inquiry = Inquiry(row: nil, columns: 80)
        inquiry.take(.mode(2026, .on))
        inquiry.take(.mode(2027, .off))
        inquiry.take(.mode(1016, .on))
        inquiry.take(.paper(PaperColour(red: 255, green: 255, blue: 255)))
        #expect(inquiry.findings.modes == [2026: .on, 2027: .off])
        #expect(inquiry.findings.paper?.isLight == true)
    }

    @Test("the question leaves no trace on the screen, and a strict terminal answers all of it", arguments: [9, nil])
    func question(row: Int?) {
        var terminal = Emulator(columns: 80, rows: 24)
        terminal.receive("first\u{1B}[10;1H\r\nbelow\u{1B}[1;31m\u{1B}[3;4H")
        let before = (terminal.grid, terminal.cursor, terminal.pen)
        var inquiry = Inquiry(row: row, columns: 80)
        terminal.receive(inquiry.question)
        #expect(terminal.violations == [])
        #expect((terminal.grid, terminal.cursor, terminal.pen) == before)
        #expect(!terminal.isAmidFrame)
        var decoder = KeyDecoder()
        for press in decoder.decode(terminal.takeAnswers()) {
            guard case .report(let report) = press.key else {
                Issue.record("a key: \(press)")
                continue
            }
            inquiry.take(report)
        }
        #expect(inquiry.isOver && !decoder.isWaiting)
        #expect(inquiry.findings.rules == WidthRules())
        #expect(inquiry.findings.paper == PaperColour(red: 0, green: 0, blue: 0))
        #expect(inquiry.findings.modes == [2026: .on, 2027: .alwaysOn, 2031: .off])
    }

    @Test(
        "no widths are asked where there is no room for it", arguments: [(0, 80), (9, 36), (nil, 80)] as [(Int?, Int)])
    func noRoom(row: Int?, columns: Int) {
        let question = Inquiry(row: row, columns: columns).question
        #expect(!question.contains("\u{1B}[6n") && !question.contains("❤"))
        #expect(question.hasSuffix("\u{1B}[c"))
    }
}
