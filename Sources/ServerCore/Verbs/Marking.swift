import ChatProtocol

/// How far somebody has read (IRCv3 draft/read-marker): theirs alone, and kept where they have an account.
extension ServerState {
    mutating func markRead(_ target: String, _ mark: ReadMark?, _ turn: inout Turn) {
        guard let member = members[turn.actor] else { return }
        guard let (folded, name) = markable(target, for: member) else {
            turn.answer(fail("MARKREAD", "INVALID_PARAMS", [Self.shown(target)], "That is neither a room nor a nick"))
            return
        }
        if case .upTo(let time)? = mark {
            guard move(folded, as: name, to: time, &turn) else { return }
        }
        turn.answer(marker(of: member.id, for: folded, as: name))
    }

    /// The key and the name of a room or a nick, whether it is there or not; a room that the member may know of is called
    /// by its own name.
    private func markable(_ target: String, for member: Member) -> (folded: String, name: String)? {
        if let room = try? RoomName(target, casemapping: settings.casemapping) {
            let known = self.room(named: target).flatMap { isVisible($0, to: member.id) ? $0 : nil }
            return (room.folded, known?.name.display ?? target)
        }
        guard let nick = try? Nickname(target, casemapping: settings.casemapping) else { return nil }
        return (nick.folded, self.member(named: target)?.name ?? target)
    }

    /// Forward only. false: it could not be kept, and the actor is told.
    private mutating func move(_ folded: String, as name: String, to time: Timestamp, _ turn: inout Turn) -> Bool {
        guard let member = members[turn.actor] else { return false }
        // A client that is wrong about the time would otherwise mark for ever what nobody has said yet.
        let latest = Timestamp(milliseconds: turn.now.milliseconds + Self.aheadMost)
        let time = min(time, latest)
        let markers = markers(of: member)
        if let last = markers[folded], time <= last { return true }
        guard markers[folded] != nil || markers.count < ServerSettings.markers else {
            turn.answer(fail("MARKREAD", "INTERNAL_ERROR", [name], "Too many targets have a read marker"))
            return false
        }
        if let account = member.account {
            guard canStore("MARKREAD", name, &turn) else { return false }
            self.markers[account, default: [:]][folded] = time
            turn.store(.marker(account, target: folded, time))
        } else {
            members[turn.actor]?.markers[folded] = time
        }
        let line = Line(marker(of: member.id, for: folded, as: name), at: turn.now)
        tell(.line(line), toOthersOf: member, having: Capabilities(.readMarker), &turn)
        return true
    }

    /// Milliseconds that a marker may be ahead of the clock: a room's time may be so for a second, and a clock may be
    /// put back.
    private static let aheadMost: Int64 = 60_000

    private func markers(of member: Member) -> [String: Timestamp] {
        guard let account = member.account else { return member.markers }
        return markers[account] ?? [:]
    }

    /// How far the member has read what bears this folded name.
    func marker(of member: Member, for folded: String, as name: String) -> Reply {
        .markedRead(target: name, markers(of: member)[folded].map { .upTo($0) } ?? .nothing)
    }

    /// As it is now.
    private func marker(of id: MemberID, for folded: String, as name: String) -> Reply {
        members[id].map { marker(of: $0, for: folded, as: name) } ?? .markedRead(target: name, .nothing)
    }
}
