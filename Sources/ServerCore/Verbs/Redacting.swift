import ChatProtocol

/// Taking back what was said (IRCv3 draft/message-redaction).
extension ServerState {
    mutating func redact(_ id: String, in target: String, reason: String?, _ turn: inout Turn) {
        guard let place = place(of: id, in: target, for: "REDACT", &turn) else { return }
        let reason = reason.flatMap { $0.isEmpty ? nil : $0.prefix(whole: Limits.phrase) }
        let purpose = Question.Purpose.redact(target: target, id: place.id, reason: reason, label: turn.label)
        ask(.post(place.number, sequence: place.id.sequence), in: place.forum.room, for: purpose, &turn)
    }

    /// Whose words they are is known now.
    mutating func redact(
        _ answer: Answer, id: MessageID, in target: String, _ room: RoomID?, reason: String?, _ turn: inout Turn
    ) {
        guard let found = found(answer, id, in: target, room, for: "REDACT", &turn), let member = members[turn.actor]
        else { return }
        let ranks = found.forum.room.flatMap { rooms[$0]?[member.id]?.ranks } ?? []
        guard isOwn(found.post, of: member) || ranks.reach(Permission.rank(for: .redact)) else {
            let words = [found.forum.name, found.id]
            turn.answer(fail("REDACT", "REDACT_FORBIDDEN", words, "You are not authorised to delete this message"))
            return
        }
        let reply = Reply.redacted(target: found.forum.name, id: found.id, reason: reason)
        amend(
            found, .redaction(of: found.post.sequence), text: reason ?? "", as: reply, having: .messageRedaction, &turn)
    }
}
