import ChatProtocol
import ServerCore

/// What a post must hold to be found: clauses of terms that follow each other. All of them must be there.
struct SearchQuery {
    /// Terms that count; the rest of a longer question is left out.
    static let bound = 64

    /// Each term of a clause has a space before and behind it.
    private(set) var clauses: [[UInt8]] = []
    private let author: String?
    private let casemapping: Casemapping
    private let from: Timestamp?
    private let to: Timestamp?
    private var count = 0

    /// nil where nothing is asked for: no word and no author.
    init?(_ request: SearchRequest) {
        author = request.author
        casemapping = request.casemapping
        from = request.after
        to = request.before
        read(request.text)
        if let author {
            var clause = [Tokens.space]
            Tokens.append(author: author, to: &clause)
            clauses.append(clause + [Tokens.space])
        }
        guard !clauses.isEmpty else { return nil }
    }

    private mutating func read(_ words: String) {
        var scanner = TokenScanner()
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
                count += Tokens.append(pairsOf: scanner.run, atMost: Self.bound - count, to: &terms)
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
        clauses.append([Tokens.space] + terms + [Tokens.space])
    }

    private static func joined(_ phrase: [UInt8]?, _ terms: [UInt8]) -> [UInt8] {
        guard let phrase, !phrase.isEmpty else { return terms }
        return phrase + [Tokens.space] + terms
    }

    /// For FTS5's MATCH: every clause as a string in quotation marks. A term holds none, nor anything else that means
    /// something to FTS5, so that nothing has to be escaped (sqlite.org/fts5.html, 3.1).
    var expression: String {
        clauses
            .map { "\"" + String(decoding: $0.dropFirst().dropLast(), as: UTF8.self) + "\"" }
            .joined(separator: " AND ")
    }

    /// Whether the post is what was asked for, as it stands now: the index may know it as it was before.
    func matches(_ post: Post, _ tokens: inout Tokens) -> Bool {
        // A post that was taken back has no text any more: its author alone does not find it.
        guard post.kind == .message || post.kind == .notice, !post.text.isEmpty else { return false }
        if let from, post.time <= from { return false }
        if let to, post.time >= to { return false }
        if let author, casemapping.fold(post.author.source.nick) != author { return false }
        tokens.read(text: post.text, author: post.author.source.nick)
        return clauses.allSatisfy { Self.contains(tokens.bytes, $0) }
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
