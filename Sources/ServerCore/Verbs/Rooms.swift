import ChatProtocol

/// What is done to a room: its topic, its name, who is asked in and who is put out.
extension ServerState {
    func replies(about topic: Topic, of room: Room, to nick: String) -> [Reply] {
        let name = room.name.display
        let since = String(topic.time.milliseconds / 1_000)
        return [
            .numeric(.topic, receiver: nick, [name, topic.text]),
            .numeric(.topicWhoTime, receiver: nick, [name, topic.author, since]),
        ]
    }

    mutating func topic(of name: String, text: String?, _ turn: inout Turn) {
        guard let room = room(named: name), isVisible(room, to: turn.actor) else {
            turn.answer(numeric(.noSuchRoom, turn, [Self.shown(name), "No such channel"]))
            return
        }
        guard let text else {
            if let topic = room.topic {
                for reply in replies(about: topic, of: room, to: self.name(turn)) { turn.answer(reply) }
            } else {
                turn.answer(numeric(.noTopic, turn, [room.name.display, "No topic is set"]))
            }
            return
        }
        guard let room = roomOfActor(named: name, &turn), let author = author(turn) else { return }
        if room.modes.flags.contains(.topicByOperators), !isAllowed(.setTopicWhereProtected, in: room, &turn) { return }
        let clean = text.prefix(whole: Limits.phrase)
        rooms[room.id]?.topic =
            clean.isEmpty ? nil : Topic(text: clean, author: author.source.description, time: turn.now)
        let event = keep(.topic(clean), by: author, in: [room.id], &turn)
        announce(.topic(room: room.name.display, text: clean), by: author, in: room.id, as: event, &turn)
        keepRoom(room.id, &turn)
    }

    /// Whether the actor's rank allows it; otherwise they are told that it does not.
    func isAllowed(_ act: Permission.Act, in room: Room, _ turn: inout Turn) -> Bool {
        if room[turn.actor]?.ranks.reach(Permission.rank(for: act)) == true { return true }
        turn.answer(numeric(.roomOperatorNeeded, turn, [room.name.display, "You're not a channel operator"]))
        return false
    }

    mutating func invite(_ nick: String, to name: String, _ turn: inout Turn) {
        guard let room = roomOfActor(named: name, &turn), let author = author(turn) else { return }
        guard let guest = member(named: nick) else {
            turn.answer(numeric(.noSuchNick, turn, [Self.shown(nick), "No such nick"]))
            return
        }
        guard room[guest.id] == nil else {
            turn.answer(
                numeric(.userOnRoom, turn, [guest.name, room.name.display, "is already on channel"]))
            return
        }
        if room.modes.flags.contains(.inviteOnly), !isAllowed(.inviteWhereInviteOnly, in: room, &turn) { return }
        // Anybody may tell a friend of the room; only an operator's word opens a door that operators have closed.
        if room[turn.actor]?.ranks.reach(.halfOperator) == true {
            rooms[room.id]?.invited.insert(guest.id)
            members[guest.id]?.invitations.insert(room.id)
        }
        turn.answer(numeric(.inviting, turn, [guest.name, room.name.display]))
        let line = Line(author, .invited(nick: guest.name, room: room.name.display), at: turn.now)
        turn.deliver(.line(line), to: .sessions(guest.sessions))
        turn.deliver(
            .line(line), to: .room(room.id, except: turn.session, having: Capabilities(.inviteNotify)))
        if guest.isRaw {
            let text = "\(author.source.nick) invites you to \(room.name.display)"
            turn.deliver(.raw(.text(text)), to: .sessions(guest.sessions))
        }
    }

    func invitations(_ turn: inout Turn) {
        for room in rooms.all where room.invited.contains(turn.actor) {
            turn.answer(numeric(.inviteList, turn, [room.name.display]))
        }
        turn.answer(numeric(.endOfInviteList, turn, ["End of invite list"]))
    }

    /// `KICK #tea a,b`, or `KICK #tea,#tea a,b`: as many rooms as nicks, each of its own (RFC 2812, 3.2.8).
    mutating func kick(_ nicks: [String], from names: String, reason: String?, _ turn: inout Turn) {
        let rooms = names.unicodeScalars.split(separator: ",").map { String($0) }
        let nicks = nicks.prefix(ServerSettings.targets)
        guard rooms.count > 1, rooms.count == nicks.count else {
            kick(Array(nicks), fromOne: rooms.count == 1 ? rooms[0] : names, reason: reason, &turn)
            return
        }
        for (nick, name) in zip(nicks, rooms) { kick([nick], fromOne: name, reason: reason, &turn) }
    }

    private mutating func kick(_ nicks: [String], fromOne name: String, reason: String?, _ turn: inout Turn) {
        let place = roomToKickFrom(named: name, &turn)
        guard let (id, own) = place else { return }
        for nick in nicks { kick(nick, from: id, reason: reason, ranks: own, &turn) }
    }

    /// The room, and what the actor is in it; an operator of the server is above everybody.
    private func roomToKickFrom(named name: String, _ turn: inout Turn) -> (RoomID, Ranks)? {
        if has(.kickAnywhere, turn.actor), let room = room(named: name) { return (room.id, .founder) }
        guard let room = roomOfActor(named: name, &turn), isAllowed(.kick, in: room, &turn) else { return nil }
        return (room.id, room[turn.actor]?.ranks ?? [])
    }

    private mutating func kick(_ nick: String, from id: RoomID, reason: String?, ranks: Ranks, _ turn: inout Turn) {
        guard let name = rooms[id]?.name.display, let author = author(turn) else { return }
        guard let guest = member(named: nick) else {
            turn.answer(numeric(.noSuchNick, turn, [Self.shown(nick), "No such nick"]))
            return
        }
        guard let other = rooms[id]?[guest.id]?.ranks else {
            turn.answer(numeric(.userNotInRoom, turn, [guest.name, name, "They aren't on that channel"]))
            return
        }
        guard Permission.mayKick(ranks, other) else {
            turn.answer(numeric(.roomOperatorNeeded, turn, [name, "They are above you in this channel"]))
            return
        }
        let by = author.source.nick
        let why = (reason.flatMap { $0.isEmpty ? nil : $0 } ?? by).prefix(whole: Limits.phrase)
        let event = keep(.kicked(nick: guest.name, reason: why), by: author, in: [id], &turn)
        let line = Parcel.line(
            Line(author, .kicked(room: name, nick: guest.name, reason: why), at: event.time, id: event.id))
        turn.answer(line)
        if isHidden(guest.id, in: id), let room = rooms[id] {
            turn.deliver(line, to: .sessions(watchful(in: room, and: guest).filter { $0 != turn.session }))
        } else {
            turn.deliver(line, to: .room(id, except: turn.session))
        }
        if guest.isRaw {
            turn.deliver(.raw(.text("\(by) put you out of \(name): \(why)")), to: .sessions(guest.sessions))
        }
        depart(guest.id, from: id, &turn)
    }
}
