import ChatProtocol
import ServerCore

/// Answers pages from one connection, by the primary keys alone.
final class Pages {
    let handle: OpaquePointer
    private let connection: Connection
    private let begin: PreparedStatement
    private let end: PreparedStatement
    private let forward: PreparedStatement
    private let backward: PreparedStatement
    private let eventsForward: PreparedStatement
    private let eventsBackward: PreparedStatement
    let last: PreparedStatement
    let places: Places
    private let erasures: Erasures.Reader
    /// As they are in the view that is being answered from.
    private var erased = Erasures()

    /// Whether more rows than are looked at stood in the way of the page that was answered last.
    private(set) var wasCut = false

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        handle = connection.handle
        begin = try PreparedStatement("BEGIN DEFERRED", on: handle)
        end = try PreparedStatement("COMMIT", on: handle)
        let range = "FROM post WHERE room = ?1 AND sequence >= ?2 AND sequence < ?3 ORDER BY sequence"
        forward = try PreparedStatement("SELECT \(PostRow.columns) \(range) LIMIT ?4", on: handle)
        backward = try PreparedStatement("SELECT \(PostRow.columns) \(range) DESC LIMIT ?4", on: handle)
        let events = """
            SELECT \(EventRow.columns) FROM event_place AS place CROSS JOIN event ON event.number = place.event
            WHERE place.room = ?1 AND (place.after, place.event) >= (?2, ?3) AND (place.after, place.event) < (?4, ?5)
            """
        eventsForward = try PreparedStatement(
            "\(events) ORDER BY place.after, place.event LIMIT ?6", on: handle)
        eventsBackward = try PreparedStatement(
            "\(events) ORDER BY place.after DESC, place.event DESC LIMIT ?6", on: handle)
        last = try Self.last(on: handle)
        places = try Places(handle)
        erasures = try Erasures.Reader(handle)
    }

    func page(_ request: PageRequest) throws(StoreError) -> [HistoryEntry] {
        let limit = min(request.limit, Store.pageLimit)
        wasCut = false
        guard limit > 0 else { return [] }
        return try inOneView { () throws(StoreError) in
            let room = Asked(request)
            switch request.part {
            case .latest(let anchor):
                let start = try anchor.map { anchor throws(StoreError) in try behind(anchor, in: room) } ?? Spot.start
                return try newest(of: room, from: start, to: .end, limit)
            case .before(let anchor):
                return try newest(of: room, from: .start, to: try front(of: anchor, in: room), limit)
            case .after(let anchor):
                return try oldest(of: room, from: try behind(anchor, in: room), to: .end, limit)
            case .around(let anchor):
                let middle = try front(of: anchor, in: room)
                return try newest(of: room, from: .start, to: middle, limit / 2)
                    + oldest(of: room, from: middle, to: .end, limit - limit / 2)
            case .between(let first, let second):
                let start = try behind(first, in: room)
                let end = try front(of: second, in: room)
                if start < end { return try oldest(of: room, from: start, to: end, limit) }
                return try newest(of: room, from: behind(second, in: room), to: front(of: first, in: room), limit)
            }
        }
    }

    /// The time of the last post; a room where nothing was said is left out.
    func latestTimes(of rooms: [RoomNumber]) throws(StoreError) -> [RoomNumber: Timestamp] {
        try inOneView { () throws(StoreError) in
            var times: [RoomNumber: Timestamp] = [:]
            for room in rooms { times[room] = try Self.newest(of: room, last)?.time }
            return times
        }
    }

    /// The last post's number and time; nil where nothing was said.
    static func newest(
        of room: RoomNumber, _ last: PreparedStatement
    ) throws(StoreError) -> (sequence: Int64, time: Timestamp)? {
        last.bind(room.value, at: 1)
        defer { last.reset() }
        guard try last.step() else { return nil }
        let sequence = try last.integer(0)
        guard PostRow.sequences.contains(sequence) else {
            throw .corrupt("a post of room \(room.value) has number \(sequence)")
        }
        return (sequence, Timestamp(milliseconds: try last.integer(1)))
    }

    /// What `newest` runs.
    static func last(on handle: OpaquePointer) throws(StoreError) -> PreparedStatement {
        try PreparedStatement(
            "SELECT sequence, time FROM post WHERE room = ?1 ORDER BY sequence DESC LIMIT 1", on: handle)
    }

    /// Every post of a room, of every kind, also those of which nothing is left to show. Read a page at a time, so
    /// that no view of the database is held for long.
    ///
    /// - Parameter body: says whether to go on.
    func each(of room: RoomNumber, _ body: (Post, PostRow.Flags) -> Bool) throws(StoreError) {
        var start: Int64 = 0
        while true {
            let rows = try inOneView { () throws(StoreError) in
                var rows: [(Post, PostRow.Flags)] = []
                try walk(forward, of: room, from: start, to: .max, Store.pageLimit) { row throws(StoreError) in
                    rows.append((erased.blanked(try PostRow.read(row, room: room)), try PostRow.flags(row)))
                    return true
                }
                return rows
            }
            for (post, flags) in rows where !body(post, flags) { return }
            guard let last = rows.last, rows.count == Store.pageLimit else { return }
            start = last.0.sequence + 1
        }
    }

    /// Every event of a room, read as `each` does.
    func eachEvent(of room: RoomNumber, _ body: (Event) -> Bool) throws(StoreError) {
        var start = Spot.start
        while true {
            let events = try inOneView { () throws(StoreError) in
                var events: [Event] = []
                try walk(eventsForward, of: room, from: start, to: .end, Store.pageLimit) { event in
                    events.append(event)
                    return true
                }
                return events
            }
            for event in events where !body(event) { return }
            guard let last = events.last, events.count == Store.pageLimit else { return }
            start = HistoryEntry.event(last).spot.next
        }
    }

    /// Within one view: nil where the post was blanked, though its row may not have been yet.
    func shown(_ post: Post) -> Post? { erased.shown(post) }

    /// So that a page of several questions is answered from one state, with one lock of the log instead of one each.
    func inOneView<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        try begin.run()
        do throws(StoreError) {
            erased = try erasures.read()
            let value = try body()
            try end.run()
            return value
        } catch {
            try? end.run()
            throw error
        }
    }
}

/// Within one view: `start` belongs to the range, `end` does not.
extension Pages {
    private struct Asked {
        let room: RoomNumber
        let extras: PageRequest.Extras
        /// Where what the asker may see begins.
        let beginning: Spot

        init(_ request: PageRequest) {
            room = request.room
            extras = request.extras
            beginning = request.behind > 0 ? Spot(sequence: request.behind, event: .max) : .start
        }

        var hasEvents: Bool { !extras.isDisjoint(with: .events) }
    }

    private func front(of anchor: PageRequest.Anchor, in asked: Asked) throws(StoreError) -> Spot {
        if let spot = Spot(anchor) { return spot }
        return try place(anchor, in: asked) { $0 >= $1 }
    }

    private func behind(_ anchor: PageRequest.Anchor, in asked: Asked) throws(StoreError) -> Spot {
        if let spot = Spot(anchor) { return spot.next }
        return try place(anchor, in: asked) { $0 > $1 }
    }

    private func place(
        _ anchor: PageRequest.Anchor, in asked: Asked, _ isLateEnough: (Timestamp, Timestamp) -> Bool
    ) throws(StoreError) -> Spot {
        guard case .time(let time) = anchor else { return .end }
        let post = try places.firstPost(of: asked.room) { isLateEnough($0, time) }
        guard asked.hasEvents else { return post }
        return try min(post, places.firstEvent(of: asked.room) { isLateEnough($0, time) })
    }

    private func oldest(of asked: Asked, from start: Spot, to end: Spot, _ limit: Int) throws(StoreError)
        -> [HistoryEntry]
    {
        let start = max(start, asked.beginning)
        let posts = try posts(forward, of: asked, from: start, to: end, limit)
        guard asked.hasEvents else { return posts }
        let events = try events(eventsForward, of: asked, from: start, to: end, limit)
        return Array(Self.merge(posts, events) { $0 < $1 }.prefix(limit))
    }

    private func newest(of asked: Asked, from start: Spot, to end: Spot, _ limit: Int) throws(StoreError)
        -> [HistoryEntry]
    {
        let start = max(start, asked.beginning)
        let posts = try posts(backward, of: asked, from: start, to: end, limit)
        guard asked.hasEvents else { return posts.reversed() }
        let events = try events(eventsBackward, of: asked, from: start, to: end, limit)
        return Self.merge(posts, events) { $0 > $1 }.prefix(limit).reversed()
    }

    private static func merge(
        _ one: [HistoryEntry], _ other: [HistoryEntry], _ isBefore: (Spot, Spot) -> Bool
    ) -> [HistoryEntry] {
        guard !other.isEmpty else { return one }
        var merged: [HistoryEntry] = []
        merged.reserveCapacity(one.count + other.count)
        var rest = other[...]
        for entry in one {
            while let next = rest.first, isBefore(next.spot, entry.spot) { merged.append(rest.removeFirst()) }
            merged.append(entry)
        }
        return merged + rest
    }

    private func posts(
        _ statement: PreparedStatement, of asked: Asked, from start: Spot, to end: Spot, _ limit: Int
    ) throws(StoreError) -> [HistoryEntry] {
        var entries: [HistoryEntry] = []
        guard limit > 0 else { return [] }
        var looked = 0
        try walk(statement, of: asked.room, from: start.post, to: end.post, PageRequest.rowsLookedAt) {
            row throws(StoreError) in
            looked += 1
            guard try PostRow.isShown(row, asked.extras),
                let post = erased.shown(try PostRow.read(row, room: asked.room))
            else { return true }
            entries.append(.post(post))
            return entries.count < limit
        }
        if looked == PageRequest.rowsLookedAt, entries.count < limit { wasCut = true }
        return entries
    }

    /// - Parameter body: takes one row of `PostRow.columns` after the other, and says whether to go on.
    private func walk(
        _ statement: PreparedStatement, of room: RoomNumber, from start: Int64, to end: Int64, _ limit: Int,
        _ body: (PreparedStatement) throws(StoreError) -> Bool
    ) throws(StoreError) {
        guard start < end else { return }
        statement.bind([.integer(room.value), .integer(start), .integer(end), .integer(Int64(limit))])
        defer { statement.reset() }
        var last: Int64?
        while try statement.step() {
            let sequence = try statement.integer(0)
            if let last, (last < sequence) != (statement === forward) {
                throw .corrupt("the posts of room \(room.value) are out of order")
            }
            last = sequence
            guard try body(statement) else { return }
        }
    }

    /// Of events that are not wanted as many are looked at as of posts: one that lies behind more of them is left out.
    private func events(
        _ statement: PreparedStatement, of asked: Asked, from start: Spot, to end: Spot, _ limit: Int
    ) throws(StoreError) -> [HistoryEntry] {
        var entries: [HistoryEntry] = []
        guard start < end, limit > 0 else { return [] }
        let isAny = asked.extras.isSuperset(of: .events)
        var looked = 0
        try walk(statement, of: asked.room, from: start, to: end, isAny ? limit : PageRequest.rowsLookedAt) { event in
            looked += 1
            if asked.extras.contains(event.kind.extra) { entries.append(.event(event)) }
            return entries.count < limit
        }
        if looked == PageRequest.rowsLookedAt, entries.count < limit { wasCut = true }
        return entries
    }

    /// - Parameter body: takes one event after the other, and says whether to go on.
    private func walk(
        _ statement: PreparedStatement, of room: RoomNumber, from start: Spot, to end: Spot, _ limit: Int,
        _ body: (Event) -> Bool
    ) throws(StoreError) {
        statement.bind([
            .integer(room.value), .integer(start.sequence), .integer(start.event), .integer(end.sequence),
            .integer(end.event), .integer(Int64(limit)),
        ])
        defer { statement.reset() }
        var last: Spot?
        while try statement.step() {
            let event = erased.blanked(try EventRow.read(statement, room: room))
            let spot = HistoryEntry.event(event).spot
            if let last, (last < spot) != (statement === eventsForward) {
                throw .corrupt("the events of room \(room.value) are out of order")
            }
            last = spot
            guard body(event) else { return }
        }
    }
}

extension HistoryEntry {
    fileprivate var spot: Spot {
        switch self {
        case .post(let post): Spot(sequence: post.sequence, event: 0)
        case .event(let event): Spot(sequence: event.places.first?.after ?? 0, event: event.number)
        }
    }
}
