/// What the person has set, by option, environment or file.
package struct ClientSettings: Equatable, Sendable {
    /// The servers to be at from the start, in the order in which they are listed; never empty.
    package var networks: [NetworkSettings]
    /// The networks that the person has given a name, whether they are at them from the start or not.
    package var named: [NetworkSettings] = []
    /// The file that holds a password and that others can read; nil: none.
    package var exposedFile: String?
    /// What is known of servers from earlier times.
    package var knownServers = KnownServers()
    /// The folder to keep such things in; nil: they are forgotten.
    package var folder: String?
    /// The certificates to be trusted where nobody vouches for the server, and no others; empty: the first that is seen.
    package var trusted: [Fingerprint] = []
    /// Whether lines, drafts and places are kept on disk.
    package var keepsLog = false
    /// Lines in and out, no screen.
    package var isPlain = false
    /// Those lines are for somebody who listens to them, who also types them.
    package var isSpoken = false
    /// Whether each message begins with its time.
    package var showsTimes = true
    /// Whether the newest lines stay in sight while the person reads back.
    package var splitsScroll = true
    /// Whether nicks are told apart by colour as well.
    package var hasNickColours = true
    /// Whether others are told that the person is writing.
    package var tellsTyping = true
    /// Which comings and goings are told.
    package var presence = PresenceForm.smart
    /// How emoji are drawn.
    package var emoji = EmojiForm.native
    /// Words that count like the person's name where somebody says them.
    package var highlights: [String] = []
    /// Nicks and masks of those whose lines are hidden.
    package var ignored: [String] = []
    /// Nicks whose coming and going is told.
    package var friends: [String] = []
    /// Whether `*bold*` and the like are sent as IRC's formatting.
    package var hasMarkup = false
    /// What the screen itself speaks.
    package var language = Language.english
    /// What it speaks where the person has not chosen.
    package var localeLanguage = Language.english
    /// What each key does.
    package var keys = KeyTable.standard
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
    private var values: [ClientSetting.Key: String] = [:]

    /// Settings for one server, with everything else as it is by default.
    package init(_ network: NetworkSettings) {
        networks = [network]
    }

    /// A setting as config.ini writes it. Setting one that is live changes what it stands for; the others say how the
    /// program begins, and whoever begins it reads them. A value that the setting does not take is its default.
    package subscript(_ key: ClientSetting.Key) -> String {
        get { values[key] ?? ClientSetting.all.first { $0.key == key }?.initial ?? "" }
        set {
            values[key] = newValue
            apply(key, newValue)
        }
    }

    private mutating func apply(_ key: ClientSetting.Key, _ value: String) {
        switch key {
        case .nick, .realname, .rooms, .networks, .account, .password, .passwordCommand, .mechanism, .certificate,
            .logs,
            .logLines:
            break
        case .language: language = value == "en" ? .english : value == "zh" ? .chinese : localeLanguage
        case .timestamps: showsTimes = value != "no"
        case .splitScroll: splitsScroll = value != "no"
        case .nickColours: hasNickColours = value != "no"
        case .presence: presence = value == "all" ? .all : value == "no" ? .none : .smart
        case .highlights: highlights = Self.words(value)
        case .ignored: ignored = Self.words(value)
        case .friends: friends = Self.words(value)
        case .typing: tellsTyping = value != "no"
        case .theme: theme = value == "light" ? .light : value == "dark" ? .dark : value == "mono" ? .mono : .auto
        case .emoji: emoji = value == "shortcode" ? .shortcode : .native
        case .ambiguousWidth: ambiguousWidth = Int(value)
        case .notifications: notifications = value == "all" ? .all : value == "no" ? .none : .mentions
        case .mouse: hasMouse = value != "no"
        case .markup: hasMarkup = value == "yes"
        }
    }

    /// Words between commas of either width.
    private static func words(_ value: String) -> [String] {
        value.split { $0 == "," || $0 == "，" }.map { String($0.trimmed) }.filter { !$0.isEmpty }
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

/// How emoji are drawn.
package enum EmojiForm: Equatable, Sendable {
    /// As they are.
    case native
    /// By their names, `:thumbsup:`.
    case shortcode
}

/// Which comings and goings are told.
package enum PresenceForm: Equatable, Sendable {
    /// In large rooms, of those who have not spoken lately only how many they are.
    case smart
    case all
    case none
}

/// What the person wants to be told of where they do not look.
package enum Notifications: Equatable, Sendable {
    /// Their name, and what is said to them alone.
    case mentions
    /// Everything that is said.
    case all
    case none
}
