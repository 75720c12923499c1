import ChatProtocol

/// What is done to a post that was said: which one it is, whether it may be, and how it is told.
extension ServerState {
    /// A post that was found, and where it was said.
    struct Found {
        let post: Post
        let forum: Forum
        /// As the actor wrote it.
        let id: String
    }

    /// Where the post is that the actor means; nil where it is nowhere as far as they may know, which they are told.
    func place(
        of text: String, in target: String, for verb: String, _ turn: inout Turn
    ) -> (forum: Forum, number: RoomNumber, id: MessageID)? {
        guard let forum = forum(named: target, for: turn.actor) else {
            turn.answer(noForum(verb, target))
            return nil
        }
        // Members without accounts have one conversation, of which nobody can read; their own posts are theirs still.
        let number = forum.number ?? .privately
        guard let id = MessageID(text), id.store == store, id.room == number.value, id.event == nil,
            id.sequence > forum.after
        else {
            turn.answer(noPost(verb, target, text))
            return nil
        }
        return (forum, number, id)
    }

    /// The post that was asked for, judged as things are now: the actor may have left the room meanwhile.
    func found(
        _ answer: Answer, _ id: MessageID, in target: String, _ roomID: RoomID?, for verb: String, _ turn: inout Turn
    ) -> Found? {
        guard case .entries(let entries) = answer else {
            turn.answer(fail(verb, "MESSAGE_ERROR", [Self.shown(target), id.description], "The store does not answer"))
            return nil
        }
        guard let forum = roomID.map({ forum(ofRoom: $0, for: turn.actor) }) ?? forum(named: target, for: turn.actor)
        else {
            turn.answer(noForum(verb, target))
            return nil
        }
        guard case .post(let post)? = entries.first, post.room == forum.number ?? .privately,
            post.sequence == id.sequence, post.sequence > forum.after, post.kind.speech != nil,
            forum.number != nil || isOwn(post, toward: forum, turn)
        else {
            turn.answer(noPost(verb, target, id.description))
            return nil
        }
        return Found(post: post, forum: forum, id: id.description)
    }

    /// The room may be called something else than when it was asked about.
    private func forum(ofRoom id: RoomID, for member: MemberID) -> Forum? {
        rooms[id].flatMap { forum(named: $0.name.display, for: member) }
    }

    /// Among the posts of all members without accounts, one of the actor's to this receiver. Of others they learn
    /// nothing, not even that they are there.
    private func isOwn(_ post: Post, toward forum: Forum, _ turn: Turn) -> Bool {
        guard let member = members[turn.actor] else { return false }
        return isOwn(post, of: member)
            && settings.casemapping.fold(post.target) == settings.casemapping.fold(forum.name)
    }

    /// Milliseconds by which the time of a post is ahead of the clock at most (see `next(after:at:)`).
    private static let mostAhead: Int64 = 1_000

    /// Whether the member said it: under the same account, or without one as the same person since they came. Nicks are
    /// taken by others later, and names of accounts are too.
    func isOwn(_ post: Post, of member: Member) -> Bool {
        guard let name = post.author.account else {
            guard post.author.source == member.source else { return false }
            // Within the first second the time may be that of somebody's before, whose room this member came to later.
            if post.time.milliseconds - Self.mostAhead >= member.connectedAt.milliseconds { return true }
            guard let since = roomsByNumber[post.room].flatMap({ rooms[$0]?[member.id]?.since }) else { return false }
            return post.time >= member.connectedAt && post.sequence > since
        }
        guard let account = account(of: member) else { return false }
        return settings.casemapping.fold(account.name) == settings.casemapping.fold(name) && post.time >= account.madeAt
    }

    /// Writes down what is done to the post, and tells those who understand it.
    mutating func amend(
        _ found: Found, _ kind: Post.Kind, text: String, as reply: Reply, having capability: Capability,
        _ turn: inout Turn
    ) {
        let name = found.forum.name
        guard let member = members[turn.actor], canStore(kind.verb, name, &turn) else { return }
        let author = author(member)
        guard let (sequence, time) = advance(found, at: turn.now) else { return }
        let post = Post(
            room: found.post.room, sequence: sequence, time: time, author: author, kind: kind, target: name, text: text)
        let id = MessageID(store: store, room: post.room.value, sequence: sequence)
        turn.said = id
        turn.effects.append(.say(post, Attempt(author: turn.session, label: turn.label)))
        var line = Line(author, reply, at: time, id: id)
        line.post = id
        let having = Capabilities(capability)
        if let room = found.forum.room {
            turn.deliver(.line(line), to: .room(room, except: turn.session, having: having))
        } else {
            let receivers = self.member(named: name).map { $0.id == member.id ? [] : $0.sessions } ?? []
            if !receivers.isEmpty { turn.deliver(.line(line), to: .sessions(receivers, having: having)) }
            tell(.line(line), toOthersOf: member, having: having, &turn)
        }
        if turn.has(capability) { turn.answer(.line(line)) }
    }

    /// The next place where the post was said.
    private mutating func advance(_ found: Found, at now: Timestamp) -> (sequence: Int64, time: Timestamp)? {
        guard let id = found.forum.room else {
            return correspondence.advance(correspondence.pair(numbered: found.post.room), at: now)
        }
        guard let last = rooms[id].map({ (sequence: $0.sequence, time: $0.time) }) else { return nil }
        let time = Self.next(after: last.time, at: now)
        rooms[id]?.sequence = last.sequence + 1
        rooms[id]?.time = time
        return (last.sequence + 1, time)
    }

    private func noForum(_ verb: String, _ target: String) -> Reply {
        fail(verb, "INVALID_TARGET", [Self.shown(target)], "You cannot change what was said there")
    }

    private func noPost(_ verb: String, _ target: String, _ id: String) -> Reply {
        fail(verb, "UNKNOWN_MSGID", [target, id].map(Self.shown), "No such message is there any more")
    }
}
