import ChatProtocol

/// Reading back: the place is a row of a message, so that neither new lines nor another size move what is read.
extension Model {
    /// A row of the message pane.
    enum PaneRow: Equatable, Sendable {
        case day(Timestamp)
        case marker(Int)
        /// Between what is read and the newest lines: how many stand there that are not on the screen.
        case between(Int)
        /// Row `row` of the text of the line at `index`.
        case text(index: Int, row: Int)
    }

    /// A row of a transcript: the line's index, and the row in its block, rules before it included.
    struct Spot: Equatable, Sendable {
        var index: Int
        var row: Int
    }

    mutating func resize(columns: Int, rows: Int) {
        self.columns = min(max(columns, 0), Screen.mostColumns)
        self.rows = min(max(rows, 0), Screen.mostColumns)
    }

    /// Lines are wrapped anew where text is wider or narrower than it was taken to be.
    mutating func measured(_ rules: WidthRules) {
        var rules = rules
        if let ambiguous = settings.ambiguousWidth { rules.ambiguous = ambiguous }
        guard rules != settings.widthRules else { return }
        settings.widthRules = rules
        wraps = WrapCache()
    }

    // MARK: Blocks

    /// The rows that the line at an index takes, with the rules before it; none where it is hidden.
    mutating func block(_ index: Int, _ layout: Layout) -> [PaneRow] {
        if hides(buffers[current].transcript.lines[index]) { return [] }
        let count = textRows(index, layout).count
        var rows = rules(before: index)
        for row in 0..<count { rows.append(.text(index: index, row: row)) }
        return rows
    }

    private func rules(before index: Int) -> [PaneRow] {
        let lines = buffers[current].transcript.lines
        var rules: [PaneRow] = []
        let time = lines[index].time
        let day = Clock.day(of: time, minutesFromUTC: settings.minutesFromUTC)
        let before = lines[..<index].last { !hides($0) }
        if before.map({ Clock.day(of: $0.time, minutesFromUTC: settings.minutesFromUTC) }) != day {
            rules.append(.day(time))
        }
        if buffers[current].marker == lines[index].number { rules.append(.marker(buffers[current].markedCount)) }
        return rules
    }

    // MARK: The rows on the screen

    /// The rows to show, top to bottom; fewer than fit only where there are no more.
    mutating func visibleRows(_ layout: Layout) -> [PaneRow] {
        wraps.prepare(columns: layout.pane.count, margin: layout.margin)
        let height = layout.paneRows.count
        guard height > 0, !buffers[current].transcript.lines.isEmpty else { return [] }
        if let top = anchor(layout) {
            let rows = rows(from: top, count: height + 1, layout)
            if rows.count > height { return withNewest(below: rows, layout) }
            if rows.count == height { return rows }
        }
        return lastRows(height, layout)
    }

    /// What is read, and below it the newest lines, where there is room for both.
    ///
    /// - Parameter rows: more than the pane has.
    private mutating func withNewest(below rows: [PaneRow], _ layout: Layout) -> [PaneRow] {
        let read = Array(rows.prefix(readRows(layout)))
        let tail = tailRows(layout)
        guard tail > 0 else { return read }
        let newest = lastRows(tail, layout)
        // The first line that is not on the screen whole, and the first that is again.
        let first = rows.dropFirst(read.count).lazy.compactMap(\.lineIndex).first ?? 0
        guard case .text(let index, let row)? = newest.first(where: { $0.lineIndex != nil }) else { return read }
        let between = first..<max(first, row > 0 ? index + 1 : index)
        return read + [.between(countShown(between))] + newest
    }

    private func tailRows(_ layout: Layout) -> Int { settings.splitsScroll ? layout.tailRows : 0 }

    /// Rows of what is read, while that is not the newest.
    func readRows(_ layout: Layout) -> Int {
        let tail = tailRows(layout)
        return layout.paneRows.count - (tail > 0 ? tail + 1 : 0)
    }

    /// Rows that a page moves: one is on both pages.
    var pageRows: Int { max(1, readRows(layout) - 1) }

    /// The row at the top where the person reads back; nil where the newest line is at the bottom.
    private mutating func anchor(_ layout: Layout) -> Spot? {
        guard case .line(let number, let row) = buffers[current].place else { return nil }
        guard let index = buffers[current].transcript.index(of: number) else { return Spot(index: 0, row: 0) }
        return Spot(index: index, row: min(row, max(0, block(index, layout).count - 1)))
    }

    private mutating func rows(from top: Spot, count: Int, _ layout: Layout) -> [PaneRow] {
        var rows: [PaneRow] = []
        var index = top.index
        var skipped = top.row
        let end = buffers[current].transcript.lines.count
        while index < end, rows.count < count {
            rows += block(index, layout).dropFirst(skipped)
            skipped = 0
            index += 1
        }
        return Array(rows.prefix(count))
    }

    private mutating func lastRows(_ height: Int, _ layout: Layout) -> [PaneRow] {
        var blocks: [[PaneRow]] = []
        var count = 0
        var index = buffers[current].transcript.lines.count - 1
        while index >= 0, count < height {
            let block = block(index, layout)
            count += block.count
            blocks.append(block)
            index -= 1
        }
        return Array(blocks.reversed().joined().suffix(height))
    }

    // MARK: Moving

    /// Moves the pane by rows, up where negative. At the top, asks the server for what was before.
    mutating func scroll(by step: Int) {
        let layout = layout
        wraps.prepare(columns: layout.pane.count, margin: layout.margin)
        let height = layout.paneRows.count
        let count = buffers[current].transcript.lines.count
        guard height > 0, count > 0 else { return askOlder(in: current) }
        guard let spot = anchor(layout) ?? moved(Spot(index: count, row: 0), by: -height, layout) else { return }
        guard var top = moved(spot, by: step, layout) else { return }
        if step < 0, let hole = holeToFill(from: top.index, to: spot.index) { top = Spot(index: hole, row: 0) }
        if step < 0, top == Spot(index: 0, row: 0) { askOlder(in: current) }
        show(from: top, layout)
    }

    /// Puts a row at the top, or the newest line at the bottom where all that follows fits.
    private mutating func show(from top: Spot, _ layout: Layout) {
        let height = layout.paneRows.count
        let isAtEnd = rows(from: top, count: height + 1, layout).count <= height
        buffers[current].place =
            isAtEnd ? .newest : .line(number: buffers[current].transcript.lines[top.index].number, row: top.row)
    }

    /// So many rows further down, or up; the first row where there are no more.
    private mutating func moved(_ spot: Spot, by step: Int, _ layout: Layout) -> Spot? {
        let count = buffers[current].transcript.lines.count
        var index = spot.index
        var row = spot.row + step
        while row < 0, index > 0 {
            index -= 1
            row += block(index, layout).count
        }
        while index < count {
            let rows = block(index, layout).count
            if row < rows { break }
            row -= rows
            index += 1
        }
        guard index < count else {
            return Spot(index: count - 1, row: max(0, block(count - 1, layout).count - 1))
        }
        return Spot(index: index, row: max(0, row))
    }

    /// Puts the end of a line in the last row of what is read.
    mutating func showAtEnd(_ index: Int, _ layout: Layout) {
        let last = Spot(index: index, row: block(index, layout).count - 1)
        if let top = moved(last, by: 1 - readRows(layout), layout) { show(from: top, layout) }
    }

    mutating func scrollToNewest() {
        buffers[current].place = .newest
    }

    mutating func scrollToOldest() {
        if let first = buffers[current].transcript.lines.first {
            buffers[current].place = .line(number: first.number, row: 0)
        }
        askOlder(in: current)
    }

    /// Lines below the last row on the screen.
    mutating func countBelow(_ rows: [PaneRow]) -> Int {
        guard case .text(let last, _)? = rows.last else { return 0 }
        return countShown(last + 1..<buffers[current].transcript.lines.count)
    }
}

extension Model.PaneRow {
    /// The index of the line whose text it shows; nil for a rule.
    var lineIndex: Int? {
        if case .text(let index, _) = self { index } else { nil }
    }
}

extension [Model.PaneRow] {
    /// Without the newest lines that stand below what is read.
    var read: ArraySlice<Model.PaneRow> {
        prefix { if case .between = $0 { false } else { true } }
    }
}
