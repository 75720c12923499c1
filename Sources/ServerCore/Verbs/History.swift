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
        guard let part = part(request.part, of: number, from: forum) else {
            turn.answer(fail("CHATHISTORY", "INVALID_PARAMS", words, "No message of this conversation has that msgid"))
            return
        }
        let page = PageRequest(
            room: number, part, limit: min(request.limit, ServerSettings.historyPage),
            hasEvents: turn.has(.eventPlayback))
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

    /// Message ids become places; nil where one is not of this room. What is asked for forwards begins where the asker may
    /// begin to read: a page of what is not theirs would come out empty, as if there were no more.
    private func part(_ part: HistoryRequest.Part, of number: RoomNumber, from forum: Forum) -> PageRequest.Part? {
        func theirs(_ anchor: PageRequest.Anchor) -> PageRequest.Anchor {
            switch anchor {
            case .sequence(let sequence): return .sequence(max(sequence, forum.after))
            case .event(_, let after): return after < forum.after ? .sequence(forum.after) : anchor
            case .time(let time): return time < forum.afterTime ? .sequence(forum.after) : anchor
            }
        }
        func place(_ anchor: HistoryRequest.Anchor) -> PageRequest.Anchor? {
            switch anchor {
            case .time(let time): return .time(time)
            case .id(let text):
                guard let id = MessageID(text), id.store == store, id.room == number.value else { return nil }
                return id.event.map { .event($0, after: id.sequence) } ?? .sequence(id.sequence)
            }
        }
        switch part {
        case .latest(nil): return .latest(after: forum.after > 0 ? .sequence(forum.after) : nil)
        case .latest(let anchor?): return place(anchor).map { .latest(after: theirs($0)) }
        case .before(let anchor): return place(anchor).map { .before($0) }
        case .after(let anchor): return place(anchor).map { .after(theirs($0)) }
        case .around(let anchor): return place(anchor).map { .around($0) }
        case .between(let first, let second):
            guard let first = place(first), let second = place(second) else { return nil }
            return .between(theirs(first), second)
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

    // MARK: - Answers

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
                var theirs = start.after == 0 ? entries : entries.filter { $0.sequence > start.after }
                if room.modes.flags.contains(.auditorium),
                    room[member.id]?.ranks.reach(Permission.rank(for: .seeAuditorium)) != true
                {
                    theirs.removeAll(where: \.tellsWhoWasHere)
                }
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

extension ServerState.Forum {
    /// A conversation, all of which is the reader's.
    init(with name: String, _ thread: Correspondence.Thread?) {
        self.init(
            name: name, number: thread?.number, room: nil, after: 0, afterTime: Timestamp(milliseconds: 0))
    }
}

extension HistoryEntry {
    /// Somebody came, went or changed their name: what an auditorium hides.
    fileprivate var tellsWhoWasHere: Bool {
        guard case .event(let event) = self else { return false }
        switch event.kind {
        case .joined, .parted, .left, .renamed, .kicked: return true
        case .topic, .modes: return false
        }
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
