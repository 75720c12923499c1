import ChatProtocol

/// Modes of rooms and of members.
extension ServerState {
    mutating func mode(of target: String, changes words: [String], _ turn: inout Turn) {
        if target.utf8.first == UInt8(ascii: "#") {
            guard let room = room(named: target), isVisible(room, to: turn.actor) else {
                turn.answer(numeric(.noSuchRoom, turn, [Self.shown(target), "No such channel"]))
                return
            }
            if words.isEmpty { tellModes(of: room, &turn) } else { change(room, words, &turn) }
        } else {
            guard let member = member(named: target), member.isRegistered else {
                turn.answer(numeric(.noSuchNick, turn, [Self.shown(target), "No such nick"]))
                return
            }
            guard member.id == turn.actor else {
                turn.answer(numeric(.usersDoNotMatch, turn, ["Can't change mode for other users"]))
                return
            }
            if words.isEmpty {
                turn.answer(numeric(.userModeIs, turn, [member.isInvisible ? "+i" : "+"]))
            } else {
                change(member, words, &turn)
            }
        }
    }

    // MARK: - A member's own

    private mutating func change(_ member: Member, _ words: [String], _ turn: inout Turn) {
        let changes = ModeChange.changes(of: words, kind: { _ in .never })
        if changes.contains(where: { $0.letter != "i" }) {
            turn.answer(numeric(.unknownUserMode, turn, ["Unknown MODE flag"]))
        }
        guard let last = changes.last(where: { $0.letter == "i" }), last.isAdding != member.isInvisible else { return }
        members[turn.actor]?.isInvisible = last.isAdding
        invisibleCount += last.isAdding ? 1 : -1
        turn.answer(.mode(target: member.name, changes: ModeChange.words(of: [last])), from: member.source)
    }

    // MARK: - A room's

    private func tellModes(of room: Room, _ turn: inout Turn) {
        let isMember = room[turn.actor] != nil
        var letters = "+"
        var arguments: [String] = []
        for (letter, flag) in Room.Flags.letters where room.flags.contains(flag) { letters.append(letter) }
        if let key = room.key {
            letters.append("k")
            arguments.append(isMember ? key : "*")
        }
        if let limit = room.limit {
            letters.append("l")
            arguments.append(String(limit))
        }
        let name = room.name.display
        turn.answer(numeric(.roomModeIs, turn, [name, letters] + arguments))
        turn.answer(numeric(.creationTime, turn, [name, String(room.madeAt.milliseconds / 1_000)]))
    }

    static func kind(of letter: Character) -> ModeChange.Kind? {
        switch letter {
        case "o", "v", "b", "k": .always
        case "l": .whenAdding
        case "i", "m", "n", "s", "t": .never
        default: nil
        }
    }

    private mutating func change(_ room: Room, _ words: [String], _ turn: inout Turn) {
        let changes = ModeChange.changes(of: words, kind: Self.kind)
        var done: [ModeChange] = []
        var mayChange: Bool?
        // Each question is answered once: one line could ask for the bans hundreds of times.
        var answered: Set<Character> = []
        for change in changes {
            if change.letter == "b", change.argument == nil {
                if answered.insert("b").inserted { tellBans(of: room.id, &turn) }
                continue
            }
            guard Self.kind(of: change.letter) != nil else {
                if answered.insert(change.letter).inserted {
                    let letter = Self.shown(String(change.letter))
                    turn.answer(numeric(.unknownMode, turn, [letter, "is unknown mode char to me"]))
                }
                continue
            }
            if mayChange == nil {
                mayChange = roomOfActor(named: room.name.display, &turn) != nil && isOperator(of: room, &turn)
            }
            guard mayChange == true else { continue }
            if let change = apply(change, to: room.id, &turn) { done.append(change) }
        }
        guard !done.isEmpty, let source = members[turn.actor]?.source else { return }
        for words in Self.lines(of: done, by: source, in: room.name.display) {
            turn.announce(.mode(target: room.name.display, changes: words), by: source, in: room.id)
        }
        keep(room.id, &turn)
    }

    /// The words of as few MODE lines as these changes fit into.
    private static func lines(of changes: [ModeChange], by source: Source, in room: String) -> [[String]] {
        // `:source MODE room ` before them; the last may have a colon, and CR LF comes behind it.
        let most = Limits.body - (1 + source.description.utf8.count + 6 + room.utf8.count + 1) - 3
        var lines: [[ModeChange]] = [[]]
        var bytes = 0
        for change in changes {
            // A sign, the letter, and a space before the argument.
            let needed = 2 + (change.argument.map { 1 + $0.utf8.count } ?? 0)
            if bytes + needed > most {
                lines.append([])
                bytes = 0
            }
            lines[lines.count - 1].append(change)
            bytes += needed
        }
        return lines.map(ModeChange.words)
    }

    private func tellBans(of id: RoomID, _ turn: inout Turn) {
        guard let room = rooms[id] else { return }
        for ban in room.bans {
            let since = String(ban.time.milliseconds / 1_000)
            turn.answer(numeric(.banList, turn, [room.name.display, ban.mask, ban.author, since]))
        }
        turn.answer(numeric(.endOfBanList, turn, [room.name.display, "End of channel ban list"]))
    }

    /// Makes one change; nil where there was nothing to change or it may not be, which the actor is told.
    private mutating func apply(_ change: ModeChange, to id: RoomID, _ turn: inout Turn) -> ModeChange? {
        switch change.letter {
        case "o", "v": return rank(change, in: id, &turn)
        case "b": return ban(change, in: id, &turn)
        case "k": return key(change, in: id, &turn)
        case "l": return limit(change, in: id, &turn)
        default:
            guard let flag = Room.Flags.letters.first(where: { $0.letter == change.letter })?.flag,
                rooms[id]?.flags.contains(flag) != change.isAdding
            else { return nil }
            if change.isAdding { rooms[id]?.flags.insert(flag) } else { rooms[id]?.flags.remove(flag) }
            return change
        }
    }

    private mutating func rank(_ change: ModeChange, in id: RoomID, _ turn: inout Turn) -> ModeChange? {
        guard let nick = change.argument else {
            turn.answer(numeric(.needMoreParameters, turn, ["MODE", "Not enough parameters"]))
            return nil
        }
        guard let member = member(named: nick), let room = rooms[id] else {
            turn.answer(numeric(.noSuchNick, turn, [Self.shown(nick), "No such nick"]))
            return nil
        }
        guard let before = room[member.id] else {
            turn.answer(numeric(.userNotInRoom, turn, [member.name, room.name.display, "They aren't on that channel"]))
            return nil
        }
        rooms[id]?.change(member.id) {
            if change.letter == "o" { $0.isOperator = change.isAdding } else { $0.hasVoice = change.isAdding }
        }
        guard rooms[id]?[member.id] != before else { return nil }
        return ModeChange(isAdding: change.isAdding, change.letter, member.name)
    }

    private mutating func ban(_ change: ModeChange, in id: RoomID, _ turn: inout Turn) -> ModeChange? {
        guard let argument = change.argument, let room = rooms[id], let author = members[turn.actor]?.name else {
            return nil
        }
        let mask = Self.wholeMask(argument)
        let known = room.bans.firstIndex { settings.casemapping.fold($0.mask) == settings.casemapping.fold(mask) }
        if change.isAdding {
            guard known == nil else { return nil }
            guard room.bans.count < ServerSettings.bansPerRoom else {
                turn.answer(numeric(.banListFull, turn, [room.name.display, "b", "Channel ban list is full"]))
                return nil
            }
            rooms[id]?.bans.append(Room.Ban(mask: mask, author: author, time: turn.now))
        } else {
            guard let known else { return nil }
            rooms[id]?.bans.remove(at: known)
        }
        return ModeChange(isAdding: change.isAdding, "b", mask)
    }

    /// `nick`, `nick!user` and `user@host` become `nick!user@host`, what is missing being anything.
    static func wholeMask(_ text: String) -> String {
        let short = text.prefix(whole: Limits.nick + Limits.user + 255)
        switch (short.contains("!"), short.contains("@")) {
        case (true, true): return short
        case (true, false): return short + "@*"
        case (false, true): return "*!" + short
        case (false, false): return short + "!*@*"
        }
    }

    private mutating func key(_ change: ModeChange, in id: RoomID, _ turn: inout Turn) -> ModeChange? {
        guard change.isAdding else {
            guard let key = rooms[id]?.key else { return nil }
            rooms[id]?.key = nil
            return ModeChange(isAdding: false, "k", key)
        }
        guard let key = change.argument else {
            turn.answer(numeric(.needMoreParameters, turn, ["MODE", "Not enough parameters"]))
            return nil
        }
        let isClean =
            !key.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: ",") } && key.utf8.first != UInt8(ascii: ":")
        guard !key.isEmpty, key.utf8.count <= Limits.key, isClean else {
            let name = rooms[id]?.name.display ?? "*"
            turn.answer(numeric(.invalidModeParameter, turn, [name, "k", Self.shown(key), "Invalid key"]))
            return nil
        }
        guard rooms[id]?.key != key else { return nil }
        rooms[id]?.key = key
        return change
    }

    private mutating func limit(_ change: ModeChange, in id: RoomID, _ turn: inout Turn) -> ModeChange? {
        guard change.isAdding else {
            guard rooms[id]?.limit != nil else { return nil }
            rooms[id]?.limit = nil
            return ModeChange(isAdding: false, "l")
        }
        guard let text = change.argument else {
            turn.answer(numeric(.needMoreParameters, turn, ["MODE", "Not enough parameters"]))
            return nil
        }
        guard let limit = Int(text), limit > 0 else {
            let name = rooms[id]?.name.display ?? "*"
            turn.answer(numeric(.invalidModeParameter, turn, [name, "l", Self.shown(text), "Invalid limit"]))
            return nil
        }
        guard rooms[id]?.limit != limit else { return nil }
        rooms[id]?.limit = limit
        return ModeChange(isAdding: true, "l", String(limit))
    }
}
