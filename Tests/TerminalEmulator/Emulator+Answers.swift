/// What the terminal says when it is asked.
extension Emulator {
    /// How large a cell is said to be, in pixels; any size would do.
    private static let cell = (width: 8, height: 16)

    /// False if this is no question.
    mutating func answer(to sequence: ControlSequence) -> Bool {
        let first = sequence.number(0, or: 0)
        switch (sequence.signature, first) {
        case ("c", 0): answer("\u{1B}[?62;22c")  // A VT220 with colours.
        case (">c", 0): answer("\u{1B}[>41;410;0c")  // What xterm 410 says.
        case (">q", 0): answer("\u{1B}P>|TerminalEmulator(1)\u{1B}\\")
        case ("n", 5): answer("\u{1B}[0n")
        case ("n", 6): answer("\u{1B}[\(reportedRow);\(cursor.column + 1)R")
        case ("?n", 6): answer("\u{1B}[?\(reportedRow);\(cursor.column + 1)R")
        case ("?$p", _): answer("\u{1B}[?\(first);\(state(ofMode: first))$y")
        case ("$p", 4): answer("\u{1B}[4;\(insertsCharacters ? 1 : 2)$y")
        case ("$p", _): answer("\u{1B}[\(first);0$y")
        case ("?u", 0) where sequence.parameters.isEmpty: break  // Only terminals with the kitty keyboard answer.
        case ("t", 14): answer("\u{1B}[4;\(rows * Self.cell.height);\(columns * Self.cell.width)t")
        case ("t", 16): answer("\u{1B}[6;\(Self.cell.height);\(Self.cell.width)t")
        case ("t", 18): answer("\u{1B}[8;\(rows);\(columns)t")
        default: return false
        }
        return true
    }

    /// The in-band report of mode 2048.
    mutating func reportSize() {
        answer("\u{1B}[48;\(rows);\(columns);\(rows * Self.cell.height);\(columns * Self.cell.width)t")
    }

    private var reportedRow: Int { cursor.row - (isOn(.originAtMargin) ? margins.lowerBound : 0) + 1 }

    /// As DECRPM counts: 0 not known, 1 on, 2 off, 3 always on, 4 always off.
    private func state(ofMode number: Int) -> Int {
        switch TerminalMode(rawValue: number) {
        case nil: 0
        case .graphemeClusters: 3
        case .wide132Columns, .leftRightMargins: 4
        case .some(let mode): isOn(mode) ? 1 : 2
        }
    }
}
