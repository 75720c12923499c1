import ChatProtocol

/// Saying something, to a room or to one member.
extension ServerState {
    mutating func say(_ kind: SpeechKind, to targets: [String], _ text: String, _ turn: inout Turn) {
        guard targets.count <= ServerSettings.targets else {
            turn.answer(numeric(.tooManyTargets, turn, [Self.shown(targets[0]), "Too many targets"]))
            return
        }
        for target in targets { say(kind, toOne: target, text, &turn) }
    }

    mutating func say(_ kind: SpeechKind, toOne target: String, _ text: String, _ turn: inout Turn) {
        if target.utf8.first == UInt8(ascii: "#") {
            say(kind, toRoom: target, text, &turn)
        } else if let sign = target.first, let rank = Ranks(sign: sign),
            target.dropFirst().utf8.first == UInt8(ascii: "#")
        {
            say(kind, toThose: rank, of: String(target.dropFirst()), text, &turn)
        } else if kind != .tags, Self.services.contains(settings.casemapping.fold(target)) {
            ask(service: target, text.split(separator: " ").map { String($0) }, isTalking: true, &turn)
        } else if kind == .message, settings.casemapping.fold(target) == Self.playback {
            znc([Self.playback] + text.split(separator: " ").map { String($0) }, &turn)
        } else {
            say(kind, toMember: target, text, &turn)
        }
        // An answer to a notice could itself be one that is answered, for ever (RFC 2812, 3.3.2).
        if kind == .notice { turn.withholdErrors() }
    }

    // MARK: - To a room

    private mutating func say(_ kind: SpeechKind, toRoom name: String, _ text: String, _ turn: inout Turn) {
        guard let room = room(named: name), isVisible(room, to: turn.actor), let member = members[turn.actor] else {
            turn.answer(numeric(.noSuchRoom, turn, [Self.shown(name), "No such channel"]))
            return
        }
        let isForOperatorsOnly = room.modes.flags.contains(.operatorModerated) && kind != .tags
        if let why = silence(of: member, saying: text, in: room, at: turn.now) {
            // Operators are shown what is moderated away, not what nobody may do, nor more than slow mode lets through.
            guard isForOperatorsOnly, room[member.id] != nil, !isBanned(member, in: room),
                hindrance(of: member, saying: text, in: room, at: turn.now) == nil
            else {
                turn.answer(numeric(.cannotSendToRoom, turn, [room.name.display, why]))
                return
            }
        }
        let isHidden = isForOperatorsOnly && room[member.id]?.ranks.reach(.voice) != true
        if isHidden {
            say(kind, toThose: .halfOperator, of: name, shownAs: room.name.display, text, &turn)
            return
        }
        guard var speech = speech(kind, by: member, to: room.name.display, text, isPrivate: false, &turn) else {
            return
        }
        if speech.isKept {
            guard canStore(kind.rawValue, room.name.display, &turn) else { return }
            let time = Self.next(after: room.time, at: turn.now)
            rooms[room.id]?.sequence += 1
            rooms[room.id]?.time = time
            keep(&speech, room: room.number, sequence: room.sequence + 1, time: time, &turn)
            if room.isLobby, kind == .message {
                turn.effects.append(.log(.said(nick: member.name, room: room.name.display, text: text)))
            }
        }
        members[turn.actor]?.spokeAt = turn.now
        let having = kind == .tags ? Capabilities(.messageTags) : []
        turn.deliver(.speech(speech), to: .room(room.id, except: turn.session, having: having))
        // The seed shows everybody everything, the author too.
        if wantsEcho(of: kind, turn) || member.isRaw { turn.answer(.speech(speech)) }
        let (id, isSlow) = (room.id, room.modes.pause != nil)
        if isSlow, kind != .tags { rooms[id]?.change(turn.actor) { $0.spokeAt = turn.now } }
    }

    /// STATUSMSG: to those of a room who have at least this rank. Not kept, since who may read it changes.
    private mutating func say(
        _ kind: SpeechKind, toThose rank: Ranks, of name: String, shownAs shown: String? = nil, _ text: String,
        _ turn: inout Turn
    ) {
        guard let room = roomOfActor(named: name, &turn), let member = members[turn.actor] else { return }
        if shown == nil, let why = silence(of: member, saying: text, in: room, at: turn.now) {
            turn.answer(numeric(.cannotSendToRoom, turn, [room.name.display, why]))
            return
        }
        let sign = Ranks.all.first { $0.rank == rank }.map { String($0.sign) } ?? ""
        let target = shown ?? sign + room.name.display
        guard let speech = speech(kind, by: member, to: target, text, isPrivate: false, &turn) else { return }
        let those = room.inOrder.filter { $0.membership.ranks.reach(rank) && $0.id != turn.actor }
        let others = (those.map(\.id) + [turn.actor]).flatMap { members[$0]?.sessions ?? [] }
            .filter { $0 != turn.session }
        let having = kind == .tags ? Capabilities(.messageTags) : []
        turn.deliver(.speech(speech), to: .sessions(others, having: having))
        members[turn.actor]?.spokeAt = turn.now
        if wantsEcho(of: kind, turn) { turn.answer(.speech(speech)) }
        let (id, isSlow) = (room.id, room.modes.pause != nil)
        if isSlow, kind != .tags { rooms[id]?.change(turn.actor) { $0.spokeAt = turn.now } }
    }

    /// Why this member may not say this in this room now; nil: they may.
    func silence(of author: Member, saying text: String, in room: Room, at now: Timestamp) -> String? {
        if let why = hindrance(of: author, saying: text, in: room, at: now) { return why }
        let membership = room[author.id]
        let flags = room.modes.flags
        if membership?.ranks.reach(Permission.rank(for: .speakRegardless)) == true { return nil }
        if membership == nil, flags.contains(.membersOnly) { return "Cannot send to channel (+n)" }
        if flags.contains(.moderated) { return "Cannot send to channel (+m)" }
        if flags.contains(.accountsSpeak), author.account == nil { return "Cannot send to channel (+M)" }
        if membership == nil, flags.contains(.accountsOnly), author.account == nil {
            return "Cannot send to channel (+R)"
        }
        if isBanned(author, in: room) || isMuted(author, in: room) { return "Cannot send to channel (+b)" }
        return nil
    }

    /// Why nobody may say this in this room, or not this soon.
    private func hindrance(of author: Member, saying text: String, in room: Room, at now: Timestamp) -> String? {
        if room.modes.flags.contains(.noCTCP), CTCP.isCTCP(text), CTCP.action(in: text) == nil {
            return "Cannot send to channel (+C)"
        }
        let membership = room[author.id]
        if membership?.ranks.reach(Permission.rank(for: .speakRegardless)) == true { return nil }
        // Tags alone are no text: who is seen typing may say it then.
        if let pause = room.modes.pause, let last = membership?.spokeAt, !text.isEmpty {
            let left = Int64(pause) * 1_000 - (now.milliseconds - last.milliseconds)
            if left > 0 { return "Slow mode (+S): wait \((left + 999) / 1_000) seconds" }
        }
        return nil
    }

    // MARK: - To one member

    private mutating func say(_ kind: SpeechKind, toMember name: String, _ text: String, _ turn: inout Turn) {
        guard let receiver = member(named: name), let member = members[turn.actor] else {
            turn.answer(numeric(.noSuchNick, turn, [Self.shown(name), "No such nick"]))
            return
        }
        if receiver.modes.contains(.fromAccountsOnly), member.account == nil, receiver.id != member.id,
            !receiver.accepted.contains(member.id)
        {
            turn.answer(
                numeric(.needsAccount, turn, [receiver.name, "You must be logged in to message this user (+R)"]))
            return
        }
        let isQuestion = CTCP.isCTCP(text) && CTCP.action(in: text) == nil
        if receiver.modes.contains(.noCTCP), isQuestion, kind == .message { return }
        guard var speech = speech(kind, by: member, to: receiver.name, text, isPrivate: true, &turn) else { return }
        if speech.isKept {
            guard canStore(kind.rawValue, receiver.name, &turn) else { return }
            let (number, sequence, time) = advanceConversation(of: member, with: receiver, &turn)
            keep(&speech, room: number, sequence: sequence, time: time, &turn)
        }
        members[turn.actor]?.spokeAt = turn.now
        // Who accepts only some has to hear the answer of whom they write to.
        if member.modes.contains(.fromAccountsOnly) { accept(receiver.id, by: turn.actor) }
        let having = kind == .tags ? Capabilities(.messageTags) : []
        turn.deliver(.speech(speech), to: .sessions(receiver.sessions, having: having))
        if receiver.id != member.id {
            tell(.speech(speech), toOthersOf: member, having: having, &turn)
        }
        if wantsEcho(of: kind, turn) { turn.answer(.speech(speech)) }
        if kind == .message, let away = receiver.away {
            turn.answer(numeric(.away, turn, [receiver.name, away]))
        }
    }

    /// The next place in what these two have written to each other.
    mutating func advanceConversation(
        of member: Member, with other: Member, _ turn: inout Turn
    ) -> (RoomNumber, sequence: Int64, time: Timestamp) {
        let pair = pair(of: member, with: other)
        if let pair, correspondence[pair] == nil {
            let number = RoomNumber(nextRoom)
            nextRoom += 1
            correspondence.add(pair, number)
            turn.store(.conversation(Conversation(number: number, account: pair.account, other: pair.other)))
        }
        let (sequence, time) = correspondence.advance(pair, at: turn.now)
        return (correspondence[pair]?.number ?? .privately, sequence, time)
    }

    /// nil: neither has an account, so that nobody could prove later that the posts are theirs.
    private func pair(of one: Member, with other: Member) -> Correspondence.Pair? {
        switch (one.account, other.account) {
        case (let first?, let second?): Correspondence.Pair(first, .account(second))
        case (let first?, nil): Correspondence.Pair(first, .nick(other.nick.folded))
        case (nil, let second?): Correspondence.Pair(second, .nick(one.nick.folded))
        case (nil, nil): nil
        }
    }

    func wantsEcho(of kind: SpeechKind, _ turn: Turn) -> Bool {
        turn.has(.echoMessage) && (kind != .tags || turn.has(.messageTags))
    }

    // MARK: - What is said

    /// What is to be said, unless its line would be too long for those who read it: nothing is ever cut.
    private func speech(
        _ kind: SpeechKind, by member: Member, to target: String, _ text: String, isPrivate: Bool, _ turn: inout Turn
    ) -> Speech? {
        let author = author(member)
        let beside = Speech.bytesBesideText(source: author.source.description, kind: kind, target: target)
        // Longer ones come as a batch, or in the raw dialect.
        guard member.isRaw || turn.draft != nil || beside + text.utf8.count <= Limits.body else {
            turn.answer(numeric(.inputTooLong, turn, ["Input line was too long"]))
            return nil
        }
        return Speech(
            author: author, kind: kind, target: target, text: text, time: turn.now, tags: turn.clientTags,
            isPrivate: isPrivate)
    }

    mutating func keep(
        _ speech: inout Speech, room: RoomNumber, sequence: Int64, time: Timestamp, _ turn: inout Turn
    ) {
        speech.time = time
        speech.id = MessageID(store: store, room: room.value, sequence: sequence)
        turn.said = speech.id
        let post = Post(
            room: room, sequence: sequence, time: time, author: speech.author, kind: Post.Kind(speech.kind),
            target: speech.target, text: speech.text, tags: speech.tags)
        turn.effects.append(.say(post, Attempt(author: turn.session, label: turn.label)))
    }

    // MARK: - Away

    mutating func away(_ text: String?, _ turn: inout Turn) {
        let away = Self.awayText(text)
        turn.answer(
            away == nil
                ? numeric(.unaway, turn, ["You are no longer marked as being away"])
                : numeric(.nowAway, turn, ["You have been marked as being away"]))
        changeAway(of: turn.actor, to: away, &turn)
    }

    static func awayText(_ text: String?) -> String? {
        text.flatMap { $0.isEmpty ? nil : $0.prefix(whole: Limits.phrase) }
    }

    /// Tells those who want to know, if it is a change.
    mutating func changeAway(of id: MemberID, to away: String?, _ turn: inout Turn) {
        guard let member = members[id], member.away != away else { return }
        members[id]?.away = away
        let line = Parcel.line(Line(author(member), .away(away), at: turn.now))
        tell(line, toRoomsOf: member, having: Capabilities(.awayNotify), &turn)
        tellWatchers(line, about: member, having: .awayNotify, &turn)
        keepPresence(of: id, &turn)
    }
}

extension Post.Kind {
    init(_ kind: SpeechKind) {
        switch kind {
        case .message: self = .message
        case .notice: self = .notice
        case .tags: self = .tags
        }
    }

    /// nil where it is something done to what was said.
    var speech: SpeechKind? {
        switch self {
        case .message: .message
        case .notice: .notice
        case .tags: .tags
        case .redaction, .edit: nil
        }
    }
}

extension Speech {
    /// What passes in the moment is not kept: typing, and questions between programs, which would be answered anew at each
    /// reading.
    var isKept: Bool {
        guard kind == .tags else { return !CTCP.isCTCP(text) || CTCP.action(in: text) != nil }
        return tags.contains { !ClientTag.passing.contains($0.key) }
    }
}
