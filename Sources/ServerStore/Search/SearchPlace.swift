import ServerCore

/// Where a post stands in the index: its row's number. The posts of a room are neighbours, in the order they were said,
/// so that those of one room are a range of rows that is read from its end.
enum SearchPlace {
    /// A row's number has 63 bits: 31 for the room and 32 for the sequence. Beyond them nothing is indexed.
    static let rooms: ClosedRange<Int64> = 1...(1 << 31) - 1
    static let sequences: ClosedRange<Int64> = 1...(1 << 32) - 1

    /// nil where the post has no place. The private conversations have none: nobody may search them.
    static func row(_ room: RoomNumber, _ sequence: Int64) -> Int64? {
        guard rooms.contains(room.value), sequences.contains(sequence) else { return nil }
        return room.value << 32 | sequence
    }

    static func post(at row: Int64) -> (room: RoomNumber, sequence: Int64) {
        (RoomNumber(row >> 32), row & sequences.upperBound)
    }

    /// Rows of the numbers from `start` on, `end` left out; nil where there are none.
    static func rows(of room: RoomNumber, from start: Int64, to end: Int64) -> ClosedRange<Int64>? {
        let first = max(start, sequences.lowerBound)
        let last = end > sequences.upperBound ? sequences.upperBound : end - 1
        guard first <= last, let low = row(room, first), let high = row(room, last) else { return nil }
        return low...high
    }
}
