import Chance

/// Texts at random.
extension SeededNumbers {
    /// Scalars of all kinds, mostly those that are hard to handle, often next to each other.
    mutating func wild(count: Int) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<count { scalars.append(wildScalar()) }
        return String(scalars)
    }

    /// What people write: words, spaces, ideographs with their signs, emoji, addresses.
    mutating func talk(words: Int) -> String {
        let words = (0..<words).map { _ in Self.words.randomElement(using: &self) ?? "" }
        return words.joined()
    }

    private mutating func wildScalar() -> Unicode.Scalar {
        let range = Self.ranges.randomElement(using: &self) ?? 0...0x10FFFF
        return Unicode.Scalar(UInt32.random(in: range, using: &self)) ?? "\u{FFFD}"
    }

    private static let ranges: [ClosedRange<UInt32>] = [
        0...0x1F, 0x20...0x7E, 0x30...0x39, 0x7F...0x9F, 0xA0...0xFF, 0xAD...0xAD, 0x300...0x36F, 0x600...0x6FF,
        0x900...0x97F,
        0x93F...0x94D, 0xD4E...0xD4E, 0xE31...0xE3A, 0x1100...0x11FF, 0xD7B0...0xD7FB, 0xAC00...0xAC20, 0x200B...0x200F,
        0x200C...0x200D, 0x200D...0x200D, 0x2028...0x202E, 0x2060...0x206F, 0x20D0...0x20F0, 0x20E3...0x20E3,
        0x2600...0x27BF,
        0x3000...0x30FF, 0x4E00...0x4E20, 0xE000...0xE010, 0xFE00...0xFE0F, 0xFE0F...0xFE0F, 0xFEFF...0xFEFF,
        0xFF00...0xFFFF,
        0x1F1E6...0x1F1FF, 0x1F3F4...0x1F3F4, 0x1F3FB...0x1F3FF, 0x1F466...0x1F469, 0x1F600...0x1F64F,
        0x1FA70...0x1FAFF,
        0xE0020...0xE007F, 0xE0100...0xE01EF, 0x10000...0x10FFFF,
    ]

    private static let words = [
        " ", " ", " ", "  ", "\u{3000}", "a", "word", "well-known", "and/or", "antidisestablishmentarianism", "你", "好",
        "今天",
        "，", "。", "！？", "（", "）", "「", "」", "“", "”", "……", "——", "、", "(", ")", ", ", ". ", "100%", "ｱﾞ", "あﾟ", "カー",
        "한국",
        "👍🏽", "👨‍👩‍👧‍👦", "❤️", "🇨🇳", "1️⃣", "e\u{301}", "क्षि", "https://example.com/a-b/c?d=e", "‹1B›", "\"", "@小明", "#房间",
    ]
}

/// The scalars of a text, since `==` of strings takes canonical equivalents for equal.
func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }
