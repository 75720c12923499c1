import ChatProtocol

/// What was said since a moment, as clients of ZNC ask for it (its module `playback`).
extension ServerState {
    /// The module as somebody to write to.
    static let playback = "*playback"

    /// `*playback play <room or nick,...|*> [<from> [<to>]]`, in seconds since 1970. What was said comes as the history
    /// of each, one after another, and not as the answer to the command. Of other modules and words nothing comes.
    mutating func znc(_ words: [String], _ turn: inout Turn) {
        guard words.count >= 3, settings.casemapping.fold(words[0]) == Self.playback, words[1].lowercased() == "play"
        else { return }
        guard let span = Self.span(words.dropFirst(3)) else { return }
        let forums =
            words[2] == "*"
            ? placesToPlay(for: turn.actor)
            : words[2].split(separator: ",").prefix(ServerSettings.targets)
                .compactMap { forum(named: String($0), for: turn.actor) }
        for forum in forums {
            let request = HistoryRequest(
                target: forum.name, .latest(after: nil), limit: Self.posts(ofEachOf: forums.count))
            play(forum, span, most: request.limit, for: .history(request, label: nil), &turn)
        }
    }

    /// One who is always on comes back with a client that does not ask for history itself: it is shown what was said to it
    /// meanwhile, and what was said in its rooms if it can tell by the times that it is no news. Of much, the last posts.
    mutating func showMissed(since: Timestamp, _ turn: inout Turn) {
        guard turn.capabilities.isDisjoint(with: Self.askingForThePast) else { return }
        guard let member = members[turn.actor] else { return }
        let inside = turn.has(.serverTime) ? member.rooms.compactMap { rooms[$0] } : []
        let threads = threads(of: turn.actor).filter { $0.thread.time >= since }
            .sorted { $0.thread.time < $1.thread.time }.suffix(ServerSettings.roomsPerMember)
        let forums =
            inside.filter { $0.time >= since }.compactMap { forum(of: $0, for: member) }
            + threads.map { Forum(with: $0.name, $0.thread) }
        let limit = min(Self.posts(ofEachOf: forums.count), ServerSettings.postsOnJoining)
        // What was said at the first moment itself is wanted.
        let span = (from: Timestamp(milliseconds: since.milliseconds - 1), to: Timestamp?.none)
        for forum in forums { play(forum, span, most: limit, for: .past(of: forum.name), &turn) }
    }

    /// One page in all.
    private static func posts(ofEachOf forums: Int) -> Int {
        max(ServerSettings.historyPage / max(forums, 1), 1)
    }

    /// Both ends are left out; nil where the words are no times, or the second is the earlier one.
    private static func span(_ words: ArraySlice<String>) -> (from: Timestamp, to: Timestamp?)? {
        var times: [Timestamp] = []
        for word in words.prefix(2) {
            guard let time = time(word) else { return nil }
            times.append(time)
        }
        // What was said at the first moment itself is wanted.
        let from = Timestamp(milliseconds: (times.first?.milliseconds ?? 0) - 1)
        guard times.count > 1 else { return (from, nil) }
        return times[1] > from ? (from, times[1]) : nil
    }

    /// `1795424400.125`, to the nearest millisecond: clients reckon with fractions that are not exact.
    private static func time(_ word: String) -> Timestamp? {
        let parts = word.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        // Eleven digits reach beyond the year 5000.
        guard let whole = parts.first, (1...11).contains(whole.utf8.count), let seconds = UInt64(whole) else {
            return nil
        }
        guard parts.count == 2 else { return Timestamp(milliseconds: Int64(seconds) * 1_000) }
        let digits = (parts[1].prefix(4) + "0000").prefix(4)
        guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let tenths = UInt64(digits) else { return nil }
        return Timestamp(milliseconds: Int64(seconds) * 1_000 + Int64((tenths + 5) / 10))
    }

    /// Every room of the member in which something was said, and of the conversations as many as there may be rooms:
    /// those that went on last.
    private func placesToPlay(for id: MemberID) -> [Forum] {
        guard let member = members[id] else { return [] }
        let inside = member.rooms.compactMap { rooms[$0] }.filter { $0.sequence > 0 }
        let threads = threads(of: id).sorted { $0.thread.time > $1.thread.time }
        return inside.compactMap { forum(of: $0, for: member) }
            + threads.prefix(ServerSettings.roomsPerMember).map { Forum(with: $0.name, $0.thread) }
    }

    private func play(
        _ forum: Forum, _ span: (from: Timestamp, to: Timestamp?), most: Int, for purpose: Question.Purpose,
        _ turn: inout Turn
    ) {
        guard let number = forum.number else { return }
        let start: PageRequest.Anchor = span.from < forum.afterTime ? .sequence(forum.after) : .time(span.from)
        // From the end backwards, since the newest count where there are too many.
        let part: PageRequest.Part = span.to.map { .between(.time($0), start) } ?? .latest(after: start)
        let page = PageRequest(room: number, part, limit: most)
        turn.effects.append(
            .ask(Question(asker: turn.session, room: forum.room, subject: .page(page), purpose: purpose)))
    }
}
