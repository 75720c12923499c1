package import ChatProtocol

/// What was said before: asked of the store, judged when the answer comes.
extension ServerState {
    mutating func history(_ request: HistoryRequest, _ turn: inout Turn) {
        let asked = Question.Purpose.history(request, label: turn.label)
        if case .targets(let first, let second) = request.part {
            guard case .time = first, case .time = second else {
                turn.answer(fail("CHATHISTORY", "INVALID_PARAMS", ["TARGETS"], "TARGETS takes two timestamps"))
                return
            }
            let numbers = (members[turn.actor]?.rooms ?? []).compactMap { rooms[$0]?.number }
            ask(Question(asker: turn.actor, room: nil, subject: .lastTimes(numbers), purpose: asked), &turn)
            return
        }
        let words = [request.words[0], Self.shown(request.target)]
        if let member = member(named: request.target), member.isRegistered {
            // Nobody here has an account, so that nobody can prove a private line to be theirs.
            tell([], to: turn.actor, about: member.name, &turn)
            return
        }
        guard let room = room(named: request.target), room[turn.actor] != nil else {
            turn.answer(fail("CHATHISTORY", "INVALID_TARGET", words, "Messages could not be retrieved"))
            return
        }
        guard let part = part(request.part, of: room, for: turn.actor) else {
            turn.answer(fail("CHATHISTORY", "INVALID_PARAMS", words, "No message of this conversation has that msgid"))
            return
        }
        let page = PageRequest(room: room.number, part, limit: min(request.limit, ServerSettings.historyPage))
        ask(Question(asker: turn.actor, room: room.id, subject: .page(page), purpose: asked), &turn)
    }

    private func ask(_ question: Question, _ turn: inout Turn) {
        turn.needsNoAcknowledgement = true
        turn.effects.append(.ask(question))
    }

    /// Message ids become sequence numbers; nil where one is not of this room. What is asked for forwards begins, in a closed
    /// room, where the asker came in: a page of what is not theirs would come out empty, as if there were no more.
    private func part(_ part: HistoryRequest.Part, of room: Room, for asker: MemberID) -> PageRequest.Part? {
        func theirs(_ anchor: PageRequest.Anchor) -> PageRequest.Anchor {
            guard !room.isOpen, let membership = room[asker] else { return anchor }
            switch anchor {
            case .sequence(let sequence): return .sequence(max(sequence, membership.since))
            case .time(let time): return time < membership.sinceTime ? .sequence(membership.since) : anchor
            }
        }
        func place(_ anchor: HistoryRequest.Anchor) -> PageRequest.Anchor? {
            switch anchor {
            case .time(let time): return .time(time)
            case .id(let text):
                guard let id = MessageID(text), id.store == store, id.room == room.number.value else { return nil }
                return .sequence(id.sequence)
            }
        }
        switch part {
        case .latest(nil): return .latest(after: nil)
        case .latest(let anchor?): return place(anchor).map { .latest(after: $0) }
        case .before(let anchor): return place(anchor).map { .before($0) }
        case .after(let anchor): return place(anchor).map { .after(theirs($0)) }
        case .around(let anchor): return place(anchor).map { .around($0) }
        case .between(let first, let second):
            guard let first = place(first), let second = place(second) else { return nil }
            return .between(theirs(first), second)
        case .targets: return nil
        }
    }

    /// A client that does not ask for history itself, but can tell it from news, sees the last posts as it joins.
    func showPast(of room: Room, to member: Member, _ turn: inout Turn) {
        guard member.has(.batch), !member.has(.chathistory), room.sequence > 0, room.isOpen else { return }
        let page = PageRequest(room: room.number, .latest(after: nil), limit: ServerSettings.postsOnJoining)
        let question = Question(
            asker: member.id, room: room.id, subject: .page(page), purpose: .joining)
        turn.effects.append(.ask(question))
    }

    /// The store has answered. Who has left the room since, or was put out, gets nothing.
    package mutating func answer(_ question: Question, with answer: Answer, at now: Timestamp) -> [Effect] {
        guard members[question.asker] != nil else { return [] }
        var turn: Turn
        switch question.purpose {
        case .history(_, let label): turn = Turn(question.asker, at: now, label: label)
        case .joining: turn = Turn(question.asker, at: now)
        }
        tell(answer, to: question, &turn)
        turn.close { newBatch() }
        return turn.effects
    }

    private mutating func tell(_ answer: Answer, to question: Question, _ turn: inout Turn) {
        switch answer {
        case .posts(let posts):
            guard let id = question.room, let room = rooms[id], let membership = room[question.asker] else {
                refuse(question, "INVALID_TARGET", &turn)
                return
            }
            let theirs = room.isOpen ? posts : posts.filter { $0.sequence > membership.since }
            tell(theirs, to: question.asker, about: room.name.display, &turn)
        case .times(let times): tell(times, to: question, &turn)
        case .failed: refuse(question, "MESSAGE_ERROR", &turn)
        }
    }

    /// Somebody who asked is told that there is no answer; a room's last posts are left out without a word.
    private func refuse(_ question: Question, _ code: String, _ turn: inout Turn) {
        guard case .history(let request, _) = question.purpose else { return }
        let words = [request.words[0], Self.shown(request.target)]
        turn.answer(fail("CHATHISTORY", code, words, "Messages could not be retrieved"))
    }

    private mutating func tell(_ posts: [Post], to asker: MemberID, about target: String, _ turn: inout Turn) {
        let canBatch = members[asker]?.has(.batch) == true
        let batch = canBatch ? newBatch() : nil
        if let batch { turn.answer(.batchStarted(batch, type: "chathistory", [target])) }
        for post in posts {
            var speech = Speech(
                author: post.author, kind: post.kind, target: post.target, text: post.text, time: post.time, tags: [],
                isPrivate: post.room == .privately)
            speech.id = MessageID(store: store, room: post.room.value, sequence: post.sequence)
            speech.batch = batch
            turn.answer(.speech(speech))
        }
        if let batch { turn.answer(.batchEnded(batch)) }
    }

    private mutating func tell(_ times: [RoomNumber: Timestamp], to question: Question, _ turn: inout Turn) {
        guard case .history(let request, _) = question.purpose,
            case .targets(.time(let one), .time(let other)) = request.part
        else { return }
        let span = min(one, other)...max(one, other)
        let found = (members[question.asker]?.rooms ?? []).compactMap { rooms[$0] }
            .filter { $0.isOpen || $0.sequence > $0[question.asker]?.since ?? .max }
            .compactMap { room in times[room.number].map { (room: room, time: $0) } }
            .filter { span.contains($0.time) }
            .sorted { $0.time < $1.time }
            .prefix(min(request.limit, ServerSettings.historyPage))
        let batch = members[question.asker]?.has(.batch) == true ? newBatch() : nil
        if let batch { turn.answer(.batchStarted(batch, type: "draft/chathistory-targets", [])) }
        for (room, time) in found {
            let reply = Reply.other(Message("CHATHISTORY", ["TARGETS", room.name.display, time.description]))
            turn.answer(.line(Line(reply, at: turn.now, batch: batch)))
        }
        if let batch { turn.answer(.batchEnded(batch)) }
    }
}
