/// The rows of lines that were drawn lately, so that a picture wraps only what is new on it.
struct WrapCache: Sendable {
    /// Lines kept: some screens full.
    static let most = 1_024

    private struct Entry: Sendable {
        let revision: Int
        let rows: [StyledText]
    }

    private var layout: Layout.Margin?
    private var columns = 0
    private var entries: [Int: Entry] = [:]
    /// Those of comings and goings: whom they name follows from the lines around them.
    private var presences: Set<Int> = []

    /// Forgets everything where rows of another width or form are wanted.
    mutating func prepare(columns: Int, margin: Layout.Margin) {
        guard columns != self.columns || margin != layout || entries.count > Self.most else { return }
        self.columns = columns
        layout = margin
        entries.removeAll(keepingCapacity: true)
        presences = []
    }

    /// Something was said: it may have been said by one who came or went.
    mutating func forgetPresence() {
        for number in presences { entries[number] = nil }
        presences = []
    }

    func rows(of line: Line) -> [StyledText]? {
        guard let entry = entries[line.number], entry.revision == line.revision else { return nil }
        return entry.rows
    }

    mutating func keep(_ rows: [StyledText], of line: Line) {
        if case .presence = line.kind { presences.insert(line.number) }
        entries[line.number] = Entry(revision: line.revision, rows: rows)
    }
}
