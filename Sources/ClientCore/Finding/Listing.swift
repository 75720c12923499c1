import ChatProtocol

/// A room as LIST tells of it. Name and topic are safe to draw.
struct ListedRoom: Equatable, Sendable {
    /// Those kept of one answer: what Libera.Chat has, and half as many again, would be more than anybody reads.
    static let most = 10_000

    /// As the server writes it; never drawn.
    var target: String
    var members: Int
    var topic: String
}

/// `/list`: the server's rooms, the fullest first, found by typing and entered by Enter.
extension Model {
    mutating func listedRoom(_ words: [String]) {
        guard words.count >= 2, session.isRoom(words[0]), session.listed.count < ListedRoom.most else { return }
        let topic = StyledText(message: words.count > 2 ? words.last ?? "" : "").plain
        session.listed.append(ListedRoom(target: words[0], members: max(0, Int(words[1]) ?? 0), topic: topic))
    }

    mutating func listEnded() {
        let rooms = session.listed.sorted {
            ($1.members, session.fold($0.target)) < ($0.members, session.fold($1.target))
        }
        session.listed = []
        guard !rooms.isEmpty else { return show(.nothingFound) }
        let names = rooms.map { Sanitiser.clean($0.target) }
        let widths = names.map { DisplayWidth.columns(of: $0, rules: settings.widthRules) }
        let widest = min(widths.max() ?? 0, Self.mostNameColumns)
        let rows = zip(rooms, zip(names, widths)).map { room, shown in
            let (name, width) = shown
            var text = StyledText(name, Style(.accent))
            let count = String(room.members)
            let gap = max(0, widest - width) + max(0, Self.countColumns - count.utf8.count)
            text.append(String(repeating: " ", count: gap) + count + "  ", Style(.faint))
            text.append(room.topic)
            return Panel.Row(text: text, goal: .room(room.target))
        }
        guard !settings.isPlain else {
            for row in rows { note(text: row.text, in: front) }
            return
        }
        panel = Panel(title: phrase(.roomsOfServer(rows.count)), rows: rows, isFiltered: true)
    }

    /// Columns that names are given, so that the counts stand under each other; a longer name takes what it needs.
    private static let mostNameColumns = 24
    private static let countColumns = 6

    /// Into a room, or to it where the person is in it.
    mutating func enter(_ room: String, key: String? = nil) {
        if let index = index(of: room), buffers[index].isJoined { return go(to: index) }
        session.showOnJoining(room)
        if settings.isPlain { plain.expect(rooms: 1, at: now) }
        send(Command.join([JoinRequest(room: room, key: key)]).message)
    }
}
