/// What may stand in a name: rules that nicks, rooms and user names share.
enum NameRules {
    /// Letters, digits and marks of any script (RFC 8264, 9.1 LetterDigits), and printable ASCII.
    static func isLetterDigitOrASCII(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 { return (0x21...0x7E).contains(scalar.value) }
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter, .decimalNumber,
            .nonspacingMark, .spacingMark:
            return !scalar.properties.isDefaultIgnorableCodePoint
        default: return false
        }
    }

    /// Anything that is drawn, emoji too: what a room's name may be made of.
    static func isDrawn(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 { return (0x21...0x7E).contains(scalar.value) }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            return scalar.value == 0x200D  // joins the parts of an emoji
        default: return true
        }
    }

    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}

/// Why a text is no name.
package enum NameError: Error, Equatable, Sendable {
    case empty
    /// Longer than its limit, in bytes.
    case tooLong
    /// Holds a sign that no name may have, or begins with one that no name may begin with.
    case malformed
}
