/// The sidebar on the right: who is in the room, by rank, then by name.
extension Model {
    /// What stands on each row of the sidebar, from the first row of the pane on: drawing and clicks both read it.
    func memberRows(_ layout: Layout) -> [MemberRoll.Row] {
        let room = layout.paneRows.count
        return MemberRoll(buffers[current].members, room: room).rows(from: buffers[current].membersTop, room: room)
    }

    /// Moves the sidebar by rows, up where negative; false where all of it is on the screen.
    mutating func scrollMembers(by step: Int, _ layout: Layout) -> Bool {
        let room = layout.paneRows.count
        let last = MemberRoll(buffers[current].members, room: room).lastTop(room: room)
        guard last > 0 else { return false }
        buffers[current].membersTop = min(max(0, min(buffers[current].membersTop, last) + step), last)
        return true
    }

    func drawMembers(on screen: inout Screen, _ layout: Layout) {
        let writing = Set(buffers[current].typists.map(\.nick))
        // One column stays free, so that the sidebar ends below the row at the top.
        let columns = layout.members.lowerBound..<layout.members.upperBound - 1
        for (row, content) in zip(layout.paneRows, memberRows(layout)) {
            switch content {
            case .title(let sign, let count):
                let title = phrase(.rank(sign, count))
                screen.put(title, Style(.faint), row: row, column: columns.lowerBound, limit: columns.count)
            case .member(let member):
                draw(member, isTyping: writing.contains(member.nick), row: row, columns, on: &screen)
            case .above(let count):
                drawRest(.above(count), row: row, columns, on: &screen)
            case .below(let count):
                drawRest(.below(count), row: row, columns, on: &screen)
            }
        }
    }

    private func drawRest(_ rest: PeoplePhrase, row: Int, _ columns: Range<Int>, on screen: inout Screen) {
        screen.put(phrase(rest), Style(.faint), row: row, column: columns.lowerBound + 1, limit: columns.count - 1)
    }

    /// `@ccc           away`: the nick, and at the end of the row what there is to know besides.
    private func draw(
        _ member: MemberList.Member, isTyping: Bool, row: Int, _ columns: Range<Int>, on screen: inout Screen
    ) {
        let rules = settings.widthRules
        let start = columns.lowerBound + 1
        let person = session.people[member.folded] ?? Acquaintance()
        let paleness: Style.Attributes = person.isAway ? .dim : []
        let ink = person.isAway ? .faint : ink(of: member.nick)
        var end = columns.upperBound
        if let mark = mark(of: person, isTyping: isTyping) {
            let isShort = DisplayWidth.columns(of: drawn(member.nick) + "  " + mark.word, rules: rules) > end - start
            let text = isShort ? mark.sign : mark.word
            let column = end - DisplayWidth.columns(of: text, rules: rules)
            screen.put(text, Style(.faint, paleness), row: row, column: column)
            end = column - 1
        }
        screen.put(String(member.ranks.prefix(1)), Style(.accent, paleness), row: row, column: columns.lowerBound)
        screen.put(drawn(member.nick), Style(ink, paleness), row: row, column: start, cutTo: end - start)
    }

    /// A word about somebody, and what stands for it where it has no room.
    struct Mark {
        var word: String
        var sign: String
        /// Nobody reads what is said to them now.
        var isAbsence = false
    }

    var awayMark: Mark {
        Mark(word: phrase(.isAwayMark), sign: settings.widthRules.ambiguous > 1 ? "z" : "◌", isAbsence: true)
    }

    var typingMark: Mark { Mark(word: phrase(.typingMark), sign: "...") }

    /// Says without colour what somebody does, or that they are away. Whoever is simply here needs no sign.
    func mark(of person: Acquaintance, isTyping: Bool) -> Mark? {
        if isTyping { return typingMark }
        if person.isAway { return awayMark }
        if person.isBot { return Mark(word: phrase(.botMark), sign: "bot") }
        return person.isRaw ? Mark(word: "raw", sign: "raw") : nil
    }

    func ink(of nick: String) -> Style.Ink {
        settings.hasNickColours ? NickColour.ink(of: nick) : .plain
    }
}
