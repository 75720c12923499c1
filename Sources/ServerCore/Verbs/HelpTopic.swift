import ChatProtocol

/// What `HELP` tells of one command, or of the modes.
struct HelpTopic {
    /// How it is written.
    let usage: String
    /// What it does, a line each.
    let texts: [String]

    private init(_ usage: String, _ texts: String...) {
        self.usage = usage
        self.texts = texts
    }

    /// nil where there is nothing of that name. Every command has a topic.
    ///
    /// - Parameter subject: in capitals.
    static func of(_ subject: String) -> HelpTopic? {
        topics[others[subject] ?? subject]
    }

    /// Names of commands that are the same as another.
    private static let others = [
        "HELPOP": "HELP", "NICKSERV": "NS", "CHANSERV": "CS", "HISTSERV": "HS", "DLINE": "KLINE", "UNKLINE": "KLINE",
        "UNDLINE": "KLINE", "PONG": "PING", "VERIFY": "REGISTER", "NPCA": "NPC",
    ]

    private static let topics = coming.merging(talking) { one, _ in one }.merging(rooms) { one, _ in one }
        .merging(asking) { one, _ in one }.merging(past) { one, _ in one }.merging(operating) { one, _ in one }

    // MARK: - Coming, going, accounts

    private static let coming: [String: HelpTopic] = [
        "AUTHENTICATE": HelpTopic(
            "AUTHENTICATE <mechanism>, AUTHENTICATE <base64>",
            "Logs in with SASL: PLAIN, SCRAM-SHA-256, or EXTERNAL with a certificate. Clients do it by themselves."),
        "CAP": HelpTopic(
            "CAP LS 302, CAP REQ :<capabilities>, CAP LIST, CAP END",
            "Agrees on extensions of the protocol. Clients do it by themselves."),
        "CS": HelpTopic(
            "CS <command>, the same as /msg ChanServ <command>",
            "Registers rooms and keeps the ranks in them. CS HELP lists its commands."),
        "NICK": HelpTopic(
            "NICK <nick>", "Takes another nick. That of an account, and whatever looks like it, is its owner's."),
        "NS": HelpTopic(
            "NS <command>, the same as /msg NickServ <command>",
            "Registers and keeps your account. NS HELP lists its commands."),
        "PASS": HelpTopic(
            "PASS <password>", "Before coming in: the password of the server, where it has one."),
        "PERSISTENCE": HelpTopic(
            "PERSISTENCE GET, PERSISTENCE SET ON|OFF|DEFAULT",
            "Whether you stay here when your last connection goes. It takes an account."),
        "PING": HelpTopic(
            "PING <token>, PONG <token>",
            "Asks whether the other side is there; the answer is a PONG with the same token."),
        "QUIT": HelpTopic("QUIT [reason]", "Leaves the server."),
        "REGISTER": HelpTopic(
            "REGISTER <account|*> <email|*> <password>, VERIFY <account> <code>",
            "Makes an account, * being your nick. Accounts here are verified at once."),
        "SETNAME": HelpTopic("SETNAME :<real name>", "Changes the name that WHOIS tells."),
        "USER": HelpTopic(
            "USER <user> 0 * :<real name>", "Says who you are as you come in. Clients do it by themselves."),
        "WEBIRC": HelpTopic(
            "WEBIRC <password> <gateway> <host> <address> [options]",
            "A trusted gateway tells whom it brings, before anything else."),
    ]

    // MARK: - Talking

    private static let talking: [String: HelpTopic] = [
        "ACCEPT": HelpTopic(
            "ACCEPT <nick>{,<nick>}, with - before a nick to take it back",
            "Lets these write to you although you take private lines from accounts alone (+R)."),
        "AWAY": HelpTopic("AWAY [text]", "Says that you are away; without a text, that you are back."),
        "BATCH": HelpTopic(
            "BATCH +<reference> draft/multiline <target>, BATCH -<reference>",
            "Says several lines as one. Clients do it by themselves."),
        "EDIT": HelpTopic(
            "@\(EditTag.id)=<msgid>;\(EditTag.text)=<text> EDIT <target>", "Changes what you said."),
        "NOTICE": HelpTopic("NOTICE <target>{,<target>} :<text>", "Says something that no program answers."),
        "NPC": HelpTopic(
            "NPC <room> <name> :<text>, NPCA <room> <name> :<text>",
            "Plays a role in a room that has +E: its name speaks, or does what NPCA says."),
        "PRIVMSG": HelpTopic(
            "PRIVMSG <target>{,<target>} :<text>",
            "Says something to a room or a member; to @#room it reaches those with that rank or a higher one alone."),
        "REDACT": HelpTopic(
            "REDACT <target> <msgid> [reason]", "Takes back what you said, or what was said in a room that you keep."),
        "RELAYMSG": HelpTopic(
            "RELAYMSG <room> <nick/network> :<text>", "A bridge says in a room what somebody said elsewhere."),
        "SCENE": HelpTopic("SCENE <room> :<text>", "Tells what happens in the role play of a room that has +E."),
        "TAGMSG": HelpTopic(
            "@<tags> TAGMSG <target>", "Says something without words: that you type, or how you like it."),
    ]

    // MARK: - Rooms

    private static let rooms: [String: HelpTopic] = [
        "CMODE": HelpTopic(
            "MODE <room> <changes> [parameters]",
            "Ranks: +q founder, +a admin, +o operator, +h half-operator, +v voice, each with a nick.",
            "Lists of masks: +b bans, +e exceptions, +I may come in uninvited.",
            "A mask is nick!user@host with * and ?, or a:account; m: before it makes a ban a mute.",
            "+i by invitation, +k key, +l limit, +R accounts alone may come in, +f #room sends on whoever may not.",
            "+m those with a voice speak, +M accounts speak, +U what others say goes to half-operators and up.",
            "+n only from inside, +C no CTCP, +S seconds between two lines of one without a voice.",
            "+s not listed, +u those without a rank are seen by half-operators and up, +E role play.",
            "+t half-operators and up change the topic."),
        "INVITE": HelpTopic("INVITE <nick> <room>, INVITE", "Invites somebody; alone it lists where you are invited."),
        "JOIN": HelpTopic(
            "JOIN <room>{,<room>} [key{,key}], JOIN 0",
            "Goes into rooms, and makes those that are not there. JOIN 0 leaves all."),
        "KICK": HelpTopic("KICK <room> <nick>{,<nick>} [reason]", "Puts somebody out of a room."),
        "LIST": HelpTopic(
            "LIST [room or condition{,...}]",
            "The rooms: >9 and <9 by members, a mask or !mask by name.",
            "C>9 and C<9 by the minutes since they were made, T>9 and T<9 since the topic was set."
        ),
        "MODE": HelpTopic(
            "MODE <room or your nick> [changes] [parameters]", "Tells modes or changes them: HELP CMODE, HELP UMODE."),
        "NAMES": HelpTopic("NAMES <room>{,<room>}", "Who is in a room."),
        "PART": HelpTopic("PART <room>{,<room>} [reason]", "Leaves rooms."),
        "RENAME": HelpTopic(
            "RENAME <room> <new name> [reason]", "Gives a room another name; all who are in it stay in it."),
        "TOPIC": HelpTopic("TOPIC <room> [:text]", "Tells the topic, or sets it; an empty text takes it away."),
    ]

    // MARK: - Asking

    private static let asking: [String: HelpTopic] = [
        "HELP": HelpTopic("HELP [command]", "This."),
        "INFO": HelpTopic("INFO", "What server this is."),
        "ISON": HelpTopic("ISON <nick> {<nick>}", "Which of these are here."),
        "ISUPPORT": HelpTopic("ISUPPORT", "What the server can do, and its limits."),
        "LINKS": HelpTopic("LINKS", "The servers of the network: there is one."),
        "LUSERS": HelpTopic("LUSERS", "How many are here."),
        "MONITOR": HelpTopic(
            "MONITOR + <nick>{,<nick>}, MONITOR - <nick>, MONITOR C, L or S",
            "Tells you when these come and go; C forgets all, L lists them, S says who is here."),
        "MOTD": HelpTopic("MOTD", "The message of the day."),
        "TIME": HelpTopic("TIME", "The server's clock."),
        "UMODE": HelpTopic(
            "MODE <your nick> <changes>",
            "+B a bot, +E takes part in role play, +R private lines from accounts alone, +T no CTCP.",
            "+i not shown to strangers, +w hears WALLOPS, +s hears what operators of the server should know.",
            "The server sets +Z, secure connections alone, and +o, an operator of the server."
        ),
        "USERHOST": HelpTopic("USERHOST <nick> {<nick>}", "Where these are connected from."),
        "VERSION": HelpTopic("VERSION", "The version of the server."),
        "WHO": HelpTopic("WHO <room, nick or mask> [%fields]", "Who is in a room, or whose names match."),
        "WHOIS": HelpTopic("WHOIS <nick>", "Who somebody is."),
        "WHOWAS": HelpTopic("WHOWAS <nick> [count]", "Who had that nick before."),
    ]

    // MARK: - What was said

    private static let past: [String: HelpTopic] = [
        "CHATHISTORY": HelpTopic(
            "CHATHISTORY LATEST|BEFORE|AFTER|AROUND <target> <timestamp=...|msgid=...> <limit>",
            "What was said. LATEST takes * for the end, and BETWEEN <target> two points.",
            "TARGETS <timestamp=...> <timestamp=...> <limit> tells where something was said between them."
        ),
        "HS": HelpTopic(
            "HS <command>, the same as /msg HistServ <command>",
            "Shows what was said before. HS HELP lists its commands."),
        "MARKREAD": HelpTopic(
            "MARKREAD <target> [timestamp=...]", "How far you have read there, on all your clients."),
        "METADATA": HelpTopic(
            "METADATA <target|*> GET|LIST|SET|CLEAR|SUB|UNSUB|SUBS|SYNC [...]",
            "What members and rooms tell of themselves, such as a picture, and whose changes you hear of."),
        "SEARCH": HelpTopic(
            "SEARCH text=<words>;in=<target>;from=<nick>;after=<time>;before=<time>;limit=<number>",
            "Finds what was said where you may read, in any language.",
            "Each part may be left out; a space is written \\s."
        ),
        "ZNC": HelpTopic(
            "ZNC *playback play <target|*> [from [to]]", "What was said since a moment, as clients of ZNC ask for it."),
    ]

    // MARK: - Operators of the server

    private static let operating: [String: HelpTopic] = [
        "KILL": HelpTopic("KILL <nick> [reason]", "An operator puts somebody off the server."),
        "KLINE": HelpTopic(
            "KLINE [minutes] <mask> [:reason], KLINE LIST, UNKLINE <mask>; the same with DLINE for addresses",
            "An operator bans from the server: older forms of UBAN."),
        "OPER": HelpTopic("OPER <name> <password>", "Makes you an operator of the server."),
        "REHASH": HelpTopic("REHASH", "An operator has the settings and the certificate read again."),
        "SAJOIN": HelpTopic("SAJOIN [nick] <room>{,<room>}", "An operator brings somebody into rooms."),
        "SAMODE": HelpTopic(
            "SAMODE <target> <changes> [parameters]", "An operator changes modes as if keeping the room."),
        "SANICK": HelpTopic("SANICK <nick> <new nick>", "An operator gives somebody another nick."),
        "SAPART": HelpTopic("SAPART <nick> <room>{,<room>}", "An operator takes somebody out of rooms."),
        "UBAN": HelpTopic(
            "UBAN ADD <mask> [DURATION 1y2mo3w4d5h6m7s] [reason], UBAN DEL <mask>, UBAN LIST",
            "An operator bans from the server: an address, a network, nick!user@host, or a:account."),
        "WALLOPS": HelpTopic("WALLOPS :<text>", "An operator tells all who want to hear it (+w)."),
    ]
}
