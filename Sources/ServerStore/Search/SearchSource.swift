import ChatProtocol
import ServerCore

/// The database as the filler reads it, through a connection of its own.
final class SearchSource {
    /// A post, as far as it is indexed.
    struct Row {
        var room: RoomNumber
        var sequence: Int64
        var time: Timestamp
        /// The post that is found by it: itself or, where it is an edit, the one that was edited.
        var found: Int64
        /// nil where there is nothing to find.
        var said: (author: String, text: String)?
    }

    /// The store's id.
    let store: Int64
    private let connection: Connection
    private let places: Places
    private let last: PreparedStatement
    private let next: PreparedStatement
    private let rows: PreparedStatement
    private let time: PreparedStatement

    init(directory: String) throws(StoreError) {
        let connection = try Connection.reading(at: DataDirectory.database(in: directory))
        let handle = connection.handle
        self.connection = connection
        places = try Places(handle)
        last = try Pages.last(on: handle)
        next = try PreparedStatement("SELECT room FROM post WHERE room > ?1 ORDER BY room LIMIT 1", on: handle)
        rows = try PreparedStatement(
            """
            SELECT sequence, time, author, kind, text, about FROM post
            WHERE room = ?1 AND sequence > ?2 AND sequence <= ?3 ORDER BY sequence LIMIT ?4
            """, on: handle)
        time = try PreparedStatement("SELECT time FROM post WHERE room = ?1 AND sequence = ?2", on: handle)
        let id = try PreparedStatement("SELECT id FROM store", on: handle)
        defer { id.reset() }
        store = try id.step() ? try id.integer(0) : 0
    }

    /// The next room that has posts, nil after the last one.
    func room(after room: RoomNumber) throws(StoreError) -> RoomNumber? {
        next.bind(room.value, at: 1)
        defer { next.reset() }
        guard try next.step() else { return nil }
        let found = try next.integer(0)
        guard found > room.value else { throw .corrupt("the posts are out of order") }
        return RoomNumber(found)
    }

    /// nil where nothing was said.
    func newest(of room: RoomNumber) throws(StoreError) -> Int64? {
        try Pages.newest(of: room, last)?.sequence
    }

    /// Where a watermark stands in truth. After a loss of power the database may lack posts that are in the index, and
    /// others have their numbers since: they are later than the one that was read as the last.
    func watermark(_ sequence: Int64, _ readAt: Timestamp, in room: RoomNumber) throws(StoreError) -> Int64 {
        time.bind(room.value, at: 1)
        time.bind(sequence, at: 2)
        let isThere = try time.step() ? try time.integer(0) == readAt.milliseconds : false
        time.reset()
        if isThere { return sequence }
        let later = try places.firstPost(of: room) { $0 > readAt }
        return max(0, min(sequence, later.sequence - 1, try newest(of: room) ?? 0))
    }

    /// Hands over posts in their order; one that cannot be read is handed over without what was said.
    ///
    /// - Returns: how many.
    func each(
        of room: RoomNumber, after first: Int64, upTo last: Int64, atMost bound: Int,
        _ body: (Row) throws(StoreError) -> Void
    ) throws(StoreError) -> Int {
        rows.bind(room.value, at: 1)
        rows.bind(first, at: 2)
        rows.bind(last, at: 3)
        rows.bind(Int64(bound), at: 4)
        defer { rows.reset() }
        var count = 0
        while try rows.step() {
            let sequence = try rows.integer(0)
            guard first < sequence, sequence <= last else {
                throw .corrupt("the posts of room \(room.value) are out of order")
            }
            let time = Timestamp(milliseconds: try rows.integer(1))
            let found = try rows.integerIfAny(5) ?? sequence
            try body(Row(room: room, sequence: sequence, time: time, found: found, said: said()))
            count += 1
        }
        return count
    }

    /// Whoever asks for the post is told what is wrong with it: that is nothing to stop for.
    private func said() -> (author: String, text: String)? {
        guard let number = try? rows.integer(3), PostRow.isIndexed(number), let author = try? rows.word(2),
            let text = try? rows.lines(4)
        else { return nil }
        return (String(author.prefix { $0 != "!" && $0 != "@" }), text)
    }
}
