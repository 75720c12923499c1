/// The message pane: time, nick and text, wrapped under itself; rules where a day begins or the person left.
extension Model {
    /// Fills the time's column where there is no moment worth telling.
    private static let dots = "....."

    /// The rows of a line's text, wrapped for the pane; remembered until the line or the width changes.
    mutating func textRows(_ index: Int, _ layout: Layout) -> [StyledText] {
        let line = buffers[current].transcript.lines[index]
        if let rows = wraps.rows(of: line) { return rows }
        let columns = layout.textColumns(hasAuthor: line.author != nil)
        let rows = Wrapping.wrap(drawn(styled(index, layout.margin)), columns: columns, rules: settings.widthRules)
        wraps.keep(rows, of: line)
        return rows
    }

    /// Shows what is hidden in messages, or covers it again.
    mutating func toggleHidden() {
        showsHidden.toggle()
        wraps = WrapCache()
    }

    private func styled(_ index: Int, _ margin: Layout.Margin) -> StyledText {
        let line = buffers[current].transcript.lines[index]
        var text = StyledText()
        if case .inline = margin, let author = line.author {
            text.append(Self.inlineName(author, line) + " ", nameStyle(line))
        }
        if case .columns = margin, line.kind == .action, let author = line.author {
            text.append(author + " ", nameStyle(line))
        }
        if let quote = line.quote { text.append(quoteText(quote) + "\n", Style(.faint)) }
        let shown = showsHidden ? line.text : line.text.covered(rules: settings.widthRules)
        let said = shown.linked(as: line.number)
        switch line.kind {
        case .presence(let presence): text.append(told(presence, at: index), Style(.faint))
        case .note: text.append(said.inked(.faint))
        case .hole: break
        case .fault:
            text.append("!! ", Style(.alarm, .bold))
            text.append(said.inked(.alarm))
        case .notice: text.append(said.adding(.italic))
        case .message, .action: text.append(line.isMention ? said.inked(.mention) : said)
        }
        if line.isEdited {
            text.append(" ", Style(.faint))
            text.append(phrase(.editedMark), Style(.faint, .unbroken))
        }
        appendReactions(of: line, to: &text)
        switch line.delivery {
        case .stands: return text
        case .pending: return text.adding(.dim)
        case .failed(let reason):
            var failed = text.adding(.dim)
            failed.append("  !! " + reason, Style(.alarm, .bold))
            return failed
        }
    }

    /// `ccc and 3 others joined, ddd left  09:02–09:40`, the times where it took long.
    private func told(_ presence: Presence, at index: Int) -> String {
        let start = buffers[current].transcript.lines[index].time
        let naming = naming(at: index, from: start, until: presence.until ?? start, in: current)
        let text = presence.text(in: settings.language, naming)
        guard settings.showsTimes, let end = presence.end(since: start) else { return text }
        let zone = settings.minutesFromUTC
        return text + "  " + Clock.time(of: start, minutesFromUTC: zone) + "–"
            + Clock.time(of: end, minutesFromUTC: zone)
    }

    private func quoteText(_ quote: Quote) -> String {
        "> " + (quote.author.isEmpty ? phrase(.lineUnknown) : quote.author + ": " + quote.text)
    }

    /// `👍 2  ❤️`, those that the person gave too bold and in brackets.
    private func appendReactions(of line: Line, to text: inout StyledText) {
        let me = session.fold(session.nick)
        for entry in line.reactions.entries {
            let word = entry.text + (entry.count > 1 ? " \(entry.count)" : "")
            text.append("  ")
            if entry.has(me) {
                text.append("[" + word + "]", Style(.accent, [.bold, .unbroken]))
            } else {
                text.append(word, Style(.accent, .unbroken))
            }
        }
    }

    private static func inlineName(_ author: String, _ line: Line) -> String {
        switch line.kind {
        case .action: "* " + author
        case .notice: "-" + author + "-"
        default: author + ":"
        }
    }

    private func nameStyle(_ line: Line) -> Style {
        let attributes: Style.Attributes = line.delivery == .stands ? .bold : [.bold, .dim]
        return line.isMention
            ? Style(.mention, attributes.union(.reverse)) : Style(ink(of: line.author ?? ""), attributes)
    }

    // MARK: Drawing

    mutating func drawTranscript(_ rows: [PaneRow], on screen: inout Screen, _ layout: Layout) {
        // A short transcript stands at the bottom, where the next line comes.
        var row = layout.paneRows.upperBound - rows.count
        for content in rows {
            switch content {
            case .day(let moment):
                let date = Clock.date(of: moment, minutesFromUTC: settings.minutesFromUTC, in: settings.language)
                drawRule(date, .faint, row: row, on: &screen, layout)
            case .marker(let count):
                drawRule(phrase(.newLines(count)), .accent, row: row, on: &screen, layout)
            case .between(let count):
                drawRule(
                    ending(of: phrase(.linesBetween(count)), layout.pane.count - 1), .faint, row: row, on: &screen,
                    layout)
            case .text(let index, let textRow): draw(index, textRow, row: row, on: &screen, layout)
            }
            row += 1
        }
    }

    private mutating func draw(_ index: Int, _ textRow: Int, row: Int, on screen: inout Screen, _ layout: Layout) {
        let texts = textRows(index, layout)
        guard textRow < texts.count else { return }
        let line = buffers[current].transcript.lines[index]
        if line.kind == .hole {
            let text = ending(of: phrase(.moreToRead), layout.pane.count - 1)
            return drawRule(text, .accent, row: row, on: &screen, layout)
        }
        var column = line.author == nil ? layout.noteColumn : layout.textColumn
        if case .inline = layout.margin, textRow == 0 { column -= 1 }
        screen.put(texts[textRow], row: row, column: column, limit: layout.pane.upperBound - column)
        if line.number == selected {
            screen.put(textRow == 0 ? ">" : "|", Style(.accent, .bold), row: row, column: layout.pane.lowerBound)
        }
        guard textRow == 0, case .columns(let time, let nick) = layout.margin else { return }
        let start = layout.pane.lowerBound + 1
        if time > 0 { screen.put(timeText(line), Style(.faint), row: row, column: start, limit: time) }
        drawName(line, row: row, column: start + time, limit: nick - 1, on: &screen)
    }

    private func timeText(_ line: Line) -> String {
        if line.delivery == .pending { return "  ..." }
        if case .presence = line.kind { return Self.dots }
        return Clock.time(of: line.time, minutesFromUTC: settings.minutesFromUTC)
    }

    private func drawName(_ line: Line, row: Int, column: Int, limit: Int, on screen: inout Screen) {
        guard let author = line.author.map(drawn) else { return }
        switch line.kind {
        case .action: screen.put("*", nameStyle(line), row: row, column: column)
        case .notice: screen.put("-" + author + "-", nameStyle(line), row: row, column: column, limit: limit)
        default: screen.put(author, nameStyle(line), row: row, column: column, limit: limit)
        }
    }

    func drawRule(
        _ text: String, _ ink: Style.Ink, row: Int, on screen: inout Screen, _ layout: Layout
    ) {
        let text = drawn(text)
        let start = layout.pane.lowerBound + 1
        let width = layout.pane.upperBound - start
        let room = width - DisplayWidth.columns(of: text, rules: settings.widthRules) - 2
        // One column a sign wherever the terminal draws the box signs wide.
        let sign = settings.widthRules.ambiguous > 1 ? "-" : "─"
        guard room >= 2 else {
            screen.put(text, Style(ink), row: row, column: start, limit: width)
            return
        }
        let left = String(repeating: sign, count: room / 2)
        let right = String(repeating: sign, count: room - room / 2)
        screen.put("\(left) \(text) \(right)", Style(ink), row: row, column: start, limit: width)
    }
}

extension StyledText {
    /// The same text in another ink where it has none of its own.
    func inked(_ ink: Style.Ink) -> StyledText {
        var text = StyledText()
        for run in runs {
            let style = Style(run.style.ink == .plain ? ink : run.style.ink, run.style.attributes)
            text.append(run.text, style, link: run.link)
        }
        return text
    }
}
