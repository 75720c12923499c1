/// How a password is prepared before it is hashed (RFC 4013, SASLprep), so that it is the same from every keyboard.
///
/// Left out of that profile: the rules for text of both directions, and the refusal of what Unicode 3.2 had not assigned,
/// since they would only refuse passwords that people have (emoji among them).
package enum SaslPrep {
    /// Why a text is no password.
    package enum Fault: Error, Equatable, Sendable {
        /// Nothing, or nothing that is kept.
        case empty
        /// More than `SaslPlain.passwordBytes`, so that no message could ever bring it.
        case tooLong
        /// Holds this sign: a control, a sign for private use or of no meaning of its own (RFC 4013, 2.3).
        case prohibited(Unicode.Scalar)
    }

    /// Spaces of any kind become the usual one, what is not seen (soft hyphens, joiners, marks of variation) goes, and the
    /// rest is normalised by `compose`, which has to be Unicode's NFKC. ASCII comes back as it is.
    package static func prepared(_ text: String, compose: (String) -> String) throws(Fault) -> String {
        guard text.utf8.count <= SaslPlain.passwordBytes else { throw .tooLong }
        var mapped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !isDropped(scalar) { mapped.append(isSpace(scalar) ? " " : scalar) }
        let isASCII = mapped.allSatisfy(\.isASCII)
        let prepared = isASCII ? String(mapped) : compose(String(mapped))
        for scalar in prepared.unicodeScalars where isProhibited(scalar) { throw .prohibited(scalar) }
        guard !prepared.isEmpty else { throw .empty }
        return prepared
    }

    /// RFC 3454, C.1.2.
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xA0, 0x1680, 0x2000...0x200B, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// RFC 3454, B.1. U+200B is in both tables: it is a space here, as in other servers that keep such verifiers.
    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x34F, 0x1806, 0x180B...0x180D, 0x200C...0x200D, 0x2060, 0xFE00...0xFE0F, 0xFEFF: true
        default: false
        }
    }

    /// RFC 3454, C.2.1 to C.9.
    private static func isProhibited(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .privateUse, .surrogate, .lineSeparator, .paragraphSeparator: return true
        default: break
        }
        switch scalar.value {
        // Spaces that a normalisation could make anew.
        case 0xA0, 0x1680, 0x2000...0x200B, 0x202F, 0x205F, 0x3000: return true
        // Controls of other scripts and of music.
        case 0x6DD, 0x70F, 0x180E, 0x200C...0x200D, 0x2060...0x2063, 0xFEFF, 0x1D173...0x1D17A: return true
        // What stands for other signs, describes them, changes how they are drawn, or tags them.
        case 0xFFF9...0xFFFD, 0x2FF0...0x2FFB, 0x340...0x341, 0x200E...0x200F, 0x202A...0x202E, 0x206A...0x206F,
            0xE0001, 0xE0020...0xE007F:
            return true
        default: return scalar.properties.isNoncharacterCodePoint
        }
    }
}
