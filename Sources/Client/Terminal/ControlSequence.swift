import ClientCore

/// The few sequences that are written beside ncurses, by what they do. All are DEC private modes or ECMA-48 and xterm
/// controls that a terminal without them ignores.
enum ControlSequence {
    static let beginSynchronized = "\u{1B}[?2026h"
    static let endSynchronized = "\u{1B}[?2026l"
    static let saveCursor = "\u{1B}7"
    static let restoreCursor = "\u{1B}8"
    static let wrapOff = "\u{1B}[?7l"
    static let wrapOn = "\u{1B}[?7h"
    static let plain = "\u{1B}[m"
    static let invisible = "\u{1B}[0;8m"
    /// All rows scroll, and the cursor stays. A size that changed while ncurses scrolled a part of the window has left the
    /// part's bounds behind, since what was to end them was meant for the size before.
    static let wholeScrolls = saveCursor + "\u{1B}[r" + restoreCursor
    static let eraseRow = "\u{1B}[2K"
    static let showCursor = "\u{1B}[?25h"
    static let hideCursor = "\u{1B}[?25l"
    static func modeOn(_ mode: Int) -> String { "\u{1B}[?\(mode)h" }
    static func modeOff(_ mode: Int) -> String { "\u{1B}[?\(mode)l" }
    // Questions: the cursor's place (CPR), the paper's colour, what kind of terminal it is (DA1), how a mode stands.
    static let askCursor = "\u{1B}[6n"
    static let askPaper = "\u{1B}]11;?\u{1B}\\"
    static let askAttributes = "\u{1B}[c"
    static func askMode(_ mode: Int) -> String { "\u{1B}[?\(mode)$p" }
    static let endLink = "\u{1B}]8;;\u{1B}\\"
    static let pushTitle = "\u{1B}[22;2t"
    static let popTitle = "\u{1B}[23;2t"

    /// Bracketed paste and focus reports, and with `mouse` presses, drags and the wheel in decimal coordinates.
    static func enter(mouse: Bool) -> String {
        "\u{1B}[?2004h\u{1B}[?1004h" + (mouse ? "\u{1B}[?1002h\u{1B}[?1006h" : "")
    }

    /// Undoes every mode of `enter` and of a frame that was cut off half-way, and shows the cursor.
    ///
    /// It begins with a string terminator, which ends a sequence that was being written when everything stopped.
    static func leave(hasLinks: Bool) -> String {
        "\u{1B}\\" + (hasLinks ? endLink : "") + endSynchronized + wholeScrolls
            + "\u{1B}[?1006l\u{1B}[?1003l\u{1B}[?1002l\u{1B}[?1000l\u{1B}[?1004l\u{1B}[?2004l"
            + wrapOn + plain + showCursor
    }

    /// Puts the cursor on that cell, counted from 0 here and from 1 on the wire.
    static func move(row: Int, column: Int) -> String { "\u{1B}[\(row + 1);\(column + 1)H" }

    /// What is printed from here on leads there, up to `endLink` (OSC 8). Pieces of one occurrence have the same id, so that
    /// the terminal lights up both halves of an address that is wrapped.
    static func link(_ link: Hyperlink) -> String {
        // A link is printable ASCII and bounded; semicolons are allowed in its last part.
        "\u{1B}]8;id=\(UInt64(bitPattern: Int64(link.occurrence)));\(link.address)\u{1B}\\"
    }

    /// The window's title. What could end or escape the sequence is left out, and so is what no window bar shows.
    static func title(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(titleLimit) where !scalar.isControl { shown.append(scalar) }
        return "\u{1B}]2;" + String(shown) + "\u{1B}\\"
    }

    /// Code points of a title that are sent: some terminals drop a longer control string (VTE and screen from 256 bytes).
    static let titleLimit = 64
}

extension Unicode.Scalar {
    /// C0, DEL or C1: nothing that may reach a terminal as text.
    var isControl: Bool { value < 0x20 || (0x7F..<0xA0).contains(value) }
}
