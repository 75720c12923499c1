import ChatProtocol

/// Whether somebody is spoken of by name.
enum Mention {
    /// Finds the nick anywhere where it is a word of its own. Writing without spaces has no such borders, so a letter of it
    /// beside the nick, or at the nick's own end, does not hide it: `小明你好` mentions 小明, `aaa看这里` mentions aaa.
    static func isIn(_ text: String, of nick: String) -> Bool {
        guard !nick.isEmpty else { return false }
        let text = text.utf8.span
        let nick = nick.utf8.span
        guard text.count >= nick.count else { return false }
        let first = lower(nick[0])
        var start = 0
        while start <= text.count - nick.count {
            if lower(text[start]) == first, matches(text, nick, at: start), stands(text, nick, at: start) {
                return true
            }
            start += 1
        }
        return false
    }

    private static func matches(_ text: Span<UInt8>, _ nick: Span<UInt8>, at start: Int) -> Bool {
        for index in 0..<nick.count where lower(text[start + index]) != lower(nick[index]) { return false }
        return true
    }

    private static func stands(_ text: Span<UInt8>, _ nick: Span<UInt8>, at start: Int) -> Bool {
        let end = start + nick.count
        let before = start > 0 && isSpaced(scalar(text, endingAt: start)) && isSpaced(scalar(nick, at: 0))
        let after = end < text.count && isSpaced(scalar(text, at: end)) && isSpaced(scalar(nick, endingAt: nick.count))
        return !before && !after
    }

    /// A letter or digit of a writing that puts spaces between words.
    private static func isSpaced(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 {
            return (0x30...0x39).contains(scalar.value) || (0x41...0x5A).contains(scalar.value & 0xDF) || scalar == "_"
        }
        return scalar.properties.isAlphabetic && DisplayWidth.columns(of: scalar) == 1
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    private static func scalar(_ text: Span<UInt8>, at start: Int) -> Unicode.Scalar {
        PlainText.decode(text, at: start).scalar
    }

    private static func scalar(_ text: Span<UInt8>, endingAt end: Int) -> Unicode.Scalar {
        var start = end - 1
        while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
        return PlainText.decode(text, at: start).scalar
    }
}
