import ServerCore

/// Keeps a store in memory within its bound.
enum Trimming {
    /// A part of each room's posts, and of all events, that goes at once: small, so that nobody waits for it.
    private static let part: Int64 = 16

    /// Records after which it is worth looking: they fill 16 MiB at most.
    static let interval = 4_096

    /// Within a transaction. Ended rooms go first, since nobody gets at their posts.
    static func trim(through connection: Connection, pages: Int64 = Store.memoryPages) throws(StoreError) {
        let handle = connection.handle
        let used = "SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count"
        guard try number(used, handle) > pages else { return }
        for table in ["room", "conversation"] {
            let ended = "SELECT number FROM \(table) WHERE ended_at IS NOT NULL"
            try PreparedStatement("DELETE FROM post WHERE room IN (\(ended))", on: handle).run()
            try PreparedStatement("DELETE FROM event_place WHERE room IN (\(ended))", on: handle).run()
            try PreparedStatement("DELETE FROM \(table) WHERE ended_at IS NOT NULL", on: handle).run()
        }
        let oldest = try PreparedStatement(
            """
            DELETE FROM post WHERE room = ?1 AND sequence <=
                (SELECT min(sequence) + (max(sequence) - min(sequence)) / \(part) FROM post WHERE room = ?1)
            """, on: handle)
        for room in try Occupied.rooms(in: "post", handle) {
            oldest.bind(room.value, at: 1)
            try oldest.run()
        }
        try trimEvents(handle)
    }

    private static func trimEvents(_ handle: OpaquePointer) throws(StoreError) {
        let cut = try number(
            "SELECT coalesce(min(number) + (max(number) - min(number)) / \(part), 0) FROM event", handle)
        guard cut > 0 else { return }
        let places = try PreparedStatement(
            "SELECT after, event FROM event_place WHERE room = ?1 ORDER BY after, event", on: handle)
        let delete = try PreparedStatement(
            "DELETE FROM event_place WHERE room = ?1 AND (after, event) <= (?2, ?3)", on: handle)
        for room in try Occupied.rooms(in: "event_place", handle) {
            places.bind(room.value, at: 1)
            var last: (after: Int64, event: Int64)?
            while try places.step(), try places.integer(1) <= cut {
                last = (try places.integer(0), try places.integer(1))
            }
            places.reset()
            guard let last else { continue }
            delete.bind([.integer(room.value), .integer(last.after), .integer(last.event)])
            try delete.run()
        }
        let events = try PreparedStatement("DELETE FROM event WHERE number <= ?1", on: handle)
        events.bind(cut, at: 1)
        try events.run()
    }

    private static func number(_ sql: String, _ handle: OpaquePointer) throws(StoreError) -> Int64 {
        let statement = try PreparedStatement(sql, on: handle)
        defer { statement.reset() }
        return try statement.step() ? try statement.integer(0) : 0
    }
}

/// Rooms that have rows in a table whose key begins with the room, found without reading the rows.
struct Occupied {
    private let next: PreparedStatement

    init(_ table: String, _ handle: OpaquePointer) throws(StoreError) {
        next = try PreparedStatement("SELECT room FROM \(table) WHERE room > ?1 ORDER BY room LIMIT 1", on: handle)
    }

    /// The first one whose number is greater.
    func after(_ room: Int64) throws(StoreError) -> RoomNumber? {
        next.bind(room, at: 1)
        defer { next.reset() }
        guard try next.step() else { return nil }
        let found = try next.integer(0)
        guard found > room else { throw .corrupt("rows are out of order") }
        return RoomNumber(found)
    }

    static func rooms(in table: String, _ handle: OpaquePointer) throws(StoreError) -> [RoomNumber] {
        let occupied = try Occupied(table, handle)
        var rooms: [RoomNumber] = []
        while let room = try occupied.after(rooms.last?.value ?? .min) { rooms.append(room) }
        return rooms
    }
}
