import ChatProtocol

/// Who comes and goes, what rooms are about, and who may do what in them.
extension Model {
    /// - Parameter account: nil for none, where `realname` tells that the server would say.
    mutating func joined(
        _ room: String, _ source: Source, account: String?, realname: String?, _ message: Message
    ) {
        guard session.isRoom(room) else { return }
        if isMe(source.nick) {
            guard let index = open(.room, room) else { return }
            buffers[index].isJoined = true
            buffers[index].isWanted = true
            buffers[index].members = MemberList(signs: session.isupport.ranks.map(\.sign))
            // A server says what the topic is, and nothing where there is none any more.
            buffers[index].topic = ""
            buffers[index].isSurveyed = false
            meet(source, account: account, realname: realname)
            plain.roomHasCome()
            let isAskedFor = session.roomsToShow.remove(session.fold(room)) != nil
            if isAskedFor || current == home { go(to: index) }
            for text in network.settings.hostNotes { hostSays(text, in: index) }
            network.settings.hostNotes = []
            for notice in passage.toTell { note(notice.kind, notice.phrase, in: index) }
            passage.toTell = []
            // What was asked when they were here before may never be answered.
            if case .asked = buffers[index].history { buffers[index].history = .open }
            askWhatWasMissed(in: index)
            if settings.isPlain { joinedMyself(Sanitiser.clean(source.nick), in: index, message) }
            return
        }
        guard let index = index(of: room) else { return }
        let nick = Sanitiser.clean(source.nick)
        buffers[index].members.add(nick, folded: session.fold(source.nick))
        meet(source, account: account, realname: realname)
        move(.joined(nick), in: index, message)
    }

    mutating func parted(_ room: String, _ source: Source, _ reason: String?, _ message: Message) {
        guard let index = index(of: room) else { return }
        if isMe(source.nick) { return outOf(index) }
        depart(source, reason, from: index, message)
    }

    mutating func quit(_ source: Source, _ reason: String?, _ message: Message) {
        guard !isMe(source.nick) else { return }
        takeBackNick(from: source)
        let folded = session.fold(source.nick)
        if settings.isSpoken { plain.beginOnce() }
        defer { plain.endOnce() }
        // That they have gone from the private chat may have been told already.
        let isToldOf = network.presences[folded] == false
        if network.presences[folded] != nil { network.presences[folded] = false }
        for index in buffers.indices where buffers[index].network == network.number {
            let isChat = buffers[index].folded == folded && !isToldOf
            if isChat || buffers[index].members.has(folded) { depart(source, reason, from: index, message) }
        }
        session.people.forget(folded)
    }

    /// Whoever had the person's nick has left it: mostly it was the person, by a connection that was lost.
    private mutating func takeBackNick(from source: Source) {
        let wanted = session.registration.wantedNick
        guard isOnline, !isMe(wanted), session.fold(source.nick) == session.fold(wanted) else { return }
        send(Command.nick(wanted).message)
    }

    private mutating func depart(_ source: Source, _ reason: String?, from index: Int, _ message: Message) {
        let folded = session.fold(source.nick)
        buffers[index].members.remove(folded)
        lose(folded)
        let reason = reason.map { StyledText(message: $0).plain }
        move(.left(Sanitiser.clean(source.nick), reason: reason), in: index, message)
    }

    /// The person is out of a room: it stays on the screen as it is, and is not joined again by itself.
    private mutating func outOf(_ index: Int) {
        buffers[index].isJoined = false
        buffers[index].isWanted = false
        let members = buffers[index].members
        buffers[index].members = MemberList()
        loseAll(of: members)
        failUnsaid(in: index)
    }

    mutating func renamed(_ source: Source, to nick: String, _ message: Message) {
        let old = session.fold(source.nick)
        let new = session.fold(nick)
        let clean = Sanitiser.clean(nick)
        let isOwn = isMe(source.nick)
        if isOwn { session.registration.rename(to: nick) } else { takeBackNick(from: source) }
        session.people.rename(old, to: new)
        if settings.isSpoken { plain.beginOnce() }
        defer { plain.endOnce() }
        for index in buffers.indices where buffers[index].network == network.number {
            let isPerson = buffers[index].folded == old && buffers[index].kind == .person
            if isPerson, network.indices[new] == nil || old == new {
                buffers[index].name = clean
                buffers[index].target = nick
                buffers[index].folded = new
                reindex()
            }
            guard isPerson || buffers[index].members.has(old) else { continue }
            buffers[index].members.rename(old, to: clean, folded: new)
            if isOwn {
                note(.youAre(clean), in: index)
            } else {
                move(.renamed(Sanitiser.clean(source.nick), to: clean), in: index, message)
            }
        }
        if isOwn { note(.youAre(clean), in: home) }
    }

    mutating func kicked(
        _ nick: String, outOf room: String, by source: Source?, _ reason: String?, _ message: Message
    ) {
        guard let index = index(of: room) else { return }
        remember(message, in: index)
        let reason = StyledText(message: reason ?? "").plain
        let by = Sanitiser.clean(source?.nick ?? "")
        if isMe(nick) {
            outOf(index)
            note(.fault, .kickedYou(by: by, reason), in: index)
        } else {
            buffers[index].members.remove(session.fold(nick))
            lose(session.fold(nick))
            note(.kicked(Sanitiser.clean(nick), by: by, reason), in: index)
        }
    }

    /// What is told of at once is known should history bring it once more.
    private mutating func remember(_ message: Message, in index: Int) {
        if let id = message[tag: "msgid"], !id.isEmpty { buffers[index].transcript.remember(id: id) }
    }

    /// A room is called otherwise from now on (IRCv3 draft/channel-rename): it is the same one.
    mutating func roomRenamed(_ room: String, to name: String, _ reason: String?) {
        guard session.isRoom(name), let index = index(of: room) else { return }
        let folded = session.fold(name)
        guard network.indices[folded] == nil || network.indices[folded] == index else { return }
        buffers[index].name = Sanitiser.clean(name)
        buffers[index].target = name
        buffers[index].folded = folded
        reindex()
        note(.roomRenamed(buffers[index].name, StyledText(message: reason ?? "").plain), in: index)
    }

    mutating func topicSet(in room: String, _ text: String, by source: Source?, _ message: Message) {
        guard let index = index(of: room) else { return }
        remember(message, in: index)
        buffers[index].topic = StyledText(message: text).plain
        note(.topicSet(by: Sanitiser.clean(source?.nick ?? ""), buffers[index].topic), in: index)
    }

    mutating func modeSet(on target: String, _ changes: [String], by source: Source?, _ message: Message) {
        let words = Sanitiser.clean(changes.joined(separator: " "))
        let by = Sanitiser.clean(source?.nick ?? "")
        guard let index = index(of: target), buffers[index].kind == .room else {
            return note(.modes(by: by, words), in: home)
        }
        let support = session.isupport
        for change in ModeChange.changes(of: changes, kind: support.kind(of:)) {
            guard let rank = support.ranks.first(where: { $0.letter == change.letter }), let nick = change.argument
            else {
                continue
            }
            buffers[index].members.setRank(session.fold(nick), rank.sign, change.isAdding)
        }
        note(.modes(by: by, words), in: index)
    }

    mutating func invited(_ nick: String, to room: String, by source: Source?) {
        guard isMe(nick), !(source.map(isIgnored) ?? false) else { return }
        note(.invited(by: Sanitiser.clean(source?.nick ?? ""), room: Sanitiser.clean(room)), in: front)
    }
}
