package import ChatProtocol

/// Connections that come, and members who go.
extension ServerState {
    /// A connection whose first byte told its dialect.
    package mutating func connect(_ dialect: Dialect, from origin: Origin, at now: Timestamp) -> SessionID {
        sessions.insert { Session(id: $0, dialect: dialect, origin: origin, connectedAt: now) }
    }

    /// The connection is gone, or is to go: everybody who should know is told, once.
    package mutating func disconnect(_ id: SessionID, reason: String, at now: Timestamp) -> [Effect] {
        guard !isStopping, let session = sessions[id] else { return [] }
        var turn = Turn(session, at: now)
        remove(id, reason: reason, &turn)
        return turn.effects
    }

    /// The shell gives a connection up: it is told why, everybody else sees it leave.
    package mutating func end(_ id: SessionID, reason: String, at now: Timestamp) -> [Effect] {
        guard let session = sessions[id] else { return [] }
        var turn = Turn(session, at: now)
        end(id, reason: reason, &turn)
        return turn.effects
    }

    /// The server ends, and everybody is told. The rooms do not end by that: they go on with the next start.
    package mutating func stop(reason: String, at now: Timestamp) -> [Effect] {
        beginStopping()
        var turn = Turn.ofNobody(at: now)
        absentAtTheEnd(&turn)
        return turn.effects
            + sessions.all.flatMap {
                [.deliver(farewell(to: $0, reason, at: now), to: .session($0.id)), .close($0.id)]
            }
    }

    /// Says ERROR to a connection and lets it go.
    mutating func end(_ id: SessionID, reason: String, _ turn: inout Turn) {
        if let session = sessions[id] {
            turn.deliver(farewell(to: session, reason, at: turn.now), to: .session(id))
        }
        remove(id, reason: reason, &turn)
        turn.effects.append(.close(id))
    }

    func farewell(to session: Session, _ reason: String, at now: Timestamp) -> Parcel {
        guard session.dialect == .irc else { return .raw(.text(reason)) }
        return .line(Line(nil, .error("Closing link: (\(session.origin.address.host)) \(reason)"), at: now))
    }

    /// Takes a connection out; its member goes with the last one, unless it is always on.
    mutating func remove(_ id: SessionID, reason: String, _ turn: inout Turn) {
        guard let session = sessions[id] else { return }
        for nick in session.watched { unwatch(nick, by: id) }
        if let nick = session.application.nick { nicks.release(nick, of: .session(id)) }
        if let member = session.member { detach(id, from: member, reason: reason, &turn) }
        sessions.remove(id)
    }

    private mutating func detach(_ id: SessionID, from member: MemberID, reason: String, _ turn: inout Turn) {
        members[member]?.sessions.removeAll { $0 == id }
        census.attached -= 1
        for room in members[member]?.rooms ?? [] { turn.effects.append(.leave(id, room)) }
        guard let left = members[member], left.sessions.isEmpty else { return }
        if isAlwaysOn(left) {
            resign(member, &turn)
            absent(member, &turn)
        } else {
            leave(member, reason: reason, &turn)
        }
    }

    /// The member goes, whoever it is that sees it.
    mutating func leave(_ id: MemberID, reason: String, _ turn: inout Turn) {
        endPresence(of: id, &turn)
        guard let member = members[id] else { return }
        let author = author(member)
        keep(.left(reason: reason), by: author, in: member.rooms, &turn)
        let line = Line(author, .left(reason: reason), at: turn.now)
        tell(.line(line), toRoomsOf: member, &turn)
        turn.effects.append(.log(.left(nick: member.name, member.address, reason: reason)))
        census.members -= 1
        if member.isInvisible { census.invisible -= 1 }
        if member.modes.contains(.serverOperator) { census.operators -= 1 }
        remember(member, at: turn.now)
        for room in member.rooms { depart(id, from: room, &turn) }
        nicks.release(member.nick, of: .member(id))
        for room in member.invitations { rooms[room]?.invited.remove(id) }
        members.remove(id)
        tellWatchers(of: member.nick, &turn)
    }

    /// Takes a member out of a room without a word, and ends the room if that was the last one.
    mutating func depart(_ id: MemberID, from room: RoomID, _ turn: inout Turn) {
        guard rooms[room]?[id] != nil else { return }
        rooms[room]?.remove(id)
        if let place = members[id]?.rooms.firstIndex(of: room) { members[id]?.rooms.remove(at: place) }
        for session in members[id]?.sessions ?? [] { turn.effects.append(.leave(session, room)) }
        if let account = members[id]?.account, represents(id, account),
            rooms[room]?.belongings[account]?.isPresent == true
        {
            rooms[room]?.belongings[account]?.isPresent = false
            if let belonging = rooms[room]?.belongings[account] { turn.store(.belonging(belonging)) }
        }
        if let left = rooms[room], left.members.isEmpty, !left.stays { close(room, &turn) }
    }

    /// The room ends: whoever makes its name anew gets another one.
    mutating func close(_ id: RoomID, _ turn: inout Turn) {
        guard let room = rooms[id] else { return }
        turn.store(.roomEnded(room.number))
        for guest in room.invited { members[guest]?.invitations.remove(id) }
        roomsByName[room.name] = nil
        roomsByNumber[room.number] = nil
        rooms.remove(id)
    }
}
