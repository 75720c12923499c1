/// What may stand in the input line: text without controls, in lines that end in LF.
enum TypedText {
    /// A tab's place in the input line. A cell has no tab stops there, and pasted code must keep its depth.
    private static let tab = "    "

    /// The same text with CR, CRLF, U+2028 and U+2029 as LF, tabs as spaces, and all other C0 and C1 controls left out.
    static func cleaned(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 == 0x0A || (0x20..<0x7F).contains($0) }) { return text }
        var cleaned = ""
        cleaned.reserveCapacity(text.utf8.count)
        var followsReturn = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0D, 0x2028, 0x2029: cleaned.append("\n")
            case 0x0A where followsReturn: break
            case 0x0A: cleaned.append("\n")
            case 0x09: cleaned.append(tab)
            case 0x00..<0x20, 0x7F..<0xA0: break
            default: cleaned.unicodeScalars.append(scalar)
            }
            followsReturn = scalar.value == 0x0D
        }
        return cleaned
    }

    /// As much of the text's beginning as fits in that many bytes of UTF-8, whole clusters only.
    static func prefix(of text: String, bytes limit: Int) -> String {
        if text.utf8.count <= limit { return text }
        var used = 0
        var end = text.startIndex
        for index in text.indices {
            used += text[index].utf8.count
            if used > limit { break }
            end = text.index(after: index)
        }
        return String(text[..<end])
    }
}
