import Chance
import Testing

@testable import TerminalEmulator

@Suite("characters, clusters and the right margin")
struct ClusterTests {
    @Test(
        "a cluster takes as many columns as a modern terminal gives it",
        arguments: [
            ("a", 1), ("é", 1), ("e\u{301}\u{302}", 1), ("你", 2), ("，", 2), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2),
            ("“", 1), ("…", 1), ("·", 1), ("①", 1), ("★", 1), ("│", 1), ("ｱ", 1), ("Ａ", 2), ("👍", 2), ("👍🏽", 2),
            ("👨‍💻", 2), ("👨‍👩‍👧‍👦", 2), ("❤", 1), ("❤️", 2), ("1️⃣", 2), ("🇨🇳", 2), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2),
            ("🫨", 2), ("\u{1FA77}", 2), ("\u{31350}", 2), ("\u{2EBF0}", 2), ("⌚︎", 1), ("\u{915}\u{93F}", 1),
        ])
    func width(_ cluster: String, _ columns: Int) {
        var terminal = Emulator(columns: 10, rows: 2)
        terminal.receive(cluster + "|")
        #expect(terminal.grid[0, 0].text == cluster)
        #expect(terminal.position(of: "|") == Emulator.Position(row: 0, column: columns))
        #expect(terminal.picture == cluster + "|")
        #expect(terminal.violations == [])
    }

    struct Margin: Sendable {
        let written: String
        let picture: String
        let row: Int
        let column: Int
    }

    @Test(
        "at the right margin the next character wraps, and only that",
        arguments: [
            Margin(written: "abcd", picture: "abcd", row: 0, column: 3),
            Margin(written: "abcde", picture: "abcd\ne", row: 1, column: 1),
            Margin(written: "abcd\r\ne", picture: "abcd\ne", row: 1, column: 1),
            Margin(written: "abcd\u{08}X", picture: "abXd", row: 0, column: 3),
            Margin(written: "abcd\u{1B}[KX", picture: "abcX", row: 0, column: 3),
            Margin(written: "abcd\u{1B}[mX", picture: "abcd\nX", row: 1, column: 1),
            Margin(written: "abcd\u{1B}7\u{1B}[H\u{1B}8X", picture: "abcd\nX", row: 1, column: 1),
            Margin(written: "ab你", picture: "ab你", row: 0, column: 3),
            Margin(written: "ab你X", picture: "ab你\nX", row: 1, column: 1),
            Margin(written: "abc你", picture: "abc\n你", row: 1, column: 2),
            Margin(written: "abc❤\u{FE0F}", picture: "abc\n❤\u{FE0F}", row: 1, column: 2),
            Margin(written: "abcde\u{301}", picture: "abcd\ne\u{301}", row: 1, column: 1),
            Margin(written: "abcé\u{301}", picture: "abcé\u{301}", row: 0, column: 3),
            Margin(written: "1\r\n2\r\n3333\r\nx", picture: "2\n3333\nx", row: 2, column: 1),
        ])
    func margin(_ row: Margin) {
        var terminal = Emulator(columns: 4, rows: 3)
        terminal.receive(row.written)
        #expect(terminal.picture == row.picture)
        #expect(terminal.cursor == Emulator.Position(row: row.row, column: row.column))
        #expect(terminal.violations == [])
    }

    @Test(
        "writing over half of a wide cluster blanks the other half",
        arguments: [
            ("\u{1B}[1;2Hx", " x你z"), ("\u{1B}[1;3Hx", "你x z"), ("\u{1B}[1;2H\u{1B}[P", " 你z"),
            ("\u{1B}[1;2H\u{1B}[@", "   你z"), ("\u{1B}[1;2H\u{1B}[K", ""), ("\u{1B}[1;3H\u{1B}[1K", "    z"),
            ("\u{1B}[1;2H你", " 你 z"),
        ])
    func halves(_ written: String, _ picture: String) {
        var terminal = Emulator(columns: 6, rows: 1)
        terminal.receive("你你z")
        terminal.receive(written)
        #expect(terminal.picture == picture)
    }

    @Test("what is pushed out at the right is never half a cluster")
    func pushedOut() {
        var terminal = Emulator(columns: 5, rows: 1)
        terminal.receive("abc你\u{1B}[H\u{1B}[@")
        #expect(terminal.picture == " abc")
        terminal.receive("\u{1B}[H\u{1B}[2Kabc你")
        terminal.resize(columns: 4, rows: 1)
        #expect(terminal.picture == "abc")
    }

    @Test("a cursor that was moved does not join flags that only stand beside each other")
    func movedCursor() {
        var terminal = Emulator(columns: 10, rows: 1)
        terminal.receive("\u{1F1E8}\u{1B}[1;2H\u{1F1F3}")
        #expect(terminal.grid[0, 0].text == "\u{1F1E8}")
        #expect(terminal.grid[0, 1].text == "\u{1F1F3}")
    }

    @Test("a wide character with no room and no wrapping is not drawn, and noted")
    func noRoom() {
        var terminal = Emulator(columns: 3, rows: 1)
        terminal.receive("\u{1B}[?7lab你你")
        #expect(terminal.picture == "ab")
        #expect(terminal.violations.map(\.fault) == [.doesNotFit, .doesNotFit])
    }

    @Test("every cut of the bytes gives the same screen")
    func everyCut() {
        let written = Array(
            ("a你\u{1B}[1;31m👨‍💻\u{1B}]2;题目\u{1B}\\\u{1B}]8;;http://x\u{07}é\u{1B}]8;;\u{07}"
                + "\u{1B}(0q\u{1B}(B\u{1B}[?1049h❤️").utf8)
        var whole = Emulator(columns: 12, rows: 3)
        whole.receive(written)
        #expect(whole.violations == [])
        for cut in written.indices {
            var terminal = Emulator(columns: 12, rows: 3)
            terminal.receive(written[..<cut])
            terminal.receive(written[cut...])
            #expect(terminal.grid == whole.grid)
            #expect(terminal.title == "题目")
        }
    }

    @Test("no bytes can trap the emulator or push its cursor off the grid", arguments: 0..<40 as Range<UInt64>)
    func anything(_ seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        let pieces = [
            "\u{1B}[", "\u{1B}]", "\u{1B}P", "\u{1B}", ";", "?", "9999999999999999999", "0", "2", "1049", "7", "你",
            "👍🏽", "\u{FE0F}", "\u{301}", "h", "l", "m", "H", "r", "J", "K", "X", "@", "P", "L", "M", "S", "T", "b", "A",
            "B", "C", "D", "c", "\n", "\r", "\t", "\u{08}", "\u{07}", "\\", "x", " ", ":", "\u{1B}M", "\u{1B}7",
            "\u{1B}8",
        ]
        var terminal = Emulator(columns: Int.random(in: 1...7, using: &numbers), rows: 1 + Int(seed % 5))
        for _ in 0..<2000 {
            terminal.receive(pieces.randomElement(using: &numbers) ?? "")
            terminal.receive(CollectionOfOne(UInt8.random(in: 0...255, using: &numbers)))
            if UInt8.random(in: 0...255, using: &numbers) == 0 {
                terminal.resize(
                    columns: Int.random(in: 0...9, using: &numbers), rows: Int.random(in: 0...9, using: &numbers))
            }
            #expect((0..<terminal.rows).contains(terminal.cursor.row))
            #expect((0..<terminal.columns).contains(terminal.cursor.column))
        }
        for row in 0..<terminal.rows { #expect(terminal.grid.isWhole(inRow: row)) }
    }
}

extension Grid {
    /// Every wide cluster has its empty right half, and there is no other empty cell.
    func isWhole(inRow row: Int) -> Bool {
        var halfIsDue = false
        for cell in cells(inRow: row) {
            if cell.text.isEmpty != halfIsDue { return false }
            halfIsDue = !halfIsDue && ColumnWidth.of(cluster: cell.text) == 2
        }
        // A narrow terminal leaves a cluster narrow that grew in the last column and could not wrap.
        return true
    }
}
