package import ChatProtocol

/// What the person has set, by option, environment or file.
package struct ClientSettings: Equatable, Sendable {
    /// The name to ask for.
    package var nick: String
    /// What WHOIS tells beside it.
    package var realname: String
    /// Where the server is.
    package var endpoint: Endpoint
    /// Rooms to join; empty: the server's lobby where it has one.
    package var rooms: [String]
    /// The server's password (PASS); nil: none.
    package var password: String?
    /// The server runs in this process: leaving ends it for everyone.
    package var isHosting = false
    /// What the server in this process says of itself as it begins: who can get in, and how.
    package var hostNotes: [String] = []
    /// Lines in and out, no screen.
    package var isPlain = false
    /// Whether each message begins with its time.
    package var showsTimes = true
    /// Whether nicks are told apart by colour as well.
    package var hasNickColours = true
    /// What the screen itself speaks.
    package var language = Language.english
    /// What to add to UTC for the person's clock.
    package var minutesFromUTC = 0
    /// How wide the terminal draws what Unicode leaves open.
    package var widthRules = WidthRules()

    /// Settings with everything else as it is by default; the real name is the nick where none is given.
    package init(nick: String, realname: String? = nil, endpoint: Endpoint, rooms: [String] = []) {
        self.nick = nick
        self.realname = realname ?? nick
        self.endpoint = endpoint
        self.rooms = rooms
    }
}

/// The languages that the screen speaks.
package enum Language: Equatable, Sendable {
    case english
    case chinese
}
