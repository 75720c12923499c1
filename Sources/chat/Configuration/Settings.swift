/// One setting of config.ini: the only place that knows its name, its default, what it is for and what it may be.
struct Setting: Sendable {
    enum Kind: Sendable {
        case text
        case yesOrNo
        case number(ClosedRange<Int>)
        /// One of these words.
        case word([String])
        /// `30s`, `5m`, `12h`, `90d`; kept in seconds.
        case duration
    }

    let section: String
    let key: String
    let initial: String
    let kind: Kind
    /// For the shipped config.ini, in English.
    let purpose: String

    /// What is wrong with a value; nil where it is right.
    func problem(with value: String) -> String? {
        let wanted: String
        switch kind {
        case .text: return nil
        case .yesOrNo:
            if ["yes", "no"].contains(value) { return nil }
            wanted = "yes or no"
        case .number(let range):
            if let number = Int(value), range.contains(number) { return nil }
            wanted = "a number from \(range.lowerBound) to \(range.upperBound)"
        case .word(let words):
            if words.contains(value) { return nil }
            wanted = "one of " + words.joined(separator: ", ")
        case .duration:
            if Self.seconds(value) != nil { return nil }
            wanted = "a duration like 30s, 5m, 12h or 90d"
        }
        return "\(key): \"\(value)\" is not \(wanted)"
    }

    static func seconds(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Int64(text.dropLast()), number > 0,
            number <= 1_000_000
        else { return nil }
        return number * unit
    }

    /// `CHAT_SERVER_NAME`
    var variable: String { "CHAT_\(section)_\(key)".uppercased() }
}

extension Setting {
    /// One table: defaults, errors and the shipped file are read from it.
    static let all: [Setting] = [
        Setting(
            section: "baseconf", key: "host", initial: "127.0.0.1", kind: .text,
            purpose:
                "Where the server listens and the screen connects. 127.0.0.1 lets nobody else in;\n0.0.0.0 opens it to IPv4, :: to IPv6 and IPv4."
        ),
        Setting(
            section: "baseconf", key: "port", initial: "6667", kind: .number(1...65_535),
            purpose: "The port of both dialects: IRC, and the raw text of the first chat room."),
        Setting(
            section: "server", key: "name", initial: "chat.local", kind: .text,
            purpose: "The server's own name, the source of what it says itself."),
        Setting(
            section: "server", key: "network", initial: "chat", kind: .text,
            purpose: "What clients call the network."),
        Setting(
            section: "server", key: "room", initial: "#lobby", kind: .text,
            purpose: "Where the screen and raw members start."),
        Setting(
            section: "server", key: "motd", initial: "", kind: .text,
            purpose: "The message of the day; \\n begins another line."),
        Setting(
            section: "server", key: "password", initial: "", kind: .text,
            purpose: "What one must say to get in (PASS); empty: nothing. Raw members cannot say it."),
        Setting(
            section: "server", key: "threads", initial: "1", kind: .number(1...256),
            purpose: "Event loops. One serves thousands; more help where cores stand idle beside it."),
        Setting(
            section: "server", key: "data", initial: "", kind: .text,
            purpose: "The folder of the database; empty: $XDG_DATA_HOME/chat. Relative to this file."),
        Setting(
            section: "server", key: "casemapping", initial: "unicode", kind: .word(["unicode", "ascii"]),
            purpose: "unicode: names in any script, compared without case or width; ascii: A to Z only."),
        Setting(
            section: "server", key: "durability", initial: "normal", kind: .word(["normal", "full", "memory"]),
            purpose:
                "Before anybody sees a line it is stored: normal, against a crash of the program; full,\nalso against loss of power; memory, not on disk at all."
        ),
        Setting(
            section: "server", key: "raw_dialect", initial: "yes", kind: .yesOrNo,
            purpose: "Whether a connection that begins with ! speaks raw text."),
        Setting(
            section: "server", key: "show_addresses", initial: "yes", kind: .yesOrNo,
            purpose: "Whether # shows addresses in the raw dialect, as the first chat room did."),
        Setting(
            section: "limits", key: "flood", initial: "yes", kind: .yesOrNo,
            purpose: "Whether lines that come too fast wait."),
        Setting(
            section: "limits", key: "flood_burst", initial: "2000", kind: .number(1...1_000_000),
            purpose: "Lines that may come at once before they wait."),
        Setting(
            section: "limits", key: "flood_rate", initial: "500", kind: .number(1...1_000_000),
            purpose: "Lines a second that are taken from a connection that keeps sending."),
        Setting(
            section: "limits", key: "registration_timeout", initial: "30s", kind: .duration,
            purpose: "From the first byte of an IRC program until it is registered."),
        Setting(
            section: "limits", key: "naming_timeout", initial: "60s", kind: .duration,
            purpose: "For a connection that says nothing, or in the raw dialect has no nick yet."),
        Setting(
            section: "limits", key: "ping_after", initial: "90s", kind: .duration,
            purpose: "Silence after which a PING is sent."),
        Setting(
            section: "limits", key: "ping_timeout", initial: "150s", kind: .duration,
            purpose: "Silence after which a connection is closed; half a line counts as silence."),
        Setting(
            section: "limits", key: "soft_queue", initial: "65536", kind: .number(1_024...1_073_741_824),
            purpose: "Unsent bytes above which a connection's own commands wait."),
        Setting(
            section: "limits", key: "hard_queue", initial: "1048576", kind: .number(4_096...1_073_741_824),
            purpose: "Unsent bytes above which a connection that does not read is closed."),
        Setting(
            section: "client", key: "nick", initial: "", kind: .text,
            purpose: "Your name; empty: that of your account on this machine."),
        Setting(
            section: "client", key: "realname", initial: "", kind: .text,
            purpose: "What /whois tells about you; empty: your nick."),
        Setting(
            section: "client", key: "rooms", initial: "", kind: .text,
            purpose: "Rooms to join, separated by commas; empty: where the server starts."),
        Setting(
            section: "client", key: "language", initial: "auto", kind: .word(["auto", "en", "zh"]),
            purpose: "Of the screen: en, zh, or auto, which follows the locale."),
    ]

    static let sections = ["baseconf", "server", "limits", "client"]

    /// The shipped config.ini: every setting with its default and what it is for.
    static var shippedFile: String {
        var text =
            "# The settings of chat, each with its default. Environment variables (CHAT_SERVER_NAME) and options of the\n"
        text += "# command line go before this file.\n"
        for section in sections {
            text += "\n[\(section)]\n"
            for setting in all where setting.section == section {
                for line in setting.purpose.split(separator: "\n") { text += "# \(line)\n" }
                text += "\(setting.key) =\(setting.initial.isEmpty ? "" : " " + setting.initial)\n"
            }
        }
        return text
    }
}
