import ChatProtocol

/// Ranks that ChanServ gives: to members who are here (`OP`, `DEOP`...), and to accounts for good (`AMODE`).
extension ServerState {
    mutating func giveRank(
        _ letter: Character, isAdding: Bool, in name: String, to nick: String?, _ turn: inout Turn
    ) {
        guard let room = roomToChange(named: name, &turn) else { return }
        let isOwn = nick == nil || nick.flatMap { member(named: $0)?.id } == turn.actor
        guard mayGive(letter, in: room, turn) || (isOwn && !isAdding) else {
            say("You may not do that in \(room.name.display)", as: .chanServ, &turn)
            return
        }
        let id = room.id
        let change = ModeChange(isAdding: isAdding, letter, nick ?? self.name(turn))
        guard let done = apply(change, to: id, &turn) else {
            say("Nothing was changed", as: .chanServ, &turn)
            return
        }
        announce([done], in: id, &turn)
        say("Done", as: .chanServ, &turn)
    }

    /// By what the actor's account is given here, whether they have it at the moment or have laid it down.
    private func mayGive(_ letter: Character, in room: Room, _ turn: Turn) -> Bool {
        if isFounder(of: room, turn) || managesAccounts(turn) { return true }
        let ranks = members[turn.actor]?.account.flatMap { room.belongings[$0]?.ranks } ?? []
        return room.founder != nil && ranks.reach(Permission.change(letter))
    }

    mutating func changeRanks(in name: String, _ words: [String], _ turn: inout Turn) {
        guard let room = roomToChange(named: name, &turn) else { return }
        guard room.founder != nil, room[turn.actor] != nil || isFounder(of: room, turn) || managesAccounts(turn)
        else {
            say("\(room.name.display) is not registered, or you are not in it", as: .chanServ, &turn)
            return
        }
        guard !words.isEmpty else {
            tellRanks(in: room, &turn)
            return
        }
        let word = words[0].utf8
        let isAdding = word.first == UInt8(ascii: "+")
        guard words.count == 2, word.count == 2, isAdding || word.first == UInt8(ascii: "-"),
            let letter = words[0].last, let rank = Ranks(letter: letter)
        else {
            say("It takes: AMODE #room +o account, or -o; the ranks are q, a, o, h and v", as: .chanServ, &turn)
            return
        }
        guard canKeep(.chanServ, &turn), let account = accountToChange(named: words[1], .chanServ, &turn) else {
            return
        }
        guard mayGive(letter, in: room, turn), !(rank == .founder && account.id == room.founder) else {
            say("You may not do that in \(room.name.display)", as: .chanServ, &turn)
            return
        }
        let (id, shown) = (room.id, room.name.display)
        change(rank, isAdding: isAdding, of: account.id, in: id, &turn)
        say("\(account.name) has \(words[0]) in \(shown) from now on", as: .chanServ, &turn)
    }

    private func tellRanks(in room: Room, _ turn: inout Turn) {
        let ranked = room.belongings.values.filter { !$0.ranks.isEmpty }.sorted { $0.account < $1.account }
        for belonging in ranked {
            guard let account = accounts[belonging.account] else { continue }
            say("\(account.name) has +\(belonging.ranks.letters)", as: .chanServ, &turn)
        }
        if ranked.isEmpty { say("Nobody has a rank for good in \(room.name.display)", as: .chanServ, &turn) }
    }

    /// Gives an account a rank for good, or takes it away, and so for its members who are in.
    mutating func change(_ rank: Ranks, isAdding: Bool, of account: AccountID, in id: RoomID, _ turn: inout Turn) {
        guard var belonging = rooms[id].map({ $0.belonging(of: account) }) else { return }
        if isAdding { belonging.ranks.formUnion(rank) } else { belonging.ranks.subtract(rank) }
        if rooms[id]?.belongings[account] != belonging {
            rooms[id]?.belongings[account] = belonging
            turn.store(.belonging(belonging))
        }
        var changes: [ModeChange] = []
        for (member, membership) in rooms[id]?.inOrder ?? [] {
            guard members[member]?.account == account, let name = members[member]?.name,
                membership.ranks.contains(rank) != isAdding,
                let letter = Ranks.all.first(where: { $0.rank == rank })?.letter
            else { continue }
            rooms[id]?.change(member) {
                if isAdding { $0.ranks.formUnion(rank) } else { $0.ranks.subtract(rank) }
            }
            changes.append(ModeChange(isAdding: isAdding, letter, name))
        }
        for change in changes { announce([change], in: id, &turn) }
    }

    /// Tells the room, and the actor where they are in it.
    private mutating func announce(_ changes: [ModeChange], in id: RoomID, _ turn: inout Turn) {
        guard let name = rooms[id]?.name.display else { return }
        let words = ModeChange.words(of: changes)
        let author = author(.chanServ)
        let kept = keep(.modes(words), by: author, in: [id], &turn)
        let line = Parcel.line(Line(author, .mode(target: name, changes: words), at: kept.time, id: kept.id))
        if rooms[id]?[turn.actor] != nil { turn.answer(line) }
        turn.deliver(line, to: .room(id, except: turn.session))
    }
}
