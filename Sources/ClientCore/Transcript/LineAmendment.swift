import ChatProtocol

/// What was done to a line, with all that is needed to do it: also where the line is not on the screen's side any more.
package struct LineAmendment: Equatable, Sendable {
    private let amendment: Amendment
    private let time: Timestamp
    /// Folded.
    private let nick: String
    /// What stands for a text that was taken back.
    private let removed: StyledText

    init(_ amendment: Amendment, at time: Timestamp, by nick: String, removed: StyledText) {
        self.amendment = amendment
        self.time = time
        self.nick = nick
        self.removed = removed
    }

    /// The server's id of the line.
    package var id: String { amendment.id }

    /// Whether it makes the line another one: what was taken back says nothing again, and an earlier edit undoes no later one.
    package func changes(_ line: Line) -> Bool {
        switch amendment {
        case .edit: !line.isRedacted && line.changed.map { $0 <= time } ?? true
        case .reaction: !line.isRedacted
        case .redaction: true
        }
    }

    /// Makes the line what it is from now on.
    package func change(_ line: inout Line) {
        switch amendment {
        case .reaction(_, let text, _, true): line.reactions.give(text, by: nick)
        case .reaction(_, let text, _, false): line.reactions.takeBack(text, by: nick)
        case .edit(_, let text, _):
            line.text = text
            line.isEdited = true
            line.changed = time
        case .redaction:
            line.text = removed
            line.isRedacted = true
            line.isEdited = false
            line.quote = nil
            line.reactions = Reactions()
        }
    }
}
