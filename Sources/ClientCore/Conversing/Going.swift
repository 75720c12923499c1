/// Ctrl-K: going somewhere by a part of its name.
extension Model {
    mutating func toggleGoTo() {
        completion.end()
        goingTo = goingTo == nil ? GoTo(places) : nil
    }

    /// All buffers but the one on the screen, which comes last of them, then the members of all rooms of the network on the
    /// screen that no chat is open with.
    private var places: [GoTo.Goal] {
        let others = buffers.indices.filter { $0 != current } + [current]
        var places = others.map { index in
            let buffer = buffers[index]
            let unread: GoTo.Unread = buffer.mentions > 0 ? .mentions : buffer.unread > 0 ? .lines : .none
            return GoTo.Goal(
                place: .buffer(buffer.number), label: label(of: buffer), unread: unread, count: Self.countText(buffer))
        }
        var seen: Set<String> = [session.fold(session.nick)]
        var room = GoTo.mostMembers
        // The room on the screen first, so that those who are here are not cut off.
        for index in others.reversed() where buffers[index].kind == .room && buffers[index].network == network.number {
            for nick in buffers[index].members.nicks.prefix(max(0, room)) {
                room -= 1
                let folded = session.fold(nick)
                guard seen.insert(folded).inserted, network.indices[folded] == nil else { continue }
                places.append(GoTo.Goal(place: .person(nick: nick), label: "@" + nick))
            }
        }
        return places
    }

    /// With several networks, rooms of the same name are told apart by theirs.
    private func label(of buffer: Buffer) -> String {
        guard networks.count > 1, buffer.kind != .server,
            let own = buffers.first(where: { $0.network == buffer.network && $0.kind == .server })
        else { return buffer.label }
        return buffer.label + "  " + own.name
    }

    mutating func goToGoal() {
        let goal = goingTo?.goal
        goingTo = nil
        switch goal?.place {
        case nil: show(.noMatch)
        case .buffer(let number): if let index = index(ofNumber: number) { go(to: index) }
        case .person(let nick): if let index = open(.person, nick) { go(to: index) }
        }
    }
}
