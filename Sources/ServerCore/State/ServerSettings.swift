package import ChatProtocol

/// What the rules need to know of a server's configuration.
package struct ServerSettings: Equatable, Sendable {
    /// The server's own name, the source of what it says.
    package var name = "chat.local"
    package var network = "chat"
    package var lobby = "#lobby"
    /// One line each; empty: there is none.
    package var motd: [String] = []
    /// What one must say to get in, plain or a hash; empty: nothing.
    package var password = ""
    package var casemapping = Casemapping.unicode
    /// Whether `#` tells addresses, as the seed does.
    package var showsAddresses = true
    /// `chat-1.0`
    package var version = "chat"
    package var startedAt = Timestamp(milliseconds: 0)

    package var accounts = AccountSettings()
    /// Names, and the hashes of the passwords, of those who may run the server.
    package var operators: [String: String] = [:]
    /// The password, plain or a hash, of gateways that tell whom they speak for (WEBIRC); empty: there are none.
    package var webircPassword = ""
    /// The port of TLS, which clients are told to use (STS); nil: there is none, or they are not told.
    package var tlsPort: Int?
    /// Whom the limits of each address do not hold for.
    package var exempt = Network.loopback
    /// Wrong passwords a minute from one address, after which it has to wait.
    package var loginsPerMinute = 3
    /// What one who joins may read of what was said before.
    package var cutoff = Cutoff.auto

    package enum Cutoff: String, Sendable {
        /// All of it in rooms that anybody may join; in others, from the first join of one's account.
        case auto
        /// All of it.
        case none
        /// From one's joining.
        case join
    }

    package init() {}

    /// Rooms that one member may be in (Ergo's CHANLIMIT).
    package static let roomsPerMember = 100
    /// Masks in each list of one room (Ergo's MAXLIST).
    package static let masksPerList = 100
    /// Rooms or nicks that one PRIVMSG, KICK or JOIN may name (Ergo's TARGMAX for PRIVMSG).
    package static let targets = 4
    /// Posts in one answer to CHATHISTORY (Ergo's limit).
    package static let historyPage = 1_000
    /// Posts that a client without draft/chathistory is shown on joining.
    package static let postsOnJoining = 50
    /// Nicks that one connection may watch (Ergo's MONITOR).
    package static let watched = 100
    /// Bytes of all lines of one multiline post, and their number (Ergo's draft/multiline; the lines irc.md's).
    package static let multilineBytes = 4_096
    package static let multilineLines = 32
    /// Posts in one answer to SEARCH.
    package static let searchPage = 100
    /// Keys of metadata that one connection may subscribe to, and that one member or room may have; bytes of a value
    /// (Ergo's defaults).
    package static let subscriptions = 100
    package static let metadataKeys = 100
    package static let metadataBytes = 300
    /// Bytes of a key: beside the longest room, nick and value, a line has room for it and for a server's name of 38.
    package static let metadataKeyBytes = 64
    /// Values in one answer to METADATA SYNC, as posts in one to CHATHISTORY.
    package static let metadataPage = 1_000
    /// Values that are told without being asked for, on joining and watching; with more, the client is told to ask.
    package static let metadataAtOnce = 200
    /// Members of a room whose metadata is told on joining; in a larger one, the client is told to ask.
    package static let metadataMembersAtOnce = 100
    /// Members whom one command looks at for metadata: the largest room that is planned for.
    package static let metadataLooks = 10_000
    /// Keys of metadata in one answer to WHOIS.
    package static let metadataInWhois = 20
    /// Rooms and nicks for which one may have a read marker.
    package static let markers = 1_000
}

/// How accounts are had and used.
package struct AccountSettings: Equatable, Sendable {
    /// Whether anybody may register one.
    package var isOpen = true
    /// Whether that may be done before the connection is registered.
    package var beforeConnect = true
    package var requiresEmail = false
    /// Whether the nick of an account's name is its owner's alone.
    package var reservesNicks = true
    package var alwaysOn = AlwaysOn.optIn
    /// Letters of modes that a new member has.
    package var defaultModes = ""

    package enum AlwaysOn: String, Sendable {
        case optIn = "opt-in"
        case optOut = "opt-out"
        case no
    }

    package init() {}
}
