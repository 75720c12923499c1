import ChatProtocol

/// What comes of it when somebody has an account, or has it no longer.
extension ServerState {
    /// Why one who has proved to own the account cannot be logged in to it here; nil: they can.
    func refusal(ofLoginTo account: AccountID, _ turn: Turn) -> String? {
        guard let member = members[turn.actor] else {
            return sessions[turn.session]?.account == nil ? nil : "You have already authenticated"
        }
        // The others have proved nothing of this account.
        let isShared = member.account != account && member.sessions.count > 1
        return isShared ? "Other connections are you as well: close them first" : nil
    }

    /// 900, which comes before all else that follows from it.
    func tellLoggedIn(as account: Account, _ turn: inout Turn) {
        turn.answer(
            numeric(
                .loggedIn, turn, [source(turn), account.name, "You are now logged in as \(account.name)"]))
    }

    /// `nick!user@host`, as far as it is known.
    private func source(_ turn: Turn) -> String {
        if let member = members[turn.actor] { return member.source.description }
        guard let session = sessions[turn.session] else { return "*" }
        let user = session.application.user
        return "\(name(turn))!\(user.isEmpty ? "*" : user)@\(session.origin.address.inSource)"
    }

    /// From here on the connection is the account's, and so is its member where there is one.
    mutating func become(_ account: Account, _ turn: inout Turn) {
        guard let member = members[turn.actor] else {
            sessions[turn.session]?.account = account.id
            return
        }
        guard member.account != account.id else { return }
        if member.account != nil { endPresence(of: member.id, &turn) }
        members[member.id]?.account = account.id
        adoptMetadata(of: member.id, into: account.id, member.metadata, &turn)
        tellAccount(of: member.id, &turn)
        keepPresence(of: member.id, &turn)
        for room in member.rooms { takeRanks(of: account.id, for: member.id, in: room, &turn) }
    }

    /// Tells whoever wants to know which account the member has now.
    private func tellAccount(of id: MemberID, _ turn: inout Turn) {
        guard let member = members[id] else { return }
        let isActor = id == turn.actor
        let line = Parcel.line(Line(author(member), .account(account(of: member)?.name), at: turn.now))
        if isActor, turn.has(.accountNotify) { turn.answer(line) }
        let having = Capabilities(.accountNotify)
        turn.deliver(
            line, to: .rooms(member.rooms, and: member.sessions, except: isActor ? turn.session : nil, having: having))
        tellWatchers(line, about: member, having: .accountNotify, &turn)
    }

    /// Who logs in within a room has there what the account is given when it comes in, and keeps what they have.
    private mutating func takeRanks(of account: AccountID, for id: MemberID, in room: RoomID, _ turn: inout Turn) {
        guard let member = members[id], let name = rooms[room]?.name.display, let membership = rooms[room]?[id],
            var belonging = rooms[room].map({ $0.belonging(of: account) })
        else { return }
        let isFirst = rooms[room]?.belongings[account] == nil
        if isFirst {
            belonging.since = membership.since
            belonging.sinceTime = membership.sinceTime
        }
        let gained = belonging.ranks.subtracting(membership.ranks)
        belonging.ranks.formUnion(membership.ranks)
        if represents(id, account) { belonging.isPresent = isAlwaysOn(member) }
        if isFirst || rooms[room]?.belongings[account] != belonging {
            rooms[room]?.belongings[account] = belonging
            turn.store(.belonging(belonging))
        }
        guard !gained.isEmpty else { return }
        rooms[room]?.change(id) { $0.ranks.formUnion(gained) }
        let changes = Ranks.all.filter { gained.contains($0.rank) }
            .map { ModeChange(isAdding: true, $0.letter, member.name) }
        let mode = Reply.mode(target: name, changes: ModeChange.words(of: changes))
        turn.deliver(.line(Line(mode, at: turn.now)), to: .room(room, except: nil))
    }

    /// The member has no account any more; it keeps its nick and its rooms until it leaves them.
    mutating func logOut(_ id: MemberID, _ turn: inout Turn) {
        guard let member = members[id], member.account != nil else { return }
        endPresence(of: id, &turn)
        members[id]?.account = nil
        let text = "You are now logged out"
        let reply = Reply.numeric(.loggedOut, receiver: member.name, [member.source.description, text])
        for session in member.sessions {
            if session == turn.session {
                turn.answer(reply)
            } else {
                turn.deliver(.line(Line(reply, at: turn.now)), to: .session(session))
            }
        }
        tellAccount(of: id, &turn)
    }

    /// A wrong try to log in: the third one closes the connection, which is told why before.
    mutating func refuseLogin(
        to account: AccountID?, _ reply: Reply, from author: Author? = nil, _ turn: inout Turn
    ) {
        turn.answer(reply, from: author)
        countFailure(of: turn.session, for: account, at: turn.now)
        guard let session = sessions[turn.session], session.failures >= Authentication.mostFailures else { return }
        turn.close()
        turn.needsNoAcknowledgement = true
        end(turn.session, reason: "Too many failed attempts to log in", &turn)
    }
}
