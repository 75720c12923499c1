import Testing

@testable import TerminalEmulator

/// What `infocmp xterm-256color` lists and a full-screen program uses, one row for each.
@Suite("each capability of xterm-256color does what terminfo says")
struct CapabilityTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let written: String
        let picture: String
        let cursor: Emulator.Position

        init(_ name: String, _ written: String, _ picture: String, at row: Int, _ column: Int) {
            self.name = name
            self.written = written
            self.picture = picture
            cursor = Emulator.Position(row: row, column: column)
        }

        var testDescription: String { name }
    }

    /// Six columns and four rows, the cursor on the h.
    private static let before = "abcde\r\nfghij\r\nklmno\r\npqrst\u{1B}[2;3H"
    private static let untouched = "abcde\nfghij\nklmno\npqrst"

    @Test(arguments: [
        Row("bel", "\u{07}", untouched, at: 1, 2),
        Row("cbt", "\u{1B}[Z", untouched, at: 1, 0),
        Row("clear", "\u{1B}[H\u{1B}[2J", "", at: 0, 0),
        Row("cr", "\r", untouched, at: 1, 0),
        Row("cub", "\u{1B}[2D", untouched, at: 1, 0),
        Row("cub1", "\u{08}", untouched, at: 1, 1),
        Row("cud", "\u{1B}[9B", untouched, at: 3, 2),
        Row("cud1", "\n", untouched, at: 2, 2),
        Row("cuf", "\u{1B}[2C", untouched, at: 1, 4),
        Row("cuf1", "\u{1B}[C", untouched, at: 1, 3),
        Row("cup", "\u{1B}[4;5H", untouched, at: 3, 4),
        Row("cup beyond the corner", "\u{1B}[99;99H", untouched, at: 3, 5),
        Row("cuu", "\u{1B}[9A", untouched, at: 0, 2),
        Row("cuu1", "\u{1B}[A", untouched, at: 0, 2),
        Row("dch", "\u{1B}[2P", "abcde\nfgj\nklmno\npqrst", at: 1, 2),
        Row("dch1", "\u{1B}[P", "abcde\nfgij\nklmno\npqrst", at: 1, 2),
        Row("dl", "\u{1B}[2M", "abcde\npqrst", at: 1, 0),
        Row("dl1", "\u{1B}[M", "abcde\nklmno\npqrst", at: 1, 0),
        Row("ech", "\u{1B}[2X", "abcde\nfg  j\nklmno\npqrst", at: 1, 2),
        Row("ed", "\u{1B}[J", "abcde\nfg", at: 1, 2),
        Row("ed, the part before", "\u{1B}[1J", "\n   ij\nklmno\npqrst", at: 1, 2),
        Row("el", "\u{1B}[K", "abcde\nfg\nklmno\npqrst", at: 1, 2),
        Row("el1", "\u{1B}[1K", "abcde\n   ij\nklmno\npqrst", at: 1, 2),
        Row("the whole line", "\u{1B}[2K", "abcde\n\nklmno\npqrst", at: 1, 2),
        Row("home", "\u{1B}[H", untouched, at: 0, 0),
        Row("hpa", "\u{1B}[5G", untouched, at: 1, 4),
        Row("ht and hts", "\u{1B}[5G\u{1B}H\r\t", untouched, at: 1, 4),
        Row("ht with no stop before the end", "\t", untouched, at: 1, 5),
        Row("tbc", "\u{1B}[5G\u{1B}H\u{1B}[3g\r\t", untouched, at: 1, 5),
        Row("ich", "\u{1B}[2@", "abcde\nfg  hi\nklmno\npqrst", at: 1, 2),
        Row("il", "\u{1B}[2L", "abcde\n\n\nfghij", at: 1, 0),
        Row("il1", "\u{1B}[L", "abcde\n\nfghij\nklmno", at: 1, 0),
        Row("ind", "\u{1B}[4;2H\n", "fghij\nklmno\npqrst", at: 3, 1),
        Row("indn", "\u{1B}[2S", "klmno\npqrst", at: 1, 2),
        Row("nel", "\u{1B}E", untouched, at: 2, 0),
        Row("ri", "\u{1B}[1;2H\u{1B}M", "\nabcde\nfghij\nklmno", at: 0, 1),
        Row("ri below the top", "\u{1B}M", untouched, at: 0, 2),
        Row("rin", "\u{1B}[2T", "\n\nabcde\nfghij", at: 1, 2),
        Row("rep", "-\u{1B}[2b", "abcde\nfg---\nklmno\npqrst", at: 1, 5),
        Row("sc and rc", "\u{1B}7\u{1B}[H\u{1B}8", untouched, at: 1, 2),
        Row("smir and rmir", "\u{1B}[4h-\u{1B}[4l+", "abcde\nfg-+ij\nklmno\npqrst", at: 1, 4),
        Row("smacs and rmacs", "\u{1B}(0qx\u{1B}(Bq", "abcde\nfg─│q\nklmno\npqrst", at: 1, 5),
        Row("sgr with line drawing", "\u{1B}(0\u{1B}[0;1ml\u{1B}(B\u{1B}[m", "abcde\nfg┌ij\nklmno\npqrst", at: 1, 3),
        Row("vpa", "\u{1B}[4d", untouched, at: 3, 2),
        Row("smam", "\u{1B}[6G123", "abcde\nfghij1\n23mno\npqrst", at: 2, 2),
        Row("rmam", "\u{1B}[?7l\u{1B}[6G123\u{1B}[?7h", "abcde\nfghij3\nklmno\npqrst", at: 1, 5),
        Row("csr, which also goes home", "\u{1B}[2;3r", untouched, at: 0, 0),
        Row("csr and ind", "\u{1B}[2;3r\u{1B}[3;1H\n", "abcde\nklmno\n\npqrst", at: 2, 0),
        Row("csr and ri", "\u{1B}[2;3r\u{1B}[2;1H\u{1B}M", "abcde\n\nfghij\npqrst", at: 1, 0),
        Row("csr and il1", "\u{1B}[2;3r\u{1B}[2;1H\u{1B}[L", "abcde\n\nfghij\npqrst", at: 1, 0),
        Row("csr and a cursor below it", "\u{1B}[2;3r\u{1B}[4;1H\n", untouched, at: 3, 0),
        Row("smcup and rmcup", "\u{1B}[?1049h\u{1B}[22;0;0tx\u{1B}[?1049l\u{1B}[23;0;0t", untouched, at: 1, 2),
        Row("rs1", "\u{1B}c\u{1B}]104\u{07}", "", at: 0, 0),
        Row("is2", "\u{1B}[!p\u{1B}[?3;4l\u{1B}[4l\u{1B}>", untouched, at: 1, 2),
        Row("mgc", "\u{1B}[?69l", untouched, at: 1, 2),
        Row("flash", "\u{1B}[?5h\u{1B}[?5l", untouched, at: 1, 2),
        Row("civis, cnorm, cvvis", "\u{1B}[?25l\u{1B}[?12l\u{1B}[?25h\u{1B}[?12;25h\u{1B}[?12l", untouched, at: 1, 2),
        Row("smkx and rmkx", "\u{1B}[?1h\u{1B}=\u{1B}[?1l\u{1B}>", untouched, at: 1, 2),
        Row("smm and rmm", "\u{1B}[?1034h\u{1B}[?1034l", untouched, at: 1, 2),
    ])
    func capability(_ row: Row) {
        var terminal = Emulator(columns: 6, rows: 4)
        terminal.receive(Self.before)
        terminal.receive(row.written)
        #expect(terminal.picture == row.picture)
        #expect(terminal.cursor == row.cursor)
        #expect(terminal.violations == [])
    }

    @Test(
        "a style is what SGR says",
        arguments: [
            ("1", "bold"), ("2", "dim"), ("3", "italic"), ("4", "underline"), ("5", "blink"), ("7", "reverse"),
            ("8", "hidden"), ("9", "struck"), ("0;1;4", "bold underline"), ("1;2;22", ""), ("3;23", ""), ("4;24", ""),
            ("7;27", ""), ("5;25;8;28;9;29", ""), ("1;0", ""), ("", ""), ("21", "double"), ("4:3", "curly"),
            ("4:0", ""), ("31", "fg 1"), ("97", "fg 15"), ("44", "bg 4"), ("103", "bg 11"), ("38;5;208", "fg 208"),
            ("48;5;17", "bg 17"), ("38;2;1;2;3", "fg 1,2,3"), ("38:2:1:2:3", "fg 1,2,3"), ("38:2::1:2:3", "fg 1,2,3"),
            ("48:5:99;1", "bold bg 99"), ("31;39", ""), ("41;49", ""), ("58:5:3;4", "underline"),
        ])
    func style(_ parameters: String, _ words: String) {
        var terminal = Emulator(columns: 6, rows: 4)
        terminal.receive("\u{1B}[\(parameters)mx")
        #expect(terminal.style(of: "x")?.words == words)
        #expect(terminal.violations == [])
    }

    @Test("what is erased takes the background of the pen and nothing else")
    func erasesWithBackground() {
        var terminal = Emulator(columns: 4, rows: 2)
        terminal.receive("abcd\u{1B}[H\u{1B}[1;7;31;44m\u{1B}[K")
        #expect(terminal.grid[0, 3].style.words == "bg 4")
        #expect(terminal.grid[1, 0].style == .plain)
    }

    @Test("every set of keys that terminfo names is what the keys write", arguments: [false, true])
    func keys(_ application: Bool) {
        let rows: [(Key, String)] = [
            (.up, application ? "\u{1B}OA" : "\u{1B}[A"), (.end, application ? "\u{1B}OF" : "\u{1B}[F"),
            (.home, application ? "\u{1B}OH" : "\u{1B}[H"), (.pageUp, "\u{1B}[5~"), (.pageDown, "\u{1B}[6~"),
            (.insert, "\u{1B}[2~"), (.delete, "\u{1B}[3~"), (.backTab, "\u{1B}[Z"), (.backspace, "\u{7F}"),
            (.function(1), "\u{1B}OP"), (.function(4), "\u{1B}OS"), (.function(5), "\u{1B}[15~"),
            (.function(12), "\u{1B}[24~"), (.enter, "\r"), (.control("c"), "\u{03}"), (.control(" "), "\0"),
            (.control("_"), "\u{1F}"), (.control("?"), "\u{7F}"), (.alt("x"), "\u{1B}x"),
            (.held(.shift, .left), "\u{1B}[1;2D"), (.held([.shift, .control], .pageDown), "\u{1B}[6;6~"),
            (.held(.alt, .function(1)), "\u{1B}[1;3P"), (.held(.alt, .enter), "\u{1B}\r"),
        ]
        for (key, written) in rows {
            #expect(key.bytes(applicationCursorKeys: application) == Array(written.utf8), "\(key)")
        }
    }
}

extension CellStyle {
    /// The style in words, for rows of tests.
    var words: String {
        func name(_ colour: Colour, _ side: String) -> String? {
            switch colour {
            case .plain: nil
            case .indexed(let index): "\(side) \(index)"
            case .rgb(let red, let green, let blue): "\(side) \(red),\(green),\(blue)"
            }
        }
        let attributes = [
            isBold ? "bold" : nil, isDim ? "dim" : nil, isItalic ? "italic" : nil, isBlinking ? "blink" : nil,
            isReversed ? "reverse" : nil, isHidden ? "hidden" : nil, isStruckThrough ? "struck" : nil,
            underline == .none ? nil : underline == .single ? "underline" : "\(underline)",
        ]
        return (attributes + [name(foreground, "fg"), name(background, "bg")]).compactMap(\.self)
            .joined(separator: " ")
    }
}
