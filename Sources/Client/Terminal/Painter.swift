import CNcurses
import ClientCore
import Glibc

/// Paints pictures: compares each with the one before and sends the difference, nothing when there is none.
///
/// ncurses paints what it can express; overlays and links are written after its update, and again whenever ncurses may
/// have written over them: in unchanged gaps of a row that was touched, and anywhere once it may have scrolled. Everything
/// of a frame that takes more than one write is within one synchronized update. No run of spaces holds an overlay, so
/// ncurses never clears one away with a row that it believes empty.
struct Painter {
    /// What inks look like; after a change the next picture is sent whole.
    var palette: Palette {
        didSet {
            writer = OverlayWriter(palette: palette)
            forget()
        }
    }
    /// Whether the terminal is told where a frame begins and ends.
    var isSynchronized = true
    /// The last picture that was painted, in memory of its own: what is drawn next may be drawn over the picture itself.
    var painted = Screen(columns: 0, rows: 0)
    /// Whether the terminal's screen is not, or no longer, what was painted.
    private(set) var isStale = true
    private(set) var cursorIsShown: Bool?
    /// Whether the cursor is elsewhere than ncurses left it.
    var cursorIsAstray = false
    /// Where ncurses left it.
    private var left = Screen.Position(row: 0, column: 0)
    private(set) var title = ""
    let hasTitle: Bool
    private let hasLinks: Bool
    /// By row, from left to right.
    private(set) var overlays: [[Overlay]] = []
    private var writer: OverlayWriter
    var run: [UInt8] = []
    /// What is about to be written at once.
    var bytes: [UInt8] = []
    /// The rows of the picture at hand that differ.
    private var touched: [Int] = []
    private var scalars: [wchar_t] = []

    /// - Parameters:
    ///   - hasTitle: the terminal has a title to set.
    ///   - hasLinks: it takes links, or at least leaves them out.
    init(palette: Palette, hasTitle: Bool, hasLinks: Bool) {
        self.palette = palette
        self.hasTitle = hasTitle
        self.hasLinks = hasLinks
        writer = OverlayWriter(palette: palette)
    }

    /// The terminal's screen is no longer what was painted: the next picture is sent whole.
    mutating func forget() {
        isStale = true
        cursorIsShown = nil
        title = ""
    }

    /// A row below the first that shows nothing, the lowest of them; nil where there is none.
    var blankRow: Int? {
        guard !isStale else { return nil }
        return (1..<max(1, painted.rows)).last { row in
            let start = row * painted.columns
            return painted.cells[start..<start + painted.columns].allSatisfy { $0 == .blank }
        }
    }

    /// Paints the picture's part that is within `columns` and `rows`, the terminal's size.
    mutating func paint(_ screen: Screen, columns: Int, rows: Int) {
        if echo(screen, columns: columns, rows: rows) { return }
        let isWhole = isStale || painted.columns != screen.columns || painted.rows != screen.rows
        let formerCursor = isWhole ? nil : painted.cursor
        let shownRows = min(rows, screen.rows)
        let shownColumns = min(columns, screen.columns)
        if isWhole {
            curses_erase()
            curses_redraw()
            overlays = Array(repeating: [], count: shownRows)
        }

        let changedRows = sendRows(of: screen, isWhole: isWhole, columns: shownColumns, rows: shownRows)
        var trailer = writer.finish()
        // What ncurses sends in one row goes out in one write: nobody could see half of it.
        let isFrame = changedRows > 1 || !trailer.isEmpty || isWhole
        if hasTitle, screen.title != title {
            trailer += ControlSequence.title(screen.title)
            title = screen.title
        }
        let cursor = screen.cursor.flatMap { position in
            (0..<shownRows).contains(position.row) && (0..<shownColumns).contains(position.column) ? position : nil
        }
        let hasMoved = screen.cursor != formerCursor
        update(
            cursor: cursor, hasMoved: hasMoved, hasChanged: changedRows > 0, isFrame: isFrame, isWhole: isWhole,
            trailer: trailer)
        if isWhole { painted = screen } else { painted.copyRest(from: screen) }
        isStale = false
    }

    /// Sends the rows that differ to ncurses, and writes what is beside it in them; how many there were. Unless all is
    /// sent, the picture that was painted has the cells of the new one then.
    private mutating func sendRows(of screen: Screen, isWhole: Bool, columns: Int, rows: Int) -> Int {
        guard columns > 0, rows > 0 else { return 0 }
        let isNext = !isWhole && screen.number > 1 && painted.number == screen.number - 1
        let candidates = isNext ? screen.written.clamped(to: 0..<rows) : 0..<rows
        let part = isNext ? screen.writtenColumns.clamped(to: 0..<columns) : 0..<columns
        let leads = hasLinks && !(screen.links.isEmpty && painted.links.isEmpty)
        touched.removeAll(keepingCapacity: true)
        screen.cells.withUnsafeBufferPointer { cells in
            for row in candidates {
                let span = isWhole ? 0..<columns : screen.difference(from: painted, row: row, columns: part)
                let links = leads ? screen.links(inRow: row) : []
                let formerLinks = leads && !isWhole ? painted.links(inRow: row) : []
                guard span != nil || links != formerLinks else { continue }
                touched.append(row)
                let reader = CellReader(row: row, of: cells, pitch: screen.columns, columns: columns)
                if let span { send(span, of: reader, row: row, isLast: row == rows - 1) }
                writeBeside(row, of: reader, links: links, after: formerLinks)
                if let span, !isWhole { painted.copy(row: row, columns: span, from: screen) }
            }
            guard touched.count > 1 || overlays[rows - 1].last?.isCorner == true && !touched.isEmpty else { return }
            // A row can only move where two have changed, and then ncurses may scroll: it sends again what it has in rows
            // between them, also where the picture is the same. And it believes the corner empty: that may go with rows
            // above it that are cleared.
            for row in touched.count > 1 ? 0..<rows : rows - 1..<rows where !touched.contains(row) {
                let links = leads ? screen.links(inRow: row) : []
                let reader = CellReader(row: row, of: cells, pitch: screen.columns, columns: columns)
                writeBeside(row, of: reader, links: links, after: links)
            }
        }
        return touched.count
    }

    /// Writes a row's overlays and links.
    private mutating func writeBeside(
        _ row: Int, of cells: CellReader, links: ArraySlice<Screen.LinkedCells>,
        after former: ArraySlice<Screen.LinkedCells>
    ) {
        if !overlays[row].isEmpty { writer.add(overlays[row], links: links, row: row, cells: cells) }
        guard !links.isEmpty || !former.isEmpty else { return }
        writer.add(links, after: former, beside: overlays[row], row: row, cells: cells)
    }

    private mutating func send(_ span: Range<Int>, of cells: CellReader, row: Int, isLast: Bool) {
        if !overlays[row].isEmpty { overlays[row].removeAll { span.contains($0.column) } }
        var column = span.lowerBound
        var runStart = column
        var runStyle = cells.cells[column].style
        while column < span.upperBound {
            let cell = cells.cells[column]
            let width = cells.width(at: column)
            if isLast, column + width == cells.cells.count, cell != .blank {
                flush(row: row, column: runStart, style: runStyle)
                putCorner(row: row, column: column, width: width)
                column += width
            } else if let byte = cells.byte(at: column), width == 1 {
                if run.isEmpty || cell.style != runStyle {
                    flush(row: row, column: runStart, style: runStyle)
                    runStart = column
                    runStyle = cell.style
                }
                run.append(byte)
                column += 1
            } else {
                flush(row: row, column: runStart, style: runStyle)
                put(cells, row: row, column: column, width: width)
                column += width
            }
        }
        flush(row: row, column: runStart, style: runStyle)
        if overlays[row].count > 1 { overlays[row].sort { $0.column < $1.column } }
    }

    /// Sends the run, if there is one.
    private mutating func flush(row: Int, column: Int, style: Style) {
        guard !run.isEmpty else { return }
        let brush = palette.brush(for: style)
        curses_put_run(Int32(row), Int32(column), run, Int32(run.count), brush.attributes, brush.pair)
        run.removeAll(keepingCapacity: true)
    }

    /// Sends one cluster that is not a single ASCII sign.
    private mutating func put(_ cells: CellReader, row: Int, column: Int, width: Int) {
        cells.scalars(at: column, into: &scalars)
        let brush = palette.brush(for: cells.cells[column].style)
        var placement = Placement(scalars, width: width)
        // A terminal that draws clusters would take it and the one beside it for one.
        if placement == .cell, cells.joinsNeighbour(at: column) { placement = .overlay(spill: 0) }
        switch placement {
        case .cell:
            curses_put_cluster(
                Int32(row), Int32(column), scalars, Int32(scalars.count), brush.attributes, brush.pair)
        case .overlay(let spill):
            fill(row: row, column: column, width: width, with: 0xA0, brush)
            overlays[row].append(Overlay(column: column, width: width, spill: spill, isCorner: false))
        case .blank:
            fill(row: row, column: column, width: width, with: 0x20, brush)
        }
    }

    /// Draws the screen's last cell beside ncurses: without a way to stop the terminal's wrapping (screen, tmux) ncurses
    /// shifts it into place, and a wide sign before it is lost.
    private mutating func putCorner(row: Int, column: Int, width: Int) {
        fill(row: row, column: column, width: width, with: 0x20, palette.brush(for: .plain))
        overlays[row].append(Overlay(column: column, width: width, spill: 0, isCorner: true))
    }

    private func fill(row: Int, column: Int, width: Int, with scalar: wchar_t, _ brush: Palette.Brush) {
        withUnsafePointer(to: scalar) { scalar in
            for place in column..<column + width {
                curses_put_cluster(Int32(row), Int32(place), scalar, 1, brush.attributes, brush.pair)
            }
        }
    }

    private mutating func update(
        cursor: Screen.Position?, hasMoved: Bool, hasChanged: Bool, isFrame: Bool, isWhole: Bool, trailer: String
    ) {
        let isShown = cursor != nil
        let turnsVisible = isShown != cursorIsShown
        cursorIsShown = isShown
        // Written by us: terminfo's way to show the cursor also stops its blinking, which is the person's own.
        let hides = turnsVisible && !isShown ? ControlSequence.hideCursor : ""
        var begin =
            hides + (isFrame && isSynchronized ? ControlSequence.beginSynchronized : "")
            + (isWhole ? ControlSequence.wholeScrolls : "")
        if hasChanged || isFrame || (hasMoved && isShown) {
            // It goes on from where it left the cursor.
            if cursorIsAstray { begin += ControlSequence.move(row: left.row, column: left.column) }
            cursorIsAstray = false
            left = cursor ?? Screen.Position(row: 0, column: 0)
            // In ncurses' own write, since each wakes the terminal. Not by putp: that goes into stdio's buffer.
            begin.withUTF8 { begin in
                curses_update(
                    Int32(left.row), Int32(left.column), begin.baseAddress, Int32(begin.count))
            }
        } else if !begin.isEmpty {
            Output.write(begin, to: STDOUT_FILENO)
        }
        var rest = isFrame && isSynchronized ? trailer + ControlSequence.endSynchronized : trailer
        if turnsVisible, isShown { rest += ControlSequence.showCursor }
        if !rest.isEmpty { Output.write(rest, to: STDOUT_FILENO) }
    }
}
