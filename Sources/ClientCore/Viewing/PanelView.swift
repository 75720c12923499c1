/// What stands in front of the messages: a title, and as many entries as there is room for.
extension Model {
    /// Columns of a key or a command before what it does.
    private static let nameColumns = 32
    /// What it does stands below where there are fewer columns beside.
    private static let fewestDetailColumns = 24

    mutating func drawPanel(on screen: inout Screen, _ layout: Layout) {
        guard var panel else { return }
        let start = layout.pane.lowerBound + 1
        let width = layout.pane.upperBound - start
        let rows = layout.paneRows
        let filter = panel.filter.map { $0.isEmpty ? "" : ": " + Sanitiser.clean($0) } ?? ""
        drawRule(fitting(panel.title + filter, width), .accent, row: rows.lowerBound, on: &screen, layout)
        let last = firstShown(upTo: panel.chosen ?? panel.rows.count - 1, of: panel, width - 2, room: rows.count - 1)
        if let chosen = panel.chosen {
            panel.top = min(max(panel.top, last), chosen)
        } else {
            panel.top = min(panel.top, last)
        }
        self.panel = panel
        var row = rows.lowerBound + 1
        for index in panel.rows.indices.dropFirst(panel.top) {
            for (part, text) in texts(of: panel.rows[index], width - 2).enumerated() where row < rows.upperBound {
                screen.put(text, row: row, column: start + 1, limit: width - 1)
                if index == panel.chosen {
                    screen.put(part == 0 ? ">" : "|", Style(.accent, .bold), row: row, column: layout.pane.lowerBound)
                }
                row += 1
            }
        }
    }

    /// The entry whose text stands on a row of the screen; nil for none.
    func panelEntry(at row: Int, _ layout: Layout) -> Int? {
        guard let panel else { return nil }
        var next = layout.paneRows.lowerBound + 1
        for index in panel.rows.indices.dropFirst(panel.top) {
            next += texts(of: panel.rows[index], layout.pane.count - 3).count
            if row < next { return row > layout.paneRows.lowerBound ? index : nil }
            if next >= layout.paneRows.upperBound { return nil }
        }
        return nil
    }

    private func texts(of row: Panel.Row, _ columns: Int) -> [StyledText] {
        let rules = settings.widthRules
        let name = drawn(showsHidden ? row.text : row.text.covered(rules: rules))
        let texts = Wrapping.wrap(name, columns: columns, rules: rules)
        guard let detail = row.detail.map({ drawn($0) }) else { return texts }
        let start = Self.nameColumns + 2
        guard columns - start >= Self.fewestDetailColumns else {
            var whole = name
            whole.append(detail.indented(by: 2))
            if whole.columns(rules: rules) <= columns { return [whole] }
            return texts + Wrapping.wrap(detail, columns: columns - 2, rules: rules).map { $0.indented(by: 2) }
        }
        let details = Wrapping.wrap(detail, columns: columns - start, rules: rules)
        let below = details.map { $0.indented(by: start) }
        let used = name.columns(rules: rules)
        guard used <= Self.nameColumns else { return texts + below }
        var head = name
        head.append(details[0].indented(by: start - used))
        return [head] + below.dropFirst()
    }

    /// A title without the parts that find no room: the first one stays, and the last as long as it can.
    private func fitting(_ title: String, _ columns: Int) -> String {
        var parts = title.split(separator: " · ")
        func isTooWide() -> Bool {
            DisplayWidth.columns(of: parts.joined(separator: " · "), rules: settings.widthRules) > columns
        }
        while parts.count > 1, isTooWide() { parts.remove(at: parts.count > 2 ? 1 : parts.count - 1) }
        return parts.joined(separator: " · ")
    }

    /// The first entry that can stand at the top where the one at `end` is to be shown whole.
    private func firstShown(upTo end: Int, of panel: Panel, _ columns: Int, room: Int) -> Int {
        var first = end
        var height = 0
        while first >= 0 {
            height += texts(of: panel.rows[first], columns).count
            if height > room { break }
            first -= 1
        }
        return min(max(0, first + 1), max(0, end))
    }
}

extension StyledText {
    /// The same text behind so many blanks.
    fileprivate func indented(by columns: Int) -> StyledText {
        var text = StyledText(String(repeating: " ", count: columns))
        text.append(self)
        return text
    }
}
