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

    // Talking
    case say(SpeechKind, targets: [String], text: String)
    /// nil or empty: back again.
    case away(String?)

    // Asking
    case who(mask: String, options: String?)
    case whois([String])
    case whowas(nick: String)
    case userhost([String])
    case ison([String])
    case motd
    case lusers
    case version
    case time
    case info
    case help(String?)

    // History
    case history(HistoryRequest)
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

/// Why a message is no command, in the words of the answers to it.
package enum CommandError: Error, Equatable, Sendable {
    /// 421
    case unknown(verb: String)
    /// 461
    case needMoreParameters(verb: String)
    /// 431
    case noNickGiven
    /// 411
    case noRecipient(verb: String)
    /// 412
    case noTextToSend
    /// 409
    case noOrigin
    /// FAIL of CHATHISTORY with this code, about these words.
    case history(code: String, context: [String], text: String)
}
