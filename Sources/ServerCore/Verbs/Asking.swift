import ChatProtocol

/// Questions about members and about the server.
extension ServerState {
    // MARK: - WHO

    mutating func who(_ mask: String, options: String?, _ turn: inout Turn) {
        let fields = options.flatMap { $0.hasPrefix("%") ? WhoFields($0) : nil }
        if mask.utf8.first == UInt8(ascii: "#") {
            if let room = room(named: mask), isVisible(room, to: turn.actor) {
                let isInside = room[turn.actor] != nil
                for (id, _) in room.inOrder {
                    guard let member = members[id], isInside || !member.isInvisible else { continue }
                    answerWho(about: member, in: room, fields, &turn)
                }
            }
        } else if let member = member(named: mask), member.isRegistered {
            answerWho(about: member, in: sharedRoom(turn.actor, member.id), fields, &turn)
        } else {
            let folded = Mask(settings.casemapping.fold(mask))
            for member in members.all where member.isRegistered {
                let isShown = !member.isInvisible || member.id == turn.actor || shareRoom(turn.actor, member.id)
                let names = [member.name, member.user, member.address.host, member.realname]
                guard isShown, names.contains(where: { folded.matches(settings.casemapping.fold($0)) }) else {
                    continue
                }
                answerWho(about: member, in: sharedRoom(turn.actor, member.id), fields, &turn)
            }
        }
        turn.answer(numeric(.endOfWho, turn, [Self.shown(mask), "End of WHO list"]))
    }

    private func sharedRoom(_ asker: MemberID, _ other: MemberID) -> Room? {
        members[other]?.rooms.lazy.compactMap { rooms[$0] }.first { $0[asker] != nil }
    }

    private func answerWho(about member: Member, in room: Room?, _ fields: WhoFields?, _ turn: inout Turn) {
        let all = members[turn.actor]?.has(.multiPrefix) == true
        let signs = room?[member.id]?.signs(all: all) ?? ""
        let flags = (member.away == nil ? "H" : "G") + signs
        let roomName = room?.name.display ?? "*"
        guard let fields else {
            let words = [
                roomName, member.user, member.address.inSource, settings.name, member.name, flags,
                "0 " + member.realname,
            ]
            turn.answer(numeric(.whoReply, turn, words))
            return
        }
        let idle = max(0, (turn.now.milliseconds - member.spokeAt.milliseconds) / 1_000)
        let words = fields.letters.map { letter in
            switch letter {
            case "t": fields.token
            case "c": roomName
            case "u": member.user
            case "i": "255.255.255.255"
            case "h": member.address.inSource
            case "s": settings.name
            case "n": member.name
            case "f": flags
            case "d": "0"
            case "l": String(idle)
            case "a": "0"
            case "o": "n/a"
            default: member.realname
            }
        }
        turn.answer(numeric(.whoxReply, turn, words))
    }

    // MARK: - WHOIS and its kin

    func whois(_ nicks: [String], _ turn: inout Turn) {
        guard let nick = nicks.first else { return }
        guard let member = member(named: nick), member.isRegistered else {
            turn.answer(numeric(.noSuchNick, turn, [Self.shown(nick), "No such nick"]))
            turn.answer(numeric(.endOfWhois, turn, [Self.shown(nick), "End of /WHOIS list"]))
            return
        }
        let name = member.name
        let host = member.address.inSource
        turn.answer(numeric(.whoisUser, turn, [name, member.user, host, "*", member.realname]))
        let seen = member.rooms.compactMap { rooms[$0] }.filter {
            isVisible($0, to: turn.actor) && (!member.isInvisible || member.id == turn.actor || $0[turn.actor] != nil)
        }
        let all = members[turn.actor]?.has(.multiPrefix) == true
        let words = seen.map { ($0[member.id]?.signs(all: all) ?? "") + $0.name.display }
        for text in texts(of: words, endOf: numeric(.whoisRooms, turn, [name, ""])) {
            turn.answer(numeric(.whoisRooms, turn, [name, text]))
        }
        turn.answer(numeric(.whoisServer, turn, [name, settings.name, settings.network]))
        if let away = member.away { turn.answer(numeric(.away, turn, [name, away])) }
        if member.id == turn.actor {
            let from = "is connecting from \(member.user)@\(host) \(member.address.host)"
            turn.answer(numeric(.whoisHost, turn, [name, from]))
        }
        let idle = max(0, (turn.now.milliseconds - member.spokeAt.milliseconds) / 1_000)
        let since = String(member.connectedAt.milliseconds / 1_000)
        turn.answer(numeric(.whoisIdle, turn, [name, String(idle), since, "seconds idle, signon time"]))
        turn.answer(numeric(.endOfWhois, turn, [name, "End of /WHOIS list"]))
    }

    func whowas(_ nick: String, _ turn: inout Turn) {
        let folded = settings.casemapping.fold(nick)
        let past = departed.filter { $0.folded == folded }
        for one in past.reversed() {
            turn.answer(numeric(.whowasUser, turn, [one.name, one.user, one.host, "*", one.realname]))
            turn.answer(numeric(.whoisServer, turn, [one.name, settings.name, one.time.description]))
        }
        if past.isEmpty {
            turn.answer(numeric(.wasNoSuchNick, turn, [Self.shown(nick), "There was no such nickname"]))
        }
        turn.answer(numeric(.endOfWhowas, turn, [Self.shown(nick), "End of WHOWAS"]))
    }

    mutating func remember(_ member: Member, at now: Timestamp) {
        guard let nick = member.nick else { return }
        if departed.count >= Departed.most { departed.removeFirst() }
        departed.append(
            Departed(
                folded: nick.folded, name: nick.display, user: member.user, host: member.address.inSource,
                realname: member.realname, time: now))
    }

    func userhost(_ nicks: [String], _ turn: inout Turn) {
        let words = nicks.prefix(10).compactMap { member(named: $0) }.filter(\.isRegistered).map {
            "\($0.name)=\($0.away == nil ? "+" : "-")\($0.user)@\($0.address.inSource)"
        }
        tell(.userhost, words, &turn)
    }

    func ison(_ nicks: [String], _ turn: inout Turn) {
        let here = nicks.compactMap { member(named: $0) }.filter(\.isRegistered).map(\.name)
        tell(.ison, here, &turn)
    }

    /// In as many lines as it takes; where there is nothing to tell, in one that is empty.
    private func tell(_ number: Numeric, _ words: [String], _ turn: inout Turn) {
        let texts = texts(of: words, endOf: numeric(number, turn, [""]))
        for text in texts.isEmpty ? [""] : texts { turn.answer(numeric(number, turn, [text])) }
    }

    // MARK: - The server

    func pong(_ token: String, _ turn: inout Turn) {
        let reply = Reply.other(Message("PONG", [settings.name, token]))
        turn.answer(fits(reply) ? reply : numeric(.inputTooLong, turn, ["Input line was too long"]))
    }

    func motd(_ turn: inout Turn) {
        guard !settings.motd.isEmpty else {
            turn.answer(numeric(.noMotd, turn, ["No message of the day"]))
            return
        }
        turn.answer(numeric(.motdStart, turn, ["- \(settings.name) message of the day -"]))
        for piece in settings.motd.flatMap({ $0.pieces(of: Limits.phrase) }) {
            turn.answer(numeric(.motd, turn, ["- " + piece]))
        }
        turn.answer(numeric(.endOfMotd, turn, ["End of /MOTD command"]))
    }

    func lusers(_ turn: inout Turn) {
        let count = registeredCount
        let unknown = members.count - count
        let most = String(mostMembers)
        turn.answer(
            numeric(
                .lusersClients, turn,
                ["There are \(count - invisibleCount) users and \(invisibleCount) invisible on 1 servers"]))
        turn.answer(numeric(.lusersOperators, turn, ["0", "IRC Operators online"]))
        turn.answer(numeric(.lusersUnknown, turn, [String(unknown), "unregistered connections"]))
        turn.answer(numeric(.lusersRooms, turn, [String(rooms.count), "channels formed"]))
        turn.answer(numeric(.lusersMe, turn, ["I have \(count) clients and 0 servers"]))
        turn.answer(
            numeric(.localUsers, turn, [String(count), most, "Current local users \(count), max \(most)"]))
        turn.answer(
            numeric(.globalUsers, turn, [String(count), most, "Current global users \(count), max \(most)"]))
    }

    func version(_ turn: inout Turn) {
        turn.answer(numeric(.version, turn, [settings.version, settings.name, "one binary, server and screen"]))
        for words in supportTokens { turn.answer(numeric(.isupport, turn, words + ["are supported by this server"])) }
    }

    func time(_ turn: inout Turn) {
        let seconds = String(turn.now.milliseconds / 1_000)
        turn.answer(numeric(.time, turn, [settings.name, seconds, "0", turn.now.description]))
    }

    func info(_ turn: inout Turn) {
        for line in [
            "\(settings.version): a chat server and its screen in one binary", "up since \(settings.startedAt)",
        ] {
            turn.answer(numeric(.info, turn, [line]))
        }
        turn.answer(numeric(.endOfInfo, turn, ["End of INFO"]))
    }

    func help(_ subject: String?, _ turn: inout Turn) {
        let subject = subject?.uppercased() ?? "INDEX"
        guard subject == "INDEX" || Command.verbs.contains(subject) else {
            turn.answer(numeric(.helpNotFound, turn, [Self.shown(subject), "No help available on this topic"]))
            return
        }
        turn.answer(numeric(.helpStart, turn, [subject, "chat speaks IRC as https://modern.ircdocs.horse tells it"]))
        turn.answer(numeric(.helpText, turn, [subject, "Commands: " + Command.verbs.joined(separator: " ")]))
        turn.answer(numeric(.endOfHelp, turn, [subject, "End of /HELP"]))
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

    init(_ options: String) {
        let parts = options.dropFirst().split(separator: ",", maxSplits: 1)
        let wanted = parts.first.map { Set($0) } ?? []
        letters = Array("tcuihsnfdlaor").filter(wanted.contains)
        let token = parts.count > 1 ? String(parts[1]) : ""
        let isNumber = (1...3).contains(token.utf8.count) && token.utf8.allSatisfy { (0x30...0x39).contains($0) }
        self.token = isNumber ? token : "0"
    }
}
