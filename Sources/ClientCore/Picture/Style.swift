/// How a cell is drawn: an ink and attributes.
///
/// No meaning is carried by colour alone: whoever picks an ink picks an attribute or a sign with it.
package struct Style: Hashable, Sendable {
    /// A named part of the palette; the painter maps it to what the terminal has (256 colours, 16, 8 or none).
    package enum Ink: Hashable, Sendable {
        /// The terminal's own foreground.
        case plain
        /// Times, joins, rules: present, but behind the text.
        case faint
        /// The one accent colour: the current room, the prompt.
        case accent
        /// Somebody said the person's name.
        case mention
        /// Something went wrong.
        case alarm
        /// One of the nick colours, chosen by hash: any value is taken modulo the palette's size.
        case nick(UInt8)
        /// What somebody wrote in this colour.
        case colour(MessageColour)
    }

    /// What a terminal can do to text besides colour; the painter leaves out what the terminal at hand cannot.
    package struct Attributes: OptionSet, Hashable, Sendable {
        /// One bit for each attribute.
        package let rawValue: UInt8

        /// The attributes whose bits are set.
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Heavier strokes.
        package static let bold = Attributes(rawValue: 1)
        /// Paler than the ink.
        package static let dim = Attributes(rawValue: 2)
        /// Slanted.
        package static let italic = Attributes(rawValue: 4)
        /// With a line below.
        package static let underline = Attributes(rawValue: 8)
        /// Ink and paper exchanged.
        package static let reverse = Attributes(rawValue: 16)
        /// To be covered until the person asks to see it; the painter knows nothing of it.
        package static let concealed = Attributes(rawValue: 32)
        /// Kept on one row where it fits on one, by `Wrapping`; nothing that is drawn has it any more.
        package static let unbroken = Attributes(rawValue: 64)
    }

    /// The colour of the text.
    package var ink: Ink
    /// What is done to the text besides.
    package var attributes: Attributes

    /// A style of an ink and attributes.
    package init(_ ink: Ink = .plain, _ attributes: Attributes = []) {
        self.ink = ink
        self.attributes = attributes
    }

    /// The terminal's own foreground, no attributes.
    package static let plain = Style()
}
