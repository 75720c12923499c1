package import ChatProtocol

/// Saying something, to a room or to one member.
extension ServerState {
    mutating func say(_ kind: SpeechKind, to targets: [String], _ text: String, _ turn: inout Turn) {
        guard targets.count <= ServerSettings.targets else {
            turn.answer(numeric(.tooManyTargets, turn, [Self.shown(targets[0]), "Too many targets"]))
            return
        }
        for target in targets {
            if target.utf8.first == UInt8(ascii: "#") {
                say(kind, toRoom: target, text, &turn)
            } else {
                say(kind, toMember: target, text, &turn)
            }
        }
    }

    private mutating func say(_ kind: SpeechKind, toRoom name: String, _ text: String, _ turn: inout Turn) {
        guard let room = room(named: name), isVisible(room, to: turn.actor), let author = members[turn.actor] else {
            turn.answer(numeric(.noSuchRoom, turn, [Self.shown(name), "No such channel"]))
            return
        }
        if let why = silence(of: author, in: room) {
            turn.answer(numeric(.cannotSendToRoom, turn, [room.name.display, why]))
            return
        }
        guard var speech = speech(kind, by: author, to: room.name.display, text, isPrivate: false, &turn) else {
            return
        }
        if speech.isKept {
            guard canStore(kind, room.name.display, &turn) else { return }
            let time = Self.next(after: room.time, at: turn.now)
            rooms[room.id]?.sequence += 1
            rooms[room.id]?.time = time
            let sequence = rooms[room.id]?.sequence ?? 0
            keep(&speech, room: room.number, sequence: sequence, time: time, &turn)
            if room.isLobby, kind == .message {
                turn.effects.append(.log(.said(nick: author.name, room: room.name.display, text: text)))
            }
        }
        members[turn.actor]?.spokeAt = turn.now
        let having = kind == .tags ? Capabilities(.messageTags) : []
        turn.deliver(.speech(speech), to: .room(room.id, except: turn.actor, having: having))
        // The seed shows everybody everything, the author too.
        if wantsEcho(author, of: kind) || author.dialect == .raw { turn.answer(.speech(speech)) }
    }

    private mutating func say(_ kind: SpeechKind, toMember name: String, _ text: String, _ turn: inout Turn) {
        guard let receiver = member(named: name), receiver.isRegistered, let author = members[turn.actor] else {
            turn.answer(numeric(.noSuchNick, turn, [Self.shown(name), "No such nick"]))
            return
        }
        guard var speech = speech(kind, by: author, to: receiver.name, text, isPrivate: true, &turn) else { return }
        if speech.isKept {
            guard canStore(kind, receiver.name, &turn) else { return }
            privateTime = Self.next(after: privateTime, at: turn.now)
            privateSequence += 1
            keep(&speech, room: .privately, sequence: privateSequence, time: privateTime, &turn)
        }
        members[turn.actor]?.spokeAt = turn.now
        if kind != .tags || receiver.has(.messageTags) {
            turn.deliver(.speech(speech), to: .member(receiver.id))
        }
        if wantsEcho(author, of: kind) { turn.answer(.speech(speech)) }
        if kind == .message, let away = receiver.away {
            turn.answer(numeric(.away, turn, [receiver.name, away]))
        }
    }

    private func wantsEcho(_ author: Member, of kind: SpeechKind) -> Bool {
        author.has(.echoMessage) && (kind != .tags || author.has(.messageTags))
    }

    /// Why this member may not speak in this room; nil: they may.
    private func silence(of author: Member, in room: Room) -> String? {
        let membership = room[author.id]
        if membership?.isOperator == true || membership?.hasVoice == true { return nil }
        if membership == nil, room.flags.contains(.membersOnly) { return "Cannot send to channel (+n)" }
        if room.flags.contains(.moderated) { return "Cannot send to channel (+m)" }
        return isBanned(author, in: room) ? "Cannot send to channel (+b)" : nil
    }

    /// What is to be said, unless its line would be too long for those who read it: nothing is ever cut.
    private func speech(
        _ kind: SpeechKind, by author: Member, to target: String, _ text: String, isPrivate: Bool, _ turn: inout Turn
    ) -> Speech? {
        let beside = Speech.bytesBesideText(source: author.source.description, kind: kind, target: target)
        guard author.dialect == .raw || beside + text.utf8.count <= Limits.body else {
            turn.answer(numeric(.inputTooLong, turn, ["Input line was too long"]))
            return nil
        }
        return Speech(
            author: author.source, kind: kind, target: target, text: text, time: turn.now, tags: turn.tags,
            isPrivate: isPrivate)
    }

    private func canStore(_ kind: SpeechKind, _ target: String, _ turn: inout Turn) -> Bool {
        guard isRefusing else { return true }
        let isRaw = members[turn.actor]?.dialect == .raw
        turn.answer(
            isRaw ? .raw(.text(RawPhrases.notStored)) : .line(Line(storageUnavailable(kind, target), at: turn.now)))
        return false
    }

    private func storageUnavailable(_ kind: SpeechKind, _ target: String) -> Reply {
        fail(kind.rawValue, "STORAGE_UNAVAILABLE", [target], "Nothing can be stored now, so nothing was said")
    }

    private func keep(
        _ speech: inout Speech, room: RoomNumber, sequence: Int64, time: Timestamp, _ turn: inout Turn
    ) {
        speech.time = time
        speech.id = MessageID(store: store, room: room.value, sequence: sequence)
        turn.said = speech.id
        let post = Post(
            room: room, sequence: sequence, time: time, author: speech.author, kind: speech.kind,
            target: speech.target, text: speech.text)
        turn.effects.append(.say(post, Attempt(author: turn.actor, label: turn.label)))
    }

    /// Strictly later than the last while that is less than a second ahead of the clock, then equal to it.
    static func next(after last: Timestamp, at now: Timestamp) -> Timestamp {
        if now > last { return now }
        return last.milliseconds - now.milliseconds < 1_000 ? Timestamp(milliseconds: last.milliseconds + 1) : last
    }

    // MARK: - A store that fails

    /// These posts could not be kept: nobody hears them, their numbers are free again, their authors are told.
    package mutating func refuse(_ posts: [(post: Post, attempt: Attempt)], because fault: String, at now: Timestamp)
        -> [Effect]
    {
        var effects: [Effect] = []
        if !isRefusing { effects.append(.log(.refusing(fault))) }
        isRefusing = true
        for (post, attempt) in posts {
            if post.room == .privately {
                privateSequence = min(privateSequence, post.sequence - 1)
            } else if let room = rooms.all.first(where: { $0.number == post.room }) {
                rooms[room.id]?.goBack(to: post.sequence - 1)
            }
            guard let author = members[attempt.author] else { continue }
            let reply = storageUnavailable(post.kind, post.target)
            let told: Parcel =
                author.dialect == .raw
                ? .raw(.text(RawPhrases.notStored)) : .line(Line(reply, at: now, label: attempt.label))
            effects.append(.deliver(told, to: .member(attempt.author)))
        }
        return effects
    }

    /// The store works again. The rooms that are here now are written down anew, since their making may have been lost.
    package mutating func storeAgain() -> [Effect] {
        guard isRefusing else { return [] }
        isRefusing = false
        return rooms.all.map { .store(.room($0.record)) } + [.log(.storingAgain)]
    }

    // MARK: - Away

    mutating func away(_ text: String?, _ turn: inout Turn) {
        guard let member = members[turn.actor] else { return }
        let away = text.flatMap { $0.isEmpty ? nil : $0.prefix(whole: Limits.phrase) }
        members[turn.actor]?.away = away
        turn.answer(
            away == nil
                ? numeric(.unaway, turn, ["You are no longer marked as being away"])
                : numeric(.nowAway, turn, ["You have been marked as being away"]))
        guard member.away != away else { return }
        let line = Line(source: member.source, .away(away), at: turn.now)
        turn.deliver(.line(line), to: .rooms(member.rooms, except: turn.actor, having: Capabilities(.awayNotify)))
    }
}

extension Speech {
    init(
        author: Source, kind: SpeechKind, target: String, text: String, time: Timestamp, tags: [Tag], isPrivate: Bool
    ) {
        self.init(
            author: author, kind: kind, target: target, text: text, time: time, id: nil, tags: tags, label: nil,
            batch: nil, isPrivate: isPrivate)
    }

    /// Tags alone are not kept, nor questions between programs, which would be answered anew at each reading.
    var isKept: Bool { kind != .tags && (!CTCP.isCTCP(text) || CTCP.action(in: text) != nil) }
}
