/// What the sanitiser makes of a scalar on its own.
enum ScalarKind: Equatable, Sendable {
    /// Visible by itself.
    case base
    /// A combining mark: belongs to the base before it.
    case mark
    /// A Hangul vowel or final: belongs to the initial or syllable before it.
    case jamo
    /// U+200C or U+200D: kept between letters that it joins or parts.
    case joiner
    /// A tab.
    case tab
    /// Must not be drawn: a control, bidi or other invisible scalar, private use, unassigned.
    case hidden

    /// The kind of a scalar.
    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x09: self = .tab
        case 0x200C, 0x200D: self = .joiner
        case 0x1F3FB...0x1F3FF: self = .hidden  // a skin tone without its emoji would join whatever stands before it
        case 0x1161...0x11FF, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB: self = .jamo
        default:
            if PlainText.isSolid(scalar) { self = .base } else { self.init(properties: scalar) }
        }
    }

    private init(properties scalar: Unicode.Scalar) {
        switch scalar.properties.generalCategory {
        case _ where scalar.properties.isDefaultIgnorableCodePoint: self = .hidden
        case .control, .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator: self = .hidden
        // The places kept for ideographs and emoji to come are wide already; of others nothing is known.
        case .unassigned: self = DisplayWidth.columns(of: scalar) == 2 ? .base : .hidden
        case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
        default: self = .base
        }
    }
}

extension Unicode.Scalar {
    /// True for letters of the scripts in which U+200C and U+200D change how a word is written.
    var isJoiningLetter: Bool {
        switch value {
        case 0x620...0x8C9,  // Arabic, Syriac, N'Ko, Mandaic
            0x900...0xDFF,  // the scripts of India and Sri Lanka
            0xF00...0x109F,  // Tibetan, Myanmar
            0x1780...0x18AA:  // Khmer, Mongolian
            switch properties.generalCategory {
            case .otherLetter, .modifierLetter: return true
            default: return false
            }
        default: return false
        }
    }

    /// True if this Hangul vowel or final continues the syllable that ends in `previous` (UAX #29, GB6 to GB8).
    func continuesSyllable(after previous: Unicode.Scalar) -> Bool {
        let isVowel = (0x1160...0x11A7).contains(value) || (0xD7B0...0xD7C6).contains(value)
        switch previous.value {
        case 0x1100...0x115E, 0xA960...0xA97C: return isVowel
        case 0x1160...0x11A7, 0xD7B0...0xD7C6: return true
        case 0x11A8...0x11FF, 0xD7CB...0xD7FB: return !isVowel
        case 0xAC00...0xD7A3: return !isVowel || (previous.value - 0xAC00) % 28 == 0
        default: return false
        }
    }
}
