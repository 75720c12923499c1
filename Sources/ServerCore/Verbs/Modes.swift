import ChatProtocol

/// Modes of rooms and of members: who asks for them and who changes them.
extension ServerState {
    mutating func mode(of target: String, changes words: [String], _ turn: inout Turn) {
        if target.utf8.first == UInt8(ascii: "#") {
            guard let room = room(named: target), isVisible(room, to: turn.actor) else {
                turn.answer(numeric(.noSuchRoom, turn, [Self.shown(target), "No such channel"]))
                return
            }
            if words.isEmpty { tellModes(of: room, &turn) } else { changeModes(of: room.id, words, &turn) }
        } else {
            guard let member = member(named: target) else {
                turn.answer(numeric(.noSuchNick, turn, [Self.shown(target), "No such nick"]))
                return
            }
            guard member.id == turn.actor else {
                turn.answer(numeric(.usersDoNotMatch, turn, ["Can't change mode for other users"]))
                return
            }
            if words.isEmpty {
                turn.answer(numeric(.userModeIs, turn, [Self.letters(of: member.modes)]))
            } else {
                changeModes(of: member, words, &turn)
            }
        }
    }

    // MARK: - A member's own

    static func letters(of modes: Member.Modes) -> String {
        "+" + String(Member.Modes.letters.filter { modes.contains($0.mode) }.map(\.letter))
    }

    /// The modes of a member who has just come in.
    mutating func giveFirstModes(_ id: MemberID, secure: Bool) {
        for letter in settings.accounts.defaultModes {
            guard let mode = Self.changeable(letter, isAdding: true) else { continue }
            members[id]?.modes.insert(mode)
        }
        if secure { members[id]?.modes.insert(.secure) }
        if members[id]?.isInvisible == true { census.invisible += 1 }
    }

    /// The mode that a member may change so; nobody makes themselves an operator or secure.
    private static func changeable(_ letter: Character, isAdding: Bool) -> Member.Modes? {
        guard let mode = Member.Modes.letters.first(where: { $0.letter == letter })?.mode, mode != .secure,
            mode != .serverOperator || !isAdding
        else { return nil }
        return mode
    }

    mutating func changeModes(of member: Member, _ words: [String], _ turn: inout Turn) {
        let changes = ModeChange.changes(of: words, kind: { _ in .never })
        var modes = member.modes
        var isTold = false
        for change in changes {
            guard let mode = Self.changeable(change.letter, isAdding: change.isAdding),
                mode != .notices || modes.contains(.serverOperator)
            else {
                let isKnown = Member.Modes.letters.contains { $0.letter == change.letter }
                let why = isKnown ? "You cannot change that mode yourself" : "Unknown MODE flag"
                if !isTold { turn.answer(numeric(.unknownUserMode, turn, [why])) }
                isTold = true
                continue
            }
            if change.isAdding { modes.insert(mode) } else { modes.remove(mode) }
        }
        change(modesOf: member.id, to: modes, &turn)
    }

    /// Tells the member's connections what has changed.
    mutating func change(modesOf id: MemberID, to modes: Member.Modes, _ turn: inout Turn) {
        guard let member = members[id], member.modes != modes else { return }
        let changes = Member.Modes.letters.compactMap { letter, mode -> ModeChange? in
            guard modes.contains(mode) != member.modes.contains(mode) else { return nil }
            return ModeChange(isAdding: modes.contains(mode), letter)
        }
        if modes.contains(.invisible) != member.isInvisible { census.invisible += member.isInvisible ? -1 : 1 }
        if modes.contains(.serverOperator) != member.modes.contains(.serverOperator) {
            census.operators += modes.contains(.serverOperator) ? 1 : -1
        }
        members[id]?.modes = modes
        if !modes.contains(.serverOperator) { members[id]?.operatorName = nil }
        let sorted = changes.filter(\.isAdding) + changes.filter { !$0.isAdding }
        let reply = Reply.mode(target: member.name, changes: ModeChange.words(of: sorted))
        if id == turn.actor { turn.answer(reply, from: author(member)) }
        tell(.line(Line(author(member), reply, at: turn.now)), toOthersOf: member, &turn)
        keepPresence(of: id, &turn)
    }

    // MARK: - A room's

    private func tellModes(of room: Room, _ turn: inout Turn) {
        let isInside = room[turn.actor] != nil
        var letters = "+" + room.modes.flagLetters
        var arguments: [String] = []
        func add(_ letter: Character, _ argument: String?) {
            guard let argument else { return }
            letters.append(letter)
            arguments.append(argument)
        }
        add("S", room.modes.pause.map { String($0) })
        add("f", room.modes.forward)
        add("k", room.modes.key.map { isInside ? $0 : "*" })
        add("l", room.modes.limit.map { String($0) })
        let name = room.name.display
        turn.answer(numeric(.roomModeIs, turn, [name, letters] + arguments))
        turn.answer(numeric(.creationTime, turn, [name, String(room.madeAt.milliseconds / 1_000)]))
    }

    static func kind(of letter: Character) -> ModeChange.Kind? {
        if Ranks(letter: letter) != nil || RoomList(rawValue: letter) != nil { return .always }
        switch letter {
        case "k": return .always
        case "S", "f", "l": return .whenAdding
        default: return RoomModes.Flags.letters.contains { $0.letter == letter } ? .never : nil
        }
    }

    mutating func changeModes(of id: RoomID, _ words: [String], isForced: Bool = false, _ turn: inout Turn) {
        guard let name = rooms[id]?.name.display else { return }
        var done: [ModeChange] = []
        // Each question is answered once: one line could ask for the bans hundreds of times.
        var answered: Set<Character> = []
        for change in ModeChange.changes(of: words, kind: Self.kind) {
            if let list = RoomList(rawValue: change.letter), change.argument == nil {
                if answered.insert(change.letter).inserted { tell(list, of: id, &turn) }
                continue
            }
            guard Self.kind(of: change.letter) != nil else {
                if answered.insert(change.letter).inserted {
                    let letter = Self.shown(String(change.letter))
                    turn.answer(numeric(.unknownMode, turn, [letter, "is unknown mode char to me"]))
                }
                continue
            }
            guard isForced || may(change, in: id, &turn, alreadyTold: &answered) else { continue }
            if let change = apply(change, to: id, &turn) { done.append(change) }
        }
        guard !done.isEmpty, let author = author(turn) else { return }
        for words in Self.lines(of: done, by: author.source, in: name) {
            let event = keep(.modes(words), by: author, in: [id], &turn)
            announce(.mode(target: name, changes: words), by: author, in: id, as: event, &turn)
        }
        keepRoom(id, &turn)
    }

    /// Whether the actor may make this change; otherwise they are told what it takes, once a line.
    private func may(
        _ change: ModeChange, in id: RoomID, _ turn: inout Turn, alreadyTold: inout Set<Character>
    ) -> Bool {
        guard let room = rooms[id] else { return false }
        let name = room.name.display
        guard let own = room[turn.actor]?.ranks else {
            if alreadyTold.insert(" ").inserted {
                turn.answer(numeric(.notInRoom, turn, [name, "You're not on that channel"]))
            }
            return false
        }
        // Anybody may lay down a rank of their own.
        if !change.isAdding, Ranks(letter: change.letter) != nil,
            let nick = change.argument, member(named: nick)?.id == turn.actor
        {
            return true
        }
        if own.reach(Permission.change(change.letter)) { return true }
        if alreadyTold.insert("#").inserted {
            turn.answer(numeric(.roomOperatorNeeded, turn, [name, "You're not a channel operator"]))
        }
        return false
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

    private func tell(_ list: RoomList, of id: RoomID, _ turn: inout Turn) {
        guard let room = rooms[id] else { return }
        let name = room.name.display
        // Who is excepted is told to those inside alone: a mask holds people's addresses. A ban concerns those outside.
        guard list == .bans || room[turn.actor] != nil || has(.seeHidden, turn.actor) else {
            turn.answer(numeric(.notInRoom, turn, [name, "You're not on that channel"]))
            return
        }
        let (entry, end, what): (Numeric, Numeric, String) =
            switch list {
            case .bans: (.banList, .endOfBanList, "ban")
            case .exceptions: (.banExceptionList, .endOfBanExceptionList, "exception")
            case .invitations: (.inviteExceptionList, .endOfInviteExceptionList, "invite exception")
            }
        for one in room.lists[list] ?? [] {
            let since = String(one.time.milliseconds / 1_000)
            turn.answer(numeric(entry, turn, [name, one.mask, one.author, since]))
        }
        turn.answer(numeric(end, turn, [name, "End of channel \(what) list"]))
    }
}
