/// One setting of the client, as config.ini's `[client]` and `/set` know it: the only place that knows its name, its
/// default, what it is for and what it may be.
package struct ClientSetting: Equatable, Sendable {
    /// Which it is; the raw value is how config.ini and `/set` write it.
    package enum Key: String, CaseIterable, Sendable {
        case nick, realname, rooms, networks, account, password
        case passwordCommand = "password_command"
        case mechanism, certificate, language, timestamps
        case nickColours = "nick_colours"
        case presence, highlights, ignored, friends, markup, typing, notifications, theme
        case ambiguousWidth = "ambiguous_width"
        case emoji
        case splitScroll = "split_scroll"
        case mouse, logs
        case logLines = "log_lines"
    }

    /// What a value may be.
    package enum Kind: Equatable, Sendable {
        case text
        case yesOrNo
        /// One of these words.
        case word([String])
        case number(ClosedRange<Int>)
    }

    /// Which it is.
    package let key: Key
    /// Where nothing else is set.
    package let initial: String
    /// What a value may be.
    package let kind: Kind
    /// One or two lines, for config.ini and `/set`.
    package let purpose: Summary
    /// Whether `/set` changes it at once; else it counts from the next start.
    package let isLive: Bool

    /// Whether its value is nobody's to see, over a shoulder either.
    package var isSecret: Bool { key == .password }

    /// The values there are; empty where any text is one.
    package var words: [String] {
        switch kind {
        case .text, .number: []
        case .yesOrNo: ["yes", "no"]
        case .word(let words): words
        }
    }

    /// Whether it is a value of this setting.
    package func takes(_ value: String) -> Bool {
        if case .number(let range) = kind { return Int(value).map { range.contains($0) } ?? false }
        return words.isEmpty || words.contains(value)
    }

    private init(
        _ key: Key, initial: String = "", _ kind: Kind, isLive: Bool = true, _ english: String, _ chinese: String
    ) {
        self.key = key
        self.initial = initial
        self.kind = kind
        self.isLive = isLive
        purpose = Summary(english, chinese)
    }

    /// The one table, in the order of config.ini.
    package static let all: [ClientSetting] = [
        ClientSetting(
            .nick, .text, isLive: false, "Your name; empty: that of your account on this machine.", "你的昵称；留空则用本机的用户名。"),
        ClientSetting(
            .realname, .text, isLive: false, "What /whois tells about you; empty: your nick.", "/whois 显示的介绍；留空则用昵称。"),
        ClientSetting(
            .rooms, .text, isLive: false, "Rooms to join, separated by commas; empty: where the server starts.",
            "启动时进入的房间，用逗号分隔；留空则由服务器决定。"),
        ClientSetting(
            .networks, .text, isLive: false,
            "Other networks to be at from the start, separated by commas: names of [network NAME] below, or\naddresses such as ircs://irc.libera.chat/#swift.",
            "启动时同时连接的其他网络，用逗号分隔：下面 [network 名称] 的名称，或 ircs://irc.libera.chat/#swift 这样的地址。"),
        ClientSetting(
            .account, .text, isLive: false,
            "The account to log in to (SASL) at the server above, or the one that --connect names; empty: none. A\n[network NAME] has its own, and is never told of this one.",
            "登录用的账号（SASL），用于上面或 --connect 指定的服务器；留空则不登录。[network 名称] 各有自己的账号。"),
        ClientSetting(
            .password, .text, isLive: false, "Its password. Whoever can read this file can read it: chmod 600.",
            "账号的密码。能读此文件的人都能看到，请 chmod 600。"),
        ClientSetting(
            .passwordCommand, .text, isLive: false,
            "A program that prints it instead, with its arguments, such as pass show irc. No shell reads the line;\nit is not taken from a config.ini that merely lies where the program is started.",
            "改由此程序输出密码，例如 pass show irc；不经 shell，也不取自仅在当前目录的 config.ini。"),
        ClientSetting(
            .mechanism, initial: "auto", .word(["auto", "external", "scram-sha-256", "plain"]), isLive: false,
            "How to log in: auto, the best that the server has; plain says the password, over TLS alone.",
            "登录方式：auto 取服务器支持的最好一种；plain 直接发送密码，仅限 TLS。"),
        ClientSetting(
            .certificate, .text, isLive: false,
            "The file of a certificate and its key (PEM) to log in with; empty: none. Relative to this file.",
            "登录用的证书及私钥文件（PEM）；留空则无；相对于此文件。"),
        ClientSetting(
            .language, initial: "auto", .word(["auto", "en", "zh"]),
            "Of the screen: en, zh, or auto, which follows the locale.",
            "界面语言：en、zh，或跟随系统的 auto。"),
        ClientSetting(
            .timestamps, initial: "yes", .yesOrNo, "Whether each message begins with its time.", "消息前是否显示时间。"),
        ClientSetting(
            .nickColours, initial: "yes", .yesOrNo, "Whether nicks are told apart by colour as well.", "是否用颜色区分昵称。"),
        ClientSetting(
            .presence, initial: "smart", .word(["smart", "all", "no"]),
            "Who comes and goes: smart, in rooms of more than 20 members those who have spoken lately by name,\nof the others how many; all, everybody; no, nobody.",
            "成员进出：smart 在 20 人以上的房间里只写出最近发言者，其余计数；all（全部）、no（不显示）。"),
        ClientSetting(
            .highlights, .text, "Words that count like your name where somebody says them, separated by commas.",
            "别人说到时当作提到你的词，用逗号分隔。"),
        ClientSetting(
            .ignored, .text,
            "Whose lines are hidden, separated by commas: nicks, or masks NICK!USER@HOST with * and ?.",
            "不显示其消息的人，用逗号分隔：昵称，或带 * 和 ? 的 昵称!用户@主机。"),
        ClientSetting(
            .friends, .text, "Friends, separated by commas: you see when they come and go (/friend).",
            "好友，用逗号分隔：上线和离开时会提示（/friend）。"),
        ClientSetting(
            .markup, initial: "no", .yesOrNo,
            "Whether *bold*, _italic_, __underlined__, ~~struck~~, `code` and ||hidden|| are sent as formatting.",
            "是否把 *粗体*、_斜体_、__下划线__、~~删除线~~、`代码`、||隐藏|| 作为格式发送。"),
        ClientSetting(
            .typing, initial: "yes", .yesOrNo, "Whether others are told that you are writing.", "是否让别人知道你正在输入。"),
        ClientSetting(
            .notifications, initial: "mentions", .word(["mentions", "all", "no"]),
            "What rings, and shows on the desktop while you look elsewhere: mentions (your name, and what is\nsaid to you alone), all, or no.",
            "响铃及桌面通知：mentions（提到你或私聊）、all（全部）、no（无）。"),
        ClientSetting(
            .theme, initial: "auto", .word(["auto", "light", "dark", "mono"]), isLive: false,
            "The colours: for light or dark paper, none, or auto, which asks the terminal.",
            "配色：浅色、深色、单色，或询问终端的 auto。"),
        ClientSetting(
            .ambiguousWidth, initial: "auto", .word(["auto", "1", "2"]),
            "Columns of quotes, dashes, dots and the like that some terminals draw wide; auto asks the terminal.",
            "“ ” … — 等符号的宽度；auto 询问终端。"),
        ClientSetting(
            .emoji, initial: "native", .word(["native", "shortcode"]),
            "How emoji are drawn: native, as they are; shortcode, by their names, :thumbsup:, where the terminal or\nwhoever reads it aloud does not know them.",
            "表情的显示：native 原样；shortcode 显示名称 :thumbsup:，用于不支持表情的终端或读屏软件。"),
        ClientSetting(
            .splitScroll, initial: "yes", .yesOrNo,
            "Whether the newest lines stay in sight below while you read back.", "往回翻阅时，最新的消息是否仍留在下方。"),
        ClientSetting(
            .mouse, initial: "yes", .yesOrNo, isLive: false,
            "Whether the mouse scrolls and clicks; selecting text then needs Shift.",
            "是否使用鼠标滚动和点击；此时选择文字需按住 Shift。"),
        ClientSetting(
            .logs, initial: "yes", .yesOrNo, isLive: false,
            "Whether the screen keeps what was said, what you were typing and where you were, for the next\ntime, in the data folder. Nobody else can read it; --plain keeps nothing.",
            "是否在数据目录保存聊天记录、草稿和位置供下次使用；他人不可读；--plain 不保存。"),
        ClientSetting(
            .logLines, initial: "100000", .number(100...10_000_000), isLive: false,
            "Lines that are kept of each room and person; the oldest go first.", "每个房间和私聊保存的行数；最早的先删除。"),
    ]

    /// The setting of that name, in whatever case; nil if there is none.
    package static func named(_ name: String) -> ClientSetting? {
        Key(rawValue: name.lowercased()).flatMap { key in all.first { $0.key == key } }
    }
}
