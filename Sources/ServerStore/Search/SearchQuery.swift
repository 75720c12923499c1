import ChatProtocol
import ServerCore

/// What a post must be to be found: its words, and who said it when.
struct SearchQuery {
    private let words: SearchWords
    private let author: String?
    private let casemapping: Casemapping
    private let from: Timestamp?
    private let to: Timestamp?

    /// nil where nothing is asked for: no word and no author.
    init?(_ request: SearchRequest) {
        guard let words = SearchWords(request.text, author: request.author) else { return nil }
        self.words = words
        author = request.author
        casemapping = request.casemapping
        from = request.after
        to = request.before
    }

    /// For FTS5's MATCH.
    var expression: String { words.expression }

    /// Whether the post is what was asked for, as it stands now: the index may know it as it was before.
    func matches(_ post: Post, _ terms: inout SearchTerms) -> Bool {
        // A post that was taken back has no text any more: its author alone does not find it.
        guard post.kind == .message || post.kind == .notice, !post.text.isEmpty else { return false }
        if let from, post.time <= from { return false }
        if let to, post.time >= to { return false }
        if let author, casemapping.fold(post.author.source.nick) != author { return false }
        terms.read(text: post.text, author: post.author.source.nick)
        return words.matches(terms)
    }
}
