import ChatProtocol
import ServerCore

/// The records of one commit on their way into the database.
struct Change {
    /// Rooms that were there before.
    private let known: Set<RoomNumber>
    private(set) var made: Set<RoomNumber> = []
    private(set) var ended: Set<RoomNumber> = []
    /// One of the batch's posts is in the same room as the one before, most often.
    private var last: RoomNumber?

    init(known: Set<RoomNumber>) {
        self.known = known
    }

    /// Within a transaction.
    mutating func write(_ record: Record, through writer: Writer) throws(StoreError) {
        switch record {
        case .post(let post):
            if post.room != last {
                guard isThere(post.room) else { throw .unknownRoom(post.room) }
                last = post.room
            }
            try writer.write(post)
        case .event(let event):
            // The last one leaves as the room ends.
            for place in event.places where !isThere(place.room) && !ended.contains(place.room) {
                throw .unknownRoom(place.room)
            }
            try writer.write(event)
        case .room(let room):
            try writer.write(room)
            make(room.number)
        case .roomEnded(let number):
            try writer.end(number)
            made.remove(number)
            ended.insert(number)
            last = nil
        case .conversation(let conversation):
            try writer.write(conversation)
            make(conversation.number)
        case .belonging(let belonging): try writer.write(belonging)
        case .account(let account): try writer.write(account)
        case .accountEnded(let account): try writer.end(account)
        case .erased(_, let name): try writer.erase(name)
        case .marker(let account, let target, let time): try writer.mark(account, target, time)
        case .metadata(let owner, let key, let value): try writer.describe(owner, key, value)
        case .serverBan(let ban): try writer.write(ban)
        case .serverBanLifted(let mask): try writer.liftBan(mask)
        }
    }

    private func isThere(_ room: RoomNumber) -> Bool {
        made.contains(room) || known.contains(room) && !ended.contains(room)
    }

    private mutating func make(_ room: RoomNumber) {
        made.insert(room)
        ended.remove(room)
    }
}
