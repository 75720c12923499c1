package import ChatProtocol

/// Where a post belongs: a room of the past or the present, or a conversation of two.
///
/// Numbers are never used twice: a room that ends and is made anew has another one.
package struct RoomNumber: Hashable, Comparable, Sendable {
    package let value: Int64

    package init(_ value: Int64) {
        self.value = value
    }

    /// The conversations of members who have no account: stored, and not retrievable by anybody who takes a nick later.
    package static let privately = RoomNumber(0)
    /// The lobby, which never ends.
    package static let lobby = RoomNumber(1)

    package static func < (left: RoomNumber, right: RoomNumber) -> Bool { left.value < right.value }
}

/// Whose words these are, as others saw them.
package struct Author: Hashable, Sendable {
    /// `nick!user@host`, or a server's name.
    package var source: Source
    /// The name of the account; nil where there is none.
    package var account: String?
    package var isBot: Bool
    /// Runs the server.
    package var isOperator: Bool

    package init(_ source: Source, account: String? = nil, isBot: Bool = false, isOperator: Bool = false) {
        self.source = source
        self.account = account
        self.isBot = isBot
        self.isOperator = isOperator
    }
}

/// Something that was said, or done to what was said, as it is kept.
package struct Post: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        case message
        case notice
        /// Tags alone.
        case tags
        /// The post with this number is taken back; `text` is why.
        case redaction(of: Int64)
        /// `text` replaces that of the post with this number.
        case edit(of: Int64)
    }

    package var room: RoomNumber
    /// 1, 2, 3... without gaps within its room.
    package var sequence: Int64
    /// Never less than that of the post before it in its room.
    package var time: Timestamp
    package var author: Author
    package var kind: Kind
    /// The room's name or the receiver's nick as it was then.
    package var target: String
    /// Up to `Limits.rawMessage` bytes without NUL. Lines of one post are separated by LF; where a line was said in parts
    /// (multiline-concat) a CR stands between them, which is not counted (at most `ServerSettings.multilineLines` - 1).
    package var text: String
    /// The author's own client tags.
    package var tags: [Tag]

    package init(
        room: RoomNumber, sequence: Int64, time: Timestamp, author: Author, kind: Kind, target: String, text: String,
        tags: [Tag] = []
    ) {
        self.room = room
        self.sequence = sequence
        self.time = time
        self.author = author
        self.kind = kind
        self.target = target
        self.text = text
        self.tags = tags
    }
}

/// Something that happened in rooms, beside what was said.
package struct Event: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        case joined(realname: String)
        case parted(reason: String?)
        case left(reason: String?)
        case renamed(to: String)
        case kicked(nick: String, reason: String?)
        case topic(String)
        /// The mode letters and then their arguments.
        case modes([String])
    }

    /// In one room, behind the post with this number.
    package struct Place: Equatable, Sendable {
        package var room: RoomNumber
        /// As it was called then.
        package var name: String
        package var after: Int64

        package init(room: RoomNumber, name: String, after: Int64) {
            self.room = room
            self.name = name
            self.after = after
        }
    }

    /// 1, 2, 3...: the order of all events of the server.
    package var number: Int64
    /// Never less than that of any post or event before it in its rooms.
    package var time: Timestamp
    package var author: Author
    package var kind: Kind
    /// At least one; several where somebody left or took another nick.
    package var places: [Place]

    package init(number: Int64, time: Timestamp, author: Author, kind: Kind, places: [Place]) {
        self.number = number
        self.time = time
        self.author = author
        self.kind = kind
        self.places = places
    }
}

/// What a page of history holds.
package enum HistoryEntry: Equatable, Sendable {
    case post(Post)
    /// Its places are the one in the room that was asked for.
    case event(Event)
}
