/// What a sign of a text means to the search.
enum TermSign {
    /// Part of a word of a script that puts spaces between words.
    case word
    /// Of a script without spaces: Chinese, Japanese, Korean, Thai...
    case unspaced
    /// Belongs to the letter before it.
    case mark
    /// Stands within words and is not read: bold and the like (modern.ircdocs.horse/formatting), joiners.
    case unread
    /// Digits of a colour follow; so many, and whether in two parts.
    case colour
    case quote
    /// Ends a word.
    case gap

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x61...0x7A, 0x30...0x39, 0x41...0x5A: self = .word
        case 0x22, 0x201C, 0x201D: self = .quote
        case 0x02, 0x0F, 0x11, 0x16, 0x1D, 0x1E, 0x1F, 0xAD, 0x200C, 0x200D, 0xFE00...0xFE0F: self = .unread
        case 0x03: self = .colour
        case 0..<0x80: self = .gap
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0xAC00...0xD7A3, 0x20000...0x3FFFD: self = .unspaced
        // Iteration and number signs; kana without the middle dot; bopomofo, jamo, compatibility ideographs.
        case 0x3005...0x3007, 0x3021...0x3029, 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x318E,
            0x31A0...0x31BF, 0x31F0...0x31FF, 0x1100...0x11FF, 0xF900...0xFAFF:
            self = .unspaced
        // Thai and Lao, Burmese, Khmer: with their vowel signs.
        case 0x0E01...0x0E3A, 0x0E40...0x0E4E, 0x0E81...0x0ECE, 0x1000...0x103F, 0x1780...0x17D3: self = .unspaced
        case 0x0300...0x036F, 0x3099, 0x309A: self = .mark
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x400...0x481, 0x48A...0x52F: self = .word
        default: self.init(general: scalar.properties.generalCategory)
        }
    }

    private init(general category: Unicode.GeneralCategory) {
        switch category {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            self = .word
        case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
        default: self = .gap
        }
    }

    /// Of the usual width (RFC 8265, 3.3.2).
    static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        (0xFF01...0xFF9F).contains(scalar.value) ? Casemapping.usualWidth(scalar) : scalar
    }

    /// Appends the small form.
    static func appendLower(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        switch scalar.value {
        case 0x41...0x5A: bytes.append(UInt8(truncatingIfNeeded: scalar.value | 0x20))
        case 0..<0x80: bytes.append(UInt8(truncatingIfNeeded: scalar.value))
        case 0x430...0x45F: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default:
            guard scalar.properties.changesWhenLowercased else {
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                return
            }
            bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        }
    }

    /// The one letter that the two are together (Unicode canonical equivalence), so that both ways of writing it are
    /// found; nil where there is none.
    static func composed(_ letter: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
        var both = String.UnicodeScalarView()
        both.append(letter)
        both.append(mark)
        let text = String(both)
        guard text.count == 1, let character = text.first else { return nil }
        return letters[character]
    }

    /// Letters with marks that have a number of their own. `Character` equates them with their composed forms.
    private static let letters: [Character: Unicode.Scalar] = {
        let ranges: [ClosedRange<UInt32>] = [0xC0...0x24F, 0x370...0x4FF, 0x1E00...0x1EFF, 0x3041...0x30FF]
        var letters: [Character: Unicode.Scalar] = [:]
        for value in ranges.joined() {
            if let scalar = Unicode.Scalar(value) { letters[Character(scalar)] = scalar }
        }
        return letters
    }()
}
