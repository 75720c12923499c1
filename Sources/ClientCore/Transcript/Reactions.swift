/// The reactions to one line: each with those who feel so.
package struct Reactions: Equatable, Sendable {
    /// Different ones kept of one line.
    static let most = 32
    /// Members kept of one of them.
    static let mostNicks = 1_000
    /// Clusters of one: a word, or some emoji.
    static let length = 16

    /// One of them, with who gave it.
    package struct Entry: Equatable, Sendable {
        /// Safe to draw.
        package let text: String
        /// Folded.
        fileprivate(set) var nicks: [String]

        /// How many gave it.
        package var count: Int { nicks.count }
        func has(_ folded: String) -> Bool { nicks.contains(folded) }
    }

    /// The first to come first.
    package private(set) var entries: [Entry] = []

    /// Whether there are none.
    package var isEmpty: Bool { entries.isEmpty }

    /// As it is shown and compared; nil where nothing of it is left.
    static func text(of wire: String) -> String? {
        let clean = String(Sanitiser.clean(wire)[...].trimmed.prefix(length))
        return clean.isEmpty ? nil : clean
    }

    mutating func give(_ text: String, by folded: String) {
        guard let index = entries.firstIndex(where: { $0.text == text }) else {
            if entries.count < Self.most { entries.append(Entry(text: text, nicks: [folded])) }
            return
        }
        guard !entries[index].has(folded), entries[index].nicks.count < Self.mostNicks else { return }
        entries[index].nicks.append(folded)
    }

    mutating func takeBack(_ text: String, by folded: String) {
        guard let index = entries.firstIndex(where: { $0.text == text }) else { return }
        entries[index].nicks.removeAll { $0 == folded }
        if entries[index].nicks.isEmpty { entries.remove(at: index) }
    }
}
