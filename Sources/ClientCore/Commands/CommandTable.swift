/// A slash command as a person knows it.
package struct SlashCommand: Equatable, Sendable {
    /// What the command does; the raw value is its name without the slash.
    package enum Verb: String, CaseIterable, Sendable {
        case join, part, close, nick, msg, query, notice, me, topic, names, whois, invite, kick, mode, list, away, clear
        case connect, disconnect, reconnect, reply, react, edit, redact, search, find, mentions, trust, set, again, log
        case reveal, friend, profile, ignore, unignore, op, deop, voice, devoice, ban, unban
        case login, register, help, quit, raw
    }

    /// One word or the rest of the line behind the command.
    package struct Parameter: Equatable, Sendable {
        /// What is taken from the line, and how much of it.
        package enum Kind: Equatable, Sendable {
            case nick
            /// A room; it is known by its sign, so that an optional one can be left out.
            case room
            case word
            /// The rest of the line; lines below the first are joined to it by spaces.
            case text
            /// The rest, line ends kept: what becomes a post.
            case post
        }

        /// What it takes.
        package let kind: Kind
        /// How the usage writes it: `NICK`.
        package let label: String
        /// Whether a line without it is a mistake.
        package let isRequired: Bool
    }

    /// What it does.
    package let verb: Verb
    /// Other names, without the slash.
    package let aliases: [String]
    /// In the order they are typed; of each kind at most one.
    package let parameters: [Parameter]
    /// One line for the help.
    package let summary: Summary

    /// Its own name, without the slash.
    package var name: String { verb.rawValue }

    /// How it is typed: `/kick [#ROOM] NICK [REASON]`; brackets mark what may be left out.
    package var usage: String {
        parameters.reduce("/" + name) { $0 + ($1.isRequired ? " \($1.label)" : " [\($1.label)]") }
    }

    fileprivate init(
        _ verb: Verb, _ aliases: [String] = [], _ parameters: [Parameter] = [], _ english: String, _ chinese: String
    ) {
        self.verb = verb
        self.aliases = aliases
        self.parameters = parameters
        summary = Summary(english, chinese)
    }
}

extension SlashCommand.Parameter {
    fileprivate static func required(_ kind: Kind, _ label: String) -> Self {
        Self(kind: kind, label: label, isRequired: true)
    }

    fileprivate static func optional(_ kind: Kind, _ label: String) -> Self {
        Self(kind: kind, label: label, isRequired: false)
    }
}

/// The one table of slash commands: what a line means, completion and `/help` read it.
package enum CommandTable {
    /// The rows, in the order of the help.
    package static let rows: [SlashCommand] = [
        SlashCommand(
            .join, ["j"], [.required(.room, "#ROOM"), .optional(.word, "KEY")],
            "enter a room", "进入房间"),
        SlashCommand(
            .part, ["leave"], [.optional(.room, "#ROOM"), .optional(.text, "REASON")],
            "leave this room or another", "离开当前或指定的房间"),
        SlashCommand(.close, [], [], "close this buffer", "关闭当前窗口"),
        SlashCommand(.nick, [], [.required(.nick, "NAME")], "change your name", "更改昵称"),
        SlashCommand(
            .msg, ["privmsg"], [.required(.nick, "NICK"), .required(.post, "TEXT")],
            "say something privately; short: @NICK TEXT", "私聊；也可以输入 @昵称 内容"),
        SlashCommand(
            .query, [], [.required(.nick, "NICK"), .optional(.post, "TEXT")],
            "open a private chat", "打开私聊窗口"),
        SlashCommand(
            .notice, [], [.required(.nick, "NICK"), .required(.post, "TEXT")],
            "send a notice to a member or a room", "向成员或房间发送通知"),
        SlashCommand(.me, [], [.required(.post, "TEXT")], "say what you do", "描述动作"),
        SlashCommand(.again, [], [], "say again here what did not arrive", "重新发送这里未发出的内容"),
        SlashCommand(
            .reply, [], [.required(.post, "TEXT")],
            "answer the selected line, else the last of another", "回复所选消息，或他人的最后一条"),
        SlashCommand(
            .react, [], [.required(.text, "EMOJI")],
            "react to the selected line, else the last; again takes it back", "回应所选或最后一条消息；再次输入取消"),
        SlashCommand(
            .edit, [], [.required(.post, "TEXT")], "change your selected or last line", "修改自己所选或最后一条消息"),
        SlashCommand(
            .redact, [], [.optional(.text, "REASON")],
            "take your selected or last line back", "撤回自己所选或最后一条消息"),
        SlashCommand(
            .search, [], [.required(.text, "WORDS")],
            "find on the server; also from:NICK in:#ROOM", "在服务器上搜索；可加 from:昵称 in:#房间"),
        SlashCommand(
            .log, [], [.required(.text, "WORDS")], "find in all that was kept on this machine", "在本机保存的记录中搜索"),
        SlashCommand(.find, [], [.optional(.text, "WORDS")], "find in this buffer", "在当前窗口查找"),
        SlashCommand(
            .reveal, [], [], "show or cover what is hidden in messages; read aloud: the last such line",
            "显示或遮住消息里隐藏的文字；朗读时为最后一条"),
        SlashCommand(.mentions, [], [], "what was said to you, everywhere", "所有提到你的和私聊的消息"),
        SlashCommand(
            .topic, [], [.optional(.room, "#ROOM"), .optional(.text, "TEXT")],
            "show or set the room's topic", "查看或设置房间话题"),
        SlashCommand(
            .names, ["members"], [.optional(.room, "#ROOM")],
            "who is in the room; short: #", "查看房间成员；也可以只输入 #"),
        SlashCommand(.whois, [], [.required(.nick, "NICK")], "who someone is", "查看某人的信息"),
        SlashCommand(
            .friend, [], [.optional(.word, "add|remove"), .optional(.nick, "NICK")],
            "whose coming and going you are told of", "好友：上线和离开时提示"),
        SlashCommand(
            .invite, [], [.required(.nick, "NICK"), .optional(.room, "#ROOM")],
            "invite someone to this room or another", "邀请某人进入房间"),
        SlashCommand(
            .kick, [], [.optional(.room, "#ROOM"), .required(.nick, "NICK"), .optional(.text, "REASON")],
            "put someone out of the room", "将某人移出房间"),
        SlashCommand(
            .op, [], [.optional(.room, "#ROOM"), .required(.nick, "NICK")], "make an operator of the room", "设为房间管理员"),
        SlashCommand(
            .deop, [], [.optional(.room, "#ROOM"), .required(.nick, "NICK")], "no longer an operator", "取消管理员"),
        SlashCommand(
            .voice, [], [.optional(.room, "#ROOM"), .required(.nick, "NICK")],
            "let speak where not all may", "在限制发言的房间里给予发言权"),
        SlashCommand(
            .devoice, [], [.optional(.room, "#ROOM"), .required(.nick, "NICK")], "take that back", "取消发言权"),
        SlashCommand(
            .ban, [], [.optional(.room, "#ROOM"), .required(.nick, "NICK")],
            "keep out of the room: a nick, or a mask NICK!USER@HOST", "禁止进入房间：昵称或 昵称!用户@主机"),
        SlashCommand(
            .unban, [], [.optional(.room, "#ROOM"), .required(.nick, "NICK")],
            "let in again; /mode +b lists who is kept out", "解除禁止；/mode +b 列出名单"),
        SlashCommand(
            .ignore, [], [.optional(.nick, "NICK")],
            "hide what someone says, or who matches a mask; alone: the list", "屏蔽某人（或掩码）；不带参数则列出"),
        SlashCommand(.unignore, [], [.required(.nick, "NICK")], "hear someone again", "取消屏蔽"),
        SlashCommand(.mode, [], [.optional(.text, "MODES")], "show or set modes", "查看或设置模式"),
        SlashCommand(.list, [], [.optional(.text, "PATTERN")], "the server's rooms, to choose from", "列出服务器上的房间，可选择进入"),
        SlashCommand(.away, [], [.optional(.text, "TEXT")], "say that you are away, or back", "设置或取消离开状态"),
        SlashCommand(
            .profile, [], [.optional(.word, "KEY"), .optional(.text, "VALUE")],
            "what you tell of yourself: status, pronouns, homepage...; - takes it away",
            "自我介绍：status、pronouns、homepage 等；- 表示删除"),
        SlashCommand(
            .connect, ["server"], [.required(.text, "WHERE")],
            "open another network: its name in config.ini, HOST, ircs://HOST/#room",
            "连接另一个网络：config.ini 中的名称、主机或 ircs://主机/#房间"),
        SlashCommand(
            .disconnect, [], [.optional(.text, "REASON")], "leave this network, keep its chats", "断开当前网络，保留窗口"),
        SlashCommand(.reconnect, [], [], "connect again, now", "立即重新连接"),
        SlashCommand(.clear, [], [], "clear this buffer's screen", "清空当前窗口的显示"),
        SlashCommand(
            .trust, [], [], "trust the server's certificate that was refused", "信任刚才被拒绝的服务器证书"),
        SlashCommand(
            .login, [], [.optional(.nick, "ACCOUNT")],
            "log in here; the password is asked for, unseen", "在当前网络登录；随后输入密码，不显示"),
        SlashCommand(
            .register, [], [.optional(.nick, "ACCOUNT"), .optional(.word, "EMAIL")],
            "make an account here; the password is asked for, unseen", "在当前网络注册账号；随后输入密码，不显示"),
        SlashCommand(
            .set, [], [.optional(.word, "KEY"), .optional(.text, "VALUE")],
            "show or change settings; VALUE default: as shipped", "查看或更改设置；值为 default 时恢复默认"),
        SlashCommand(
            .help, ["h", "?"], [.optional(.word, "COMMAND")],
            "this help; short: &", "显示帮助；也可以只输入 &"),
        SlashCommand(
            .quit, ["exit"], [.optional(.text, "REASON")],
            "leave the chat; short: exit", "退出聊天；也可以只输入 exit"),
        SlashCommand(.raw, ["quote"], [.required(.text, "LINE")], "send a line of IRC as it is", "直接发送一行 IRC 命令"),
    ]

    private static let byName: [String: SlashCommand] = {
        var index: [String: SlashCommand] = [:]
        for row in rows {
            for name in [row.name] + row.aliases { index[name] = row }
        }
        return index
    }()

    /// Every command's own name, without slashes, in the order of the help.
    package static let names = rows.map(\.name)

    /// The command of that name or alias, without the slash, in whatever case. nil if there is none.
    package static func command(named name: String) -> SlashCommand? {
        byName[name.lowercased()]
    }

    /// Letters of a mistyped name that are worth comparing: every command is shorter.
    private static let comparableLength = 16

    /// The command that was probably meant: one that begins so, or is at most two slips away and not all slips. nil if
    /// none is near.
    package static func closest(to name: String) -> String? {
        let typed = Array(name.lowercased())
        guard !typed.isEmpty, typed.count <= comparableLength else { return nil }
        if let longer = names.first(where: { $0.hasPrefix(String(typed)) }) { return longer }
        let nearest = names.map { (name: $0, slips: slips(between: typed, and: Array($0))) }
            .min { $0.slips < $1.slips }
        guard let nearest, nearest.slips <= 2, nearest.slips * 2 < max(typed.count, nearest.name.count) else {
            return nil
        }
        return nearest.name
    }

    /// Letters to add, remove, change or swap with their neighbour (optimal string alignment).
    private static func slips(between first: [Character], and second: [Character]) -> Int {
        var before: [Int] = []
        var last = Array(0...second.count)
        for row in first.indices {
            var current = [row + 1]
            for column in second.indices {
                let isSame = first[row] == second[column]
                var slips = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    slips = min(slips, before[column - 1] + 1)
                }
                current.append(slips)
            }
            before = last
            last = current
        }
        return last[second.count]
    }
}
