/// Completes the word before the cursor, and with the same key again goes on to the next candidate.
///
/// A cycle lasts while the line is as the last step left it; `end()` ends it for any other key. Case does not matter,
/// in whatever script; candidates keep their order.
package struct Completion: Equatable, Sendable {
    /// What a word can become.
    package struct Candidates: Equatable, Sendable {
        /// Who can be addressed here, last to speak first.
        package var nicks: [String]
        /// Rooms, with their signs.
        package var rooms: [String]
        /// Commands, without slashes.
        package var commands: [String]

        /// Lists in the order they are to be offered.
        package init(nicks: [String] = [], rooms: [String] = [], commands: [String] = CommandTable.names) {
            self.nicks = nicks
            self.rooms = rooms
            self.commands = commands
        }
    }

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
    }

    private struct Cycle: Equatable, Sendable {
        let head: String
        let tail: String
        let word: Word
        var chosen: Int
        var line: Line
    }

    private var cycle: Cycle?

    /// Outside any cycle.
    package init() {}

    /// The candidates of the cycle, for a list above the input line; empty outside a cycle.
    package var matches: [String] { cycle?.word.matches ?? [] }
    /// Which of `matches` stands in the line; nil outside a cycle.
    package var chosen: Int? { cycle?.chosen }

    /// Ends the cycle; the next step begins with the word that stands in the line then.
    package mutating func end() {
        cycle = nil
    }

    /// The line with the next or previous candidate, around from the last to the first. nil where nothing matches.
    package mutating func step(
        _ direction: Direction, text: String, cursor: Int, candidates: Candidates
    ) -> Line? {
        if var cycle, cycle.line == Line(text: text, cursor: cursor) {
            let count = cycle.word.matches.count
            cycle.chosen = (cycle.chosen + (direction == .next ? 1 : count - 1)) % count
            cycle.line = Self.line(cycle)
            self.cycle = cycle
            return cycle.line
        }
        cycle = nil
        let clusters = Array(text)
        let end = min(max(0, cursor), clusters.count)
        let start = clusters[..<end].lastIndex(where: \.isWhitespace).map { $0 + 1 } ?? 0
        let isFirst = clusters[..<start].allSatisfy(\.isWhitespace)
        let word = Word(clusters[start..<end], isFirst: isFirst, candidates)
        guard let word, !word.matches.isEmpty else { return nil }
        var begun = Cycle(
            head: String(clusters[..<start]), tail: String(clusters[end...]), word: word,
            chosen: direction == .next ? 0 : word.matches.count - 1, line: Line(text: text, cursor: cursor))
        begun.line = Self.line(begun)
        cycle = begun
        return begun.line
    }

    private static func line(_ cycle: Cycle) -> Line {
        let word = cycle.word
        var head = cycle.head + word.before + word.matches[cycle.chosen] + word.behind
        // A space that stands there already is not doubled.
        if head.last == " ", cycle.tail.first?.isWhitespace == true { head.removeLast() }
        return Line(text: head + cycle.tail, cursor: head.count)
    }
}

extension Completion {
    /// The word to complete: what stays before the candidate, the candidates, and what comes behind the chosen one.
    private struct Word: Equatable, Sendable {
        let before: String
        let matches: [String]
        let behind: String

        /// nil where nothing of ours stands before the cursor.
        init?(_ typed: ArraySlice<Character>, isFirst: Bool, _ candidates: Candidates) {
            let stem = typed.dropFirst()
            switch Sign(typed.first) {
            case .slash where isFirst:
                self.init("/", stem, among: candidates.commands, " ")
            case .hash, .ampersand:
                let name = RoomSign.signed(String(typed))
                self.init("", name[...], among: candidates.rooms, " ")
            case .at where Sign(stem.first) != .at:
                self.init(String(typed.prefix(1)), stem, among: candidates.nicks, " ")
            default:
                guard let split = typed.lastIndex(where: { Sign($0) == .at }) else {
                    self.init("", typed, among: candidates.nicks, isFirst ? ": " : " ")
                    return
                }
                // `text@ni`, unless the @ is half of a literal `@@`.
                guard split == typed.startIndex || Sign(typed[split - 1]) != .at else { return nil }
                self.init(String(typed[...split]), typed[(split + 1)...], among: candidates.nicks, "")
            }
        }

        private init(
            _ before: String, _ stem: some Sequence<Character>, among candidates: [String], _ behind: String
        ) {
            let stem = String(stem).lowercased()
            self.before = before
            self.behind = behind
            var seen: Set<String> = []
            matches = candidates.filter { $0.lowercased().hasPrefix(stem) && seen.insert($0).inserted }
        }
    }
}
