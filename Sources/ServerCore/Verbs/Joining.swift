import ChatProtocol

/// Into rooms and out of them.
extension ServerState {
    mutating func join(_ requests: [JoinRequest], _ turn: inout Turn) {
        for request in requests.prefix(ServerSettings.roomsPerMember) { join(request, &turn) }
    }

    private mutating func join(_ request: JoinRequest, forwards: Int = 0, _ turn: inout Turn) {
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
            // A room that sends people on to one that sends them back would go on for ever.
            if let forward = rooms[id]?.modes.forward, forwards < 3 {
                turn.answer(
                    numeric(.forwarded, turn, [name.display, forward, "Forwarding to another channel"]))
                join(JoinRequest(room: forward), forwards: forwards + 1, &turn)
            } else {
                turn.answer(refusal)
            }
            return
        }
        enter(name, &turn)
    }

    /// Why the actor may not come in; nil: they may. An operator's invitation opens every door, that of a ban too.
    private func refusal(of id: RoomID, key: String?, _ turn: Turn) -> Reply? {
        guard let room = rooms[id], let member = members[turn.actor] else { return nil }
        if room.invited.contains(turn.actor) { return nil }
        // Who has a rank here is one of the house.
        let kept = member.account.flatMap { room.belongings[$0]?.ranks } ?? []
        if kept.reach(.halfOperator) { return nil }
        let name = room.name.display
        if isBanned(member, in: room) { return numeric(.bannedFromRoom, turn, [name, "Cannot join channel (+b)"]) }
        if room.modes.flags.contains(.accountsOnly), member.account == nil, !isListed(member, .invitations, in: room) {
            return numeric(.needsAccount, turn, [name, "Cannot join channel (+R): you need an account"])
        }
        if room.modes.flags.contains(.inviteOnly), !isListed(member, .invitations, in: room) {
            return numeric(.inviteOnlyRoom, turn, [name, "Cannot join channel (+i)"])
        }
        if let wanted = room.modes.key, wanted != key {
            return numeric(.badRoomKey, turn, [name, "Cannot join channel (+k)"])
        }
        if let limit = room.modes.limit, room.members.count >= limit {
            return numeric(.roomIsFull, turn, [name, "Cannot join channel (+l)"])
        }
        return nil
    }

    /// Makes the room if it is not there, and brings the actor in.
    mutating func enter(_ name: RoomName, _ turn: inout Turn) {
        enter(turn.actor, name, &turn)
    }

    mutating func enter(_ member: MemberID, _ name: RoomName, _ turn: inout Turn) {
        // A room that nobody keeps a rank in would be nobody's: it is that of the first who comes back.
        let isNew = roomsByName[name] == nil && asleep[name]?.belongings.contains { !$0.ranks.isEmpty } != true
        let id = roomsByName[name] ?? open(name, &turn)
        place(member, in: id, isMaker: isNew, &turn)
        guard let coming = members[member], let room = rooms[id] else { return }
        let author = author(coming)
        let event = keep(.joined(realname: coming.realname), by: author, in: [id], &turn)
        let joined = Reply.joined(room: room.name.display, account: author.account, realname: coming.realname)
        let isActor = member == turn.actor
        let line = Parcel.line(Line(author, joined, at: event.time, id: event.id))
        if isActor { turn.answer(line) }
        let except = isActor ? turn.session : nil
        let isHidden = isHidden(member, in: id)
        let watchful = isHidden ? watchful(in: room, and: coming).filter { $0 != except } : []
        turn.deliver(line, to: isHidden ? .sessions(watchful) : .room(id, except: except))
        if let away = coming.away {
            let line = Parcel.line(Line(author, .away(away), at: turn.now))
            let having = Capabilities(.awayNotify)
            turn.deliver(
                line,
                to: isHidden ? .sessions(watchful, having: having) : .room(id, except: except, having: having))
        }
        let ranks = rooms[id]?[member]?.ranks ?? []
        if !isNew, !ranks.isEmpty {
            let changes = Ranks.all.filter { ranks.contains($0.rank) }.map {
                ModeChange(isAdding: true, $0.letter, coming.name)
            }
            let mode = Reply.mode(target: room.name.display, changes: ModeChange.words(of: changes))
            let line = Parcel.line(Line(nil, mode, at: turn.now))
            if isActor { turn.answer(line) }
            turn.deliver(line, to: .room(id, except: except))
        }
        for session in coming.sessions where session != except { introduce(id, to: session, hasJoined: true, &turn) }
        if isActor, sessions[turn.session]?.dialect == .irc {
            for parcel in introduction(to: id, for: turn.session, &turn) { turn.answer(parcel) }
            showPast(of: room, &turn)
        }
        tellMetadata(ofJoining: member, in: id, &turn)
    }

    /// Puts a member into a room without a word.
    mutating func place(_ member: MemberID, in id: RoomID, isMaker: Bool, _ turn: inout Turn) {
        keepPresence(of: member, &turn)
        guard let coming = members[member] else { return }
        var ranks: Ranks = isMaker && id != lobby ? .op : []
        // No copy of the room is held while it changes: it would be copied with all its members.
        if let account = coming.account, let before = rooms[id].map({ $0.belonging(of: account) }) {
            var belonging = before
            ranks.formUnion(belonging.ranks)
            belonging.ranks = ranks
            if represents(member, account) { belonging.isPresent = isAlwaysOn(coming) }
            if rooms[id]?.belongings[account] != belonging {
                rooms[id]?.belongings[account] = belonging
                turn.store(.belonging(belonging))
            }
        }
        rooms[id]?.add(member, ranks: ranks)
        members[member]?.rooms.append(id)
        members[member]?.invitations.remove(id)
        for session in coming.sessions { turn.effects.append(.enter(session, id)) }
    }

    /// The connections of those who see everybody in an auditorium, and the member's own.
    func watchful(in room: Room, and member: Member) -> [SessionID] {
        room.inOrder.filter { $0.membership.ranks.reach(.halfOperator) && $0.id != member.id }
            .flatMap { members[$0.id]?.sessions ?? [] } + member.sessions
    }

    /// Shows a room that its member is in to one of the member's connections, as if it had joined it.
    func introduce(_ id: RoomID, to session: SessionID, hasJoined: Bool = false, _ turn: inout Turn) {
        guard let to = sessions[session], to.dialect == .irc, let member = to.member.flatMap({ members[$0] }),
            let room = rooms[id]
        else { return }
        if !hasJoined {
            let author = author(member)
            let joined = Reply.joined(room: room.name.display, account: author.account, realname: member.realname)
            turn.deliver(.line(Line(author, joined, at: turn.now)), to: .session(session))
        }
        for parcel in introduction(to: id, for: session, &turn) { turn.deliver(parcel, to: .session(session)) }
    }

    /// What is told of a room to a connection that has joined it.
    func introduction(to id: RoomID, for session: SessionID, _ turn: inout Turn) -> [Parcel] {
        guard let to = sessions[session], let member = to.member.flatMap({ members[$0] }), let room = rooms[id] else {
            return []
        }
        var replies: [Reply] = []
        if let topic = room.topic { replies += self.replies(about: topic, of: room, to: member.name) }
        if to.has(.readMarker) { replies.append(marker(of: member, for: room.name.folded, as: room.name.display)) }
        if !to.has(.noImplicitNames) { replies += names(of: room, to: to, member) }
        return replies.map { .line(Line(nil, $0, at: turn.now)) } + metadataOnJoining(room, for: to, &turn)
    }

    /// A room of before the start goes on; otherwise it is a new one. Nobody but its maker is an operator of it.
    mutating func open(_ name: RoomName, _ turn: inout Turn) -> RoomID {
        // Under its own name, whichever way it is written now.
        if let place = asleep.index(forKey: name) {
            let (name, past) = asleep.remove(at: place)
            let id = wake(past, as: name)
            if let room = rooms[id] { turn.store(.room(room.record)) }
            return id
        }
        let number = RoomNumber(nextRoom)
        nextRoom += 1
        let record = RoomRecord(number: number, name: name.display, madeAt: turn.now, topic: nil, isOpen: true)
        turn.store(.room(record))
        return wake(Restored.Room(record: record, lastSequence: 0, lastTime: turn.now), as: name)
    }

    mutating func part(_ names: [String], reason: String?, _ turn: inout Turn) {
        for name in names {
            let place = roomOfActor(named: name, &turn).map { (id: $0.id, name: $0.name.display) }
            guard let place else { continue }
            leave(turn.actor, from: place.id, place.name, reason: reason?.prefix(whole: Limits.phrase), &turn)
        }
    }

    mutating func leaveAll(_ turn: inout Turn) {
        for id in members[turn.actor]?.rooms ?? [] {
            if let name = rooms[id]?.name.display { leave(turn.actor, from: id, name, reason: nil, &turn) }
        }
    }

    /// By its id: a room held here would be copied as it changes.
    mutating func leave(
        _ guest: MemberID, from id: RoomID, _ name: String, reason: String?, _ turn: inout Turn
    ) {
        guard let member = members[guest] else { return }
        let author = author(member)
        let event = keep(.parted(reason: reason), by: author, in: [id], &turn)
        let line = Parcel.line(Line(author, .parted(room: name, reason: reason), at: event.time, id: event.id))
        let except = guest == turn.actor ? turn.session : nil
        if except != nil { turn.answer(line) }
        if isHidden(guest, in: id), let room = rooms[id] {
            turn.deliver(line, to: .sessions(watchful(in: room, and: member).filter { $0 != except }))
        } else {
            turn.deliver(line, to: .room(id, except: except))
        }
        depart(guest, from: id, &turn)
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
