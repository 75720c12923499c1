/// Signs around words that give them a look: `*bold*`, `_italic_`, `__underlined__`, `~~struck~~`, `` `code` ``, `||hidden||`.
///
/// They count only where a pair stands close around text and apart from other letters: neither `2*3*4` nor `snake_case` has
/// any, and an address keeps its signs. What is between backticks is as it was typed.
enum Markup {
    private struct Sign {
        let text: [Character]
        let opening: String
        let closing: String
    }

    /// The longer ones first. mIRC's codes (modern.ircdocs.horse/formatting); what is hidden is black on black.
    private static let signs = [
        Sign(text: ["|", "|"], opening: "\u{3}01,01", closing: "\u{3}"),
        Sign(text: ["~", "~"], opening: "\u{1E}", closing: "\u{1E}"),
        Sign(text: ["_", "_"], opening: "\u{1F}", closing: "\u{1F}"),
        Sign(text: ["*", "*"], opening: "\u{2}", closing: "\u{2}"),
        Sign(text: ["*"], opening: "\u{2}", closing: "\u{2}"),
        Sign(text: ["_"], opening: "\u{1D}", closing: "\u{1D}"),
        Sign(text: ["`"], opening: "\u{11}", closing: "\u{11}"),
    ]

    /// The text with the codes that IRC has for the signs; line by line, since a code ends with its line.
    static func coded(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in coded(Array(line)) }
            .joined(separator: "\n")
    }

    private static func coded(_ line: [Character]) -> String {
        var result = ""
        var index = 0
        while index < line.count {
            if let address = address(in: line, at: index) {
                result += String(line[index..<address])
                index = address
            } else if let (sign, end) = pair(in: line, at: index) {
                let inside = Array(line[index + sign.text.count..<end])
                result += sign.opening + (sign.text == ["`"] ? String(inside) : coded(inside)) + sign.closing
                index = end + sign.text.count
            } else {
                // A sign that opens nothing stands as a whole, so that no half of it opens anything either.
                let length = signs.first { line[index...].starts(with: $0.text) }?.text.count ?? 1
                result += String(line[index..<index + length])
                index += length
            }
        }
        return result
    }

    /// The end of a word that is an address and begins here.
    private static func address(in line: [Character], at start: Int) -> Int? {
        guard start == 0 || line[start - 1].isWhitespace else { return nil }
        let word = line[start...].prefix { !$0.isWhitespace }
        let isAddress = word.indices.contains { word[$0...].starts(with: [":", "/", "/"]) }
        return isAddress ? word.endIndex : nil
    }

    /// The sign that opens here, and where the one that closes it stands.
    private static func pair(in line: [Character], at start: Int) -> (sign: Sign, end: Int)? {
        guard let sign = signs.first(where: { line[start...].starts(with: $0.text) }) else { return nil }
        let first = start + sign.text.count
        let isFree = start == 0 || !joins(line[start - 1])
        guard isFree, first < line.count, !line[first].isWhitespace else { return nil }
        for end in line.indices.dropFirst(first + 1) where line[end...].starts(with: sign.text) {
            let behind = end + sign.text.count
            let isWhole = behind >= line.count || (!joins(line[behind]) && line[behind] != sign.text[0])
            if isWhole, !line[end - 1].isWhitespace { return (sign, end) }
        }
        return nil
    }

    /// A letter of a writing that puts spaces between words: a sign beside it is part of the word.
    private static func joins(_ character: Character) -> Bool { WordPart(character) == .letter && character != "_" }
}
