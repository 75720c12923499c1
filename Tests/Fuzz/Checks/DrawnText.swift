import ClientCore

/// What a terminal may be sent as text: nothing that steers it, hides, or turns round what stands beside it.
enum DrawnText {
    /// Whether every scalar of a cluster can be seen, or belongs to what can be seen.
    static func isSafe(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            let value = scalar.value
            if value < 0x7F { return value >= 0x20 }
            switch value {
            // Joiners, the selectors of an emoji's look, and the tags of flags.
            case 0x200C, 0x200D, 0xFE0E, 0xFE0F, 0xE0020...0xE007F: return true
            default: break
            }
            let properties = scalar.properties
            switch properties.generalCategory {
            case .control, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator, .format: return false
            default: return !properties.isDefaultIgnorableCodePoint && !properties.isBidiControl
            }
        }
    }
}

/// A picture is whole: as many cells as it says, wide ones in pairs, and only what can be drawn in them.
func checkPicture(_ screen: Screen) throws(BrokenPromise) {
    try require(screen.cells.count == screen.columns * screen.rows, "\(screen.cells.count) cells")
    var isHalf = false
    for (offset, cell) in screen.cells.enumerated() {
        if offset % screen.columns == 0 { try require(!isHalf, "half a cluster at the end of a row") }
        try require(cell.isContinuation == isHalf, "a wide cluster is cut in row \(offset / screen.columns)")
        isHalf = false
        if cell.isContinuation || cell == .blank { continue }
        let text = cell.text
        if text.utf8.count == 1, let byte = text.utf8.first, (0x20..<0x7F).contains(byte) { continue }
        try require(DrawnText.isSafe(text), "a cell holds \(text.unicodeScalars.map { String($0.value, radix: 16) })")
        let columns = DisplayWidth.columns(of: text, rules: screen.rules)
        try require((1...2).contains(columns), "a cell of \(columns) columns: \(text)")
        isHalf = columns == 2
    }
    try require(!isHalf, "half a cluster at the end")
    try require(DrawnText.isSafe(screen.title), "the title holds what no terminal may see")
    if let cursor = screen.cursor {
        let isInside = (0..<screen.rows).contains(cursor.row) && (0..<screen.columns).contains(cursor.column)
        try require(isInside, "the cursor stands beside the screen")
    }
    try checkLinks(screen)
}

private func checkLinks(_ screen: Screen) throws(BrokenPromise) {
    var end = 0
    for cells in screen.links {
        let start = cells.row * screen.columns + cells.columns.lowerBound
        try require(start >= end && !cells.columns.isEmpty, "links stand on each other")
        end = cells.row * screen.columns + cells.columns.upperBound
        try require(cells.row < screen.rows && cells.columns.upperBound <= screen.columns, "a link beside the screen")
        try checkTarget(of: cells.link.address)
    }
}

/// An address that a terminal is handed, and a person may open.
func checkTarget(of address: String) throws(BrokenPromise) {
    let isPrintable = address.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    try require(isPrintable && address.utf8.count <= 2_048, "no address: \(address)")
    let schemes = ["https:", "http:", "ircs:", "irc:", "mailto:"]
    try require(schemes.contains { address.hasPrefix($0) }, "nothing that may be opened: \(address)")
}
