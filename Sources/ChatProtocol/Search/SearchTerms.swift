/// The terms under which a text and its author are found, for FTS5 of SQLite: those of a server's posts and of a screen's
/// own logs alike.
///
/// Words are terms as they are, folded. A run of Chinese or any other script without spaces gives its overlapping pairs,
/// and each of its signs as well: a question of one sign is then an ordinary term, whose posts are read newest first.
/// Asked by the beginning of pairs instead, it would first gather the posts of thousands of them.
///
/// The terms stand in `bytes`, with a space before and behind each, in three parts that no phrase can span: those that
/// follow each other in the text, single signs, the author. FTS5's tokenizer `ascii` takes them apart again, since a term
/// holds nothing but ASCII letters, digits, and signs beyond ASCII.
package struct SearchTerms: Sendable {
    /// Terms of a text that count in each part: as many words as the longest text has room for.
    static let bound = Limits.rawMessage / 2

    /// The terms of what was read last.
    package private(set) var bytes: [UInt8] = []
    private var scanner = TermScanner()
    private var singles: [UInt32] = []

    /// Nothing read yet.
    package init() {}

    /// Reads a text; what was there before is gone.
    package mutating func read(text: String, author nick: String) {
        bytes.removeAll(keepingCapacity: true)
        singles.removeAll(keepingCapacity: true)
        bytes.append(Self.space)
        readSequence(text)
        readSingles()
        bytes.append(contentsOf: Self.border)
        Self.append(author: nick, to: &bytes)
        bytes.append(Self.space)
    }

    private mutating func readSequence(_ text: String) {
        var count = 0
        scanner.begin(text)
        while count < Self.bound, let piece = scanner.next() {
            switch piece {
            case .word:
                bytes.append(contentsOf: scanner.word)
                bytes.append(Self.space)
                count += 1
            case .run:
                // The first and the last sign of neighbouring runs are no pair.
                count += Self.append(pairsOf: scanner.run, atMost: Self.bound - count, to: &bytes)
                bytes.append(Self.space)
                if scanner.run.count > 1 { for sign in scanner.run { singles.append(sign.value) } }
            case .quote: break
            }
        }
    }

    private mutating func readSingles() {
        guard !singles.isEmpty else { return }
        bytes.append(contentsOf: Self.border)
        singles.sort()
        var last: UInt32?
        for value in singles where value != last {
            last = value
            guard let scalar = Unicode.Scalar(value) else { continue }
            Self.append(scalar, to: &bytes)
            bytes.append(Self.space)
        }
    }

    /// The pairs of a run with a space between them, or its only sign.
    ///
    /// - Returns: how many terms these are.
    @discardableResult
    static func append(
        pairsOf run: [Unicode.Scalar], atMost bound: Int, to bytes: inout [UInt8]
    ) -> Int {
        guard run.count > 1 else {
            for scalar in run { append(scalar, to: &bytes) }
            return run.count
        }
        let count = min(run.count - 1, bound)
        for index in 0..<max(0, count) {
            if index > 0 { bytes.append(space) }
            append(run[index], to: &bytes)
            append(run[index + 1], to: &bytes)
        }
        return count
    }

    /// The term of a nick, which no text can hold. It is the same for nicks that are the same under any casemapping.
    static func append(author nick: String, to bytes: inout [UInt8]) {
        let folded = Casemapping.rfc1459.fold(Casemapping.unicode.fold(nick))
        append(authorMark, to: &bytes)
        for byte in folded.utf8.prefix(Limits.nick * 2) {
            switch byte {
            case 0x30...0x39, 0x61...0x7A, 0x80...: bytes.append(byte)
            // Punctuation would be taken for a border between terms.
            default: if let scalar = Unicode.Scalar(authorMark.value + UInt32(byte)) { append(scalar, to: &bytes) }
            }
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        if let encoded = UTF8.encode(scalar) { bytes.append(contentsOf: encoded) }
    }

    static let space = UInt8(ascii: " ")
    private static let border = Array("| ".utf8)
    /// Begins the private use area: neither a letter nor a mark, so that it never stands in a word.
    private static let authorMark: Unicode.Scalar = "\u{E000}"
}
