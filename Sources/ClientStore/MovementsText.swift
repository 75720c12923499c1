import ClientCore

/// Comings and goings as text: one a line, `+` who joined, `-` who left and why, `>` who is now called what, with a tab
/// between two parts. Nicks and reasons hold neither, since they are safe to draw.
enum MovementsText {
    static func text(of movements: [Presence.Movement]) -> String {
        movements.map { movement in
            switch movement {
            case .joined(let nick): "+" + nick
            case .left(let nick, nil): "-" + nick
            case .left(let nick, let reason?): "-\(nick)\t\(reason)"
            case .renamed(let nick, let to): ">\(nick)\t\(to)"
            }
        }.joined(separator: "\n")
    }

    /// nil where there is none that can be read.
    static func presence(_ text: String) -> Presence? {
        var presence: Presence?
        for row in text.split(separator: "\n").prefix(Presence.most) {
            guard let movement = movement(row) else { continue }
            if presence == nil { presence = Presence(movement) } else { presence?.add(movement) }
        }
        return presence
    }

    private static func movement(_ row: Substring) -> Presence.Movement? {
        let parts = row.dropFirst().split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
        let nick = Sanitiser.clean(String(parts.first ?? ""))
        let other = parts.count > 1 ? Sanitiser.clean(String(parts[1])) : nil
        switch (row.first, other) {
        case ("+", _): return .joined(nick)
        case ("-", let reason): return .left(nick, reason: reason)
        case (">", let to?): return .renamed(nick, to: to)
        default: return nil
        }
    }
}
