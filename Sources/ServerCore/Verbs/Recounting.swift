import ChatProtocol

/// What the store has answered, told as a page of the past.
extension ServerState {
    /// The store has answered. Who has left the room since, or was put out, gets nothing.
    ///
    /// - Parameters:
    ///   - name: of the conversation; a room is called what it is called now.
    ///   - request: nil where nobody asked.
    func tell(
        _ answer: Answer, to question: Question, about name: String, _ request: HistoryRequest?, _ turn: inout Turn
    ) {
        switch answer {
        case .entries(let entries):
            if let id = question.room {
                guard let room = rooms[id], let member = members[turn.actor], let start = start(of: room, for: member)
                else {
                    refuse(request, "INVALID_TARGET", &turn)
                    return
                }
                // Of what was asked for; less of it only where permission was lost meanwhile.
                var theirs = start.after == 0 ? entries : entries.filter { $0.sequence > start.after }
                if !showsWhoIsHere(room, to: member.id) { theirs.removeAll(where: \.tellsWhoWasHere) }
                tell(theirs.map { $0.told(in: room.name.display) }, about: room.name.display, &turn)
            } else {
                tell(entries, about: name, &turn)
            }
        case .times(let times): if let request { tell(times, request, &turn) }
        default: refuse(request, "MESSAGE_ERROR", &turn)
        }
    }

    /// Somebody who asked is told that there is no answer; what nobody asked for is left out without a word.
    private func refuse(_ request: HistoryRequest?, _ code: String, _ turn: inout Turn) {
        guard let request else { return }
        let words = [request.words[0], Self.shown(request.target)]
        turn.answer(fail("CHATHISTORY", code, words, "Messages could not be retrieved"))
    }

    func tell(_ entries: [HistoryEntry], about target: String, _ turn: inout Turn) {
        let batch = turn.has(.batch) ? turn.nextBatch() : nil
        if let batch { turn.answer(.batchStarted(batch, type: "chathistory", [target])) }
        for entry in entries where entry.isForThose(having: turn.capabilities) {
            if let parcel = parcel(of: entry, in: batch) { turn.answer(parcel) }
        }
        if let batch { turn.answer(.batchEnded(batch)) }
    }

    /// An entry of the past as it is shown now.
    func parcel(of entry: HistoryEntry, in batch: String?) -> Parcel? {
        switch entry {
        case .event(let event):
            guard let place = event.places.first else { return nil }
            let id = MessageID(
                store: store, room: place.room.value, sequence: place.after, event: event.number)
            let reply = event.kind.reply(in: place.name, by: event.author)
            return .line(Line(event.author, reply, at: event.time, id: id, batch: batch))
        case .post(let post):
            let id = MessageID(store: store, room: post.room.value, sequence: post.sequence)
            switch post.kind {
            case .redaction(let other), .edit(let other):
                let about = MessageID(store: store, room: post.room.value, sequence: other).description
                let isEdit = post.kind == .edit(of: other)
                let reply: Reply =
                    isEdit
                    ? .edited(target: post.target, id: about, text: post.text)
                    : .redacted(target: post.target, id: about, reason: post.text.isEmpty ? nil : post.text)
                return .line(Line(post.author, reply, at: post.time, id: id, batch: batch))
            case .message, .notice, .tags:
                guard let kind = post.kind.speech else { return nil }
                var speech = Speech(
                    author: post.author, kind: kind, target: post.target, text: post.text, time: post.time,
                    tags: post.tags, isPrivate: false)
                speech.id = id
                speech.batch = batch
                return .speech(speech)
            }
        }
    }

    private func tell(_ times: [RoomNumber: Timestamp], _ request: HistoryRequest, _ turn: inout Turn) {
        guard case .targets(.time(let one), .time(let other)) = request.part, let member = members[turn.actor] else {
            return
        }
        let (first, last) = (min(one, other), max(one, other))
        let inside = member.rooms.compactMap { rooms[$0] }
            .filter { room in start(of: room, for: member).map { room.sequence > $0.after } ?? false }
            .map { (name: $0.name.display, number: $0.number) }
        let found = (inside + threads(of: turn.actor).map { (name: $0.name, number: $0.thread.number) })
            .compactMap { forum in times[forum.number].map { (name: forum.name, time: $0) } }
            .filter { $0.time > first && $0.time < last }
            .sorted { $0.time < $1.time }
            .prefix(min(request.limit, ServerSettings.historyPage))
        let batch = turn.has(.batch) ? turn.nextBatch() : nil
        if let batch { turn.answer(.batchStarted(batch, type: "draft/chathistory-targets", [])) }
        for (name, time) in found {
            let reply = Reply.other(Message("CHATHISTORY", ["TARGETS", name, time.description]))
            turn.answer(.line(Line(nil, reply, at: turn.now, batch: batch)))
        }
        if let batch { turn.answer(.batchEnded(batch)) }
    }
}

extension HistoryEntry {
    /// Somebody came, went or changed their name: what an auditorium hides.
    fileprivate var tellsWhoWasHere: Bool {
        guard case .event(let event) = self else { return false }
        return event.kind.extra == .presence
    }

    /// Of the post, or of the one before the event.
    var sequence: Int64 {
        switch self {
        case .post(let post): post.sequence
        case .event(let event): event.places.first?.after ?? 0
        }
    }
}

extension HistoryEntry {
    /// The same in a room as it is called now: it may have had another name then.
    func told(in name: String) -> HistoryEntry {
        switch self {
        case .post(var post):
            post.target = name
            return .post(post)
        case .event(var event):
            if !event.places.isEmpty { event.places[0].name = name }
            return .event(event)
        }
    }

    /// Whether these capabilities make it understood: a redaction is not told without its own (message-redaction).
    func isForThose(having capabilities: Capabilities) -> Bool {
        guard case .post(let post) = self else { return true }
        switch post.kind {
        case .redaction: return capabilities.contains(.messageRedaction)
        case .edit: return capabilities.contains(.messageEditing)
        case .message, .notice, .tags: return true
        }
    }
}

extension Event.Kind {
    /// Whether it is about who is here, or about the room.
    package var extra: PageRequest.Extras {
        switch self {
        case .joined, .parted, .left, .renamed, .kicked: .presence
        case .topic, .modes: .changes
        }
    }

    /// The line that told it.
    func reply(in room: String, by author: Author) -> Reply {
        switch self {
        case .joined(let realname): .joined(room: room, account: author.account, realname: realname)
        case .parted(let reason): .parted(room: room, reason: reason)
        case .left(let reason): .left(reason: reason)
        case .renamed(let nick): .renamed(nick)
        case .kicked(let nick, let reason): .kicked(room: room, nick: nick, reason: reason)
        case .topic(let text): .topic(room: room, text: text)
        case .modes(let words): .mode(target: room, changes: words)
        }
    }
}
