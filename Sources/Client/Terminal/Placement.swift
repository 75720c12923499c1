import CNcurses

/// How one cluster reaches the terminal.
enum Placement: Equatable {
    /// In ncurses' own cell: ncurses and the picture agree on its width.
    case cell
    /// Beside ncurses, after its update. `spill` is how many columns past its own a terminal may draw that takes the code
    /// points one by one.
    case overlay(spill: Int)
    /// Not at all: it has a control character in it, which no picture should.
    case blank

    /// The placement of a cluster that the picture gives `width` columns.
    init(_ scalars: [wchar_t], width: Int) {
        var total = 0
        var isMarked = true
        for (index, scalar) in scalars.enumerated() {
            if let known = Unicode.Scalar(UInt32(bitPattern: scalar)), known.isControl {
                self = .blank
                return
            }
            let columns = Int(curses_width(scalar))
            if index > 0, columns != 0 { isMarked = false }
            // What the C library does not know yet is most likely a new emoji.
            total += columns < 0 ? 2 : columns
            if index == 0, columns != width { isMarked = false }
        }
        // Some terminals give a joiner that joins nothing a column of its own.
        if scalars.count > 1, scalars.last == 0x200D {
            isMarked = false
            total += 1
        }
        if scalars.isEmpty {
            self = .blank
        } else if isMarked, scalars.count <= Int(curses_cluster_capacity()) {
            self = .cell
        } else {
            self = .overlay(spill: max(0, total - width))
        }
    }
}
