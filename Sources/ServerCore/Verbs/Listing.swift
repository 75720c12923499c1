import ChatProtocol

/// Which rooms there are, and who is in them.
extension ServerState {
    mutating func names(of names: [String], _ turn: inout Turn) {
        guard !names.isEmpty else {
            turn.answer(numeric(.endOfNames, turn, ["*", "End of /NAMES list"]))
            return
        }
        for name in names.prefix(ServerSettings.targets) {
            if let room = room(named: name), isVisible(room, to: turn.actor) {
                self.names(of: room, &turn)
            } else {
                turn.answer(numeric(.endOfNames, turn, [Self.shown(name), "End of /NAMES list"]))
            }
        }
    }

    func names(of room: Room, _ turn: inout Turn) {
        guard let asker = members[turn.actor] else { return }
        let isInside = room[asker.id] != nil
        let kind = room.flags.contains(.secret) ? "@" : "="
        let names = room.inOrder.lazy.compactMap { id, membership -> String? in
            guard let member = members[id], isInside || !member.isInvisible else { return nil }
            let signs = membership.signs(all: asker.has(.multiPrefix))
            return signs + (asker.has(.userhostInNames) ? member.source.description : member.name)
        }
        let head = numeric(.namesReply, turn, [kind, room.name.display, ""])
        for text in texts(of: names, endOf: head) {
            turn.answer(numeric(.namesReply, turn, [kind, room.name.display, text]))
        }
        turn.answer(numeric(.endOfNames, turn, [room.name.display, "End of /NAMES list"]))
    }

    /// `LIST`, `LIST #a,#b`, and by size: `LIST >5`, `LIST <5` (ELIST=U).
    func list(_ filters: [String], _ turn: inout Turn) {
        turn.answer(numeric(.listStart, turn, ["Channel", "Users  Name"]))
        let named = filters.compactMap { room(named: $0)?.id }
        let sizes = filters.compactMap(Self.size)
        for room in rooms.all.sorted(by: { $0.name.folded < $1.name.folded }) {
            let isAskedFor =
                filters.isEmpty || named.contains(room.id)
                || (!sizes.isEmpty && sizes.allSatisfy { $0.contains(room.members.count) })
            guard isAskedFor, isVisible(room, to: turn.actor) else { continue }
            let words = [room.name.display, String(room.members.count), room.topic?.text ?? ""]
            turn.answer(numeric(.list, turn, words))
        }
        turn.answer(numeric(.listEnd, turn, ["End of /LIST"]))
    }

    private static func size(_ filter: String) -> Range<Int>? {
        guard let number = Int(filter.dropFirst()), number >= 0, number < Int.max else { return nil }
        switch filter.utf8.first {
        case UInt8(ascii: ">"): return number + 1..<Int.max
        case UInt8(ascii: "<"): return 0..<number
        default: return nil
        }
    }
}
