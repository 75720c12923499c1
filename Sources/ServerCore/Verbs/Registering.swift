import ChatProtocol

/// Getting a name and getting in.
extension ServerState {
    /// What a client that is not registered may say.
    mutating func register(_ command: Command, _ turn: inout Turn) {
        switch command {
        case .capability(let command): negotiate(command, &turn)
        case .password(let password): sessions[turn.session]?.application.password = password
        case .nick(let text): takeNick(text, &turn)
        case .user(let name, let realname):
            sessions[turn.session]?.application.user = Self.userName(name)
            sessions[turn.session]?.application.realname = realname.prefix(whole: Limits.realname)
        case .ping(let token): pong(token, &turn)
        case .pong: break
        case .quit(let reason): quit(reason, &turn)
        case .authenticate(let word): authenticate(word, &turn)
        case .registerAccount(let account, let email, let password):
            registerAccount(account, email: email, password: password, &turn)
        case .verifyAccount(let account, let code): verifyAccount(account, code: code, &turn)
        case .away(let text) where turn.has(.preAway):
            sessions[turn.session]?.application.away = Self.awayText(text)
            sessions[turn.session]?.application.isAwaySaid = true
        case .metadata(let target, let command): metadata(of: target, command, &turn)
        case .isupport where turn.has(.extendedIsupport): tellSupport(&turn)
        case .webirc(let password, let gateway, let host, let address, let options):
            webirc(password, gateway: gateway, host: host, address: address, options, &turn)
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
        guard let nick = nickname(text, &turn), let session = sessions[turn.session] else { return }
        let holder = Nicks.Holder.session(turn.session)
        // Whose nick it may be is known once SASL has been: until then somebody else's is only noted.
        let objection = objection(to: nick, for: holder, session.account)
        if let objection, !mayHaveAfterLogin(nick, session) {
            sessions[turn.session]?.application.refusedNick = nick
            turn.answer(numeric(.nicknameInUse, turn, [text, objection]))
            return
        }
        if let old = session.application.nick { nicks.release(old, of: holder) }
        // Nobody else keeps its owner from a nick by being about to come in.
        if objection == nil, refusal(of: nick, for: session.account) == nil { nicks.give(nick, to: holder) }
        sessions[turn.session]?.application.nick = nick
    }

    /// Whether the nick is one of a member that this connection is added to, or could be once it has logged in; or looks
    /// like that of somebody who could turn out to be the same then.
    private func mayHaveAfterLogin(_ nick: Nickname, _ session: Session) -> Bool {
        let mayLogIn = session.account == nil && session.application.isNegotiating
        guard let holder = nicks[nick], holder != .session(session.id) else { return mayLogIn }
        guard case .member(let id) = holder, let member = members[id], let account = account(of: member) else {
            return false
        }
        let isOpen = account.takesSeveral || member.sessions.isEmpty
        return isOpen && (session.account == account.id || mayLogIn)
    }

    /// Lets a client in that has said who it is, unless something is still to be asked.
    mutating func welcomeIfReady(_ turn: inout Turn) {
        guard let session = sessions[turn.session], session.member == nil, !session.application.isWaiting,
            !session.application.isNegotiating, session.authentication?.isAsked != true,
            let nick = session.application.nick, !session.application.user.isEmpty
        else { return }
        // Whoever does not wait for the end of SASL comes in without it (sasl-3.1).
        if session.authentication != nil { abortAuthentication(&turn) }
        guard settings.password.isEmpty || session.application.hasPassed else {
            askForPassword(of: session, &turn)
            return
        }
        if let ban = serverBan(against: session, as: nick, at: turn.now) {
            refuseEntry(because: ban.reason, .youAreBanned, "You are banned from this server: \(ban.reason)", &turn)
            return
        }
        if case .member(let id)? = nicks[nick], joins(session, id) {
            attach(turn.session, to: id, &turn)
            return
        }
        let objection = objection(to: nick, for: .session(turn.session), session.account)
        if let refusal = objection ?? refusal(of: nick, for: session.account) {
            nicks.release(nick, of: .session(turn.session))
            sessions[turn.session]?.application.nick = nil
            turn.answer(numeric(.nicknameInUse, turn, [nick.display, refusal]))
            return
        }
        let id = admit(turn.session, as: nick, &turn)
        turn.act(as: id)
        welcome(&turn)
    }

    /// Whether a connection of this account becomes one of this member's.
    private func joins(_ session: Session, _ id: MemberID) -> Bool {
        guard let account = session.account, members[id]?.account == account else { return false }
        return accounts[account]?.takesSeveral == true || members[id]?.sessions.isEmpty == true
    }

    private mutating func askForPassword(of session: Session, _ turn: inout Turn) {
        guard let password = session.application.password else {
            refuseEntry(because: "Password incorrect", .passwordMismatch, "Password incorrect", &turn)
            return
        }
        sessions[turn.session]?.application.isWaiting = true
        ask(.verifySetting(password: password, settings.password), for: .enter, &turn)
    }

    /// The password has been looked at.
    mutating func enter(_ isRight: Bool, _ turn: inout Turn) {
        sessions[turn.session]?.application.isWaiting = false
        guard isRight else {
            refuseEntry(because: "Password incorrect", .passwordMismatch, "Password incorrect", &turn)
            return
        }
        sessions[turn.session]?.application.hasPassed = true
        welcomeIfReady(&turn)
    }

    private mutating func refuseEntry(because reason: String, _ number: Numeric, _ text: String, _ turn: inout Turn) {
        turn.answer(numeric(number, turn, [text]))
        turn.close()
        turn.needsNoAcknowledgement = true
        end(turn.session, reason: reason, &turn)
    }

    /// From here on this is a member.
    mutating func admit(_ session: SessionID, as nick: Nickname, _ turn: inout Turn) -> MemberID {
        guard let coming = sessions[session] else { return .none }
        let application = coming.application
        let id = members.insert { id in
            Member(
                id: id, nick: nick, user: application.user, realname: application.realname,
                address: coming.origin.address, account: coming.account, sessions: [session], away: application.away,
                metadata: application.metadata, connectedAt: turn.now, attachedAt: turn.now, spokeAt: turn.now,
                isRaw: coming.dialect == .raw)
        }
        nicks.give(nick, to: .member(id))
        sessions[session]?.member = id
        sessions[session]?.application = Application()
        turn.effects.append(.admit(session))
        turn.effects.append(.log(.joined(nick: nick.display, coming.origin.address)))
        census.members += 1
        census.attached += 1
        census.most = max(census.most, census.members)
        giveFirstModes(id, secure: coming.origin.isSecure)
        if let account = coming.account { adoptMetadata(of: id, into: account, application.metadata, &turn) }
        keepPresence(of: id, &turn)
        tellWatchers(of: nick, &turn)
        return id
    }

    /// Another connection of a member who is here, or one that comes back to a member who is always on.
    private mutating func attach(_ session: SessionID, to id: MemberID, _ turn: inout Turn) {
        guard let coming = sessions[session] else { return }
        if let nick = coming.application.nick { nicks.release(nick, of: .session(session)) }
        members[id]?.sessions.append(session)
        census.attached += 1
        members[id]?.address = coming.origin.address
        if !coming.origin.isSecure { members[id]?.modes.remove(.secure) }
        sessions[session]?.member = id
        sessions[session]?.application = Application()
        turn.effects.append(.admit(session))
        turn.act(as: id)
        if let account = coming.account { adoptMetadata(of: id, into: account, coming.application.metadata, &turn) }
        if coming.application.isAwaySaid {
            changeAway(of: id, to: coming.application.away, &turn)
        } else if members[id]?.isAbsent == true {
            changeAway(of: id, to: nil, &turn)
        }
        members[id]?.isAbsent = false
        let absentSince = members[id]?.absentSince
        if absentSince != nil {
            members[id]?.absentSince = nil
            members[id]?.attachedAt = turn.now
        }
        keepPresence(of: id, &turn)
        welcome(&turn)
        turn.close()
        for room in members[id]?.rooms ?? [] {
            turn.effects.append(.enter(session, room))
            introduce(room, to: session, &turn)
        }
        if let absentSince { showMissed(since: absentSince, &turn) }
    }

    private mutating func welcome(_ turn: inout Turn) {
        guard let member = members[turn.actor] else { return }
        turn.answer(numeric(.welcome, turn, ["Welcome to the \(settings.network) network, \(member.name)"]))
        turn.answer(greetings.identity, to: member.name)
        tellSupport(&turn)
        lusers(&turn)
        if turn.has(.metadata2) || turn.has(.metadata3) { tellOwnMetadata(&turn) }
        motd(&turn)
        if !member.modes.isEmpty {
            turn.answer(.numeric(.userModeIs, receiver: member.name, [Self.letters(of: member.modes)]))
        }
        if turn.has(.persistence), let status = member.account.flatMap(persistenceStatus) { turn.answer(status) }
    }

    // MARK: - Changing and leaving

    mutating func rename(to text: String, _ turn: inout Turn) {
        guard let nick = nickname(text, &turn), let member = members[turn.actor] else { return }
        let objection = objection(to: nick, for: .member(turn.actor), member.account)
        if let refusal = objection ?? refusal(of: nick, for: member.account) {
            turn.answer(numeric(.nicknameInUse, turn, [text, refusal]))
            return
        }
        rename(turn.actor, to: nick, &turn)
    }

    /// Gives a member another nick, which nobody else has.
    mutating func rename(_ id: MemberID, to nick: Nickname, _ turn: inout Turn) {
        guard let member = members[id], member.nick.display != nick.display else { return }
        let author = author(member)
        let reply = Reply.renamed(nick.display)
        keep(.renamed(to: nick.display), by: author, in: member.rooms, &turn)
        if id == turn.actor { turn.answer(reply, from: author) }
        tell(.line(Line(author, reply, at: turn.now)), toRoomsOf: member, &turn)
        nicks.release(member.nick, of: .member(id))
        nicks.give(nick, to: .member(id))
        members[id]?.nick = nick
        if nick != member.nick {
            remember(member, at: turn.now)
            tellWatchers(of: member.nick, &turn)
            tellWatchers(of: nick, &turn)
        }
        keepPresence(of: id, &turn)
    }

    mutating func setRealname(_ name: String, _ turn: inout Turn) {
        guard name.utf8.count <= Limits.realname, !name.isEmpty, let member = members[turn.actor] else {
            turn.answer(fail("SETNAME", "INVALID_REALNAME", [], "That is no real name, or too long"))
            return
        }
        members[turn.actor]?.realname = name
        let line = Line(author(member), .realname(name), at: turn.now)
        if turn.has(.setname) { turn.answer(.line(line)) }
        tell(.line(line), toRoomsOf: member, having: Capabilities(.setname), &turn)
        tellWatchers(.line(line), about: member, having: .setname, &turn)
        keepPresence(of: turn.actor, &turn)
    }

    mutating func quit(_ reason: String?, _ turn: inout Turn) {
        let said = reason.map { "Quit: " + $0.prefix(whole: Limits.phrase) } ?? "Quit"
        if let author = author(turn) {
            turn.deliver(.line(Line(author, .left(reason: said), at: turn.now)), to: .session(turn.session))
        }
        end(turn.session, reason: said, &turn)
        turn.needsNoAcknowledgement = true
    }
}
