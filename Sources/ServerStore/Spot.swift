import ServerCore

/// A place in a room's history: at a post, or at an event behind it. The spot of post 5 comes before that of event 9
/// behind post 5, and that one before the spot of post 6.
struct Spot: Comparable {
    let sequence: Int64
    /// 0 is the post itself.
    let event: Int64

    static let start = Spot(sequence: 0, event: 0)
    /// Behind everything.
    static let end = Spot(sequence: .max, event: .max)

    static func < (left: Spot, right: Spot) -> Bool {
        left.sequence == right.sequence ? left.event < right.event : left.sequence < right.sequence
    }

    /// The spot of what an anchor names; nil for a time.
    init?(_ anchor: PageRequest.Anchor) {
        switch anchor {
        case .sequence(let sequence): self.init(sequence: sequence, event: 0)
        case .event(let event, let sequence): self.init(sequence: sequence, event: event)
        case .time: return nil
        }
    }

    init(sequence: Int64, event: Int64) {
        self.sequence = sequence
        self.event = event
    }

    /// The next one that there can be.
    var next: Spot { Spot(sequence: sequence, event: event < .max ? event + 1 : .max) }

    /// The least number of a post that is not before this spot.
    var post: Int64 { event <= 0 || sequence == .max ? sequence : sequence + 1 }
}
