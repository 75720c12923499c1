/// The picture as it was drawn last, and how much of it may be another one by now.
///
/// A key that only changes the line costs the rows of the line; everything else draws all anew, into the same memory. What
/// is not known to change little is taken to change all.
struct Picture: Sendable {
    /// What an event may have changed, the less the smaller.
    enum Change: Int, Comparable, Sendable {
        case nothing
        /// What the person writes: the row above it and its own.
        case line
        case all

        static func < (left: Change, right: Change) -> Bool { left.rawValue < right.rawValue }
    }

    /// The row above the line.
    struct Status: Equatable, Sendable {
        var text = ""
        var style = Style.plain
    }

    /// Since the last picture.
    var change = Change.all
    /// nil before the first one, and while the next is drawn over it.
    private var last: Screen?
    /// How many there were.
    var count = 0
    /// Where everything stands on it; nil where nothing does.
    var layout: Layout?
    /// Rows that the text of the line has, more perhaps than are shown.
    var inputRows = 1
    /// Whether something stands above the line that wants a row wherever there is one.
    var needsStatus = false
    /// What the row above the line says.
    var status = Status()
    /// The line where it is one row of printable ASCII and one message, byte by byte; nil where it is anything else.
    var typed: [UInt8]?
    /// The column where it begins.
    var typedColumn = 0
    /// The lines below the last one on it.
    var below = 0
    /// Rows that the answer above the input takes.
    var hintRows = 1

    /// The picture, for the next one to be drawn over it; an empty one before the first.
    mutating func takeScreen() -> Screen { last.take() ?? Screen(columns: 0, rows: 0) }

    /// The next picture is drawn: gives it its number.
    mutating func finish(_ screen: inout Screen) {
        change = .nothing
        count += 1
        screen.number = count
        last = screen
    }
}
