extension Command {
    /// The line that says this; `Command(message)` of it is the command again, but that a room without a key before one
    /// with a key is given `*` as its key.
    package var message: Message {
        switch self {
        case .capability(let command): command.message
        case .password(let password): Message("PASS", [password])
        case .nick(let nick): Message("NICK", [nick])
        case .user(let name, let realname): Message("USER", [name, "0", "*", realname])
        case .ping(let token): Message("PING", [token])
        case .pong(let token): Message("PONG", [token])
        case .quit(let reason): Message("QUIT", Self.some(reason))
        case .setRealname(let name): Message("SETNAME", [name])
        case .join(let requests):
            Message("JOIN", [requests.map(\.room).joined(separator: ",")] + Self.keys(of: requests))
        case .leaveAll: Message("JOIN", ["0"])
        case .part(let rooms, let reason): Message("PART", [Self.list(rooms)] + Self.some(reason))
        case .topic(let room, let text): Message("TOPIC", [room] + Self.some(text))
        case .invite(let nick, let room): Message("INVITE", [nick, room])
        case .invitations: Message("INVITE")
        case .kick(let room, let nicks, let reason): Message("KICK", [room, Self.list(nicks)] + Self.some(reason))
        case .mode(let target, let changes): Message("MODE", [target] + changes)
        case .names(let rooms): Message("NAMES", rooms.isEmpty ? [] : [Self.list(rooms)])
        case .list(let rooms): Message("LIST", rooms.isEmpty ? [] : [Self.list(rooms)])
        case .say(.tags, let targets, _): Message("TAGMSG", [Self.list(targets)])
        case .say(let kind, let targets, let text): Message(kind.rawValue, [Self.list(targets), text])
        case .away(let text): Message("AWAY", Self.some(text))
        case .who(let mask, let options): Message("WHO", [mask] + Self.some(options))
        case .whois(let nicks): Message("WHOIS", [Self.list(nicks)])
        case .whowas(let nick): Message("WHOWAS", [nick])
        case .userhost(let nicks): Message("USERHOST", nicks)
        case .ison(let nicks): Message("ISON", nicks)
        case .motd: Message("MOTD")
        case .lusers: Message("LUSERS")
        case .version: Message("VERSION")
        case .time: Message("TIME")
        case .info: Message("INFO")
        case .help(let subject): Message("HELP", Self.some(subject))
        case .history(let request): Message("CHATHISTORY", request.words)
        }
    }

    private static func some(_ text: String?) -> [String] { text.map { [$0] } ?? [] }

    private static func list(_ words: [String]) -> String { words.joined(separator: ",") }

    /// Keys stand by their place, so that a room without one behind which others follow gets a key that opens nothing.
    private static func keys(of requests: [JoinRequest]) -> [String] {
        guard let last = requests.lastIndex(where: { $0.key != nil }) else { return [] }
        return [list(requests[...last].map { $0.key ?? "*" })]
    }
}

extension CapabilityCommand {
    fileprivate var message: Message {
        switch self {
        case .list(let version): Message("CAP", version > 301 ? ["LS", String(version)] : ["LS"])
        case .enabled: Message("CAP", ["LIST"])
        case .request(let words): Message("CAP", ["REQ", words])
        case .end: Message("CAP", ["END"])
        case .unknown(let word): Message("CAP", [word])
        }
    }
}
