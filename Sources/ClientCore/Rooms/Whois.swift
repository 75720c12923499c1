import ChatProtocol

/// What the server has answered to the question who somebody is. Every text is safe to draw.
struct Whois: Equatable, Sendable {
    /// Answers that are coming in at once.
    static let mostAtOnce = 16
    /// Rooms of one person that are told.
    static let mostRooms = 100
    /// Lines of what we have no word for.
    static let mostOthers = 16
    /// Seconds of the longest silence that is believed: a century.
    private static let longestSilence: Int64 = 3_155_760_000

    let nick: String
    private(set) var person = Acquaintance()
    /// As the server writes them, the signs of ranks before their names.
    private(set) var rooms: [String] = []
    private(set) var server = ""
    private(set) var isSecure = false
    /// Seconds since they said something; nil where the server does not say.
    private(set) var idle: Int64?
    /// Since when they are connected.
    private(set) var since: Timestamp?
    /// What else the server says, as it says it.
    private(set) var others: [String] = []

    init(nick: String) {
        self.nick = nick
    }

    /// Whether such a line tells of the nick that it begins with. Servers have numbers of their own for it.
    static func isPart(_ numeric: Numeric) -> Bool {
        switch numeric {
        case .whowasUser, .endOfWho, .endOfWhois: false
        case .whoisSecure, .whoisKeyValue, Numeric(rawValue: 569), Numeric(rawValue: 616), Numeric(rawValue: 672): true
        default: (275...350).contains(numeric.rawValue) || (378...379).contains(numeric.rawValue)
        }
    }

    /// Takes one line.
    ///
    /// - Parameter words: the nick, then what there is to know.
    mutating func read(_ numeric: Numeric, _ words: [String]) {
        let second = words.count > 1 ? StyledText(message: words[1]).plain : ""
        switch numeric {
        case .whoisUser where words.count >= 5:
            person.user = Sanitiser.clean(words[1])
            person.host = Sanitiser.clean(words[2])
            person.realname = StyledText(message: words[words.count - 1]).plain
        case .whoisServer: server = second
        case .whoisOperator: person.isOperator = true
        case .whoisIdle:
            idle = Int64(second).flatMap { (0...Self.longestSilence).contains($0) ? $0 : nil }
            let seconds = words.count > 3 ? Int64(words[2]) : nil
            since = seconds.flatMap { (1...253_000_000_000).contains($0) ? Timestamp(milliseconds: $0 * 1_000) : nil }
        case .whoisRooms:
            let names = (words.last ?? "").split(separator: " ").map { Sanitiser.clean(String($0)) }
            rooms += names.prefix(Self.mostRooms - rooms.count)
        case .away:
            person.isAway = true
            person.awayText = second
        case .whoisAccount: person.login = .account(second)
        case .whoisBot: person.isBot = true
        case .whoisSecure: isSecure = true
        case .whoisKeyValue where words.count > 3 && Profile.keys.contains(words[1]):
            person.profile.set(words[1], to: words[3])
        default:
            guard others.count < Self.mostOthers else { return }
            others.append(StyledText(message: words.dropFirst().joined(separator: " ")).plain)
        }
    }
}

extension Model {
    /// Lines of an answer are kept until the last of them is there; false where the line is none of one.
    mutating func heardWhois(_ numeric: Numeric, _ words: [String]) -> Bool {
        guard let nick = words.first else { return false }
        let folded = session.fold(nick)
        switch numeric {
        case .whoisUser:
            isThere(nick)
            guard session.whois.count < Whois.mostAtOnce || session.whois[folded] != nil else { return true }
            session.whois[folded] = Whois(nick: Sanitiser.clean(nick))
        case .endOfWhois:
            let isOurs = session.quietNicks.contains(folded)
            isNotThere(nick)
            if let answer = session.whois.removeValue(forKey: folded) { answered(answer, folded, isOurs: isOurs) }
            return true
        default:
            guard Whois.isPart(numeric) else { return false }
            if session.whois[folded] == nil { return session.quietNicks.contains(folded) }
        }
        session.whois[folded]?.read(numeric, words)
        return true
    }

    /// - Parameter isOurs: nobody asked but the client, which wanted to know if there is such a nick.
    private mutating func answered(_ answer: Whois, _ folded: String, isOurs: Bool) {
        session.people.note(folded) { $0.learn(answer.person) }
        if panel?.subject?.folded == folded, buffers[current].network == network.number {
            panel?.subject?.whois = answer
        } else if !isOurs {
            let facts = facts(about: folded, answer)
            // A reader of lines is given lines.
            guard !settings.isPlain else {
                note(text: StyledText(answer.nick), in: front)
                for fact in facts { note(text: text(of: fact, labels: 0), in: front) }
                return
            }
            var text = StyledText(answer.nick, Style(ink(of: answer.nick), .bold))
            for fact in facts {
                text.append("\n  ")
                text.append(self.text(of: fact, labels: labelColumns(of: facts)))
            }
            note(text: text, in: front)
        }
    }
}

extension Acquaintance {
    /// What an answer tells goes before what was known; what it does not tell stays.
    fileprivate mutating func learn(_ other: Acquaintance) {
        user = other.user
        host = other.host
        realname = other.realname
        if other.login != .unknown { login = other.login }
        isAway = other.isAway
        awayText = other.awayText
        profile.take(other.profile)
        isBot = isBot || other.isBot
        isOperator = other.isOperator
    }
}
