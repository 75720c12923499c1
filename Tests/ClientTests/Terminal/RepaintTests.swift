import Chance
import ClientCore
import TerminalEmulator
import Testing

@Suite("drawing the difference")
struct RepaintTests {
    private static let words = [
        "word", "  ", "好", "你好，世界", "👍🏽", "👨‍💻", "❤️", "🇨🇳", "é", "—", "…", "x", "https://a.io/b-c", "see http://b.io/路径，ok",
        "irc://c.io/#d", "e\u{301}\u{302}", "🫨", "한국",
    ]
    private static let inks = ["plain", "alarm", "underline"]

    /// An order, and the same done to the picture that the window should show.
    private static func order(_ numbers: inout SeededNumbers, on screen: inout Screen) -> String {
        let row = Int.random(in: 0..<screen.rows, using: &numbers)
        let column = Int.random(in: 0..<screen.columns, using: &numbers)
        let ink = inks.randomElement(using: &numbers) ?? "plain"
        let style = ["alarm": Style(.alarm), "underline": Style(.accent, .underline)][ink] ?? .plain
        let count = Int.random(in: 1...4, using: &numbers)
        let text = "." + (0..<count).map { _ in words.randomElement(using: &numbers) ?? "" }.joined() + "."
        switch Int.random(in: 0..<12, using: &numbers) {
        case 0:
            screen.clear()
            return "clear"
        case 1..<6:
            screen.put(StyledText(text, style).linked(as: column), row: row, column: column)
            return "link \(row) \(column) \(ink) \(text)"
        case 6..<8:
            screen.put(String(repeating: " ", count: 30), row: row, column: column)
            return "blank \(row) \(column) 30"
        default:
            screen.put(text, style, row: row, column: column)
            return "put \(row) \(column) \(ink) \(text)"
        }
    }

    @Test("gives the same screen as drawing all of it, whatever changes, links and sizes included", arguments: 0..<10)
    func sameScreen(seed: Int) throws {
        var numbers = SeededNumbers(seed: UInt64(seed))
        let demo = try Demo()
        var screen = Screen(columns: Demo.columns, rows: Demo.rows)
        try demo.obeys("clear")
        for round in 0..<16 {
            if round % 5 == 4 {
                let columns = Int.random(in: 10...120, using: &numbers)
                let rows = Int.random(in: 2...30, using: &numbers)
                try demo.resizes(columns: columns, rows: rows)
                screen = Screen(columns: columns, rows: rows)
                screen.put("resized", row: 0, column: 0)
            }
            let count = Int.random(in: 1...8, using: &numbers)
            var orders: [String] = []
            for _ in 0..<count { orders.append(Self.order(&numbers, on: &screen)) }
            try demo.obeys(orders.joined(separator: "\r"))
            let drawn = demo.window.emulator.grid
            #expect(Self.lines(drawn.picture) == Self.lines(screen.description), "round \(round)")
            #expect(Self.links(drawn) == Self.links(screen), "round \(round)")
            try demo.obeys("redraw")
            #expect(demo.window.emulator.grid == drawn, "round \(round)")
        }
        #expect(demo.window.emulator.violations == [])
    }

    private static func lines(_ picture: String) -> [String] {
        var lines = picture.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line.reversed().drop { $0 == " " }.reversed())
        }
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    private static func links(_ grid: Grid) -> [Grid.Link?] {
        (0..<grid.rows).flatMap { grid.cells(inRow: $0).map(\.link) }
    }

    private static func links(_ screen: Screen) -> [Grid.Link?] {
        (0..<screen.rows * screen.columns).map { offset in
            screen.link(row: offset / screen.columns, column: offset % screen.columns)
                .map { Grid.Link(address: $0.address, id: String($0.occurrence)) }
        }
    }
}
