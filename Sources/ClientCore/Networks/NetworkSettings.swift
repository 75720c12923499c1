package import ChatProtocol

/// One server that the person wants to be at: where it is, and as whom.
package struct NetworkSettings: Equatable, Sendable {
    /// What the person calls it; nil: it goes by its address.
    package var name: String?
    /// A program of the person's has still to be asked for the password (`Effect.unlock`).
    package var isLocked = false
    /// The name to ask for.
    package var nick: String
    /// What WHOIS tells beside it.
    package var realname: String
    /// Where the server is.
    package var endpoint: Endpoint
    /// Rooms to join; empty: the one of the endpoint, else the server's lobby where it has one.
    package var rooms: [String]
    /// The server's password (PASS); nil: none.
    package var password: String?
    /// What to log in with; nil: nothing.
    package var credentials: Credentials?
    /// The file of the certificate to show, its key with it; nil: none.
    package var certificateFile: String?
    /// The server runs in this process: leaving ends it for everyone.
    package var isHosting = false
    /// What the server in this process says of itself as it begins: who can get in, and how.
    package var hostNotes: [String] = []

    /// The name under which the log keeps what is said there.
    package var logName: String { "\(endpoint.host):\(endpoint.port)" }

    /// A place with everything else as it is by default; the real name is the nick where none is given.
    package init(nick: String, realname: String? = nil, endpoint: Endpoint, rooms: [String] = []) {
        self.nick = nick
        self.realname = realname ?? nick
        self.endpoint = endpoint
        self.rooms = rooms
    }
}
