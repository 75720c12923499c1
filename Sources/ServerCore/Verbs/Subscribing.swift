import ChatProtocol

/// Which keys of metadata a connection wants to hear of, and what they are now (METADATA SUB, UNSUB, SUBS, SYNC).
extension ServerState {
    mutating func changeSubscriptions(_ command: MetadataCommand, _ turn: inout Turn) {
        switch command {
        case .subscribe(let keys): subscribe(to: keys, &turn)
        case .unsubscribe(let keys): unsubscribe(from: keys, &turn)
        default:
            let keys = (sessions[turn.session]?.subscriptions ?? []).sorted()
            answerBatch(lines(of: keys, .metadataSubscriptions, turn), "metadata-subs", about: nil, &turn)
        }
    }

    private mutating func subscribe(to keys: [String], _ turn: inout Turn) {
        let draft = MetadataDraft(turn.capabilities)
        var granted: [String] = []
        var refusals: [Reply] = []
        var added: [String] = []
        for key in keys where !granted.contains(key) {
            guard MetadataDraft.isKey(key) else {
                refusals.append(draft.invalid(key))
                continue
            }
            if sessions[turn.session]?.subscriptions.contains(key) != true {
                guard let count = sessions[turn.session]?.subscriptions.count, count < ServerSettings.subscriptions
                else {
                    // The client knows by this that no key behind it was looked at.
                    refusals.append(draft.tooManySubscriptions(key))
                    break
                }
                sessions[turn.session]?.subscriptions.insert(key)
                added.append(key)
            }
            granted.append(key)
        }
        for reply in lines(of: granted, .metadataSubscribed, turn) + refusals { turn.answer(reply) }
        guard !added.isEmpty, members[turn.actor] != nil else { return }
        // In the third draft the client is to ask for all at once, as it has to with other servers.
        guard draft == .second else {
            turn.answer(later(Self.everything, name(turn)))
            return
        }
        let page = pageOfEverything(for: turn, keys: added, most: ServerSettings.metadataAtOnce)
        for reply in page.isCut ? [later(Self.everything, name(turn))] : page.replies { turn.answer(reply) }
    }

    private mutating func unsubscribe(from keys: [String], _ turn: inout Turn) {
        let draft = MetadataDraft(turn.capabilities)
        var gone: [String] = []
        var refusals: [Reply] = []
        for key in keys where !gone.contains(key) {
            guard MetadataDraft.isKey(key) else {
                refusals.append(draft.invalid(key))
                continue
            }
            sessions[turn.session]?.subscriptions.remove(key)
            gone.append(key)
        }
        for reply in lines(of: gone, .metadataUnsubscribed, turn) + refusals { turn.answer(reply) }
    }

    /// One parameter for each key, in as many lines as it takes.
    private func lines(of keys: [String], _ number: Numeric, _ turn: Turn) -> [Reply] {
        // One parameter is the receiver.
        let most = Limits.parameters - 1
        return stride(from: 0, to: keys.count, by: most).flatMap { start in
            texts(of: keys[start..<min(start + most, keys.count)], endOf: numeric(number, turn, [""])).map {
                numeric(number, turn, $0.split(separator: " ").map { String($0) })
            }
        }
    }

    // MARK: - SYNC

    func sync(_ target: MetadataTarget, _ turn: inout Turn) {
        var page = page(for: turn.session, receiver: name(turn), most: ServerSettings.metadataPage)
        if case .room(let id) = target, let room = rooms[id] {
            add(room, for: turn.actor, to: &page)
        } else {
            page.add(values(of: target), of: name(of: target))
        }
        answer(page, about: name(of: target), &turn)
    }

    func syncEverything(_ turn: inout Turn) {
        let keys = (sessions[turn.session]?.subscriptions ?? []).sorted()
        let page = pageOfEverything(for: turn, keys: keys, most: ServerSettings.metadataPage)
        answer(page, about: Self.everything, &turn)
    }

    private func answer(_ page: MetadataPage, about target: String, _ turn: inout Turn) {
        var replies = page.replies
        if page.isCut {
            let limit = String(ServerSettings.metadataPage)
            let text = "There is more; ask for single targets"
            replies.append(.standard(StandardReply(.warn, "METADATA", "LIMIT_REACHED", [target, limit], text)))
        }
        answerBatch(replies, about: target, &turn)
    }

    /// Of all that the actor hears of: itself, its rooms, who is in them, whom it watches; each once.
    private func pageOfEverything(for turn: Turn, keys: [String], most: Int) -> MetadataPage {
        var page = page(for: turn.session, receiver: name(turn), most: most)
        page.keys = keys
        guard let own = members[turn.actor] else { return page }
        page.add(values(of: own), of: own.name)
        var told: Set<MemberID> = [own.id]
        for room in own.rooms.lazy.compactMap({ rooms[$0] }) { add(room, for: own.id, to: &page, told: &told) }
        for nick in sessions[turn.session]?.watched ?? [] {
            guard case .member(let id) = nicks[nick], told.insert(id).inserted, let member = members[id] else {
                continue
            }
            page.add(values(of: member), of: member.name)
        }
        return page
    }
}
