import ChatProtocol

/// Questions about members: WHO, WHOIS and their kin.
extension ServerState {
    // MARK: - WHO

    mutating func who(_ mask: String, options: String?, _ turn: inout Turn) {
        let fields = options.flatMap { $0.contains("%") ? WhoFields($0) : nil }
        let operatorsOnly = options.map { $0.prefix { $0 != "%" }.contains("o") } ?? false
        func tell(_ member: Member, in room: Room?, _ turn: inout Turn) {
            guard !operatorsOnly || member.modes.contains(.serverOperator) else { return }
            answerWho(about: member, in: room, fields, &turn)
        }
        if mask.utf8.first == UInt8(ascii: "#") {
            if let room = room(named: mask), isVisible(room, to: turn.actor) {
                let members = shown(of: room, to: turn.actor) { member, _ in member }
                for member in members { tell(member, in: room, &turn) }
            }
        } else if let member = member(named: mask) {
            tell(member, in: sharedRoom(turn.actor, member.id), &turn)
        } else {
            let folded = Mask(settings.casemapping.fold(mask == "0" ? "*" : mask))
            for member in members.all {
                let isShown = !member.isInvisible || member.id == turn.actor || shareRoom(turn.actor, member.id)
                let names = [member.name, member.user, member.address.host, member.realname]
                guard isShown, names.contains(where: { folded.matches(settings.casemapping.fold($0)) }) else {
                    continue
                }
                tell(member, in: sharedRoom(turn.actor, member.id), &turn)
            }
        }
        turn.answer(numeric(.endOfWho, turn, [Self.shown(mask), "End of WHO list"]))
    }

    private func sharedRoom(_ asker: MemberID, _ other: MemberID) -> Room? {
        guard let member = members[other] else { return nil }
        return member.rooms.lazy.compactMap { rooms[$0] }.first {
            $0[asker] != nil && isSeen(member, in: $0, by: asker)
        }
    }

    private func answerWho(about member: Member, in room: Room?, _ fields: WhoFields?, _ turn: inout Turn) {
        let signs = room?[member.id]?.ranks.signs(all: turn.has(.multiPrefix)) ?? ""
        let flags =
            (member.away == nil ? "H" : "G") + (member.modes.contains(.serverOperator) ? "*" : "")
            + signs + (member.modes.contains(.bot) ? "B" : "")
        let roomName = room?.name.display ?? "*"
        guard let fields else {
            let words = [
                roomName, member.user, member.address.inSource, settings.name, member.name, flags,
                "0 " + member.realname,
            ]
            turn.answer(numeric(.whoReply, turn, words))
            return
        }
        let isOpen = member.id == turn.actor || has(.seeHidden, turn.actor)
        let words = fields.letters.map { letter in
            switch letter {
            case "t": fields.token
            case "c": roomName
            case "u": member.user
            case "i": isOpen ? member.address.inSource : "255.255.255.255"
            case "h": member.address.inSource
            case "s": settings.name
            case "n": member.name
            case "f": flags
            case "d": "0"
            case "l": String(idle(member, at: turn.now))
            case "a": account(of: member)?.name ?? "0"
            case "o": "n/a"
            default: member.realname
            }
        }
        turn.answer(numeric(.whoxReply, turn, words))
    }

    /// Seconds.
    private func idle(_ member: Member, at now: Timestamp) -> Int64 {
        max(0, (now.milliseconds - member.spokeAt.milliseconds) / 1_000)
    }

    // MARK: - WHOIS

    func whois(_ nicks: [String], _ turn: inout Turn) {
        guard let nick = nicks.first else { return }
        if let service = service(named: nick) {
            let source = author(service).source
            let words = [source.nick, source.user ?? "", source.host ?? "", "*", service.realname]
            turn.answer(numeric(.whoisUser, turn, words))
            turn.answer(numeric(.whoisServer, turn, [source.nick, settings.name, settings.network]))
            turn.answer(numeric(.endOfWhois, turn, [source.nick, "End of /WHOIS list"]))
            return
        }
        guard let member = member(named: nick) else {
            turn.answer(numeric(.noSuchNick, turn, [Self.shown(nick), "No such nick"]))
            turn.answer(numeric(.endOfWhois, turn, [Self.shown(nick), "End of /WHOIS list"]))
            return
        }
        let name = member.name
        let host = member.address.inSource
        turn.answer(numeric(.whoisUser, turn, [name, member.user, host, "*", member.realname]))
        let seen = member.rooms.compactMap { rooms[$0] }.filter { isSeen(member, in: $0, by: turn.actor) }
        let words = seen.map { ($0[member.id]?.ranks.signs(all: turn.has(.multiPrefix)) ?? "") + $0.name.display }
        for text in texts(of: words, endOf: numeric(.whoisRooms, turn, [name, ""])) {
            turn.answer(numeric(.whoisRooms, turn, [name, text]))
        }
        turn.answer(numeric(.whoisServer, turn, [name, settings.name, settings.network]))
        if let away = member.away { turn.answer(numeric(.away, turn, [name, away])) }
        if member.modes.contains(.serverOperator) {
            turn.answer(numeric(.whoisOperator, turn, [name, "is an IRC operator"]))
        }
        let isOwn = member.id == turn.actor
        if isOwn || has(.seeHidden, turn.actor) {
            let from = "is connecting from \(member.user)@\(host) \(member.address.host)"
            turn.answer(numeric(.whoisHost, turn, [name, from]))
            let place = [name, "\(member.user)@\(host)", member.address.inSource, "Actual user@host, Actual IP"]
            turn.answer(numeric(.whoisActually, turn, place))
            turn.answer(numeric(.whoisModes, turn, [name, "is using modes \(Self.letters(of: member.modes))"]))
            for print in member.sessions.compactMap({ sessions[$0]?.origin.fingerprint }) {
                turn.answer(numeric(.whoisFingerprint, turn, [name, "has client certificate fingerprint \(print)"]))
            }
        }
        if member.modes.contains(.secure) {
            turn.answer(numeric(.whoisSecure, turn, [name, "is using a secure connection"]))
        }
        if let account = account(of: member) {
            turn.answer(numeric(.whoisAccount, turn, [name, account.name, "is logged in as"]))
        }
        if member.modes.contains(.bot) {
            turn.answer(numeric(.whoisBot, turn, [name, "is a bot on \(settings.network)"]))
        }
        for reply in metadataInWhois(of: member, turn) { turn.answer(reply) }
        let since = String(member.connectedAt.milliseconds / 1_000)
        let seconds = String(idle(member, at: turn.now))
        turn.answer(numeric(.whoisIdle, turn, [name, seconds, since, "seconds idle, signon time"]))
        turn.answer(numeric(.endOfWhois, turn, [name, "End of /WHOIS list"]))
    }

    /// Whether somebody may know that the member is in the room.
    private func isSeen(_ member: Member, in room: Room, by asker: MemberID) -> Bool {
        let own = room[asker]?.ranks
        guard member.id != asker else { return true }
        guard isVisible(room, to: asker), own != nil || !member.isInvisible else { return false }
        return !isHidden(member.id, in: room.id) || own?.reach(Permission.rank(for: .seeAuditorium)) == true
    }

    // MARK: - Its kin

    func whowas(_ nick: String, count: Int?, _ turn: inout Turn) {
        let folded = settings.casemapping.fold(nick)
        let past = departed.reversed().filter { $0.folded == folded }
        for one in past.prefix(count ?? past.count) {
            turn.answer(numeric(.whowasUser, turn, [one.name, one.user, one.host, "*", one.realname]))
            turn.answer(numeric(.whoisServer, turn, [one.name, settings.name, one.time.description]))
        }
        if past.isEmpty {
            turn.answer(numeric(.wasNoSuchNick, turn, [Self.shown(nick), "There was no such nickname"]))
        }
        turn.answer(numeric(.endOfWhowas, turn, [Self.shown(nick), "End of WHOWAS"]))
    }

    mutating func remember(_ member: Member, at now: Timestamp) {
        if departed.count >= Departed.most { departed.removeFirst() }
        departed.append(
            Departed(
                folded: member.nick.folded, name: member.name, user: member.user, host: member.address.inSource,
                realname: member.realname, time: now))
    }

    func userhost(_ nicks: [String], _ turn: inout Turn) {
        let words = nicks.prefix(10).compactMap { nick -> String? in
            if let service = service(named: nick) {
                let source = author(service).source
                return "\(source.nick)=+\(source.user ?? "")@\(source.host ?? "")"
            }
            guard let member = member(named: nick) else { return nil }
            let sign = member.modes.contains(.serverOperator) ? "*" : ""
            return "\(member.name)\(sign)=\(member.away == nil ? "+" : "-")\(member.user)@\(member.address.inSource)"
        }
        tell(.userhost, words, &turn)
    }

    func ison(_ nicks: [String], _ turn: inout Turn) {
        tell(.ison, nicks.compactMap { service(named: $0)?.rawValue ?? member(named: $0)?.name }, &turn)
    }

    /// In as many lines as it takes; where there is nothing to tell, in one that is empty.
    private func tell(_ number: Numeric, _ words: [String], _ turn: inout Turn) {
        let texts = texts(of: words, endOf: numeric(number, turn, [""]))
        for text in texts.isEmpty ? [""] : texts { turn.answer(numeric(number, turn, [text])) }
    }
}

/// A member who left.
struct Departed: Equatable, Sendable {
    /// How many are remembered: a few hours of a busy server.
    static let most = 512

    var folded: String
    var name: String
    var user: String
    var host: String
    var realname: String
    var time: Timestamp
}

/// `%tcuihsnfdlaor,token`: which fields of WHOX are wanted; they are always told in this order. A token is 1 to 3 digits.
struct WhoFields: Equatable, Sendable {
    let letters: [Character]
    let token: String

    /// - Parameter options: with a `%` in it.
    init(_ options: String) {
        let parts = options.drop { $0 != "%" }.dropFirst().split(separator: ",", maxSplits: 1)
        let wanted = parts.first.map { Set($0) } ?? []
        letters = Array("tcuihsnfdlaor").filter(wanted.contains)
        let token = parts.count > 1 ? String(parts[1]) : ""
        let isNumber = (1...3).contains(token.utf8.count) && token.utf8.allSatisfy { (0x30...0x39).contains($0) }
        self.token = isNumber ? token : "0"
    }
}
