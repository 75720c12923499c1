/// Where everything stands on a screen of a size: columns and rows from 0.
struct Layout: Equatable, Sendable {
    /// The smallest screen that shows anything.
    static let fewestColumns = 20
    static let fewestRows = 6
    /// Below these the sidebars fold away, rooms first.
    static let columnsForRooms = 70
    static let columnsForMembers = 50
    static let roomsColumns = 17
    /// Columns of the members, by those of the screen: so much for each nick that is longer elsewhere.
    static func membersColumns(of columns: Int) -> Int {
        switch columns {
        case 150...: 26
        case 100...: 20
        default: 16
        }
    }
    /// Rows that the input line grows to at most.
    static let mostInputRows = 5
    /// Rows of the newest lines that stay in sight while somebody reads back, and the height from which on there are any.
    static let mostTailRows = 5
    static let rowsForTail = 10
    /// From this height on the status row stands even where there is nothing to say.
    static let rowsForStatus = 8

    /// How a line of the transcript begins.
    enum Margin: Equatable, Sendable {
        /// Time and nick in columns of their own, the text in a third.
        case columns(time: Int, nick: Int)
        /// The nick before the text, further rows two columns in.
        case inline
    }

    let columns: Int
    let rows: Int
    /// Empty where the sidebar is folded away.
    let rooms: Range<Int>
    let members: Range<Int>
    let pane: Range<Int>
    let paneRows: Range<Int>
    let statusRow: Int?
    let inputRows: Range<Int>
    let margin: Margin

    init(
        columns: Int, rows: Int, hasRooms: Bool, hasMembers: Bool, showsTimes: Bool, inputRows wanted: Int,
        hasStatus: Bool
    ) {
        self.columns = columns
        self.rows = rows
        rooms = hasRooms && columns >= Self.columnsForRooms ? 0..<Self.roomsColumns : 0..<0
        let end = hasMembers && columns >= Self.columnsForMembers ? columns - Self.membersColumns(of: columns) : columns
        members = end..<columns
        let start = rooms.upperBound
        pane = start..<max(start, end - (members.isEmpty ? 0 : 1))
        let input = max(1, min(wanted, Self.mostInputRows, rows / 3))
        inputRows = max(0, rows - input)..<max(1, rows)
        let status = hasStatus || rows >= Self.rowsForStatus
        statusRow = status ? rows - input - 1 : nil
        paneRows = 1..<max(1, rows - input - (status ? 1 : 0))
        switch pane.count {
        case 56...: margin = .columns(time: showsTimes ? 7 : 0, nick: 10)
        case 36...: margin = .columns(time: showsTimes ? 6 : 0, nick: 9)
        default: margin = .inline
        }
    }

    /// Rows for the newest lines while somebody reads back; 0 where what they read needs all of them.
    var tailRows: Int {
        paneRows.count < Self.rowsForTail ? 0 : min(Self.mostTailRows, paneRows.count / 4)
    }

    /// The column where a line's text begins, further rows of it too.
    var textColumn: Int {
        switch margin {
        case .columns(let time, let nick): pane.lowerBound + 1 + time + nick
        case .inline: pane.lowerBound + 2
        }
    }

    /// The column where a line begins that nobody said.
    var noteColumn: Int {
        switch margin {
        case .columns(let time, _): pane.lowerBound + 1 + time
        case .inline: pane.lowerBound + 2
        }
    }

    /// Columns for the text of a line.
    func textColumns(hasAuthor: Bool) -> Int {
        max(Wrapping.fewestColumns, pane.upperBound - (hasAuthor ? textColumn : noteColumn))
    }
}
