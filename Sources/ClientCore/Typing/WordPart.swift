/// What a cluster is to the keys that step by words.
enum WordPart: Equatable, Sendable {
    /// Part of a word: a letter, a number or an underscore, of any script that puts spaces between words.
    case letter
    /// A step of its own: Han, kana and emoji, where no space says which of them make a word.
    case whole
    /// Between words: space and punctuation.
    case divider

    init(_ cluster: Character) {
        guard let scalar = cluster.unicodeScalars.first else {
            self = .divider
            return
        }
        if Self.standsAlone(scalar) || Self.isEmoji(cluster, scalar) {
            self = .whole
        } else if cluster.isLetter || cluster.isNumber || cluster == "_" {
            self = .letter
        } else {
            self = .divider
        }
    }

    /// Han and kana (Unicode 16 Blocks.txt). Hangul is written with spaces and is not among them.
    private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3041...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x1B000...0x1B16F, 0x20000...0x3FFFF:
            true
        default: false
        }
    }

    private static func isEmoji(_ cluster: Character, _ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isEmojiPresentation || cluster.unicodeScalars.contains("\u{FE0F}")
    }
}
