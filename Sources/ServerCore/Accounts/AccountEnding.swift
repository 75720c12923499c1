import ChatProtocol

/// How an account ends, or is barred.
extension ServerState {
    func members(of account: AccountID) -> [Member] { members.all.filter { $0.account == account } }

    /// The account is gone for good, with all that is its own: its rooms are registered no longer, its members are logged
    /// out. The name is free.
    mutating func endAccount(_ account: Account, _ turn: inout Turn) {
        for id in rooms.all.filter({ $0.founder == account.id }).map(\.id) { unregister(id, &turn) }
        forgetProofs(of: account.id)
        for member in members(of: account.id) {
            logOut(member.id, &turn)
            if member.sessions.isEmpty { putOut(member.id, reason: "Account ended", &turn) }
        }
        accounts[account.id] = nil
        accountsByName[settings.casemapping.fold(account.name)] = nil
        accountsByLook.remove(account.id, as: Skeleton(of: account.name, casemapping: settings.casemapping))
        for print in account.fingerprints { accountsByFingerprint[print] = nil }
        markers[account.id] = nil
        metadata[account.id] = nil
        correspondence.forget(account.id)
        for id in rooms.all.filter({ $0.belongings[account.id] != nil }).map(\.id) {
            rooms[id]?.belongings[account.id] = nil
        }
        turn.store(.accountEnded(account.id))
    }

    /// Nobody logs in, and whoever has is put out.
    mutating func suspend(_ account: Account, _ turn: inout Turn) {
        accounts[account.id]?.isSuspended = true
        forgetProofs(of: account.id)
        for member in members(of: account.id) { putOut(member.id, reason: "Account suspended", &turn) }
        keepAccount(account.id, &turn)
    }

    /// Connections that are not registered yet have proved it in vain.
    private mutating func forgetProofs(of account: AccountID) {
        for id in sessions.all.filter({ $0.account == account }).map(\.id) { sessions[id]?.account = nil }
    }

    /// Takes a member out with all of its connections. Everybody sees it leave, whoever has the command in hand too.
    mutating func putOut(_ id: MemberID, reason: String, _ turn: inout Turn) {
        for session in members[id]?.sessions ?? [] { turn.effects += end(session, reason: reason, at: turn.now) }
        guard members[id] != nil else { return }
        var news = Turn.ofNobody(at: turn.now)
        leave(id, reason: reason, &news)
        turn.effects += news.effects
    }

    /// Writes down what a restart needs to know of the account.
    func keepAccount(_ id: AccountID, _ turn: inout Turn) {
        if let account = accounts[id] { turn.store(.account(account)) }
    }
}

extension Turn {
    /// What the server does of itself: nobody is answered, and nobody left out.
    static func ofNobody(at now: Timestamp) -> Turn {
        let origin = Origin(address: Address(host: "", port: 0))
        return Turn(Session(id: .none, dialect: .irc, origin: origin, connectedAt: now), at: now)
    }
}
