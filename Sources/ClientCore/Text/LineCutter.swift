/// Decides where lines break, on pieces alone: it knows nothing of text or styles.
struct LineCutter {
    let pieces: [LinePiece]
    /// At least 2, so that every piece fits.
    let columns: Int
    private var start = 0

    init(pieces: [LinePiece], columns: Int) {
        self.pieces = pieces
        self.columns = columns
    }

    /// The pieces of the next line, without the spaces at its break; nil after the last. A line of spaces is left out.
    mutating func next() -> Range<Int>? {
        while start < pieces.count {
            let full = firstOutside(from: start)
            if full == pieces.count {
                defer { start = full }
                return start..<full
            }
            let cut = max(cut(before: full), start + 1)
            var end = cut
            while end > start, pieces[end - 1].sign.isSpace { end -= 1 }
            let line = start..<end
            start = firstNonSpace(from: cut)
            if !line.isEmpty { return line }
        }
        return nil
    }

    /// The first piece that does not fit on a line beginning at `start`.
    private func firstOutside(from start: Int) -> Int {
        var index = start
        var width = 0
        while index < pieces.count {
            width += Int(pieces[index].columns)
            if width > columns { break }
            index += 1
        }
        return index
    }

    private func firstNonSpace(from start: Int) -> Int {
        var index = start
        while index < pieces.count, pieces[index].sign.isSpace { index += 1 }
        return index
    }

    /// Where to end the line that begins at `start` and has no place for the piece at `full`.
    private func cut(before full: Int) -> Int {
        if pieces[full].sign.isSpace, allowsBreakAfterSpaces(at: firstNonSpace(from: full), before: full) {
            return full
        }
        var natural = full
        while natural > start, !allowsBreak(at: natural) { natural -= 1 }
        if natural > start, wordEnd(from: natural, upTo: columns) != nil { return natural }
        let word = natural  // longer than any line; it begins here or, if the line has no natural break, with the line
        if let soft = softBreak(in: word, full) { return sparingAddress(soft, word: word, full: full) }
        return word > start ? word : sparingAddress(full, word: word, full: full)
    }

    /// True if the line may end before the piece at an index, all spaces staying behind.
    private func allowsBreak(at index: Int) -> Bool {
        guard index > 0, index < pieces.count, !pieces[index].sign.isSpace else { return false }
        let before = pieces[index - 1].sign
        if before.isSpace { return allowsBreakAfterSpaces(at: index, before: index - 1) }
        return BreakSign.allowsBreak(before, pieces[index].sign)
    }

    /// True if no Chinese or Japanese sign forbids a break at the spaces that end at `index`; `space` is one of them.
    private func allowsBreakAfterSpaces(at index: Int, before space: Int) -> Bool {
        if index < pieces.count, pieces[index].sign == .wideClosing { return false }
        var before = space
        while before > start, pieces[before].sign.isSpace { before -= 1 }
        return pieces[before].sign != .wideOpening
    }

    /// Where the word that begins at an index ends; nil if it is wider than `width`.
    private func wordEnd(from first: Int, upTo width: Int) -> Int? {
        var left = width
        var index = first
        while index < pieces.count, !pieces[index].sign.isSpace, index == first || !allowsBreak(at: index) {
            left -= Int(pieces[index].columns)
            if left < 0 { return nil }
            index += 1
        }
        return index
    }

    /// The last place after a hyphen or slash between letters, if it is in the second half of the line.
    private func softBreak(in word: Int, _ full: Int) -> Int? {
        var index = full
        var width = columns
        while index > word + 1, width * 2 >= columns {
            let sign = pieces[index - 1].ascii
            let isBetween = pieces[index].isAlphanumeric && pieces[index - 2].isAlphanumeric
            if isBetween, sign == 0x2D || sign == 0x2F { return index }
            index -= 1
            width -= Int(pieces[index].columns)
        }
        return nil
    }

    /// `cut`, moved out of a web address that would fit on a line of its own: behind it if it ends by `full`, else before.
    private func sparingAddress(_ cut: Int, word: Int, full: Int) -> Int {
        for colon in word..<min(cut + Self.longestScheme, pieces.count) where isSchemeEnd(at: colon) {
            var first = colon
            while first > word, pieces[first - 1].isAlphanumeric { first -= 1 }
            guard first < cut, first < colon, let end = addressEnd(from: first), cut < end else { continue }
            if end <= full {
                var behind = end
                while behind < full, pieces[behind].sign.isClosing { behind += 1 }
                return behind
            }
            return first > start ? first : cut
        }
        return cut
    }

    /// The longest scheme looked for behind a cut: room for `https` and its like.
    private static let longestScheme = 12

    private func isSchemeEnd(at colon: Int) -> Bool {
        colon + 2 < pieces.count && pieces[colon].ascii == 0x3A && pieces[colon + 1].ascii == 0x2F
            && pieces[colon + 2].ascii == 0x2F
    }

    /// Where a web address ends, without the punctuation behind it or a bracket that was opened before it; nil if it is
    /// wider than a line.
    private func addressEnd(from first: Int) -> Int? {
        var end = first
        var brackets = 0
        for index in first..<pieces.count {
            switch pieces[index].ascii {
            case 0...0x20, 0x22, 0x3C, 0x3E, 0x7F...: return end
            case 0x28: brackets += 1
            case 0x29:
                brackets -= 1
                if brackets < 0 { return end }
                end = index + 1
            case 0x21, 0x27, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F, 0x5D: continue
            default: end = index + 1
            }
            if end - first > columns { return nil }
        }
        return end
    }
}
