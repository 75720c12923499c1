package import ChatProtocol

/// A stretch of a room's posts that was left out of what one connection was sent, since it reads too slowly.
package struct MissedPosts: Equatable, Sendable {
    package var room: RoomNumber
    /// The last post before the stretch.
    package var after: Int64
    /// The last one of the stretch.
    package var through: Int64

    package init(room: RoomNumber, after: Int64, through: Int64) {
        self.room = room
        self.after = after
        self.through = through
    }
}

/// Telling a connection that has fallen behind what was said meanwhile: from the store, as a page of the past.
extension ServerState {
    /// Posts in one page: some ten thousand bytes, so that one who reads slowly is not given too much again.
    private static let postsAtOnce = 100

    /// The connection reads again.
    package mutating func catchUp(_ id: SessionID, _ missed: MissedPosts, at now: Timestamp) -> [Effect] {
        guard let session = sessions[id] else { return [] }
        guard let member = session.member, let room = roomsByNumber[missed.room], rooms[room]?[member] != nil else {
            // Whoever has left a room is not told of it any more.
            return [.caughtUp(id, missed.room, through: missed.through)]
        }
        let page = PageRequest(room: missed.room, .after(.sequence(missed.after)), limit: Self.postsAtOnce)
        return [
            .ask(Question(asker: id, room: room, subject: .page(page), purpose: .catchingUp(missed)))
        ]
    }

    /// The store has answered. Who has left the room since gets nothing; of a page that is full more is to come.
    mutating func tell(_ answer: Answer, about missed: MissedPosts, in room: RoomID?, _ turn: inout Turn) {
        let entries: [HistoryEntry]
        switch answer {
        case .entries(let some): entries = some
        case .tooFar: entries = []
        default:
            end(turn.session, reason: "SendQ exceeded", &turn)
            return
        }
        if let room = room.flatMap({ rooms[$0] }), let member = members[turn.actor],
            let start = start(of: room, for: member)
        {
            let theirs = entries.filter { $0.sequence > start.after }
            if !theirs.isEmpty {
                tell(theirs.map { $0.told(in: room.name.display) }, about: room.name.display, &turn)
            }
        }
        turn.close()
        // Of a page that is not full, everything that the store has looked at is told.
        let last = entries.last?.sequence ?? missed.after
        let looked = min(missed.through, missed.after + Int64(PageRequest.rowsLookedAt))
        let through = entries.count < Self.postsAtOnce ? max(last, looked) : last
        turn.effects.append(.caughtUp(turn.session, missed.room, through: through))
    }
}
