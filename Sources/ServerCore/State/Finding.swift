import ChatProtocol

/// Who and what is where.
extension ServerState {
    /// Somebody who is here.
    func member(named text: String) -> Member? {
        guard let nick = try? Nickname(text, casemapping: settings.casemapping), case .member(let id) = nicks[nick]
        else { return nil }
        return members[id]
    }

    func room(named text: String) -> Room? {
        guard let name = try? RoomName(text, casemapping: settings.casemapping), let id = roomsByName[name] else {
            return nil
        }
        return rooms[id]
    }

    func account(named text: String) -> Account? {
        accountsByName[settings.casemapping.fold(text)].flatMap { accounts[$0] }
    }

    func account(of member: Member) -> Account? { member.account.flatMap { accounts[$0] } }

    /// Whose words a member's are, as others see them.
    func author(_ member: Member) -> Author {
        Author(
            member.source, account: account(of: member)?.name, isBot: member.modes.contains(.bot),
            isOperator: member.modes.contains(.serverOperator))
    }

    /// The actor as others see it; nil where the connection is not registered.
    func author(_ turn: Turn) -> Author? { members[turn.actor].map(author) }

    /// Whether the asker may know that the room is there.
    func isVisible(_ room: Room, to asker: MemberID) -> Bool {
        !room.modes.flags.contains(.secret) || room[asker] != nil
            || has(.seeHidden, asker)
    }

    /// Whether the first sees the other in a room that both are in.
    func shareRoom(_ one: MemberID, _ other: MemberID) -> Bool {
        members[one]?.rooms.contains { rooms[$0]?[other] != nil && !isHidden(other, in: $0) } ?? false
    }

    // MARK: - Telling

    /// To everybody who sees the member in a room, and to its own connections; if it is the actor, but for that of the
    /// command, which is answered.
    func tell(_ parcel: Parcel, toRoomsOf member: Member, having: Capabilities = [], _ turn: inout Turn) {
        let hidden = member.rooms.filter { isHidden(member.id, in: $0) }
        let watchful = hidden.compactMap { rooms[$0] }.flatMap { self.watchful(in: $0, and: member) }
        let open = hidden.isEmpty ? member.rooms : member.rooms.filter { !hidden.contains($0) }
        turn.deliver(
            parcel,
            to: .rooms(
                open, and: watchful.isEmpty ? member.sessions : watchful,
                except: member.id == turn.actor ? turn.session : nil, having: having))
    }

    /// Whether the member is in an auditorium, where only operators know of it.
    func isHidden(_ member: MemberID, in room: RoomID) -> Bool {
        guard let room = rooms[room], room.modes.flags.contains(.auditorium) else { return false }
        return room[member]?.ranks.isEmpty == true
    }

    /// To the member's connections, but for that of the command.
    func tell(_ parcel: Parcel, toOthersOf member: Member, having: Capabilities = [], _ turn: inout Turn) {
        let others = member.sessions.filter { $0 != turn.session }
        if !others.isEmpty { turn.deliver(parcel, to: .sessions(others, having: having)) }
    }

    /// Tells a room what the actor did: to its connection as the answer, to everybody else as news.
    func announce(
        _ reply: Reply, by author: Author, in room: RoomID, as kept: Kept, having: Capabilities = [],
        _ turn: inout Turn
    ) {
        let line = Parcel.line(Line(author, reply, at: kept.time, id: kept.id))
        turn.answer(line)
        turn.deliver(line, to: .room(room, except: turn.session, having: having))
    }
}
