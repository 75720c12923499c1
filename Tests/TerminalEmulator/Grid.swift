/// The cells of a screen, row by row from the top left, which is row 0, column 0.
///
/// A cluster that is two columns wide fills its cell and leaves the next one empty. Writing over one half of such a
/// cluster blanks the other half.
package struct Grid: Equatable, Sendable {
    /// A link of OSC 8.
    package struct Link: Hashable, Sendable {
        package let address: String
        /// What makes pieces of a link one; nil: each stands alone.
        package let id: String?

        package init(address: String, id: String? = nil) {
            self.address = address
            self.id = id
        }
    }

    package struct Cell: Equatable, Sendable {
        /// One grapheme cluster; empty in the right half of a wide one.
        package var text: String
        package var style: CellStyle
        /// Where the cell leads (OSC 8), or nil.
        package var link: Link?

        package init(text: String = " ", style: CellStyle = .plain, link: Link? = nil) {
            self.text = text
            self.style = style
            self.link = link
        }

        static func erased(_ style: CellStyle) -> Cell { Cell(style: style.erased) }
    }

    package struct Position: Hashable, Sendable {
        package var row: Int
        package var column: Int

        package init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

    /// Ours: no screen is larger, and a test's mistake must not fill the memory.
    private static let longestSide = 1000

    package private(set) var columns: Int
    package private(set) var rows: Int
    private var cells: [[Cell]]

    /// A blank grid; each side is brought into 1...1000.
    init(columns: Int, rows: Int) {
        self.columns = min(max(columns, 1), Self.longestSide)
        self.rows = min(max(rows, 1), Self.longestSide)
        cells = Array(repeating: Array(repeating: Cell(), count: self.columns), count: self.rows)
    }

    /// The cell at a place, which must be on the grid.
    package subscript(row: Int, column: Int) -> Cell {
        precondition((0..<rows).contains(row) && (0..<columns).contains(column), "There is no such cell.")
        return cells[row][column]
    }

    /// A row's cells from left to right.
    package func cells(inRow row: Int) -> [Cell] {
        precondition((0..<rows).contains(row), "There is no such row.")
        return cells[row]
    }

    /// The rows as lines of text, without the blanks at their ends and without the empty lines at the bottom.
    package var picture: String { picture { _ in true } }

    /// The same with every cell blanked that does not satisfy `isShown`: what is bold, what is red, what is a link.
    package func picture(where isShown: (Cell) -> Bool) -> String {
        var lines = (0..<rows).map { text(ofRow: $0, where: isShown) }
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// A row as text, without the blanks at its end.
    package func text(ofRow row: Int, where isShown: (Cell) -> Bool = { _ in true }) -> String {
        var text = ""
        var blanks = 0
        for cell in cells(inRow: row) where !cell.text.isEmpty {
            let width = max(1, ColumnWidth.of(cluster: cell.text))
            let shown = isShown(cell) ? cell.text : String(repeating: " ", count: width)
            if shown.allSatisfy({ $0 == " " }) {
                blanks += shown.count
            } else {
                text += String(repeating: " ", count: blanks) + shown
                blanks = 0
            }
        }
        return text
    }

    // MARK: Writing and erasing

    /// Puts a cluster of `width` columns, 1 or 2, which must fit.
    mutating func put(_ cell: Cell, width: Int, row: Int, column: Int) {
        mend(row, from: column, to: column + width)
        cells[row][column] = cell
        if width == 2 { cells[row][column + 1] = Cell(text: "", style: cell.style, link: cell.link) }
    }

    mutating func erase(row: Int, _ range: Range<Int>, _ style: CellStyle) {
        let range = range.clamped(to: 0..<columns)
        guard !range.isEmpty else { return }
        mend(row, from: range.lowerBound, to: range.upperBound)
        for column in range { cells[row][column] = .erased(style) }
    }

    mutating func erase(rows range: Range<Int>, _ style: CellStyle) {
        for row in range.clamped(to: 0..<rows) { cells[row] = blankRow(style) }
    }

    mutating func fill(with text: String) {
        for row in 0..<rows { cells[row] = Array(repeating: Cell(text: text), count: columns) }
    }

    /// Moves the rest of the row to the right; what leaves the grid is lost.
    mutating func insertCells(_ count: Int, row: Int, column: Int, _ style: CellStyle) {
        let count = min(count, columns - column)
        mend(row, from: column, to: column)
        mend(row, from: columns - count, to: columns - count)
        cells[row].removeLast(count)
        cells[row].insert(contentsOf: Array(repeating: .erased(style), count: count), at: column)
    }

    /// Moves the rest of the row to the left over `count` cells.
    mutating func deleteCells(_ count: Int, row: Int, column: Int, _ style: CellStyle) {
        let count = min(count, columns - column)
        mend(row, from: column, to: column + count)
        cells[row].removeSubrange(column..<column + count)
        cells[row].append(contentsOf: Array(repeating: .erased(style), count: count))
    }

    /// Blanks the halves of wide clusters that a change of `from..<to` would leave behind.
    private mutating func mend(_ row: Int, from: Int, to: Int) {
        if from > 0, from < columns, cells[row][from].text.isEmpty {
            blank(row, from - 1)
            blank(row, from)
        }
        if to > 0, to < columns, cells[row][to].text.isEmpty {
            blank(row, to - 1)
            blank(row, to)
        }
    }

    private mutating func blank(_ row: Int, _ column: Int) {
        cells[row][column].text = " "
        cells[row][column].link = nil
    }

    // MARK: Scrolling and resizing

    /// Moves the rows of `range` up by `count`; blank ones come in at its bottom.
    mutating func scrollUp(_ range: Range<Int>, by count: Int, _ style: CellStyle) {
        let count = min(count, range.count)
        cells.removeSubrange(range.lowerBound..<range.lowerBound + count)
        cells.insert(contentsOf: blankRows(count, style), at: range.upperBound - count)
    }

    /// Moves the rows of `range` down by `count`; blank ones come in at its top.
    mutating func scrollDown(_ range: Range<Int>, by count: Int, _ style: CellStyle) {
        let count = min(count, range.count)
        cells.removeSubrange(range.upperBound - count..<range.upperBound)
        cells.insert(contentsOf: blankRows(count, style), at: range.lowerBound)
    }

    /// Cuts or grows at the right and at the bottom, without wrapping anew; a cluster cut through is blanked.
    mutating func resize(columns newColumns: Int, rows newRows: Int) {
        var resized = Grid(columns: newColumns, rows: newRows)
        for row in 0..<min(rows, resized.rows) {
            let kept = min(columns, resized.columns)
            if kept < columns, cells[row][kept].text.isEmpty { blank(row, kept - 1) }
            resized.cells[row].replaceSubrange(0..<kept, with: cells[row][0..<kept])
        }
        self = resized
    }

    private func blankRow(_ style: CellStyle) -> [Cell] { Array(repeating: .erased(style), count: columns) }

    private func blankRows(_ count: Int, _ style: CellStyle) -> [[Cell]] {
        Array(repeating: blankRow(style), count: count)
    }
}
