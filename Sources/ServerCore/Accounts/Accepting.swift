import ChatProtocol

/// Who may write to one who hears only members with accounts (+R): `ACCEPT nick,-nick`, and `ACCEPT *` to ask.
extension ServerState {
    /// Members that one may accept: those one writes to are accepted too, so that it is more than a list by hand needs.
    static let mostAccepted = 100

    mutating func accept(_ words: [String], _ turn: inout Turn) {
        for word in words {
            guard word != "*" else {
                tellAccepted(&turn)
                continue
            }
            let isAdding = !word.hasPrefix("-")
            guard let other = member(named: isAdding ? word : String(word.dropFirst())) else {
                turn.answer(fail("ACCEPT", "INVALID_USER", [Self.shown(word)], "No such user"))
                continue
            }
            if !isAdding {
                members[turn.actor]?.accepted.remove(other.id)
            } else if !accept(other.id, by: turn.actor) {
                turn.answer(fail("ACCEPT", "LIST_FULL", [Self.shown(word)], "You accept too many already"))
            }
        }
    }

    /// Whether there was room for one more, once those who left are forgotten.
    @discardableResult
    mutating func accept(_ other: MemberID, by id: MemberID) -> Bool {
        guard let accepted = members[id]?.accepted, !accepted.contains(other) else { return true }
        if accepted.count >= Self.mostAccepted {
            let present = accepted.filter { members.contains($0) }
            members[id]?.accepted = present
        }
        guard let count = members[id]?.accepted.count, count < Self.mostAccepted else { return false }
        members[id]?.accepted.insert(other)
        return true
    }

    private func tellAccepted(_ turn: inout Turn) {
        let names = (members[turn.actor]?.accepted ?? []).compactMap { members[$0]?.name }.sorted()
        for text in texts(of: names, endOf: numeric(.acceptList, turn, [""])) {
            turn.answer(numeric(.acceptList, turn, [text]))
        }
        turn.answer(numeric(.endOfAcceptList, turn, ["End of /ACCEPT list"]))
    }
}

extension Numeric {
    /// As Solanum has them.
    fileprivate static let acceptList = Numeric(rawValue: 281)
    fileprivate static let endOfAcceptList = Numeric(rawValue: 282)
}
