package import ChatProtocol

/// Where a post belongs: a room of the past or the present, or the private conversations.
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

/// Something that was said, as it is kept.
package struct Post: Equatable, Sendable {
    package var room: RoomNumber
    /// 1, 2, 3... without gaps within its room.
    package var sequence: Int64
    /// Never less than that of the post before it in its room.
    package var time: Timestamp
    /// `nick!user@host` as others saw it.
    package var author: Source
    package var kind: SpeechKind
    /// The room's name or the receiver's nick as it was then.
    package var target: String
    /// Up to `Limits.rawMessage` bytes; no CR, LF or NUL.
    package var text: String

    package init(
        room: RoomNumber, sequence: Int64, time: Timestamp, author: Source, kind: SpeechKind, target: String,
        text: String
    ) {
        self.room = room
        self.sequence = sequence
        self.time = time
        self.author = author
        self.kind = kind
        self.target = target
        self.text = text
    }
}

/// One entry for the database. Records are written in order, many in one transaction.
package enum Record: Equatable, Sendable {
    case post(Post)
    /// A room was made or changed: what is needed to go on with it after a restart. Written again, it replaces.
    case room(RoomRecord)
    /// The last member left: nobody gets at its posts any more.
    case roomEnded(RoomNumber)
}

/// A room as it is kept over a restart.
package struct RoomRecord: Equatable, Sendable {
    package var number: RoomNumber
    /// As its maker wrote it.
    package var name: String
    package var madeAt: Timestamp
    package var topic: Topic?
    /// Whether anybody may join and read what was said (no +i, +k, +s); another room ends with the server.
    package var isOpen: Bool

    package init(number: RoomNumber, name: String, madeAt: Timestamp, topic: Topic?, isOpen: Bool) {
        self.number = number
        self.name = name
        self.madeAt = madeAt
        self.topic = topic
        self.isOpen = isOpen
    }
}

/// A room's topic: what, by whom, when.
package struct Topic: Equatable, Sendable {
    package var text: String
    package var author: String
    package var time: Timestamp

    package init(text: String, author: String, time: Timestamp) {
        self.text = text
        self.author = author
        self.time = time
    }
}

/// What a server that starts goes on with.
package struct Restored: Equatable, Sendable {
    package struct Room: Equatable, Sendable {
        package var record: RoomRecord
        /// Of its last post; 0 where nothing was said yet.
        package var lastSequence: Int64
        /// Of its last post; the room's making where nothing was said yet.
        package var lastTime: Timestamp

        package init(record: RoomRecord, lastSequence: Int64, lastTime: Timestamp) {
            self.record = record
            self.lastSequence = lastSequence
            self.lastTime = lastTime
        }
    }

    /// Random, made with the database; part of every message id.
    package var store: UInt32
    /// Greater than any room number ever used in the database.
    package var nextRoom: RoomNumber
    /// Of the last private post.
    package var lastPrivateSequence: Int64
    /// Open rooms that had not ended, the lobby among them once it was ever stored.
    package var rooms: [Room]

    package init(store: UInt32, nextRoom: RoomNumber, lastPrivateSequence: Int64, rooms: [Room]) {
        self.store = store
        self.nextRoom = nextRoom
        self.lastPrivateSequence = lastPrivateSequence
        self.rooms = rooms
    }

    /// What a database that was just made gives.
    package static func nothing(store: UInt32) -> Restored {
        Restored(store: store, nextRoom: RoomNumber(RoomNumber.lobby.value + 1), lastPrivateSequence: 0, rooms: [])
    }
}

/// Which posts of one room are wanted. Always answered in the order they were said.
package struct PageRequest: Equatable, Sendable {
    /// A place between posts.
    package enum Anchor: Equatable, Sendable {
        case sequence(Int64)
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

    package init(room: RoomNumber, _ part: Part, limit: Int) {
        self.room = room
        self.part = part
        self.limit = limit
    }
}
