import ChatProtocol

/// What can be done with a member: a panel of its own, for the mouse and the keyboard.
extension Model {
    /// One thing to do with a member; the panel lists them in this order.
    enum MemberAction: CaseIterable, Equatable, Sendable {
        case talk, mention, whois, invite, ignore, hearAgain, giveVoice, giveOp, takeOp, kick, ban

        /// Whether it takes a rank in the room.
        var needsRank: Bool {
            switch self {
            case .talk, .mention, .whois, .invite, .ignore, .hearAgain: false
            case .giveVoice, .giveOp, .takeOp, .kick, .ban: true
            }
        }
    }

    /// All members of the room, to be filtered by typing; in a private chat, whom it is with.
    mutating func openMembers() {
        if buffers[current].kind == .person { return openActions(on: buffers[current].target) }
        guard buffers[current].kind == .room else { return show(.needsRoom, isAlarm: true) }
        let rows = buffers[current].members.page(from: 0, count: MemberList.most).map { member in
            var text = StyledText(member.ranks.isEmpty ? " " : String(member.ranks.prefix(1)), Style(.accent))
            text.append(member.nick, Style(ink(of: member.nick)))
            let person = session.people[member.folded] ?? Acquaintance()
            if let mark = mark(of: person, isTyping: false) { text.append("  " + mark.word, Style(.faint)) }
            if !person.awayText.isEmpty { text.append("  " + person.awayText, Style(.faint)) }
            return Panel.Row(text: text, goal: .member(member.nick))
        }
        panel = Panel(title: phrase(.membersTitle(buffers[current].label)), rows: rows, isFiltered: true)
    }

    /// Who a member is, and what can be done about it.
    mutating func openActions(on nick: String) {
        let subject = Panel.Subject(nick: nick, folded: session.fold(nick))
        panel = Panel(title: Sanitiser.clean(nick), rows: rows(about: subject), subject: subject)
    }

    private func rows(about subject: Panel.Subject) -> [Panel.Row] {
        let facts = facts(about: subject.folded, subject.whois)
        let columns = labelColumns(of: facts)
        // Texts on one screen have different numbers: lines of a transcript from 1 upwards, topics from -1 downwards.
        var rows = facts.enumerated().map { place, fact in
            Panel.Row(text: text(of: fact, labels: columns).linked(as: .min / WebAddress.most + place))
        }
        if !rows.isEmpty { rows.append(Panel.Row(text: StyledText())) }
        let me = buffers[current].members[session.fold(session.nick)]
        let hasRank = me.map { $0.ranks.contains { $0 != "+" } } ?? false
        let unwanted: MemberAction = ignores(subject.folded) ? .ignore : .hearAgain
        for action in MemberAction.allCases where action != unwanted && (hasRank || !action.needsRank) {
            rows.append(Panel.Row(text: StyledText(phrase(.action(action))), goal: .action(action, subject.nick)))
        }
        return rows
    }

    /// After each event: an open panel about somebody tells what is known of them now.
    mutating func renewPanel() {
        guard case .some = panel, let subject = panel?.subject else { return }
        let rows = rows(about: subject)
        panel?.renew(rows)
    }

    mutating func perform(_ action: MemberAction, on nick: String) {
        // The answer stands in the panel.
        if action != .whois || !isOnline { panel = nil }
        let room = buffers[current].target
        if ![.talk, .mention, .ignore, .hearAgain].contains(action), !isOnline {
            return show(.notConnected, isAlarm: true)
        }
        switch action {
        case .talk: if let index = open(.person, nick) { go(to: index) }
        case .mention:
            buffers[current].editor.insert((buffers[current].editor.isEmpty ? nick + ":" : nick) + " ")
        case .whois: send(Command.whois([nick]).message)
        case .invite: buffers[current].editor.set("/invite \(nick) #")
        case .ignore: ignore(nick)
        case .hearAgain: unignore(nick)
        case .giveVoice: moderate(.voice, nick, in: room)
        case .giveOp: moderate(.op, nick, in: room)
        case .takeOp: moderate(.deop, nick, in: room)
        case .kick: buffers[current].editor.set("/kick \(nick) ")
        case .ban: buffers[current].editor.set("/ban \(nick)")
        }
    }
}
