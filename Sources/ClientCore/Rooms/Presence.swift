package import ChatProtocol

/// Comings and goings one after the other, told in one line: `ccc joined, ddd and 3 others left`.
package struct Presence: Equatable, Sendable {
    /// One coming, going or change of name; nicks and reasons are safe to draw.
    package enum Movement: Equatable, Sendable {
        case joined(String)
        case left(String, reason: String?)
        case renamed(String, to: String)
    }

    /// Movements that one line tells; the next begins another. Its text names few of them anyway.
    package static let most = 1_000
    /// How long they last before a line says from when until when they were.
    static let longSpan: Int64 = 5 * 60_000

    /// Oldest first; at least one.
    package private(set) var movements: [Movement]
    /// When the last of them was, where it is not the only one; nil where it is, or where nobody knows.
    package private(set) var until: Timestamp?

    /// A line that begins with this movement.
    package init(_ first: Movement) {
        movements = [first]
    }

    var isFull: Bool { movements.count >= Self.most }

    /// Adds one behind the others.
    package mutating func add(_ movement: Movement, at time: Timestamp? = nil) {
        movements.append(movement)
        if let time { until = max(time, until ?? time) }
    }

    /// When it ended, where it took so long that a line tells of it.
    func end(since start: Timestamp) -> Timestamp? {
        until.flatMap { end in
            // A file may claim any time.
            let (span, isFar) = end.milliseconds.subtractingReportingOverflow(start.milliseconds)
            return !isFar && span >= Self.longSpan ? end : nil
        }
    }
}
