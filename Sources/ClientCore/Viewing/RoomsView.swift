/// The sidebar on the left: rooms, persons, and what is unread in them.
extension Model {
    func drawRooms(on screen: inout Screen, _ layout: Layout) {
        for (row, entry) in roomEntries(layout).enumerated() {
            if let entry { drawRoom(buffers[entry], isCurrent: entry == current, row: row, on: &screen, layout) }
        }
    }

    /// What stands on each row, from the first on: the index of a buffer, or nothing.
    func roomEntries(_ layout: Layout) -> [Int?] {
        let room = layout.paneRows.upperBound
        var entries: [Int?] = []
        for index in buffers.indices {
            let isFirstPerson = index > 0 && buffers[index].kind == .person && buffers[index - 1].kind != .person
            if isFirstPerson || (index > 0 && buffers[index].kind == .server) { entries.append(nil) }
            entries.append(index)
        }
        // The one on the screen is always among those listed.
        let place = entries.firstIndex(of: current) ?? 0
        let first = max(0, min(place - room / 2, entries.count - room))
        return Array(entries[first...].prefix(room))
    }

    private func drawRoom(
        _ buffer: Buffer, isCurrent: Bool, row: Int, on screen: inout Screen, _ layout: Layout
    ) {
        let end = layout.rooms.upperBound - 1
        let count = Self.countText(buffer)
        let presence = count.isEmpty ? presenceMark(of: buffer) : nil
        let isLoud = buffer.mentions > 0
        if !count.isEmpty {
            let style = Style(isLoud ? .mention : .plain, .bold)
            screen.put(count, style, row: row, column: end - count.utf8.count)
        }
        let isAbsent = buffer.kind == .room ? !buffer.isJoined : presence?.isAbsence ?? false
        let ink: Style.Ink = isCurrent ? .accent : isLoud ? .mention : isAbsent ? .faint : .plain
        let style = Style(ink, isCurrent || buffer.unread > 0 ? .bold : [])
        let sign = isCurrent ? ">" : buffer.editor.isEmpty ? " " : "."
        screen.put(sign, style, row: row, column: 0)
        var used = count.utf8.count
        if let presence {
            let rules = settings.widthRules
            let isShort = DisplayWidth.columns(of: drawn(buffer.label) + "  " + presence.word, rules: rules) > end - 1
            let text = isShort ? presence.sign : presence.word
            used = DisplayWidth.columns(of: text, rules: rules)
            screen.put(text, Style(.faint), row: row, column: end - used)
        }
        screen.put(drawn(buffer.label), style, row: row, column: 1, cutTo: end - 1 - (used > 0 ? used + 1 : 0))
    }

    /// What the person of a private chat does: writes, has gone, is away; nil where they are simply here, or nobody knows.
    private func presenceMark(of buffer: Buffer) -> Mark? {
        guard buffer.kind == .person, let network = networks.first(where: { $0.number == buffer.network }),
            network.connection == .online
        else { return nil }
        if !buffer.typists.isEmpty { return typingMark }
        if network.presences[buffer.folded] == false {
            return Mark(word: phrase(.goneMark), sign: "-", isAbsence: true)
        }
        return network.session.people[buffer.folded]?.isAway == true ? awayMark : nil
    }

    /// `2`, or `!2` where the person is spoken to.
    static func countText(_ buffer: Buffer) -> String {
        guard buffer.unread > 0 else { return "" }
        let count = buffer.unread > 999 ? "999+" : String(buffer.unread)
        return (buffer.mentions > 0 ? "!" : "") + count
    }
}
