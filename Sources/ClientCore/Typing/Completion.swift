/// The list of what the word before the cursor can become.
///
/// It opens by itself behind `@`, `#`, `&`, `/` and `:ab`, and by Tab behind any other word; nothing in it is chosen until
/// the person goes to it. What is chosen stands in the line at once, so that Enter sends what is seen. A list lasts while
/// the line is as the last step left it.
package struct Completion: Equatable, Sendable {
    /// Rows of a list; a person who wants more types one letter more.
    package static let most = 200

    /// Tab goes to the next candidate, Shift-Tab to the previous one.
    package enum Direction: Equatable, Sendable {
        case next, previous
    }

    /// A line as a step leaves it; the cursor counts clusters.
    package struct Line: Equatable, Sendable {
        /// The whole line.
        package let text: String
        /// Clusters before the cursor.
        package let cursor: Int

        init(_ text: String, cursor: Int) {
            self.text = text
            self.cursor = cursor
        }
    }

    /// A list that is open.
    private struct Offer: Equatable, Sendable {
        let head: String
        let tail: String
        let word: CompletedWord
        var chosen: Int?
        var line: Line
    }

    private var offer: Offer?
    /// Where the word begins whose list the person closed.
    private var closed: Int?

    /// No list is open.
    package init() {}

    /// The rows of the open list, the best first; empty where none is open.
    package var choices: [Choice] { offer?.word.choices ?? [] }
    /// What they would put into the line.
    package var matches: [String] { choices.map(\.text) }
    /// Which of them stands in the line; nil where none was chosen, and where no list is open.
    package var chosen: Int? { offer?.chosen }
    /// Whether a list is open.
    package var isOpen: Bool { if case .some = offer { true } else { false } }
    /// Clusters before the word that the open list is for; 0 where none is open.
    package var start: Int { offer?.head.count ?? 0 }

    /// Whether no list is open, nor was one closed for the word at hand.
    var isIdle: Bool { !isOpen && closed == nil }

    /// Closes the list.
    package mutating func end() {
        offer = nil
        closed = nil
    }

    /// Closes the list, which does not open by itself again for the same word.
    package mutating func close() {
        closed = offer?.head.count
        offer = nil
    }

    /// Opens the list of the word that is being typed, where such a word has one; else closes what is open. The candidates
    /// are asked for only where they are needed.
    ///
    /// - Parameter cursor: how many of the clusters are before it. What this costs does not grow with the line.
    package mutating func follow(
        _ clusters: [Character], cursor: Int, _ candidates: @autoclosure () -> CompletionCandidates
    ) {
        offer = nil
        let end = min(max(0, cursor), clusters.count)
        let near = max(0, end - CompletedWord.longest)..<end
        let start = clusters[near].lastIndex(where: \.isWhitespace).map { $0 + 1 } ?? near.lowerBound
        if closed != start { closed = nil }
        let isWord = start == 0 || clusters[start - 1].isWhitespace
        guard closed == nil, isWord, CompletedWord.opensItself(clusters[start..<end], behind: clusters[..<start]) else {
            return
        }
        let text = String(clusters)
        let place = Place(text, cursor: end)
        guard let word = CompletedWord(place.typed, behind: place.head, candidates()), word.isSelfOpening,
            !word.choices.isEmpty
        else { return }
        offer = Offer(
            head: place.head, tail: place.tail, word: word, chosen: nil, line: Line(text, cursor: place.cursor))
    }

    /// The line with the next or previous candidate, around from the last to the first. nil where nothing matches.
    package mutating func step(
        _ direction: Direction, text: String, cursor: Int, candidates: @autoclosure () -> CompletionCandidates
    ) -> Line? {
        if offer?.line != Line(text, cursor: cursor) {
            let place = Place(text, cursor: cursor)
            let word = CompletedWord(place.typed, behind: place.head, candidates())
            offer = word.map {
                Offer(head: place.head, tail: place.tail, word: $0, chosen: nil, line: Line(text, cursor: cursor))
            }
        }
        guard var open = offer, !open.word.choices.isEmpty else {
            offer = nil
            return nil
        }
        let count = open.word.choices.count
        switch (direction, open.chosen) {
        case (.next, let chosen): open.chosen = ((chosen ?? -1) + 1) % count
        case (.previous, let chosen): open.chosen = ((chosen ?? 0) + count - 1) % count
        }
        open.line = Self.line(open)
        offer = open
        return open.line
    }

    private static func line(_ offer: Offer) -> Line {
        let word = offer.word
        var head = offer.head + word.before + word.choices[offer.chosen ?? 0].text + word.behind
        // A space that stands there already is not doubled.
        if head.last == " ", offer.tail.first?.isWhitespace == true { head.removeLast() }
        return Line(head + offer.tail, cursor: head.count)
    }

    /// A line taken apart at the word before its cursor.
    private struct Place {
        let head: String
        let typed: ArraySlice<Character>
        let tail: String
        let start: Int
        let cursor: Int

        init(_ text: String, cursor: Int) {
            let clusters = Array(text)
            let end = min(max(0, cursor), clusters.count)
            start = clusters[..<end].lastIndex(where: \.isWhitespace).map { $0 + 1 } ?? 0
            head = String(clusters[..<start])
            typed = clusters[start..<end]
            tail = String(clusters[end...])
            self.cursor = end
        }
    }
}
