/// The sidebar on the right: who is in the room, by rank, then by name.
extension Model {
    /// Says without colour that a member is away.
    private static let awaySign = "z"
    /// Stands behind who is writing.
    private static let typingSign = "..."

    func drawMembers(on screen: inout Screen, _ layout: Layout) {
        let members = buffers[current].members
        let start = layout.members.lowerBound
        let rows = layout.paneRows
        let isTooMany = members.count > rows.count
        let shown = members.page(from: 0, count: isTooMany ? rows.count - 1 : rows.count)
        let typing = buffers[current].typists.map(\.nick)
        for (row, member) in zip(rows, shown) {
            let away = member.isAway ? Style.Attributes.dim : []
            screen.put(String(member.ranks.prefix(1)), Style(.accent, away), row: row, column: start)
            let ink = member.isAway ? .faint : ink(of: member.nick)
            let used = screen.put(
                drawn(member.nick), Style(ink, away), row: row, column: start + 1, limit: layout.members.count - 6)
            if typing.contains(member.nick) {
                screen.put(Self.typingSign, Style(.faint), row: row, column: start + 2 + used)
            } else if member.isAway {
                screen.put(Self.awaySign, Style(.faint, .dim), row: row, column: start + 2 + used)
            }
        }
        if isTooMany, let last = rows.last {
            screen.put("+\(members.count - shown.count)", Style(.faint), row: last, column: start + 1)
        }
    }

    func ink(of nick: String) -> Style.Ink {
        settings.hasNickColours ? NickColour.ink(of: nick) : .plain
    }
}
