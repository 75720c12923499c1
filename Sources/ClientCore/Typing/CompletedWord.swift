/// A word to complete: what stays before the candidate, the candidates, and what comes behind the chosen one.
struct CompletedWord: Equatable, Sendable {
    let before: String
    let choices: [Choice]
    let behind: String
    /// Whether the list opens as the word is typed, without Tab.
    let isSelfOpening: Bool

    /// Clusters of a word whose list opens by itself, and of the command before it: more than any name has.
    static let longest = 256

    /// Whether a word is of the kind whose list opens by itself: a look that costs nothing, before who is here is gathered.
    static func opensItself(_ typed: ArraySlice<Character>, behind head: ArraySlice<Character>) -> Bool {
        switch Sign(typed.first) {
        case .hash, .ampersand, .at: true
        case .slash where head.allSatisfy(\.isWhitespace): true
        case .slash, .colon, nil:
            typed.contains { Sign($0) == .at } || emojiName(in: typed) != nil
                || head.count <= longest && argument(behind: head) != nil
        }
    }

    /// nil where nothing of ours stands before the cursor.
    init?(_ typed: ArraySlice<Character>, behind head: String, _ candidates: CompletionCandidates) {
        if let argument = Self.argument(behind: head) {
            self.init(argument, typed, candidates)
            return
        }
        let isFirst = head.allSatisfy(\.isWhitespace)
        let stem = typed.dropFirst()
        switch Sign(typed.first) {
        case .slash where isFirst: self.init(command: stem, candidates)
        case .hash, .ampersand:
            let name = RoomSign.signed(String(typed))
            let sign = name.prefix(1)
            let rooms = candidates.rooms.filter { $0.hasPrefix(sign) }
            let fitting = TypedName(name.dropFirst()).fitting(rooms) { String($0.dropFirst()) }
            self.init("", fitting.map { Choice($0) }, " ", isSelfOpening: true)
        case .at where Sign(stem.first) != .at:
            self.init(nick: stem, behind: typed.prefix(1), candidates, " ", isSelfOpening: true)
        default:
            if let emoji = Self.emoji(typed) {
                self = emoji
                return
            }
            guard let split = typed.lastIndex(where: { Sign($0) == .at }) else {
                self.init(nick: typed, behind: [], candidates, isFirst ? ": " : " ", isSelfOpening: false)
                return
            }
            // `text@ni`, unless the @ is half of a literal `@@`.
            guard split == typed.startIndex || Sign(typed[split - 1]) != .at else { return nil }
            let stem = typed[(split + 1)...]
            self.init(nick: stem, behind: typed[...split], candidates, "", isSelfOpening: !stem.isEmpty)
        }
    }

    /// A word of a command that takes the program's own names.
    private enum Argument {
        case command
        case setting
        case network
        case value(of: ClientSetting)
        /// One of a few words.
        case word([String])
    }

    private static func argument(behind head: some Collection<Character>) -> Argument? {
        guard Sign(head.first { !$0.isWhitespace }) == .slash else { return nil }
        let words = head.split(whereSeparator: \.isWhitespace).map { String($0) }
        guard let name = words.first?.dropFirst() else { return nil }
        switch (CommandTable.command(named: String(name))?.verb, words.count) {
        case (.help, 1): return .command
        case (.set, 1): return .setting
        case (.connect, 1): return .network
        case (.set, 2): return ClientSetting.named(words[1]).map { .value(of: $0) }
        case (.friend, 1): return .word(["add", "remove", "list"])
        case (.profile, 1): return .word(Profile.keys)
        default: return nil
        }
    }

    private init(_ argument: Argument, _ typed: ArraySlice<Character>, _ candidates: CompletionCandidates) {
        let stem = TypedName(String(typed))
        switch argument {
        case .command:
            let name = Sign(typed.first) == .slash ? typed.dropFirst() : typed
            let word = CompletedWord(command: name, candidates)
            self.init(String(typed.prefix(typed.count - name.count)), word.choices, "", isSelfOpening: true)
        case .setting:
            let fitting = stem.fitting(candidates.settings) { $0.key.rawValue }
            let choices = fitting.map { setting in
                let value = candidates.values[setting.key].map { " = " + $0 } ?? ""
                return Choice(setting.key.rawValue, label: setting.key.rawValue + value, detail: setting.purpose)
            }
            self.init("", choices, " ", isSelfOpening: true)
        case .network:
            self.init("", stem.fitting(candidates.networks) { $0 }.map { Choice($0) }, "", isSelfOpening: true)
        case .value(let setting):
            let words = setting.words.isEmpty ? [] : setting.words + [Model.initialWord]
            self.init("", stem.fitting(words) { $0 }.map { Choice($0) }, "", isSelfOpening: true)
        case .word(let words):
            self.init("", stem.fitting(words) { $0 }.map { Choice($0) }, " ", isSelfOpening: true)
        }
    }

    /// `:ab`, at the word's beginning or behind a letter of no spaced writing: neither `12:30` nor `http://` is one.
    private static func emoji(_ typed: ArraySlice<Character>) -> CompletedWord? {
        guard let name = emojiName(in: typed) else { return nil }
        let choices = Emoji.choices(String(name))
        guard !choices.isEmpty else { return nil }
        return CompletedWord(String(typed[..<(name.startIndex - 1)]), choices, "", isSelfOpening: true)
    }

    /// The letters behind the colon; nil where there are too few, or no such colon.
    private static func emojiName(in typed: ArraySlice<Character>) -> ArraySlice<Character>? {
        guard let colon = typed.lastIndex(where: { Sign($0) == .colon }) else { return nil }
        let name = typed[(colon + 1)...]
        guard name.count >= Emoji.fewestLetters, name.allSatisfy(Emoji.isNameLetter) else { return nil }
        return colon == typed.startIndex || WordPart(typed[colon - 1]) == .whole ? name : nil
    }

    private init(_ before: String, _ choices: [Choice], _ behind: String, isSelfOpening: Bool) {
        self.before = before
        self.choices = Array(choices.prefix(Completion.most))
        self.behind = behind
        self.isSelfOpening = isSelfOpening
    }

    private init(
        nick stem: ArraySlice<Character>, behind before: ArraySlice<Character>, _ candidates: CompletionCandidates,
        _ behind: String, isSelfOpening: Bool
    ) {
        var seen: Set<String> = []
        let fitting = TypedName(String(stem)).fitting(candidates.nicks) { $0 }.filter { seen.insert($0).inserted }
        self.init(String(before), fitting.map { Choice($0) }, behind, isSelfOpening: isSelfOpening)
    }

    /// By its name, else by another name of it.
    private init(command stem: ArraySlice<Character>, _ candidates: CompletionCandidates) {
        let stem = String(stem).lowercased()
        let named = candidates.commands.filter { $0.name.hasPrefix(stem) }
        let others = candidates.commands.filter { command in
            !command.name.hasPrefix(stem) && command.aliases.contains { $0.hasPrefix(stem) }
        }
        let choices = (named + others).map { Choice($0.name, label: $0.usage, detail: $0.summary) }
        self.init("/", choices, " ", isSelfOpening: true)
    }
}
