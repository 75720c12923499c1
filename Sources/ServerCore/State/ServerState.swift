package import ChatProtocol

/// The rules of the house: who is here, in which rooms, and what becomes of each thing they do.
///
/// Pure: it is told the time, and what it wants done comes out as effects. There is one of it, and one order.
package struct ServerState: Sendable {
    package private(set) var settings: ServerSettings
    package internal(set) var members = Slots<Member>()
    var rooms = Slots<Room>()
    var nicks: [Nickname: MemberID] = [:]
    var roomsByName: [RoomName: RoomID] = [:]
    let lobby: RoomID
    /// Open rooms of before the start that nobody has come back to.
    var asleep: [RoomName: Restored.Room] = [:]

    /// Part of every message id.
    package let store: UInt32
    var nextRoom: Int64
    var privateSequence: Int64
    var privateTime = Timestamp(milliseconds: 0)
    /// True while nothing can be stored: posts are refused.
    package internal(set) var isRefusing = false
    /// The server ends: rooms do not, and nobody is told of anybody's leaving.
    private(set) var isStopping = false
    /// The most members there were at once.
    var mostMembers = 0
    var registeredCount = 0
    /// How many members are +i.
    var invisibleCount = 0
    /// Who left lately, the last one at the end: what WHOWAS knows.
    var departed: [Departed] = []
    private var batches: UInt64 = 0

    /// Goes on where the store was left. A lobby whose name is none of a room is called `#lobby`.
    package init(settings: ServerSettings, restored: Restored) {
        self.settings = settings
        store = restored.store
        nextRoom = max(restored.nextRoom.value, RoomNumber.lobby.value + 1)
        privateSequence = restored.lastPrivateSequence
        let past = restored.rooms.first { $0.record.number == .lobby }
        var record =
            past?.record
            ?? RoomRecord(number: .lobby, name: settings.lobby, madeAt: settings.startedAt, topic: nil, isOpen: true)
        record.name = settings.lobby
        let name = Self.lobbyName(settings)
        lobby = rooms.insert { id in
            Room(
                id: id, name: name, record: record, flags: [.membersOnly, .topicByOperators],
                sequence: past?.lastSequence ?? 0, time: past?.lastTime ?? settings.startedAt)
        }
        roomsByName[name] = lobby
        for room in restored.rooms where room.record.number != .lobby {
            guard let name = try? RoomName(room.record.name, casemapping: settings.casemapping),
                roomsByName[name] == nil
            else { continue }
            asleep[name] = room
        }
    }

    private static func lobbyName(_ settings: ServerSettings) -> RoomName {
        if let name = try? RoomName(settings.lobby, casemapping: settings.casemapping) { return name }
        guard let name = try? RoomName("#lobby", casemapping: settings.casemapping) else {
            preconditionFailure("#lobby is a room's name in every casemapping")
        }
        return name
    }

    /// Takes over what may change while people are here: the message of the day, the password, whether `#` tells addresses.
    package mutating func adopt(_ changed: ServerSettings) {
        settings.motd = changed.motd
        settings.password = changed.password
        settings.showsAddresses = changed.showsAddresses
    }

    /// What must be stored before anything else: the lobby itself.
    package var firstRecords: [Record] { rooms[lobby].map { [.room($0.record)] } ?? [] }

    /// A batch name that no other batch of this server has.
    mutating func newBatch() -> String {
        batches += 1
        return String(batches, radix: 36)
    }

    // MARK: - Coming and going

    /// A connection whose first byte told its dialect.
    package mutating func connect(_ dialect: Dialect, from address: Address, at now: Timestamp) -> MemberID {
        members.insert { id in
            Member(id: id, dialect: dialect, address: address, connectedAt: now, spokeAt: now)
        }
    }

    /// The connection is gone, or is to go: everybody who should know is told, once.
    package mutating func disconnect(_ id: MemberID, reason: String, at now: Timestamp) -> [Effect] {
        guard !isStopping else { return [] }
        var turn = Turn(id, at: now)
        remove(id, reason: reason, &turn)
        return turn.effects
    }

    /// The server ends, and everybody is told. The rooms do not end by that: they go on with the next start.
    package mutating func stop(reason: String, at now: Timestamp) -> [Effect] {
        isStopping = true
        return members.all.flatMap { [.deliver(farewell(to: $0, reason, at: now), to: .member($0.id)), .close($0.id)] }
    }

    mutating func remove(_ id: MemberID, reason: String, _ turn: inout Turn) {
        guard let member = members[id] else { return }
        if member.isRegistered {
            let line = Line(source: member.source, .left(reason: reason), at: turn.now)
            turn.deliver(.line(line), to: .rooms(member.rooms, except: id))
            turn.effects.append(.log(.left(nick: member.name, member.address, reason: reason)))
            registeredCount -= 1
            if member.isInvisible { invisibleCount -= 1 }
            remember(member, at: turn.now)
        }
        for room in member.rooms { depart(id, from: room, &turn) }
        if let nick = member.nick, nicks[nick] == id { nicks[nick] = nil }
        for room in member.invitations { rooms[room]?.invited.remove(id) }
        members.remove(id)
    }

    /// Takes a member out of a room without a word, and ends the room if that was the last one.
    mutating func depart(_ id: MemberID, from room: RoomID, _ turn: inout Turn) {
        guard rooms[room]?[id] != nil else { return }
        rooms[room]?.remove(id)
        if let place = members[id]?.rooms.firstIndex(of: room) { members[id]?.rooms.remove(at: place) }
        turn.effects.append(.leave(id, room))
        if let left = rooms[room], left.members.isEmpty, !left.isLobby {
            turn.effects.append(.store(.roomEnded(left.number)))
            for guest in left.invited { members[guest]?.invitations.remove(room) }
            roomsByName[left.name] = nil
            rooms.remove(room)
        }
    }

    // MARK: - Finding

    func member(named text: String) -> Member? {
        guard let nick = try? Nickname(text, casemapping: settings.casemapping), let id = nicks[nick] else {
            return nil
        }
        return members[id]
    }

    func room(named text: String) -> Room? {
        guard let name = try? RoomName(text, casemapping: settings.casemapping), let id = roomsByName[name] else {
            return nil
        }
        return rooms[id]
    }

    /// Whether the asker may know that the room is there.
    func isVisible(_ room: Room, to asker: MemberID) -> Bool {
        !room.flags.contains(.secret) || room[asker] != nil
    }

    func shareRoom(_ one: MemberID, _ other: MemberID) -> Bool {
        members[one]?.rooms.contains { rooms[$0]?[other] != nil } ?? false
    }
}
