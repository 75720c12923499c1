/// What a client asks of a server: one line, understood. What a command is about (rooms to join, nicks to ask for) is
/// never an empty list; only `names` and `list` have one, which means all.
package enum Command: Equatable, Sendable {
    // Registering
    case capability(CapabilityCommand)
    case password(String)
    case nick(String)
    case user(name: String, realname: String)
    case ping(String)
    case pong(String)
    case quit(String?)
    case setRealname(String)
    case isupport
    /// A gateway says for whom it speaks (IRCv3 webirc); the options are as they came, their values escaped like tags.
    case webirc(password: String, gateway: String, host: String, address: String, options: [String])

    // Accounts
    /// The word as it came: a mechanism, a piece of base 64, `+` or `*` (IRCv3 sasl).
    case authenticate(String)
    /// `account` and `email` are `*` where none is given (IRCv3 draft/account-registration).
    case registerAccount(account: String, email: String, password: String)
    case verifyAccount(account: String, code: String)
    /// The words behind `PERSISTENCE`, at least one (IRCv3 draft/persistence).
    case persistence([String])
    /// `NickServ`, `ChanServ` or `HistServ`, and the words for it, perhaps none.
    case service(String, [String])
    /// The words behind `ZNC`, the module's name first.
    case znc([String])

    // Rooms
    case join([JoinRequest])
    /// `JOIN 0`: out of every room.
    case leaveAll
    case part([String], reason: String?)
    /// `text` nil asks for the topic, the empty text removes it.
    case topic(room: String, text: String?)
    case invite(nick: String, room: String)
    case invitations
    case kick(room: String, nicks: [String], reason: String?)
    /// No `changes` asks for the modes; otherwise the mode letters and then their arguments.
    case mode(target: String, changes: [String])
    case names([String])
    case list([String])
    case renameRoom(String, to: String, reason: String?)

    // Talking
    /// `text` is empty where `kind` is `.tags`, and else only in a line that has the tag `batch`.
    case say(SpeechKind, targets: [String], text: String)
    /// `reference` is letters, digits and `-` (IRCv3 client-batch); the words are those behind the type.
    case batchStarted(reference: String, type: String, [String])
    case batchEnded(reference: String)
    /// IRCv3 draft/message-redaction
    case redact(target: String, id: String, reason: String?)
    /// IRCv3 draft/message-edit; neither the id nor the text is empty.
    case edit(target: String, id: String, text: String)
    /// What a bridge relays, under the nick of who said it elsewhere (`RELAYMSG`).
    case relay(room: String, nick: String, text: String)
    case scene(room: String, text: String)
    /// `NPC`, or `NPCA` where it is something done.
    case actAs(room: String, nick: String, text: String, isAction: Bool)
    /// nil or empty: back again.
    case away(String?)
    /// Nicks that may write in spite of modes; with a `-` before it, one that no longer may; `*` asks for all.
    case accept([String])

    // Asking
    case who(mask: String, options: String?)
    case whois([String])
    /// `count` at least 1; nil for all.
    case whowas(nick: String, count: Int?)
    case userhost([String])
    case ison([String])
    case monitor(MonitorCommand)
    case motd
    case lusers
    case version
    case time
    case info
    case help(String?)
    case links

    // What is kept
    case history(HistoryRequest)
    /// At least one term, each key once.
    case search([SearchTerm])
    /// nil asks; a client never says `.nothing`.
    case markRead(target: String, ReadMark?)
    /// `*` is the client itself.
    case metadata(target: String, MetadataCommand)

    // Operators
    case oper(name: String, password: String)
    case kill(nick: String, reason: String?)
    case wallops(String)
    case rehash
    /// `nick` nil: the operator.
    case sajoin(nick: String?, rooms: [String])
    case samode(target: String, changes: [String])
    case sanick(nick: String, to: String)
    case sapart(nick: String, rooms: [String])
    case serverBan(ServerBanCommand)
}

/// How something is said.
package enum SpeechKind: String, Equatable, Sendable {
    case message = "PRIVMSG"
    case notice = "NOTICE"
    /// Tags alone (IRCv3 message-tags).
    case tags = "TAGMSG"
}

/// A room to go to, with the key to its door if one is given.
package struct JoinRequest: Equatable, Sendable {
    package var room: String
    package var key: String?

    package init(room: String, key: String? = nil) {
        self.room = room
        self.key = key
    }
}

/// `CAP` from a client (IRCv3 capability-negotiation).
package enum CapabilityCommand: Equatable, Sendable {
    /// The version is 301 where none, or a lower one, was given.
    case list(version: Int)
    case enabled
    /// The words as they came, since the answer repeats them.
    case request(String)
    case end
    case unknown(String)
}
