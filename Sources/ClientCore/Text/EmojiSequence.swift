/// Which scalars together are one emoji (UTS #51).
enum EmojiSequence {
    /// The most scalars of a sequence: a couple with a kiss and two skin tones is the longest in use.
    static let longest = 10

    /// How many scalars the emoji sequence at an index has: 0 if none of at least two starts there.
    static func length(in scalars: [Unicode.Scalar], at start: Int) -> Int {
        guard let next = scalars.scalar(at: start + 1), isPart(next) else { return 0 }
        let first = scalars[start]
        if isRegional(first) { return isRegional(next) ? 2 : 0 }
        if next.value == 0xFE0F, scalars.scalar(at: start + 2)?.value == 0x20E3, isKeycap(first) { return 3 }
        var length = elementLength(in: scalars, at: start)
        guard length > 0, scalars[start + length - 1].value != 0xFE0E else { return length }
        while scalars.scalar(at: start + length)?.value == 0x200D {
            let more = elementLength(in: scalars, at: start + length + 1)
            guard more > 0, length + 1 + more <= longest else { break }
            length += 1 + more
            if scalars[start + length - 1].value == 0xFE0E { break }
        }
        return length > 1 ? length : 0
    }

    /// The length of an emoji without joiners: alone, with a presentation, a skin tone or as a flag with tags; 0 if none.
    private static func elementLength(in scalars: [Unicode.Scalar], at start: Int) -> Int {
        guard let first = scalars.scalar(at: start), isEmoji(first) else { return 0 }
        guard let next = scalars.scalar(at: start + 1) else { return 1 }
        switch next.value {
        case 0xFE0E, 0xFE0F: return 2
        case 0x1F3FB...0x1F3FF: return first.properties.isEmojiModifierBase ? 2 : 1
        case 0xE0020...0xE007F where first.value == 0x1F3F4: return 1 + tagsLength(in: scalars, at: start + 1)
        default: return 1
        }
    }

    /// The length of the tags that make a black flag the flag of a region (3 to 6 letters or digits and a cancel tag).
    private static func tagsLength(in scalars: [Unicode.Scalar], at start: Int) -> Int {
        var length = 0
        while let tag = scalars.scalar(at: start + length), length <= 6 {
            switch tag.value {
            case 0xE0030...0xE0039, 0xE0061...0xE007A: length += 1
            case 0xE007F where length >= 3: return length + 1
            default: return 0
            }
        }
        return 0
    }

    /// True for scalars that can follow the first of a sequence: the quick way out for all other text.
    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200D, 0xFE0E, 0xFE0F, 0x1F1E6...0x1F1FF, 0x1F3FB...0x1F3FF, 0xE0020...0xE007F: true
        default: false
        }
    }

    private static func isRegional(_ scalar: Unicode.Scalar) -> Bool { (0x1F1E6...0x1F1FF).contains(scalar.value) }

    private static func isKeycap(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isEmoji && scalar.value < 0x3A }

    private static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0xA9, 0x1F1E6...0x1F1FF, 0x1F3FB...0x1F3FF: false
        default: scalar.properties.isEmoji
        }
    }
}

extension [Unicode.Scalar] {
    /// The scalar at an index; nil outside the array.
    func scalar(at index: Int) -> Unicode.Scalar? { indices.contains(index) ? self[index] : nil }
}
