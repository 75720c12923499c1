import ChatProtocol

/// Into rooms and out of them.
extension ServerState {
    mutating func join(_ requests: [JoinRequest], _ turn: inout Turn) {
        for request in requests.prefix(ServerSettings.roomsPerMember) { join(request, &turn) }
    }

    private mutating func join(_ request: JoinRequest, _ turn: inout Turn) {
        guard let name = try? RoomName(request.room, casemapping: settings.casemapping) else {
            turn.answer(numeric(.noSuchRoom, turn, [Self.shown(request.room), "No such channel"]))
            return
        }
        if let id = roomsByName[name], rooms[id]?[turn.actor] != nil { return }
        guard (members[turn.actor]?.rooms.count ?? 0) < ServerSettings.roomsPerMember else {
            turn.answer(numeric(.tooManyRooms, turn, [name.display, "You have joined too many channels"]))
            return
        }
        if let id = roomsByName[name], let refusal = refusal(of: id, key: request.key, turn) {
            turn.answer(refusal)
            return
        }
        enter(name, &turn)
    }

    /// Why the actor may not come in; nil: they may. An operator's invitation opens every door, that of a ban too.
    private func refusal(of id: RoomID, key: String?, _ turn: Turn) -> Reply? {
        guard let room = rooms[id], let member = members[turn.actor] else { return nil }
        if room.invited.contains(turn.actor) { return nil }
        let name = room.name.display
        if isBanned(member, in: room) { return numeric(.bannedFromRoom, turn, [name, "Cannot join channel (+b)"]) }
        if room.flags.contains(.inviteOnly) {
            return numeric(.inviteOnlyRoom, turn, [name, "Cannot join channel (+i)"])
        }
        if let wanted = room.key, wanted != key {
            return numeric(.badRoomKey, turn, [name, "Cannot join channel (+k)"])
        }
        if let limit = room.limit, room.members.count >= limit {
            return numeric(.roomIsFull, turn, [name, "Cannot join channel (+l)"])
        }
        return nil
    }

    func isBanned(_ member: Member, in room: Room) -> Bool {
        guard !room.bans.isEmpty else { return false }
        let source = settings.casemapping.fold(member.source.description)
        return room.bans.contains { Mask(settings.casemapping.fold($0.mask)).matches(source) }
    }

    /// Makes the room if it is not there, and brings the actor in.
    mutating func enter(_ name: RoomName, _ turn: inout Turn) {
        let isNew = roomsByName[name] == nil
        let id = roomsByName[name] ?? open(name, &turn)
        guard let member = members[turn.actor] else { return }
        rooms[id]?.add(turn.actor, asOperator: isNew)
        members[turn.actor]?.rooms.append(id)
        members[turn.actor]?.invitations.remove(id)
        turn.effects.append(.enter(turn.actor, id))
        guard let room = rooms[id] else { return }
        let joined = Reply.joined(room: room.name.display, account: nil, realname: member.realname)
        turn.announce(joined, by: member.source, in: id)
        if let away = member.away {
            let line = Line(source: member.source, .away(away), at: turn.now)
            let audience = Audience.room(id, except: turn.actor, having: Capabilities(.awayNotify))
            turn.deliver(.line(line), to: audience)
        }
        guard member.dialect == .irc else { return }
        if let topic = room.topic { answer(topic, of: room, &turn) }
        if !member.has(.noImplicitNames) { names(of: room, &turn) }
        showPast(of: room, to: member, &turn)
    }

    /// A room of before the start goes on; otherwise it is a new one. Nobody but its maker is an operator of it.
    private mutating func open(_ name: RoomName, _ turn: inout Turn) -> RoomID {
        // Under its own name, whichever way it is written now.
        let (name, past) = asleep.index(forKey: name).map { asleep.remove(at: $0) } ?? (name, nil)
        let number = past?.record.number ?? RoomNumber(nextRoom)
        if past == nil { nextRoom += 1 }
        let record =
            past?.record
            ?? RoomRecord(number: number, name: name.display, madeAt: turn.now, topic: nil, isOpen: true)
        let id = rooms.insert { id in
            Room(
                id: id, name: name, record: record, flags: [.membersOnly, .topicByOperators],
                sequence: past?.lastSequence ?? 0, time: past?.lastTime ?? turn.now)
        }
        roomsByName[name] = id
        turn.effects.append(.store(.room(record)))
        return id
    }

    mutating func part(_ names: [String], reason: String?, _ turn: inout Turn) {
        for name in names {
            let place = roomOfActor(named: name, &turn).map { (id: $0.id, name: $0.name.display) }
            guard let place else { continue }
            leave(place.id, place.name, reason: reason?.prefix(whole: Limits.phrase), &turn)
        }
    }

    mutating func leaveAll(_ turn: inout Turn) {
        for id in members[turn.actor]?.rooms ?? [] {
            if let name = rooms[id]?.name.display { leave(id, name, reason: nil, &turn) }
        }
    }

    /// By its id: a room held here would be copied as it changes.
    private mutating func leave(_ id: RoomID, _ name: String, reason: String?, _ turn: inout Turn) {
        guard let source = members[turn.actor]?.source else { return }
        turn.announce(.parted(room: name, reason: reason), by: source, in: id)
        depart(turn.actor, from: id, &turn)
    }

    /// The room of this name, if the actor is in it; otherwise they are told which of the two it is, as far as they may know.
    func roomOfActor(named name: String, _ turn: inout Turn) -> Room? {
        guard let room = room(named: name), isVisible(room, to: turn.actor) else {
            turn.answer(numeric(.noSuchRoom, turn, [Self.shown(name), "No such channel"]))
            return nil
        }
        guard room[turn.actor] != nil else {
            turn.answer(numeric(.notInRoom, turn, [room.name.display, "You're not on that channel"]))
            return nil
        }
        return room
    }
}
