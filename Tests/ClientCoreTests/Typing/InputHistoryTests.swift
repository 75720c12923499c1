import ClientCore
import Testing

@Suite("Earlier lines")
struct InputHistoryTests {
    private func history(_ lines: String...) -> InputHistory {
        var history = InputHistory()
        for line in lines { history.record(line) }
        return history
    }

    @Test("Up goes back, Down comes forward to the unfinished line")
    func upAndDown() {
        var history = history("one", "two")
        #expect(history.earlier(than: "dra") == "two")
        #expect(history.isBrowsing)
        #expect(history.earlier(than: "two") == "one")
        #expect(history.earlier(than: "one") == nil)
        #expect(history.later() == "two")
        #expect(history.later() == "dra")
        #expect(!history.isBrowsing)
        #expect(history.later() == nil)
    }

    @Test("a sent line ends the looking back")
    func recordEnds() {
        var history = history("one", "two")
        _ = history.earlier(than: "")
        _ = history.earlier(than: "")
        history.record("three")
        #expect(history.earlier(than: "") == "three")
        #expect(history.earlier(than: "") == "two")
    }

    @Test("empty lines and the same line again are not kept")
    func neighbours() {
        #expect(history("a", "a", "", "b", "a").lines == ["a", "b", "a"])
    }

    @Test("nothing earlier leaves the line alone")
    func empty() {
        var history = InputHistory()
        #expect(history.earlier(than: "dra") == nil)
        #expect(history.later() == nil)
    }

    @Test("the oldest go first")
    func bound() {
        var history = InputHistory()
        for number in 0..<(InputHistory.lineLimit + 10) { history.record("\(number)") }
        #expect(history.lines.count == InputHistory.lineLimit)
        #expect(history.lines.first == "10")
    }
}
