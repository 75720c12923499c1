import ServerCore

/// What a connection that reads too slowly has not been sent of its rooms: it gets that from the store as soon as it reads
/// again, so that it loses nothing and nobody keeps the lines for it meanwhile (reliability, threat 1).
struct Lag {
    /// A stretch of a room's posts that has been left out.
    private struct Gap {
        /// The last post before it, or the last one that has been caught up with.
        var after: Int64
        /// The last post that was left out.
        var last: Int64
    }

    private var gaps: [RoomNumber: Gap] = [:]

    /// It has been sent everything.
    var isOver: Bool { gaps.isEmpty }

    mutating func leaveOut(_ sequence: Int64, of room: RoomNumber) {
        if gaps[room] == nil { gaps[room] = Gap(after: sequence - 1, last: sequence) }
        gaps[room]?.last = sequence
    }

    /// What to ask the store for next.
    var next: MissedPosts? {
        gaps.min { $0.key.value < $1.key.value }
            .map { MissedPosts(room: $0.key, after: $0.value.after, through: $0.value.last) }
    }

    /// Everything of the room up to this post has been sent.
    mutating func catchUp(_ room: RoomNumber, through sequence: Int64) {
        guard let gap = gaps[room] else { return }
        if sequence >= gap.last { gaps[room] = nil } else { gaps[room]?.after = max(gap.after, sequence) }
    }
}
