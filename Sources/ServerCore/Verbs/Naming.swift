import ChatProtocol

/// Which nick may be whose.
extension ServerState {
    /// The nick that this text is; otherwise the actor is told.
    func nickname(_ text: String, _ turn: inout Turn) -> Nickname? {
        guard let nick = try? Nickname(text, casemapping: settings.casemapping), !isService(nick) else {
            turn.answer(numeric(.erroneousNickname, turn, [Self.shown(text), "Erroneous nickname"]))
            return nil
        }
        return nick
    }

    /// Names of what is part of the server, folded.
    static let services: Set<String> = ["nickserv", "chanserv", "histserv"]

    /// How they look, in small letters and in capitals.
    private static let serviceLooks = Set(
        services.flatMap { [$0, $0.uppercased()] }.map { Skeleton(of: $0, casemapping: .unicode) })

    func service(named name: String) -> Service? { Service(named: name, casemapping: settings.casemapping) }

    /// Whether the nick is that of a part of the server, or could be taken for it.
    func isService(_ nick: Nickname) -> Bool {
        Self.services.contains(nick.folded)
            || settings.casemapping == .unicode && Self.serviceLooks.contains(skeleton(of: nick))
    }

    func skeleton(of nick: Nickname) -> Skeleton { Skeleton(of: nick.display, casemapping: settings.casemapping) }

    /// The accounts that a nick is kept for: the one of its name, otherwise those whose names look the same.
    func owners(of nick: Nickname) -> [AccountID] {
        accountsByName[nick.folded].map { [$0] } ?? accountsByLook[skeleton(of: nick)]
    }

    /// Why this nick is not for whoever has this account; nil: it is.
    func refusal(of nick: Nickname, for account: AccountID?) -> String? {
        guard settings.accounts.reservesNicks else { return nil }
        let owners = owners(of: nick)
        guard !owners.isEmpty, account.map(owners.contains) != true else { return nil }
        return "Nickname is reserved by a different account"
    }

    /// Why the nick cannot be had beside those that others have now; nil: it can.
    func objection(to nick: Nickname, for holder: Nicks.Holder, _ account: AccountID?) -> String? {
        if let other = nicks[nick], other != holder { return "Nickname is already in use" }
        // Nobody keeps an owner from the very name of the account by looking like it.
        let isOwn = account != nil && accountsByName[nick.folded] == account && settings.accounts.reservesNicks
        guard !isOwn, nicks.lookalikes(of: nick).contains(where: { !isSame($0, as: holder, account) }) else {
            return nil
        }
        return "Nickname looks like one that is in use"
    }

    /// Whether the other is the same one, or another member or connection of the same account.
    private func isSame(_ other: Nicks.Holder, as holder: Nicks.Holder, _ account: AccountID?) -> Bool {
        guard other != holder, let account else { return other == holder }
        switch other {
        case .member(let id): return members[id]?.account == account
        case .session(let id): return sessions[id]?.account == account
        }
    }
}
