/// Comings and goings one after the other, told in one line: `ccc joined, ddd and 3 others left`.
package struct Presence: Equatable, Sendable {
    /// One coming, going or change of name; nicks and reasons are safe to draw.
    package enum Movement: Equatable, Sendable {
        case joined(String)
        case left(String, reason: String?)
        case renamed(String, to: String)

        var nick: String {
            switch self {
            case .joined(let nick), .left(let nick, _), .renamed(let nick, _): nick
            }
        }
    }

    /// Movements that one line tells; the next begins another. Its text names three of them anyway.
    package static let most = 1_000

    /// Oldest first; at least one.
    package private(set) var movements: [Movement]

    /// A line that begins with this movement.
    package init(_ first: Movement) {
        movements = [first]
    }

    var isFull: Bool { movements.count >= Self.most }

    /// Adds one behind the others.
    package mutating func add(_ movement: Movement) {
        movements.append(movement)
    }

    /// The line's text: who joined, who left, who is now called what.
    func text(in language: Language) -> String {
        if movements.count == 1, case .left(let nick, let reason?) = movements[0], !reason.isEmpty {
            return Phrase.leftBecause([nick], reason).text(in: language)
        }
        var joined: [String] = []
        var left: [String] = []
        var renamed: [(String, String)] = []
        for movement in movements {
            switch movement {
            case .joined(let nick): joined.append(nick)
            case .left(let nick, _): left.append(nick)
            case .renamed(let nick, let to): renamed.append((nick, to))
            }
        }
        var parts: [String] = []
        if !joined.isEmpty { parts.append(Phrase.joined(joined).text(in: language)) }
        if !left.isEmpty { parts.append(Phrase.left(left).text(in: language)) }
        if let first = renamed.first { parts.append(Phrase.renamed(first.0, first.1).text(in: language)) }
        if renamed.count > 1 { parts.append(Phrase.othersRenamed(renamed.count - 1).text(in: language)) }
        return parts.joined(separator: language == .chinese ? "，" : ", ")
    }
}
