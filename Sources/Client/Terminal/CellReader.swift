import CNcurses
import ClientCore

/// Reads one row of a picture, cluster by cluster.
struct CellReader {
    let cells: UnsafeBufferPointer<Screen.Cell>

    /// How many columns the cluster at that column has: 2 when the next cell continues it.
    func width(at column: Int) -> Int {
        column + 1 < cells.count && !cells[column].isContinuation && cells[column + 1].isContinuation ? 2 : 1
    }

    /// The byte to print where the cell is a single printable ASCII sign, a no-break space or a continuation that
    /// continues nothing; nil for every other cluster.
    ///
    /// A no-break space is printed as a space because ncurses is given one for what is drawn beside it.
    func byte(at column: Int) -> UInt8? {
        let text = cells[column].text
        switch text.utf8.count {
        case 0: return 0x20
        case 1:
            guard let byte = text.utf8.first, (0x20..<0x7F).contains(byte) else { return nil }
            return byte
        case 2: return text.unicodeScalars.first == "\u{A0}" ? 0x20 : nil
        default: return nil
        }
    }

    /// The code points of the cluster at that column.
    func scalars(at column: Int, into scalars: inout [wchar_t]) {
        scalars.removeAll(keepingCapacity: true)
        for scalar in cells[column].text.unicodeScalars { scalars.append(wchar_t(bitPattern: scalar.value)) }
    }
}
