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

/// The bytes that draw overlays; they leave the cursor and its colours as they found them.
struct OverlayWriter {
    let palette: Palette
    private(set) var bytes = ""
    private var scalars: [wchar_t] = []

    init(palette: Palette) { self.palette = palette }

    /// Adds the overlays of one row.
    mutating func add(_ overlays: [Overlay], row: Int, cells: CellReader) {
        for overlay in overlays {
            if bytes.isEmpty { bytes = ControlSequence.saveCursor + ControlSequence.wrapOff }
            let start = ControlSequence.move(row: row, column: overlay.column)
            let cell = cells.cells[overlay.column]
            // Spaces first: the terminal may draw less than it did before, or nothing.
            bytes += start + palette.sequence(for: cell.style) + (overlay.width == 2 ? "  " : " ")
            bytes += start + sign(of: cell, at: overlay, in: cells)
            addNeighbours(of: overlay, row: row, cells: cells)
        }
    }

    /// All of it; empty when there were no overlays.
    mutating func finish() -> String {
        if !bytes.isEmpty { bytes += ControlSequence.wrapOn + ControlSequence.restoreCursor }
        defer { bytes = "" }
        return bytes
    }

    /// What is written for the cell; nothing when a control character has strayed into it.
    private mutating func sign(of cell: Screen.Cell, at overlay: Overlay, in cells: CellReader) -> String {
        guard overlay.isCorner else { return cell.text }
        cells.scalars(at: overlay.column, into: &scalars)
        return Placement(scalars, width: overlay.width) == .blank ? "" : cell.text
    }

    /// Draws again what a terminal that takes the cluster apart has just drawn over.
    private mutating func addNeighbours(of overlay: Overlay, row: Int, cells: CellReader) {
        var column = overlay.column + overlay.width
        let end = min(column + overlay.spill, cells.cells.count)
        while column < end {
            let width = cells.width(at: column)
            let cell = cells.cells[column]
            let sign: String?
            if let byte = cells.byte(at: column) {
                sign = String(Unicode.Scalar(byte))
            } else {
                cells.scalars(at: column, into: &scalars)
                switch Placement(scalars, width: width) {
                case .cell: sign = cell.text
                case .blank: sign = width == 2 ? "  " : " "
                // Its own turn comes next.
                case .overlay: sign = nil
                }
            }
            if let sign {
                bytes += ControlSequence.move(row: row, column: column) + palette.sequence(for: cell.style) + sign
            }
            column += width
        }
    }
}
