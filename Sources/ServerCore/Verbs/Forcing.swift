import ChatProtocol

/// What operators of the server make others do: SAJOIN, SAPART, SAMODE, SANICK. Locks, bans and ranks do not count.
extension ServerState {
    mutating func forceJoin(_ nick: String?, _ rooms: [String], _ turn: inout Turn) {
        guard let guest = subject(nick, "SAJOIN", &turn) else { return }
        for text in rooms.prefix(ServerSettings.roomsPerMember) {
            guard let name = try? RoomName(text, casemapping: settings.casemapping) else {
                turn.answer(numeric(.noSuchRoom, turn, [Self.shown(text), "No such channel"]))
                continue
            }
            if let id = roomsByName[name], self.rooms[id]?[guest.id] != nil { continue }
            guard (members[guest.id]?.rooms.count ?? 0) < ServerSettings.roomsPerMember else {
                turn.answer(numeric(.tooManyRooms, turn, [name.display, "They have joined too many channels"]))
                continue
            }
            enter(guest.id, name, &turn)
            report("made \(guest.name) join \(name.display)", &turn)
        }
    }

    mutating func forcePart(_ nick: String, _ rooms: [String], _ turn: inout Turn) {
        guard let guest = subject(nick, "SAPART", &turn) else { return }
        for text in rooms.prefix(ServerSettings.roomsPerMember) {
            let place = room(named: text).map { (id: $0.id, name: $0.name.display, isInside: $0[guest.id] != nil) }
            guard let place else {
                turn.answer(numeric(.noSuchRoom, turn, [Self.shown(text), "No such channel"]))
                continue
            }
            guard place.isInside else {
                turn.answer(
                    numeric(.userNotInRoom, turn, [guest.name, place.name, "They aren't on that channel"]))
                continue
            }
            leave(guest.id, from: place.id, place.name, reason: nil, &turn)
            report("made \(guest.name) leave \(place.name)", &turn)
        }
    }

    mutating func forceMode(of target: String, changes words: [String], _ turn: inout Turn) {
        guard isOperator(for: .force, &turn) else { return }
        if words.isEmpty {
            mode(of: target, changes: [], &turn)
        } else if target.utf8.first == UInt8(ascii: "#") {
            guard let id = room(named: target)?.id else {
                turn.answer(numeric(.noSuchRoom, turn, [Self.shown(target), "No such channel"]))
                return
            }
            changeModes(of: id, words, isForced: true, &turn)
            report("changed modes of \(Self.shown(target)): \(words.joined(separator: " "))", &turn)
        } else if let guest = member(named: target) {
            changeModes(of: guest, words, &turn)
            report("changed modes of \(guest.name): \(words.joined(separator: " "))", &turn)
        } else {
            turn.answer(numeric(.noSuchNick, turn, [Self.shown(target), "No such nick"]))
        }
    }

    mutating func forceNick(_ nick: String, to name: String, _ turn: inout Turn) {
        guard isOperator(for: .force, &turn) else { return }
        guard let guest = member(named: nick) else {
            turn.answer(numeric(.noSuchNick, turn, [Self.shown(nick), "No such nick"]))
            return
        }
        guard let new = nickname(name, &turn) else { return }
        // Not even an operator gives somebody the nick of somebody else's account.
        let objection = objection(to: new, for: .member(guest.id), guest.account)
        if let refusal = objection ?? refusal(of: new, for: guest.account) {
            turn.answer(numeric(.nicknameInUse, turn, [new.display, refusal]))
            return
        }
        rename(guest.id, to: new, &turn)
        report("gave \(guest.name) the nick \(new.display)", &turn)
    }

    /// Who is to be made to do something; otherwise the actor is told.
    private func subject(_ nick: String?, _ verb: String, _ turn: inout Turn) -> Member? {
        guard isOperator(for: .force, &turn) else { return nil }
        guard let guest = nick.map({ member(named: $0) }) ?? members[turn.actor] else {
            turn.answer(numeric(.noSuchNick, turn, [Self.shown(nick ?? "*"), "No such nick"]))
            return nil
        }
        // The seed's dialect knows one room: another's talk would look like the lobby's.
        guard !guest.isRaw else {
            turn.answer(fail(verb, "INVALID_TARGET", [guest.name], "A raw member is in the lobby and nowhere else"))
            return nil
        }
        return guest
    }

    private func report(_ what: String, _ turn: inout Turn) {
        if let author = author(turn) { tellOperators("\(author.source) \(what)", &turn) }
    }
}
