package import ChatProtocol

/// What a line costs whoever sends it too often: 1 for a usual one.
package struct CommandWeight: Equatable, Sendable {
    package let value: Double
    /// CHATHISTORY and MARKREAD, which have an allowance of their own.
    package let asksForThePast: Bool
    /// AUTHENTICATE, of which a password may need many lines.
    package let isOfLogin: Bool

    private init(_ value: Double, asksForThePast: Bool = false, isOfLogin: Bool = false) {
        self.value = value
        self.asksForThePast = asksForThePast
        self.isOfLogin = isOfLogin
    }

    package static let usual = CommandWeight(1)
    /// What concerns many: everybody in a room is told, or a list is made of everybody (reliability, threat 4).
    private static let heavy = CommandWeight(3)
    /// Five in twenty seconds, at two a second (Solanum).
    private static let rename = CommandWeight(8)
    /// A line of a post that has several, which is counted whole as its batch ends, and an answer to a PING.
    private static let light = CommandWeight(0.125)
    private static let past = CommandWeight(1, asksForThePast: true)
    private static let login = CommandWeight(1, isOfLogin: true)

    package init(of message: Message) {
        self =
            switch message.verb.uppercased() {
            case "PRIVMSG", "NOTICE", "TAGMSG": message[tag: "batch"] == nil ? .usual : .light
            case "JOIN", "WHO", "LIST", "SEARCH", "SAJOIN": .heavy
            case "NICK": .rename
            case "PONG": .light
            case "CHATHISTORY", "MARKREAD": .past
            case "AUTHENTICATE": .login
            default: .usual
            }
    }
}
