import ChatProtocol

/// What can be done with a member: a panel of its own, for the mouse and the keyboard.
extension Model {
    /// One thing to do with a member; the panel lists them in this order.
    enum MemberAction: CaseIterable, Equatable, Sendable {
        case talk, mention, whois, invite, giveVoice, giveOp, takeOp, kick, ban

        /// Whether it takes a rank in the room.
        var needsRank: Bool {
            switch self {
            case .talk, .mention, .whois, .invite: false
            case .giveVoice, .giveOp, .takeOp, .kick, .ban: true
            }
        }
    }

    /// All members of the room, to be filtered by typing.
    mutating func openMembers() {
        guard buffers[current].kind == .room else { return show(.needsRoom, isAlarm: true) }
        let rows = buffers[current].members.page(from: 0, count: MemberList.most).map { member in
            var text = StyledText(member.ranks.isEmpty ? " " : String(member.ranks.prefix(1)), Style(.accent))
            text.append(member.nick, Style(ink(of: member.nick)))
            if session.people[member.folded]?.isAway == true { text.append("  " + phrase(.isAwayMark), Style(.faint)) }
            return Panel.Row(text: text, goal: .member(member.nick))
        }
        panel = Panel(title: phrase(.membersTitle(buffers[current].label)), rows: rows, isFiltered: true)
    }

    mutating func openActions(on nick: String) {
        let me = buffers[current].members[session.fold(session.nick)]
        let hasRank = me.map { $0.ranks.contains { $0 != "+" } } ?? false
        let rows = MemberAction.allCases.filter { hasRank || !$0.needsRank }.map {
            Panel.Row(text: StyledText(phrase(.action($0))), goal: .action($0, nick))
        }
        panel = Panel(title: nick, rows: rows)
    }

    mutating func perform(_ action: MemberAction, on nick: String) {
        panel = nil
        let room = buffers[current].target
        if action != .talk, action != .mention, !isOnline { return show(.notConnected, isAlarm: true) }
        switch action {
        case .talk: if let index = open(.person, nick) { go(to: index) }
        case .mention:
            buffers[current].editor.insert((buffers[current].editor.isEmpty ? nick + ":" : nick) + " ")
        case .whois: send(Command.whois([nick]).message)
        case .invite: buffers[current].editor.set("/invite \(nick) #")
        case .giveVoice: send(Command.mode(target: room, changes: ["+v", nick]).message)
        case .giveOp: send(Command.mode(target: room, changes: ["+o", nick]).message)
        case .takeOp: send(Command.mode(target: room, changes: ["-o", nick]).message)
        case .kick: buffers[current].editor.set("/kick \(nick) ")
        case .ban: buffers[current].editor.set("/mode +b \(nick)!*@*")
        }
    }
}
