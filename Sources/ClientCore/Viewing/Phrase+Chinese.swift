/// What the screen says in Chinese. The person is 你, never 你.
extension Phrase {
    var chinese: String {
        switch self {
        case .kicked(let nick, let by, let reason): "\(by) 将 \(nick) 移出房间" + Self.inBrackets(reason)
        case .kickedYou(let by, let reason): "\(by) 将你移出房间" + Self.inBrackets(reason)
        case .topicIs(let topic): "话题：\(topic)"
        case .topicSet(let by, let topic): topic.isEmpty ? "\(by) 清除了话题" : "\(by) 设置了话题：\(topic)"
        case .noTopic: "没有话题"
        case .modes(let by, let changes): "\(by) 设置了 \(changes)"
        case .invited(let by, let room): "\(by) 邀请你加入 \(room) · /join \(room)"
        case .roomRenamed(let room, let reason): "房间改名为 \(room)" + Self.inBrackets(reason)
        case .typing(let nicks): Self.names(nicks) + " 正在输入"
        case .isAwayMark: "离开"
        case .membersTitle(let room): "\(room) 的成员"
        case .action(.talk): "私聊"
        case .action(.mention): "在输入行提及"
        case .action(.whois): "查看信息"
        case .action(.invite): "邀请到其他房间"
        case .action(.ignore): "屏蔽其消息"
        case .action(.hearAgain): "取消屏蔽"
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
        case .youAreAway: "你已标记为离开 · 单独输入 /away 即可回来"
        case .youAreBack: "你已回来"
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
        case .mentionsTitle: "提到你的和私聊的 · ! 为未读 · 回车跳转"
        case .noMentions: "还没有人提到你"
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
        case .certificateRefused: "证书被拒绝"
        case .stoppedByRefusal: "证书被拒绝 · 不再重试 · /trust、/reconnect"
        case .nothingToTrust: "没有被拒绝的证书"
        case .wantsTLS: "服务器要求使用 TLS"
        case .notKept(let reason): "无法保存服务器的信息：\(reason)"
        case .whole: "#  成员    &  帮助    exit  退出    @昵称 内容 或 内容@昵称  私聊"
        case .server(let text): "服务器：\(text)"
        case .noticeOf(let nick): "\(nick) 的通知"
        case .loggedIn(let account): "已登录账号 \(account)"
        case .loggedOut: "已退出账号"
        case .notLoggedIn(let refusal): "未登录：\(refusal.text(in: .chinese))"
        case .letsNobodyIn: "服务器只允许已登录的人进入 · /login 重试 · /reconnect 不登录再试"
        case .passwordOf(let account): "\(account) 的密码"
        case .newPasswordOf(let account): "为 \(account) 设密码"
        case .passwordNeedsScreen: "只能在窗口中输入密码 · 此模式请写在 config.ini 里"
        case .passwordInClear: "没有 TLS，路上任何人都能看到密码 · /connect ircs://主机"
        case .registersNobody: "这里不能这样注册 · 请用 /msg NickServ HELP"
        case .registered(let account): "账号 \(account) 已注册"
        case .registeredLater(let account, let text):
            "账号 \(account) 等待验证码 · /raw VERIFY \(account) 验证码" + Self.inBrackets(text)
        case .passwordExposed(let file): "其他用户可以读取 \(file) 中的密码 · chmod 600 或使用 password_command"
        case .log(let trouble): Self.chinese(trouble)
        }
    }

    /// One name, two names, or one name and how many others.
    private static func names(_ nicks: [String]) -> String {
        guard let first = nicks.first else { return "" }
        return nicks.count < 3 ? nicks.joined(separator: " 和 ") : "\(first) 和另外 \(nicks.count - 1) 人"
    }

    private static func inBrackets(_ reason: String) -> String { reason.isEmpty ? "" : "（\(reason)）" }

    /// 1970-01-01 was a Thursday.
    static let chineseWeekdays = ["四", "五", "六", "日", "一", "二", "三"]
}
