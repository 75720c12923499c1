import ChatProtocol

/// Which rooms there are, and who is in them.
extension ServerState {
    mutating func names(of names: [String], _ turn: inout Turn) {
        guard !names.isEmpty else {
            turn.answer(numeric(.endOfNames, turn, ["*", "End of /NAMES list"]))
            return
        }
        guard let session = sessions[turn.session], let member = members[turn.actor] else { return }
        let asked = names.prefix(ServerSettings.targets)
        for name in asked {
            guard let room = room(named: name), isVisible(room, to: turn.actor) else { continue }
            for reply in self.names(of: room, to: session, member).dropLast() { turn.answer(reply) }
        }
        // One end for all that were asked for, as they were asked for (Modern IRC, NAMES).
        let whole = asked.map(Self.shown).joined(separator: ",")
        turn.answer(numeric(.endOfNames, turn, [whole, "End of /NAMES list"]))
    }

    func names(of room: Room, to session: Session, _ asker: Member) -> [Reply] {
        let name = room.name.display
        let kind = room.modes.flags.contains(.secret) ? "@" : "="
        let all = session.has(.multiPrefix)
        let isLong = session.has(.userhostInNames)
        let names = shown(of: room, to: asker.id) { member, membership in
            let name = isLong ? member.source.description : member.name
            return membership.ranks.isEmpty ? name : membership.ranks.signs(all: all) + name
        }
        func line(_ text: String) -> Reply { .numeric(.namesReply, receiver: asker.name, [kind, name, text]) }
        return texts(of: names, endOf: line("")).map(line)
            + [.numeric(.endOfNames, receiver: asker.name, [name, "End of /NAMES list"])]
    }

    /// Those of a room whom the asker may see in it, in the order of joining.
    func shown<Shown>(
        of room: Room, to asker: MemberID, as show: (Member, Room.Membership) -> Shown
    ) -> [Shown] {
        let own = room[asker]?.ranks
        let seesAll =
            !room.modes.flags.contains(.auditorium) || own?.reach(Permission.rank(for: .seeAuditorium)) == true
        return room.inOrder.compactMap { id, membership in
            guard let member = members[id], own != nil || !member.isInvisible,
                seesAll || !membership.ranks.isEmpty
            else { return nil }
            return show(member, membership)
        }
    }

    /// Whether LIST tells the asker of the room: of one that is closed to them it does not (reliability, threat 16).
    private func isAdvertised(_ room: Room, to asker: MemberID) -> Bool {
        if room[asker] != nil || has(.seeHidden, asker) { return true }
        guard room.isOpen, let member = members[asker] else { return false }
        return !isBanned(member, in: room)
    }

    /// `LIST`, `LIST #a,#b`, `LIST *mask*`, `LIST !*mask*`, by size (`>5`, `<5`), and by minutes since the room was made
    /// (`C`) or its topic was set (`T`), as ELIST=CMNTU says.
    func list(_ filters: [String], _ turn: inout Turn) {
        turn.answer(numeric(.listStart, turn, ["Channel", "Users  Name"]))
        let filters = filters.map { RoomFilter($0, casemapping: settings.casemapping) }
        let named = filters.contains { $0.isName }
        for room in rooms.all.sorted(by: { $0.name.folded < $1.name.folded }) {
            guard isAdvertised(room, to: turn.actor), named || !room.members.isEmpty else { continue }
            let rest = filters.filter { !$0.isName }
            let isNamed = !named || filters.contains { $0.isName && $0.accepts(room, at: turn.now) }
            guard isNamed, rest.allSatisfy({ $0.accepts(room, at: turn.now) }) else { continue }
            let words = [room.name.display, String(room.members.count), room.topic?.text ?? ""]
            turn.answer(numeric(.list, turn, words))
        }
        turn.answer(numeric(.listEnd, turn, ["End of /LIST"]))
    }
}

/// One condition of LIST.
private enum RoomFilter {
    case name(Mask)
    case notName(Mask)
    case members(Range<Int>)
    /// Minutes since the room was made.
    case age(Range<Int64>)
    /// Minutes since its topic was set.
    case topicAge(Range<Int64>)

    init(_ text: String, casemapping: Casemapping) {
        let rest = String(text.dropFirst())
        switch text.first {
        case ">", "<":
            if let size = Self.range(text) {
                self = .members(Int(clamping: size.lowerBound)..<Int(clamping: size.upperBound))
                return
            }
        case "C", "c":
            if let age = Self.range(rest) {
                self = .age(age)
                return
            }
        case "T", "t":
            if let age = Self.range(rest) {
                self = .topicAge(age)
                return
            }
        case "!":
            self = .notName(Mask(casemapping.fold(rest)))
            return
        default: break
        }
        self = .name(Mask(casemapping.fold(text)))
    }

    private static func range(_ text: String) -> Range<Int64>? {
        guard let number = Int64(text.dropFirst()), number >= 0, number < Int64.max else { return nil }
        switch text.first {
        case ">": return number + 1..<Int64.max
        case "<": return 0..<number
        default: return nil
        }
    }

    var isName: Bool {
        if case .name = self { return true }
        return false
    }

    func accepts(_ room: Room, at now: Timestamp) -> Bool {
        func minutes(since time: Timestamp) -> Int64 { max(0, (now.milliseconds - time.milliseconds) / 60_000) }
        switch self {
        case .name(let mask): return mask.matches(room.name.folded)
        case .notName(let mask): return !mask.matches(room.name.folded)
        case .members(let range): return range.contains(room.members.count)
        case .age(let range): return range.contains(minutes(since: room.madeAt))
        case .topicAge(let range): return room.topic.map { range.contains(minutes(since: $0.time)) } ?? false
        }
    }
}
