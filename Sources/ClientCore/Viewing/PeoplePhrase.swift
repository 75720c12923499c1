/// What the screen says of people: who they are to a room, and what is known of them.
enum PeoplePhrase: Equatable, Sendable {
    /// Those who have the rank of this sign.
    case rank(Character?, Int)
    case above(Int)
    case below(Int)
    case typingMark
    case botMark

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
        }
    }

    private var chinese: String {
        switch self {
        case .rank(let sign, let count): "\(Self.chineseRank(sign)) \(count)"
        case .above(let count): "上面 \(count) 人"
        case .below(let count): "还有 \(count) 人"
        case .typingMark: "输入中"
        case .botMark: "机器人"
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
