/// What the terminal at hand does where Unicode leaves the number of columns open.
package struct WidthRules: Hashable, Sendable {
    /// Columns of an East Asian Ambiguous scalar (`“”…—①★■│`): 1, or 2 where the terminal is set up for CJK. Anything
    /// above 1 counts as 2, anything else as 1.
    package var ambiguous: Int

    /// Rules with the given width of ambiguous scalars.
    package init(ambiguous: Int = 1) {
        self.ambiguous = ambiguous
    }

    /// `ambiguous` as it counts: 1 or 2.
    var ambiguousColumns: Int { ambiguous > 1 ? 2 : 1 }
}

/// How many columns text takes on a terminal, by an own table: C libraries lag behind the emoji people send.
package enum DisplayWidth {
    /// The columns of one scalar on its own: 0, 1 or 2. Controls, marks and other invisible scalars take 0.
    package static func columns(of scalar: Unicode.Scalar, rules: WidthRules = WidthRules()) -> Int {
        let value = scalar.value
        if value < 0x300 {
            if value < 0x7F { return value < 0x20 ? 0 : 1 }
            if value < 0xA0 || value == 0xAD { return 0 }
            if rules.ambiguousColumns == 1 { return 1 }
        } else if value >= 0x4E00, value <= 0x9FFF {
            return 2
        }
        let entry = entry(of: value)
        return entry == 0xA ? rules.ambiguousColumns : entry
    }

    /// The columns of one grapheme cluster: 0, 1 or 2, never more. Emoji joined, toned or with U+FE0F, and flags take 2.
    package static func columns(of cluster: Character, rules: WidthRules = WidthRules()) -> Int {
        min(sum(of: cluster.unicodeScalars, rules: rules), 2)
    }

    /// The columns of a text: the sum of its clusters' columns as `Clusters` cuts them.
    package static func columns(of text: String, rules: WidthRules = WidthRules()) -> Int {
        if PlainText.isASCII(text) { return text.utf8.count }
        var sum = 0
        Clusters.visit(text, rules: rules) { cluster in
            sum += cluster.columns
            return true
        }
        return sum
    }

    /// The columns of the scalars of one grapheme cluster: more than two where it holds several spacing scalars that no
    /// emoji sequence joins (`あﾟ`, stacked jamo), which terminals draw one after the other.
    static func sum(of scalars: some Sequence<Unicode.Scalar>, rules: WidthRules) -> Int {
        var sum = 0
        var isFirst = true
        var isEmoji = false
        var previous: UInt32 = 0
        for scalar in scalars {
            let value = scalar.value
            if isFirst {
                isFirst = false
                isEmoji = scalar.properties.isEmoji
            } else if isEmoji, value == 0xFE0F || (0x1F3FB...0x1F3FF).contains(value) || previous == 0x200D {
                return 2
            }
            sum += columns(of: scalar, rules: rules)
            previous = value
        }
        return sum
    }

    /// The table's answer: 0, 1, 2 or 0xA for ambiguous.
    private static func entry(of value: UInt32) -> Int {
        let changes = DisplayWidthTable.changes
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) >> 1
            if changes[middle] >> 4 <= value { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 1 : Int(changes[low - 1] & 0xF)
    }
}
