package import ChatProtocol

/// What the person has set, by option, environment or file.
package struct ClientSettings: Equatable, Sendable {
    package var nick: String
    package var realname: String
    package var endpoint: Endpoint
    /// Rooms to join; empty: the server's lobby where it has one.
    package var rooms: [String]
    /// The server's password (PASS); nil: none.
    package var password: String?
    /// The server runs in this process: leaving ends it for everyone.
    package var isHosting = false
    /// Lines in and out, no screen.
    package var isPlain = false
    package var showsTimes = true
    package var hasNickColours = true
    package var language = Language.english
    /// What to add to UTC for the person's clock.
    package var minutesFromUTC = 0
    package var widthRules = WidthRules()

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
