import ChatProtocol

/// Changing what one has said (IRCv3 draft/message-edit, ircv3-specifications pull request 425).
///
/// Who does not take edits is told nothing: another post would say it twice, and be kept by nobody.
extension ServerState {
    mutating func edit(_ id: String, in target: String, _ text: String, _ turn: inout Turn) {
        guard let place = place(of: id, in: target, for: "EDIT", &turn) else { return }
        let isOneLine = !text.utf8.contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") || $0 == 0 }
        guard isOneLine, !CTCP.isCTCP(text) || CTCP.action(in: text) != nil else {
            turn.answer(invalidEdit(target, id, "A message becomes one line of text"))
            return
        }
        let purpose = Question.Purpose.edit(target: target, id: place.id, text: text, label: turn.label)
        ask(.post(place.number, sequence: place.id.sequence), in: place.forum.room, for: purpose, &turn)
    }

    mutating func edit(
        _ answer: Answer, id: MessageID, in target: String, _ room: RoomID?, _ text: String, _ turn: inout Turn
    ) {
        guard let found = found(answer, id, in: target, room, for: "EDIT", &turn), let member = members[turn.actor]
        else { return }
        let name = found.forum.name
        guard isOwn(found.post, of: member) else {
            forbid(found, "You are not authorised to edit this message", &turn)
            return
        }
        guard let kind = found.post.kind.speech, kind != .tags else {
            turn.answer(invalidEdit(name, found.id, "It has no text"))
            return
        }
        // Later readers are told it in one line, from whom and to whom it was said.
        let source = found.post.author.source.description
        guard Speech.bytesBesideText(source: source, kind: kind, target: name) + text.utf8.count <= Limits.body else {
            turn.answer(invalidEdit(name, found.id, "The text is too long for one line"))
            return
        }
        // New words reach everybody, so that they need what saying them would need.
        if let why = silence(of: member, saying: text, in: found.forum, at: turn.now) {
            forbid(found, why, &turn)
            return
        }
        let reply = Reply.edited(target: name, id: found.id, text: text)
        amend(found, .edit(of: found.post.sequence), text: text, as: reply, having: .messageEditing, &turn)
    }

    /// Why the member may not say this there now; nil: they may. What was just said may be mended at once.
    private func silence(of member: Member, saying text: String, in forum: Forum, at now: Timestamp) -> String? {
        if var room = forum.room.flatMap({ rooms[$0] }) {
            room.modes.pause = nil
            return silence(of: member, saying: text, in: room, at: now)
        }
        guard let receiver = self.member(named: forum.name), receiver.id != member.id,
            receiver.modes.contains(.fromAccountsOnly), member.account == nil, !receiver.accepted.contains(member.id)
        else { return nil }
        return "You must be logged in to message this user (+R)"
    }

    private func forbid(_ found: Found, _ why: String, _ turn: inout Turn) {
        turn.answer(fail("EDIT", "EDIT_FORBIDDEN", [found.forum.name, found.id], why))
    }

    private func invalidEdit(_ target: String, _ id: String, _ why: String) -> Reply {
        fail("EDIT", "INVALID_EDIT", [target, id].map(Self.shown), why)
    }
}
