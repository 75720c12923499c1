/// How characters become clusters and clusters become cells.
extension Emulator {
    /// The cluster that was printed last, as long as the next character may still belong to it.
    struct Joint: Equatable, Sendable {
        var text: String
        var row: Int
        var column: Int
        var width: Int
    }

    mutating func print(_ scalar: Unicode.Scalar) {
        if join(scalar) { return }
        let width = ColumnWidth.of(scalar)
        if scalar == "\u{AD}" { note(.widthDiffers, String(scalar).utf8) }
        guard width > 0 else {
            note(.nothingToJoin, String(scalar).utf8)
            return
        }
        put(String(scalar), width: width)
    }

    /// Puts a cluster at the cursor with xterm's semantics of the right margin: the cursor stays in the last column, and
    /// only the next character wraps.
    private mutating func put(_ text: String, width: Int) {
        if pendingWrap {
            pendingWrap = false
            if isOn(.autowrap) { wrap() }
        }
        if cursor.column + width > columns {
            guard width <= columns, isOn(.autowrap) else { return note(.doesNotFit, text.utf8) }
            wrap()
        }
        if insertsCharacters { grid.insertCells(width, row: cursor.row, column: cursor.column, pen) }
        place(text, width: width)
    }

    private mutating func place(_ text: String, width: Int) {
        grid.put(
            Grid.Cell(text: text, style: pen, link: link), width: width, row: cursor.row, column: cursor.column)
        joint = Joint(text: text, row: cursor.row, column: cursor.column, width: width)
        let next = cursor.column + width
        pendingWrap = next >= columns
        cursor.column = min(next, columns - 1)
    }

    private mutating func wrap() {
        index()
        cursor.column = 0
    }

    /// True if `scalar` belongs to the cluster printed just before, which may change its width.
    private mutating func join(_ scalar: Unicode.Scalar) -> Bool {
        guard let joint else { return false }
        if scalar.isASCII, joint.text.utf8.count == 1 { return false }
        var text = joint.text
        text.unicodeScalars.append(scalar)
        guard text.count == 1 else { return false }
        guard text.unicodeScalars.count <= ColumnWidth.longestCluster else {
            note(.clusterTooLong, text.utf8)
            return true
        }
        let width = max(1, ColumnWidth.of(cluster: text))
        let (row, column) = (joint.row, joint.column)
        var cell = grid[row, column]
        cell.text = text
        if width == joint.width || width == 2 && column + 2 > columns && !(isOn(.autowrap) && columns > 1) {
            grid.put(cell, width: joint.width, row: row, column: column)
            self.joint?.text = text
            return true
        }
        // The cluster has become wider or narrower: it is put again, in the style that it had.
        grid.erase(row: row, column..<column + joint.width, cell.style)
        let (penNow, linkNow) = (pen, link)
        (pen, link) = (cell.style, cell.link)
        cursor = Position(row: row, column: column)
        pendingWrap = false
        if column + width > columns { wrap() }
        place(text, width: width)
        (pen, link) = (penNow, linkNow)
        return true
    }

    /// REP: prints the last cluster again.
    mutating func repeatLast(_ sequence: ControlSequence) {
        guard let joint else { return note(.nothingToRepeat, sequence.bytes) }
        for _ in 0..<min(sequence.count(), columns * rows) { put(joint.text, width: joint.width) }
    }
}
