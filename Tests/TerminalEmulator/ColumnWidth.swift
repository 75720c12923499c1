/// How many columns a character takes, as the terminals of today draw it.
enum ColumnWidth {
    /// A longer cluster is no writing of any language; UAX #15's stream-safe limit is 30 marks.
    static let longestCluster = 32

    /// 0, 1 or 2 columns for one scalar that stands alone.
    static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return 1 }
        switch value {
        case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0  // The vowels and finals of Hangul join the syllable before.
        case 0x1F1E6...0x1F1FF: return 1  // Half a flag.
        case 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD: return 1  // Format, yet drawn.
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator: return 0
        default: break
        }
        if scalar.properties.isEmojiPresentation { return 2 }
        return isWide(value) ? 2 : 1
    }

    /// 1 or 2 columns for a whole cluster: one that the emoji selector makes wide is wide, a flag is wide.
    static func of(cluster: String) -> Int {
        let scalars = cluster.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if first.properties.isEmoji {
            if scalars.contains("\u{FE0F}") { return 2 }
            if scalars.contains("\u{FE0E}") { return 1 }
        }
        if scalars.filter({ (0x1F1E6...0x1F1FF).contains($0.value) }).count == 2 { return 2 }
        return scalars.map(of).max() ?? 0
    }

    /// East_Asian_Width W and F that is not an emoji already (Unicode 16, EastAsianWidth.txt), in whole blocks where
    /// the gaps are unassigned.
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E, 0x3041...0x3247,
            0x3250...0x4DFF,
            0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
            0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D376,
            0x1F200...0x1F265, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
