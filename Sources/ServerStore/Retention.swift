import ChatProtocol
import ServerCore

/// Deletes what is older than may be kept, a slice at a time: posts, then the places of events, then events. One
/// round goes through all rooms; where it stands is not stored, since a round that is begun anew finds less to do.
struct Retention {
    private enum Stage {
        case posts
        case places
        case events
    }

    private var stage = Stage.posts
    /// The last room that is done.
    private var room = Int64.min
    private var since = Timestamp(milliseconds: .min)
    private var isUnderWay = false

    /// Within a transaction.
    ///
    /// - Parameter budget: rows to look at or delete, about.
    /// - Returns: whether the round is not done yet.
    mutating func step(
        keepingSince newSince: Timestamp, budget: Int, through writer: Writer
    ) throws(StoreError) -> Bool {
        if !isUnderWay { self = Retention(since: newSince) }
        var budget = budget
        while budget > 0, isUnderWay {
            switch stage {
            case .posts: try advance("post", &budget, writer, to: .places, Self.trimPosts)
            case .places: try advance("event_place", &budget, writer, to: .events, Self.trimPlaces)
            case .events: isUnderWay = try Self.trimEvents(before: since, &budget, writer)
            }
        }
        return isUnderWay
    }

    init() {}

    private init(since: Timestamp) {
        self.since = since
        isUnderWay = true
    }

    /// Goes on with the next room, or with the next stage after the last one.
    private mutating func advance(
        _ table: String, _ budget: inout Int, _ writer: Writer, to next: Stage,
        _ trim: (RoomNumber, Timestamp, inout Int, Writer) throws(StoreError) -> Bool
    ) throws(StoreError) {
        // The look at a room counts as well: there may be many that have nothing old.
        budget -= 1
        let found = try writer.statement("SELECT room FROM \(table) WHERE room > ?1 ORDER BY room LIMIT 1")
        found.bind(room, at: 1)
        defer { found.reset() }
        guard try found.step() else {
            stage = next
            room = .min
            return
        }
        let candidate = RoomNumber(try found.integer(0))
        found.reset()
        if try trim(candidate, since, &budget, writer) { return }
        room = candidate.value
    }

    /// - Returns: whether there may be more to do in the room.
    private static func trimPosts(
        of room: RoomNumber, before since: Timestamp, _ budget: inout Int, _ writer: Writer
    ) throws(StoreError) -> Bool {
        let number = Value.integer(room.value)
        let limit = Int64(max(budget, 1))
        let oldest = try writer.statement(
            "SELECT sequence, time FROM post WHERE room = ?1 ORDER BY sequence LIMIT ?2")
        oldest.bind([number, .integer(limit)])
        var old: [Int64] = []
        var isEnd = true
        do {
            defer { oldest.reset() }
            var looked: Int64 = 0
            while try oldest.step() {
                looked += 1
                guard try oldest.integer(1) < since.milliseconds else {
                    isEnd = true
                    break
                }
                old.append(try oldest.integer(0))
                isEnd = looked < limit
            }
        }
        guard let last = old.last else { return false }
        budget -= old.count
        // The last number of a room must never be given again, so its post stays, with nothing in it.
        let newest = try writer.statement("SELECT max(sequence) FROM post WHERE room = ?1")
        newest.bind(number, at: 1)
        defer { newest.reset() }
        let isNewest = try newest.step() ? try newest.integer(0) == last : false
        newest.reset()
        let comparison = isNewest ? "<" : "<="
        try writer.run("DELETE FROM post WHERE room = ?1 AND sequence \(comparison) ?2", [number, .integer(last)])
        guard isNewest else { return !isEnd }
        let erased = PostRow.Flags.erased.rawValue
        try writer.run(
            """
            UPDATE post SET author = '*', account = NULL, text = '', tags = NULL, about = NULL,
                kind = \(Post.Kind.leastUnsaid), flags = \(erased)
            WHERE room = ?1 AND sequence = ?2 AND (author <> '*' OR flags <> \(erased))
            """, [number, .integer(last)])
        return false
    }

    private static func trimPlaces(
        of room: RoomNumber, before since: Timestamp, _ budget: inout Int, _ writer: Writer
    ) throws(StoreError) -> Bool {
        let number = Value.integer(room.value)
        let limit = Int64(max(budget, 1))
        let oldest = try writer.statement(
            "SELECT after, event, time FROM event_place WHERE room = ?1 ORDER BY after, event LIMIT ?2")
        oldest.bind([number, .integer(limit)])
        var last: (after: Int64, event: Int64)?
        var looked: Int64 = 0
        var isEnd = true
        do {
            defer { oldest.reset() }
            while try oldest.step() {
                guard try oldest.integer(2) < since.milliseconds else {
                    isEnd = true
                    break
                }
                looked += 1
                last = (try oldest.integer(0), try oldest.integer(1))
                isEnd = looked < limit
            }
        }
        guard let last else { return false }
        budget -= Int(looked)
        try writer.run(
            "DELETE FROM event_place WHERE room = ?1 AND (after, event) <= (?2, ?3)",
            [number, .integer(last.after), .integer(last.event)])
        return !isEnd
    }

    /// After their places, so that no place is ever without its event.
    private static func trimEvents(
        before since: Timestamp, _ budget: inout Int, _ writer: Writer
    ) throws(StoreError) -> Bool {
        let limit = max(budget, 1)
        let oldest = try writer.statement("SELECT number, time FROM event ORDER BY number LIMIT ?1")
        oldest.bind(Int64(limit), at: 1)
        var old: [Int64] = []
        do {
            defer { oldest.reset() }
            while try oldest.step(), try oldest.integer(1) < since.milliseconds { old.append(try oldest.integer(0)) }
        }
        budget -= max(old.count, 1)
        guard let last = old.last else { return false }
        try writer.run("UPDATE store SET last_event = max(last_event, ?1)", [.integer(last)])
        try writer.run("DELETE FROM event WHERE number <= ?1", [.integer(last)])
        return old.count == limit
    }
}
