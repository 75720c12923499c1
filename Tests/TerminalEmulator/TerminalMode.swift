/// The private modes of the terminal that a program can switch, by their numbers (`ESC [ ? n h`).
package enum TerminalMode: Int, CaseIterable, Hashable, Sendable {
    case applicationCursorKeys = 1
    /// Only ever switched off: by terminfo's reset strings.
    case wide132Columns = 3
    case smoothScroll = 4
    case reverseScreen = 5
    case originAtMargin = 6
    case autowrap = 7
    case blinkingCursor = 12
    case cursorVisible = 25
    /// Also switched by `ESC =` and `ESC >`.
    case applicationKeypad = 66
    /// Only ever switched off: by terminfo's reset strings.
    case leftRightMargins = 69
    case mouseButtons = 1000
    case mouseDrags = 1002
    case mouseMoves = 1003
    case focusReports = 1004
    case mouseInSGRForm = 1006
    case wheelAsArrows = 1007
    case eighthBitMeta = 1034
    case alternateScreen = 1049
    case bracketedPaste = 2004
    case synchronizedOutput = 2026
    /// Always on here: this terminal draws clusters.
    case graphemeClusters = 2027
    case colourSchemeReports = 2031
    case resizeReports = 2048

    /// As the terminal is before any program has touched it.
    static let initial: Set<TerminalMode> = [.autowrap, .cursorVisible, .graphemeClusters]
}
