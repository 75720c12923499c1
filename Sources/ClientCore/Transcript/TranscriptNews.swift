/// What has happened to a transcript since the log was told last.
struct TranscriptNews: Equatable, Sendable {
    /// Numbers of lines that are new or have changed; some stand there twice, some are gone by now.
    private var changes: [Int] = []
    private var removals: [LogPlace] = []
    /// The highest order that the log has here; nil: none.
    var newestOrder: Int64?
    /// The log has lines that are older than those on the screen.
    var hasOlder: Bool

    init(newestOrder: Int64?, hasOlder: Bool) {
        self.newestOrder = newestOrder
        self.hasOlder = hasOlder
    }

    var isEmpty: Bool { changes.isEmpty && removals.isEmpty }

    mutating func changed(_ number: Int) {
        if changes.last == number { return }
        changes.append(number)
        // More than there are lines: the transcript itself has let go of the earlier ones, or they stand here twice.
        guard changes.count > 4 * Transcript.mostReading else { return }
        changes = Array(Set(changes).sorted().suffix(2 * Transcript.mostReading))
    }

    mutating func removed(_ line: Line) {
        if let place = line.logged { removals.append(place) }
    }

    mutating func take() -> (changes: Set<Int>, removals: [LogPlace]) {
        defer { (changes, removals) = ([], []) }
        return (Set(changes), removals)
    }
}
