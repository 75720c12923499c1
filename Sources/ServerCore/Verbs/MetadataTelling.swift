import ChatProtocol

/// Metadata on its way to those who subscribed to it: when it changes, and when somebody comes into view.
extension ServerState {
    // MARK: - Changes

    /// To each who subscribed to the key and hears of the target, once; not to the connection that made the change.
    func tellSubscribers(
        of target: MetadataTarget, _ changes: [(key: String, value: String?)], _ turn: inout Turn
    ) {
        guard !changes.isEmpty else { return }
        var hearers: Set<SessionID> = []
        switch target {
        case .applicant: return
        case .room(let id):
            for member in rooms[id]?.members.keys ?? [:].keys { addHearers(among: member, to: &hearers) }
        case .member(let id):
            guard let member = members[id] else { return }
            addHearers(among: id, to: &hearers)
            for room in member.rooms.lazy.compactMap({ rooms[$0] }) {
                for other in room.members.keys where sees(other, id, in: room) {
                    addHearers(among: other, to: &hearers)
                }
            }
            hearers.formUnion((watchers[member.nick] ?? []).filter { hearsMetadata($0) })
        }
        hearers.remove(turn.session)
        tell(changes, of: name(of: target), to: hearers.sorted { $0.index < $1.index }, &turn)
    }

    private func addHearers(among member: MemberID, to hearers: inout Set<SessionID>) {
        for session in members[member]?.sessions ?? [] where hearsMetadata(session) { hearers.insert(session) }
    }

    private func hearsMetadata(_ id: SessionID) -> Bool {
        guard let session = sessions[id] else { return false }
        return !session.subscriptions.isEmpty && MetadataDraft.isSpoken(in: session.capabilities)
    }

    /// One effect for each key and draft, however many hear of it.
    private func tell(
        _ changes: [(key: String, value: String?)], of target: String, to hearers: [SessionID], batch: String? = nil,
        _ turn: inout Turn
    ) {
        guard !hearers.isEmpty else { return }
        for (key, value) in changes {
            let subscribed = hearers.filter { sessions[$0]?.subscriptions.contains(key) == true }
            for draft in [MetadataDraft.second, .third] {
                let those = subscribed.filter { sessions[$0].map { MetadataDraft($0.capabilities) } == draft }
                guard !those.isEmpty else { continue }
                let line = Line(draft.news(target, key, value), at: turn.now, batch: batch)
                turn.deliver(.line(line), to: .sessions(those))
            }
        }
    }

    /// Whether somebody in a room may know that somebody else is in it.
    private func sees(_ asker: MemberID, _ other: MemberID, in room: Room) -> Bool {
        !room.modes.flags.contains(.auditorium) || asker == other
            || room[asker]?.ranks.reach(Permission.rank(for: .seeAuditorium)) == true
            || room[other]?.ranks.reach(.halfOperator) == true
    }

    // MARK: - Pages

    func page(for session: SessionID, receiver: String, most: Int) -> MetadataPage {
        MetadataPage(
            keys: (sessions[session]?.subscriptions ?? []).sorted(),
            draft: MetadataDraft(sessions[session]?.capabilities ?? []), receiver: receiver, most: most)
    }

    /// A room, and those whom the asker may see in it, but for itself.
    func add(_ room: Room, for asker: MemberID, to page: inout MetadataPage) {
        var told: Set<MemberID> = [asker]
        add(room, for: asker, to: &page, told: &told)
    }

    func add(_ room: Room, for asker: MemberID, to page: inout MetadataPage, told: inout Set<MemberID>) {
        guard !page.keys.isEmpty, !page.isCut else { return }
        page.add(room.metadata, of: room.name.display)
        for (id, _) in room.inOrder {
            page.look()
            guard !page.isCut else { return }
            guard sees(asker, id, in: room), told.insert(id).inserted, let member = members[id] else { continue }
            page.add(values(of: member), of: member.name)
        }
    }

    /// A batch of these answers.
    func answerBatch(
        _ replies: [Reply], _ type: String = "metadata", about target: String?, _ turn: inout Turn
    ) {
        for parcel in batch(of: replies, type, about: target, &turn) { turn.answer(parcel) }
    }

    private func batch(of replies: [Reply], _ type: String = "metadata", about target: String?, _ turn: inout Turn)
        -> [Parcel]
    {
        let name = turn.nextBatch()
        let start = Reply.batchStarted(name, type: type, target.map { [$0] } ?? [])
        return [.line(Line(start, at: turn.now))]
            + replies.map { .line(Line($0, at: turn.now, batch: name)) }
            + [.line(Line(.batchEnded(name), at: turn.now))]
    }

    /// It is too much for now: the client may ask for it (SYNC) whenever it likes.
    func later(_ target: String, _ receiver: String) -> Reply {
        .numeric(.metadataSyncLater, receiver: receiver, [target, "0", "Ask for the metadata later"])
    }

    // MARK: - Coming into view

    /// All that the actor tells of itself, subscribed to or not, while it is welcomed.
    func tellOwnMetadata(_ turn: inout Turn) {
        guard let member = members[turn.actor] else { return }
        let draft = MetadataDraft(turn.capabilities)
        let pairs = values(of: member).sorted { $0.key < $1.key }
        let replies = pairs.map { draft.news(receiver: member.name, member.name, $0.key, $0.value) }
        answerBatch(replies, about: member.name, &turn)
    }

    /// What a connection that has joined a room is told of it and of those in it, if it takes metadata at all.
    func metadataOnJoining(_ room: Room, for session: Session, _ turn: inout Turn) -> [Parcel] {
        guard MetadataDraft.isSpoken(in: session.capabilities), let own = session.member.flatMap({ members[$0] }) else {
            return []
        }
        let name = room.name.display
        var page = page(for: session.id, receiver: own.name, most: ServerSettings.metadataAtOnce)
        let isLarge = room.members.count > ServerSettings.metadataMembersAtOnce
        if !isLarge { add(room, for: own.id, to: &page) }
        if page.isCut || isLarge && !page.keys.isEmpty {
            return [.line(Line(later(name, own.name), at: turn.now))]
        }
        return batch(of: page.replies, about: name, &turn)
    }

    /// Those in a room are told of who has joined it, where it is not so large that it costs much.
    func tellMetadata(ofJoining id: MemberID, in room: RoomID, _ turn: inout Turn) {
        guard let member = members[id], let room = rooms[room],
            room.members.count <= ServerSettings.metadataMembersAtOnce
        else { return }
        let values = values(of: member).sorted { $0.key < $1.key }
        guard !values.isEmpty else { return }
        var hearers: Set<SessionID> = []
        for other in room.members.keys where other != id && sees(other, id, in: room) {
            addHearers(among: other, to: &hearers)
        }
        tell(values.map { ($0.key, $0.value) }, of: member.name, to: hearers.sorted { $0.index < $1.index }, &turn)
    }

    /// Those who watch a nick are told of whoever has come under it, in a batch of what each subscribed to.
    func tellMetadata(of member: Member, toWatchers watching: [SessionID], _ turn: inout Turn) {
        let hearers = watching.filter { sessions[$0].map { MetadataDraft.isSpoken(in: $0.capabilities) } == true }
        guard !hearers.isEmpty else { return }
        let name = turn.nextBatch()
        let start = Reply.batchStarted(name, type: "metadata", [member.name])
        turn.deliver(.line(Line(start, at: turn.now)), to: .sessions(hearers))
        let values = values(of: member).sorted { $0.key < $1.key }
        tell(values.map { ($0.key, $0.value) }, of: member.name, to: hearers, batch: name, &turn)
        turn.deliver(.line(Line(.batchEnded(name), at: turn.now)), to: .sessions(hearers))
    }

    /// The actor is told of those whom it watches and who are here, a batch each.
    func tellMetadata(ofWatched watched: [Member], _ turn: inout Turn) {
        guard MetadataDraft.isSpoken(in: turn.capabilities), !watched.isEmpty else { return }
        var page = page(for: turn.session, receiver: name(turn), most: ServerSettings.metadataAtOnce)
        let parts = watched.map { member in
            let before = page.replies.count
            page.add(values(of: member), of: member.name)
            return (member.name, page.replies[before...])
        }
        guard !page.isCut else {
            turn.answer(later(Self.everything, name(turn)))
            return
        }
        for (name, replies) in parts { answerBatch(Array(replies), about: name, &turn) }
    }

    /// What WHOIS tells of a member to those who take metadata: the first of its keys.
    func metadataInWhois(of member: Member, _ turn: Turn) -> [Reply] {
        guard MetadataDraft.isSpoken(in: turn.capabilities) else { return [] }
        let pairs = values(of: member).sorted { $0.key < $1.key }.prefix(ServerSettings.metadataInWhois)
        return pairs.map { numeric(.whoisKeyValue, turn, [member.name, $0.key, "*", $0.value]) }
    }
}
