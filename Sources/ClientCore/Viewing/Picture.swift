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

    /// Since the last picture.
    var change = Change.all
    /// Empty before the first one.
    var screen = Screen(columns: 0, rows: 0)
    /// How many there were.
    var count = 0
    /// Where everything stands on it; nil where nothing does.
    var layout: Layout?
    /// The lines below the last one on it.
    var below = 0
    /// Rows that the answer above the input takes.
    var hintRows = 1
    /// The seconds that it says the server takes.
    var lag: Int64?
}
