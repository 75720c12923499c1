import Chance
import Testing

@testable import ClientCore

@Suite("The picture")
struct ScreenTests {
    private let bold = Style(.plain, .bold)

    @Test("text stands where it was put, blanks at the end are not shown")
    func picture() {
        var screen = Screen(columns: 12, rows: 3)
        #expect(screen.put("hello", row: 0, column: 2) == 5)
        #expect(screen.put("你好, 世界", row: 2, column: 0) == 10)
        #expect(screen.description == "  hello\n\n你好, 世界")
        #expect(screen.row(2) == "你好, 世界")
    }

    @Test(
        "sizes are taken as the nearest possible",
        arguments: [(-1, 0), (.min, 0), (0, 0), (7, 7), (1001, 1000), (.max, 1000)])
    func sizes(_ asked: Int, _ size: Int) {
        #expect(Screen(columns: asked, rows: 1).columns == size)
        #expect(Screen(columns: 1, rows: asked).rows == size)
        #expect(Screen(columns: 1, rows: asked).cells.count == size)
    }

    @Test("nothing outside the grid is touched or traps", arguments: [-1, 4, .min, .max])
    func outside(_ place: Int) {
        var screen = Screen(columns: 4, rows: 4)
        screen.put("你好", row: 1, column: 0)
        let before = screen
        #expect(screen.put("x", row: place, column: 0) == 0)
        #expect(screen.put("你", row: 0, column: place) == 0)
        #expect(screen.put(StyledText("x"), row: 0, column: place) == 0)
        #expect(screen.put("x", row: 0, column: 0, limit: min(place, 0)) == 0)
        screen.fill(row: place, columns: 0..<4)
        screen.setStyle(bold, row: place, columns: 0..<4)
        screen.fill(row: 0, columns: place..<place)
        #expect(screen == before)
        #expect(screen[row: place, column: 0] == .blank)
        #expect(screen[row: 0, column: place] == .blank)
        #expect(screen.row(place) == "")
    }

    @Test("an empty grid takes anything")
    func empty() {
        var screen = Screen(columns: 0, rows: 0)
        #expect(screen.put("x", row: 0, column: 0) == 0)
        screen.fill(row: 0, columns: .min ..< .max)
        screen.clear()
        #expect(screen.description == "")
    }

    @Test("what does not fit is left out whole")
    func fits() {
        var screen = Screen(columns: 5, rows: 1)
        #expect(screen.put("你好吗x", row: 0, column: 0) == 4)
        #expect(screen.description == "你好")
        #expect(screen.put("abc", row: 0, column: 3, limit: .max) == 2)
        #expect(screen.put("你", row: 0, column: 0, limit: 1) == 0)
        #expect(screen.description == "你 ab")
    }

    @Test("writing over half of a wide cluster blanks the other half")
    func halves() {
        var screen = Screen(columns: 6, rows: 1)
        screen.put("你好吗", row: 0, column: 0)
        screen.put("x", row: 0, column: 1)
        #expect(screen.description == " x好吗")
        screen.put("y", row: 0, column: 2)
        #expect(screen.description == " xy 吗")
        screen.put("们", row: 0, column: 3)
        #expect(screen.description == " xy们")
        #expect(screen[row: 0, column: 4].isContinuation)
        #expect(screen[row: 0, column: 5].text == " ")
        screen.fill(row: 0, columns: 4..<5)
        #expect(screen.description == " xy")
    }

    @Test("halves on neighbouring rows do not mend each other")
    func rowEdges() {
        var screen = Screen(columns: 2, rows: 3)
        for row in 0..<3 { screen.put("你", row: row, column: 0) }
        screen.put("ab", row: 1, column: 0)
        #expect(screen.description == "你\nab\n你")
    }

    @Test("runs keep their styles, and stop where one does not fit")
    func runs() {
        var text = StyledText("ab")
        text.append("你好", bold)
        text.append("c")
        var screen = Screen(columns: 9, rows: 2)
        #expect(screen.put(text, row: 0, column: 1) == 7)
        #expect(screen.description == " ab你好c\n")
        #expect(screen[row: 0, column: 1].style == .plain)
        #expect(screen[row: 0, column: 4].style == bold)
        #expect(screen.put(text, row: 1, column: 0, limit: 5) == 4)
        #expect(screen.row(1) == "ab你")
    }

    @Test("a style covers both halves of a wide cluster or neither")
    func styles() {
        var screen = Screen(columns: 6, rows: 1)
        screen.put("你好吗", row: 0, column: 0)
        screen.setStyle(bold, row: 0, columns: 1..<3)
        #expect((0..<6).map { screen[row: 0, column: $0].style == bold } == [false, false, true, true, false, false])
        #expect(screen.description == "你好吗")
        screen.fill(row: 0, columns: 1..<99, Style(.accent, .reverse))
        #expect(screen.description == "")
        #expect(screen[row: 0, column: 5].style == Style(.accent, .reverse))
    }

    @Test("clusters stay in one cell, scalars without columns are left out")
    func clusters() {
        var screen = Screen(columns: 10, rows: 1)
        #expect(screen.put("e\u{301}👨‍👩‍👧‍👦\u{1B}\nx", row: 0, column: 0) == 4)
        #expect(screen[row: 0, column: 0].text == "e\u{301}")
        #expect(screen[row: 0, column: 1].text == "👨‍👩‍👧‍👦")
        #expect(screen[row: 0, column: 3].text == "x")
    }

    @Test("ambiguous signs take two cells where the terminal draws them so")
    func ambiguous() {
        var screen = Screen(columns: 4, rows: 1, rules: WidthRules(ambiguous: 2))
        #expect(screen.put("“a”", row: 0, column: 0) == 3)
        #expect(screen.description == "“a")
    }

    @Test("clearing makes the picture new")
    func clear() {
        var screen = Screen(columns: 4, rows: 2)
        screen.put("你好", bold, row: 1, column: 0)
        screen.cursor = .init(row: 1, column: 1)
        screen.title = "chat"
        screen.clear()
        #expect(screen == Screen(columns: 4, rows: 2))
    }

    @Test("a cell's text can be read back and changed", arguments: ["", "a", "你", "e\u{301}", "👨‍👩‍👧‍👦"])
    func cells(_ text: String) {
        var cell = Screen.Cell(text: text, style: .plain)
        #expect(cell.text == text)
        #expect(cell.isContinuation == text.isEmpty)
        cell.text = "x"
        #expect(cell == Screen.Cell(text: "x", style: .plain))
    }

    @Test("after any drawing each wide cluster has both its halves", arguments: 0..<200)
    func whole(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        var screen = Screen(columns: 12, rows: 3)
        for _ in 0..<60 {
            let (row, column) = (Int.random(in: -1...3, using: &random), Int.random(in: -1...12, using: &random))
            switch Int.random(in: 0..<4, using: &random) {
            case 0: screen.fill(row: row, columns: column..<column + Int.random(in: 0...5, using: &random), bold)
            case 1: screen.setStyle(bold, row: row, columns: column..<column + 3)
            case 2: screen.put(random.wild(count: 6), row: row, column: column)
            default:
                let limit = Int.random(in: 0...8, using: &random)
                #expect(screen.put(StyledText(random.talk(words: 3)), row: row, column: column, limit: limit) <= limit)
            }
            for row in 0..<3 {
                var left = 0
                for column in 0..<12 {
                    let cell = screen[row: row, column: column]
                    #expect(cell.isContinuation == (left == 2))
                    let width = cell.text.first.map { DisplayWidth.columns(of: $0) } ?? 0
                    if left == 2 { #expect(cell.style == screen[row: row, column: column - 1].style) }
                    left = width
                }
                #expect(left != 2)
            }
        }
    }
}
