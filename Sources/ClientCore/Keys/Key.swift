/// What the keyboard or the terminal reported, whatever bytes it came as.
package enum Key: Hashable, Sendable {
    /// Text: one Unicode scalar a press as the decoder makes them, so that the same bytes give the same presses however
    /// the reads split them. The line editor joins scalars to clusters. Never a control character.
    case character(Character)
    /// Enter: the line is finished.
    case enter
    /// Enter held with Alt (or, where the terminal tells them apart, Shift or Control): a new line inside the text.
    case newline
    case tab
    /// Shift-Tab; the press carries no Shift.
    case backTab
    case backspace
    case delete
    case insert
    case escape
    case up
    case down
    case left
    case right
    case home
    case end
    case pageUp
    case pageDown
    /// F1 is 1; at most 35.
    case function(Int)
    /// A bracketed paste, at most `KeyDecoder.pasteLimit` bytes of UTF-8 without controls; lines end in LF.
    case paste(String)
    /// Whether the terminal's window has the focus now.
    case focus(Bool)
    case mouse(Mouse)
    /// The terminal answers a question; no person pressed anything.
    case report(TerminalReport)
}

/// The keys held while another was pressed. Shift stands only where the character itself does not show it.
package struct Modifiers: OptionSet, Hashable, Sendable {
    /// One bit a modifier.
    package let rawValue: UInt8

    /// Modifiers by their bits.
    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Shift.
    package static let shift = Modifiers(rawValue: 1)
    /// Alt, Meta or a leading Esc.
    package static let alt = Modifiers(rawValue: 2)
    /// Control.
    package static let control = Modifiers(rawValue: 4)
}

/// One key with what was held.
package struct KeyPress: Hashable, Sendable {
    /// What was pressed.
    package let key: Key
    /// What was held.
    package let modifiers: Modifiers

    /// A key, by default with nothing held.
    package init(_ key: Key, _ modifiers: Modifiers = []) {
        self.key = key
        self.modifiers = modifiers
    }

    /// A typed character; with Control the letter is lower case (`.control("a")` is Ctrl-A).
    package static func character(_ character: Character, _ modifiers: Modifiers = []) -> KeyPress {
        KeyPress(.character(character), modifiers)
    }

    /// Control and a character: `.control("a")`.
    package static func control(_ character: Character) -> KeyPress {
        KeyPress(.character(character), .control)
    }

    /// Alt and a character: `.alt("b")`.
    package static func alt(_ character: Character) -> KeyPress {
        KeyPress(.character(character), .alt)
    }

    /// The same key with one more modifier held.
    func with(_ modifier: Modifiers) -> KeyPress {
        KeyPress(key, modifiers.union(modifier))
    }
}

/// A mouse report. What was held with it stands in the press.
package struct Mouse: Hashable, Sendable {
    /// What was pressed or turned.
    package enum Button: Hashable, Sendable {
        case left, middle, right, wheelUp, wheelDown, wheelLeft, wheelRight
        /// No button: the terminal reports a bare move, or (in its older forms) a release without saying of what.
        case none
    }

    /// What happened to it; a turn of the wheel is a press.
    package enum Action: Hashable, Sendable {
        case pressed, released, dragged
    }

    /// The button in question.
    package let button: Button
    /// What happened to it.
    package let action: Action
    /// Cells from the left edge, from 0.
    package let column: Int
    /// Cells from the top edge, from 0.
    package let row: Int

    /// A report at a cell, counted from 0.
    package init(_ button: Button, _ action: Action, column: Int, row: Int) {
        self.button = button
        self.action = action
        self.column = column
        self.row = row
    }
}
