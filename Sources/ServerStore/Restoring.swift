import ChatProtocol
import ServerCore

/// Reads what a server goes on with. Nothing here reads more rows than there are rooms that had not ended,
/// conversations, accounts and what belongs to them: posts and events are not counted.
enum Restoring {
    /// Within a transaction: ends the rooms that end with their server.
    static func endClosedRooms(through writer: Writer) throws(StoreError) {
        let closed = try writer.statement(
            """
            SELECT number FROM room INDEXED BY room_live
            WHERE ended_at IS NULL AND is_open = 0 AND founder IS NULL AND number <> ?1
            """)
        closed.bind(RoomNumber.lobby.value, at: 1)
        var rooms: [RoomNumber] = []
        do {
            defer { closed.reset() }
            while try closed.step() { rooms.append(RoomNumber(try closed.integer(0))) }
        }
        for room in rooms { try writer.end(room) }
    }

    /// Within a transaction.
    static func restored(_ handle: OpaquePointer) throws(StoreError) -> Restored {
        let newest = try Newest(handle)
        let known = try known(handle)
        let last = try newest.of(.privately)
        return Restored(
            store: known.store, nextRoom: try nextRoom(handle),
            nextAccount: AccountID(known.lastAccount + 1), nextEvent: known.lastEvent + 1,
            lastPrivateSequence: last?.sequence ?? 0,
            lastPrivateTime: last?.time ?? Timestamp(milliseconds: 0),
            rooms: try RestoringRooms.rooms(handle, newest), conversations: try conversations(handle, newest),
            owners: try RestoringAccounts.owners(handle), serverBans: try RestoringAccounts.serverBans(handle))
    }

    /// Numbers that a room with a name, a conversation, an account or an event can have.
    static let numbers = PostRow.sequences

    /// The number in a column, if it can be one of something that is counted.
    static func number(_ row: PreparedStatement, _ column: Int32, of what: String) throws(StoreError) -> Int64 {
        let number = try row.integer(column)
        guard numbers.contains(number) else { throw .corrupt("\(what) has number \(number)") }
        return number
    }

    private static func known(
        _ handle: OpaquePointer
    ) throws(StoreError) -> (store: UInt32, lastAccount: Int64, lastEvent: Int64) {
        let statement = try PreparedStatement(
            """
            SELECT id, max(last_account, coalesce((SELECT max(number) FROM account), 0)),
                max(last_event, coalesce((SELECT max(number) FROM event), 0)) FROM store
            """, on: handle)
        defer { statement.reset() }
        guard try statement.step(), let id = UInt32(exactly: try statement.integer(0)) else {
            throw .corrupt("the store has no id")
        }
        return (id, try statement.count(1), try statement.count(2))
    }

    private static func nextRoom(_ handle: OpaquePointer) throws(StoreError) -> RoomNumber {
        let statement = try PreparedStatement(
            """
            SELECT max(coalesce((SELECT max(number) FROM room), 0), coalesce((SELECT max(number) FROM conversation), 0))
            """, on: handle)
        defer { statement.reset() }
        let last = try statement.step() ? try statement.integer(0) : 0
        guard (0...numbers.upperBound).contains(last) else { throw .corrupt("a room has number \(last)") }
        return RoomNumber(max(last, RoomNumber.lobby.value) + 1)
    }

    private static func conversations(
        _ handle: OpaquePointer, _ newest: Newest
    ) throws(StoreError) -> [Restored.Conversing] {
        let statement = try PreparedStatement(
            """
            SELECT number, account, other, nick FROM conversation INDEXED BY conversation_live
            WHERE ended_at IS NULL ORDER BY number
            """, on: handle)
        defer { statement.reset() }
        var conversations: [Restored.Conversing] = []
        while try statement.step() {
            let number = RoomNumber(try number(statement, 0, of: "a conversation"))
            let other: Conversation.Other =
                statement.isNull(2)
                ? .nick(try statement.word(3)) : .account(AccountID(try self.number(statement, 2, of: "an account")))
            let last = try newest.of(number)
            conversations.append(
                Restored.Conversing(
                    conversation: Conversation(
                        number: number, account: AccountID(try self.number(statement, 1, of: "an account")),
                        other: other),
                    lastSequence: last?.sequence ?? 0, lastTime: last?.time ?? Timestamp(milliseconds: 0)))
        }
        return conversations
    }

    /// What happened last in rooms.
    final class Newest {
        private let post: PreparedStatement
        private let place: PreparedStatement

        init(_ handle: OpaquePointer) throws(StoreError) {
            post = try Pages.last(on: handle)
            place = try Places.last(on: handle)
        }

        /// The number of the last post, 0 without one, and the time of the last post or event; nil without either.
        func of(_ room: RoomNumber) throws(StoreError) -> (sequence: Int64, time: Timestamp)? {
            let post = try Pages.newest(of: room, post)
            guard let event = try Places.newest(of: room, place) else { return post }
            // A post that an event is behind may be gone; its number was given all the same.
            return (max(post?.sequence ?? 0, event.spot.sequence), max(post?.time ?? event.time, event.time))
        }
    }
}
