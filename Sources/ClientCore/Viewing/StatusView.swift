/// The row above the input: the answer to what was done last, else what is worth knowing.
extension Model {
    func drawStatus(below: Int, on screen: inout Screen, _ layout: Layout) {
        guard let row = layout.statusRow, row > 0 else { return }
        let start = 1
        let end = layout.columns - 1
        let (text, style) = statusText(below: below)
        let used = screen.put(text, style, row: row, column: start, limit: end - start)
        guard layout.rooms.isEmpty else { return }
        // Where the rooms are folded away, what is unread in them stands here.
        var column = start + used + 2
        for buffer in buffers where buffer.unread > 0 {
            let entry = buffer.label + " " + Self.countText(buffer)
            let width = DisplayWidth.columns(of: entry, rules: settings.widthRules)
            guard column + width <= end else { break }
            screen.put(entry, Style(buffer.mentions > 0 ? .mention : .plain, .bold), row: row, column: column)
            column += width + 2
        }
    }

    private func statusText(below: Int) -> (String, Style) {
        if goingTo != nil { return (goals.prefix(8).joined(separator: "  "), Style(.accent)) }
        if hint == nil, selected != nil { return (selectionKeys, Style(.accent)) }
        if let hint { return (hint.text, hint.isAlarm ? Style(.alarm, .bold) : Style(.accent)) }
        if !completion.matches.isEmpty { return (completionText, Style(.accent)) }
        if !isOnline { return (connectionWord, Style(.alarm)) }
        if below > 0 { return (phrase(.moreBelow(below)), Style(.accent)) }
        if !buffers[current].typists.isEmpty {
            return (phrase(.typing(buffers[current].typists.map(\.nick))), Style(.faint))
        }
        let isQuiet = columns >= Layout.columnsForMembers && buffers[current].editor.isEmpty
        return (isQuiet ? phrase(.keysHint) : "", Style(.faint))
    }

    /// `R answer it  = react to it`, from the table.
    private var selectionKeys: String {
        KeyTable.selecting.bindings.dropFirst(2).map { binding in
            let key = binding.keys.first?.description ?? ""
            let summary = settings.language == .chinese ? binding.summary.chinese : binding.summary.english
            return key + " " + summary
        }.joined(separator: "  ")
    }

    private var completionText: String {
        let chosen = completion.chosen ?? 0
        return completion.matches.dropFirst(max(0, chosen - 3)).prefix(12)
            .enumerated().map { $0.offset + max(0, chosen - 3) == chosen ? "[\($0.element)]" : $0.element }
            .joined(separator: " ")
    }
}
