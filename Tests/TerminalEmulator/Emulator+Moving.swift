/// Where the cursor goes, and how the screen scrolls under it.
extension Emulator {
    /// What `ESC 7` keeps; each of the two screens has its own.
    struct SavedCursor: Equatable, Sendable {
        var cursor = Position(row: 0, column: 0)
        var pendingWrap = false
        var pen = CellStyle.plain
        var originIsAtMargin = false
        var characterSets = [CharacterSet.ascii, .ascii]
        var activeSet = 0
    }

    mutating func obey(control byte: UInt8) {
        switch byte {
        case 0x00: break
        case 0x07: bells += 1
        case 0x08: moveColumn(to: cursor.column - 1)
        case 0x09: tab(1)
        case 0x0A, 0x0B, 0x0C: index()
        case 0x0D: moveColumn(to: 0)
        case 0x0E: activeSet = 1
        case 0x0F: activeSet = 0
        default: note(.unknownControl, [byte])
        }
    }

    /// Moves within the row; beyond its ends the cursor stays at them.
    mutating func moveColumn(to column: Int) {
        cursor.column = min(max(column, 0), columns - 1)
        pendingWrap = false
    }

    /// Moves to a row as sequences count it: from the top margin in origin mode.
    mutating func moveRow(to row: Int) {
        let reach = isOn(.originAtMargin) ? margins : 0..<rows
        cursor.row = min(max(reach.lowerBound + row, reach.lowerBound), reach.upperBound - 1)
        pendingWrap = false
    }

    mutating func moveUp(_ count: Int) {
        cursor.row = max(cursor.row - count, cursor.row < margins.lowerBound ? 0 : margins.lowerBound)
        pendingWrap = false
    }

    mutating func moveDown(_ count: Int) {
        let last = cursor.row >= margins.upperBound ? rows - 1 : margins.upperBound - 1
        cursor.row = min(cursor.row + count, last)
        pendingWrap = false
    }

    /// One row down; at the bottom margin the rows between the margins scroll up.
    mutating func index() {
        if cursor.row == margins.upperBound - 1 {
            grid.scrollUp(margins, by: 1, pen)
            pendingWrap = false
        } else {
            moveDown(1)
        }
    }

    /// One row up; at the top margin the rows between the margins scroll down.
    mutating func reverseIndex() {
        if cursor.row == margins.lowerBound {
            grid.scrollDown(margins, by: 1, pen)
            pendingWrap = false
        } else {
            moveUp(1)
        }
    }

    /// Forward over tab stops; as in xterm a wrap that is due stays due.
    mutating func tab(_ count: Int) {
        for _ in 0..<min(count, columns) {
            cursor.column = tabStops.filter { $0 > cursor.column }.min() ?? columns - 1
        }
    }

    mutating func tabBack(_ count: Int) {
        for _ in 0..<min(count, columns) {
            cursor.column = tabStops.filter { $0 < cursor.column }.max() ?? 0
        }
        pendingWrap = false
    }

    mutating func setMargins(_ sequence: ControlSequence) {
        let top = sequence.place(0)
        let named = sequence.number(1, or: 0)
        let bottom = named == 0 || named > rows ? rows : named
        // Without numbers it is the whole screen, of however many rows.
        guard bottom - top >= 2 || sequence.parameters.isEmpty else { return note(.badParameter, sequence.bytes) }
        margins = top..<bottom
        moveRow(to: 0)
        moveColumn(to: 0)
    }

    var shownScreen: Int { isOn(.alternateScreen) ? 1 : 0 }

    mutating func saveCursor() {
        savedCursors[shownScreen] = SavedCursor(
            cursor: cursor, pendingWrap: pendingWrap, pen: pen, originIsAtMargin: isOn(.originAtMargin),
            characterSets: characterSets, activeSet: activeSet)
    }

    /// Puts the cursor where it was saved, or at the top left if it never was.
    mutating func restoreCursor() {
        let saved = savedCursors[shownScreen] ?? SavedCursor()
        cursor = Position(row: min(saved.cursor.row, rows - 1), column: min(saved.cursor.column, columns - 1))
        pendingWrap = saved.pendingWrap && cursor.column == columns - 1
        pen = saved.pen
        if saved.originIsAtMargin { modes.insert(.originAtMargin) } else { modes.remove(.originAtMargin) }
        characterSets = saved.characterSets
        activeSet = saved.activeSet
    }

    /// The window has another size: the main screen keeps the cursor's row, scrolling up as far as it must.
    package mutating func resize(columns newColumns: Int, rows newRows: Int) {
        let excess = cursor.row - (newRows - 1)
        if excess > 0 {
            grid.scrollUp(0..<rows, by: excess, .plain)
            cursor.row = max(0, cursor.row - excess)
        }
        grid.resize(columns: newColumns, rows: newRows)
        hiddenGrid.resize(columns: newColumns, rows: newRows)
        margins = 0..<rows
        tabStops = Self.usualTabStops(columns: columns)
        cursor = Position(row: min(cursor.row, rows - 1), column: min(cursor.column, columns - 1))
        pendingWrap = false
        joint = nil
        if isOn(.resizeReports) { reportSize() }
    }
}
