import ServerCore

/// What a failed commit may have left behind. Its last write can have reached the disk although the system said that it
/// did not, and SQLite would find it there when it next opens: then posts are stored that were refused, and whose
/// numbers are given away anew.
struct Doubt {
    /// The least number that was refused, by room.
    private var posts: [RoomNumber: Int64] = [:]
    private var rooms: Set<RoomNumber> = []

    /// - Parameter known: rooms that were stored before.
    mutating func add(_ records: [Record], known: Set<RoomNumber>) {
        for record in records {
            switch record {
            case .post(let post): posts[post.room] = min(posts[post.room] ?? .max, post.sequence)
            case .room(let room): if !known.contains(room.number) { rooms.insert(room.number) }
            case .roomEnded: break
            }
        }
    }

    /// Bytes that a probe writes: many pages, so that it fails where only the odd one is left.
    private static let probe: Int64 = 64 << 10

    /// Takes all of that back, in one transaction with a write that proves that there is space and a disk behind it.
    func settle(through writer: Writer) throws(StoreError) {
        let handle = writer.connection.handle
        let fill = try PreparedStatement("INSERT INTO probe (bytes) VALUES (zeroblob(?1))", on: handle)
        let empty = try PreparedStatement("DELETE FROM probe", on: handle)
        let takePosts = try PreparedStatement("DELETE FROM post WHERE room = ?1 AND sequence >= ?2", on: handle)
        let takeRoom = try PreparedStatement("DELETE FROM room WHERE number = ?1", on: handle)
        try writer.transaction { () throws(StoreError) in
            fill.bind(Self.probe, at: 1)
            try fill.run()
            try empty.run()
            for (room, sequence) in posts {
                takePosts.bind(room.value, at: 1)
                takePosts.bind(sequence, at: 2)
                try takePosts.run()
            }
            for room in rooms {
                takeRoom.bind(room.value, at: 1)
                try takeRoom.run()
            }
        }
    }
}
