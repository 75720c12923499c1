import ChatProtocol

/// What lines tell of the people who send them, beside what they say.
extension Model {
    /// Of every line that comes from somebody: where they are from, whether they are logged in, whether a program writes.
    mutating func know(_ source: Source, from message: Message) {
        guard source.user != nil else { return }
        let account = message[tag: "account"].map { Sanitiser.clean($0) }
        let hasAccounts = session.has(.accountTag)
        let isSaid = ["PRIVMSG", "NOTICE"].contains(message.verb)
        let isBot = message[tag: "bot"] != nil || message[tag: "draft/bot"] != nil
        session.people.note(session.fold(source.nick)) { person in
            person.isFrom(source)
            if let account {
                person.login = .account(account)
            } else if hasAccounts, isSaid {
                person.login = .loggedOut
            }
            if isBot { person.isBot = true }
        }
    }

    /// Somebody is in a room with the person, or is talked to.
    mutating func meet(_ source: Source) {
        let folded = session.fold(source.nick)
        session.people.meet(folded)
        if source.user != nil { session.people.note(folded) { $0.isFrom(source) } }
    }

    /// Somebody has come into a room (`account` and `realname`: IRCv3 extended-join).
    mutating func meet(_ source: Source, account: String?, realname: String?) {
        meet(source)
        guard let realname else { return }
        session.people.note(session.fold(source.nick)) { person in
            person.realname = StyledText(message: realname).plain
            person.login = account.map { .account(Sanitiser.clean($0)) } ?? .loggedOut
        }
    }

    /// Somebody has left a room: who is met nowhere else is forgotten.
    mutating func lose(_ folded: String) {
        let isMet = buffers.contains {
            $0.network == network.number
                && ($0.kind == .person ? $0.folded == folded : $0.isJoined && $0.members.has(folded))
        }
        if !isMet { session.people.forget(folded) }
    }

    /// The person has left a room.
    mutating func loseAll(of members: MemberList) {
        for folded in members.folded { lose(folded) }
    }

    /// `text` nil: back again.
    mutating func away(_ source: Source, _ text: String?) {
        session.people.note(session.fold(source.nick)) { person in
            person.isAway = text != nil
            person.awayText = text.map { StyledText(message: $0).plain } ?? ""
        }
    }

    mutating func heardAccount(of source: Source, _ account: String?) {
        session.people.note(session.fold(source.nick)) {
            $0.login = account.map { .account(Sanitiser.clean($0)) } ?? .loggedOut
        }
    }

    mutating func heardHost(of source: Source, user: String, host: String) {
        session.people.note(session.fold(source.nick)) {
            $0.isFrom(Source(nick: source.nick, user: user, host: host))
        }
    }

    mutating func heardRealname(of source: Source, _ realname: String) {
        session.people.note(session.fold(source.nick)) { $0.realname = StyledText(message: realname).plain }
    }
}

extension Acquaintance {
    /// Compared first: most lines tell nothing new, and cleaning costs more.
    fileprivate mutating func isFrom(_ source: Source) {
        if let name = source.user, name != user { user = Sanitiser.clean(name) }
        if let place = source.host, place != host { host = Sanitiser.clean(place) }
    }

    /// Comes by the raw dialect of a server of ours, which knows nothing of rooms and names of one's own.
    var isRaw: Bool { user == "~raw" }
}
