/// The one place where text from outside becomes text that can be drawn: topics, nicks, messages, titles, file names.
///
/// What could steer the terminal, hide or turn text around is shown as a visible escape such as `‹1B›` or `‹202E›`.
/// Every grapheme cluster of the result takes one or two columns, and cleaning it again changes nothing.
package enum Sanitiser {
    /// The most scalars that are read and given back: well above the 8,191 bytes of a line with its IRCv3 tags.
    package static let longestText = 16_384
    /// The most combining marks kept on one base: what an ncurses cell holds beside it (CCHARW_MAX is 5).
    package static let mostMarks = 4
    /// The most escapes shown of a run of undrawable scalars; the rest of the run becomes its number, `‹+93›`.
    package static let mostEscapes = 4

    /// The text made safe to draw on one line; a tab becomes a space, and what is too long ends in `…`.
    package static func clean(_ text: String) -> String {
        if isClean(text) { return text }
        var room = longestText
        return clean(text.unicodeScalars.prefix(longestText + 1)[...], room: &room)
    }

    /// True if a quick look shows that cleaning would change nothing.
    static func isClean(_ text: String) -> Bool {
        text.utf8.count <= longestText && (PlainText.isASCII(text) || PlainText.isSolid(text))
    }

    /// Cleans scalars, using up `room`: how many more scalars the result may have. It is -1 once `…` was put.
    static func clean(_ scalars: some Sequence<Unicode.Scalar>, room: inout Int) -> String {
        var cleaning = Cleaning(Array(scalars), room: room)
        let text = cleaning.run()
        room = cleaning.isCut ? -1 : room - cleaning.count
        return text
    }
}
