package import ChatProtocol

/// What a server that starts goes on with.
package struct Restored: Equatable, Sendable {
    package struct Room: Equatable, Sendable {
        package var record: RoomRecord
        /// Of its last post; 0 where nothing was said yet.
        package var lastSequence: Int64
        /// Of its last post or event; the room's making where nothing happened yet.
        package var lastTime: Timestamp
        package var belongings: [Belonging]
        package var metadata: [String: String]

        package init(
            record: RoomRecord, lastSequence: Int64, lastTime: Timestamp, belongings: [Belonging] = [],
            metadata: [String: String] = [:]
        ) {
            self.record = record
            self.lastSequence = lastSequence
            self.lastTime = lastTime
            self.belongings = belongings
            self.metadata = metadata
        }
    }

    package struct Conversing: Equatable, Sendable {
        package var conversation: Conversation
        package var lastSequence: Int64
        package var lastTime: Timestamp

        package init(conversation: Conversation, lastSequence: Int64, lastTime: Timestamp) {
            self.conversation = conversation
            self.lastSequence = lastSequence
            self.lastTime = lastTime
        }
    }

    package struct Owner: Equatable, Sendable {
        package var account: Account
        /// How far it has read, by the folded name of the room or nick.
        package var markers: [String: Timestamp]
        package var metadata: [String: String]

        package init(account: Account, markers: [String: Timestamp] = [:], metadata: [String: String] = [:]) {
            self.account = account
            self.markers = markers
            self.metadata = metadata
        }
    }

    /// Random, made with the database; part of every message id.
    package var store: UInt32
    /// Greater than any number of a room or a conversation ever used in the database.
    package var nextRoom: RoomNumber
    package var nextAccount: AccountID
    package var nextEvent: Int64
    /// Of the last private post of members without accounts.
    package var lastPrivateSequence: Int64
    package var lastPrivateTime: Timestamp
    /// Rooms that go on: open ones that had not ended, registered ones, and the lobby once it was ever stored.
    package var rooms: [Room]
    package var conversations: [Conversing]
    package var owners: [Owner]
    package var serverBans: [ServerBan]

    package init(
        store: UInt32, nextRoom: RoomNumber, nextAccount: AccountID = AccountID(1), nextEvent: Int64 = 1,
        lastPrivateSequence: Int64, lastPrivateTime: Timestamp = Timestamp(milliseconds: 0), rooms: [Room],
        conversations: [Conversing] = [], owners: [Owner] = [], serverBans: [ServerBan] = []
    ) {
        self.store = store
        self.nextRoom = nextRoom
        self.nextAccount = nextAccount
        self.nextEvent = nextEvent
        self.lastPrivateSequence = lastPrivateSequence
        self.lastPrivateTime = lastPrivateTime
        self.rooms = rooms
        self.conversations = conversations
        self.owners = owners
        self.serverBans = serverBans
    }

    /// What a database that was just made gives.
    package static func nothing(store: UInt32) -> Restored {
        Restored(store: store, nextRoom: RoomNumber(RoomNumber.lobby.value + 1), lastPrivateSequence: 0, rooms: [])
    }
}
