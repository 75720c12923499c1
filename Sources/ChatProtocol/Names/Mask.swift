/// A pattern for `nick!user@host`: `*` is any text, `?` any one character. Compared byte by byte on folded text.
package struct Mask: Hashable, Sendable {
    private let pattern: [UInt8]

    package init(_ text: String) {
        pattern = Array(text.utf8)
    }

    /// Linear in memory, at most pattern x text in time: it goes back to the last `*` only.
    package func matches(_ text: String) -> Bool {
        let text = Array(text.utf8)
        var at = 0
        var position = 0
        var star: Int?
        var resume = 0
        while position < text.count {
            if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
                star = at
                resume = position
                at += 1
            } else if at < pattern.count, pattern[at] == UInt8(ascii: "?") {
                at += 1
                position = Self.nextCharacter(in: text, after: position)
            } else if at < pattern.count, pattern[at] == text[position] {
                at += 1
                position += 1
            } else if let star {
                at = star + 1
                resume += 1
                position = resume
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    private static func nextCharacter(in text: [UInt8], after position: Int) -> Int {
        var next = position + 1
        while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}
