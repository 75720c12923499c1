/// The `msgid` of a post or of an event: which database, which room of it, which number in that room. Opaque to everybody
/// else; here it finds its row at once. Numbers of a room are never used twice for anything that was seen, so an id is not
/// either.
package struct MessageID: Hashable, Sendable {
    /// Random, made with the database: ids of another one mean nothing here.
    package var store: UInt32
    package var room: Int64
    package var sequence: Int64
    /// Which of the events (joins, modes, topics) behind the post `sequence`; nil for the post itself.
    package var event: Int64?

    package init(store: UInt32, room: Int64, sequence: Int64, event: Int64? = nil) {
        self.store = store
        self.room = room
        self.sequence = sequence
        self.event = event
    }

    /// Reads what `description` writes; anything else is nil, so that no two texts name one post or event.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3 || parts.count == 4, let store = UInt32(parts[0], radix: 36),
            let room = Int64(parts[1], radix: 36), let sequence = Int64(parts[2], radix: 36), room >= 0, sequence >= 0
        else { return nil }
        var event: Int64?
        if parts.count == 4 {
            guard let number = Int64(parts[3], radix: 36), number >= 0 else { return nil }
            event = number
        }
        self.init(store: store, room: room, sequence: sequence, event: event)
        // A number may also be read with a plus, with zeros in front, in capitals.
        guard description == text else { return nil }
    }
}

extension MessageID: CustomStringConvertible {
    /// `store-room-sequence`, and `-event` where there is one, in base 36.
    package var description: String {
        let post = String(store, radix: 36) + "-" + String(room, radix: 36) + "-" + String(sequence, radix: 36)
        return event.map { post + "-" + String($0, radix: 36) } ?? post
    }
}
