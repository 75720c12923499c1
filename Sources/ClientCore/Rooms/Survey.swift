import ChatProtocol

/// A question who is in a room (WHO): its answer fills the sidebar, and is not shown as lines.
struct Survey: Equatable, Sendable {
    /// Members of the largest room that is asked about, where the server tells all of a member in one short line (WHOX).
    static let mostMembers = 500
    /// The same with the long lines of plain WHO, of which some servers stop after a hundred or two.
    static let mostPlainMembers = 100
    /// Marks the answers to our own questions among those that the person asked for by hand; at most three digits.
    static let token = "612"
    /// The server tells these in this order, whatever order they are asked for in.
    static let fields = "%tcuhnfar," + token
    /// How long an answer may take before another question is asked.
    static let patience: Int64 = 60_000

    /// The folded name of the room, or of the one person, that it is about.
    let room: String
    let until: Instant
}

extension Model {
    /// Asks who is in the room on the screen, once each time that the person has come into it, and one question at a time:
    /// whoever is in twenty rooms looks at one of them.
    mutating func surveyRoom() {
        giveUpSurvey()
        guard !buffers[current].isSurveyed, buffers[current].kind == .room, buffers[current].isJoined,
            session.survey == nil, isOnline, !isRaw, !settings.isPlain
        else { return }
        let members = buffers[current].members.count
        guard members > 1 else { return }
        buffers[current].isSurveyed = true
        let hasFields = session.isupport["WHOX"] != nil
        guard members <= (hasFields ? Survey.mostMembers : Survey.mostPlainMembers) else { return }
        session.survey = Survey(room: buffers[current].folded, until: now.later(by: Survey.patience))
        send(Command.who(mask: buffers[current].target, options: hasFields ? Survey.fields : nil).message)
    }

    /// The same of somebody whom a private chat is with, when they are seen to be there: whether they are away is else known
    /// only once they go or come back. One question at a time, behind that about a room.
    mutating func surveyNewcomers() {
        giveUpSurvey()
        while session.survey == nil, isOnline, !session.newcomers.isEmpty {
            let nick = session.newcomers.removeFirst()
            let folded = session.fold(nick)
            // Who has gone since, or whose chat was closed, is of no interest any more.
            guard network.presences[folded] == true, index(of: nick) != nil else { continue }
            session.survey = Survey(room: folded, until: now.later(by: Survey.patience))
            send(Command.who(mask: nick, options: session.isupport["WHOX"] != nil ? Survey.fields : nil).message)
        }
    }

    /// A question that was not answered in time stands in the way of none.
    private mutating func giveUpSurvey() {
        if let asked = session.survey, asked.until <= now { session.survey = nil }
    }

    /// True where the line is a part of the answer to such a question.
    mutating func surveyed(_ numeric: Numeric, _ words: [String]) -> Bool {
        switch numeric {
        case .whoxReply:
            guard words.count == 8, words[0] == Survey.token else { return false }
            let account = words[6] == "0" || words[6] == "*" ? nil : words[6]
            note(Source(nick: words[4], user: words[2], host: words[3]), flags: words[5], realname: words[7])
            heardAccount(of: Source(nick: words[4]), account)
        case .whoReply:
            guard words.count >= 7, let asked = session.survey,
                [words[0], words[4]].contains(where: { session.fold($0) == asked.room })
            else { return false }
            // Before the real name stands how many servers are between.
            let realname = words[6].split(separator: " ", maxSplits: 1).dropFirst().first ?? ""
            note(Source(nick: words[4], user: words[1], host: words[2]), flags: words[5], realname: String(realname))
        case .endOfWho:
            guard let asked = session.survey, let mask = words.first, session.fold(mask) == asked.room else {
                return false
            }
            session.survey = nil
        case .tryAgain, .unknownCommand:
            guard session.survey != nil, words.first == "WHO" else { return false }
            session.survey = nil
        default: return false
        }
        return true
    }

    /// `H` or `G` for here or gone, `*` for who runs the server, and the letter that the server has for programs.
    private mutating func note(_ source: Source, flags: String, realname: String) {
        let bot = session.isupport["BOT"]?.first
        know(source)
        session.people.note(session.fold(source.nick)) { person in
            person.realname = StyledText(message: realname).plain
            if flags.hasPrefix("H") { person.awayText = "" }
            person.isAway = flags.hasPrefix("G")
            person.isOperator = flags.contains("*")
            if let bot { person.isBot = flags.contains(bot) }
        }
    }

    private mutating func know(_ source: Source) {
        if session.people[session.fold(source.nick)] != nil { meet(source) }
    }
}
