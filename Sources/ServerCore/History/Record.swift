package import ChatProtocol

/// One entry for the database. Records are written in order, many in one transaction.
package enum Record: Equatable, Sendable {
    case post(Post)
    case event(Event)
    /// A room was made or changed: what is needed to go on with it after a restart. Written again, it replaces.
    case room(RoomRecord)
    /// The room is gone: nobody gets at its posts any more.
    case roomEnded(RoomNumber)
    /// Two have begun to write to each other.
    case conversation(Conversation)
    /// What an account is in a room. Written again, it replaces.
    case belonging(Belonging)
    /// An account was made or changed. Written again, it replaces.
    case account(Account)
    /// The account is gone, with its belongings, markers and metadata.
    case accountEnded(AccountID)
    /// Everything that this account wrote is blanked.
    case erased(account: AccountID, name: String)
    /// How far an account has read.
    case marker(AccountID, target: String, Timestamp)
    /// nil removes the key.
    case metadata(MetadataOwner, key: String, value: String?)
    /// Written again, it replaces.
    case serverBan(ServerBan)
    case serverBanLifted(mask: String)
}

/// A room as it is kept over a restart.
package struct RoomRecord: Equatable, Sendable {
    package var number: RoomNumber
    /// As its maker wrote it.
    package var name: String
    package var madeAt: Timestamp
    package var topic: Topic?
    /// Whether anybody may join and read what was said (no +i, +k, +s). Without a founder, another room ends with the server.
    package var isOpen: Bool
    package var founder: AccountID?
    package var modes: RoomModes
    package var lists: [RoomList: [ListEntry]]

    package init(
        number: RoomNumber, name: String, madeAt: Timestamp, topic: Topic?, isOpen: Bool, founder: AccountID? = nil,
        modes: RoomModes = RoomModes(), lists: [RoomList: [ListEntry]] = [:]
    ) {
        self.number = number
        self.name = name
        self.madeAt = madeAt
        self.topic = topic
        self.isOpen = isOpen
        self.founder = founder
        self.modes = modes
        self.lists = lists
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

/// What an account is in a room, whether it is there or not.
package struct Belonging: Equatable, Sendable {
    package var room: RoomNumber
    package var account: AccountID
    /// The room's last post when it first came in: what was said up to it is not its own where the door is closed.
    package var since: Int64
    /// That post's time.
    package var sinceTime: Timestamp
    /// What it is given whenever it comes in.
    package var ranks: Ranks
    /// It is in the room, with or without a connection.
    package var isPresent: Bool

    package init(
        room: RoomNumber, account: AccountID, since: Int64, sinceTime: Timestamp, ranks: Ranks, isPresent: Bool
    ) {
        self.room = room
        self.account = account
        self.since = since
        self.sinceTime = sinceTime
        self.ranks = ranks
        self.isPresent = isPresent
    }
}

/// Private posts between an account and somebody: numbered and kept as those of a room are.
package struct Conversation: Equatable, Sendable {
    package enum Other: Hashable, Sendable {
        case account(AccountID)
        /// Somebody without an account, by the folded nick: this conversation is the account's alone.
        case nick(String)
    }

    package var number: RoomNumber
    package var account: AccountID
    /// Of two accounts, the one with the greater number.
    package var other: Other

    package init(number: RoomNumber, account: AccountID, other: Other) {
        self.number = number
        self.account = account
        self.other = other
    }
}

/// What metadata is about.
package enum MetadataOwner: Hashable, Sendable {
    case account(AccountID)
    case room(RoomNumber)
}

/// Somebody who may not come to the server at all.
package struct ServerBan: Equatable, Sendable {
    /// `nick!user@host` with `*` and `?`, or a network such as `192.0.2.0/24`.
    package var mask: String
    package var author: String
    package var reason: String
    package var madeAt: Timestamp
    /// nil: for good.
    package var until: Timestamp?

    package init(mask: String, author: String, reason: String, madeAt: Timestamp, until: Timestamp?) {
        self.mask = mask
        self.author = author
        self.reason = reason
        self.madeAt = madeAt
        self.until = until
    }
}
