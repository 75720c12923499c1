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
        if entry == 2, !rules.hasNewestEmoji, isNewestEmoji(value) { return 1 }
        return entry == 0xA ? rules.ambiguousColumns : entry
    }

    /// True for emoji of Unicode 16 and 17, and for places kept for those to come (emoji-data.txt 17.0).
    private static func isNewestEmoji(_ value: UInt32) -> Bool {
        switch value {
        case 0x1F6D8, 0x1FA89...0x1FA8F, 0x1FABE, 0x1FAC6...0x1FACD, 0x1FADC...0x1FADF, 0x1FAE9...0x1FAEF,
            0x1FAF9...0x1FAFF:
            true
        default: false
        }
    }

    /// The columns of one grapheme cluster: 0, 1 or 2, never more. Emoji joined, toned or with U+FE0F, and flags take 2
    /// where the terminal draws them as one.
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

    /// The columns of the scalars of one grapheme cluster: more than two where it holds several spacing scalars that the
    /// terminal draws one after the other (`あﾟ`, stacked jamo, emoji that it does not join).
    static func sum(of scalars: some Sequence<Unicode.Scalar>, rules: WidthRules) -> Int {
        var width = ClusterWidth(rules: rules)
        for scalar in scalars { _ = width.add(scalar) }
        return width.columns
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
