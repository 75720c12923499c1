import ChatProtocol

/// Another name for a room, which stays the same in everything else (IRCv3 draft/channel-rename).
extension ServerState {
    mutating func renameRoom(_ name: String, to wanted: String, reason: String?, _ turn: inout Turn) {
        let place = roomOfActor(named: name, &turn).flatMap { room -> (id: RoomID, name: RoomName)? in
            isAllowed(.rename, in: room, &turn) ? (room.id, room.name) : nil
        }
        guard let (id, old) = place, let author = author(turn) else { return }
        func refuse(_ code: String, _ why: String) {
            turn.answer(fail("RENAME", code, [old.display, Self.shown(wanted)], why))
        }
        guard id != lobby else { return refuse("CANNOT_RENAME", "The lobby keeps its name") }
        guard let new = try? RoomName(wanted, casemapping: settings.casemapping) else {
            return refuse("CANNOT_RENAME", "That is no channel's name")
        }
        guard new.display != old.display else { return refuse("CANNOT_RENAME", "That is its name already") }
        guard roomsByName[new] ?? id == id, asleep[new] == nil else {
            return refuse("CHANNEL_NAME_IN_USE", "The channel name is already taken")
        }
        roomsByName[old] = nil
        roomsByName[new] = id
        rooms[id]?.name = new
        keepRoom(id, &turn)
        let why = reason?.prefix(whole: Limits.phrase)
        if new != old { moveMarkers(from: old.folded, to: new.folded, &turn) }
        let line = Parcel.line(Line(author, .roomRenamed(old.display, to: new.display, reason: why), at: turn.now))
        let having = Capabilities(.channelRename)
        turn.deliver(line, to: .room(id, except: turn.session, having: having))
        // A program that does not know of it sees no difference between names that are compared as equal.
        if new != old { tellThoseWithout(having, that: old.display, became: id, reason: why, &turn) }
        if turn.has(.channelRename) { turn.answer(line) }
    }

    /// To each connection that knows of no new names its own member leaves the one room and joins the other.
    private mutating func tellThoseWithout(
        _ capabilities: Capabilities, that old: String, became id: RoomID, reason: String?, _ turn: inout Turn
    ) {
        let everybody = rooms[id]?.inOrder.map(\.id) ?? []
        for member in everybody.compactMap({ members[$0] }) {
            let author = author(member)
            let parted = Parcel.line(Line(author, .parted(room: old, reason: reason), at: turn.now))
            for session in member.sessions.compactMap({ sessions[$0] })
            where session.dialect == .irc && session.capabilities.isDisjoint(with: capabilities) {
                guard session.id == turn.session else {
                    turn.deliver(parted, to: .session(session.id))
                    introduce(id, to: session.id, &turn)
                    continue
                }
                turn.answer(parted)
                let name = rooms[id]?.name.display ?? old
                turn.answer(.joined(room: name, account: author.account, realname: member.realname), from: author)
                for parcel in introduction(to: id, for: session.id, &turn) { turn.answer(parcel) }
            }
        }
    }

    /// Who has read up to somewhere has done so still.
    private mutating func moveMarkers(from old: String, to new: String, _ turn: inout Turn) {
        for account in markers.keys.sorted() {
            guard let time = markers[account]?[old] else { continue }
            markers[account]?[old] = nil
            markers[account]?[new] = time
            turn.store(.marker(account, target: new, time))
        }
    }
}
