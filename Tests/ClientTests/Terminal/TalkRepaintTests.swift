import Chance
import TerminalEmulator
import Testing

@Suite("drawing the difference of what the client shows")
struct TalkRepaintTests {
    /// What a hand does: every kind of key, clicks, pastes, and commands that change what the screen looks like.
    private static let presses: [[UInt8]] =
        keys.map { $0.bytes(applicationCursorKeys: false) }
        + texts.map { Array($0.utf8) }

    private static let keys: [TerminalEmulator.Key] =
        [
            .enter, .tab, .backTab, .escape, .backspace, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown,
            .delete, .held([.shift], .up), .held([.control], .home), .held([.control], .end), .held([.control], .left),
        ] + (1...4).map { .function($0) } + "abdefklnprstuwy_".map { .control($0) }
        + "abcdfhklmsuy.1234".map { .alt($0) }

    private static let texts = [
        "hello", "好", "？", "?", "r", "=", "e", "y", "@a", "＠", "#", "/", "/he", ":thu", "\u{1B}\r", "\u{1B}[I",
        "\u{1B}[O",
        "\u{1B}[200~one\ntwo 三\n\u{1B}[201~", "\u{15}/set language zh\r", "\u{15}/set language en\r",
        "\u{15}/set timestamps no\r", "\u{15}/set timestamps yes\r", "\u{15}/set nick_colours no\r", "\u{15}/help\r",
        "\u{15}/search line\r", "\u{15}/find 好\r", "\u{15}/react 👍\r", "\u{15}/clear\r", "\u{15}/away lunch\r",
        "\u{15}@bbb psst\r", "\u{15}\(String(repeating: "长", count: 300))",
    ]

    /// What a server says: `%` is a number.
    private static let lines = [
        "@msgid=m% :aaa!u@h PRIVMSG #lobby :line %",
        "@msgid=m% :bbb!u@h PRIVMSG #lobby :me: 你好！第%行，看 https://a.io/路径?q=%#x ok",
        "@msgid=m% :小明!u@h PRIVMSG #lobby :👍🏽 ❤️ 👨‍💻 🇨🇳 “%”—…", "@msgid=m% :aaa!u@h PRIVMSG me :psst %",
        "@msgid=m% :aaa!u@h PRIVMSG #tea :\u{1}ACTION waves %\u{1}",
        "@msgid=m% :aaa!u@h NOTICE #lobby :notice \u{2}%\u{2}",
        ":aaa!u@h PRIVMSG #lobby :\u{3}4,4hidden %\u{3} \u{1D}slanted\u{1D} \u{1F}under\u{1F}", ":me!u@h JOIN #tea",
        ":me!u@h JOIN #茶馆",
        ":s 353 me = #tea :me @aaa +bbb 小明", ":s 366 me #tea :End", ":n%!u@h JOIN #lobby", ":n%!u@h QUIT :gone",
        ":小明!u@h JOIN #lobby", ":小明!u@h PART #lobby", ":bbb!u@h AWAY :lunch", ":bbb!u@h AWAY",
        ":aaa!u@h MODE #lobby +o bbb",
        ":aaa!u@h NICK a%", ":aaa!u@h TOPIC #lobby :话题 % https://t.io/%", ":aaa!u@h KICK #tea me :out",
        "@+typing=active :aaa!u@h TAGMSG #lobby", "@+typing=done :aaa!u@h TAGMSG #lobby",
        "@+draft/react=👍;+draft/reply=m% :aaa!u@h TAGMSG #lobby",
        "@+draft/react=❤️;+draft/reply=m% :bbb!u@h TAGMSG #lobby",
        "@draft/target-msgid=m%;draft/edit-text=changed :aaa!u@h EDIT #lobby", ":aaa!u@h REDACT #lobby m% :why",
        "@msgid=m%;+draft/reply=m1 :aaa!u@h PRIVMSG #lobby :an answer %", ":s 404 me #lobby :Cannot send",
        "@msgid=o%;time=2026-11-20T08:00:00.000Z :aaa!u@h PRIVMSG #lobby :older %", ":aaa!u@h INVITE me #more",
        ":s 401 me nobody% :No such nick", ":s FAIL REDACT % m1 :no",
        ":s MARKREAD #lobby timestamp=2026-11-23T09:02:00.000Z",
    ]

    /// What a server's answer to SEARCH is.
    private static let finding = [
        ":s BATCH +f draft/search", "@batch=f;msgid=m1 :aaa!u@h PRIVMSG #lobby :found one",
        "@batch=f;msgid=zz :小明!u@h PRIVMSG #lobby :找到了", ":s BATCH -f",
    ]

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func order(_ numbers: inout SeededNumbers, _ size: (columns: Int, rows: Int)) -> String {
        func heard(_ lines: [String]) -> String {
            "hear " + hex(Array((lines.joined(separator: "\r\n") + "\r\n").utf8))
        }
        switch Int.random(in: 0..<12, using: &numbers) {
        case 0..<6:
            let number = String(Int.random(in: 1...40, using: &numbers))
            return heard([(lines.randomElement(using: &numbers) ?? "").replacing("%", with: number)])
        case 6:
            let button = [0, 0, 64, 65].randomElement(using: &numbers) ?? 0
            let column = Int.random(in: 1...size.columns, using: &numbers)
            let row = Int.random(in: 1...size.rows, using: &numbers)
            return "press " + hex(Array("\u{1B}[<\(button);\(column);\(row)M\u{1B}[<\(button);\(column);\(row)m".utf8))
        case 7: return Bool.random(using: &numbers) ? heard(finding) : "press " + hex([0x1B])
        default: return "press " + hex(presses.randomElement(using: &numbers) ?? [])
        }
    }

    @Test(
        "gives the same screen as drawing all of it: keys, lines, lists, panels, lines in hand, clicks, sizes",
        arguments: UInt64(0)..<12)
    func sameScreen(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        let folder = try TemporaryFolder()
        let demo = try Demo()
        var size = (columns: Demo.columns, rows: Demo.rows)
        try demo.obeys("talk")
        for round in 0..<40 {
            if round % 6 == 5 {
                size = (Int.random(in: 1...140, using: &numbers), Int.random(in: 1...45, using: &numbers))
                try demo.resizes(columns: size.columns, rows: size.rows)
            }
            let orders = (0..<Int.random(in: 1...8, using: &numbers)).map { _ in Self.order(&numbers, size) }
            let what = "seed \(seed), round \(round): \(orders)"
            try demo.obeys((orders + ["save \(folder.path(of: "picture"))"]).joined(separator: "\r"))
            let drawn = demo.window.emulator.grid
            let picture = (folder.text(of: "picture") ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            for (row, line) in picture.enumerated() where row < drawn.rows {
                #expect(drawn.text(ofRow: row) == Self.trimmed(line), "row \(row) of \(what)")
            }
            try demo.obeys("redraw")
            #expect(demo.window.emulator.grid == drawn, "\(what)")
        }
        #expect(demo.window.emulator.violations == [])
    }

    @Test(
        "what is typed is written at once, the sign alone at the line's end, and ncurses goes on from there")
    func echoes() throws {
        let demo = try Demo()
        try demo.obeys("talk")
        try demo.obeys("press \(Self.hex(Array("h".utf8)))")
        let keys = ["h", "i", "\u{1B}[D", "x"].map { "press \(Self.hex(Array($0.utf8)))" }
        // The first one brings back the title that the demo has changed.
        #expect(try demo.obeys(keys[...1].joined(separator: "\r")).hasSuffix("\u{1B}\\i"))
        #expect(demo.window.emulator.cursor == Grid.Position(row: 23, column: 13))
        let inside = try demo.obeys(keys[2...].joined(separator: "\r"))
        #expect(inside.hasSuffix("xi\u{1B}[24;14H"))
        #expect(demo.window.emulator.row(23).hasSuffix("› hhxi"))
        try demo.obeys("press \(Self.hex(Array("好".utf8)))")
        #expect(demo.window.emulator.row(23).hasSuffix("› hhx好i"))
        let drawn = demo.window.emulator.grid
        try demo.obeys("redraw")
        #expect(demo.window.emulator.grid == drawn)
    }

    private static func trimmed(_ line: Substring) -> String {
        String(line.reversed().drop { $0 == " " || $0 == "\u{A0}" }.reversed())
    }
}
