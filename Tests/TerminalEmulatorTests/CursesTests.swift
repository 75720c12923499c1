import Glibc
import Testing

@testable import TerminalEmulator

/// Python wherever the tests' own PATH finds it, as its binding of ncurses paints what a test tells it to.
private let environment = TerminalWindow.plainEnvironment.merging(
    ["PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"]
) { $1 }

private let cursesIsThere =
    (try? TerminalWindow(
        running: "/usr/bin/env", arguments: ["python3", "-c", "import curses"], environment: environment
    ).exitStatus()) == .exited(0)

/// ncurses' own opinion, where Python's binding of it is there: what it believes to be on the screen is on the screen.
@Suite(.enabled(if: cursesIsThere, "python3 with curses is not there"))
struct CursesTests {
    /// Paints at random, all in even columns, as ncurses does not mend what half of a wide character leaves behind.
    /// After each frame, the next of which a key asks for, it writes down what ncurses believes.
    private static let painter = """
        import curses, locale, random, sys
        locale.setlocale(locale.LC_ALL, "")
        random.seed(int(sys.argv[1]))
        words = ["anne", "hello there!", "你好", "，一", "éé", "x" * 30, " " * 26, "────", "-" * 20, "👍"]
        def main(screen):
            curses.use_default_colors()
            for n in range(1, 9): curses.init_pair(n, [1, 2, 3, 4, 9, 12, 100, 208][n - 1], [-1, 4, -1, 200][n % 4])
            styles = [0, curses.A_BOLD, curses.A_REVERSE, curses.A_UNDERLINE, curses.A_DIM, curses.A_ITALIC]
            screen.idlok(sys.argv[2] == "1"); screen.scrollok(True); screen.keypad(True)
            rows, columns = screen.getmaxyx()
            for frame in range(30):
                for _ in range(random.randint(1, 12)):
                    row, column = random.randrange(rows), 2 * random.randrange(columns // 2)
                    style = random.choice(styles) | curses.color_pair(random.randrange(9))
                    act = random.randrange(12)
                    try:
                        screen.move(row, column)
                        if act < 6: screen.addnstr(row, column, random.choice(words), columns - column - 2, style)
                        elif act == 6: screen.clrtoeol()
                        elif act == 7: screen.clrtobot()
                        elif act == 8: screen.insertln()
                        elif act == 9: screen.deleteln()
                        elif act == 10: screen.scroll(random.choice([-2, -1, 1, 2]))
                        else: screen.hline(row, column, curses.ACS_HLINE, columns - column, style)
                    except curses.error: pass
                screen.move(0, 0)
                screen.refresh()
                with open(sys.argv[3] + "/frame%d" % frame, "wb") as file:
                    for row in range(rows): file.write(screen.instr(row, 0).rstrip() + b"\\n")
                sys.stdout.write("\\x1b]2;%d\\x07" % frame); sys.stdout.flush()
                screen.getch()
        curses.wrapper(main)
        """

    @Test("what ncurses paints is what it believes", arguments: 0..<6, [true, false])
    func paints(_ seed: Int, _ insertsLines: Bool) throws {
        let folder = try TemporaryFolder()
        try folder.writes(Self.painter, to: "painter.py")
        let window = try TerminalWindow(
            running: "/usr/bin/env",
            arguments: ["python3", folder.path(of: "painter.py"), "\(seed)", insertsLines ? "1" : "0", folder.path],
            environment: environment, columns: 40, rows: 10)
        for frame in 0..<30 {
            try window.waits(until: "frame \(frame) is painted") { $0.title == "\(frame)" }
            let believed = try #require(folder.text(of: "frame\(frame)"))
            // It gives back a line that it draws as the letter of the character set, which is in no word here.
            let lines = believed.replacing("q", with: "─").split(separator: "\n", omittingEmptySubsequences: false)
            for row in 0..<10 { #expect(window.emulator.row(row) == lines[row]) }
            window.presses(.down)
        }
        #expect(try window.exitStatus() == .exited(0))
        #expect(window.emulator.violations == [])
        #expect(window.emulator.leftovers == [])
    }
}
