/// Text that needs no looking after: every scalar is visible, harmless and a grapheme cluster of its own.
enum PlainText {
    /// True if every byte is printable ASCII (U+0020...U+007E).
    static func isASCII(_ text: String) -> Bool {
        let bytes = text.utf8.span
        var others: UInt8 = 0  // no early exit, so that the compiler may take many bytes at once
        for index in bytes.indices {
            others |= bytes[index] &- 0x20 > 0x5E ? 1 : 0
        }
        return others == 0
    }

    /// True if every scalar is solid.
    static func isSolid(_ text: String) -> Bool {
        let bytes = text.utf8.span
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte < 0x80 {
                guard byte &- 0x20 <= 0x5E else { return false }
                offset += 1
                continue
            }
            let (scalar, length) = decode(bytes, at: offset)
            guard isSolid(scalar) else { return false }
            offset += length
        }
        return true
    }

    /// True for scalars that are visible, take at least one column and never form a cluster with another solid one. False
    /// says nothing: the list holds what is frequent and easily proved, not all there is.
    static func isSolid(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x7F { return value >= 0x20 }
        if value >= 0x4E00, value <= 0x9FFF { return true }
        switch value {
        case 0xA0...0xAC, 0xAE...0x2FF: return true  // Latin
        case 0x391...0x3A1, 0x3A3...0x482, 0x48A...0x52F: return true  // Greek, Cyrillic
        case 0x2010...0x2027, 0x2030...0x205E: return true  // punctuation without the bidi controls between
        case 0x2190...0x23FF, 0x2460...0x27BF: return true  // arrows, operators, boxes, dingbats
        case 0x3000...0x3029, 0x3030...0x303F: return true  // CJK signs without the tone marks between
        case 0x3041...0x3096, 0x309B...0x30FF: return true  // kana without the voicing marks between
        case 0x3105...0x312F, 0x3131...0x3163: return true  // bopomofo, Hangul letters
        case 0x3400...0x4DBF, 0xAC00...0xD7A3, 0xF900...0xFA6D: return true  // ideographs, Hangul syllables
        case 0xFF01...0xFF60, 0xFFE0...0xFFE6: return true  // fullwidth forms
        case 0x1F300...0x1F3FA, 0x1F400...0x1F64F, 0x1F900...0x1F9FF: return true  // emoji without the skin tones
        case 0x20000...0x2A6DF: return true  // ideographs of extension B
        default: return false
        }
    }

    /// The scalar that starts at a byte of a string's UTF-8, and its length in bytes (1...4).
    static func decode(_ bytes: borrowing Span<UInt8>, at offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
        let first = UInt32(bytes[offset])
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        if length == 1 { return (Unicode.Scalar(bytes[offset]), 1) }
        if offset + length > bytes.count { return ("\u{FFFD}", 1) }  // a string's UTF-8 is whole: never
        var value = first & (0x7F >> UInt32(length))
        for next in offset + 1..<offset + length {
            value = value << 6 | UInt32(bytes[next]) & 0x3F
        }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}
