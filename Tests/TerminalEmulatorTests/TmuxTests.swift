import Chance
import Glibc
import Testing

@testable import TerminalEmulator

/// Another terminal's opinion, where it is there: the same bytes are written to tmux and to the emulator.
@Suite(.enabled(if: access("/usr/bin/tmux", X_OK) == 0, "tmux is not there"))
struct TmuxTests {
    private static let columns = 20
    private static let rows = 8

    @Test("tmux draws the same screen", arguments: 0..<12 as Range<UInt64>)
    func sameScreen(_ seed: UInt64) throws {
        let folder = try TemporaryFolder()
        var numbers = SeededNumbers(seed: seed)
        let written = (0..<150).map { _ in Self.step(&numbers) }.joined() + "\u{1B}[r\u{1B}[8;1H\u{1B}[mend"
        try folder.writes(written, to: "bytes")
        var terminal = Emulator(columns: Self.columns, rows: Self.rows)
        terminal.receive(written)
        #expect(terminal.violations == [])

        // A server of its own for each row; its first window writes the bytes and stands still.
        let tmux = "tmux -u -f /dev/null -S \(folder.path)/socket"
        let window = try TerminalWindow(
            running: "/bin/sh",
            arguments: [
                "-c",
                """
                \(tmux) new-session -d -x \(Self.columns) -y \(Self.rows) \
                "stty raw -echo; cat \(folder.path)/bytes; sleep 60" \\; set status off \\; resize-window -x \(Self.columns) -y \(Self.rows)
                until \(tmux) capture-pane -p > \(folder.path)/screen && grep -q ^end \(folder.path)/screen; do sleep 0.05; done
                \(tmux) kill-server
                """,
            ])
        try window.exitStatus()
        var lines = try #require(folder.text(of: "screen")).split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last == "" { lines.removeLast() }
        let blank: Character = " "
        let trimmed = lines.map { line in
            String(line.reversed().drop { $0 == blank }.reversed())
        }
        #expect(terminal.picture == trimmed.joined(separator: "\n"))
    }

    /// One thing that a full-screen program does.
    ///
    /// Left out is where tmux 3.3 differs from xterm: a wrap that is due (so the cursor is placed first), inserting and
    /// deleting lines outside the margins, REP and insertion that wrap, half a cluster that is
    /// left over, going back over a wrap; line drawing, which it captures as letters.
    private static func step(_ numbers: inout SeededNumbers) -> String {
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &numbers) }
        let place = "\u{1B}[\(number(1...rows));\(number(1...columns))H"
        let line = "\rabcdefghijklmnopqrs\u{1B}[3G"
        let count = number(1...5)
        let top = number(1...4)
        let things = [
            "abc", "hello world, how do you do", "你好吗", "x你y", "é", "👍", line + "\u{1B}[K", line + "\u{1B}[1K",
            line + "\u{1B}[J", line + "\u{1B}[\(count)X",
            line + "\u{1B}[\(count)@", line + "\u{1B}[\(count)P", "\u{1B}[r" + place + "\u{1B}[\(count)L",
            "\u{1B}[r" + place + "\u{1B}[\(count)M",
            "\u{1B}[\(count)S", "\u{1B}[\(count)T", "\n", "\u{1B}M", "\u{1B}[\(top);\(top + count - 1 + 1)r",
            "\u{1B}[r",
            "\t|", "\u{1B}[4G\u{08}<", "\u{1B}[\(count)C>", "\u{1B}[\(count)D<", "\u{1B}[\(count)A^",
            "\u{1B}[\(count)Bv", "\r-\u{1B}[\(count)b",
            "\r\u{1B}[4hins\u{1B}[4l", "\u{1B}[?7lover the edge of the row\u{1B}[?7h", "\u{1B}7\u{1B}[1;1H*\u{1B}8+",
            "\u{1B}E",
        ]
        return place + (things.randomElement(using: &numbers) ?? "")
    }
}
