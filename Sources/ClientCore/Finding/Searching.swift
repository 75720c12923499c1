import ChatProtocol

/// Finding what was said: in the buffer, and on the server.
extension Model {
    /// Findings asked for at once.
    private static let mostFindings = 50
    /// Lines shown around a finding.
    private static let surroundings = 50

    // MARK: In the buffer

    /// Asks what to look for, or looks for it.
    mutating func find(_ text: String = "") {
        if settings.isPlain { return tellFound(text) }
        prompt = Prompt(.search)
        prompt?.editor.set(text)
        if !text.isEmpty { findNext(-1, isNew: true) }
    }

    /// The next line up (`step` -1) or down that holds what is typed; `isNew`: looked for from the newest on.
    mutating func findNext(_ step: Int, isNew: Bool = false) {
        guard case .search = prompt?.kind, let wanted = prompt?.editor.text.lowercased(), !wanted.isEmpty else {
            return unselect()
        }
        let lines = buffers[current].transcript.lines
        let start = selected.flatMap { buffers[current].transcript.index(of: $0) }
        var index = isNew ? lines.count - 1 : start.map { $0 + step } ?? lines.count - 1
        while lines.indices.contains(index) {
            if lines[index].isSaid, lines[index].text.plain.lowercased().contains(wanted) {
                select(lines[index].number)
                return reveal(index)
            }
            index += isNew ? -1 : step
        }
        if isNew { unselect() }
        show(.nothingFound)
    }

    /// Without a screen, the newest lines that hold it are printed.
    private mutating func tellFound(_ text: String) {
        let wanted = text.lowercased()
        guard !wanted.isEmpty else { return show(.usage("/find WORDS"), isAlarm: true) }
        let found = buffers[current].transcript.lines.filter { line in
            line.isSaid && line.text.plain.lowercased().contains(wanted)
        }
        if found.isEmpty { return show(.nothingFound) }
        for line in found.suffix(Self.mostFindings) { plain.tell(line, in: buffers[current]) }
    }

    // MARK: On the server

    /// `/search WORDS`: in the conversation on the screen unless `in:` says elsewhere, everywhere from the server's own.
    mutating func search(_ text: String) {
        // What the server cannot, the log may.
        guard session.has(.search) || session.has(.sojuSearch) else { return searchLog(text) }
        var terms: [SearchTerm] = []
        var words: [Substring] = []
        for word in text.split(separator: " ") {
            let parts = word.split(separator: ":", maxSplits: 1)
            switch (parts.count, parts.first?.lowercased()) {
            case (2, "from"): terms.append(.from(String(parts[1])))
            case (2, "in"): terms.append(.in(String(parts[1])))
            default: words.append(word)
            }
        }
        let isPlaced = terms.contains { if case .in = $0 { true } else { false } }
        if !isPlaced, buffers[current].kind != .server { terms.append(.in(buffers[current].target)) }
        if !words.isEmpty { terms.append(.text(words.joined(separator: " "))) }
        terms.append(.limit(Self.mostFindings))
        session.searched = Session.Searched(
            words: Sanitiser.clean(text), isEverywhere: !isPlaced && buffers[current].kind == .server)
        send(Command.search(terms).message)
    }

    /// What the search has found, newest first, to choose from.
    mutating func found(_ messages: [Message]) {
        guard let searched = session.searched else { return }
        session.searched = nil
        var rows: [Panel.Row] = []
        for message in messages.reversed() {
            guard case .said(let kind, let target, let text) = Reply(message), kind != .tags,
                let source = message.source.map({ Source($0) })
            else { continue }
            let name = roomName(in: target) ?? (isMe(source.nick) ? target : source.nick)
            let index = open(session.isRoom(name) ? .room : .person, name) ?? home
            guard let line = line(of: message, kind, text, from: source, in: index) else { continue }
            let goal = line.id.map { Panel.Goal.line(buffer: buffers[index].number, id: $0) }
            let label = searched.isEverywhere ? buffers[index].label : nil
            rows.append(Panel.Row(text: row(of: line, in: label), goal: goal))
            if settings.isPlain { plain.tell(line, in: buffers[index]) }
        }
        guard !rows.isEmpty else { return show(.nothingFound) }
        if !settings.isPlain { panel = Panel(title: phrase(.findings(searched.words, rows.count)), rows: rows) }
    }

    /// `23 Nov 09:02  #lobby  bbb  text`
    func row(of line: Line, in label: String?) -> StyledText {
        let zone = settings.minutesFromUTC
        let date = Clock.shortDate(of: line.time, minutesFromUTC: zone, in: settings.language)
        var text = StyledText(date + " " + Clock.time(of: line.time, minutesFromUTC: zone) + "  ", Style(.faint))
        if let label { text.append(label + "  ", Style(.faint)) }
        let author = line.author ?? ""
        text.append((line.kind == .action ? "* " : "") + author + "  ", Style(ink(of: author), .bold))
        for (index, part) in line.text.lines.enumerated() {
            if index > 0 { text.append(" ") }
            text.append(part)
        }
        return text
    }

    // MARK: In the log

    /// `/log WORDS`: in all that was kept of every network.
    mutating func searchLog(_ text: String) {
        guard log.stage == .on else { return show(.noSuchAbility, isAlarm: true) }
        keepNow()
        effects.append(.log(.find(text, limit: Self.mostFindings)))
    }

    /// What the log has found, newest first.
    mutating func foundInLog(_ words: String, _ findings: [LogFinding]) {
        guard !findings.isEmpty else { return show(.nothingFound) }
        let rows = findings.map { finding in
            Panel.Row(text: row(of: finding.line.line, in: label(of: finding)), goal: .logged(finding))
        }
        panel = Panel(title: phrase(.findings(Sanitiser.clean(words), rows.count)), rows: rows)
    }

    // MARK: Its surroundings

    /// To a line that is on the screen's side.
    mutating func go(toLine number: Int, in buffer: Int) {
        guard let index = index(ofNumber: buffer), let place = buffers[index].transcript.index(of: number) else {
            return show(.nothingToDo)
        }
        panel = nil
        go(to: index)
        select(number)
        reveal(place)
    }

    /// To a line: where it is on the screen's side, the pane goes there; else the server is asked for what is around it.
    mutating func go(toLine id: String, in buffer: Int) {
        guard let index = index(ofNumber: buffer) else { return }
        takeUpNetwork(of: index)
        if let place = buffers[index].transcript.index(ofID: id) {
            return go(toLine: buffers[index].transcript.lines[place].number, in: buffer)
        }
        guard session.has(.chathistory), isOnline else { return show(.noSuchAbility, isAlarm: true) }
        let request = HistoryRequest(target: buffers[index].target, .around(.id(id)), limit: Self.surroundings)
        let label = sendHistory(request)
        session.surrounded = Session.Surrounded(folded: buffers[index].folded, id: id, label: label)
    }

    /// The page around a finding, if this is the one that was asked for: a panel of its own, so that the buffer has no gap.
    mutating func showSurroundings(_ messages: [Message], in index: Int) -> Bool {
        guard let wanted = session.surrounded, wanted.folded == buffers[index].folded,
            messages.contains(where: { $0[tag: "msgid"] == wanted.id }), wanted.label == nil || !session.labelsPages
        else { return false }
        show(messages, around: wanted, in: index)
        return true
    }

    /// The page that was asked for under that label. The finding itself may have been taken back meanwhile.
    mutating func showSurroundings(_ messages: [Message]) {
        guard let wanted = session.surrounded, let index = index(of: wanted.folded), !messages.isEmpty else {
            session.surrounded = nil
            return show(.nothingFound)
        }
        show(messages, around: wanted, in: index)
    }

    private mutating func show(_ messages: [Message], around wanted: Session.Surrounded, in index: Int) {
        session.surrounded = nil
        var rows: [Panel.Row] = []
        var chosen: Int?
        for message in messages {
            guard case .said(let kind, _, let text) = Reply(message), kind != .tags, let source = message.source,
                let line = line(of: message, kind, text, from: Source(source), in: index)
            else { continue }
            if line.id == wanted.id { chosen = rows.count }
            rows.append(Panel.Row(text: row(of: line, in: nil)))
        }
        panel = Panel(title: phrase(.surroundings(buffers[index].label)), rows: rows, chosen: chosen)
    }
}
