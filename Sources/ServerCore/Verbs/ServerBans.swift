import ChatProtocol

/// Who may not come to the server at all: UBAN and its older forms, and the looking up of it.
extension ServerState {
    /// Bans that are kept; each is looked at whenever somebody comes (ten times a busy network's).
    static let mostServerBans = 1_000

    mutating func serverBan(_ command: ServerBanCommand, _ turn: inout Turn) {
        guard isOperator(for: .banFromServer, &turn) else { return }
        forgetPastBans(&turn)
        switch command {
        case .add(let mask, let duration, let reason): ban(mask, for: duration, because: reason, &turn)
        case .remove(let mask): unban(mask, &turn)
        case .list:
            for ban in serverBans { tell(Self.words(about: ban), &turn) }
            tell("End of bans (\(serverBans.count))", &turn)
        }
    }

    // MARK: - Looking up

    /// The ban that keeps this connection out under this nick; nil: there is none.
    func serverBan(against session: Session, as nick: Nickname, at now: Timestamp) -> ServerBan? {
        let user = session.member.flatMap { members[$0]?.user } ?? session.application.user
        let source = Source(nick: nick.display, user: user, host: session.origin.address.inSource)
        let visitor = Visitor(
            source: settings.casemapping.fold(source.description), address: IPAddress(session.origin.address.host),
            account: accountName(of: session))
        return serverBans.first { $0.isInForce(at: now) && BanMask($0.mask, settings.casemapping).holds(visitor) }
    }

    private func accountName(of session: Session) -> String? {
        let id = session.account ?? session.member.flatMap { members[$0]?.account }
        return id.flatMap { accounts[$0] }.map { settings.casemapping.fold($0.name) }
    }

    // MARK: - Changing

    private mutating func ban(_ text: String, for duration: Int64?, because reason: String?, _ turn: inout Turn) {
        guard let author = author(turn), let own = members[turn.actor] else { return }
        let mask = BanMask.whole(text)
        let old = place(of: mask)
        guard old != nil || serverBans.count < Self.mostServerBans else {
            turn.answer(fail("UBAN", "LIMIT_REACHED", [Self.shown(mask)], "There are too many bans"))
            return
        }
        let ban = ServerBan(
            mask: mask, author: author.source.nick,
            reason: (reason ?? "no reason given").prefix(whole: Limits.phrase), madeAt: turn.now,
            until: duration.map { Timestamp(milliseconds: turn.now.milliseconds + $0 * 1_000) })
        let before = serverBans
        if let old { serverBans[old] = ban } else { serverBans.append(ban) }
        // Nobody locks themselves out, and a ban of everybody is a slip.
        let isOwn = own.sessions.contains { id in
            sessions[id].map { serverBan(against: $0, as: own.nick, at: turn.now)?.mask == mask } ?? false
        }
        guard !isOwn else {
            serverBans = before
            turn.answer(fail("UBAN", "INVALID_PARAMS", [Self.shown(mask)], "This mask is yours too"))
            return
        }
        turn.store(.serverBan(ban))
        tell("Added: " + Self.words(about: ban), &turn)
        tellOperators("\(author.source) banned \(mask) from the server: \(ban.reason)", &turn)
        putOut(&turn)
    }

    /// Those who are here and may no longer be are closed.
    private mutating func putOut(_ turn: inout Turn) {
        let found = members.all.flatMap { member in
            member.sessions.compactMap { id -> (SessionID, Member, ServerBan)? in
                guard let session = sessions[id],
                    let ban = serverBan(against: session, as: member.nick, at: turn.now)
                else { return nil }
                return (id, member, ban)
            }
        }
        for (id, member, ban) in found {
            let words = ["You are banned from this server: \(ban.reason)"]
            turn.deliver(
                .line(Line(.numeric(.youAreBanned, receiver: member.name, words), at: turn.now)), to: .session(id))
            end(id, reason: "Banned: \(ban.reason)".prefix(whole: Limits.phrase), &turn)
        }
    }

    private mutating func unban(_ text: String, _ turn: inout Turn) {
        let mask = BanMask.whole(text)
        guard let place = place(of: mask), let author = author(turn) else {
            turn.answer(fail("UBAN", "INVALID_PARAMS", [Self.shown(mask)], "There is no such ban"))
            return
        }
        let ban = serverBans.remove(at: place)
        turn.store(.serverBanLifted(mask: ban.mask))
        tell("Removed: " + ban.mask, &turn)
        tellOperators("\(author.source) lifted the ban of \(ban.mask)", &turn)
    }

    private mutating func forgetPastBans(_ turn: inout Turn) {
        for ban in serverBans where !ban.isInForce(at: turn.now) { turn.store(.serverBanLifted(mask: ban.mask)) }
        serverBans.removeAll { !$0.isInForce(at: turn.now) }
    }

    private func place(of mask: String) -> Int? {
        serverBans.firstIndex { settings.casemapping.fold($0.mask) == settings.casemapping.fold(mask) }
    }

    private static func words(about ban: ServerBan) -> String {
        let until = ban.until.map { "until \($0)" } ?? "for good"
        return "\(ban.mask) by \(ban.author) \(until): \(ban.reason)"
    }

    private func tell(_ text: String, _ turn: inout Turn) {
        let least = text.prefix(whole: Limits.body - settings.name.utf8.count - Limits.nick - 16)
        turn.answer(.said(.notice, target: name(turn), text: least))
    }
}

extension ServerBan {
    func isInForce(at now: Timestamp) -> Bool { until.map { $0 > now } ?? true }
}

/// Somebody at the door, names folded.
private struct Visitor {
    var source: String
    /// nil where it is none of the internet protocol.
    var address: IPAddress?
    var account: String?
}

/// Whom a ban keeps out.
private enum BanMask {
    case network(Network)
    /// Folded.
    case source(Mask)
    case account(Mask)

    init(_ text: String, _ casemapping: Casemapping) {
        if let network = Network(text) {
            self = .network(network)
        } else if text.hasPrefix("a:") {
            self = .account(Mask(casemapping.fold(String(text.dropFirst(2)))))
        } else {
            self = .source(Mask(casemapping.fold(text)))
        }
    }

    func holds(_ visitor: Visitor) -> Bool {
        switch self {
        case .network(let network): visitor.address.map(network.contains) ?? false
        case .source(let mask): mask.matches(visitor.source)
        case .account(let mask): visitor.account.map(mask.matches) ?? false
        }
    }

    /// As it is kept: networks in their short form, and what is missing of `nick!user@host` being anything.
    static func whole(_ text: String) -> String { Network(text)?.description ?? ExtendedMask.whole(text) }
}
