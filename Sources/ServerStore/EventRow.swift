import ChatProtocol
import ServerCore

/// How an event, in one of its rooms, stands in its rows.
enum EventRow {
    static let columns = """
        place.after, place.event, event.time, event.author, event.account, event.flags, event.kind, event.nick, \
        event.text, place.name
        """

    /// Reads a row of `columns`.
    static func read(_ row: PreparedStatement, room: RoomNumber) throws(StoreError) -> Event {
        let number = try row.integer(1)
        let after = try row.integer(0)
        guard PostRow.sequences.contains(number), after >= 0, after <= PostRow.sequences.upperBound else {
            throw .corrupt("event \(number) of room \(room.value) is behind post \(after)")
        }
        let kind = Event.Kind(number: try row.integer(6), nick: try row.textIfAny(7), text: try row.linesIfAny(8))
        guard let kind else { throw .corrupt("event \(number) is of no known kind") }
        return Event(
            number: number, time: Timestamp(milliseconds: try row.integer(2)),
            author: try PostRow.author(row, 3, account: 4, flags: 5), kind: kind,
            places: [Event.Place(room: room, name: try row.word(9), after: after)])
    }
}

extension Event {
    /// The event without anything that its author wrote.
    var blanked: Event {
        var blank = self
        switch kind {
        case .joined: blank.kind = .joined(realname: "")
        case .parted: blank.kind = .parted(reason: nil)
        case .left: blank.kind = .left(reason: nil)
        case .kicked(let nick, _): blank.kind = .kicked(nick: nick, reason: nil)
        case .topic: blank.kind = .topic("")
        case .renamed, .modes: break
        }
        return blank
    }
}

extension Event.Kind {
    /// As it stands in the database: never changes.
    var number: Int64 {
        switch self {
        case .joined: 0
        case .parted: 1
        case .left: 2
        case .renamed: 3
        case .kicked: 4
        case .topic: 5
        case .modes: 6
        }
    }

    /// Whose nick it is about, where that is not the author's.
    var nick: String? {
        guard case .kicked(let nick, _) = self else { return nil }
        return nick
    }

    /// Words of a mode are lines.
    var text: String? {
        switch self {
        case .joined(let text), .renamed(let text), .topic(let text): text
        case .parted(let reason), .left(let reason), .kicked(_, let reason): reason
        case .modes(let words): words.isEmpty ? nil : words.joined(separator: "\n")
        }
    }

    init?(number: Int64, nick: String?, text: String?) {
        let words = text.map { $0.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) }
        let isLine = !(text?.utf8.contains { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") } ?? false)
        switch (number, nick, text) {
        case (6, nil, _): self = .modes(words?.map { String($0) ?? "" } ?? [])
        case _ where !isLine: return nil
        case (0, nil, let text?): self = .joined(realname: text)
        case (1, nil, _): self = .parted(reason: text)
        case (2, nil, _): self = .left(reason: text)
        case (3, nil, let text?): self = .renamed(to: text)
        case (4, let nick?, _): self = .kicked(nick: nick, reason: text)
        case (5, nil, let text?): self = .topic(text)
        default: return nil
        }
    }
}
