import CNcurses
import ClientCore

/// A cluster that is written beside ncurses, over the no-break spaces that ncurses has there.
struct Overlay: Equatable {
    let column: Int
    let width: Int
    /// How many columns past its own it may spoil.
    let spill: Int
    /// Whether it ends in the screen's last cell, where ncurses has a space instead.
    let isCorner: Bool
}

/// The bytes that draw overlays and links; they leave the cursor and its colours as they found them.
struct OverlayWriter {
    let palette: Palette
    private(set) var bytes = ""
    private var scalars: [wchar_t] = []

    init(palette: Palette) { self.palette = palette }

    /// Adds the overlays of one row.
    mutating func add(
        _ overlays: [Overlay], links: ArraySlice<Screen.LinkedCells> = [], row: Int, cells: CellReader
    ) {
        for overlay in overlays {
            begin()
            let start = ControlSequence.move(row: row, column: overlay.column)
            let cell = cells.cells[overlay.column]
            // Spaces first: the terminal may draw less than it did before, or nothing.
            bytes += start + palette.sequence(for: cell.style) + (overlay.width == 2 ? "  " : " ") + start
            let link = links.first { $0.columns.contains(overlay.column) }?.link
            if let link { bytes += ControlSequence.link(link) }
            bytes += sign(of: cell, at: overlay, in: cells)
            if link != nil { bytes += ControlSequence.endLink }
            addNeighbours(of: overlay, row: row, cells: cells)
        }
    }

    /// Adds the links of one row, and what led somewhere before and does not now. All that ncurses has there is written
    /// again, since a terminal keeps with each cell where it leads; overlays have been written already.
    mutating func add(
        _ links: ArraySlice<Screen.LinkedCells>, after former: ArraySlice<Screen.LinkedCells>,
        beside overlays: [Overlay],
        row: Int, cells: CellReader
    ) {
        if former != links {
            for old in former { write(old.columns, link: nil, beside: overlays, row: row, cells: cells) }
        }
        for new in links { write(new.columns, link: new.link, beside: overlays, row: row, cells: cells) }
    }

    /// All of it; empty when there was nothing.
    mutating func finish() -> String {
        if !bytes.isEmpty { bytes += ControlSequence.wrapOn + ControlSequence.restoreCursor }
        defer { bytes = "" }
        return bytes
    }

    private mutating func begin() {
        if bytes.isEmpty { bytes = ControlSequence.saveCursor + ControlSequence.wrapOff }
    }

    /// Writes cells in as few pieces as it can: a new one behind whatever a terminal may measure in another way. No link is
    /// open while the cursor is moved.
    private mutating func write(
        _ columns: Range<Int>, link: Hyperlink?, beside overlays: [Overlay], row: Int, cells: CellReader
    ) {
        var column = columns.lowerBound
        let end = min(columns.upperBound, cells.cells.count)
        while column > 0, column < end, cells.cells[column].isContinuation { column -= 1 }
        var style: Style?
        while column < end {
            let width = cells.width(at: column)
            let cell = cells.cells[column]
            let isElsewhere = overlays.contains { $0.column == column }
            let sign = isElsewhere ? nil : sign(at: column, width: width, cells: cells)
            if let sign {
                if style == nil {
                    begin()
                    bytes += ControlSequence.move(row: row, column: column)
                    if let link { bytes += ControlSequence.link(link) }
                }
                if style != cell.style { bytes += palette.sequence(for: cell.style) }
                style = cell.style
                bytes += sign
            }
            let isCertain = sign != nil && sign?.unicodeScalars.dropFirst().isEmpty == true
            if !isCertain, style != nil {
                if link != nil { bytes += ControlSequence.endLink }
                style = nil
            }
            column += width
        }
        if style != nil, link != nil { bytes += ControlSequence.endLink }
    }

    /// What is written for the cell; nothing when a control character has strayed into it.
    private mutating func sign(of cell: Screen.Cell, at overlay: Overlay, in cells: CellReader) -> String {
        guard overlay.isCorner else { return cell.text }
        cells.scalars(at: overlay.column, into: &scalars)
        return Placement(scalars, width: overlay.width) == .blank ? "" : cell.text
    }

    /// What ncurses has in a cell; nil where that is an overlay.
    private mutating func sign(at column: Int, width: Int, cells: CellReader) -> String? {
        if let byte = cells.byte(at: column) { return String(Unicode.Scalar(byte)) }
        cells.scalars(at: column, into: &scalars)
        return switch Placement(scalars, width: width) {
        case .cell: cells.cells[column].text
        case .blank: width == 2 ? "  " : " "
        case .overlay: nil
        }
    }

    /// Draws again what a terminal that takes the cluster apart has just drawn over.
    private mutating func addNeighbours(of overlay: Overlay, row: Int, cells: CellReader) {
        var column = overlay.column + overlay.width
        let end = min(column + overlay.spill, cells.cells.count)
        while column < end {
            let width = cells.width(at: column)
            // Of another overlay its own turn comes next.
            if let sign = sign(at: column, width: width, cells: cells) {
                let style = cells.cells[column].style
                bytes += ControlSequence.move(row: row, column: column) + palette.sequence(for: style) + sign
            }
            column += width
        }
    }
}
