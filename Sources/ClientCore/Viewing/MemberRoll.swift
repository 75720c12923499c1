/// The members of a room as the sidebar lists them: under the name of their rank where there is room for such rows.
struct MemberRoll {
    /// From this height on, ranks are named in rows of their own.
    static let rowsForTitles = 10

    /// What one row shows.
    enum Row: Equatable, Sendable {
        /// The sign of a rank, nil for none, and how many have it.
        case title(Character?, Int)
        case member(MemberList.Member)
        /// So many members stand above what is shown, this row's place included.
        case above(Int)
        /// The same below.
        case below(Int)
    }

    private let members: MemberList
    private let groups: [MemberList.Group]
    /// Where all have the same rank it needs no name.
    private let hasTitles: Bool

    /// - Parameter room: the rows that there are.
    init(_ members: MemberList, room: Int) {
        self.members = members
        groups = members.groups
        hasTitles = groups.count > 1 && room >= Self.rowsForTitles
    }

    private var titles: Int { hasTitles ? 1 : 0 }
    private var count: Int { members.count + titles * groups.count }

    /// The first row that is shown where the last one is; 0 where there is room for all.
    func lastTop(room: Int) -> Int { max(0, count - room) }

    /// What is shown from one row on: of what has no room, how many they are.
    func rows(from top: Int, room: Int) -> [Row] {
        let top = min(max(0, top), lastTop(room: room))
        let end = min(count, top + max(0, room))
        var rows = rows(in: top..<end)
        guard rows.count > 2 else { return rows }
        if top > 0 { rows[0] = .above(membersBefore(top + 1)) }
        if end < count { rows[rows.count - 1] = .below(members.count - membersBefore(end - 1)) }
        return rows
    }

    private func rows(in range: Range<Int>) -> [Row] {
        var rows: [Row] = []
        var start = 0
        for group in groups {
            let end = start + titles + group.places.count
            if hasTitles, range.contains(start) { rows.append(.title(group.sign, group.places.count)) }
            let shown = range.clamped(to: start + titles..<end)
            if !shown.isEmpty {
                let first = group.places.lowerBound + shown.lowerBound - start - titles
                rows += members.page(from: first, count: shown.count).map { .member($0) }
            }
            start = end
        }
        return rows
    }

    private func membersBefore(_ row: Int) -> Int {
        var start = 0
        var sum = 0
        for group in groups {
            sum += min(max(0, row - start - titles), group.places.count)
            start += titles + group.places.count
        }
        return sum
    }
}
