/// What a person does with keyboard and mouse, and what they see.
extension TerminalWindow {
    /// The mouse's buttons, as xterm numbers them.
    package enum Button: Int, Sendable {
        case left = 0
        case middle = 1
        case right = 2
        case wheelUp = 64
        case wheelDown = 65
    }

    /// Types characters; a line ends with `\r`, which is what the Enter key writes.
    package func types(_ text: String) { writes(Array(text.utf8)) }

    /// Presses keys one after the other, as the program has set the keyboard.
    ///
    /// After `.escape` wait for what it does: a terminal's ESC begins other keys too.
    package func presses(_ keys: Key...) {
        for key in keys { writes(key.bytes(applicationCursorKeys: emulator.isOn(.applicationCursorKeys))) }
    }

    /// Pastes text, between brackets if the program has asked for them; as in xterm, line feeds become `\r`.
    package func pastes(_ text: String) {
        let bytes = text.utf8.map { $0 == 0x0A ? 0x0D : $0 }
        let isBracketed = emulator.isOn(.bracketedPaste)
        writes((isBracketed ? Array("\u{1B}[200~".utf8) : []) + bytes + (isBracketed ? Array("\u{1B}[201~".utf8) : []))
    }

    /// Presses and releases a button at a cell; nothing happens unless the program listens to the mouse.
    package func clicks(_ button: Button = .left, row: Int, column: Int) {
        guard !emulator.modes.isDisjoint(with: [.mouseButtons, .mouseDrags, .mouseMoves]) else { return }
        let isWheel = button == .wheelUp || button == .wheelDown
        guard emulator.isOn(.mouseInSGRForm) else {
            // The old form, which ends at column 223.
            let place = [UInt8(clamping: column + 33), UInt8(clamping: row + 33)]
            writes([0x1B] + Array("[M".utf8) + [UInt8(button.rawValue + 32)] + place)
            if !isWheel { writes([0x1B] + Array("[M".utf8) + [UInt8(3 + 32)] + place) }
            return
        }
        let report = "\u{1B}[<\(button.rawValue);\(column + 1);\(row + 1)"
        types(isWheel ? report + "M" : report + "M" + report + "m")
    }

    /// Clicks on the first column of a text that is shown; false if it is not shown.
    @discardableResult
    package func clicks(on text: String) -> Bool {
        guard let place = emulator.position(of: text) else { return false }
        clicks(row: place.row, column: place.column)
        return true
    }

    /// Comes to this window from another one; the program hears of it if it has asked to.
    package func gainsFocus() {
        if emulator.isOn(.focusReports) { types("\u{1B}[I") }
    }

    /// Goes to another window.
    package func losesFocus() {
        if emulator.isOn(.focusReports) { types("\u{1B}[O") }
    }

    /// The rows as lines of text, as of the last wait.
    package var picture: String { emulator.picture }

    /// The topmost row that contains `text`, or nil.
    package func row(containing text: String) -> String? { emulator.row(containing: text) }

    /// True if the program has written these bytes.
    package func hasWritten(_ sequence: String) -> Bool { transcript.contains(Array(sequence.utf8)) }
}
