import ChatProtocol
import ClientCore

/// Comings and goings as text: one a line, `+` who joined, `-` who left and why, `>` who is now called what, with a tab
/// between two parts; `=` and milliseconds say when the last was. Nicks and reasons hold neither, since they are safe to
/// draw.
enum MovementsText {
    static func text(of presence: Presence) -> String {
        let end = presence.until.map { ["=\($0.milliseconds)"] } ?? []
        return (presence.movements.map(text) + end).joined(separator: "\n")
    }

    private static func text(of movement: Presence.Movement) -> String {
        switch movement {
        case .joined(let nick): "+" + nick
        case .left(let nick, nil): "-" + nick
        case .left(let nick, let reason?): "-\(nick)\t\(reason)"
        case .renamed(let nick, let to): ">\(nick)\t\(to)"
        }
    }

    /// nil where there is none that can be read.
    static func presence(_ text: String) -> Presence? {
        var presence: Presence?
        let rows = text.split(separator: "\n").prefix(Presence.most + 1)
        let end = rows.last.flatMap { $0.first == "=" ? Int64($0.dropFirst()) : nil }
        for movement in rows.compactMap(movement).prefix(Presence.most) {
            if presence == nil {
                presence = Presence(movement)
            } else {
                presence?.add(movement, at: end.map { Timestamp(milliseconds: $0) })
            }
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
