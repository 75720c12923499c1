import ChatProtocol

/// What is done to a room: its topic, who is asked in and who is put out.
extension ServerState {
    func answer(_ topic: Topic, of room: Room, _ turn: inout Turn) {
        let name = room.name.display
        turn.answer(numeric(.topic, turn, [name, topic.text]))
        turn.answer(numeric(.topicWhoTime, turn, [name, topic.author, String(topic.time.milliseconds / 1_000)]))
    }

    mutating func topic(of name: String, text: String?, _ turn: inout Turn) {
        guard let room = room(named: name), isVisible(room, to: turn.actor) else {
            turn.answer(numeric(.noSuchRoom, turn, [Self.shown(name), "No such channel"]))
            return
        }
        guard let text else {
            if let topic = room.topic {
                answer(topic, of: room, &turn)
            } else {
                turn.answer(numeric(.noTopic, turn, [room.name.display, "No topic is set"]))
            }
            return
        }
        guard let room = roomOfActor(named: name, &turn), let member = members[turn.actor] else { return }
        if room.flags.contains(.topicByOperators), !isOperator(of: room, &turn) { return }
        let clean = text.prefix(whole: Limits.phrase)
        rooms[room.id]?.topic =
            clean.isEmpty ? nil : Topic(text: clean, author: member.source.description, time: turn.now)
        turn.announce(.topic(room: room.name.display, text: clean), by: member.source, in: room.id)
        keep(room.id, &turn)
    }

    /// Writes down what a restart needs to know of the room.
    func keep(_ id: RoomID, _ turn: inout Turn) {
        if let room = rooms[id] { turn.effects.append(.store(.room(room.record))) }
    }

    /// Whether the actor is an operator of the room; otherwise they are told that it takes one.
    func isOperator(of room: Room, _ turn: inout Turn) -> Bool {
        if room[turn.actor]?.isOperator == true { return true }
        turn.answer(numeric(.roomOperatorNeeded, turn, [room.name.display, "You're not a channel operator"]))
        return false
    }

    mutating func invite(_ nick: String, to name: String, _ turn: inout Turn) {
        guard let room = roomOfActor(named: name, &turn), let member = members[turn.actor] else { return }
        guard let guest = self.member(named: nick), guest.isRegistered else {
            turn.answer(numeric(.noSuchNick, turn, [Self.shown(nick), "No such nick"]))
            return
        }
        guard room[guest.id] == nil else {
            turn.answer(
                numeric(.userOnRoom, turn, [guest.name, room.name.display, "is already on channel"]))
            return
        }
        if room.flags.contains(.inviteOnly), !isOperator(of: room, &turn) { return }
        // Anybody may tell a friend of the room; only an operator's word opens a door that operators have closed.
        if room[turn.actor]?.isOperator == true {
            rooms[room.id]?.invited.insert(guest.id)
            members[guest.id]?.invitations.insert(room.id)
        }
        turn.answer(numeric(.inviting, turn, [guest.name, room.name.display]))
        let line = Line(source: member.source, .invited(nick: guest.name, room: room.name.display), at: turn.now)
        turn.deliver(.line(line), to: .member(guest.id))
        turn.deliver(
            .line(line), to: .room(room.id, except: turn.actor, having: Capabilities(.inviteNotify)))
        if guest.dialect == .raw {
            turn.deliver(.raw(.text("\(member.name) invites you to \(room.name.display)")), to: .member(guest.id))
        }
    }

    func invitations(_ turn: inout Turn) {
        for room in rooms.all where room.invited.contains(turn.actor) {
            turn.answer(numeric(.inviteList, turn, [room.name.display]))
        }
        turn.answer(numeric(.endOfInviteList, turn, ["End of invite list"]))
    }

    mutating func kick(_ nicks: [String], from name: String, reason: String?, _ turn: inout Turn) {
        guard let room = roomOfActor(named: name, &turn), isOperator(of: room, &turn), let member = members[turn.actor]
        else { return }
        for nick in nicks.prefix(ServerSettings.targets) {
            guard let guest = self.member(named: nick) else {
                turn.answer(numeric(.noSuchNick, turn, [Self.shown(nick), "No such nick"]))
                continue
            }
            guard rooms[room.id]?[guest.id] != nil else {
                turn.answer(
                    numeric(.userNotInRoom, turn, [guest.name, room.name.display, "They aren't on that channel"]))
                continue
            }
            let why = reason.map { $0.isEmpty ? member.name : $0 } ?? member.name
            let reply = Reply.kicked(
                room: room.name.display, nick: guest.name, reason: why.prefix(whole: Limits.phrase))
            turn.announce(reply, by: member.source, in: room.id)
            if guest.dialect == .raw {
                turn.deliver(
                    .raw(.text("\(member.name) put you out of \(room.name.display): \(why)")), to: .member(guest.id))
            }
            depart(guest.id, from: room.id, &turn)
        }
    }
}
