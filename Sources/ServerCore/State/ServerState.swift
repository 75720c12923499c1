import ChatProtocol

/// The rules of the house: who is here, in which rooms, and what becomes of each thing they do.
///
/// Pure: it is told the time, and what it wants done comes out as effects. There is one of it, and one order.
package struct ServerState: Sendable {
    package internal(set) var settings: ServerSettings
    private(set) var greetings: Greetings
    package internal(set) var sessions = Slots<Session>()
    package internal(set) var members = Slots<Member>()
    var rooms = Slots<Room>()
    var nicks: Nicks
    var roomsByName: [RoomName: RoomID] = [:]
    var roomsByNumber: [RoomNumber: RoomID] = [:]
    private(set) var lobby: RoomID
    /// Open rooms of before the start that nobody has come back to.
    var asleep: [RoomName: Restored.Room] = [:]

    var accounts: [AccountID: Account] = [:]
    /// By the folded name.
    var accountsByName: [String: AccountID] = [:]
    var accountsByLook = Looks<AccountID>()
    /// By the SHA-256 of a certificate: whom it logs in.
    var accountsByFingerprint: [String: AccountID] = [:]
    /// Of each account that is always on, the member who stays.
    var residents: [AccountID: MemberID] = [:]
    var nextAccount: AccountID
    /// How far each account has read, by the folded name of the room or nick.
    var markers: [AccountID: [String: Timestamp]] = [:]
    /// Of accounts, whether they are here or not.
    var metadata: [AccountID: [String: String]] = [:]
    var correspondence = Correspondence()
    var serverBans: [ServerBan] = []
    var logins = LoginLimit()
    /// Who watches which nick (MONITOR).
    var watchers: [Nickname: [SessionID]] = [:]

    /// Part of every message id.
    package let store: UInt32
    var nextRoom: Int64
    var nextEvent: Int64
    /// True while nothing can be stored: posts are refused.
    package internal(set) var isRefusing = false
    /// The server ends: rooms do not, and nobody is told of anybody's leaving.
    private(set) var isStopping = false
    var census = Census()
    /// Who left lately, the last one at the end: what WHOWAS knows.
    var departed: [Departed] = []
    /// How many batches there were: each has another name.
    private var batches: UInt64 = 0

    /// Goes on where the store was left. A lobby whose name is none of a room is called `#lobby`.
    package init(settings: ServerSettings, restored: Restored) {
        self.settings = settings
        greetings = Greetings(settings, lobby: Self.lobbyName(settings).display)
        nicks = Nicks(casemapping: settings.casemapping)
        store = restored.store
        nextRoom = max(restored.nextRoom.value, RoomNumber.lobby.value + 1)
        nextAccount = max(restored.nextAccount, AccountID(1))
        nextEvent = max(restored.nextEvent, 1)
        lobby = .none
        correspondence = Correspondence(restored)
        serverBans = restored.serverBans
        for owner in restored.owners {
            accounts[owner.account.id] = owner.account
            accountsByName[settings.casemapping.fold(owner.account.name)] = owner.account.id
            accountsByLook.add(
                owner.account.id, as: Skeleton(of: owner.account.name, casemapping: settings.casemapping))
            for print in owner.account.fingerprints { accountsByFingerprint[print] = owner.account.id }
            markers[owner.account.id] = owner.markers
            metadata[owner.account.id] = owner.metadata
        }
        let past = restored.rooms.first { $0.record.number == .lobby }
        var record =
            past?.record
            ?? RoomRecord(number: .lobby, name: settings.lobby, madeAt: settings.startedAt, topic: nil, isOpen: true)
        record.name = settings.lobby
        lobby = wake(
            Restored.Room(
                record: record, lastSequence: past?.lastSequence ?? 0, lastTime: past?.lastTime ?? settings.startedAt,
                belongings: past?.belongings ?? [], metadata: past?.metadata ?? [:]), as: Self.lobbyName(settings))
        for room in restored.rooms where room.record.number != .lobby {
            guard let name = try? RoomName(room.record.name, casemapping: settings.casemapping),
                roomsByName[name] == nil
            else { continue }
            if room.record.founder == nil { asleep[name] = room } else { _ = wake(room, as: name) }
        }
        bringBack(restored.owners.map(\.account))
    }

    private static func lobbyName(_ settings: ServerSettings) -> RoomName {
        if let name = try? RoomName(settings.lobby, casemapping: settings.casemapping) { return name }
        guard let name = try? RoomName("#lobby", casemapping: settings.casemapping) else {
            preconditionFailure("#lobby is a room's name in every casemapping")
        }
        return name
    }

    /// A room of before the start goes on, under its own name.
    mutating func wake(_ past: Restored.Room, as name: RoomName) -> RoomID {
        let record = past.record
        let id = rooms.insert { id in
            Room(
                id: id, name: name, number: record.number, madeAt: record.madeAt, modes: record.modes,
                sequence: past.lastSequence, time: past.lastTime)
        }
        rooms[id]?.topic = record.topic
        rooms[id]?.lists = record.lists
        rooms[id]?.founder = record.founder
        rooms[id]?.metadata = past.metadata
        for belonging in past.belongings { rooms[id]?.belongings[belonging.account] = belonging }
        roomsByName[name] = id
        roomsByNumber[record.number] = id
        return id
    }

    /// Takes over what may change while people are here: everything but names, the lobby and how names are compared.
    package mutating func adopt(_ changed: ServerSettings) {
        let old = settings
        settings = changed
        settings.name = old.name
        settings.network = old.network
        settings.lobby = old.lobby
        settings.casemapping = old.casemapping
        settings.version = old.version
        settings.startedAt = old.startedAt
        greetings = Greetings(settings, lobby: Self.lobbyName(settings).display)
    }

    /// What must be stored before anything else: the lobby itself.
    package var firstRecords: [Record] { rooms[lobby].map { [.room($0.record)] } ?? [] }

    func turn(of session: Session, at now: Timestamp, label: String?, tags: [Tag] = []) -> Turn {
        Turn(session, at: now, label: label, tags: tags, batches: batches)
    }

    /// The command is done: what is to be told of it.
    mutating func effects(of turn: inout Turn) -> [Effect] {
        turn.close()
        batches = turn.batches
        return turn.effects
    }

    mutating func beginStopping() {
        isStopping = true
    }
}

/// How many there are, for whoever watches the server.
package struct Population: Equatable, Sendable {
    package let members: Int
    package let rooms: Int
    package let accounts: Int
}

extension ServerState {
    package var population: Population {
        Population(members: census.members, rooms: rooms.count, accounts: accounts.count)
    }
}

/// How many are here.
struct Census: Equatable, Sendable {
    var members = 0
    /// Connections of members.
    var attached = 0
    var invisible = 0
    var operators = 0
    /// The most members there were at once.
    var most = 0
}
