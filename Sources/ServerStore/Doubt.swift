import ServerCore

/// Rows of one table as they were before a commit changed them: those where the columns have these values.
struct Image {
    let table: String
    /// The index that finds them, where SQLite would rather read the whole room.
    let index: String?
    let columns: [String]
    let values: [Value]
    var rows: [[Value]] = []

    init(table: String, index: String?, columns: [String], values: [Value]) {
        self.table = table
        self.index = index
        self.columns = columns
        self.values = values
    }

    var question: String { "SELECT * FROM \(found) WHERE \(condition)" }

    /// Within a transaction: makes the rows what they were.
    func restore(through writer: Writer) throws(StoreError) {
        try writer.run("DELETE FROM \(found) WHERE \(condition)", values)
        for row in rows {
            let marks = (1...max(row.count, 1)).map { "?\($0)" }.joined(separator: ", ")
            try writer.run("INSERT INTO \(table) VALUES (\(marks))", row)
        }
    }

    private var found: String { index.map { "\(table) INDEXED BY \($0)" } ?? table }

    private var condition: String {
        columns.enumerated().map { "\($1) = ?\($0 + 1)" }.joined(separator: " AND ")
    }
}

/// What a failed commit may have left behind. Its last write can have reached the disk although the system said that it
/// did not, and SQLite would find it there when it next opens: then posts are stored that were refused, and whose
/// numbers are given away anew, texts are gone that nobody took back, and accounts are there that nobody made.
struct Doubt {
    /// The least number that was refused, by room.
    private var posts: [RoomNumber: Int64] = [:]
    /// Those that were not there before.
    private var rooms: Set<RoomNumber> = []
    private var events: Int64?
    /// The first place that was refused, by room.
    private var places: [RoomNumber: Event.Place] = [:]
    /// In the order they were taken.
    private var images: [Image] = []

    /// - Parameters:
    ///   - known: rooms that were stored before.
    ///   - images: what the commit has changed, as it was before.
    mutating func add(_ records: [Record], known: Set<RoomNumber>, _ images: [Image]) {
        self.images += images
        for record in records {
            switch record {
            case .post(let post): posts[post.room] = min(posts[post.room] ?? .max, post.sequence)
            case .event(let event):
                events = min(events ?? .max, event.number)
                for place in event.places where places[place.room].map({ place.after < $0.after }) ?? true {
                    places[place.room] = place
                }
            case .room(let room): if !known.contains(room.number) { rooms.insert(room.number) }
            default: break
            }
        }
    }

    /// Bytes that a probe writes: many pages, so that it fails where only the odd one is left.
    private static let probe: Int64 = 64 << 10

    /// Takes all of that back, in one transaction with a write that proves that there is space and a disk behind it.
    func settle(through writer: Writer) throws(StoreError) {
        try writer.transaction { () throws(StoreError) in
            try writer.run("INSERT INTO probe (bytes) VALUES (zeroblob(?1))", [.integer(Self.probe)])
            try writer.run("DELETE FROM probe")
            for room in rooms { try writer.run("DELETE FROM room WHERE number = ?1", [.integer(room.value)]) }
            for image in images.reversed() { try image.restore(through: writer) }
            for (room, sequence) in posts {
                try writer.run(
                    "DELETE FROM post WHERE room = ?1 AND sequence >= ?2",
                    [.integer(room.value), .integer(sequence)])
            }
            guard let events else { return }
            try writer.run("DELETE FROM event WHERE number >= ?1", [.integer(events)])
            for (room, place) in places {
                // What stands behind the same post may be of an earlier event, which stays.
                try writer.run(
                    "DELETE FROM event_place WHERE room = ?1 AND after >= ?2 AND event >= ?3",
                    [.integer(room.value), .integer(place.after), .integer(events)])
            }
        }
    }
}
