package import ChatProtocol

/// One line of a transcript. Every text in it is safe to draw.
package struct Line: Equatable, Sendable {
    /// What kind of line it is, which decides how it is drawn.
    package enum Kind: Equatable, Sendable {
        case message
        case action
        case notice
        /// Comings and goings, folded together.
        case presence(Presence)
        /// Something to know: a topic, an answer, a help line.
        case note
        /// Something that went wrong.
        case fault
        /// Lines are missing here, which the server may have.
        case hole
    }

    /// What became of an own line.
    package enum Delivery: Equatable, Sendable {
        case stands
        /// The server has not answered yet.
        case pending
        /// Refused, with the reason.
        case failed(String)
    }

    /// In order of arrival, never used twice; where a line stands is another matter.
    package private(set) var number: Int
    /// The server's id of it; nil where it gave none.
    package var id: String?
    /// The id of the last of the comings and goings that the line tells; nil where `id` is that.
    package var lastID: String?
    /// The server's time of it, ours where it gave none.
    package var time: Timestamp
    /// How it is drawn.
    package var kind: Kind
    /// Who said it; nil for what nobody said.
    package var author: String?
    /// What was said, without author and time.
    package var text: StyledText
    /// Always `.stands` for the lines of others.
    package var delivery = Delivery.stands
    /// Said by the person.
    package var isOwn = false
    /// Was on its way when the connection was lost: the server may have it all the same.
    package var mayHaveArrived = false
    /// What was to be sent, for as long as it is not certain that it arrived; nil for all other lines.
    package var said: String?
    /// Somebody said the person's name, or answered them.
    package var isMention = false
    /// What it answers; nil where it answers nothing.
    package var quote: Quote?
    /// What members feel about it.
    package var reactions = Reactions()
    /// It says something else than at first.
    package var isEdited = false
    /// It was taken back: nothing of its text is left.
    package var isRedacted = false
    /// When it was made to say what it says, by the server's time; nil: when it was said.
    package var changed: Timestamp?
    /// Where the log has it; nil while it does not.
    var logged: LogPlace?
    /// Counts how often the line changed, so that what was made of it can be told from what must be made anew.
    private(set) var revision = 0

    /// A line whose texts are all safe to draw.
    package init(
        number: Int, id: String? = nil, time: Timestamp, _ kind: Kind, author: String? = nil, _ text: StyledText
    ) {
        self.number = number
        self.id = id
        self.time = time
        self.kind = kind
        self.author = author
        self.text = text
    }

    /// The same line under another number, as it is for somebody who has not seen it yet.
    init(number: Int, _ line: Line) {
        self = line
        self.number = number
        logged = nil
        revision = 0
    }

    /// Said by somebody: what counts as unread.
    package var isSaid: Bool {
        switch kind {
        case .message, .action, .notice: author != nil
        case .presence, .note, .fault, .hole: false
        }
    }

    /// The last id that the server gave to anything in it.
    var newestID: String? { lastID ?? id }

    /// Whether something can still be done to it.
    var isOpen: Bool { isSaid && id != nil && !isRedacted }

    /// As a line that answers this one shows it; nil where the server has no id for it.
    var quoted: Quote? { id.map { Quote(id: $0, self) } }

    /// Tells a movement in this line too; false where it is no line of movements, or a full one.
    ///
    /// - Parameter movementID: the server's of the movement.
    mutating func fold(
        _ movement: Presence.Movement, at time: Timestamp, id movementID: String?, in language: Language
    ) -> Bool {
        guard case .presence(var presence) = kind, !presence.isFull else { return false }
        presence.add(movement, at: time)
        change {
            $0.kind = .presence(presence)
            $0.lastID = movementID ?? $0.lastID
            $0.text = StyledText(presence.text(in: language))
        }
        return true
    }

    mutating func change(_ body: (inout Line) -> Void) {
        body(&self)
        revision += 1
    }
}
