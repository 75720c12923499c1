import Chance
import Glibc
import TerminalEmulator
import Testing

@Suite("A window whose size changes", .serialized)
struct ResizingTests {
    private static let lines = [
        "hello", "你好！昨天的代码我看过了，有两个问题：第一，变量的名字太短；第二，没有测试。", "👍🏽 ❤️ 👨‍💻 🇨🇳 🎉",
        "ann: look at https://example.org/a/long/path/that/wraps?and=goes&on=until#the-end ok", "“quoted”—…·①★",
        "\u{1}ACTION waves\u{1}", "e\u{301}e\u{301} café", "한국어도 됩니다",
    ]

    @Test(
        "hundreds of times while lines come and keys are typed shows in the end what is there",
        arguments: [(20, 6), (40, 12), (80, 24), (200, 50), (300, 100)])
    func storm(columns: Int, rows: Int) throws {
        var numbers = SeededNumbers(seed: UInt64(columns))
        let stage = try Stage()
        let settings = try stage.folder.writes("[limits]\nflood = no\n", to: "host.ini")
        let host = try stage.host("--config", settings)
        let ann = try stage.screen(of: "ann")
        let eve = try stage.ircMember("eve")
        for _ in 0..<300 {
            ann.resizes(
                columns: Int.random(in: 1...300, using: &numbers), rows: Int.random(in: 1...100, using: &numbers))
            switch Int.random(in: 0..<8, using: &numbers) {
            case 0..<3: eve.sends("PRIVMSG #lobby :\(Self.lines.randomElement(using: &numbers) ?? "")\r\n")
            case 3: ann.types(["a", "好", "👍🏽", "@e", " "].randomElement(using: &numbers) ?? "")
            case 4: ann.presses([.pageUp, .pageDown, .backspace, .tab].randomElement(using: &numbers) ?? .tab)
            // Twice: what it opens it closes.
            case 5: ann.presses(.control("k"), .control("k"))
            case 6: ann.presses(.function(2), .function(3))
            default: break
            }
        }
        ann.resizes(columns: columns, rows: rows)
        ann.presses(.held([.control], .end), .control("u"))
        eve.sends("PRIVMSG #lobby :it is over\r\n")
        try ann.waits(for: "it is over")
        ann.types("calm")
        try ann.waits(for: "› calm")
        let violations = ann.emulator.violations
        #expect(violations.filter { !Self.isOfAnotherSize($0) } == [])
        try expectDrawn(ann, violations)
        ann.presses(.control("u"))
        ann.types("/quit\r")
        #expect(try ann.exitStatus() == .exited(0))
        #expect(ann.emulator.leftovers == [])
        _ = host
    }

    /// What was on its way for a larger window may not fit into the next one: a wide sign, or the rows that are to scroll.
    private static func isOfAnotherSize(_ violation: Violation) -> Bool {
        switch violation.fault {
        case .doesNotFit, .nothingToJoin: true
        case .badParameter: violation.bytes.last == UInt8(ascii: "r")
        default: false
        }
    }

    @Test("down to one cell and back looks as before", arguments: [(1, 1), (2, 100), (300, 1), (19, 6), (20, 5)])
    func downAndBack(columns: Int, rows: Int) throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        let eve = try stage.ircMember("eve")
        for line in Self.lines { eve.sends("PRIVMSG #lobby :\(line)\r\n") }
        eve.sends("PRIVMSG #lobby :last\r\n")
        try ann.waits(for: "last")
        ann.types("在吗")
        try ann.waits(for: "#lobby › 在吗")
        let before = ann.emulator.grid
        ann.resizes(columns: columns, rows: rows)
        try ann.waits(until: "it says that there is no room") { "too small".hasPrefix($0.row(0)) && $0.row(0) != "" }
        try expectDrawn(ann)
        ann.resizes(columns: before.columns, rows: before.rows)
        try ann.waits(for: "#lobby › 在吗")
        #expect(ann.emulator.grid == before)
        #expect(ann.emulator.violations == [])
        _ = host
    }

    /// What is shown is what Ctrl-L, which draws all of it anew, shows; and no byte on the way was wrong.
    private func expectDrawn(
        _ window: TerminalWindow, _ violations: [Violation] = [], _ location: SourceLocation = #_sourceLocation
    ) throws {
        let shown = window.emulator.grid
        let mark = window.transcript.count
        window.presses(.control("l"))
        try window.waits(until: "all is drawn anew") { _ in
            window.transcript[mark...].contains(Array("\u{1B}[2J".utf8))
        }
        #expect(window.emulator.grid == shown, "\(shown.picture)", sourceLocation: location)
        #expect(window.emulator.violations == violations, sourceLocation: location)
    }
}
