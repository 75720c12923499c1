import ServerCore

/// Keeps a store in memory within its bound.
enum Trimming {
    /// A part of each room's posts that goes at once: small, so that nobody waits for it.
    private static let part: Int64 = 16

    /// Records after which it is worth looking: they fill 16 MiB at most.
    static let interval = 4_096

    /// Within a transaction. Ended rooms go first, since nobody gets at their posts.
    static func trim(through connection: Connection, pages: Int64 = Store.memoryPages) throws(StoreError) {
        let handle = connection.handle
        let used = "SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count"
        guard try number(used, handle) > pages else { return }
        let ended = "SELECT number FROM room WHERE ended_at IS NOT NULL"
        try PreparedStatement("DELETE FROM post WHERE room IN (\(ended))", on: handle).run()
        try PreparedStatement("DELETE FROM room WHERE ended_at IS NOT NULL", on: handle).run()
        let oldest = try PreparedStatement(
            """
            DELETE FROM post WHERE room = ?1 AND sequence <=
                (SELECT min(sequence) + (max(sequence) - min(sequence)) / \(part) FROM post WHERE room = ?1)
            """, on: handle)
        for room in try rooms(handle) {
            oldest.bind(room, at: 1)
            try oldest.run()
        }
    }

    private static func rooms(_ handle: OpaquePointer) throws(StoreError) -> [Int64] {
        let statement = try PreparedStatement("SELECT number FROM room", on: handle)
        var rooms = [RoomNumber.privately.value]
        while try statement.step() { rooms.append(try statement.integer(0)) }
        return rooms
    }

    private static func number(_ sql: String, _ handle: OpaquePointer) throws(StoreError) -> Int64 {
        let statement = try PreparedStatement(sql, on: handle)
        defer { statement.reset() }
        return try statement.step() ? try statement.integer(0) : 0
    }
}
