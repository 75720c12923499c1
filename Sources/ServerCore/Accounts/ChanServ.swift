import ChatProtocol

/// ChanServ: rooms that belong to an account, and stay when nobody is in them.
extension ServerState {
    static let chanServ: [String: ServiceCommand] = {
        var commands: [String: ServiceCommand] = [
            "REGISTER": ServiceCommand("#room", "makes a room yours for good; you must be its operator") {
                $0.register(room: $1[0], &$2)
            },
            "UNREGISTER": ServiceCommand("#room", "gives it up") { $0.unregister(room: $1[0], &$2) },
            "DROP": ServiceCommand("#room", "the same as UNREGISTER") { $0.unregister(room: $1[0], &$2) },
            "INFO": ServiceCommand("#room", "tells whose a room is", for: .anybody) { $0.tellRoom(named: $1[0], &$2) },
            "TRANSFER": ServiceCommand("#room account", "gives your room to somebody else") {
                $0.transfer(room: $1[0], to: $1[1], &$2)
            },
            "AMODE": ServiceCommand("#room [+o] [account]", "ranks that accounts are given whenever they come in") {
                $0.changeRanks(in: $1[0], Array($1.dropFirst()), &$2)
            },
        ]
        let words: [(verb: String, letter: Character)] = [
            ("OWNER", "q"), ("ADMIN", "a"), ("OP", "o"), ("HALFOP", "h"), ("VOICE", "v"),
        ]
        for (verb, letter) in words {
            commands[verb] = ServiceCommand("#room [nick]", "gives somebody, or you, +\(letter) in your room") {
                $0.giveRank(letter, isAdding: true, in: $1[0], to: $1.dropFirst().first, &$2)
            }
            commands["DE" + verb] = ServiceCommand("#room [nick]", "takes +\(letter) away") {
                $0.giveRank(letter, isAdding: false, in: $1[0], to: $1.dropFirst().first, &$2)
            }
        }
        return commands
    }()

    /// Rooms that one account may own (Ergo's limit).
    static let roomsPerFounder = 15

    private func ownsTooMany(_ account: AccountID) -> Bool {
        rooms.all.reduce(into: 0) { count, room in
            if room.founder == account { count += 1 }
        } >= Self.roomsPerFounder
    }

    private mutating func register(room name: String, _ turn: inout Turn) {
        guard canKeep(.chanServ, &turn), let account = members[turn.actor]?.account,
            let room = roomToChange(named: name, &turn)
        else { return }
        guard !room.isLobby, room.founder == nil else {
            say("\(room.name.display) has an owner", as: .chanServ, &turn)
            return
        }
        guard room[turn.actor]?.ranks.reach(.op) == true else {
            say("You must be an operator of \(room.name.display) to register it", as: .chanServ, &turn)
            return
        }
        guard !ownsTooMany(account) else {
            say("You own \(Self.roomsPerFounder) rooms already, which is the most", as: .chanServ, &turn)
            return
        }
        let (id, shown) = (room.id, room.name.display)
        makeFounder(account, of: id, &turn)
        say("\(shown) is registered to you", as: .chanServ, &turn)
    }

    private mutating func unregister(room name: String, _ turn: inout Turn) {
        guard canKeep(.chanServ, &turn), let room = ownRoom(named: name, &turn) else { return }
        let (id, shown) = (room.id, room.name.display)
        unregister(id, &turn)
        say("\(shown) is registered no longer", as: .chanServ, &turn)
    }

    private mutating func transfer(room name: String, to account: String, _ turn: inout Turn) {
        guard canKeep(.chanServ, &turn), let room = ownRoom(named: name, &turn),
            let heir = accountToChange(named: account, .chanServ, &turn)
        else { return }
        guard heir.id != room.founder, !heir.isSuspended, !ownsTooMany(heir.id) else {
            say("\(heir.name) cannot have it", as: .chanServ, &turn)
            return
        }
        let (id, shown) = (room.id, room.name.display)
        if let founder = room.founder { change(.founder, isAdding: false, of: founder, in: id, &turn) }
        makeFounder(heir.id, of: id, &turn)
        say("\(shown) is \(heir.name)'s now", as: .chanServ, &turn)
    }

    /// Also of an account that ends: the room is like any other, and gone if nobody is in it.
    mutating func unregister(_ id: RoomID, _ turn: inout Turn) {
        guard let founder = rooms[id]?.founder else { return }
        if rooms[id]?.belongings[founder] != nil { change(.founder, isAdding: false, of: founder, in: id, &turn) }
        rooms[id]?.founder = nil
        keepRoom(id, &turn)
        if let room = rooms[id], room.members.isEmpty, !room.stays { close(id, &turn) }
    }

    private mutating func makeFounder(_ account: AccountID, of id: RoomID, _ turn: inout Turn) {
        rooms[id]?.founder = account
        keepRoom(id, &turn)
        change(.founder, isAdding: true, of: account, in: id, &turn)
    }

    private func tellRoom(named name: String, _ turn: inout Turn) {
        guard let room = roomToChange(named: name, &turn) else { return }
        let founder = room.founder.flatMap { accounts[$0]?.name }
        let text = founder.map { "is registered to \($0)" } ?? "is not registered"
        say("\(room.name.display) \(text), and was made at \(room.madeAt)", as: .chanServ, &turn)
    }

    // MARK: - Which room

    /// A room that the actor may know of.
    func roomToChange(named name: String, _ turn: inout Turn) -> Room? {
        guard let room = room(named: name), isVisible(room, to: turn.actor) || isFounder(of: room, turn) else {
            say("There is no room \(Self.shown(name))", as: .chanServ, &turn)
            return nil
        }
        return room
    }

    func isFounder(of room: Room, _ turn: Turn) -> Bool {
        guard let founder = room.founder else { return false }
        return members[turn.actor]?.account == founder
    }

    private func ownRoom(named name: String, _ turn: inout Turn) -> Room? {
        guard let room = roomToChange(named: name, &turn) else { return nil }
        guard room.founder != nil, isFounder(of: room, turn) || managesAccounts(turn) else {
            say("\(room.name.display) is not yours", as: .chanServ, &turn)
            return nil
        }
        return room
    }
}
