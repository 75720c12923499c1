import ClientCore

/// Reactions as text: each a paragraph, what was felt in its first line and under it who felt so, a nick a line. Nothing
/// of it holds a line end: what is felt is safe to draw, and a nick was a word of a line.
enum ReactionsText {
    /// nil where there are none.
    static func text(of reactions: Reactions) -> String? {
        guard !reactions.isEmpty else { return nil }
        return reactions.entries.map { ([$0.text] + $0.nicks).joined(separator: "\n") }.joined(separator: "\n\n")
    }

    static func reactions(_ text: String) -> Reactions {
        var reactions = Reactions()
        for paragraph in text.split(separator: "\n\n") {
            let lines = paragraph.split(separator: "\n")
            guard let feeling = lines.first.flatMap({ Reactions.text(of: String($0)) }) else { continue }
            for nick in lines.dropFirst() { reactions.give(feeling, by: String(nick)) }
        }
        return reactions
    }
}
