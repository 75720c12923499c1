import ChatProtocol

/// What the server says of itself to everybody who comes or asks.
struct Greetings: Sendable {
    /// 002 to 004
    let identity: Announcement
    /// 005
    let support: Announcement
    let motd: Announcement

    /// - Parameter lobby: its name as it is in use.
    init(_ settings: ServerSettings, lobby: String) {
        identity = Self.identity(settings)
        support = Self.support(settings, lobby: lobby)
        motd = Self.motd(settings)
    }

    private static func identity(_ settings: ServerSettings) -> Announcement {
        var identity = Announcement(server: settings.name)
        identity.add(.yourHost, ["Your host is \(settings.name), running \(settings.version)"])
        identity.add(.created, ["This server was started at \(settings.startedAt)"])
        identity.add(.myInfo, [settings.name, settings.version] + modeLetters)
        return identity
    }

    /// Letters of 004: of members, of rooms, and those of rooms that take an argument.
    private static let modeLetters: [String] = {
        let own = String(Member.Modes.letters.map(\.letter))
        let flags = RoomModes.Flags.letters.map(\.letter)
        let lists = RoomList.allCases.map(\.rawValue)
        let ranks = Ranks.all.map(\.letter)
        let taking = (lists + ranks + ["f", "k", "l", "S"]).sorted()
        return [own, String((flags + taking).sorted()), String(taking)]
    }()

    private static func motd(_ settings: ServerSettings) -> Announcement {
        var motd = Announcement(server: settings.name)
        guard !settings.motd.isEmpty else {
            motd.add(.noMotd, ["No message of the day"])
            return motd
        }
        motd.add(.motdStart, ["- \(settings.name) message of the day -"])
        for piece in settings.motd.flatMap({ $0.pieces(of: Limits.phrase) }) { motd.add(.motd, ["- " + piece]) }
        motd.add(.endOfMotd, ["End of /MOTD command"])
        return motd
    }

    // MARK: - 005

    private static func support(_ settings: ServerSettings, lobby: String) -> Announcement {
        var tokens = fixedTokens
        tokens.append("LOBBY=\(tokenValue(lobby))")
        tokens.append("NETWORK=\(tokenValue(settings.network))")
        if settings.casemapping == .unicode { tokens.append("UTF8MAPPING=rfc8265") }
        var support = Announcement(server: settings.name)
        for start in stride(from: 0, to: tokens.count, by: tokensInLine) {
            let words = Array(tokens[start..<min(start + tokensInLine, tokens.count)])
            support.add(.isupport, words + ["are supported by this server"])
        }
        return support
    }

    /// A line of IRC has at most 15 parameters, of which the receiver and the text at the end are two.
    private static let tokensInLine = 13

    /// Those that are the same for every server.
    private static let fixedTokens: [String] = {
        let most = ServerSettings.targets
        let signs = String(Ranks.all.map(\.sign))
        let lists = String(RoomList.allCases.map(\.rawValue).sorted())
        let flags = String(RoomModes.Flags.letters.map(\.letter))
        return [
            "ACCOUNTEXTBAN=a", "AWAYLEN=\(Limits.phrase)", "BOT=B", "CASEMAPPING=ascii",
            "CHANLIMIT=#:\(ServerSettings.roomsPerMember)", "CHANMODES=\(lists),k,Sfl,\(flags)",
            "CHANNELLEN=\(Limits.room)", "CHANTYPES=#", "CHATHISTORY=\(ServerSettings.historyPage)", "ELIST=CMNTU",
            "EXCEPTS=e", "EXTBAN=,am", "FORWARD=f", "INVEX=I", "KICKLEN=\(Limits.phrase)",
            "MAXLIST=\(lists):\(ServerSettings.masksPerList)", "MAXTARGETS=\(most)", "MODES",
            "MONITOR=\(ServerSettings.watched)", "MSGREFTYPES=msgid,timestamp", "NICKLEN=\(Limits.nick)",
            "PREFIX=(\(String(Ranks.all.map(\.letter))))\(signs)", "SAFELIST", "SAFERATE", "STATUSMSG=\(signs)",
            "TARGMAX=KICK:\(most),LIST:\(most),MONITOR:\(ServerSettings.watched),NAMES:\(most),NOTICE:\(most),PRIVMSG:\(most),TAGMSG:\(most),USERHOST:10,WHOIS:1",
            "TOPICLEN=\(Limits.phrase)", "UTF8ONLY", "WHOX", "draft/CHATHISTORY=\(ServerSettings.historyPage)",
        ]
    }()

    /// A value of 005: a space, `=` and `\` are written as `\xHH` (Modern IRC, RPL_ISUPPORT).
    private static func tokenValue(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { value, scalar in
            switch scalar {
            case " ": value += "\\x20"
            case "=": value += "\\x3D"
            case "\\": value += "\\x5C"
            default: value.unicodeScalars.append(scalar)
            }
        }
    }
}
