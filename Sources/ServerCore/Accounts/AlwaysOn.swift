import ChatProtocol

/// Members who stay when their last connection goes.
///
/// Of each account one member does, its resident: otherwise anybody could fill the server with members who are not there.
extension ServerState {
    /// Whether the account has it so, the server permitting.
    func isAlwaysOn(_ account: Account) -> Bool {
        guard !account.isSuspended else { return false }
        switch settings.accounts.alwaysOn {
        case .no: return false
        case .optIn: return account.isAlwaysOn ?? false
        case .optOut: return account.isAlwaysOn ?? true
        }
    }

    func isAlwaysOn(_ member: Member) -> Bool {
        account(of: member).map { isAlwaysOn($0) && represents(member.id, $0.id) } ?? false
    }

    /// Whether the member is the account's resident, or could be, since there is none.
    func represents(_ member: MemberID, _ account: AccountID) -> Bool {
        residents[account].map { $0 == member } ?? true
    }

    /// The away message of one who has set none.
    private static let absence = "Not connected at the moment"

    /// The last connection of a member who is always on has gone. Nobody runs the server without one.
    mutating func absent(_ id: MemberID, _ turn: inout Turn) {
        guard let member = members[id] else { return }
        members[id]?.absentSince = turn.now
        change(modesOf: id, to: member.modes.subtracting([.serverOperator, .notices]), &turn)
        if member.away == nil {
            members[id]?.isAbsent = true
            changeAway(of: id, to: Self.absence, &turn)
        }
        keepPresence(of: id, &turn)
    }

    /// Writes down what the member would come back as, if it is always on and that has changed.
    mutating func keepPresence(of id: MemberID, _ turn: inout Turn) {
        guard let member = members[id], let account = account(of: member), isAlwaysOn(member) else { return }
        if residents[account.id] == nil {
            residents[account.id] = id
            for room in member.rooms { change(account.id, in: room, isPresent: true, &turn) }
        }
        let letters = Member.Modes.letters.filter { member.modes.contains($0.mode) && Self.isKept($0.mode) }
        let presence = Presence(
            nick: member.name, user: member.user, realname: member.realname, host: member.address.host,
            away: member.isAbsent ? nil : member.away, modes: String(letters.map(\.letter)),
            since: member.absentSince ?? member.attachedAt)
        guard account.presence != presence else { return }
        accounts[account.id]?.presence = presence
        keepAccount(account.id, &turn)
    }

    /// The member would not come back any more: it goes, or its account is not its own or not always on.
    mutating func endPresence(of id: MemberID, _ turn: inout Turn) {
        guard let member = members[id], let account = member.account, residents[account] == id else { return }
        residents[account] = nil
        if accounts[account]?.presence != nil {
            accounts[account]?.presence = nil
            keepAccount(account, &turn)
        }
        for room in member.rooms { change(account, in: room, isPresent: false, &turn) }
    }

    private mutating func change(_ account: AccountID, in room: RoomID, isPresent: Bool, _ turn: inout Turn) {
        guard var belonging = rooms[room]?.belongings[account], belonging.isPresent != isPresent else { return }
        belonging.isPresent = isPresent
        rooms[room]?.belongings[account] = belonging
        turn.store(.belonging(belonging))
    }

    /// The owner's wish; nil: as the server says.
    mutating func change(alwaysOnOf id: AccountID, to wish: Bool?, by member: MemberID, _ turn: inout Turn) {
        guard let before = accounts[id], before.isAlwaysOn != wish else { return }
        accounts[id]?.isAlwaysOn = wish
        if let account = accounts[id], isAlwaysOn(account) {
            keepPresence(of: member, &turn)
        } else if let resident = residents[id] {
            endPresence(of: resident, &turn)
            if members[resident]?.sessions.isEmpty == true { putOut(resident, reason: "Always-on ended", &turn) }
        }
        keepAccount(id, &turn)
    }

    /// The server ends: whoever is here over a connection is absent from now on.
    mutating func absentAtTheEnd(_ turn: inout Turn) {
        for id in residents.values where members[id]?.absentSince == nil {
            members[id]?.absentSince = turn.now
            keepPresence(of: id, &turn)
        }
    }

    // MARK: - After a start

    /// Modes that last over a start: the others say what a connection is or was allowed.
    private static func isKept(_ mode: Member.Modes) -> Bool {
        mode != .serverOperator && mode != .secure && mode != .notices
    }

    /// Members who were always on are here again, without connections, in the rooms they were in.
    mutating func bringBack(_ accounts: [Account]) {
        let coming = accounts.filter { $0.presence != nil && isAlwaysOn($0) }
        guard !coming.isEmpty else { return }
        let wanted = Set(coming.map(\.id))
        for (name, room) in asleep
        where room.belongings.contains(where: { $0.isPresent && wanted.contains($0.account) }) {
            asleep[name] = nil
            _ = wake(room, as: name)
        }
        var places: [AccountID: [RoomID]] = [:]
        for room in rooms.all.sorted(by: { $0.number < $1.number }) {
            for belonging in room.belongings.values where belonging.isPresent && wanted.contains(belonging.account) {
                places[belonging.account, default: []].append(room.id)
            }
        }
        for account in coming { bringBack(account, to: places[account.id] ?? []) }
    }

    private mutating func bringBack(_ account: Account, to places: [RoomID]) {
        guard let presence = account.presence,
            let nick = try? Nickname(presence.nick, casemapping: settings.casemapping), nicks[nick] == nil,
            !isService(nick), refusal(of: nick, for: account.id) == nil
        else { return }
        let modes = Member.Modes(
            Member.Modes.letters.filter { presence.modes.contains($0.letter) && Self.isKept($0.mode) }.map(\.mode))
        let id = members.insert { id in
            Member(
                id: id, nick: nick, user: presence.user, realname: presence.realname,
                address: Address(host: presence.host, port: 0), account: account.id,
                away: presence.away ?? Self.absence, isAbsent: presence.away == nil, absentSince: presence.since,
                modes: modes, connectedAt: presence.since, attachedAt: presence.since, spokeAt: presence.since,
                isRaw: false)
        }
        nicks.give(nick, to: .member(id))
        residents[account.id] = id
        census.members += 1
        census.most = max(census.most, census.members)
        if modes.contains(.invisible) { census.invisible += 1 }
        for room in places {
            let ranks = rooms[room]?.belongings[account.id]?.ranks ?? []
            rooms[room]?.add(id, ranks: ranks)
            members[id]?.rooms.append(room)
        }
    }
}
