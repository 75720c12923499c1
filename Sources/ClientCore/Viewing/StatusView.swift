/// The row above the input: the answer to what was done last, else what is worth knowing.
extension Model {
    /// Rows of an answer at most.
    private static let mostHintRows = 4

    func drawStatus(_ status: Picture.Status, on screen: inout Screen, _ layout: Layout) {
        // What would look out from under an open list is only in the way.
        guard let row = layout.statusRow, row > 0, !popupRows(layout).contains(row) else { return }
        let start = 1
        let end = layout.columns - 1
        let (shown, style) = (drawn(status.text), status.style)
        if let texts = hintTexts(layout) { return drawHint(texts, style, on: &screen, row) }
        let used = screen.put(shown, style, row: row, column: start, limit: end - start)
        guard layout.rooms.isEmpty else { return }
        // Where the rooms are folded away, what is unread in them stands here.
        var column = used > 0 ? start + used + 2 : start
        for buffer in buffers where buffer.unread > 0 {
            let entry = drawn(buffer.label) + " " + Self.countText(buffer)
            let width = DisplayWidth.columns(of: entry, rules: settings.widthRules)
            guard column + width <= end else { break }
            screen.put(entry, Style(buffer.mentions > 0 ? .mention : .plain, .bold), row: row, column: column)
            column += width + 2
        }
    }

    /// The rows of an answer that is longer than the row for it; nil for any other: it covers rows above. Its end says what
    /// to do, so that it is the beginning that is cut where there are too few rows.
    func hintTexts(_ layout: Layout) -> [String]? {
        guard let hint, !completion.isOpen, layout.statusRow != nil else { return nil }
        let text = drawn(hint.text)
        let room = layout.columns - 2
        guard width(text) > room else { return nil }
        let most = min(Self.mostHintRows, layout.paneRows.count + 1)
        let rows = wrapped(text, room)
        if rows.count <= most { return rows }
        let parts = text.split(separator: Self.between)
        var end = wrapped(String(parts.last ?? ""), room)
        guard parts.count > 1, end.count <= most else { return Array(rows.prefix(most)) }
        var first = parts.count - 1
        while first > 1 {
            let longer = wrapped(parts[(first - 1)...].joined(separator: Self.between), room)
            guard longer.count <= most else { break }
            (first, end) = (first - 1, longer)
        }
        guard end.count < most else { return end }
        let beginning = wrapped(parts[..<first].joined(separator: Self.between), room)
        let whole = min(beginning.count, most - end.count) - 1
        // Drawn as far as there is room, with a sign that there is more.
        return beginning[..<whole] + [beginning[whole...].joined(separator: " ")] + end
    }

    /// Stands between what an answer tells and what it says to do.
    private static let between = " · "

    private func wrapped(_ text: String, _ columns: Int) -> [String] {
        Wrapping.wrap(StyledText(text), columns: columns, rules: settings.widthRules).map(\.plain)
    }

    private func width(_ text: String) -> Int { DisplayWidth.columns(of: text, rules: settings.widthRules) }

    /// A text for one row, of which the beginning is left out where not all of it has room: its end says what to do.
    func ending(of text: String, _ columns: Int) -> String {
        var rest = Substring(text)
        while width(String(rest)) > columns {
            let separators = [Self.between, ": ", "："].compactMap { rest.firstRange(of: $0) }
            guard let next = separators.min(by: { $0.lowerBound < $1.lowerBound }) else { break }
            rest = rest[next.upperBound...]
        }
        return String(rest)
    }

    private func drawHint(_ texts: [String], _ style: Style, on screen: inout Screen, _ last: Int) {
        for (row, text) in zip(last - texts.count + 1...last, texts) {
            screen.fill(row: row, columns: 0..<screen.columns)
            screen.put(text, style, row: row, column: 1, cutTo: screen.columns - 2)
        }
    }

    /// What the row says, with so many lines below the last one on the screen.
    func statusText(below: Int, _ layout: Layout) -> Picture.Status {
        if completion.isOpen { return Picture.Status(text: completionText, style: Style(.accent)) }
        if let hint {
            return Picture.Status(text: hint.text, style: hint.isAlarm ? Style(.alarm, .bold) : Style(.accent))
        }
        if selected != nil { return Picture.Status(text: selectionKeys(columns: columns - 2), style: Style(.accent)) }
        let count = outline.count
        if count > 1 { return Picture.Status(text: phrase(.messages(count)), style: Style(.accent)) }
        if isStoppedByRefusal {
            return Picture.Status(text: ending(of: phrase(.stoppedByRefusal), columns - 2), style: Style(.alarm))
        }
        if !isOnline { return Picture.Status(text: connectionWord, style: Style(.alarm)) }
        if below > 0 {
            return Picture.Status(text: ending(of: phrase(.moreBelow(below)), columns - 2), style: Style(.accent))
        }
        if !buffers.span[current].typists.isEmpty {
            return Picture.Status(text: phrase(.typing(buffers[current].typists.map(\.nick))), style: Style(.faint))
        }
        let isRoomNeeded =
            layout.rooms.isEmpty && columns < Layout.columnsForMembers && buffers.contains { $0.unread > 0 }
        let isQuiet = buffers.span[current].editor.isEmpty && !isRoomNeeded
        return Picture.Status(text: isQuiet ? phrase(.keysHint) : "", style: Style(.faint))
    }

    /// `R answer it  = react to it`, from the table, as many as there is room for.
    private func selectionKeys(columns: Int) -> String {
        var text = ""
        for binding in KeyTable.selecting.bindings.dropFirst(2) {
            let key = binding.keys.first?.description ?? ""
            let longer = (text.isEmpty ? "" : text + "  ") + key + " " + binding.summary.text(in: settings.language)
            if DisplayWidth.columns(of: longer, rules: settings.widthRules) > columns { break }
            text = longer
        }
        return text
    }

    /// The list where there is no room for rows of it.
    private var completionText: String {
        let before = columns >= Layout.columnsForMembers ? 3 : 0
        let first = max(0, (completion.chosen ?? 0) - before)
        return completion.choices.enumerated().dropFirst(first).prefix(12)
            .map { $0.offset == completion.chosen ? "[\($0.element.text)]" : $0.element.text }
            .joined(separator: " ")
    }
}
