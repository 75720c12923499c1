import ChatProtocol

/// Finding what was said (SEARCH, ircv3-specifications pull request 496; soju.im/search).
extension ServerState {
    mutating func search(_ terms: [SearchTerm], _ turn: inout Turn) {
        var request = SearchRequest(places: places(for: turn.actor), text: "", limit: ServerSettings.searchPage)
        for term in terms {
            switch term {
            case .in(let target):
                guard let forum = forum(named: target, for: turn.actor) else {
                    turn.answer(fail("SEARCH", "INVALID_PARAMS", ["in"], "No such conversation is yours"))
                    return
                }
                request.places = forum.number.map { [SearchRequest.Place(room: $0, after: forum.after)] } ?? []
            case .from(let nick): request.author = settings.casemapping.fold(nick)
            case .text(let text): request.text = text
            case .limit(let limit): request.limit = min(limit, ServerSettings.searchPage)
            // The request leaves out the moments themselves. They are of years with four digits: nothing overflows.
            case .after(let time): request.after = Timestamp(milliseconds: time.milliseconds - 1)
            case .before(let time): request.before = Timestamp(milliseconds: time.milliseconds + 1)
            }
        }
        if request.places.isEmpty {
            tellFound([], &turn)
        } else {
            ask(.search(request), for: .search(label: turn.label), &turn)
        }
    }

    /// The rooms that the member is in and the conversations that are its own.
    private func places(for id: MemberID) -> [SearchRequest.Place] {
        guard let member = members[id] else { return [] }
        let inside = member.rooms.compactMap { rooms[$0] }.compactMap { room in
            start(of: room, for: member).map { SearchRequest.Place(room: room.number, after: $0.after) }
        }
        return inside + threads(of: id).map { SearchRequest.Place(room: $0.thread.number, after: 0) }
    }

    /// The store has answered. What is no longer the asker's to read is left out.
    func tellFound(_ answer: Answer, to question: Question, _ turn: inout Turn) {
        guard case .entries(let entries) = answer else {
            turn.answer(fail("SEARCH", "INTERNAL_ERROR", [], "The search could not be carried out"))
            return
        }
        tellFound(entries.compactMap { readable($0, by: turn.actor) }, &turn)
    }

    /// As it is told in its room now; nil where the member may not read it.
    private func readable(_ entry: HistoryEntry, by id: MemberID) -> HistoryEntry? {
        guard case .post(let post) = entry, let member = members[id] else { return nil }
        if let room = roomsByNumber[post.room].flatMap({ rooms[$0] }) {
            guard let start = start(of: room, for: member), post.sequence > start.after else { return nil }
            return entry.told(in: room.name.display)
        }
        guard let account = member.account, let pair = correspondence.pair(numbered: post.room),
            pair.account == account || pair.other == .account(account)
        else { return nil }
        return entry
    }

    /// The batch is called as the capability is that the asker has.
    private func tellFound(_ entries: [HistoryEntry], _ turn: inout Turn) {
        let batch = turn.has(.batch) ? turn.nextBatch() : nil
        let type = turn.has(.sojuSearch) ? Capability.sojuSearch.name : "search"
        if let batch { turn.answer(.batchStarted(batch, type: type, [])) }
        for entry in entries { if let parcel = parcel(of: entry, in: batch) { turn.answer(parcel) } }
        if let batch { turn.answer(.batchEnded(batch)) }
    }
}
