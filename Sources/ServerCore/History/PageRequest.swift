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

    /// What is wanted beside what was said. Whatever is not wanted takes no place in a page: it is as long as was asked
    /// for, and shorter only at an end.
    package struct Extras: OptionSet, Sendable {
        package let rawValue: UInt8

        package static let tags = Extras(rawValue: 1)
        package static let redactions = Extras(rawValue: 2)
        package static let edits = Extras(rawValue: 4)
        /// Somebody came, went, was put out or changed their name.
        package static let presence = Extras(rawValue: 8)
        /// The topic and modes.
        package static let changes = Extras(rawValue: 16)
        package static let all: Extras = [.tags, .redactions, .edits, .presence, .changes]
        /// What is no post.
        package static let events: Extras = [.presence, .changes]

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }
    }

    /// Posts, and as many events, that are looked at for one answer, in each direction: sixteen of the longest pages, some
    /// milliseconds. Where nothing among them is wanted, as in a room of nothing but reactions, the answer is `tooFar`.
    package static let rowsLookedAt = 16_000

    package var room: RoomNumber
    package var part: Part
    /// At least 1.
    package var limit: Int
    package var extras: Extras
    /// Only what came behind this post is the asker's to see; 0: all of it.
    package var behind: Int64

    package init(room: RoomNumber, _ part: Part, limit: Int, extras: Extras = [], behind: Int64 = 0) {
        self.room = room
        self.part = part
        self.limit = limit
        self.extras = extras
        self.behind = behind
    }

    /// - Parameter hasEvents: whether all extras are wanted, or none.
    package init(room: RoomNumber, _ part: Part, limit: Int, hasEvents: Bool) {
        self.init(room: room, part, limit: limit, extras: hasEvents ? .all : [])
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
