package import ChatProtocol

/// What is written down as it happens: numbers and times are given here, within the order of all things.
extension ServerState {
    /// Writes down what happened in rooms.
    @discardableResult
    mutating func keep(_ kind: Event.Kind, by author: Author, in ids: [RoomID], _ turn: inout Turn) -> Kept {
        var time = turn.now
        var places: [Event.Place] = []
        for id in ids {
            guard let room = rooms[id] else { continue }
            time = max(time, Self.next(after: room.time, at: turn.now))
            places.append(Event.Place(room: room.number, name: room.name.display, after: room.sequence))
        }
        guard let first = places.first else { return Kept(id: nil, time: time) }
        for id in ids { rooms[id]?.time = time }
        let number = nextEvent
        nextEvent += 1
        turn.store(.event(Event(number: number, time: time, author: author, kind: kind, places: places)))
        let id = MessageID(store: store, room: first.room.value, sequence: first.after, event: number)
        return Kept(id: places.count == 1 ? id : nil, time: time)
    }

    /// Strictly later than the last while that is less than a second ahead of the clock, then equal to it.
    static func next(after last: Timestamp, at now: Timestamp) -> Timestamp {
        if now > last { return now }
        return last.milliseconds - now.milliseconds < 1_000 ? Timestamp(milliseconds: last.milliseconds + 1) : last
    }

    /// Writes down what a restart needs to know of the room.
    func keepRoom(_ id: RoomID, _ turn: inout Turn) {
        if let room = rooms[id] { turn.store(.room(room.record)) }
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
            if !correspondence.goBack(post.room, to: post.sequence - 1), let room = roomsByNumber[post.room] {
                rooms[room]?.goBack(to: post.sequence - 1)
            }
            guard let author = sessions[attempt.author] else { continue }
            let reply = storageUnavailable(post.kind.verb, post.target)
            let told: Parcel =
                author.dialect == .raw
                ? .raw(.text(RawPhrases.notStored)) : .line(Line(nil, reply, at: now, label: attempt.label))
            effects.append(.deliver(told, to: .session(attempt.author)))
        }
        return effects
    }

    func storageUnavailable(_ verb: String, _ target: String) -> Reply {
        fail(verb, "STORAGE_UNAVAILABLE", [target], "Nothing can be stored now, so nothing was said")
    }

    /// Whether something can be kept; otherwise the actor is told.
    func canStore(_ verb: String, _ target: String, _ turn: inout Turn) -> Bool {
        guard isRefusing else { return true }
        let isRaw = sessions[turn.session]?.dialect == .raw
        turn.answer(
            isRaw
                ? .raw(.text(RawPhrases.notStored)) : .line(Line(nil, storageUnavailable(verb, target), at: turn.now)))
        return false
    }

    /// The store works again. What is here now is written down anew, since its making may have been lost.
    package mutating func storeAgain() -> [Effect] {
        guard isRefusing else { return [] }
        isRefusing = false
        let accounts = accounts.values.sorted { $0.id < $1.id }.map { Effect.store(.account($0)) }
        return rooms.all.map { .store(.room($0.record)) } + accounts + [.log(.storingAgain)]
    }
}

/// An event that was written down: how it is told.
struct Kept {
    /// nil where it happened in several rooms: it has an id in each.
    let id: MessageID?
    let time: Timestamp
}

extension Post.Kind {
    /// The command that says it.
    var verb: String {
        switch self {
        case .message: "PRIVMSG"
        case .notice: "NOTICE"
        case .tags: "TAGMSG"
        case .redaction: "REDACT"
        case .edit: "EDIT"
        }
    }
}
