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

    /// Forgets everything where rows of another width or form are wanted.
    mutating func prepare(columns: Int, margin: Layout.Margin) {
        guard columns != self.columns || margin != layout || entries.count > Self.most else { return }
        self.columns = columns
        layout = margin
        entries.removeAll(keepingCapacity: true)
    }

    func rows(of line: Line) -> [StyledText]? {
        guard let entry = entries[line.number], entry.revision == line.revision else { return nil }
        return entry.rows
    }

    mutating func keep(_ rows: [StyledText], of line: Line) {
        entries[line.number] = Entry(revision: line.revision, rows: rows)
    }
}
