/// A picture of the whole terminal: a grid of cells, row by row from the top left, which is row 0, column 0.
///
/// A cluster that is two columns wide fills its cell and leaves the next one as its `continuation`. Nothing can be put
/// outside the grid: what does not fit is left out whole, never cut through a wide cluster.
package struct Screen: Sendable {
    /// A place on the grid.
    package struct Position: Equatable, Sendable {
        /// From 0, the top.
        package var row: Int
        /// From 0, the left.
        package var column: Int

        /// The place at a row and column.
        package init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

    /// The most columns, and the most rows: more than a wall of displays has; 16 MB of cells.
    package static let mostColumns = 1000

    /// The width of the grid: 0...`mostColumns`.
    package let columns: Int
    /// The height of the grid: 0...`mostColumns`.
    package let rows: Int
    /// How wide text is on the terminal that shows the picture.
    package let rules: WidthRules
    /// `rows * columns` cells, row by row.
    package private(set) var cells: [Cell]
    /// Where clicks lead, from the top left on; none overlaps another.
    package internal(set) var links: [LinkedCells] = []
    /// Where the terminal's own cursor stands (the input method's window follows it); nil hides it.
    package var cursor: Position?
    /// What the terminal's title bar says; empty leaves it as it is.
    package var title: String = ""
    /// Counts the pictures that were drawn over each other, from 1; 0 for one that stands alone, or was changed since.
    package internal(set) var number = 0
    /// The rows that have been written to since the picture of the number before; the others are as they were there.
    package private(set) var written: Range<Int>
    /// The columns that have been written to in any of those rows; the others are as they were.
    package private(set) var writtenColumns: Range<Int>

    /// A grid of blanks. Sizes outside 0...`mostColumns` are taken as the nearest inside.
    package init(columns: Int, rows: Int, rules: WidthRules = WidthRules()) {
        self.columns = min(max(columns, 0), Self.mostColumns)
        self.rows = min(max(rows, 0), Self.mostColumns)
        self.rules = rules
        cells = Array(repeating: .blank, count: self.columns * self.rows)
        written = 0..<self.rows
        writtenColumns = 0..<self.columns
    }

    /// Begins the next picture, which is this one but for what is written from here on.
    mutating func beginNext() {
        written = 0..<0
        writtenColumns = 0..<0
    }

    /// The cell at a place; a blank outside the grid.
    package subscript(row row: Int, column column: Int) -> Cell {
        offset(row: row, column: column).map { cells[$0] } ?? .blank
    }

    /// Makes all cells blank, hides the cursor and empties the title; the memory is kept for the next picture.
    package mutating func clear() {
        let blank = Cell.blank
        var target = cells.mutableSpan
        for offset in target.indices { target[offset] = blank }
        links = []
        cursor = nil
        title = ""
        number = 0
        written = 0..<rows
        writtenColumns = 0..<columns
    }

    /// Makes all cells of a row blank.
    mutating func clear(row: Int) {
        guard let span = offsets(row: row, columns: 0..<columns) else { return }
        let blank = Cell.blank
        var target = cells.mutableSpan
        for offset in span { target[offset] = blank }
        note(span)
        unlink(span)
    }

    /// Takes the cells of a row over from a picture of the same size. Where they lead is taken over from all rows at once.
    package mutating func copy(row: Int, columns range: Range<Int>, from other: Screen) {
        guard other.columns == columns, other.rows == rows, let span = offsets(row: row, columns: range) else { return }
        for offset in span { cells[offset] = other.cells[offset] }
        note(span)
    }

    /// Takes over from a picture of the same size all that is not in its cells.
    package mutating func copyRest(from other: Screen) {
        if !links.isEmpty || !other.links.isEmpty { links = other.links }
        cursor = other.cursor
        title = other.title
        number = other.number
    }

    /// From the first to the last cell of a row that is another one than in a picture of the same size, among those columns;
    /// more to both sides where something wide would be cut through in either. nil where there is none.
    package func difference(from other: Screen, row: Int, columns range: Range<Int>) -> Range<Int>? {
        guard other.columns == columns, other.rows == rows, let part = offsets(row: row, columns: range) else {
            return nil
        }
        let (start, end) = (row * columns, (row + 1) * columns)
        let (new, old) = (cells.span, other.cells.span)
        var first = part.lowerBound
        while first < part.upperBound, Self.isSame(new, old, first) { first += 1 }
        guard first < part.upperBound else { return nil }
        var last = part.upperBound - 1
        while last > first, Self.isSame(new, old, last) { last -= 1 }
        while first > start, new[first].isContinuation || old[first].isContinuation { first -= 1 }
        while last + 1 < end, new[last + 1].isContinuation || old[last + 1].isContinuation { last += 1 }
        return first - start..<last + 1 - start
    }

    private static func isSame(_ new: borrowing Span<Cell>, _ old: borrowing Span<Cell>, _ offset: Int) -> Bool {
        new[offset].key == old[offset].key && (new[offset].isPlain || new[offset].text == old[offset].text)
    }

    /// Cells of one row have been written to.
    private mutating func note(_ span: Range<Int>) {
        number = 0
        let row = span.lowerBound / columns
        written.add(row..<row + 1)
        writtenColumns.add(span.lowerBound - row * columns..<span.upperBound - row * columns)
    }

    /// Where a cell is in `cells`; nil outside the grid.
    private func offset(row: Int, column: Int) -> Int? {
        guard row >= 0, row < rows, column >= 0, column < columns else { return nil }
        return row * columns + column
    }

    /// The cells of a row from one column up to another, as offsets in `cells`; nil if none is on the grid.
    func offsets(row: Int, columns range: Range<Int>) -> Range<Int>? {
        let inside = range.clamped(to: 0..<columns)
        guard row >= 0, row < rows, !inside.isEmpty else { return nil }
        return row * columns + inside.lowerBound..<row * columns + inside.upperBound
    }
}

// MARK: - Drawing

extension Screen {
    /// Puts text on a row and returns the columns it used, at most `limit`.
    ///
    /// It stops at the first cluster that does not fit; clusters without columns are left out. Half of a wide cluster that
    /// is not overwritten becomes a blank. A start outside the grid puts nothing.
    @discardableResult
    package mutating func put(
        _ text: String, _ style: Style = .plain, row: Int, column: Int, limit: Int = Screen.mostColumns
    ) -> Int {
        guard limit > 0, let start = offset(row: row, column: column) else { return 0 }
        return write(text, style, start..<start + min(limit, columns - column)).used
    }

    /// Puts printable ASCII in the plain style; otherwise as the other `put`.
    mutating func put(printable bytes: ArraySlice<UInt8>, row: Int, column: Int) {
        guard !bytes.isEmpty, let start = offset(row: row, column: column) else { return }
        let span = start..<start + min(bytes.count, columns - column)
        let cutsWide = cells[start].isContinuation
        for (offset, byte) in zip(span, bytes) { cells[offset] = Cell(Unicode.Scalar(byte), .plain) }
        note(span)
        unlink(span)
        mend(span, cutsWide: cutsWide)
    }

    /// Puts text in its own styles; otherwise as the other `put`.
    @discardableResult
    package mutating func put(_ text: StyledText, row: Int, column: Int, limit: Int = Screen.mostColumns) -> Int {
        guard limit > 0, let start = offset(row: row, column: column) else { return 0 }
        let end = start + min(limit, columns - column)
        var next = start
        for run in text.runs where next < end {
            let (used, isWhole) = write(run.text, run.style, next..<end)
            if used > 0, let link = run.link {
                add(LinkedCells(row: row, columns: next - row * columns..<next + used - row * columns, link: link))
            }
            next += used
            if !isWhole { break }
        }
        return next - start
    }

    /// Puts text on a row, and where not all of it has room within `limit` columns, a sign at its end that says so.
    /// Returns the columns it used.
    @discardableResult
    package mutating func put(_ text: String, _ style: Style, row: Int, column: Int, cutTo limit: Int) -> Int {
        guard DisplayWidth.columns(of: text, rules: rules) > limit else {
            return put(text, style, row: row, column: column, limit: limit)
        }
        let used = put(text, style, row: row, column: column, limit: limit - 1)
        let sign = rules.ambiguous > 1 ? "~" : "…"
        return used + put(sign, style, row: row, column: column + used, limit: limit - used)
    }

    /// Makes the cells of a row blank, in a style.
    package mutating func fill(row: Int, columns range: Range<Int>, _ style: Style = .plain) {
        guard let span = offsets(row: row, columns: range) else { return }
        let blank = Cell(" ", style)
        let cutsWide = cells[span.lowerBound].isContinuation
        for offset in span { cells[offset] = blank }
        note(span)
        unlink(span)
        mend(span, cutsWide: cutsWide)
    }

    /// Gives the cells of a row a style and leaves their text; a wide cluster takes it if its left half is in the range.
    package mutating func setStyle(_ style: Style, row: Int, columns range: Range<Int>) {
        guard let span = offsets(row: row, columns: range) else { return }
        let first = span.lowerBound + (cells[span.lowerBound].isContinuation ? 1 : 0)
        note(span)
        for offset in first..<span.upperBound { cells[offset].style = style }
        if isContinuation(behind: span) {
            cells[span.upperBound].style = style
            note(span.upperBound..<span.upperBound + 1)
        }
    }

    /// Writes text into cells that are not empty and on one row; tells how many, and if all of the text found room.
    private mutating func write(_ text: String, _ style: Style, _ span: Range<Int>) -> (used: Int, isWhole: Bool) {
        let cutsWide = cells[span.lowerBound].isContinuation
        let isASCII = PlainText.isASCII(text)
        let (used, isWhole) = isASCII ? writeASCII(text, style, span) : writeClusters(text, style, span)
        if used > 0 {
            let written = span.lowerBound..<span.lowerBound + used
            note(written)
            unlink(written)
            mend(written, cutsWide: cutsWide)
        }
        return (used, isWhole)
    }

    private mutating func writeASCII(_ text: String, _ style: Style, _ span: Range<Int>) -> (Int, Bool) {
        let bytes = text.utf8.span
        let used = min(bytes.count, span.count)
        var target = cells.mutableSpan
        for index in 0..<used {
            target[span.lowerBound + index] = Cell(Unicode.Scalar(bytes[index]), style)
        }
        return (used, used == bytes.count)
    }

    private mutating func writeClusters(_ text: String, _ style: Style, _ span: Range<Int>) -> (Int, Bool) {
        var next = span.lowerBound
        var isWhole = true
        Clusters.visit(text, rules: rules) { cluster in
            if cluster.columns == 0 { return true }
            isWhole = next + cluster.columns <= span.upperBound
            if !isWhole { return false }
            cells[next] =
                cluster.isSingle ? Cell(cluster.first, style) : Cell(text: cluster.text(in: text), style: style)
            if cluster.columns == 2 { cells[next + 1] = .continuation(style) }
            next += cluster.columns
            return true
        }
        return (next - span.lowerBound, isWhole)
    }

    /// Blanks the halves of wide clusters that lost their other half to what was written in `span`, which is not empty;
    /// `cutsWide` tells if its first cell was a right half before.
    private mutating func mend(_ span: Range<Int>, cutsWide: Bool) {
        if cutsWide, span.lowerBound > 0 {
            cells[span.lowerBound - 1].text = " "
            note(span.lowerBound - 1..<span.lowerBound)
        }
        if isContinuation(behind: span) {
            cells[span.upperBound].text = " "
            note(span.upperBound..<span.upperBound + 1)
        }
    }

    /// True if the cell behind a span is on the same row and the right half of a wide cluster.
    private func isContinuation(behind span: Range<Int>) -> Bool {
        span.upperBound % columns > 0 && cells[span.upperBound].isContinuation
    }
}

extension Range<Int> {
    /// Grows until it holds the other one too.
    fileprivate mutating func add(_ other: Range) {
        self = isEmpty ? other : Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
    }
}

extension Screen: Equatable {
    /// Whether a person sees the same.
    package static func == (one: Screen, other: Screen) -> Bool {
        one.columns == other.columns && one.rows == other.rows && one.rules == other.rules && one.cells == other.cells
            && one.links == other.links && one.cursor == other.cursor && one.title == other.title
    }
}
