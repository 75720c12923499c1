extension Screen: CustomStringConvertible {
    /// What a person sees on a row, without the blanks at its end; empty outside the grid.
    package func row(_ row: Int) -> String {
        guard let span = offsets(row: row, columns: 0..<columns) else { return "" }
        var last = span.upperBound
        while last > span.lowerBound, cells[last - 1].isBlank { last -= 1 }
        return cells[span.lowerBound..<last].reduce(into: "") { $0 += $1.text }
    }

    /// The picture a person sees: the rows joined by newlines, without the blanks at each row's end.
    package var description: String {
        (0..<rows).map(row).joined(separator: "\n")
    }
}
