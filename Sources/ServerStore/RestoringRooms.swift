import ChatProtocol
import ServerCore

/// Reads the rooms that go on, with what is theirs.
enum RestoringRooms {
    static func rooms(_ handle: OpaquePointer, _ newest: Restoring.Newest) throws(StoreError) -> [Restored.Room] {
        let statement = try PreparedStatement(
            """
            SELECT number, name, made_at, topic, topic_author, topic_time, is_open, founder, flags, entry_key,
                member_limit, forward, pause
            FROM room INDEXED BY room_live
            WHERE ended_at IS NULL AND (is_open <> 0 OR founder IS NOT NULL OR number = ?1) ORDER BY number
            """, on: handle)
        statement.bind(RoomNumber.lobby.value, at: 1)
        defer { statement.reset() }
        let lists = try PreparedStatement(
            "SELECT list, mask, author, time FROM room_mask WHERE room = ?1 ORDER BY list, position", on: handle)
        let belongings = try PreparedStatement(
            """
            SELECT account, since, since_time, ranks, is_present FROM belonging WHERE room = ?1 ORDER BY account
            """, on: handle)
        let metadata = try MetadataReader(handle)
        var rooms: [Restored.Room] = []
        while try statement.step() {
            let number = RoomNumber(try Restoring.number(statement, 0, of: "a room"))
            var record = try record(statement, number)
            record.lists = try masks(lists, of: number)
            let last = try newest.of(number)
            rooms.append(
                Restored.Room(
                    record: record, lastSequence: last?.sequence ?? 0, lastTime: last?.time ?? record.madeAt,
                    belongings: try self.belongings(belongings, of: number), metadata: try metadata.of(.room(number))))
        }
        return rooms
    }

    private static func record(_ row: PreparedStatement, _ number: RoomNumber) throws(StoreError) -> RoomRecord {
        var modes = RoomModes()
        modes.flags = RoomModes.flags(of: try row.text(8))
        modes.key = try row.textIfAny(9)
        modes.limit = try row.isNull(10) ? nil : Int(clamping: row.count(10))
        modes.forward = try row.textIfAny(11)
        modes.pause = try row.isNull(12) ? nil : Int(clamping: row.count(12))
        return RoomRecord(
            number: number, name: try row.word(1), madeAt: Timestamp(milliseconds: try row.integer(2)),
            topic: try topic(row), isOpen: try row.integer(6) != 0,
            founder: row.isNull(7) ? nil : AccountID(try Restoring.number(row, 7, of: "an account")), modes: modes)
    }

    private static func topic(_ row: PreparedStatement) throws(StoreError) -> Topic? {
        guard !row.isNull(3) else { return nil }
        return Topic(
            text: try row.text(3), author: try row.text(4), time: Timestamp(milliseconds: try row.integer(5)))
    }

    private static func masks(
        _ statement: PreparedStatement, of room: RoomNumber
    ) throws(StoreError) -> [RoomList: [ListEntry]] {
        statement.bind(room.value, at: 1)
        defer { statement.reset() }
        var lists: [RoomList: [ListEntry]] = [:]
        while try statement.step() {
            let letter = try statement.text(0)
            guard letter.count == 1, let list = letter.first.flatMap(RoomList.init(rawValue:)) else {
                throw .corrupt("room \(room.value) has a list of no known kind")
            }
            let entry = ListEntry(
                mask: try statement.text(1), author: try statement.text(2),
                time: Timestamp(milliseconds: try statement.integer(3)))
            lists[list, default: []].append(entry)
        }
        return lists
    }

    private static func belongings(
        _ statement: PreparedStatement, of room: RoomNumber
    ) throws(StoreError) -> [Belonging] {
        statement.bind(room.value, at: 1)
        defer { statement.reset() }
        var belongings: [Belonging] = []
        while try statement.step() {
            belongings.append(
                Belonging(
                    room: room, account: AccountID(try Restoring.number(statement, 0, of: "an account")),
                    since: try statement.count(1), sinceTime: Timestamp(milliseconds: try statement.integer(2)),
                    ranks: Ranks(letters: try statement.text(3)), isPresent: try statement.integer(4) != 0))
        }
        return belongings
    }
}

/// Reads the metadata of one owner after the other.
final class MetadataReader {
    private let statement: PreparedStatement

    init(_ handle: OpaquePointer) throws(StoreError) {
        statement = try PreparedStatement(
            "SELECT key, value FROM metadata WHERE kind = ?1 AND owner = ?2", on: handle)
    }

    func of(_ owner: MetadataOwner) throws(StoreError) -> [String: String] {
        statement.bind([.integer(owner.kind), .integer(owner.number)])
        defer { statement.reset() }
        var metadata: [String: String] = [:]
        while try statement.step() { metadata[try statement.word(0)] = try statement.lines(1) }
        return metadata
    }
}
