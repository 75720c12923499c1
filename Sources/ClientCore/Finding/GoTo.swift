/// The list after Ctrl-K: where one can go, by a part of its name; and after Ctrl-R: which line to write again.
struct GoTo: Equatable, Sendable {
    /// Rows of the list; a person who wants more types one letter more.
    static let most = 200
    /// Members looked at, of all rooms together: more than this would delay each key.
    static let mostMembers = 20_000

    /// A place to go to.
    struct Goal: Equatable, Sendable {
        enum Place: Equatable, Sendable {
            /// The buffer of this number.
            case buffer(Int)
            /// The private chat with somebody, which is not open yet.
            case person(nick: String)
            /// The input, with this line in it.
            case line(String)
        }

        var place: Place
        /// As lists show it: `#lobby`, `@bbb`.
        var label: String
        /// Whether somebody spoke to the person there, or said anything.
        var unread = Unread.none
        /// What is unread, as lists show it: `!2`.
        var count = ""
    }

    enum Unread: Int, Equatable, Sendable {
        case mentions, lines, none
    }

    /// Whether it is earlier lines that are looked for.
    let isHistory: Bool
    /// What is typed.
    private(set) var editor = LineEditor()
    /// Those that fit, the best first.
    private(set) var goals: [Goal] = []
    /// Which of them Enter goes to.
    private(set) var chosen = 0
    private let all: [Goal]

    /// - Parameter all: in the order of their lists. They are the places of this moment.
    init(_ all: [Goal], isHistory: Bool = false) {
        self.all = all
        self.isHistory = isHistory
        filter()
    }

    var goal: Goal? { goals.indices.contains(chosen) ? goals[chosen] : nil }

    mutating func edit(_ change: (inout LineEditor) -> Void) {
        let before = editor.clusters
        change(&editor)
        guard editor.clusters != before else { return }
        chosen = 0
        filter()
    }

    /// Around from the last to the first.
    mutating func move(_ direction: Completion.Direction) {
        guard !goals.isEmpty else { return }
        chosen = (chosen + (direction == .next ? 1 : goals.count - 1)) % goals.count
    }

    private mutating func filter() {
        if isHistory {
            goals = Array(TypedName(editor.text).fitting(all) { $0.label }.prefix(Self.most))
            return
        }
        var typed = editor.text[...].trimmed
        var places = all
        // A sign says of which kind the place is; full-width ones are the same.
        let sign: Character? =
            switch Sign(typed.first) {
            case .at: "@"
            case .hash: "#"
            case .ampersand: "&"
            case .slash, .colon, nil: nil
            }
        if let sign {
            typed.removeFirst()
            places = all.filter { $0.label.first == sign }
        }
        if typed.isEmpty {
            let groups: [Unread] = [.mentions, .lines, .none]
            goals = groups.flatMap { unread in places.filter { $0.unread == unread } }
        } else {
            goals = TypedName(typed).fitting(places) { goal in
                let hasSign = RoomSign.begins(goal.label) || goal.label.first == "@"
                return hasSign ? String(goal.label.dropFirst()) : goal.label
            }
        }
        goals = Array(goals.prefix(Self.most))
    }
}
