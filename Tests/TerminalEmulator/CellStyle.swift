/// One of the colours that a cell can have.
package enum Colour: Hashable, Sendable {
    /// The terminal's own foreground or background.
    case plain
    /// One of the palette's 256; the first 16 are the user's.
    case indexed(UInt8)
    case rgb(UInt8, UInt8, UInt8)
}

/// How a cell is drawn.
package struct CellStyle: Hashable, Sendable {
    package enum Underline: Int, Hashable, Sendable {
        case none, single, double, curly, dotted, dashed
    }

    package var isBold = false
    package var isDim = false
    package var isItalic = false
    package var isBlinking = false
    package var isReversed = false
    package var isHidden = false
    package var isStruckThrough = false
    package var underline = Underline.none
    package var foreground = Colour.plain
    package var background = Colour.plain
    package var underlineColour = Colour.plain

    package static let plain = CellStyle()

    package init() {}

    package var isUnderlined: Bool { underline != .none }

    /// What an erased cell looks like while this is the pen: only the background is kept (terminfo's `bce`).
    var erased: CellStyle {
        var style = CellStyle()
        style.background = background
        return style
    }
}
