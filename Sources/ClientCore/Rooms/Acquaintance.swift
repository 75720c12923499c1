/// What is known of somebody at a network, from what its server told. Every text is safe to draw; one that the server has
/// not told is empty.
struct Acquaintance: Equatable, Sendable {
    /// Whom the server takes them for.
    enum Login: Equatable, Sendable {
        /// It does not say.
        case unknown
        case loggedOut
        case account(String)
    }

    var user = ""
    var host = ""
    var realname = ""
    var login = Login.unknown
    var isAway = false
    /// Why they are away.
    var awayText = ""
    var isBot = false
    /// Runs the server.
    var isOperator = false
    /// What they tell of themselves.
    var profile = Profile()
}

/// Whom the person can meet at a network: those in its rooms, and those whom the person talks to or waits for. By folded
/// nicks.
struct People: Equatable, Sendable {
    /// More are not known: as many as two of the largest rooms have members.
    static let most = 2 * MemberList.most

    private var known: [String: Acquaintance] = [:]

    var count: Int { known.count }

    subscript(_ folded: String) -> Acquaintance? { known[folded] }

    /// Somebody is there, of whom nothing may be known yet.
    mutating func meet(_ folded: String) {
        if known[folded] == nil, known.count < Self.most { known[folded] = Acquaintance() }
    }

    /// Notes something about somebody who has been met; of strangers nothing is noted.
    mutating func note(_ folded: String, _ change: (inout Acquaintance) -> Void) {
        guard let index = known.index(forKey: folded) else { return }
        change(&known.values[index])
    }

    mutating func rename(_ folded: String, to new: String) {
        guard folded != new, let person = known.removeValue(forKey: folded) else { return }
        known[new] = person
    }

    mutating func forget(_ folded: String) {
        known[folded] = nil
    }
}
