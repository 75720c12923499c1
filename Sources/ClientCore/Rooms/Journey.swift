/// What one person did among comings and goings, whatever they were called meanwhile.
struct Journey: Equatable, Sendable {
    /// What has become of it all.
    enum Outcome: CaseIterable, Sendable {
        case joined
        case left
        /// Joined, and left again.
        case cameBy
        /// Left, and joined again.
        case cameBack
        case renamed
        /// Has the name of before again.
        case renamedBack
    }

    /// All names, the first one first.
    private(set) var names: [String]
    private let wasHere: Bool
    private var isHere: Bool
    private var hasMoved: Bool
    /// Why they left last; nil where they said nothing.
    private(set) var reason: String?

    private init(_ movement: Presence.Movement) {
        switch movement {
        case .joined(let nick):
            names = [nick]
            (wasHere, isHere, hasMoved) = (false, true, true)
        case .left(let nick, let reason):
            names = [nick]
            self.reason = reason
            (wasHere, isHere, hasMoved) = (true, false, true)
        case .renamed(let nick, let to):
            names = [nick, to]
            (wasHere, isHere, hasMoved) = (true, true, false)
        }
    }

    private mutating func goOn(_ movement: Presence.Movement) {
        switch movement {
        case .joined: isHere = true
        case .left(_, let reason):
            isHere = false
            hasMoved = true
            self.reason = reason
        case .renamed(_, let to): names.append(to)
        }
    }

    var outcome: Outcome {
        switch (wasHere, isHere) {
        case (false, true): .joined
        case (true, false): .left
        case (false, false): .cameBy
        case (true, true): hasMoved ? .cameBack : names.first == names.last ? .renamedBack : .renamed
        }
    }

    /// What each person did, in the order in which they first did something.
    static func all(of movements: [Presence.Movement]) -> [Journey] {
        var journeys: [Journey] = []
        // By the name that each has now.
        var places: [String: Int] = [:]
        for movement in movements {
            let nick =
                switch movement {
                case .joined(let nick), .left(let nick, _), .renamed(let nick, _): nick
                }
            let place = places.removeValue(forKey: nick) ?? journeys.count
            if place < journeys.count { journeys[place].goOn(movement) } else { journeys.append(Journey(movement)) }
            places[journeys[place].names.last ?? nick] = place
        }
        return journeys
    }
}
