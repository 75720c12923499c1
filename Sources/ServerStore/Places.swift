import ChatProtocol
import ServerCore

/// Finds where a time stands in a room, by halving: time never decreases.
final class Places {
    private let lastPost: PreparedStatement
    private let nextPost: PreparedStatement
    private let lastPlace: PreparedStatement
    private let nextPlace: PreparedStatement
    private let nextEvent: PreparedStatement

    init(_ handle: OpaquePointer) throws(StoreError) {
        lastPost = try Pages.last(on: handle)
        nextPost = try PreparedStatement(
            "SELECT sequence, time FROM post WHERE room = ?1 AND sequence >= ?2 ORDER BY sequence LIMIT 1", on: handle)
        lastPlace = try Self.last(on: handle)
        nextPlace = try PreparedStatement(
            """
            SELECT after, event, time FROM event_place WHERE room = ?1 AND after >= ?2
            ORDER BY after, event LIMIT 1
            """, on: handle)
        nextEvent = try PreparedStatement(
            """
            SELECT after, event, time FROM event_place WHERE room = ?1 AND after = ?2 AND event >= ?3
            ORDER BY event LIMIT 1
            """, on: handle)
    }

    /// The first post that is late enough.
    func firstPost(of room: RoomNumber, _ isLateEnough: (Timestamp) -> Bool) throws(StoreError) -> Spot {
        guard let newest = try Pages.newest(of: room, lastPost), isLateEnough(newest.time) else { return .end }
        let sequence = try Self.halve(from: 0, to: newest.sequence) { middle throws(StoreError) in
            nextPost.bind([.integer(room.value), .integer(middle)])
            defer { nextPost.reset() }
            guard try nextPost.step() else { throw .corrupt("the posts of room \(room.value) are out of order") }
            let time = Timestamp(milliseconds: try nextPost.integer(1))
            return (try nextPost.integer(0), isLateEnough(time))
        }
        // Where posts are missing in front of it, what happened between them may be too early.
        nextPost.bind([.integer(room.value), .integer(sequence)])
        defer { nextPost.reset() }
        return try nextPost.step() ? Spot(sequence: nextPost.count(0), event: 0) : .end
    }

    /// The first event that is late enough.
    func firstEvent(of room: RoomNumber, _ isLateEnough: (Timestamp) -> Bool) throws(StoreError) -> Spot {
        guard let newest = try Self.newest(of: room, lastPlace), isLateEnough(newest.time) else { return .end }
        // The first post with an event behind it, the first of which is late enough; or the one behind all of them.
        let after = try Self.halve(from: 0, to: newest.spot.sequence + 1) { middle throws(StoreError) in
            nextPlace.bind([.integer(room.value), .integer(middle)])
            guard let place = try Self.place(nextPlace, of: room) else {
                throw .corrupt("the events of room \(room.value) are out of order")
            }
            return (place.spot.sequence, isLateEnough(place.time))
        }
        // Behind the post before that one there may be late events as well, after others that are not.
        lastPlace.bind([.integer(room.value), .integer(after)])
        if let before = try Self.place(lastPlace, of: room), isLateEnough(before.time) {
            let sequence = before.spot.sequence
            let event = try Self.halve(from: 0, to: before.spot.event) { middle throws(StoreError) in
                nextEvent.bind([.integer(room.value), .integer(sequence), .integer(middle)])
                guard let place = try Self.place(nextEvent, of: room) else {
                    throw .corrupt("the events of room \(room.value) are out of order")
                }
                return (place.spot.event, isLateEnough(place.time))
            }
            return Spot(sequence: sequence, event: event)
        }
        nextPlace.bind([.integer(room.value), .integer(after)])
        return try Self.place(nextPlace, of: room)?.spot ?? .end
    }

    /// The last event of a room; nil where there is none.
    static func newest(
        of room: RoomNumber, _ last: PreparedStatement
    ) throws(StoreError) -> (spot: Spot, time: Timestamp)? {
        last.bind([.integer(room.value), .integer(.max)])
        return try place(last, of: room)
    }

    /// What `newest` runs.
    static func last(on handle: OpaquePointer) throws(StoreError) -> PreparedStatement {
        try PreparedStatement(
            """
            SELECT after, event, time FROM event_place WHERE room = ?1 AND after < ?2
            ORDER BY after DESC, event DESC LIMIT 1
            """, on: handle)
    }

    private static func place(
        _ statement: PreparedStatement, of room: RoomNumber
    ) throws(StoreError) -> (spot: Spot, time: Timestamp)? {
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        let spot = Spot(sequence: try statement.count(0), event: try statement.count(1))
        return (spot, Timestamp(milliseconds: try statement.integer(2)))
    }

    /// The least key from `start` on that is late enough, where everything from `end` on is.
    ///
    /// - Parameter first: the first key that is not less than this one, and whether it is late enough.
    private static func halve(
        from start: Int64, to end: Int64, _ first: (Int64) throws(StoreError) -> (key: Int64, isLateEnough: Bool)
    ) throws(StoreError) -> Int64 {
        // Every key in front of `low` is too early, every one from `high` on is late enough.
        var low = start
        var high = end
        while low < high {
            let middle = low + (high - low) / 2
            let found = try first(middle)
            guard (middle...end).contains(found.key) else { throw .corrupt("keys are out of order") }
            if found.isLateEnough {
                high = middle
            } else {
                low = found.key + 1
            }
        }
        return low
    }
}
