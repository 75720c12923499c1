/// What the person has set, by option, environment or file.
package struct ClientSettings: Equatable, Sendable {
    /// The servers to be at from the start, in the order in which they are listed; never empty.
    package var networks: [NetworkSettings]
    /// Lines in and out, no screen.
    package var isPlain = false
    /// Whether each message begins with its time.
    package var showsTimes = true
    /// Whether nicks are told apart by colour as well.
    package var hasNickColours = true
    /// Whether others are told that the person is writing.
    package var tellsTyping = true
    /// What the screen itself speaks.
    package var language = Language.english
    /// What to add to UTC for the person's clock.
    package var minutesFromUTC = 0
    /// How wide the terminal draws what Unicode leaves open; it tells of it itself (`Event.measured`).
    package var widthRules = WidthRules()

    /// Settings for one server, with everything else as it is by default.
    package init(_ network: NetworkSettings) {
        networks = [network]
    }
}

/// The languages that the screen speaks.
package enum Language: Equatable, Sendable {
    case english
    case chinese
}
