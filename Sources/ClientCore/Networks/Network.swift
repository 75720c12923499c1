import ChatProtocol

/// One server that the person is at, or wants to be: the connection to it, and what is known of it.
struct Network: Sendable {
    /// Stays the same for as long as the network is there, and is never given again: effects and events name it.
    let number: Int
    /// As they were given.
    var settings: NetworkSettings
    var connection = Connection.idle
    var session: Session
    var backoff: Backoff
    var hasBeenOnline = false
    var hasBeenInRooms = false
    /// The log has told what was open here, or there is none.
    var isRemembered = true
    /// Until when the log is waited for.
    var rememberedBy = Instant(milliseconds: 0)
    /// The way there, and what is thought of whoever is at its end.
    var passage: Passage
    /// The server does not take the credentials: they are not tried again.
    var loginIsRefused = false
    /// What the person has said on going away; nil: they are here. It outlives the connection, as the absence does.
    var awayText: String?
    /// Whether those who are watched were here when the server told last; kept from one connection to the next.
    var presences: [String: Bool] = [:]
    /// Others may be of interest now than those whom the server was asked to watch.
    var watchIsStale = true
    /// The person has typed a password, which has not been used yet.
    var wantsLogin = false
    /// Folded names to indices of the model's buffers; that of the server's own lines is "".
    var indices: [String: Int] = [:]
    /// Own lines to be said again, in order.
    var unsaid: [Unsaid] = []
    /// Of a server that speaks the raw dialect.
    var raw = RawSession()

    /// The same seed gives the same waits between attempts to connect.
    init(number: Int, _ settings: NetworkSettings, seed: UInt64) {
        self.number = number
        self.settings = settings
        passage = Passage(to: settings.endpoint)
        session = Session(nick: settings.nick, at: Instant(milliseconds: 0))
        backoff = Backoff(seed: seed &+ UInt64(truncatingIfNeeded: number))
    }
}
