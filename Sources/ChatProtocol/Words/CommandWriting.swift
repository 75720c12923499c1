extension Command {
    /// The line that says this; `Command(message)` of it is the command again, but that a room without a key before one
    /// with a key is given `*` as its key, and that a blank line needs its tag `batch`. The only tags are those of `edit`.
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
        case .isupport: Message("ISUPPORT")
        case .webirc(let password, let gateway, let host, let address, let options):
            Message("WEBIRC", [password, gateway, host, address] + Self.spaced(options))
        case .authenticate(let word): Message("AUTHENTICATE", [word])
        case .registerAccount(let account, let email, let password): Message("REGISTER", [account, email, password])
        case .verifyAccount(let account, let code): Message("VERIFY", [account, code])
        case .persistence(let words): Message("PERSISTENCE", words)
        case .service(let name, let words): Message(name.uppercased(), Self.spaced(words))
        case .znc(let words): Message("ZNC", Self.spaced(words))
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
        case .renameRoom(let room, let name, let reason): Message("RENAME", [room, name] + Self.some(reason))
        case .say(.tags, let targets, _): Message("TAGMSG", [Self.list(targets)])
        case .say(let kind, let targets, let text): Message(kind.rawValue, [Self.list(targets), text])
        case .batchStarted(let reference, let type, let words): Message("BATCH", ["+" + reference, type] + words)
        case .batchEnded(let reference): Message("BATCH", ["-" + reference])
        case .redact(let target, let id, let reason): Message("REDACT", [target, id] + Self.some(reason))
        case .edit(let target, let id, let text): Message(tags: EditTag.tags(id: id, text: text), "EDIT", [target])
        case .relay(let room, let nick, let text): Message("RELAYMSG", [room, nick, text])
        case .scene(let room, let text): Message("SCENE", [room, text])
        case .actAs(let room, let nick, let text, let isAction): Message(isAction ? "NPCA" : "NPC", [room, nick, text])
        case .away(let text): Message("AWAY", Self.some(text))
        case .accept(let nicks): Message("ACCEPT", [Self.list(nicks)])
        case .who(let mask, let options): Message("WHO", [mask] + Self.some(options))
        case .whois(let nicks): Message("WHOIS", [Self.list(nicks)])
        case .whowas(let nick, let count): Message("WHOWAS", [nick] + Self.some(count.map { String($0) }))
        case .userhost(let nicks): Message("USERHOST", nicks)
        case .ison(let nicks): Message("ISON", nicks)
        case .monitor(let command): Message("MONITOR", command.words)
        case .motd: Message("MOTD")
        case .lusers: Message("LUSERS")
        case .version: Message("VERSION")
        case .time: Message("TIME")
        case .info: Message("INFO")
        case .help(let subject): Message("HELP", Self.some(subject))
        case .links: Message("LINKS")
        case .history(let request): Message("CHATHISTORY", request.words)
        case .search(let terms): Message("SEARCH", [SearchTerm.word(of: terms)])
        case .markRead(let target, let mark): Message("MARKREAD", [target] + Self.some(mark?.word))
        case .metadata(let target, let command): Message("METADATA", [target] + command.words)
        case .oper(let name, let password): Message("OPER", [name, password])
        case .kill(let nick, let reason): Message("KILL", [nick] + Self.some(reason))
        case .wallops(let text): Message("WALLOPS", [text])
        case .rehash: Message("REHASH")
        case .sajoin(let nick, let rooms): Message("SAJOIN", Self.some(nick) + [Self.list(rooms)])
        case .samode(let target, let changes): Message("SAMODE", [target] + changes)
        case .sanick(let nick, let name): Message("SANICK", [nick, name])
        case .sapart(let nick, let rooms): Message("SAPART", [nick, Self.list(rooms)])
        case .serverBan(let command): Message("UBAN", command.words)
        }
    }

    private static func some(_ text: String?) -> [String] { text.map { [$0] } ?? [] }

    /// All in the last parameter, so that there may be more of them than `Limits.parameters`.
    private static func spaced(_ words: [String]) -> [String] {
        words.isEmpty ? [] : [words.joined(separator: " ")]
    }

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
