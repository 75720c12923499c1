package import ChatProtocol

/// Which entries of one room are wanted. Always answered in the order they came.
package struct PageRequest: Equatable, Sendable {
    /// An entry, or a time.
    package enum Anchor: Equatable, Sendable {
        case sequence(Int64)
        /// An event behind the post with this number.
        case event(Int64, after: Int64)
        case time(Timestamp)
    }

    package enum Part: Equatable, Sendable {
        /// The newest ones, those up to and including `after` left out.
        case latest(after: Anchor?)
        /// The newest of those before the anchor, which is left out.
        case before(Anchor)
        /// The oldest of those after the anchor, which is left out.
        case after(Anchor)
        /// Half of them before the anchor, the anchor itself, the rest after it.
        case around(Anchor)
        /// Those after the first and before the second, both left out, beginning at the first. Where the second is the
        /// earlier one, those between them that are nearest to the first.
        case between(Anchor, Anchor)
    }

    package var room: RoomNumber
    package var part: Part
    /// At least 1.
    package var limit: Int
    /// Whether events, tags alone, redactions and edits are wanted beside what was said.
    package var hasEvents: Bool

    package init(room: RoomNumber, _ part: Part, limit: Int, hasEvents: Bool = false) {
        self.room = room
        self.part = part
        self.limit = limit
        self.hasEvents = hasEvents
    }
}

/// Which posts are looked for. Always answered in the order they were said.
package struct SearchRequest: Equatable, Sendable {
    package struct Place: Equatable, Sendable {
        package var room: RoomNumber
        /// Posts up to this number are not the asker's to see.
        package var after: Int64

        package init(room: RoomNumber, after: Int64) {
            self.room = room
            self.after = after
        }
    }

    package var places: [Place]
    /// What a person typed: every word must be in the post, words in quotes side by side. Empty: any post.
    package var text: String
    /// The folded nick of who said it; nil: anybody.
    package var author: String?
    /// How nicks are compared.
    package var casemapping: Casemapping
    package var after: Timestamp?
    package var before: Timestamp?
    /// At least 1; the newest ones count.
    package var limit: Int

    package init(
        places: [Place], text: String, author: String? = nil, casemapping: Casemapping = .unicode,
        after: Timestamp? = nil, before: Timestamp? = nil, limit: Int
    ) {
        self.places = places
        self.text = text
        self.author = author
        self.casemapping = casemapping
        self.after = after
        self.before = before
        self.limit = limit
    }
}
