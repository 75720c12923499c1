/// Everything that the screen itself says, in each of its languages: one table.
enum Phrase: Equatable, Sendable {
    case kicked(String, by: String, String)
    case kickedYou(by: String, String)
    case topicIs(String)
    case topicSet(by: String, String)
    case noTopic
    case modes(by: String, String)
    case invited(by: String, room: String)
    case youAre(String)
    case isAwayMark
    case membersTitle(String)
    case action(Model.MemberAction)
    case typing([String])
    case roomRenamed(String, String)
    case members(Int, isCut: Bool)
    case memberNames(room: String, String)
    case newLines(Int)
    case moreWasSaid
    case moreToRead
    case connecting(String)
    case connected(String)
    case lost(String)
    case retrying(Int)
    case cannotConnect(String)
    case offline
    case notConnected
    case registering
    case nickTaken(String)
    case nickRefused(String)
    case nobody(nick: String, room: String)
    case nobodyAnywhere(String)
    case nobodyNotSent(String, String)
    case noAnswer(String)
    case saidTo(String)
    case nobodyHears
    case notInRoom(String)
    case stillHere(String)
    case cannotSuspend
    case noSetting(String, String)
    case wrongValue(String, String, String)
    case isSet(String)
    case isSetForLater(String)
    case settingNotKept(String, String)
    case initially(String)
    case messages(Int)
    case willSay(lines: Int, messages: Int)
    case pasteCut(Int)
    case youAreAway
    case youAreBack
    case unknownCommand(String)
    case perhaps(String, String)
    case usage(String)
    case noRawCommand(String)
    case needsRoom
    case unreadable
    case tooSmall
    case moreBelow(Int)
    case linesBetween(Int)
    case keysHint
    case goTo
    case earlierLine
    case noMatch
    case nothingFound
    case roomsOfServer(Int)
    case listedMask(String, by: String, String)
    case ignored([String])
    case notIgnored(String)
    case notYourself
    case isAway(String, String)
    case notSent
    case perhapsNotSent
    case nothingToSayAgain
    case tooManyBuffers
    case tooManyNetworks
    case tooLong
    case noPlace(String)
    case unlocking(String)
    case notUnlocked(String, String)
    case redacted
    case editedMark
    case lineUnknown
    case reacted(String, String, String, String)
    case unreacted(String, String, String, String)
    case edited(String, String)
    case removed(String, String, String)
    case answering(String)
    case changing
    case reacting
    case find
    case helpTitle
    case signs
    case keysInHand
    case findings(String, Int)
    case surroundings(String)
    case mentionsTitle
    case noMentions
    case noSuchAbility
    case notYours
    case nothingToDo
    case redactAgain
    case copied
    case keys
    case commands
    case optional(String)
    case rank(Character)
    case lag(Int64)
    case confidential
    case confidentialPinned
    case newCertificate(Fingerprint, ShownCertificate.Doubt)
    case strangeCertificate(Fingerprint, ShownCertificate.Doubt)
    case changedCertificate(Fingerprint, ShownCertificate.Doubt)
    case trusted(Fingerprint)
    case nothingToTrust
    case wantsTLS
    case notKept(String)
    case whole
    case server(String)
    case noticeOf(String)
    case loggedIn(String)
    case loggedOut
    case notLoggedIn(Login.Refusal)
    case letsNobodyIn
    case passwordOf(String)
    case newPasswordOf(String)
    case passwordNeedsScreen
    case passwordInClear
    case registersNobody
    case registered(String)
    case registeredLater(String, String)
    case passwordExposed(String)
    case log(LogTrouble)

    func text(in language: Language) -> String {
        language == .chinese ? chinese : english
    }

    private var english: String {
        switch self {
        case .kicked(let nick, let by, let reason): "\(by) put \(nick) out" + Self.because(reason)
        case .kickedYou(let by, let reason): "\(by) put you out" + Self.because(reason)
        case .topicIs(let topic): "topic: \(topic)"
        case .topicSet(let by, let topic): topic.isEmpty ? "\(by) removed the topic" : "\(by) set the topic: \(topic)"
        case .noTopic: "no topic is set"
        case .modes(let by, let changes): "\(by) set \(changes)"
        case .invited(let by, let room): "\(by) invites you to \(room) · /join \(room)"
        case .roomRenamed(let room, let reason): "the room is now called \(room)" + Self.because(reason)
        case .typing(let nicks):
            Self.list(nicks, " and ", " others") + (nicks.count > 1 ? " are writing" : " is writing")
        case .isAwayMark: "away"
        case .membersTitle(let room): "members of \(room)"
        case .action(.talk): "talk privately"
        case .action(.mention): "mention in the line"
        case .action(.whois): "who is this"
        case .action(.invite): "invite to another room"
        case .action(.giveVoice): "give voice (+v)"
        case .action(.giveOp): "make operator (+o)"
        case .action(.takeOp): "no longer operator (-o)"
        case .action(.kick): "put out of the room"
        case .action(.ban): "ban from the room"
        case .youAre(let nick): "you are now \(nick)"
        case .members(let count, let isCut): "members \(count)" + (isCut ? "+" : "")
        case .memberNames(let room, let names): "in \(room): \(names)"
        case .newLines(let count): "\(count) new"
        case .moreWasSaid: "more was said here"
        case .moreToRead: "more was said here: Page Up reads it"
        case .connecting(let place): "connecting to \(place)"
        case .connected(let place): "connected to \(place)"
        case .lost(let reason): "connection lost" + Self.because(reason)
        case .retrying(let seconds): "trying again in \(seconds) s"
        case .cannotConnect(let reason): "cannot connect" + Self.because(reason)
        case .offline: "offline"
        case .notConnected: "not connected: the line stays here"
        case .registering: "registering"
        case .nickTaken(let nick): "the name \(nick) is taken · type another one"
        case .nickRefused(let nick): "the server does not take the name \(nick) · type another one"
        case .nobody(let nick, let room):
            "nobody here is called \(nick) · Enter says it to \(room) · Esc keeps it"
        case .nobodyAnywhere(let nick): "nobody here is called \(nick)"
        case .nobodyNotSent(let nick, let line): "nobody here is called \(nick); not sent: \(line)"
        case .noAnswer(let nick): "the server did not say whether \(nick) is there; not sent"
        case .saidTo(let nick): "said to @\(nick) alone"
        case .nobodyHears: "nobody hears you here · /join #ROOM or Ctrl-K"
        case .notInRoom(let room): "you are not in \(room) · /join \(room)"
        case .stillHere(let names): "still here: \(names) · this ends the chat for them · again leaves"
        case .cannotSuspend: "this screen hosts the chat: it would stand still for everybody"
        case .noSetting(let name, ""): "there is no setting \(name) · /set lists them"
        case .noSetting(let name, let alike): "there is no setting \(name) · did you mean \(alike)?"
        case .wrongValue(let key, let value, let wanted): "\(key) is not \"\(value)\" but one of \(wanted)"
        case .isSet(let setting): setting
        case .isSetForLater(let setting): "\(setting) · from the next start on"
        case .settingNotKept(let key, let problem): "\(key) holds until you leave, and is not written down: \(problem)"
        case .initially(let value): "default " + (value.isEmpty ? "empty" : value)
        case .messages(let count): "\(count) messages"
        case .willSay(let lines, let messages):
            (lines > 1 ? "\(lines) lines, " : "")
                + (messages == 1
                    ? "1 message · Enter sends it · Esc keeps it here"
                    : "\(messages) messages · Enter sends them · Esc keeps them here")
        case .pasteCut(let kilobytes): "only the first \(kilobytes) KB fit into the line"
        case .youAreAway: "you are away · /away alone brings you back"
        case .youAreBack: "you are back"
        case .unknownCommand(let name): "there is no /\(name) · /help lists the commands"
        case .perhaps(let name, let closest): "there is no /\(name) · did you mean /\(closest)?"
        case .usage(let usage): "something is missing: \(usage)"
        case .noRawCommand(let name): "/\(name) means nothing to a server of the raw dialect"
        case .needsRoom: "this belongs in a room"
        case .unreadable: "the server sent a line that cannot be read"
        case .tooSmall: "too small"
        case .moreBelow(let count): "\(count) more below · Esc goes there"
        case .linesBetween(0): "the newest · End goes there"
        case .linesBetween(1): "1 line between · End goes to the newest"
        case .linesBetween(let count): "\(count) lines between · End goes to the newest"
        case .keysHint: "@nick private  /help  Ctrl-K go to"
        case .goTo: "go to"
        case .earlierLine: "earlier"
        case .noMatch: "nothing is called so"
        case .nothingFound: "nothing found"
        case .roomsOfServer(let count): "\(count) rooms · type to find · Enter goes there"
        case .listedMask(let mask, let by, let date):
            mask + (by.isEmpty ? "" : "  by \(by)") + (date.isEmpty ? "" : ", \(date)")
        case .ignored([]): "nobody is ignored · /ignore NICK"
        case .ignored(let names): "ignored: \(names.joined(separator: ", ")) · /unignore NICK"
        case .notIgnored(let nick): "\(nick) is not ignored · /ignore lists who is"
        case .notYourself: "not yourself"
        case .isAway(let nick, let text): "\(nick) is away: \(text)"
        case .notSent: "not sent"
        case .perhapsNotSent: "perhaps not sent"
        case .nothingToSayAgain: "nothing here has failed to arrive"
        case .tooManyBuffers: "too many conversations are open · /close one"
        case .tooManyNetworks: "too many networks are open · /close one"
        case .tooLong: "that is longer than any server takes in one line: it was not sent · Up brings it back"
        case .noPlace(let text): "\(text) is no place · HOST:PORT, irc://HOST/#room, ircs://HOST or raw://HOST:PORT"
        case .unlocking(let name): "asking for the password of \(name)"
        case .notUnlocked(let name, let problem): "no password for \(name): \(problem) · /connect \(name) asks again"
        case .redacted: "removed"
        case .editedMark: "(edited)"
        case .lineUnknown: "an earlier line"
        case .reacted(let nick, let text, let author, let quote): "\(nick) feels \(text) about \(author): \(quote)"
        case .unreacted(let nick, let text, let author, let quote):
            "\(nick) no longer feels \(text) about \(author): \(quote)"
        case .edited(let nick, let text): "\(nick) changed a line to: \(text)"
        case .removed(let nick, let author, let reason): "\(nick) removed a line of \(author)" + Self.because(reason)
        case .answering(let author): "answering \(author) · Esc does not"
        case .changing: "changing your line · Enter changes it · Esc keeps it"
        case .reacting: "react"
        case .find: "find"
        case .helpTitle: "help · arrows and pages move · Esc closes"
        case .signs: "what is typed"
        case .keysInHand: "keys, with a line in hand"
        case .findings(let words, let count): "\(count) found: \(words) · Enter goes there"
        case .surroundings(let label): "\(label) · around it · Esc closes"
        case .mentionsTitle: "said to you · ! is unread · Enter goes there"
        case .noMentions: "nobody has spoken to you yet"
        case .noSuchAbility: "this server cannot do that"
        case .notYours: "only your own lines"
        case .nothingToDo: "there is no line to do that to"
        case .redactAgain: "Delete again removes the line for everybody"
        case .copied: "copied"
        case .keys: "keys"
        case .commands: "commands"
        case .optional(let label): "optional \(label)"
        case .rank("~"): "founder"
        case .rank("&"): "protected"
        case .rank("@"): "operator"
        case .rank("%"): "half operator"
        case .rank("+"): "voice"
        case .rank: ""
        case .confidential: "TLS"
        case .lag(let seconds): "lag \(seconds) s"
        case .confidentialPinned: "TLS pinned"
        case .newCertificate(let pin, let doubt):
            "nobody vouches for this server (\(doubt.text(in: .english))); its certificate is kept, and another one will be "
                + "refused · compare with what its host printed: TLS certificate SHA-256 \(pin)"
        case .strangeCertificate(let pin, let doubt):
            "nobody vouches for this server (\(doubt.text(in: .english))) · if its host printed TLS certificate SHA-256 "
                + "\(pin): /trust, or start with --trust and these digits"
        case .changedCertificate(let pin, let doubt):
            "the server shows another certificate than before, and nobody vouches for it (\(doubt.text(in: .english))): "
                + "somebody may be in between · only if its host printed TLS certificate SHA-256 \(pin): /trust, or start with "
                + "--trust and these digits"
        case .trusted(let pin): "trusted from now on: TLS certificate SHA-256 \(pin)"
        case .nothingToTrust: "no certificate was refused"
        case .wantsTLS: "the server wants to be reached over TLS"
        case .notKept(let reason): "what is known of servers cannot be kept: \(reason)"
        case .whole: "#  who is here    &  this help    exit  leave    @NICK TEXT or TEXT@NICK  privately"
        case .server(let text): "server: \(text)"
        case .noticeOf(let nick): "notice of \(nick)"
        case .loggedIn(let account): "logged in as \(account)"
        case .loggedOut: "logged out of the account"
        case .notLoggedIn(let refusal): "not logged in: \(refusal.text(in: .english))"
        case .letsNobodyIn: "not let in without an account · /login tries again · /reconnect goes without"
        case .passwordOf(let account): "password of \(account)"
        case .newPasswordOf(let account): "a password for \(account)"
        case .passwordNeedsScreen: "a password is asked for on the screen alone · here, set it in config.ini"
        case .passwordInClear: "without TLS everybody could read the password · /connect ircs://HOST"
        case .registersNobody: "accounts are not made this way here · ask /msg NickServ HELP"
        case .registered(let account): "the account \(account) is made"
        case .registeredLater(let account, let text):
            "the account \(account) waits for a code · /raw VERIFY \(account) CODE" + Self.because(text)
        case .passwordExposed(let file): "others can read the password in \(file) · chmod 600, or password_command"
        case .log(let trouble): Self.english(trouble)
        }
    }

    private var chinese: String {
        switch self {
        case .kicked(let nick, let by, let reason): "\(by) 将 \(nick) 移出房间" + Self.inBrackets(reason)
        case .kickedYou(let by, let reason): "\(by) 将你移出房间" + Self.inBrackets(reason)
        case .topicIs(let topic): "话题：\(topic)"
        case .topicSet(let by, let topic): topic.isEmpty ? "\(by) 清除了话题" : "\(by) 设置了话题：\(topic)"
        case .noTopic: "没有话题"
        case .modes(let by, let changes): "\(by) 设置了 \(changes)"
        case .invited(let by, let room): "\(by) 邀请你加入 \(room) · /join \(room)"
        case .roomRenamed(let room, let reason): "房间改名为 \(room)" + Self.inBrackets(reason)
        case .typing(let nicks): Self.list(nicks, "和另外 ", " 人") + " 正在输入"
        case .isAwayMark: "离开"
        case .membersTitle(let room): "\(room) 的成员"
        case .action(.talk): "私聊"
        case .action(.mention): "在输入行提及"
        case .action(.whois): "查看信息"
        case .action(.invite): "邀请到其他房间"
        case .action(.giveVoice): "给予发言权 (+v)"
        case .action(.giveOp): "设为管理员 (+o)"
        case .action(.takeOp): "取消管理员 (-o)"
        case .action(.kick): "移出房间"
        case .action(.ban): "禁止进入房间"
        case .youAre(let nick): "你现在叫 \(nick)"
        case .members(let count, let isCut): "成员 \(count)" + (isCut ? "+" : "")
        case .memberNames(let room, let names): "\(room) 里有：\(names)"
        case .newLines(let count): "\(count) 条新消息"
        case .moreWasSaid: "这里还有更多消息"
        case .moreToRead: "这里还有更多消息：Page Up 查看"
        case .connecting(let place): "正在连接 \(place)"
        case .connected(let place): "已连接 \(place)"
        case .lost(let reason): "连接断开" + Self.inBrackets(reason)
        case .retrying(let seconds): "\(seconds) 秒后重试"
        case .cannotConnect(let reason): "无法连接" + Self.inBrackets(reason)
        case .offline: "离线"
        case .notConnected: "未连接：内容保留在这里"
        case .registering: "正在登录"
        case .nickTaken(let nick): "昵称 \(nick) 已被使用 · 请输入另一个"
        case .nickRefused(let nick): "服务器不接受昵称 \(nick) · 请输入另一个"
        case .nobody(let nick, let room): "这里没有人叫 \(nick) · 回车发到 \(room) · Esc 保留"
        case .nobodyAnywhere(let nick): "这里没有人叫 \(nick)"
        case .nobodyNotSent(let nick, let line): "这里没有人叫 \(nick)；未发送：\(line)"
        case .noAnswer(let nick): "服务器没有回答 \(nick) 是否在线；未发送"
        case .saidTo(let nick): "已私下发给 @\(nick)"
        case .nobodyHears: "这里没有人听得到 · /join #房间 或 Ctrl-K"
        case .notInRoom(let room): "你不在 \(room) · /join \(room)"
        case .stillHere(let names): "还有人在：\(names) · 退出会结束聊天 · 再按一次退出"
        case .cannotSuspend: "聊天由本窗口提供服务，挂起会让所有人停住"
        case .noSetting(let name, ""): "没有 \(name) 这个设置 · /set 列出全部"
        case .noSetting(let name, let alike): "没有 \(name) 这个设置 · 是 \(alike) 吗？"
        case .wrongValue(let key, let value, let wanted): "\(key) 不能是“\(value)”，只能是 \(wanted)"
        case .isSet(let setting): setting
        case .isSetForLater(let setting): "\(setting) · 下次启动时生效"
        case .settingNotKept(let key, let problem): "\(key) 只在本次有效，未能写入文件：\(problem)"
        case .initially(let value): "默认：" + (value.isEmpty ? "空" : value)
        case .messages(let count): "\(count) 条消息"
        case .willSay(let lines, let messages):
            (lines > 1 ? "\(lines) 行，" : "") + "共 \(messages) 条消息 · Enter 发送 · Esc 保留"
        case .pasteCut(let kilobytes): "输入行只能放下前 \(kilobytes) KB"
        case .youAreAway: "您已标记为离开 · 单独输入 /away 即可回来"
        case .youAreBack: "您已回来"
        case .unknownCommand(let name): "没有 /\(name) 命令 · /help 查看命令"
        case .perhaps(let name, let closest): "没有 /\(name) 命令 · 是 /\(closest) 吗？"
        case .usage(let usage): "内容不完整：\(usage)"
        case .noRawCommand(let name): "原始协议的服务器不懂 /\(name)"
        case .needsRoom: "请在房间里使用"
        case .unreadable: "服务器发来一行无法读取的内容"
        case .tooSmall: "窗口太小"
        case .moreBelow(let count): "下面还有 \(count) 条 · Esc 回到最新"
        case .linesBetween(0): "最新消息 · End 前往"
        case .linesBetween(let count): "中间还有 \(count) 条 · End 回到最新"
        case .keysHint: "@昵称 私聊  /help 帮助  Ctrl-K 跳转"
        case .goTo: "跳转"
        case .earlierLine: "历史"
        case .noMatch: "没有匹配"
        case .nothingFound: "没有找到"
        case .roomsOfServer(let count): "\(count) 个房间 · 输入可筛选 · 回车进入"
        case .listedMask(let mask, let by, let date):
            mask + (by.isEmpty ? "" : "  由 \(by) 设置") + (date.isEmpty ? "" : "，\(date)")
        case .ignored([]): "没有屏蔽任何人 · /ignore 昵称"
        case .ignored(let names): "已屏蔽：\(names.joined(separator: "、")) · /unignore 昵称"
        case .notIgnored(let nick): "没有屏蔽 \(nick) · /ignore 列出名单"
        case .notYourself: "不能对自己这样做"
        case .isAway(let nick, let text): "\(nick) 离开了：\(text)"
        case .notSent: "未发送"
        case .perhapsNotSent: "可能未发送"
        case .nothingToSayAgain: "这里没有未发送的内容"
        case .tooManyBuffers: "窗口太多 · 请 /close 一个"
        case .tooManyNetworks: "网络太多 · 请 /close 一个"
        case .tooLong: "超出服务器一行的长度，没有发送 · 按 ↑ 取回"
        case .noPlace(let text): "\(text) 不是地址 · 应为 主机、主机:端口、irc://主机/#房间、ircs://主机 或 raw://主机:端口"
        case .unlocking(let name): "正在获取 \(name) 的密码"
        case .notUnlocked(let name, let problem): "没有 \(name) 的密码：\(problem) · /connect \(name) 重试"
        case .redacted: "已撤回"
        case .editedMark: "（已修改）"
        case .lineUnknown: "较早的消息"
        case .reacted(let nick, let text, let author, let quote): "\(nick) 对 \(author) 的“\(quote)”回应 \(text)"
        case .unreacted(let nick, let text, let author, let quote): "\(nick) 取消了对 \(author) 的“\(quote)”的回应 \(text)"
        case .edited(let nick, let text): "\(nick) 把一条消息改为：\(text)"
        case .removed(let nick, let author, let reason): "\(nick) 撤回了 \(author) 的一条消息" + Self.inBrackets(reason)
        case .answering(let author): "回复 \(author) · Esc 取消"
        case .changing: "修改消息 · 回车确认 · Esc 取消"
        case .reacting: "回应"
        case .find: "查找"
        case .helpTitle: "帮助 · 方向键和翻页键移动 · Esc 关闭"
        case .signs: "输入"
        case .keysInHand: "选中消息时的按键"
        case .findings(let words, let count): "找到 \(count) 条：\(words) · 回车跳转"
        case .surroundings(let label): "\(label) · 前后文 · Esc 关闭"
        case .mentionsTitle: "提到您的和私聊的 · ! 为未读 · 回车跳转"
        case .noMentions: "还没有人提到您"
        case .noSuchAbility: "这个服务器不支持"
        case .notYours: "只能对自己的消息这样做"
        case .nothingToDo: "没有可以操作的消息"
        case .redactAgain: "再按一次 Delete，为所有人撤回"
        case .copied: "已复制"
        case .keys: "按键"
        case .commands: "命令"
        case .optional(let label): "可选 \(label)"
        case .rank("~"): "房主"
        case .rank("&"): "受保护"
        case .rank("@"): "管理员"
        case .rank("%"): "半管理员"
        case .rank("+"): "有发言权"
        case .rank: ""
        case .confidential: "TLS"
        case .lag(let seconds): "延迟 \(seconds) 秒"
        case .confidentialPinned: "TLS 已固定"
        case .newCertificate(let pin, let doubt):
            "没有机构为此服务器担保（\(doubt.text(in: .chinese))）；已记住它的证书，以后不接受别的证书 · 请与服务器启动时的输出核对："
                + "TLS certificate SHA-256 \(pin)"
        case .strangeCertificate(let pin, let doubt):
            "没有机构为此服务器担保（\(doubt.text(in: .chinese))）· 如果服务器启动时输出 TLS certificate SHA-256 \(pin)："
                + "请输入 /trust，或启动时加 --trust 和这串数字"
        case .changedCertificate(let pin, let doubt):
            "服务器的证书与以前不同，也没有机构担保（\(doubt.text(in: .chinese))）：中间可能有人 · 只有服务器启动时输出 "
                + "TLS certificate SHA-256 \(pin) 时，才输入 /trust，或启动时加 --trust 和这串数字"
        case .trusted(let pin): "从现在起信任：TLS certificate SHA-256 \(pin)"
        case .nothingToTrust: "没有被拒绝的证书"
        case .wantsTLS: "服务器要求使用 TLS"
        case .notKept(let reason): "无法保存服务器的信息：\(reason)"
        case .whole: "#  成员    &  帮助    exit  退出    @昵称 内容 或 内容@昵称  私聊"
        case .server(let text): "服务器：\(text)"
        case .noticeOf(let nick): "\(nick) 的通知"
        case .loggedIn(let account): "已登录帐号 \(account)"
        case .loggedOut: "已退出帐号"
        case .notLoggedIn(let refusal): "未登录：\(refusal.text(in: .chinese))"
        case .letsNobodyIn: "服务器只允许已登录的人进入 · /login 重试 · /reconnect 不登录再试"
        case .passwordOf(let account): "\(account) 的密码"
        case .newPasswordOf(let account): "为 \(account) 设密码"
        case .passwordNeedsScreen: "只能在窗口中输入密码 · 此模式请写在 config.ini 里"
        case .passwordInClear: "没有 TLS，路上任何人都能看到密码 · /connect ircs://主机"
        case .registersNobody: "这里不能这样注册 · 请用 /msg NickServ HELP"
        case .registered(let account): "帐号 \(account) 已注册"
        case .registeredLater(let account, let text):
            "帐号 \(account) 等待验证码 · /raw VERIFY \(account) 验证码" + Self.inBrackets(text)
        case .passwordExposed(let file): "其他用户可以读取 \(file) 中的密码 · chmod 600 或使用 password_command"
        case .log(let trouble): Self.chinese(trouble)
        }
    }

    /// One name, two names, or one name and how many others.
    private static func list(_ nicks: [String], _ and: String, _ others: String) -> String {
        switch nicks.count {
        case 0: ""
        case 1: nicks[0]
        case 2: nicks[0] + (others == " 人" ? "和 " : and) + nicks[1]
        default: nicks[0] + and + String(nicks.count - 1) + others
        }
    }

    private static func because(_ reason: String) -> String { reason.isEmpty ? "" : " (\(reason))" }
    private static func inBrackets(_ reason: String) -> String { reason.isEmpty ? "" : "（\(reason)）" }
}

extension Phrase {
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    /// 1970-01-01 was a Thursday.
    static let weekdays = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"]
    static let chineseWeekdays = ["四", "五", "六", "日", "一", "二", "三"]
}
