import ChatProtocol
import ServerCore

/// Answers pages from one connection, by the primary key alone.
final class Pages {
    private let connection: Connection
    private let begin: PreparedStatement
    private let end: PreparedStatement
    private let forward: PreparedStatement
    private let backward: PreparedStatement
    private let last: PreparedStatement
    private let next: PreparedStatement

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        let handle = connection.handle
        begin = try PreparedStatement("BEGIN DEFERRED", on: handle)
        end = try PreparedStatement("COMMIT", on: handle)
        let range = "FROM post WHERE room = ?1 AND sequence >= ?2 AND sequence < ?3 ORDER BY sequence"
        forward = try PreparedStatement("SELECT \(PostRow.columns) \(range) LIMIT ?4", on: handle)
        backward = try PreparedStatement("SELECT \(PostRow.columns) \(range) DESC LIMIT ?4", on: handle)
        last = try Self.last(on: handle)
        next = try PreparedStatement(
            "SELECT sequence, time FROM post WHERE room = ?1 AND sequence >= ?2 ORDER BY sequence LIMIT 1", on: handle)
    }

    func page(_ request: PageRequest) throws(StoreError) -> [Post] {
        let limit = min(request.limit, Store.pageLimit)
        guard limit > 0 else { return [] }
        return try inOneView { () throws(StoreError) in
            let room = request.room
            switch request.part {
            case .latest(let anchor):
                let start = try anchor.map { anchor throws(StoreError) in try behind(anchor, in: room) } ?? Place.start
                return try newest(of: room, from: start, to: Place.end, limit)
            case .before(let anchor):
                return try newest(of: room, from: Place.start, to: try front(of: anchor, in: room), limit)
            case .after(let anchor):
                return try oldest(of: room, from: try behind(anchor, in: room), to: Place.end, limit)
            case .around(let anchor):
                let middle = try front(of: anchor, in: room)
                return try newest(of: room, from: Place.start, to: middle, limit / 2)
                    + oldest(of: room, from: middle, to: Place.end, limit - limit / 2)
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
        return try post(last, of: room)
    }

    /// What `newest` runs.
    static func last(on handle: OpaquePointer) throws(StoreError) -> PreparedStatement {
        try PreparedStatement(
            "SELECT sequence, time FROM post WHERE room = ?1 ORDER BY sequence DESC LIMIT 1", on: handle)
    }

    /// Those from `start` on, `end` left out, oldest first.
    private func oldest(
        of room: RoomNumber, from start: Int64, to end: Int64, _ limit: Int
    ) throws(StoreError) -> [Post] {
        try posts(forward, of: room, from: start, to: end, limit)
    }

    /// Every post of a room, read a page at a time, so that no view of the database is held for long.
    ///
    /// - Parameter body: says whether to go on.
    func each(of room: RoomNumber, _ body: (Post) -> Bool) throws(StoreError) {
        var start = Place.start
        while true {
            let posts = try oldest(of: room, from: start, to: Place.end, Store.pageLimit)
            for post in posts where !body(post) { return }
            guard let last = posts.last, posts.count == Store.pageLimit else { return }
            start = last.sequence + 1
        }
    }

    private func newest(
        of room: RoomNumber, from start: Int64, to end: Int64, _ limit: Int
    ) throws(StoreError) -> [Post] {
        try posts(backward, of: room, from: start, to: end, limit).reversed()
    }

    private func posts(
        _ statement: PreparedStatement, of room: RoomNumber, from start: Int64, to end: Int64, _ limit: Int
    ) throws(StoreError) -> [Post] {
        guard start < end, limit > 0 else { return [] }
        statement.bind(room.value, at: 1)
        statement.bind(start, at: 2)
        statement.bind(end, at: 3)
        statement.bind(Int64(limit), at: 4)
        defer { statement.reset() }
        var posts: [Post] = []
        while try statement.step() {
            let post = try PostRow.read(statement, room: room)
            if let last = posts.last, (last.sequence < post.sequence) != (statement === forward) {
                throw .corrupt("the posts of room \(room.value) are out of order")
            }
            posts.append(post)
        }
        return posts
    }

    private static func post(
        _ statement: PreparedStatement, of room: RoomNumber
    ) throws(StoreError) -> (sequence: Int64, time: Timestamp)? {
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        let sequence = try statement.integer(0)
        guard PostRow.sequences.contains(sequence) else {
            throw .corrupt("a post of room \(room.value) has number \(sequence)")
        }
        return (sequence, Timestamp(milliseconds: try statement.integer(1)))
    }

    /// So that a page of several questions is answered from one state, with one lock of the log instead of one each.
    private func inOneView<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        try begin.run()
        do throws(StoreError) {
            let value = try body()
            try end.run()
            return value
        } catch {
            try? end.run()
            throw error
        }
    }
}

/// A place between posts is the least number that a post behind it can have.
extension Pages {
    private enum Place {
        static let start: Int64 = 0
        /// Behind every number that a post can have.
        static let end = Int64.max
    }

    private func front(of anchor: PageRequest.Anchor, in room: RoomNumber) throws(StoreError) -> Int64 {
        switch anchor {
        case .sequence(let sequence): sequence
        case .time(let time): try place(in: room) { $0 >= time }
        }
    }

    private func behind(_ anchor: PageRequest.Anchor, in room: RoomNumber) throws(StoreError) -> Int64 {
        switch anchor {
        case .sequence(let sequence): sequence < Place.end ? sequence + 1 : Place.end
        case .time(let time): try place(in: room) { $0 > time }
        }
    }

    /// The place in front of the first post whose time is late enough, found by halving: time never decreases.
    private func place(in room: RoomNumber, _ isLateEnough: (Timestamp) -> Bool) throws(StoreError) -> Int64 {
        guard let newest = try Self.newest(of: room, last), isLateEnough(newest.time) else { return Place.end }
        // Every post in front of `low` is too early, every one from `high` on is late enough.
        var low = Place.start
        var high = newest.sequence
        while low < high {
            let middle = low + (high - low) / 2
            next.bind(room.value, at: 1)
            next.bind(middle, at: 2)
            guard let found = try Self.post(next, of: room), (middle...newest.sequence).contains(found.sequence) else {
                throw .corrupt("the posts of room \(room.value) are out of order")
            }
            if isLateEnough(found.time) {
                high = middle
            } else {
                low = found.sequence + 1
            }
        }
        return low
    }
}
