/// Everything that spoke to the person, wherever: their name, words that they look out for, answers to their lines, and
/// what was said to them alone.
extension Model {
    /// Lines of the list.
    static let mostMentions = 200

    /// Opens the list: out of the log where there is one, so that it goes back to earlier runs; else out of what is here.
    mutating func openMentions() {
        guard log.stage == .on else { return showMentions() }
        keepNow()
        effects.append(.log(.mentions(limit: Self.mostMentions)))
    }

    /// What the log has of them, the newest last.
    mutating func showMentions(_ findings: [LogFinding]) {
        showMentions(
            findings.map { finding in
                mentionRow(
                    finding.line.line, in: label(of: finding), isUnread: finding.isUnread, goal: .logged(finding))
            })
    }

    /// The same of what is here.
    private mutating func showMentions() {
        var found: [(index: Int, line: Line)] = []
        for index in buffers.indices {
            for line in buffers[index].transcript.lines where speaksToPerson(line, in: index) {
                found.append((index, line))
            }
        }
        found.sort { ($0.line.time, $0.line.number) < ($1.line.time, $1.line.number) }
        let newest = found.suffix(Self.mostMentions)
        guard !settings.isPlain else {
            if newest.isEmpty { show(.noMentions) }
            for (index, line) in newest { plain.tell(line, in: buffers[index]) }
            return
        }
        showMentions(newest.map { mentionRow($0.line, in: $0.index) })
    }

    private mutating func showMentions(_ rows: [Panel.Row]) {
        guard !rows.isEmpty else { return show(.noMentions) }
        var list = Panel(title: phrase(.mentionsTitle), rows: rows, chosen: rows.count - 1)
        list.top = 0
        list.gathersMentions = true
        panel = list
    }

    /// A line has come while the list is open.
    mutating func gatherMention(_ line: Line, in index: Int) {
        guard panel?.gathersMentions == true, speaksToPerson(line, in: index) else { return }
        let row = mentionRow(line, in: index)
        panel?.append(row)
    }

    func speaksToPerson(_ line: Line, in index: Int) -> Bool {
        line.isSaid && !line.isOwn && (line.isMention || buffers[index].kind == .person)
    }

    private func mentionRow(_ line: Line, in index: Int) -> Panel.Row {
        let buffer = buffers[index]
        let marker = buffer.marker.flatMap { buffer.transcript.index(of: $0) }
        let place = buffer.transcript.index(of: line.number)
        let isUnread = index != current && marker.map { $0 <= place ?? 0 } ?? false
        return mentionRow(
            line, in: label(of: buffer), isUnread: isUnread, goal: .shown(buffer: buffer.number, line: line.number))
    }

    /// `! 23 Nov 09:02  #lobby  bbb  me, are you there?`, without the `!` where the person has seen it.
    private func mentionRow(_ line: Line, in label: String, isUnread: Bool, goal: Panel.Goal) -> Panel.Row {
        var text = StyledText(isUnread ? "! " : "  ", Style(.mention, .bold))
        text.append(row(of: line, in: label))
        return Panel.Row(text: text, goal: goal)
    }

    // MARK: Lines of the log

    /// `#lobby`, with several networks also whose.
    func label(of finding: LogFinding) -> String {
        let label = (finding.kind == .person ? "@" : "") + Sanitiser.clean(finding.target)
        let home = buffers.indices.first {
            buffers[$0].kind == .server && currentName($0).network == finding.name.network
        }
        guard networks.count > 1 || home == nil else { return label }
        return label + "  " + (home.map { buffers[$0].name } ?? Sanitiser.clean(finding.name.network))
    }

    /// To a line of the log: where it is on the screen's side, the pane goes there; else the log is asked what is around it.
    mutating func go(to finding: LogFinding) {
        if let index = buffers.indices.first(where: { currentName($0) == finding.name }) {
            let transcript = buffers[index].transcript
            let id = finding.line.line.id.flatMap { transcript.index(ofID: $0) }.map { transcript.lines[$0].number }
            if let number = id ?? transcript.number(at: finding.line.place) {
                return go(toLine: number, in: buffers[index].number)
            }
        }
        log.surrounded = finding
        let question = LogQuestion(
            buffer: buffers[current].number, name: finding.name, part: .around(finding.line.place),
            limit: LogState.surroundings)
        effects.append(.log(.recall(question)))
    }

    /// What the log has around a finding: a panel of its own, so that the buffer has no gap.
    mutating func showSurroundings(_ answer: LogAnswer, of place: LogPlace) {
        guard let finding = log.surrounded, finding.line.place == place, finding.name == answer.question.name else {
            return
        }
        log.surrounded = nil
        let lines = answer.lines.filter(\.line.isSaid)
        let rows = lines.map { Panel.Row(text: row(of: $0.line, in: nil)) }
        panel = Panel(
            title: phrase(.surroundings(label(of: finding))), rows: rows,
            chosen: lines.firstIndex { $0.place == place })
    }
}
