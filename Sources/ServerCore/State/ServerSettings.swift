package import ChatProtocol

/// What the rules need to know of a server's configuration.
package struct ServerSettings: Equatable, Sendable {
    /// The server's own name, the source of what it says.
    package var name = "chat.local"
    package var network = "chat"
    package var lobby = "#lobby"
    /// One line each; empty: there is none.
    package var motd: [String] = []
    /// What one must say to get in; empty: nothing.
    package var password = ""
    package var casemapping = Casemapping.unicode
    /// Whether `#` tells addresses, as the seed does.
    package var showsAddresses = true
    /// `chat-1.0`
    package var version = "chat"
    package var startedAt = Timestamp(milliseconds: 0)

    package init() {}

    /// Rooms that one member may be in (Ergo's CHANLIMIT).
    package static let roomsPerMember = 100
    /// Bans of one room (Ergo's MAXLIST).
    package static let bansPerRoom = 100
    /// Rooms or nicks that one PRIVMSG, KICK or JOIN may name (Ergo's TARGMAX for PRIVMSG).
    package static let targets = 4
    /// Posts in one answer to CHATHISTORY (Ergo's limit).
    package static let historyPage = 1_000
    /// Posts that a client without draft/chathistory is shown on joining.
    package static let postsOnJoining = 50
}
