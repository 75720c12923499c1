/// What a person sees.
extension Emulator {
    /// The rows as lines of text, without the blanks at their ends and without the empty lines at the bottom.
    package var picture: String { grid.picture }

    /// The same with every cell blanked that does not satisfy `isShown`.
    package func picture(where isShown: (Grid.Cell) -> Bool) -> String { grid.picture(where: isShown) }

    /// A row as text, without the blanks at its end; empty if there is no such row.
    package func row(_ row: Int) -> String { (0..<rows).contains(row) ? grid.text(ofRow: row) : "" }

    /// The topmost row that contains `text`, or nil.
    package func row(containing text: String) -> String? {
        (0..<rows).lazy.map(row).first { $0.contains(text) }
    }

    /// True if `text` stands in one row.
    package func shows(_ text: String) -> Bool { row(containing: text) != nil }

    /// Where `text` begins, looking from the top left; nil if it stands nowhere in one row.
    package func position(of text: String) -> Position? {
        for row in 0..<rows {
            let cells = grid.cells(inRow: row)
            guard grid.text(ofRow: row).contains(text) else { continue }
            for column in cells.indices where !cells[column].text.isEmpty {
                if cells[column...].lazy.map(\.text).joined().hasPrefix(text) {
                    return Position(row: row, column: column)
                }
            }
        }
        return nil
    }

    /// The style in which `text` begins; nil if it stands nowhere in one row.
    package func style(of text: String) -> CellStyle? { position(of: text).map { grid[$0.row, $0.column].style } }

    /// Where `text` leads when it is clicked; nil if it leads nowhere or stands nowhere.
    package func link(of text: String) -> String? {
        position(of: text).flatMap { grid[$0.row, $0.column].link?.address }
    }

    /// True if the mode is on.
    package func isOn(_ mode: TerminalMode) -> Bool { modes.contains(mode) }

    /// True while the program has said that what is written is only part of a frame (DEC 2026).
    package var isAmidFrame: Bool { modes.contains(.synchronizedOutput) }

    /// What a program that has ended has not put back, in words; empty if the terminal is as it found it.
    ///
    /// Not among it: what is on the main screen, the cursor's place, and the title, which not every terminal can restore.
    package var leftovers: [String] {
        var found: [String] = []
        for mode in modes.symmetricDifference(TerminalMode.initial).sorted(by: { $0.rawValue < $1.rawValue }) {
            found.append("\(mode) is \(modes.contains(mode) ? "on" : "off")")
        }
        if pen != .plain { found.append("the pen is not plain") }
        if link != nil { found.append("a link is open") }
        if insertsCharacters { found.append("characters are inserted") }
        if margins != 0..<rows { found.append("only rows \(margins.lowerBound)..<\(margins.upperBound) scroll") }
        if characterSets != [.ascii, .ascii] || activeSet != 0 { found.append("the character set is not ASCII") }
        if cursorShape != 0 { found.append("the cursor has shape \(cursorShape)") }
        if !titleStack.isEmpty { found.append("titles are kept on the stack: \(titleStack.count)") }
        if !keyboardFlags.isEmpty { found.append("keyboard flags are kept on the stack: \(keyboardFlags.count)") }
        if otherKeysLevel != 0 { found.append("modifyOtherKeys is \(otherKeysLevel)") }
        if !changedColours.isEmpty { found.append("colours are changed: \(changedColours.sorted())") }
        if !parser.isAtRest { found.append("a sequence is unfinished") }
        return found
    }
}
