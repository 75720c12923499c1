extension Screen {
    /// Cells of one row that lead somewhere.
    ///
    /// They stand beside the grid rather than in it: few pictures have any, and a cell with a link in it would be larger.
    package struct LinkedCells: Equatable, Sendable {
        /// From 0, the top.
        package let row: Int
        /// On the grid, never empty.
        package let columns: Range<Int>
        /// Where they lead.
        package let link: Hyperlink
    }

    /// Where a cell leads; nil if nowhere, or if it is outside the grid.
    package func link(row: Int, column: Int) -> Hyperlink? {
        links(inRow: row).first { $0.columns.contains(column) }?.link
    }

    /// The links of a row, from left to right.
    package func links(inRow row: Int) -> ArraySlice<LinkedCells> {
        guard let first = links.firstIndex(where: { $0.row >= row }), links[first].row == row else { return [] }
        let end = links[first...].firstIndex { $0.row > row } ?? links.endIndex
        return links[first..<end]
    }

    /// Puts cells in their place among the others; they have just been written, so that none overlaps them.
    mutating func add(_ cells: LinkedCells) {
        let place = links.lastIndex {
            ($0.row, $0.columns.lowerBound) < (cells.row, cells.columns.lowerBound)
        }
        links.insert(cells, at: place.map { $0 + 1 } ?? 0)
    }

    /// Cells of one row, by their offsets, that have been written anew: they lead nowhere.
    mutating func unlink(_ span: Range<Int>) {
        guard !links.isEmpty, columns > 0 else { return }
        let row = span.lowerBound / columns
        let columns = span.lowerBound - row * columns..<span.upperBound - row * columns
        guard links.contains(where: { $0.row == row && $0.columns.overlaps(columns) }) else { return }
        links = links.flatMap { cells in
            guard cells.row == row, cells.columns.overlaps(columns) else { return [cells] }
            let left = cells.columns.lowerBound..<max(cells.columns.lowerBound, columns.lowerBound)
            let right = min(cells.columns.upperBound, columns.upperBound)..<cells.columns.upperBound
            return [left, right].filter { !$0.isEmpty }.map { LinkedCells(row: row, columns: $0, link: cells.link) }
        }
    }
}
