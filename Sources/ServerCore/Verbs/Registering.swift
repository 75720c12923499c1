package import ChatProtocol

/// Getting a name, getting in, going away.
extension ServerState {
    /// What a client that is not registered may say.
    mutating func register(_ command: Command, _ turn: inout Turn) {
        switch command {
        case .capability(let command): negotiate(command, &turn)
        case .password(let password): members[turn.actor]?.password = password
        case .nick(let text): takeNick(text, &turn)
        case .user(let name, let realname):
            members[turn.actor]?.user = Self.userName(name)
            members[turn.actor]?.realname = realname.prefix(whole: Limits.realname)
        case .ping(let token): pong(token, &turn)
        case .pong: turn.needsNoAcknowledgement = true
        case .quit(let reason): quit(reason, &turn)
        default: turn.answer(numeric(.notRegistered, turn, ["You have not registered"]))
        }
        welcomeIfReady(&turn)
    }

    /// Letters, digits and a few signs, with the `~` of a name that nobody has checked.
    static func userName(_ text: String) -> String {
        let clean = text.unicodeScalars.filter {
            ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "-" || $0 == "_"
                || $0 == "."
        }
        return "~" + (clean.isEmpty ? "user" : String(String.UnicodeScalarView(clean.prefix(Limits.user - 1))))
    }

    private mutating func takeNick(_ text: String, _ turn: inout Turn) {
        guard let nick = claim(text, &turn) else { return }
        if let old = members[turn.actor]?.nick, nicks[old] == turn.actor { nicks[old] = nil }
        nicks[nick] = turn.actor
        members[turn.actor]?.nick = nick
    }

    /// The nick that this text is, if it is one and nobody else has it; otherwise the actor is told.
    private func claim(_ text: String, _ turn: inout Turn) -> Nickname? {
        guard let nick = try? Nickname(text, casemapping: settings.casemapping) else {
            turn.answer(numeric(.erroneousNickname, turn, [Self.shown(text), "Erroneous nickname"]))
            return nil
        }
        if let holder = nicks[nick], holder != turn.actor {
            turn.answer(numeric(.nicknameInUse, turn, [text, "Nickname is already in use"]))
            return nil
        }
        return nick
    }

    /// A word of the client's, fit to be a middle parameter.
    static func shown(_ word: String) -> String {
        let bytes = word.utf8
        return bytes.isEmpty || bytes.first == UInt8(ascii: ":") || bytes.contains(0x20) ? "*" : word.prefix(whole: 64)
    }

    private mutating func welcomeIfReady(_ turn: inout Turn) {
        guard let member = members[turn.actor], !member.isRegistered, !member.isNegotiating, member.nick != nil,
            !member.user.isEmpty
        else { return }
        guard settings.password.isEmpty || member.password == settings.password else {
            turn.answer(numeric(.passwordMismatch, turn, ["Password incorrect"]))
            turn.close { newBatch() }
            turn.needsNoAcknowledgement = true
            end(turn.actor, reason: "Password incorrect", &turn)
            return
        }
        admit(turn.actor, &turn)
        let name = settings.name
        turn.answer(numeric(.welcome, turn, ["Welcome to the \(settings.network) network, \(member.name)"]))
        turn.answer(numeric(.yourHost, turn, ["Your host is \(name), running \(settings.version)"]))
        turn.answer(numeric(.created, turn, ["This server was started at \(settings.startedAt)"]))
        turn.answer(numeric(.myInfo, turn, [name, settings.version, "i", "biklmnostv", "bklov"]))
        for words in supportTokens { turn.answer(numeric(.isupport, turn, words + ["are supported by this server"])) }
        lusers(&turn)
        motd(&turn)
    }

    /// From here on this is a member.
    mutating func admit(_ id: MemberID, _ turn: inout Turn) {
        members[id]?.isRegistered = true
        members[id]?.password = nil
        members[id]?.spokeAt = turn.now
        turn.effects.append(.admit(id))
        if let member = members[id] { turn.effects.append(.log(.joined(nick: member.name, member.address))) }
        registeredCount += 1
        mostMembers = max(mostMembers, registeredCount)
    }

    /// The tokens of 005, at most 13 a line.
    var supportTokens: [[String]] {
        let unicode = settings.casemapping == .unicode
        let tokens =
            [
                "AWAYLEN=\(Limits.phrase)", "CASEMAPPING=ascii", "CHANLIMIT=#:\(ServerSettings.roomsPerMember)",
                "CHANMODES=b,k,l,imnst", "CHANNELLEN=\(Limits.room)", "CHANTYPES=#",
                "CHATHISTORY=\(ServerSettings.historyPage)", "ELIST=U", "KICKLEN=\(Limits.phrase)",
                "LOBBY=\(Self.tokenValue(rooms[lobby]?.name.display ?? ""))", "MAXLIST=b:\(ServerSettings.bansPerRoom)",
                "MAXTARGETS=\(ServerSettings.targets)", "MODES", "MSGREFTYPES=msgid,timestamp",
                "NETWORK=\(Self.tokenValue(settings.network))", "NICKLEN=\(Limits.nick)", "PREFIX=(ov)@+", "SAFELIST",
                "TARGMAX=KICK:\(ServerSettings.targets),LIST:\(ServerSettings.targets),NAMES:1,NOTICE:\(ServerSettings.targets),PRIVMSG:\(ServerSettings.targets),TAGMSG:\(ServerSettings.targets),WHOIS:1",
                "TOPICLEN=\(Limits.phrase)", "UTF8ONLY", "WHOX",
            ] + (unicode ? ["UTF8MAPPING=rfc8265"] : [])
        return stride(from: 0, to: tokens.count, by: 13).map { Array(tokens[$0..<min($0 + 13, tokens.count)]) }
    }

    /// A value of 005: a space, `=` and `\` are written as `\xHH` (Modern IRC, RPL_ISUPPORT).
    private static func tokenValue(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { value, scalar in
            switch scalar {
            case " ": value += "\\x20"
            case "=": value += "\\x3D"
            case "\\": value += "\\x5C"
            default: value.unicodeScalars.append(scalar)
            }
        }
    }

    // MARK: - Capabilities

    mutating func negotiate(_ command: CapabilityCommand, _ turn: inout Turn) {
        guard let member = members[turn.actor] else { return }
        func cap(_ words: [String]) -> Reply { .other(Message("CAP", [member.name] + words)) }
        switch command {
        case .list(let version):
            if !member.isRegistered { members[turn.actor]?.isNegotiating = true }
            members[turn.actor]?.capabilityVersion = max(version, member.capabilityVersion)
            if version >= 302 { members[turn.actor]?.capabilities.insert(Capabilities(.capNotify)) }
            turn.answer(cap(["LS", Capability.allCases.map(\.name).joined(separator: " ")]))
        case .enabled: turn.answer(cap(["LIST", member.capabilities.names.joined(separator: " ")]))
        case .request(let words):
            if !member.isRegistered { members[turn.actor]?.isNegotiating = true }
            // The answer repeats the words.
            if !fits(cap(["ACK", words])) {
                turn.answer(numeric(.inputTooLong, turn, ["Input line was too long"]))
            } else if let changed = Self.apply(words, to: member.capabilities) {
                members[turn.actor]?.capabilities = changed
                turn.answer(cap(["ACK", words]))
                turn.effects.append(.speaks(turn.actor, changed))
            } else {
                turn.answer(cap(["NAK", words]))
            }
        case .end: members[turn.actor]?.isNegotiating = false
        case .unknown(let word):
            turn.answer(numeric(.invalidCapCommand, turn, [Self.shown(word), "Invalid CAP subcommand"]))
        }
    }

    /// The capabilities after this request; nil where it names one that is not ours: a request is granted whole or not.
    private static func apply(_ words: String, to capabilities: Capabilities) -> Capabilities? {
        var changed = capabilities
        for word in words.split(separator: " ") {
            let isRemoving = word.hasPrefix("-")
            guard let capability = Capability(name: String(isRemoving ? word.dropFirst() : word)) else { return nil }
            if isRemoving { changed.remove(Capabilities(capability)) } else { changed.insert(Capabilities(capability)) }
        }
        return changed
    }

    // MARK: - Changing and leaving

    mutating func rename(to text: String, _ turn: inout Turn) {
        guard let nick = claim(text, &turn), let member = members[turn.actor], member.nick?.display != nick.display
        else { return }
        let reply = Reply.renamed(nick.display)
        turn.answer(reply, from: member.source)
        let line = Line(source: member.source, reply, at: turn.now)
        turn.deliver(.line(line), to: .rooms(member.rooms, except: turn.actor))
        if let old = member.nick { nicks[old] = nil }
        nicks[nick] = turn.actor
        members[turn.actor]?.nick = nick
    }

    mutating func setRealname(_ name: String, _ turn: inout Turn) {
        guard name.utf8.count <= Limits.realname, !name.isEmpty, let member = members[turn.actor] else {
            turn.answer(fail("SETNAME", "INVALID_REALNAME", [], "That is no real name, or too long"))
            return
        }
        members[turn.actor]?.realname = name
        let line = Line(source: member.source, .realname(name), at: turn.now)
        if member.has(.setname) { turn.answer(.line(line)) }
        turn.deliver(.line(line), to: .rooms(member.rooms, except: turn.actor, having: Capabilities(.setname)))
    }

    mutating func quit(_ reason: String?, _ turn: inout Turn) {
        let said = reason.map { "Quit: " + $0.prefix(whole: Limits.phrase) } ?? "Quit"
        end(turn.actor, reason: said, &turn)
        turn.needsNoAcknowledgement = true
    }

    /// Says ERROR to a member and lets the connection go.
    mutating func end(_ id: MemberID, reason: String, _ turn: inout Turn) {
        if let member = members[id] { turn.deliver(farewell(to: member, reason, at: turn.now), to: .member(id)) }
        remove(id, reason: reason, &turn)
        turn.effects.append(.close(id))
    }

    func farewell(to member: Member, _ reason: String, at now: Timestamp) -> Parcel {
        guard member.dialect == .irc else { return .raw(.text(reason)) }
        return .line(Line(.error("Closing link: (\(member.address.host)) \(reason)"), at: now))
    }

    /// The shell gives a connection up: it is told why, everybody else sees it leave.
    package mutating func end(_ id: MemberID, reason: String, at now: Timestamp) -> [Effect] {
        var turn = Turn(id, at: now)
        end(id, reason: reason, &turn)
        return turn.effects
    }
}
