extension Command {
    /// Understands one message of a client. The verb's case does not matter.
    package init(_ message: Message) throws(CommandError) {
        let verb = message.verb.uppercased()
        guard let read = Self.readers[verb] else { throw .unknown(verb: message.verb) }
        self = try read(Words(verb: verb, message.parameters))
    }

    /// Every verb that a server of ours understands.
    package static var verbs: [String] { readers.keys.sorted() }

    private typealias Reading = @Sendable (Words) throws(CommandError) -> Command

    /// One table of verbs: dispatch and tests read it.
    private static let readers: [String: Reading] = [
        "CAP": { words throws(CommandError) in
            switch try words.needed(0).uppercased() {
            case "LS": .capability(.list(version: max(301, words[1].flatMap { Int($0) } ?? 301)))
            case "LIST": .capability(.enabled)
            case "REQ": .capability(.request(words[1] ?? ""))
            case "END": .capability(.end)
            case let other: .capability(.unknown(other))
            }
        },
        "PASS": { words throws(CommandError) in .password(try words.needed(0)) },
        "NICK": { words throws(CommandError) in
            guard let nick = words[0], !nick.isEmpty else { throw .noNickGiven }
            return .nick(nick)
        },
        "USER": { words throws(CommandError) in
            let realname = try words.needed(3)
            guard !realname.isEmpty else { throw .needMoreParameters(verb: "USER") }
            return .user(name: try words.needed(0), realname: realname)
        },
        "PING": { words throws(CommandError) in
            guard let token = words[0] else { throw .needMoreParameters(verb: "PING") }
            if token.isEmpty { throw .noOrigin }
            return .ping(token)
        },
        "PONG": { words throws(CommandError) in .pong(words[0] ?? "") },
        "QUIT": { words throws(CommandError) in .quit(words[0]) },
        "SETNAME": { words throws(CommandError) in .setRealname(try words.needed(0)) },
        "JOIN": { words throws(CommandError) in
            let requests = requests(rooms: try words.needed(0), keys: words[1] ?? "")
            guard let first = requests.first else { throw .needMoreParameters(verb: "JOIN") }
            return requests.count == 1 && first.room == "0" ? .leaveAll : .join(requests)
        },
        "PART": { words throws(CommandError) in .part(try words.neededList(0), reason: words[1]) },
        "TOPIC": { words throws(CommandError) in .topic(room: try words.needed(0), text: words[1]) },
        "INVITE": { words throws(CommandError) in
            guard let nick = words[0] else { return .invitations }
            return .invite(nick: nick, room: try words.needed(1))
        },
        "KICK": { words throws(CommandError) in
            .kick(room: try words.needed(0), nicks: try words.neededList(1), reason: words[2])
        },
        "MODE": { words throws(CommandError) in .mode(target: try words.needed(0), changes: words.rest(1)) },
        "NAMES": { words throws(CommandError) in .names(words.list(0)) },
        "LIST": { words throws(CommandError) in .list(words.list(0)) },
        "PRIVMSG": { words throws(CommandError) in try speech(.message, words) },
        "NOTICE": { words throws(CommandError) in try speech(.notice, words) },
        "TAGMSG": { words throws(CommandError) in .say(.tags, targets: try words.neededList(0), text: "") },
        "AWAY": { words throws(CommandError) in .away(words[0]) },
        "WHO": { words throws(CommandError) in .who(mask: words[0] ?? "*", options: words[1]) },
        "WHOIS": { words throws(CommandError) in
            let nicks = words.list(words[1] == nil ? 0 : 1)
            guard !nicks.isEmpty else { throw .noNickGiven }
            return .whois(nicks)
        },
        "WHOWAS": { words throws(CommandError) in
            guard let nick = words[0], !nick.isEmpty else { throw .noNickGiven }
            return .whowas(nick: nick)
        },
        "USERHOST": { words throws(CommandError) in .userhost(try words.neededWords()) },
        "ISON": { words throws(CommandError) in .ison(try words.neededWords()) },
        "MOTD": { _ throws(CommandError) in .motd },
        "LUSERS": { _ throws(CommandError) in .lusers },
        "VERSION": { _ throws(CommandError) in .version },
        "TIME": { _ throws(CommandError) in .time },
        "INFO": { _ throws(CommandError) in .info },
        "HELP": { words throws(CommandError) in .help(words[0]) },
        "HELPOP": { words throws(CommandError) in .help(words[0]) },
        "CHATHISTORY": { words throws(CommandError) in .history(try HistoryRequest(words.rest(0))) },
    ]

    private static func speech(_ kind: SpeechKind, _ words: Words) throws(CommandError) -> Command {
        let targets = words.list(0)
        guard !targets.isEmpty else { throw .noRecipient(verb: kind.rawValue) }
        guard let text = words[1], !text.isEmpty else { throw .noTextToSend }
        return .say(kind, targets: targets, text: text)
    }

    /// A key belongs to the room at the same place, so that an empty one stands for none.
    private static func requests(rooms: String, keys: String) -> [JoinRequest] {
        let keys = keys.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false)
        let rooms = rooms.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false)
        return rooms.enumerated().filter { !$1.isEmpty }.map { place, room in
            let key = place < keys.count && !keys[place].isEmpty ? String(keys[place]) : nil
            return JoinRequest(room: String(room), key: key)
        }
    }
}

/// The parameters of one message, read by their place.
private struct Words: Sendable {
    let verb: String
    let all: [String]

    init(verb: String, _ all: [String]) {
        self.verb = verb
        self.all = all
    }

    subscript(place: Int) -> String? { place < all.count ? all[place] : nil }

    func rest(_ place: Int) -> [String] { Array(all.dropFirst(place)) }

    func needed(_ place: Int) throws(CommandError) -> String {
        guard let word = self[place], place > 0 || !word.isEmpty else { throw .needMoreParameters(verb: verb) }
        return word
    }

    /// The words of a list with commas, empty ones left out.
    func list(_ place: Int) -> [String] { Self.split(self[place] ?? "", at: ",") }

    func neededList(_ place: Int) throws(CommandError) -> [String] {
        let words = list(place)
        guard !words.isEmpty else { throw .needMoreParameters(verb: verb) }
        return words
    }

    /// The words of all parameters, whether they are one each or all in the last.
    func neededWords() throws(CommandError) -> [String] {
        let words = all.flatMap { Self.split($0, at: " ") }
        guard !words.isEmpty else { throw .needMoreParameters(verb: verb) }
        return words
    }

    /// By scalars, since a separator is one whatever mark comes after it.
    private static func split(_ text: String, at separator: Unicode.Scalar) -> [String] {
        text.unicodeScalars.split(separator: separator).map { String($0) }
    }
}
