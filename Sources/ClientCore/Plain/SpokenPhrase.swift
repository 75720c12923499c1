/// What lines for a listener say, in each language.
enum SpokenPhrase: Equatable, Sendable {
    /// Whom a line speaks to besides everybody.
    enum Address: Equatable, Sendable {
        case everybody
        /// It says the person's name, or a word that they look out for.
        case you
        /// It answers a line of the person.
        case answersYou(quote: String)
        /// It answers a line of somebody; empty where it is not known of whom.
        case answers(String, quote: String)
    }

    /// - Parameter author: nil for the person.
    case says(author: String?, Address, String)
    case does(author: String, Address, String)
    case notice(of: String, String)
    case privately(from: String, Address, String)
    case privatelyTo(String, String)
    case privatelyDoes(author: String, String)
    case event(String)
    case fault(String)
    case failed(String, String)
    case goesOn(String?, String)
    case place(String)
    /// In the place of what is hidden.
    case hidden(words: Int)
    case reactions(String)
    case earlierLines(Int, String)
    case endOfEarlierLines
    case typesInRoom(String)
    case typesTo(String)
    case alsoIn(String)
    case room(String, members: Int, topic: String)
    case members(room: String, names: [String], others: Int)

    /// A line of a transcript; its first line of text.
    init(_ line: Line, _ text: String, _ place: PlainNews.Place, nick: String) {
        let address: Address
        if let quote = line.quote, quote.author == nick {
            address = .answersYou(quote: quote.text)
        } else if let quote = line.quote {
            address = .answers(quote.author, quote: quote.text)
        } else {
            address = line.isMention ? .you : .everybody
        }
        let author = line.author ?? ""
        switch line.kind {
        case .presence, .note, .hole: self = .event(text)
        case .fault: self = .fault(text)
        case .notice: self = .notice(of: author, text)
        case .action where place.kind == .person: self = .privatelyDoes(author: author, text)
        case .action: self = .does(author: author, address, text)
        case .message where place.kind == .person && line.isOwn: self = .privatelyTo(place.name, text)
        case .message where place.kind == .person: self = .privately(from: author, address, text)
        case .message: self = .says(author: line.isOwn ? nil : author, address, text)
        }
    }

    func text(in language: Language) -> String { language == .chinese ? chinese : english }

    private var english: String {
        switch self {
        case .says(let author, let address, let text): (author ?? "You") + Self.english(address) + ": " + text
        case .does(let author, .you, let text): "Action that mentions you, \(author) \(text)"
        case .does(let author, _, let text): "Action, \(author) \(text)"
        case .notice(let author, let text): "Notice from \(author): \(text)"
        case .privately(let author, let address, let text):
            "Private from \(author)" + (address == .you ? "" : Self.english(address)) + ": " + text
        case .privatelyTo(let name, let text): "Private to \(name): \(text)"
        case .privatelyDoes(let author, let text): "Private action, \(author) \(text)"
        case .event(let text): text
        case .fault(let text): "Error: \(text)"
        case .failed(let text, let reason): "Error: not delivered, \(reason): \(text)"
        case .goesOn(let author, let text): "\(author.map { "\($0) goes on" } ?? "You went on"): \(text)"
        case .place(let label): "\(label), "
        case .hidden(let words): "(hidden, \(words == 1 ? "1 word" : "\(words) words"): /reveal)"
        case .reactions(let all): ", reactions: \(all)"
        case .earlierLines(1, let label): "1 earlier line of \(label):"
        case .earlierLines(let count, let label): "\(count) earlier lines of \(label):"
        case .endOfEarlierLines: "End of the earlier lines."
        case .typesInRoom(let label): "You are in \(label). What you type is said there."
        case .typesTo(let name): "You talk privately with \(name). What you type is said to them alone."
        case .alsoIn(let label): "You are in \(label) too."
        case .room(let label, let members, ""): "\(label) has \(Self.people(members))."
        case .room(let label, let members, let topic): "\(label) has \(Self.people(members)). Topic: \(topic)"
        case .members(let room, let names, let others):
            "In \(room): " + names.joined(separator: ", ") + (others > 0 ? ", and \(others) others" : "")
        }
    }

    private static func people(_ count: Int) -> String { count == 1 ? "1 member" : "\(count) members" }

    private static func english(_ address: Address) -> String {
        switch address {
        case .everybody: ""
        case .you: " mentions you"
        case .answersYou(""): " answers you"
        case .answersYou(let quote): " answers you on \"\(quote)\""
        case .answers("", _): " answers an earlier line"
        case .answers(let author, ""): " answers \(author)"
        case .answers(let author, let quote): " answers \(author) on \"\(quote)\""
        }
    }

    private var chinese: String {
        switch self {
        case .says(let author, let address, let text): (author ?? "你") + Self.chinese(address) + "：" + text
        case .does(let author, .you, let text): "动作（提到你），\(author) \(text)"
        case .does(let author, _, let text): "动作，\(author) \(text)"
        case .notice(let author, let text): "\(author) 的通知：\(text)"
        case .privately(let author, let address, let text):
            "\(author) 私聊你" + (address == .you ? "" : Self.chinese(address)) + "：" + text
        case .privatelyTo(let name, let text): "你私聊 \(name)：\(text)"
        case .privatelyDoes(let author, let text): "私聊动作，\(author) \(text)"
        case .event(let text): text
        case .fault(let text): "错误：\(text)"
        case .failed(let text, let reason): "错误：未送达，\(reason)：\(text)"
        case .goesOn(let author, let text): "\(author ?? "你") 接着说：\(text)"
        case .place(let label): "\(label)，"
        case .hidden: "（有隐藏内容：/reveal）"
        case .reactions(let all): "，回应：\(all)"
        case .earlierLines(let count, let label): "\(label) 较早的 \(count) 条消息："
        case .endOfEarlierLines: "较早的消息到此为止。"
        case .typesInRoom(let label): "你在 \(label)。输入的内容会发到那里。"
        case .typesTo(let name): "你正在与 \(name) 私聊。输入的内容只发给对方。"
        case .alsoIn(let label): "你也进入了 \(label)。"
        case .room(let label, let members, ""): "\(label) 有 \(members) 人。"
        case .room(let label, let members, let topic): "\(label) 有 \(members) 人。话题：\(topic)"
        case .members(let room, let names, let others):
            "\(room) 里有：" + names.joined(separator: "、") + (others > 0 ? "，另有 \(others) 人" : "")
        }
    }

    private static func chinese(_ address: Address) -> String {
        switch address {
        case .everybody: ""
        case .you: " 提到你"
        case .answersYou(""): " 回复你"
        case .answersYou(let quote): " 回复你的“\(quote)”"
        case .answers("", _): " 回复较早的消息"
        case .answers(let author, ""): " 回复 \(author)"
        case .answers(let author, let quote): " 回复 \(author) 的“\(quote)”"
        }
    }
}
