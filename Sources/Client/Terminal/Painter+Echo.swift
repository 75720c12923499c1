import CNcurses
import ClientCore
import Glibc

/// The shortest way to the terminal, for what is typed: it goes there at once, and ncurses is told afterwards.
///
/// A key is answered by a few signs in one row. Before it sent them, ncurses would compare the whole of the row and look
/// whether rows have moved, in memory that the processor has forgotten since the last key.
extension Painter {
    /// Shows the picture where it differs from the one before by printable ASCII in the plain style, in one row and left of
    /// its last column, and by the cursor's place; false, and nothing has been done, where it may differ in more.
    mutating func echo(_ screen: Screen, columns: Int, rows: Int) -> Bool {
        guard !isStale, screen.number > 1, painted.number == screen.number - 1, screen.written.count == 1,
            screen.columns == painted.columns, screen.rows == painted.rows,
            let cursor = screen.cursor, cursorIsShown == true, cursor.row < rows, cursor.column < columns
        else { return false }
        let (row, span) = (screen.written.lowerBound, screen.writtenColumns)
        guard row < rows, span.upperBound < min(columns, screen.columns), overlays[row].isEmpty,
            !hasTitle || screen.title == title,
            screen.links.isEmpty || screen.links(inRow: row).isEmpty,
            painted.links.isEmpty || painted.links(inRow: row).isEmpty,
            collect(span, of: screen, row: row)
        else { return false }

        // ncurses leaves every frame in the plain style. At the end of the line, the sign itself is all that is to be said.
        bytes.removeAll(keepingCapacity: true)
        let (start, end) = (
            Screen.Position(row: row, column: span.lowerBound), Screen.Position(row: row, column: span.upperBound)
        )
        if painted.cursor != start { addMove(to: start) }
        bytes.append(contentsOf: run)
        if cursor != end { addMove(to: cursor) }
        bytes.withUnsafeBytes { Output.write($0, to: STDOUT_FILENO) }

        curses_note_run(Int32(row), Int32(span.lowerBound), run, Int32(run.count))
        run.removeAll(keepingCapacity: true)
        cursorIsAstray = true
        painted.copy(row: row, columns: span, from: screen)
        painted.copyRest(from: screen)
        return true
    }

    /// Puts cells into `run`; false where one of them is something else than printable ASCII in the plain style.
    private mutating func collect(_ span: Range<Int>, of screen: Screen, row: Int) -> Bool {
        let start = row * screen.columns
        let cells = screen.cells.span
        for column in span {
            guard let byte = cells[start + column].plainByte else {
                run.removeAll(keepingCapacity: true)
                return false
            }
            run.append(byte)
        }
        return true
    }

    /// Adds what puts the cursor on a cell, as `ControlSequence.move`.
    private mutating func addMove(to place: Screen.Position) {
        bytes.append(0x1B)
        bytes.append(UInt8(ascii: "["))
        add(place.row + 1)
        bytes.append(UInt8(ascii: ";"))
        add(place.column + 1)
        bytes.append(UInt8(ascii: "H"))
    }

    /// Adds a number that is not negative.
    private mutating func add(_ number: Int) {
        if number >= 10 { add(number / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
