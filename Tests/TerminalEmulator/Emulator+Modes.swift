/// The modes and the ways back to how everything began.
extension Emulator {
    mutating func setModes(_ sequence: ControlSequence) {
        let on = sequence.signature == "?h"
        if sequence.parameters.isEmpty { note(.badParameter, sequence.bytes) }
        for parameter in sequence.parameters {
            guard parameter.count == 1, let number = parameter[0], let mode = TerminalMode(rawValue: number) else {
                note(.unknownMode, sequence.bytes)
                continue
            }
            if on, mode == .wide132Columns || mode == .leftRightMargins { note(.unknownMode, sequence.bytes) }
            turn(mode, on: on)
        }
    }

    mutating func turn(_ mode: TerminalMode, on: Bool) {
        if on { modesEverSet.insert(mode) }
        switch mode {
        case .graphemeClusters, .wide132Columns, .leftRightMargins: return
        case .alternateScreen: return showAlternateScreen(on)
        default: break
        }
        if on { modes.insert(mode) } else { modes.remove(mode) }
        switch mode {
        case .originAtMargin:
            moveRow(to: 0)
            moveColumn(to: 0)
        case .resizeReports where on: reportSize()
        default: break
        }
    }

    /// As xterm does it: the cursor is saved and put back even if the screen does not change, so that leaving twice moves
    /// the cursor, and entering twice clears.
    private mutating func showAlternateScreen(_ on: Bool) {
        if on { saveCursor() }
        if on != isOn(.alternateScreen) { swap(&grid, &hiddenGrid) }
        if on {
            modes.insert(.alternateScreen)
            grid.erase(rows: 0..<rows, pen)
            pendingWrap = false
        } else {
            modes.remove(.alternateScreen)
            restoreCursor()
        }
    }

    /// DECSTR: what a program may have changed, but neither the screen nor the cursor's place.
    mutating func softReset() {
        modes.subtract([.originAtMargin, .applicationCursorKeys, .applicationKeypad])
        modes.formUnion([.autowrap, .cursorVisible])
        insertsCharacters = false
        margins = 0..<rows
        pen = .plain
        characterSets = [.ascii, .ascii]
        activeSet = 0
        savedCursors[shownScreen] = nil
        pendingWrap = false
    }

    /// RIS: as when the window was opened; what the tests count goes on being counted.
    mutating func reset() {
        var fresh = Emulator(columns: columns, rows: rows)
        fresh.modesEverSet = modesEverSet
        fresh.clipboard = clipboard
        fresh.notifications = notifications
        fresh.bells = bells
        fresh.changedColours = changedColours
        fresh.answers = answers
        fresh.violations = violations
        self = fresh
    }

    /// DECALN: the whole screen full of E.
    mutating func alignmentPattern() {
        margins = 0..<rows
        modes.remove(.originAtMargin)
        grid.fill(with: "E")
        cursor = Position(row: 0, column: 0)
        pendingWrap = false
    }
}
