import ChatProtocol
import ServerCore

/// Reads what a server goes on with. Nothing here reads more rows than there are rooms that had not ended.
enum Restoring {
    /// Within a transaction.
    static func restore(through writer: Writer) throws(StoreError) -> Restored {
        let handle = writer.connection.handle
        let close = try PreparedStatement(
            """
            UPDATE room INDEXED BY room_live SET ended_at = \(Writer.now)
            WHERE ended_at IS NULL AND is_open = 0 AND number <> ?1
            """, on: handle)
        close.bind(RoomNumber.lobby.value, at: 1)
        try close.run()
        return Restored(
            store: try storeID(handle), nextRoom: try nextRoom(handle),
            lastPrivateSequence: try Pages.newest(of: .privately, Pages.last(on: handle))?.sequence ?? 0,
            rooms: try rooms(handle))
    }

    private static func storeID(_ handle: OpaquePointer) throws(StoreError) -> UInt32 {
        let statement = try PreparedStatement("SELECT id FROM store", on: handle)
        defer { statement.reset() }
        guard try statement.step(), let id = UInt32(exactly: try statement.integer(0)) else {
            throw .corrupt("the store has no id")
        }
        return id
    }

    private static func nextRoom(_ handle: OpaquePointer) throws(StoreError) -> RoomNumber {
        let statement = try PreparedStatement("SELECT number FROM room ORDER BY number DESC LIMIT 1", on: handle)
        defer { statement.reset() }
        let last = try statement.step() ? try statement.integer(0) : 0
        guard (0...numbers.upperBound).contains(last) else { throw .corrupt("a room has number \(last)") }
        return RoomNumber(max(last, RoomNumber.lobby.value) + 1)
    }

    private static func rooms(_ handle: OpaquePointer) throws(StoreError) -> [Restored.Room] {
        let statement = try PreparedStatement(
            """
            SELECT number, name, made_at, topic, topic_author, topic_time, is_open
            FROM room INDEXED BY room_live WHERE ended_at IS NULL ORDER BY number
            """, on: handle)
        defer { statement.reset() }
        let last = try Pages.last(on: handle)
        var rooms: [Restored.Room] = []
        while try statement.step() {
            let number = RoomNumber(try statement.integer(0))
            guard numbers.contains(number.value) else { throw .corrupt("a room has number \(number.value)") }
            let madeAt = Timestamp(milliseconds: try statement.integer(2))
            let record = RoomRecord(
                number: number, name: try statement.word(1), madeAt: madeAt, topic: try topic(statement),
                isOpen: try statement.integer(6) != 0)
            let post = try Pages.newest(of: number, last)
            rooms.append(
                Restored.Room(record: record, lastSequence: post?.sequence ?? 0, lastTime: post?.time ?? madeAt))
        }
        return rooms
    }

    private static func topic(_ statement: PreparedStatement) throws(StoreError) -> Topic? {
        guard !statement.isNull(3) else { return nil }
        return Topic(
            text: try statement.text(3), author: try statement.text(4),
            time: Timestamp(milliseconds: try statement.integer(5)))
    }

    /// Numbers that a room with a name can have.
    private static let numbers: ClosedRange<Int64> = 1...(1 << 62)
}
