import ClientCore

extension Setting {
    /// One table: defaults, errors and the shipped file are read from it. The rows of `[client]` are those that `/set` knows.
    static let all = ofServer + ClientSetting.all.map { Setting(client: $0) }

    private static let ofServer: [Setting] = [
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
            purpose:
                "unicode: names in any script, compared without case or width, and no two nicks that are\ntaken for each other; ascii: A to Z only."
        ),
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
            section: "listen", key: "tls", initial: "", kind: .door,
            purpose: "HOST:PORT of TLS, such as 0.0.0.0:6697; empty: none of its own. The main port takes TLS as well."),
        Setting(
            section: "listen", key: "websocket", initial: "", kind: .door,
            purpose:
                "HOST:PORT for programs in browsers; empty: none of its own. The main port takes WebSocket as well."),
        Setting(
            section: "listen", key: "metrics", initial: "", kind: .door,
            purpose: "HOST:PORT of a page of numbers for Prometheus, such as 127.0.0.1:9667; empty: none."),
        Setting(
            section: "listen", key: "proxy_from", initial: "", kind: .networks,
            purpose: "Networks whose connections may begin with a PROXY header that says for whom they come."),
        Setting(
            section: "listen", key: "webirc_password", initial: "", kind: .text,
            purpose:
                "What a gateway says to tell for whom it speaks (WEBIRC), plain or from --hash-password; empty:\nthere is none."
        ),
        Setting(
            section: "tls", key: "certificate", initial: "", kind: .text,
            purpose: "The file of the certificate, with those above it; empty: one is made and kept in data."),
        Setting(
            section: "tls", key: "key", initial: "", kind: .text,
            purpose: "The file of its key."),
        Setting(
            section: "tls", key: "sts", initial: "no", kind: .yesOrNo,
            purpose: "Whether clients that come without TLS are told to come back with it."),
        Setting(
            section: "accounts", key: "registration", initial: "yes", kind: .yesOrNo,
            purpose: "Whether anybody may register an account."),
        Setting(
            section: "accounts", key: "before_connect", initial: "yes", kind: .yesOrNo,
            purpose: "Whether that may be done before one has come in."),
        Setting(
            section: "accounts", key: "require_email", initial: "no", kind: .yesOrNo,
            purpose: "Whether an address must be given. Nothing is ever sent to it."),
        Setting(
            section: "accounts", key: "kdf_iterations", initial: "100000", kind: .number(1...10_000_000),
            purpose: "Rounds of PBKDF2 for new passwords: more cost a thief, and everybody who logs in, more."),
        Setting(
            section: "accounts", key: "nick_owner_only", initial: "yes", kind: .yesOrNo,
            purpose: "Whether the nick of an account's name is its owner's alone."),
        Setting(
            section: "accounts", key: "always_on", initial: "opt-in", kind: .word(["opt-in", "opt-out", "no"]),
            purpose: "Who stays when their last connection goes: those who say so, those who do not say no, nobody."),
        Setting(
            section: "accounts", key: "default_user_modes", initial: "", kind: .letters("BERTisw"),
            purpose: "Modes that everybody begins with, such as i."),
        Setting(
            section: "history", key: "keep", initial: "forever", kind: .durationOrForever,
            purpose: "How long what was said is kept."),
        Setting(
            section: "history", key: "cutoff", initial: "auto", kind: .word(["auto", "none", "join"]),
            purpose:
                "What one who joins may read of the past: auto, all of it in rooms that anybody may join, and\nfrom the account's first join in others; none, all of it everywhere; join, nothing."
        ),
        Setting(
            section: "limits", key: "exempt", initial: "127.0.0.0/8, ::1", kind: .networks,
            purpose: "Networks that the limits of each address do not hold for."),
        Setting(
            section: "limits", key: "connections_per_address", initial: "16", kind: .number(1...1_000_000),
            purpose: "Connections at once from one IPv4 address, or from one IPv6 network of 64 bits."),
        Setting(
            section: "limits", key: "arrivals_per_address", initial: "32", kind: .number(1...1_000_000),
            purpose: "New ones from there in ten minutes."),
        Setting(
            section: "limits", key: "connections_per_network", initial: "200", kind: .number(1...1_000_000),
            purpose: "Connections at once from one IPv4 network of 24 bits, or one IPv6 network of 56."),
        Setting(
            section: "limits", key: "arrivals_per_second", initial: "200", kind: .number(1...1_000_000),
            purpose: "Connections that are taken in a second, from whatever addresses; others wait."),
        Setting(
            section: "limits", key: "flood", initial: "yes", kind: .yesOrNo,
            purpose: "Whether lines that come too fast wait."),
        Setting(
            section: "limits", key: "flood_burst", initial: "5", kind: .number(1...1_000_000),
            purpose: "Lines that may come at once before they wait; JOIN, WHO and LIST count three times."),
        Setting(
            section: "limits", key: "flood_rate", initial: "2", kind: .number(1...1_000_000),
            purpose: "Lines a second that are taken from a member who keeps sending."),
        Setting(
            section: "limits", key: "flood_lines", initial: "20", kind: .number(1...1_000_000),
            purpose: "Lines that may wait. With more of them, the connection is closed."),
        Setting(
            section: "limits", key: "flood_bytes", initial: "16384", kind: .number(512...1_073_741_824),
            purpose: "Bytes of them that may wait."),
        Setting(
            section: "limits", key: "introduction_lines", initial: "64", kind: .number(8...1_000_000),
            purpose: "Lines that may come before somebody is let in, those of a login left out."),
        Setting(
            section: "limits", key: "logins_per_minute", initial: "3", kind: .number(1...1_000_000),
            purpose: "Wrong passwords a minute from one address, after which it has to wait."),
        Setting(
            section: "limits", key: "registration_timeout", initial: "30s", kind: .duration,
            purpose: "From the first byte of an IRC program until it is registered."),
        Setting(
            section: "limits", key: "naming_timeout", initial: "60s", kind: .duration,
            purpose: "For a connection that says nothing, or in the raw dialect has no nick yet."),
        Setting(
            section: "limits", key: "handshake_timeout", initial: "10s", kind: .duration,
            purpose: "For a TLS handshake, and for the head of an HTTP request."),
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
            section: "limits", key: "lag_queue", initial: "262144", kind: .number(4_096...1_073_741_824),
            purpose:
                "Unsent bytes above which a program that can ask for the past is told late what is said in its rooms."
        ),
        Setting(
            section: "limits", key: "hard_queue", initial: "1048576", kind: .number(4_096...1_073_741_824),
            purpose: "Unsent bytes above which a connection that does not read is closed."),
        Setting(
            section: "limits", key: "all_queues", initial: "0", kind: .number(0...1_099_511_627_776),
            purpose:
                "Unsent bytes of all connections together, above which the longest queue is closed; 0: a quarter\nof the machine's memory."
        ),
    ]

    /// The settings of each `[network NAME]`: those of `[client]` that are about one server, and where that is.
    static let ofNetwork: [Setting] =
        [
            Setting(
                section: "network", key: "address", initial: "", kind: .address,
                purpose: "Where it is: HOST, HOST:PORT, ircs://HOST for TLS.")
        ]
        + networkPurposes.compactMap { key, purpose in
            ClientSetting.all.first { $0.key == key }.map { Setting(client: $0, section: "network", purpose: purpose) }
        }

    /// nil: as in `[client]`.
    private static let networkPurposes: [(ClientSetting.Key, String?)] = [
        (.nick, "Your name there; empty: that of [client]."), (.realname, "The same for what /whois tells about you."),
        (.rooms, "Rooms to join, separated by commas; empty: where the server starts."),
        (.account, "The account to log in to (SASL); empty: none. No other server is told of it."),
        (.password, nil), (.passwordCommand, nil), (.mechanism, nil), (.certificate, nil),
    ]

    private init(client setting: ClientSetting, section: String = "client", purpose: String? = nil) {
        let kind: Kind =
            switch setting.kind {
            case .text: .text
            case .yesOrNo: .yesOrNo
            case .word(let words): .word(words)
            case .number(let range): .number(range)
            }
        self.init(
            section: section, key: setting.key.rawValue, initial: setting.initial, kind: kind,
            purpose: purpose ?? setting.purpose.english)
    }

    static let sections = [
        "baseconf", "server", "listen", "tls", "accounts", "operators", "history", "limits", "client", "keys",
    ]

    /// Whose keys are names that the person chooses.
    static let openSections = ["operators", "keys"]

    /// How a network gets a name: in the shipped file none has one.
    private static var shippedNetwork: String {
        var text = "\n# [network NAME]\n"
        text +=
            "# A network with a name of your own, one word: as many such sections as you like. NAME in networks above opens it at\n"
        text +=
            "# the start, /connect NAME and --connect NAME at any time, each with the account that you have there:\n"
        for setting in ofNetwork {
            for line in setting.purpose.split(separator: "\n") { text += "#   # \(line)\n" }
            text += "#   \(setting.key) =\(setting.initial.isEmpty ? "" : " " + setting.initial)\n"
        }
        return text
    }

    /// The shipped config.ini: every setting with its default and what it is for.
    static var shippedFile: String {
        var text =
            "# The settings of chat, each with its default. Environment variables (CHAT_SERVER_NAME) and options of the\n"
        text += "# command line go before this file.\n"
        for section in sections {
            text += "\n[\(section)]\n"
            if section == "operators" {
                text +=
                    "# Who may run the server, one a line: NAME = HASH, which chat --hash-password prints. In front of the hash may\n"
                text += "# stand what they may do: moderator: or helper:, where it is not everything.\n"
            }
            if section == "keys" {
                text +=
                    "# What the keys of the screen do: ACTION = KEY, KEY, as /help writes keys. Below is how it is without such a line;\n"
                text +=
                    "# a key that is given to one action is taken from the other, and an empty line takes all keys away.\n"
                for binding in KeyTable.standard.bindings {
                    let keys = binding.keys.map(\.description).joined(separator: ", ")
                    text += "# \(binding.action.name) = \(keys)\n"
                }
            }
            for setting in all where setting.section == section {
                for line in setting.purpose.split(separator: "\n") { text += "# \(line)\n" }
                text += "\(setting.key) =\(setting.initial.isEmpty ? "" : " " + setting.initial)\n"
            }
            if section == "client" { text += shippedNetwork }
        }
        return text
    }
}
