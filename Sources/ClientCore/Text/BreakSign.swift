/// How a cluster behaves where a line may break.
enum BreakSign: UInt8, Sendable {
    /// Dropped at a break: U+0020 and U+3000.
    case space
    /// Part of a word: letters, digits and most signs.
    case word
    /// Lines may break before and after it: ideographs, kana, Hangul, emoji.
    case ideograph
    /// Not at a line's end.
    case opening
    /// Not at a line's start.
    case closing
    /// `opening`, of Chinese and Japanese: also across a space, and a line may break before it.
    case wideOpening
    /// `closing`, of Chinese and Japanese: also across a space, and a line may break after it.
    case wideClosing
    /// No break on either side: straight quotes, of which one cannot tell the side, and no-break spaces.
    case glue

    /// The sign of a cluster by its first scalar and its columns.
    init(_ first: Unicode.Scalar, columns: Int) {
        let value = first.value
        if value >= 0x4E00, value <= 0x9FFF {
            self = .ideograph
        } else if value < 0x80 {
            self = Self.ascii(first)
        } else {
            self = Self.other(first, columns: columns)
        }
    }

    var isSpace: Bool { self == .space }
    var isOpening: Bool { self == .opening || self == .wideOpening }
    var isClosing: Bool { self == .closing || self == .wideClosing }
    /// True if a line may break beside it, whatever stands there, unless that forbids it.
    var breaks: Bool { self == .ideograph || self == .wideOpening || self == .wideClosing }

    /// True if a line may end with `before` and the next one start with `after`, no space between.
    static func allowsBreak(_ before: BreakSign, _ after: BreakSign) -> Bool {
        (before.breaks || after.breaks) && !before.isOpening && !after.isClosing && before != .glue && after != .glue
    }

    private static func ascii(_ scalar: Unicode.Scalar) -> BreakSign {
        switch scalar {
        case " ": .space
        case "!", "%", ")", ",", ".", "/", ":", ";", "?", "]", "}": .closing
        case "(", "[", "{", "#", "@", "$": .opening
        case "\"", "'": .glue
        default: .word
        }
    }

    private static func other(_ scalar: Unicode.Scalar, columns: Int) -> BreakSign {
        switch scalar {
        case "\u{3000}": .space
        case "\u{A0}", "\u{2007}", "\u{202F}": .glue
        case "“", "‘", "‹", "«", "£", "¥": .opening
        case "”", "’", "›", "»", "…", "‥", "—", "–", "·", "‰", "°", "¢", "℃", "℉", "‼", "⁇", "⁈", "⁉": .closing
        case "（", "「", "『", "【", "《", "〈", "〔", "〖", "〘", "〚", "｛", "［", "｟", "〝", "｢", "￥", "￡", "＄", "＃", "＠":
            .wideOpening
        case "、", "。", "，", "．", "：", "；", "？", "！", "）", "」", "』", "】", "》", "〉", "〕", "〗", "〙", "〛", "｝", "］",
            "｠", "〞", "〟", "％", "￠", "／", "・", "～", "〜", "ー", "々", "〻", "ゝ", "ゞ", "ヽ", "ヾ", "゛", "゜",
            "｡", "､", "｣", "･", "ｰ", "ﾞ", "ﾟ", "﹐", "﹑", "﹒", "﹔", "﹕", "﹖", "﹗", "﹚", "﹜", "﹞":
            .wideClosing
        case "ぁ", "ぃ", "ぅ", "ぇ", "ぉ", "っ", "ゃ", "ゅ", "ょ", "ゎ", "ゕ", "ゖ",
            "ァ", "ィ", "ゥ", "ェ", "ォ", "ッ", "ャ", "ュ", "ョ", "ヮ", "ヵ", "ヶ", "\u{31F0}"..."\u{31FF}", "ｧ"..."ｯ":
            .wideClosing
        case "ｦ", "ｱ"..."ﾝ": .ideograph
        default: columns == 2 && scalar.value >= 0x2300 ? .ideograph : .word
        }
    }
}
