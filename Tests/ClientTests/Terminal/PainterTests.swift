import TerminalEmulator
import Testing

@Suite("what the painter writes")
struct PainterTests {
    /// Where a terminal's cursor is put, counted from 1.
    private func at(_ row: Int, _ column: Int) -> String { "\u{1B}[\(row);\(column)H" }

    @Test("the same picture again writes nothing")
    func staysSilent() throws {
        let demo = try Demo()
        try demo.obeys("put 5 9 plain first")
        #expect(try demo.obeys("again") == "")
        #expect(try demo.obeys("put 5 9 plain first") == "")
    }

    @Test("what changes in several rows comes within one synchronized update")
    func synchronizesRows() throws {
        let demo = try Demo()
        let frame = try demo.obeys("hold\rput 5 9 plain first\rput 6 9 plain second\rshow")
        #expect(frame.hasPrefix(Demo.frameStart))
        #expect(frame.hasSuffix(Demo.frameEnd))
        #expect(frame.contains("first") && frame.contains("second"))
    }

    @Test("one changed cell writes that cell; what is one write needs no synchronized update")
    func writesOneCell() throws {
        let demo = try Demo()
        try demo.obeys("put 5 9 plain first")
        let frame = try demo.obeys("put 5 11 plain R")
        #expect(!frame.contains(Demo.frameStart))
        #expect(!frame.contains(Demo.frameEnd))
        #expect(frame.contains("R"))
        #expect(!frame.contains("first"))
        #expect(frame.utf8.count < 40)
        #expect(demo.window.emulator.row(5) == "         fiRst")
    }

    @Test("a frame of many rows is written at once, and so is a cell: its end is all that comes behind it")
    func writesAtOnce() throws {
        let demo = try Demo()
        let rows = (0..<20).map { "put \($0 + 1) \($0 * 3) alarm row \($0)" }.joined(separator: "\r")
        try demo.obeys("again")
        // Each order is followed by one for a title, which is a write of its own.
        for order in ["hold\r\(rows)\rshow", "put 5 3 plain x"] {
            let before = try #require(demo.window.writes)
            try demo.obeys(order)
            #expect(try #require(demo.window.writes) - before <= 2 + 1)
        }
        #expect(demo.window.emulator.row(20).hasSuffix("row 19"))
    }

    @Test("a moved cursor writes no frame")
    func movesTheCursor() throws {
        let demo = try Demo()
        let shown = try demo.obeys("cursor 4 6")
        #expect(shown.contains(at(5, 7)) && shown.contains("\u{1B}[?25h"))
        #expect(demo.window.emulator.cursor == Grid.Position(row: 4, column: 6))
        #expect(!(try demo.obeys("cursor 9 2")).contains(Demo.frameStart))
        let hidden = try demo.obeys("hide")
        #expect(hidden.contains("\u{1B}[?25l") && !hidden.contains(Demo.frameStart))
        #expect(!demo.window.emulator.isOn(.cursorVisible))
    }

    @Test(
        "a cluster that ncurses would measure wrongly is written beside it, and the line goes on where it should",
        arguments: ["👍🏽", "👨‍💻", "❤️", "🇨🇳", "👨‍👩‍👧‍👦", "🫨"])
    func overlays(cluster: String) throws {
        let demo = try Demo()
        let frame = try demo.obeys("put 2 4 plain a\(cluster)|b")
        #expect(frame.contains("a\u{A0}\u{A0}|b"))
        #expect(frame.contains("\u{1B}7\u{1B}[?7l" + at(3, 6) + "\u{1B}[0m  " + at(3, 6) + cluster))
        #expect(frame.hasSuffix("\u{1B}[?7h\u{1B}8" + Demo.frameEnd))
        #expect(demo.window.emulator.row(2) == "    a\(cluster)|b")
    }

    @Test("what a terminal may have drawn over is drawn again")
    func drawsNeighboursAgain() throws {
        let demo = try Demo()
        let frame = try demo.obeys("put 2 4 plain 👍🏽xyz")
        #expect(frame.contains("👍🏽" + at(3, 7) + "\u{1B}[0mx" + at(3, 8) + "\u{1B}[0my\u{1B}[?7h"))
        #expect(demo.window.emulator.row(2) == "    👍🏽xyz")
    }

    @Test("wide signs that ncurses knows are in its own cells", arguments: ["你好，世界", "한글", "🙂", "é́"])
    func knowsWideSigns(text: String) throws {
        let demo = try Demo()
        let frame = try demo.obeys("put 2 4 plain a\(text)|b")
        #expect(frame.contains("a\(text)|b"))
        #expect(!frame.contains("\u{1B}7"))
        #expect(demo.window.emulator.row(2) == "    a\(text)|b")
    }

    @Test("a sign of several bytes has its own style, whatever was written before it")
    func keepsStylesApart() throws {
        let demo = try Demo()
        try demo.obeys("put 2 4 underline under")
        try demo.obeys("put 2 9 plain 你好")
        #expect(demo.window.emulator.style(of: "under")?.isUnderlined == true)
        #expect(demo.window.emulator.style(of: "你好") == .plain)
    }

    @Test("the screen's last cell is drawn without ncurses, on every frame", arguments: ["x", "—"])
    func drawsTheCorner(sign: String) throws {
        let demo = try Demo()
        try demo.obeys("put 23 97 plain 好")
        let corner = at(24, 100) + "\u{1B}[0m " + at(24, 100) + sign
        let end = corner + "\u{1B}[?7h\u{1B}8" + Demo.frameEnd
        #expect(try demo.obeys("put 23 99 plain \(sign)").hasSuffix(end))
        #expect(try demo.obeys("put 1 1 plain other").hasSuffix(end))
        #expect(demo.window.emulator.row(23).hasSuffix("好\(sign)"))
        #expect(demo.window.emulator.row(0) == "ready")
    }

    @Test("an overlay is written again when its row is touched, and only then")
    func writesOverlaysAgain() throws {
        let demo = try Demo()
        try demo.obeys("put 2 4 plain a👨‍💻b")
        #expect(!(try demo.obeys("put 3 4 plain other")).contains("👨‍💻"))
        #expect(try demo.obeys("put 2 20 plain same").contains("👨‍💻"))
        #expect(demo.window.emulator.row(2) == "    a👨‍💻b            same")
    }

    @Test("an overlay that is gone is written over, by blanks too")
    func removesOverlays() throws {
        let demo = try Demo()
        try demo.obeys("put 2 4 plain 👨‍💻👨‍💻")
        let frame = try demo.obeys("put 2 4 plain xy")
        #expect(frame.contains(at(3, 7) + "👨‍💻"))
        #expect(demo.window.emulator.row(2) == "    xy👨‍💻")
        #expect(!(try demo.obeys("clear")).contains("👨‍💻"))
        #expect(demo.window.picture == "")
    }

    @Test("an address is a link of one id on both its rows, which is ended before the cursor moves")
    func links() throws {
        let demo = try Demo()
        let frame = try demo.obeys("link 2 4 plain 看https://a.io/b，好")
        let open = "\u{1B}]8;id=256;https://a.io/b\u{1B}\\"
        #expect(frame.contains(at(3, 7) + open + "\u{1B}[0mhttps://a.io/b\u{1B}]8;;\u{1B}\\"))
        #expect(demo.window.emulator.link(of: "https") == "https://a.io/b")
        #expect(demo.window.emulator.link(of: "看") == nil && demo.window.emulator.link(of: "，") == nil)
        #expect(demo.window.emulator.violations == [])
    }

    @Test("the same cells without their link are drawn anew, and a link whose row is touched too")
    func linksGo() throws {
        let demo = try Demo()
        try demo.obeys("link 2 4 plain https://a.io/b")
        #expect(try demo.obeys("put 2 30 plain x").contains("]8;id=256;https://a.io/b"))
        #expect(!(try demo.obeys("put 3 30 plain x")).contains("]8;id"))
        #expect(try demo.obeys("put 2 4 plain https://a.io/b").contains(at(3, 5) + "\u{1B}[0mhttps://a.io/b"))
        #expect(demo.window.emulator.link(of: "https") == nil)
    }

    @Test("a terminal that may not know control strings gets no links", arguments: ["linux", "vt220"])
    func withoutLinks(kind: String) throws {
        let demo = try Demo(["TERM": kind])
        demo.window.types("link 2 4 plain https://a.io/b\r")
        try demo.window.waits(for: "https://a.io/b")
        demo.window.types("quit\r")
        #expect(try demo.window.exitStatus() == .exited(0))
        #expect(!demo.shown.contains("]8;"))
    }

    @Test("rows that move up take along what was written beside ncurses, and lose none of it")
    func scrolls() throws {
        let demo = try Demo()
        // In one frame, as the rows of a transcript move; every seventh row stays as it is.
        func rows(from first: Int) -> String {
            "hold\r"
                + (0..<20).map { row in
                    let number = row % 7 == 0 ? 0 : row + first
                    return "link \(row + 1) 0 plain row \(number) 👍🏽👨‍💻 and more of it https://a.io/\(number)"
                }.joined(separator: "\r") + "\rshow"
        }
        for first in [0, 1, 3, 4, 2] {
            try demo.obeys(rows(from: first))
            let grid = demo.window.emulator.grid
            try demo.obeys("redraw")
            #expect(demo.window.emulator.grid == grid)
        }
        #expect(demo.shown.contains(#/\x{1B}\[[0-9]*S/#), "nothing has been scrolled")
    }

    @Test("no control character of a text or a title reaches the terminal")
    func keepsControlsOut() throws {
        let demo = try Demo()
        try demo.obeys("put 2 4 plain a\u{7}b\u{1B}c\u{9B}d\u{7F}e")
        let row = demo.window.emulator.row(2)
        #expect(row.filter { $0 != " " } == "abcde")
        #expect(try demo.obeys("title t\u{7}\u{1B}\\x\u{9C}y").contains("\u{1B}]2;t\\xy\u{1B}\\"))
        #expect(!demo.window.transcript.contains(7))
        #expect(!demo.shown.unicodeScalars.contains { (0x7F..<0xA0).contains($0.value) })
    }

    @Test("another window size draws everything anew in that size")
    func resizes() throws {
        let demo = try Demo()
        try demo.resizes(columns: 20, rows: 5)
        try demo.obeys("put 4 15 plain abcdefgh")
        #expect(demo.window.picture == "resized\n\n\n\n               abcde")
        demo.window.types("quit\r")
        #expect(try demo.window.exitStatus() == .exited(0))
    }

    @Test("a picture that is drawn anew, and the end, let all rows scroll again, wherever ncurses stood")
    func wholeScrolls() throws {
        let demo = try Demo()
        let whole = "\u{1B}7\u{1B}[r\u{1B}8"
        #expect(try demo.obeys("redraw").contains(whole))
        let mark = demo.window.transcript.count
        demo.window.types("quit\r")
        #expect(try demo.window.exitStatus() == .exited(0))
        #expect(String(decoding: demo.window.transcript[mark...], as: UTF8.self).contains(whole))
    }

    @Test(
        "inks become what the terminal has",
        arguments: [
            (["TERM": "xterm-256color"], .indexed(161), false), (["TERM": "xterm"], .indexed(1), true),
            (["TERM": "xterm-256color", "NO_COLOR": "1"], .plain, true),
        ] as [([String: String], Colour, Bool)])
    func colours(environment: [String: String], ink: Colour, isBold: Bool) throws {
        let demo = try Demo(environment)
        try demo.obeys("put 2 4 alarm careful")
        let style = try #require(demo.window.emulator.style(of: "careful"))
        #expect(style.foreground == ink)
        #expect(style.isBold == isBold)
        if environment["NO_COLOR"] != nil { #expect(!demo.shown.contains("\u{1B}[39")) }
    }

    @Test("what is written beside ncurses has the same ink")
    func coloursOverlays() throws {
        let demo = try Demo()
        #expect(try demo.obeys("put 2 4 underline ❤️").contains("\u{1B}[0;4;38;5;31m  "))
        let style = try #require(demo.window.emulator.style(of: "❤️"))
        #expect(style.isUnderlined && style.foreground == .indexed(31))
    }

    @Test("nothing of all this is what a careful program does not write")
    func isCareful() throws {
        let demo = try Demo()
        for order in [
            "put 2 4 underline a👨‍💻b❤️—你好", "cursor 3 3", "put 23 97 alarm 好x", "title 标题", "clear", "hide",
            "put 0 0 plain 👍🏽", "quit",
        ] {
            demo.window.types(order + "\r")
        }
        #expect(try demo.window.exitStatus() == .exited(0))
        #expect(demo.window.emulator.violations == [])
        #expect(demo.window.emulator.leftovers == [])
    }
}
