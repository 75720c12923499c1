/// What the person has set, by option, environment or file.
package struct ClientSettings: Equatable, Sendable {
    /// The servers to be at from the start, in the order in which they are listed; never empty.
    package var networks: [NetworkSettings]
    /// The file that holds a password and that others can read; nil: none.
    package var exposedFile: String?
    /// What is known of servers from earlier times.
    package var knownServers = KnownServers()
    /// The folder to keep such things in; nil: they are forgotten.
    package var folder: String?
    /// The certificates to be trusted where nobody vouches for the server, and no others; empty: the first that is seen.
    package var trusted: [Fingerprint] = []
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
    /// Columns of ambiguous signs, whatever the terminal tells; nil: as it tells.
    package var ambiguousWidth: Int? {
        didSet { if let ambiguousWidth { widthRules.ambiguous = ambiguousWidth } }
    }
    /// Whether the mouse scrolls and clicks; selecting text then needs Shift.
    package var hasMouse = true
    /// What rings, and shows on the desktop while the person looks elsewhere.
    package var notifications = Notifications.mentions
    /// The inks of the screen.
    package var theme = Theme.auto

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

/// Which inks the screen is drawn in.
package enum Theme: Equatable, Sendable {
    /// As the terminal tells of its paper.
    case auto
    case light
    case dark
    /// No colours, only weight and slant.
    case mono
}

/// What the person wants to be told of where they do not look.
package enum Notifications: Equatable, Sendable {
    /// Their name, and what is said to them alone.
    case mentions
    /// Everything that is said.
    case all
    case none
}
