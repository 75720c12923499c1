import ChatProtocol

/// What was said before: asked of the store, judged when the answer comes.
extension ServerState {
    mutating func history(_ request: HistoryRequest, _ turn: inout Turn) {
        let asked = Question.Purpose.history(request, label: turn.label)
        if case .targets(let first, let second) = request.part {
            guard case .time = first, case .time = second else {
                turn.answer(fail("CHATHISTORY", "INVALID_PARAMS", ["TARGETS"], "TARGETS takes two timestamps"))
                return
            }
            let rooms = (members[turn.actor]?.rooms ?? []).compactMap { self.rooms[$0]?.number }
            ask(.lastTimes(rooms + threads(of: turn.actor).map(\.thread.number)), for: asked, &turn)
            return
        }
        let words = [request.words[0], Self.shown(request.target)]
        guard let forum = forum(named: request.target, for: turn.actor) else {
            turn.answer(fail("CHATHISTORY", "INVALID_TARGET", words, "Messages could not be retrieved"))
            return
        }
        guard let number = forum.number else {
            // Neither has an account, so that nobody can prove a private line to be theirs.
            tell([], about: forum.name, &turn)
            return
        }
        guard let part = part(request.part, of: number) else {
            turn.answer(fail("CHATHISTORY", "INVALID_PARAMS", words, "No message of this conversation has that msgid"))
            return
        }
        let page = PageRequest(
            room: number, part, limit: min(request.limit, ServerSettings.historyPage),
            extras: extras(of: forum, for: turn), behind: forum.after)
        ask(.page(page), in: forum.room, for: asked, &turn)
    }

    /// Asks the shell: the answer comes later, with the label.
    func ask(
        _ subject: Question.Subject, in room: RoomID? = nil, for purpose: Question.Purpose, _ turn: inout Turn
    ) {
        turn.needsNoAcknowledgement = true
        let question = Question(asker: turn.session, room: room, subject: subject, purpose: purpose)
        turn.effects.append(.ask(question))
    }

    // MARK: - Where, and from when on

    /// A room or a conversation, as one member may read it.
    struct Forum {
        var name: String
        /// nil: a conversation without a number, of which nothing can be read.
        var number: RoomNumber?
        var room: RoomID?
        /// What was said up to this post is not the reader's.
        var after: Int64
        /// Its time.
        var afterTime: Timestamp
    }

    /// nil: the room is none that the member may read.
    func forum(of room: Room, for member: Member) -> Forum? {
        start(of: room, for: member).map {
            Forum(name: room.name.display, number: room.number, room: room.id, after: $0.after, afterTime: $0.time)
        }
    }

    /// nil: there is none, as far as the member may know.
    func forum(named name: String, for id: MemberID) -> Forum? {
        guard let member = members[id] else { return nil }
        if name.utf8.first == UInt8(ascii: "#") {
            return room(named: name).flatMap { forum(of: $0, for: member) }
        }
        guard let nick = try? Nickname(name, casemapping: settings.casemapping) else { return nil }
        let other = self.member(named: name)
        guard let account = member.account else { return other.map { Forum(with: $0.name, nil) } }
        let otherAccount = other?.account ?? accountsByName[nick.folded]
        let pairs = [
            otherAccount.map { Correspondence.Pair(account, .account($0)) },
            Correspondence.Pair(account, .nick(nick.folded)),
        ]
        guard let thread = pairs.lazy.compactMap({ $0.flatMap { correspondence[$0] } }).first else {
            let isKnown = other != nil || otherAccount != nil
            return isKnown ? Forum(with: other?.name ?? name, nil) : nil
        }
        return Forum(with: other?.name ?? name, thread)
    }

    /// Up to where the room's past is hidden from the member; nil: all of it is.
    func start(of room: Room, for member: Member) -> (after: Int64, time: Timestamp)? {
        guard let membership = room[member.id] else { return nil }
        switch settings.cutoff {
        case .none: return (0, Timestamp(milliseconds: 0))
        case .join: return (membership.since, membership.sinceTime)
        case .auto:
            if room.isOpen { return (0, Timestamp(milliseconds: 0)) }
            if let belonging = member.account.flatMap({ room.belongings[$0] }) {
                return (belonging.since, belonging.sinceTime)
            }
            return (membership.since, membership.sinceTime)
        }
    }

    /// The conversations that the member can read, each with the name of the other.
    func threads(of id: MemberID) -> [(name: String, thread: Correspondence.Thread)] {
        guard let account = members[id]?.account else { return [] }
        return correspondence.pairs(of: account).compactMap { pair in
            guard let thread = correspondence[pair] else { return nil }
            switch pair.other {
            case .nick(let nick): return (member(named: nick)?.name ?? nick, thread)
            case .account(let other):
                let one = other == account ? pair.account : other
                return accounts[one].map { ($0.name, thread) }
            }
        }
    }

    /// What the asker's program understands and may be told. It is the store that leaves the rest out: a page that came out
    /// short, as one does of which something is taken, would look like the end of the past.
    private func extras(of forum: Forum, for turn: Turn) -> PageRequest.Extras {
        guard turn.has(.eventPlayback) else { return [] }
        var extras: PageRequest.Extras = .changes
        if turn.has(.messageTags) { extras.insert(.tags) }
        if turn.has(.messageRedaction) { extras.insert(.redactions) }
        if turn.has(.messageEditing) { extras.insert(.edits) }
        let room = forum.room.flatMap { rooms[$0] }
        if room.map({ showsWhoIsHere($0, to: turn.actor) }) != false { extras.insert(.presence) }
        return extras
    }

    /// Whether the member knows who comes and goes: not in an auditorium, unless they have a rank there.
    func showsWhoIsHere(_ room: Room, to id: MemberID) -> Bool {
        !room.modes.flags.contains(.auditorium)
            || room[id]?.ranks.reach(Permission.rank(for: .seeAuditorium)) == true
    }

    /// Message ids become places; nil where one is not of this room.
    private func part(_ part: HistoryRequest.Part, of number: RoomNumber) -> PageRequest.Part? {
        func place(_ anchor: HistoryRequest.Anchor) -> PageRequest.Anchor? {
            switch anchor {
            case .time(let time): return .time(time)
            case .id(let text):
                guard let id = MessageID(text), id.store == store, id.room == number.value else { return nil }
                return id.event.map { .event($0, after: id.sequence) } ?? .sequence(id.sequence)
            }
        }
        switch part {
        case .latest(nil): return .latest(after: nil)
        case .latest(let anchor?): return place(anchor).map { .latest(after: $0) }
        case .before(let anchor): return place(anchor).map { .before($0) }
        case .after(let anchor): return place(anchor).map { .after($0) }
        case .around(let anchor): return place(anchor).map { .around($0) }
        case .between(let first, let second):
            guard let first = place(first), let second = place(second) else { return nil }
            return .between(first, second)
        case .targets: return nil
        }
    }

    /// Those who have one of these ask for the past themselves.
    static let askingForThePast = Capabilities([.chathistory, .zncPlayback])

    /// A client that does not ask for history itself, but can tell it from news and show when it was, sees the last posts as
    /// it joins. A program that knows no times takes what it is told for said now, and answers it.
    func showPast(of room: Room, _ turn: inout Turn) {
        let isAsking = !turn.capabilities.isDisjoint(with: Self.askingForThePast)
        guard turn.has(.batch), turn.has(.serverTime), !isAsking, room.sequence > 0, room.isOpen,
            settings.cutoff != .join
        else { return }
        let page = PageRequest(room: room.number, .latest(after: nil), limit: ServerSettings.postsOnJoining)
        let question = Question(
            asker: turn.session, room: room.id, subject: .page(page), purpose: .past(of: room.name.display))
        turn.effects.append(.ask(question))
    }
}

extension ServerState.Forum {
    /// A conversation, all of which is the reader's.
    init(with name: String, _ thread: Correspondence.Thread?) {
        self.init(
            name: name, number: thread?.number, room: nil, after: 0, afterTime: Timestamp(milliseconds: 0))
    }
}
