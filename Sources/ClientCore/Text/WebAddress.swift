/// Finds web addresses in running text, also in text without spaces.
enum WebAddress {
    /// The only schemes that a click may open: none of them runs anything or reads a file.
    static let schemes = ["https", "http", "ircs", "irc", "mailto"]
    /// Bytes of an address: VTE takes no link above 2,083 (gist.github.com/egmontkob, "Hyperlinks in terminal emulators").
    static let longest = 2_048
    /// Addresses found in one text; a line of IRC has room for fewer that a person would click on.
    static let most = 64

    /// Where the addresses stand, in bytes of the text's UTF-8, from first to last.
    ///
    /// An address ends where a person would end it: before white space, quotes and the signs of Chinese and Japanese,
    /// before punctuation that is followed by nothing of it, before a bracket that was opened outside. Ideographs belong
    /// to it behind a `/` and its like (`/路径`), but not right behind a letter (`/a这个`).
    static func ranges(in text: String) -> [Range<Int>] {
        let bytes = text.utf8.span
        var ranges: [Range<Int>] = []
        var start = 0
        var index = 0
        while index < bytes.count, ranges.count < most {
            guard bytes[index] == UInt8(ascii: ":") else {
                index += 1
                continue
            }
            let colon = index
            index += 1
            guard let scheme = schemes.first(where: { stands($0, in: bytes, before: colon, from: start) }) else {
                continue
            }
            let end =
                scheme == "mailto" ? mailEnd(in: bytes, from: index) : webEnd(in: bytes, from: index)
            guard let end else { continue }
            let first = colon - scheme.utf8.count
            if end - first <= longest { ranges.append(first..<end) }
            start = end
            index = end
        }
        return ranges
    }

    /// True if the scheme stands before the colon as a word of its own, in whatever case.
    private static func stands(
        _ scheme: String, in bytes: borrowing Span<UInt8>, before colon: Int, from start: Int
    ) -> Bool {
        let letters = scheme.utf8.span
        let first = colon - letters.count
        guard first >= start else { return false }
        for index in 0..<letters.count where bytes[first + index] | 0x20 != letters[index] { return false }
        guard first > start else { return true }
        switch bytes[first - 1] {
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): return false
        default: return !isAlphanumeric(bytes[first - 1])
        }
    }

    // MARK: Parts

    /// Where the address ends whose colon is just before `start`; nil if no host follows.
    private static func webEnd(in bytes: borrowing Span<UInt8>, from start: Int) -> Int? {
        let host = start + 2
        guard host < bytes.count, bytes[start] == UInt8(ascii: "/"), bytes[start + 1] == UInt8(ascii: "/") else {
            return nil
        }
        var end = hostEnd(in: bytes, from: host)
        guard end > host else { return nil }
        if end < bytes.count, [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains(bytes[end]) {
            end = restEnd(in: bytes, from: end)
        }
        end = trimmed(end, in: bytes, from: host)
        return end > host ? end : nil
    }

    private static func hostEnd(in bytes: borrowing Span<UInt8>, from start: Int) -> Int {
        var index = start
        var isWide = false
        var isLiteral = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                switch byte {
                case UInt8(ascii: "[") where index == start || bytes[index - 1] == UInt8(ascii: "@"): isLiteral = true
                case UInt8(ascii: "]") where isLiteral: isLiteral = false
                case _ where isAlphanumeric(byte): break
                case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "_"),
                    UInt8(ascii: "%"), UInt8(ascii: "~"):
                    if index == start { return start }
                default: return index
                }
                index += 1
                continue
            }
            let (scalar, length) = PlainText.decode(bytes, at: index)
            guard let letter = Letter(scalar) else { return index }
            if index == start { isWide = letter == .wide }
            if letter == .wide, !isWide { return index }
            index += length
        }
        return index
    }

    /// Where path, query and fragment end.
    private static func restEnd(in bytes: borrowing Span<UInt8>, from start: Int) -> Int {
        var index = start
        var takesWide = false
        var open: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                switch byte {
                case UInt8(ascii: "("), UInt8(ascii: "["):
                    if open.count >= deepest { return index }
                    open.append(byte == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]"))
                case UInt8(ascii: ")"), UInt8(ascii: "]"):
                    guard open.popLast() == byte else { return index }
                case _ where isAlphanumeric(byte): break
                case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: ":"),
                    UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "!"),
                    UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
                    UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "%"):
                    break
                default: return index
                }
                takesWide = beforeWide.contains(byte)
                index += 1
                continue
            }
            let (scalar, length) = PlainText.decode(bytes, at: index)
            switch Letter(scalar) {
            case nil: return index
            case .wide where !takesWide: return index
            case .wide: break
            case .narrow: takesWide = false
            }
            index += length
        }
        return index
    }

    /// Brackets in brackets that are followed.
    private static let deepest = 8
    /// Behind what an ideograph goes on with the address.
    private static let beforeWide = Array("/?#=&_-+(".utf8)

    /// `mailto:` and an address: somebody, `@`, somewhere.
    private static func mailEnd(in bytes: borrowing Span<UInt8>, from start: Int) -> Int? {
        var name = start
        while name < bytes.count, isAlphanumeric(bytes[name]) || Array(".-_+%".utf8).contains(bytes[name]) { name += 1 }
        guard name > start, name + 1 < bytes.count, bytes[name] == UInt8(ascii: "@") else { return nil }
        let host = name + 1
        var end = hostEnd(in: bytes, from: host)
        if end < bytes.count, bytes[end] == UInt8(ascii: "?") { end = restEnd(in: bytes, from: end) }
        end = trimmed(end, in: bytes, from: host)
        return end > host ? end : nil
    }

    /// The end without the punctuation before it, which belongs to the sentence.
    private static func trimmed(_ end: Int, in bytes: borrowing Span<UInt8>, from start: Int) -> Int {
        var end = end
        while end > start, sentence.contains(bytes[end - 1]) { end -= 1 }
        return end
    }

    private static let sentence = Array(".,;:!?'*(@".utf8)

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }

    /// A letter, digit or mark beyond ASCII.
    private enum Letter {
        case narrow, wide

        init?(_ scalar: Unicode.Scalar) {
            if (0x4E00...0x9FFF).contains(scalar.value) {
                self = .wide
                return
            }
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .nonspacingMark, .spacingMark:
                self = DisplayWidth.columns(of: scalar) == 2 ? .wide : .narrow
            default: return nil
            }
        }
    }
}
