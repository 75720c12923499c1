/// What a text must hold to be found: clauses of terms that follow each other. All of them must be there.
package struct SearchWords: Sendable {
    /// Terms that count; the rest of a longer question is left out.
    static let bound = 64

    /// Each term of a clause has a space before and behind it.
    private var clauses: [[UInt8]] = []
    private var count = 0

    /// nil where nothing is asked for: no word and no author.
    ///
    /// - Parameters:
    ///   - text: as a person types it; what stands in quotation marks follows each other in the text.
    ///   - author: the nick, the same under any casemapping; nil: anybody.
    package init?(_ text: String, author: String? = nil) {
        read(text)
        if let author {
            var clause = [SearchTerms.space]
            SearchTerms.append(author: author, to: &clause)
            clauses.append(clause + [SearchTerms.space])
        }
        guard !clauses.isEmpty else { return nil }
    }

    private mutating func read(_ words: String) {
        var scanner = TermScanner()
        /// The terms of the phrase that is being read; nil outside of quotation marks.
        var phrase: [UInt8]?
        scanner.begin(words)
        while count < Self.bound, let piece = scanner.next() {
            switch piece {
            case .quote:
                add(phrase ?? [])
                phrase = phrase == nil ? [] : nil
            case .word:
                count += 1
                if phrase == nil { add(scanner.word) } else { phrase = Self.joined(phrase, scanner.word) }
            case .run:
                var terms: [UInt8] = []
                count += SearchTerms.append(pairsOf: scanner.run, atMost: Self.bound - count, to: &terms)
                // A single sign may be one of a longer run, where it has no place among the terms that follow each other.
                if scanner.run.count == 1 {
                    add(phrase ?? [])
                    phrase = phrase.map { _ in [] }
                    add(terms)
                } else if phrase == nil {
                    add(terms)
                } else {
                    phrase = Self.joined(phrase, terms)
                }
            }
        }
        add(phrase ?? [])
    }

    private mutating func add(_ terms: [UInt8]) {
        guard !terms.isEmpty else { return }
        clauses.append([SearchTerms.space] + terms + [SearchTerms.space])
    }

    private static func joined(_ phrase: [UInt8]?, _ terms: [UInt8]) -> [UInt8] {
        guard let phrase, !phrase.isEmpty else { return terms }
        return phrase + [SearchTerms.space] + terms
    }

    /// For FTS5's MATCH: every clause as a string in quotation marks. A term holds none, nor anything else that means
    /// something to FTS5, so that nothing has to be escaped (sqlite.org/fts5.html, 3.1).
    package var expression: String {
        clauses
            .map { "\"" + String(decoding: $0.dropFirst().dropLast(), as: UTF8.self) + "\"" }
            .joined(separator: " AND ")
    }

    /// Whether a text that was read holds them all.
    package func matches(_ terms: SearchTerms) -> Bool {
        clauses.allSatisfy { Self.contains(terms.bytes, $0) }
    }

    private static func contains(_ text: [UInt8], _ wanted: [UInt8]) -> Bool {
        guard !wanted.isEmpty, wanted.count <= text.count else { return wanted.isEmpty }
        return text.withUnsafeBufferPointer { text in
            wanted.withUnsafeBufferPointer { wanted in
                var start = 0
                // Every term begins with a space, and no term holds one.
                while start <= text.count - wanted.count {
                    if text[start] == wanted[0] {
                        var length = 1
                        while length < wanted.count, text[start + length] == wanted[length] { length += 1 }
                        if length == wanted.count { return true }
                    }
                    start += 1
                }
                return false
            }
        }
    }
}
