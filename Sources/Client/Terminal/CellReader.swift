import CNcurses
import ClientCore

/// Reads one row of a picture, cluster by cluster.
struct CellReader {
    let cells: UnsafeBufferPointer<Screen.Cell>

    /// The first columns of a row among the cells of rows that are `pitch` columns wide.
    init(row: Int, of cells: UnsafeBufferPointer<Screen.Cell>, pitch: Int, columns: Int) {
        self.cells = UnsafeBufferPointer(rebasing: cells[row * pitch..<row * pitch + columns])
    }

    /// How many columns the cluster at that column has: 2 when the next cell continues it.
    func width(at column: Int) -> Int {
        column + 1 < cells.count && !cells[column].isContinuation && cells[column + 1].isContinuation ? 2 : 1
    }

    /// The byte to print where the cell is a single printable ASCII sign, a no-break space or a continuation that
    /// continues nothing; nil for every other cluster.
    ///
    /// A no-break space is printed as a space because ncurses is given one for what is drawn beside it.
    func byte(at column: Int) -> UInt8? {
        guard let scalar = cells[column].scalar else { return cells[column].isContinuation ? 0x20 : nil }
        switch scalar.value {
        case 0x20..<0x7F: return UInt8(scalar.value)
        case 0xA0: return 0x20
        default: return nil
        }
    }

    /// The code points of the cluster at that column.
    func scalars(at column: Int, into scalars: inout [wchar_t]) {
        scalars.removeAll(keepingCapacity: true)
        for scalar in cells[column].text.unicodeScalars { scalars.append(wchar_t(bitPattern: scalar.value)) }
    }

    /// Whether the cluster at that column would be one with what is beside it if nothing came between: parts of a cluster
    /// that is wider than two columns, such as `क्` and `षि`, and signs that go before others.
    func joinsNeighbour(at column: Int) -> Bool {
        let text = cells[column].text
        guard let first = text.unicodeScalars.first, !Self.isSeparate(first) else { return false }
        var before = column - 1
        if before > 0, cells[before].isContinuation { before -= 1 }
        if before >= 0, (cells[before].text + text).count == 1 { return true }
        return (text + "\u{A0}").count == 1
    }

    /// The frequent signs that never go on with a cluster: Latin, punctuation and symbols, ideographs and syllables. (An
    /// ideograph does behind a few signs of Indian scripts; then no terminal joins the two.)
    private static func isSeparate(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x300, 0x2010...0x2027, 0x2030...0x205E, 0x2100...0x2BFF, 0x2E80...0x3029, 0x3030...0x3098,
            0x309B...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF00...0xFF9D:
            true
        default: false
        }
    }
}
