import ChatProtocol

/// What one change of a room's modes does.
extension ServerState {
    /// Makes one change; nil where there was nothing to change or it may not be, which the actor is told.
    mutating func apply(_ change: ModeChange, to id: RoomID, _ turn: inout Turn) -> ModeChange? {
        if let rank = Ranks(letter: change.letter) { return give(rank, change, in: id, &turn) }
        if let list = RoomList(rawValue: change.letter) { return enlist(change, in: list, of: id, &turn) }
        switch change.letter {
        case "k": return key(change, in: id, &turn)
        case "l": return number(change, in: id, \.limit, &turn)
        case "S": return number(change, in: id, \.pause, &turn)
        case "f": return forward(change, in: id, &turn)
        default:
            guard let flag = RoomModes.Flags.letters.first(where: { $0.letter == change.letter })?.flag,
                rooms[id]?.modes.flags.contains(flag) != change.isAdding
            else { return nil }
            if change.isAdding { rooms[id]?.modes.flags.insert(flag) } else { rooms[id]?.modes.flags.remove(flag) }
            return change
        }
    }

    private mutating func give(_ rank: Ranks, _ change: ModeChange, in id: RoomID, _ turn: inout Turn) -> ModeChange? {
        guard let nick = change.argument else {
            turn.answer(numeric(.needMoreParameters, turn, ["MODE", "Not enough parameters"]))
            return nil
        }
        guard let member = member(named: nick), let name = rooms[id]?.name.display else {
            turn.answer(numeric(.noSuchNick, turn, [Self.shown(nick), "No such nick"]))
            return nil
        }
        guard let before = rooms[id]?[member.id]?.ranks else {
            turn.answer(numeric(.userNotInRoom, turn, [member.name, name, "They aren't on that channel"]))
            return nil
        }
        var after = before
        if change.isAdding { after.insert(rank) } else { after.remove(rank) }
        guard after != before else { return nil }
        rooms[id]?.change(member.id) { $0.ranks = after }
        if let account = member.account, var belonging = rooms[id].map({ $0.belonging(of: account) }) {
            belonging.ranks = after
            rooms[id]?.belongings[account] = belonging
            turn.store(.belonging(belonging))
        }
        return ModeChange(isAdding: change.isAdding, change.letter, member.name)
    }

    private mutating func enlist(
        _ change: ModeChange, in list: RoomList, of id: RoomID, _ turn: inout Turn
    ) -> ModeChange? {
        guard let argument = change.argument, let name = rooms[id]?.name.display, let author = author(turn) else {
            return nil
        }
        let mask = ExtendedMask.whole(argument)
        let entries = rooms[id]?.lists[list] ?? []
        let known = entries.firstIndex { settings.casemapping.fold($0.mask) == settings.casemapping.fold(mask) }
        if change.isAdding {
            guard known == nil else { return nil }
            guard entries.count < ServerSettings.masksPerList else {
                let letter = String(list.rawValue)
                turn.answer(numeric(.banListFull, turn, [name, letter, "Channel list is full"]))
                return nil
            }
            let entry = ListEntry(mask: mask, author: author.source.nick, time: turn.now)
            rooms[id]?.lists[list, default: []].append(entry)
        } else {
            guard let known else { return nil }
            rooms[id]?.lists[list]?.remove(at: known)
            return ModeChange(isAdding: false, change.letter, entries[known].mask)
        }
        return ModeChange(isAdding: true, change.letter, mask)
    }

    private mutating func key(_ change: ModeChange, in id: RoomID, _ turn: inout Turn) -> ModeChange? {
        guard change.isAdding else {
            guard let key = rooms[id]?.modes.key else { return nil }
            rooms[id]?.modes.key = nil
            return ModeChange(isAdding: false, "k", key)
        }
        guard let key = change.argument else {
            turn.answer(numeric(.needMoreParameters, turn, ["MODE", "Not enough parameters"]))
            return nil
        }
        let isClean =
            !key.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: ",") } && key.utf8.first != UInt8(ascii: ":")
        guard !key.isEmpty, key.utf8.count <= Limits.key, isClean else {
            refuse(change, in: id, "Invalid key", &turn)
            return nil
        }
        guard rooms[id]?.modes.key != key else { return nil }
        rooms[id]?.modes.key = key
        return change
    }

    /// A number from 1 on.
    private mutating func number(
        _ change: ModeChange, in id: RoomID, _ place: WritableKeyPath<RoomModes, Int?>, _ turn: inout Turn
    ) -> ModeChange? {
        guard change.isAdding else {
            guard rooms[id]?.modes[keyPath: place] != nil else { return nil }
            rooms[id]?.modes[keyPath: place] = nil
            return ModeChange(isAdding: false, change.letter)
        }
        guard let text = change.argument else {
            turn.answer(numeric(.needMoreParameters, turn, ["MODE", "Not enough parameters"]))
            return nil
        }
        guard let number = Int(text), number > 0 else {
            refuse(change, in: id, "Invalid \(change.letter == "l" ? "limit" : "pause")", &turn)
            return nil
        }
        guard rooms[id]?.modes[keyPath: place] != number else { return nil }
        rooms[id]?.modes[keyPath: place] = number
        return ModeChange(isAdding: true, change.letter, String(number))
    }

    /// Only where the actor has a say may people be sent.
    private mutating func forward(_ change: ModeChange, in id: RoomID, _ turn: inout Turn) -> ModeChange? {
        guard change.isAdding else {
            guard rooms[id]?.modes.forward != nil else { return nil }
            rooms[id]?.modes.forward = nil
            return ModeChange(isAdding: false, "f")
        }
        guard let text = change.argument else {
            turn.answer(numeric(.needMoreParameters, turn, ["MODE", "Not enough parameters"]))
            return nil
        }
        guard let room = room(named: text), isVisible(room, to: turn.actor) else {
            refuse(change, in: id, "No such channel", &turn)
            return nil
        }
        guard room[turn.actor]?.ranks.reach(.op) == true else {
            turn.answer(
                numeric(.roomOperatorNeeded, turn, [room.name.display, "You must be a channel operator there"]))
            return nil
        }
        guard rooms[id]?.modes.forward != room.name.display else { return nil }
        rooms[id]?.modes.forward = room.name.display
        return ModeChange(isAdding: true, "f", room.name.display)
    }

    private func refuse(_ change: ModeChange, in id: RoomID, _ why: String, _ turn: inout Turn) {
        // A key is nobody else's business, not even one that is none.
        let shown = change.letter == "k" ? "*" : Self.shown(change.argument ?? "")
        let words = [rooms[id]?.name.display ?? "*", String(change.letter), shown, why]
        turn.answer(numeric(.invalidModeParameter, turn, words))
    }
}
