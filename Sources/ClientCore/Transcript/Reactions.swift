/// The reactions to one line: each with those who feel so.
package struct Reactions: Equatable, Sendable {
    /// Different ones kept of one line.
    static let most = 32
    /// Members kept of one of them.
    static let mostNicks = 1_000
    /// Clusters of one: a word, or some emoji.
    static let length = 16
    /// Bytes of all of them, nicks included: what one line may take of memory and of a row of the log. A thousand nicks
    /// have room for each of the first three.
    static let mostBytes = 65_536

    /// One of them, with who gave it.
    package struct Entry: Equatable, Sendable {
        /// Safe to draw.
        package let text: String
        /// Folded, and none of them safe to draw.
        package fileprivate(set) var nicks: [String]

        /// How many gave it.
        package var count: Int { nicks.count }
        func has(_ folded: String) -> Bool { nicks.contains(folded) }
    }

    /// The first to come first.
    package private(set) var entries: [Entry] = []

    private var bytes = 0

    /// None yet.
    package init() {}

    /// Whether there are none.
    package var isEmpty: Bool { entries.isEmpty }

    /// As it is shown and compared; nil where nothing of it is left.
    package static func text(of wire: String) -> String? {
        let clean = String(Sanitiser.clean(wire)[...].trimmed.prefix(length))
        return clean.isEmpty ? nil : clean
    }

    /// Somebody feels so. What was given before, or does not fit any more, changes nothing.
    package mutating func give(_ text: String, by folded: String) {
        let index = entries.firstIndex { $0.text == text }
        let cost = folded.utf8.count + (index == nil ? text.utf8.count : 0)
        guard !folded.isEmpty, bytes + cost <= Self.mostBytes else { return }
        if let index {
            guard !entries[index].has(folded), entries[index].nicks.count < Self.mostNicks else { return }
            entries[index].nicks.append(folded)
        } else {
            guard entries.count < Self.most else { return }
            entries.append(Entry(text: text, nicks: [folded]))
        }
        bytes += cost
    }

    mutating func takeBack(_ text: String, by folded: String) {
        guard let index = entries.firstIndex(where: { $0.text == text }), entries[index].has(folded) else { return }
        entries[index].nicks.removeAll { $0 == folded }
        bytes -= folded.utf8.count
        guard entries[index].nicks.isEmpty else { return }
        entries.remove(at: index)
        bytes -= text.utf8.count
    }
}
