import ChatProtocol

/// From the first byte to the welcome: capabilities, a nick that is free, a name.
///
/// A server that knows no CAP answers 421 or nothing to it; NICK and USER are sent along, so it welcomes all the same.
struct Registration: Equatable, Sendable {
    /// What the client makes use of; echo-message only together with labels, by which an own line is known again.
    static let wanted: [Capability] = [
        .messageTags, .serverTime, .batch, .labeledResponse, .echoMessage, .multiPrefix, .awayNotify, .chathistory,
        .capNotify, .extendedJoin, .inviteNotify, .setname, .userhostInNames, .standardReplies, .multiline,
        .eventPlayback, .messageRedaction, .messageEditing, .search, .sojuSearch, .channelRename,
        .readMarker, .accountNotify, .accountTag, .chghost, .extendedMonitor, .metadata2,
    ]
    /// Bytes of names in one REQ: the answer repeats them within 512 bytes beside a server's name and a nick.
    static let requestBytes = 380
    /// How often a `_` is put behind a nick that is taken.
    static let ownAttempts = 2

    /// The nick that was asked for last; from the welcome on, the one the server gave.
    private(set) var nick: String
    private(set) var isWelcome = false
    /// The nick that was asked for before the server said that it is taken.
    private(set) var wantedNick: String
    /// True while the person has to type another nick.
    private(set) var needsNick = false
    private(set) var enabled: Capabilities = []
    /// The person has an account to log in to.
    private(set) var wantsLogin: Bool
    /// The ways to log in that the server names; nil where it does not say.
    private(set) var mechanisms: [String]?
    /// What the server says of TLS (IRCv3 sts); nil where it says nothing.
    private(set) var securityWish: SecurityWish?
    private var loginHasEnded = false
    private var offered: Set<String> = []
    /// What the server says beside the names of capabilities that we know.
    private(set) var values: [String: String] = [:]
    private var requests = 0
    private var attempts = 0
    private var hasEnded = false

    init(nick: String, wantsLogin: Bool = false) {
        self.nick = nick
        self.wantsLogin = wantsLogin
        wantedNick = nick
    }

    /// What is said first.
    func opening(password: String?, realname: String) -> [Message] {
        var messages = [Command.capability(.list(version: 302)).message]
        if let password { messages.append(Command.password(password).message) }
        messages.append(Command.nick(nick).message)
        messages.append(Command.user(name: Self.userName(from: nick), realname: realname).message)
        return messages
    }

    /// Takes an answer to CAP.
    mutating func hear(_ word: String, isPartial: Bool, _ names: [String]) -> [Message] {
        switch word {
        case "LS":
            offer(names)
            return isPartial || requests > 0 ? [] : request()
        case "NEW":
            offer(names)
            return request()
        case "DEL":
            for name in names {
                offered.remove(name)
                if name == Capability.sasl.name { loginHasEnded = false }
                if let capability = Capability(name: name) { enabled.remove(Capabilities(capability)) }
            }
            return []
        case "ACK":
            for name in names {
                if name.hasPrefix("-") {
                    Capability(name: String(name.dropFirst())).map { _ = enabled.remove(Capabilities($0)) }
                } else if let capability = Capability(name: name) {
                    enabled.insert(Capabilities(capability))
                }
            }
            return answered()
        case "NAK": return answered()
        default: return []
        }
    }

    private mutating func offer(_ names: [String]) {
        for name in names {
            let bare = String(name.prefix { $0 != "=" })
            guard Capability(name: bare) != nil else { continue }
            offered.insert(bare)
            if bare.utf8.count < name.utf8.count { values[bare] = String(name.dropFirst(bare.count + 1)) }
            if bare == Capability.sts.name { securityWish = SecurityWish(name.dropFirst(bare.count + 1)) }
            if bare == Capability.sasl.name {
                let value = name.dropFirst(bare.count + 1)
                mechanisms = value.isEmpty ? nil : value.split(separator: ",").map { String($0) }
            }
        }
    }

    private mutating func request() -> [Message] {
        var names: [String] = []
        let wanted = Self.wanted + (wantsLogin ? [.sasl] : [])
        for capability in wanted where offered.contains(capability.name) && !enabled.contains(capability) {
            let needsLabels = capability == .echoMessage
            if needsLabels, !offered.contains(Capability.labeledResponse.name) { continue }
            names.append(capability.name)
        }
        guard !names.isEmpty else { return end() }
        var lines: [String] = []
        for name in names {
            if let last = lines.last, last.utf8.count + 1 + name.utf8.count <= Self.requestBytes {
                lines[lines.count - 1] = last + " " + name
            } else {
                lines.append(name)
            }
        }
        requests += lines.count
        return lines.map { Command.capability(.request($0)).message }
    }

    private mutating func answered() -> [Message] {
        requests = max(0, requests - 1)
        return requests == 0 ? end() : []
    }

    private mutating func end() -> [Message] {
        guard !hasEnded, !isWelcome, !isReadyToLogIn else { return [] }
        hasEnded = true
        return [Command.capability(.end).message]
    }

    /// The server has agreed to a login, and none has ended.
    var isReadyToLogIn: Bool {
        wantsLogin && !loginHasEnded && requests == 0 && enabled.contains(Capabilities(.sasl))
    }

    /// The person wants to log in, perhaps once more: the server is asked for it where it has not agreed yet.
    mutating func wantLogin() -> [Message] {
        wantsLogin = true
        loginHasEnded = false
        guard !enabled.contains(Capabilities(.sasl)) else { return [] }
        requests += 1
        return [Command.capability(.request(Capability.sasl.name)).message]
    }

    /// What the server says beside a capability that it offers; nil where it does not offer it.
    func offer(of capability: Capability) -> String? {
        offered.contains(capability.name) ? values[capability.name] ?? "" : nil
    }

    /// Well or not, so that the rest goes on. A nick that was taken may be the account's own: it is asked for again.
    mutating func loginEnded(isLoggedIn: Bool) -> [Message] {
        loginHasEnded = true
        var messages: [Message] = []
        if isLoggedIn, !isWelcome, nick != wantedNick {
            nick = wantedNick
            attempts = 0
            needsNick = false
            messages.append(Command.nick(nick).message)
        }
        return messages + end()
    }

    /// The nick is taken: tries one with `_` behind it, at most twice; then the person must choose.
    mutating func nickIsTaken() -> [Message] {
        guard attempts < Self.ownAttempts else {
            needsNick = true
            return []
        }
        attempts += 1
        nick += "_"
        return [Command.nick(nick).message]
    }

    /// The server does not take such a nick at all.
    mutating func nickIsRefused() {
        needsNick = true
    }

    /// The person's choice.
    mutating func choose(_ nick: String) -> [Message] {
        self.nick = nick
        wantedNick = nick
        needsNick = false
        attempts = Self.ownAttempts
        return [Command.nick(nick).message]
    }

    mutating func welcome(as nick: String) {
        self.nick = nick
        needsNick = false
        isWelcome = true
    }

    mutating func rename(to nick: String) {
        self.nick = nick
        wantedNick = nick
    }

    /// Letters and digits of the nick, for servers that take nothing else (RFC 1459); `chat` where there are none.
    private static func userName(from nick: String) -> String {
        let letters = nick.utf8.filter { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) }
        return letters.isEmpty ? "chat" : String(decoding: letters.prefix(10), as: UTF8.self).lowercased()
    }
}
