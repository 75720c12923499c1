/// The list above the input line: what the word can become, or where one can go. It covers what is behind it while it is
/// open, from side to side, and takes no row away from anything.
extension Model {
    /// Rows of a list at most.
    static let mostPopupRows = 8
    /// A list of fewer rows is no help: it becomes one row of words.
    static let fewestPopupRows = 3
    /// Columns of a list at most: what is wider is hard to read across.
    static let mostPopupColumns = 72

    /// A row as it is drawn.
    private struct Entry {
        var label: String
        var detail = ""
        var isLoud = false
    }

    /// The rows of the screen that the list takes; none where it is closed or has no room.
    func popupRows(_ layout: Layout) -> Range<Int> {
        let bottom = layout.inputRows.lowerBound
        let room = bottom - layout.paneRows.lowerBound
        if let goingTo {
            return bottom - min(max(1, goingTo.goals.count), Self.mostPopupRows, max(1, room))..<bottom
        }
        guard completion.isOpen, room / 2 >= Self.fewestPopupRows else { return bottom..<bottom }
        return bottom - min(completion.choices.count, Self.mostPopupRows, room / 2)..<bottom
    }

    func drawPopup(above picture: InputPicture, on screen: inout Screen, _ layout: Layout) {
        let rows = popupRows(layout)
        guard !rows.isEmpty else { return }
        let chosen = goingTo?.chosen ?? completion.chosen
        let all = popupEntries
        let first = max(0, min((chosen ?? 0) - rows.count / 2, all.count - rows.count))
        let shown = Array(all[first..<min(all.count, first + rows.count)])
        let rules = settings.widthRules
        let labels = shown.map { DisplayWidth.columns(of: $0.label, rules: rules) }.max() ?? 0
        let details = shown.map { DisplayWidth.columns(of: $0.detail, rules: rules) }.max() ?? 0
        let width = min(2 + labels + (details > 0 ? 2 + details : 0) + 1, Self.mostPopupColumns, layout.columns)
        // The labels stand above the word, or as far left of it as they need.
        let start = max(0, min(picture.column + picture.word.column - 2, layout.columns - width))
        let end = start + width
        drawPaper(above: rows, on: &screen, layout)
        for (offset, (row, entry)) in zip(rows, shown).enumerated() {
            screen.fill(row: row, columns: 0..<layout.columns)
            let isChosen = first + offset == chosen
            let paper: Style.Attributes = isChosen ? .reverse : []
            if isChosen { screen.fill(row: row, columns: start..<end, Style(.accent, paper)) }
            screen.put(isChosen ? ">" : "", Style(.accent, paper), row: row, column: start)
            let ink: Style.Ink = isChosen ? .accent : entry.isLoud ? .mention : .plain
            let label = Style(ink, entry.isLoud ? paper.union(.bold) : paper)
            screen.put(entry.label, label, row: row, column: start + 2, limit: width - 2)
            let column = start + 2 + labels + 2
            let detail = Style(isChosen ? .accent : .faint, paper)
            screen.put(entry.detail, detail, row: row, column: column, limit: end - column)
        }
        drawCount((chosen ?? 0) + 1, of: all.count, shown.count, right: end, row: rows.upperBound - 1, on: &screen)
    }

    /// A rule above the list, where there is a row for it.
    private func drawPaper(above rows: Range<Int>, on screen: inout Screen, _ layout: Layout) {
        let row = rows.lowerBound - 1
        guard row > layout.paneRows.lowerBound else { return }
        screen.fill(row: row, columns: 0..<layout.columns)
        let sign = settings.widthRules.ambiguous > 1 ? "-" : "─"
        screen.put(
            String(repeating: sign, count: max(0, layout.columns - 2)), Style(.faint), row: row, column: 1)
    }

    /// The place in a list of which only a part is shown, at the end of its last row.
    private func drawCount(
        _ place: Int, of count: Int, _ shown: Int, right: Int, row: Int, on screen: inout Screen
    ) {
        guard count > shown else { return }
        let text = "\(place)/\(count)"
        let column = columns - 1 - text.utf8.count
        if column > right { screen.put(text, Style(.faint), row: row, column: column) }
    }

    /// `👍 thumbsup`; where emoji are drawn as their names, the name that was chosen by.
    private func label(of choice: Choice) -> String {
        guard settings.emoji != .native, choice.label.hasPrefix(choice.text + " "),
            Emoji.spelledOut(choice.text) != choice.text
        else { return drawn(choice.label) }
        return ":\(choice.label.dropFirst(choice.text.count + 1)):"
    }

    private var popupEntries: [Entry] {
        guard let goingTo else {
            return completion.choices.map { choice in
                Entry(label: label(of: choice), detail: choice.detail?.text(in: settings.language) ?? "")
            }
        }
        if goingTo.goals.isEmpty { return [Entry(label: phrase(.noMatch))] }
        return goingTo.goals.map { Entry(label: drawn($0.label), detail: $0.count, isLoud: $0.unread == .mentions) }
    }
}
