/// What the terminal at hand does where Unicode leaves the number of columns open, or where terminals differ.
package struct WidthRules: Hashable, Sendable {
    /// Columns of an East Asian Ambiguous scalar (`“”…—①★■│`): 1, or 2 where the terminal is set up for CJK. Anything
    /// above 1 counts as 2, anything else as 1.
    package var ambiguous: Int
    /// Whether U+FE0F makes a narrow sign a wide emoji (❤️).
    package var widensEmoji = true
    /// Whether emoji with U+200D between them are drawn as one (👩‍💻).
    package var joinsEmoji = true
    /// Whether a skin tone is drawn on its emoji (👍🏽), not beside it.
    package var joinsTones = true
    /// Whether two regional letters are drawn as a flag of two columns (🇨🇳); else they take two each.
    package var joinsFlags = true
    /// Whether emoji of Unicode 16 and later are wide.
    package var hasNewestEmoji = true

    /// Rules with the given width of ambiguous scalars; all else as the terminals of today do it.
    package init(ambiguous: Int = 1) {
        self.ambiguous = ambiguous
    }

    /// `ambiguous` as it counts: 1 or 2.
    var ambiguousColumns: Int { ambiguous > 1 ? 2 : 1 }
}
