/// What the screen says of people: who they are to a room, and what is known of them.
enum PeoplePhrase: Equatable, Sendable {
    /// Those who have the rank of this sign.
    case rank(Character?, Int)
    case above(Int)
    case below(Int)
    case typingMark
    case botMark
    case youAreAwayMark
    case hereMark
    case goneMark
    case isHere(String)
    case isGone(String)
    case friends([String])
    case name, account, from, rooms, away, also, idle, since, server
    case noAccount
    /// A key of what somebody tells of themselves.
    case profile(String)
    case profileIs(String, String?)
    case noProfile
    case runsServer
    case rawMember
    /// Seconds, as the largest part that there is.
    case duration(Int64)

    func text(in language: Language) -> String {
        language == .chinese ? chinese : english
    }

    private var english: String {
        switch self {
        case .rank(let sign, let count): "\(Self.rank(sign)) \(count)"
        case .above(let count): "\(count) above"
        case .below(let count): "\(count) more"
        case .typingMark: "typing"
        case .botMark: "bot"
        case .youAreAwayMark: "you are away"
        case .hereMark: "here"
        case .goneMark: "gone"
        case .isHere(let nick): "\(nick) is here"
        case .isGone(let nick): "\(nick) has gone"
        case .friends(let words):
            words.isEmpty ? "no friends yet · /friend add NICK" : "friends: " + words.joined(separator: "   ")
        case .name: "name"
        case .account: "account"
        case .from: "from"
        case .rooms: "rooms"
        case .away: "away"
        case .also: "also"
        case .idle: "silent for"
        case .since: "here since"
        case .server: "server"
        case .noAccount: "none"
        case .profile(let key): key
        case .profileIs(let key, let value): value.map { "\(key): \($0)" } ?? "\(key) is not told"
        case .noProfile: "you tell nothing of yourself yet · /profile status TEXT"
        case .runsServer: "runs the server"
        case .rawMember: "speaks raw text"
        case .duration(let seconds):
            switch seconds {
            case ..<60: "\(seconds) s"
            case ..<3_600: "\(seconds / 60) min"
            case ..<172_800: "\(seconds / 3_600) h"
            default: "\(seconds / 86_400) days"
            }
        }
    }

    private var chinese: String {
        switch self {
        case .rank(let sign, let count): "\(Self.chineseRank(sign)) \(count)"
        case .above(let count): "上面 \(count) 人"
        case .below(let count): "还有 \(count) 人"
        case .typingMark: "输入中"
        case .botMark: "机器人"
        case .youAreAwayMark: "你已离开"
        case .hereMark: "在线"
        case .goneMark: "不在"
        case .isHere(let nick): "\(nick) 上线了"
        case .isGone(let nick): "\(nick) 离开了"
        case .friends(let words):
            words.isEmpty ? "还没有好友 · /friend add 昵称" : "好友：" + words.joined(separator: "   ")
        case .name: "姓名"
        case .account: "账号"
        case .from: "来自"
        case .rooms: "房间"
        case .away: "离开"
        case .also: "其他"
        case .idle: "未说话"
        case .since: "上线时间"
        case .server: "服务器"
        case .noAccount: "未登录"
        case .profile("display-name"): "显示名"
        case .profile("pronouns"): "称谓"
        case .profile("status"): "状态"
        case .profile("homepage"): "主页"
        case .profile("avatar"): "头像"
        case .profile("color"): "颜色"
        case .profile(let key): key
        case .profileIs(let key, let value): value.map { "\(key)：\($0)" } ?? "\(key) 未设置"
        case .noProfile: "还没有自我介绍 · /profile status 内容"
        case .runsServer: "服务器管理员"
        case .rawMember: "使用原始协议"
        case .duration(let seconds):
            switch seconds {
            case ..<60: "\(seconds) 秒"
            case ..<3_600: "\(seconds / 60) 分钟"
            case ..<172_800: "\(seconds / 3_600) 小时"
            default: "\(seconds / 86_400) 天"
            }
        }
    }

    /// By the signs of Modern IRC (PREFIX); a rank that no table knows is called by its sign.
    private static func rank(_ sign: Character?) -> String {
        switch sign {
        case "~": "owners"
        case "&": "admins"
        case "@": "ops"
        case "%": "half-ops"
        case "+": "voiced"
        case nil: "members"
        case let sign?: Sanitiser.clean(String(sign))
        }
    }

    private static func chineseRank(_ sign: Character?) -> String {
        switch sign {
        case "~": "所有者"
        case "&": "主管"
        case "@": "管理员"
        case "%": "副管理员"
        case "+": "有发言权"
        case nil: "成员"
        case let sign?: Sanitiser.clean(String(sign))
        }
    }
}

extension Model {
    func phrase(_ phrase: PeoplePhrase) -> String { phrase.text(in: settings.language) }
}
