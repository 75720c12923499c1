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

    /// Anything that is drawn, emoji too: what a room's name may be made of behind its sign. It does not begin with a mark.
    ///
    /// What is not drawn itself could make a second name that looks like the first, so that a joiner is allowed behind an
    /// emoji or a virama alone (RFC 5892, A.2), and the sign for a coloured emoji behind an emoji alone.
    static func areDrawn(_ scalars: some Sequence<Unicode.Scalar>) -> Bool {
        var before: Unicode.Scalar?
        for scalar in scalars {
            switch scalar.value {
            case 0x200D:
                guard let before, isPictogram(before) || before.properties.canonicalCombiningClass == .virama else {
                    return false
                }
            case 0xFE0F:
                guard let before, isPictogram(before) else { return false }
            default:
                guard isDrawn(scalar), before != nil || !isMark(scalar) else { return false }
                before = scalar
            }
        }
        return true
    }

    private static func isDrawn(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 { return (0x21...0x7E).contains(scalar.value) }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            return false
        default: return !scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// Signs of ASCII have their own form as emoji (digits, `#`), which no name needs.
    private static func isPictogram(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x80 && scalar.properties.isEmoji
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
