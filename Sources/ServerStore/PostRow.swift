import ChatProtocol
import ServerCore

/// How a post stands in its row.
enum PostRow {
    static let columns = "sequence, time, author, kind, target, text"

    /// Reads a row of `columns`.
    static func read(_ row: PreparedStatement, room: RoomNumber) throws(StoreError) -> Post {
        let sequence = try row.integer(0)
        guard sequences.contains(sequence) else {
            throw .corrupt("a post of room \(room.value) has number \(sequence)")
        }
        guard let kind = SpeechKind(number: try row.integer(3)) else {
            throw .corrupt("post \(sequence) of room \(room.value) is of no known kind")
        }
        return Post(
            room: room, sequence: sequence, time: Timestamp(milliseconds: try row.integer(1)),
            author: Source(try row.word(2)), kind: kind, target: try row.word(4), text: try row.text(5))
    }

    /// Numbers that a post can have: those outside cannot have been reached by counting.
    static let sequences: ClosedRange<Int64> = 1...(1 << 62)
}

extension SpeechKind {
    /// As it stands in the database: never changes.
    var number: Int64 {
        switch self {
        case .message: 0
        case .notice: 1
        case .tags: 2
        }
    }

    init?(number: Int64) {
        switch number {
        case 0: self = .message
        case 1: self = .notice
        case 2: self = .tags
        default: return nil
        }
    }
}
