/// How the columns of a grapheme cluster add up, scalar by scalar.
struct ClusterWidth {
    private let rules: WidthRules
    /// The columns so far.
    private(set) var columns = 0
    private var isFirst = true
    private var isEmoji = false
    /// The columns of what marks and tones belong to: the last scalar that stands beside what was before it.
    private var element = 0
    private var previous: UInt32 = 0

    init(rules: WidthRules) { self.rules = rules }

    /// Takes the next scalar: the columns it adds, and whether it is drawn beside what was before it rather than on it.
    mutating func add(_ scalar: Unicode.Scalar) -> (columns: Int, isBeside: Bool) {
        let value = scalar.value
        defer {
            isFirst = false
            previous = value
        }
        let own = DisplayWidth.columns(of: scalar, rules: rules)
        let isTone = (0x1F3FB...0x1F3FF).contains(value)
        let isJoined = rules.joinsEmoji && previous == 0x200D && scalar.properties.isEmoji
        var added = isRegional(value) && !rules.joinsFlags ? 2 : own
        var isBeside = own > 0
        if isRegional(value), isRegional(previous), rules.joinsFlags {
            isBeside = false
        } else if isEmoji, isJoined || value == 0xFE0F || isTone && rules.joinsTones {
            // One emoji, two columns, however it is made.
            added = value == 0xFE0F && !rules.widensEmoji ? 0 : max(0, 2 - element)
            isBeside = false
        }
        if isFirst || isBeside {
            isEmoji = scalar.properties.isEmoji
            element = added
        } else {
            element += added
        }
        columns += added
        return (added, isBeside)
    }

    private func isRegional(_ value: UInt32) -> Bool { (0x1F1E6...0x1F1FF).contains(value) }
}
