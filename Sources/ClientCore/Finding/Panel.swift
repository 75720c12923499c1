import ChatProtocol

/// Something to read, or to choose from, in front of the messages.
struct Panel: Equatable, Sendable {
    /// Rows of one panel; what is beyond is left out.
    static let most = 10_000

    /// One entry. Its text may take several rows of the screen.
    struct Row: Equatable, Sendable {
        var text: StyledText
        /// What it is for, in a column of its own where there is room for it; nil for nothing.
        var detail: StyledText?
        /// What choosing it does; nil for what is only to be read.
        var goal: Goal?

        fileprivate var plain: String { text.plain + " " + (detail?.plain ?? "") }
    }

    /// What an entry stands for.
    enum Goal: Equatable, Sendable {
        /// The line of this id of the server, in the buffer of this number.
        case line(buffer: Int, id: String)
        /// The line of this number, in the buffer of that one.
        case shown(buffer: Int, line: Int)
        /// A line of the log, which may be on the screen's side as well.
        case logged(LogFinding)
        case member(String)
        /// The room of this name, as the server writes it.
        case room(String)
        case action(Model.MemberAction, String)
    }

    /// Whom a panel is about.
    struct Subject: Equatable, Sendable {
        let nick: String
        let folded: String
        /// What the server has answered since the panel was opened.
        var whois: Whois?
    }

    let title: String
    /// nil: it is about nobody.
    var subject: Subject?
    private var allRows: [Row]
    /// Those that hold what is typed.
    private(set) var rows: [Row]
    /// What is typed; nil where typing closes the panel.
    private(set) var filter: String?
    /// The first entry that is shown.
    var top = 0
    /// The entry in hand; nil where there is none to choose.
    var chosen: Int?
    /// It is the list of what spoke to the person: what comes while it is open goes to its end.
    var gathersMentions = false

    init(title: String, rows: [Row], chosen: Int? = nil, isFiltered: Bool = false, subject: Subject? = nil) {
        self.title = title
        self.subject = subject
        allRows = Array(rows.prefix(Self.most))
        self.rows = allRows
        filter = isFiltered ? "" : nil
        self.chosen = chosen ?? self.rows.firstIndex { $0.goal != nil }
        top = max(0, (chosen ?? 0) - 3)
    }

    /// Shows only the entries that hold this text, in whatever case.
    mutating func filter(by text: String) {
        filter = text
        let wanted = text.lowercased()
        rows = wanted.isEmpty ? allRows : allRows.filter { $0.plain.lowercased().contains(wanted) }
        chosen = rows.firstIndex { $0.goal != nil }
        top = 0
    }

    /// Adds an entry at the end; who looks at the last one looks at the new one.
    mutating func append(_ row: Row) {
        guard filter == nil, allRows.count < Self.most else { return }
        let isAtEnd = chosen == rows.count - 1
        allRows.append(row)
        rows = allRows
        if isAtEnd || chosen == nil { chosen = rows.count - 1 }
    }

    /// Other rows in the place of all; what was in hand stays in hand.
    mutating func renew(_ new: [Row]) {
        let goal = chosen.flatMap { rows[safe: $0]?.goal }
        guard new != allRows else { return }
        allRows = Array(new.prefix(Self.most))
        rows = allRows
        chosen = rows.firstIndex { $0.goal != nil && $0.goal == goal } ?? rows.firstIndex { $0.goal != nil }
    }

    /// So many entries on, as far as there are any; where some can be chosen, to one of those.
    mutating func move(by step: Int) {
        if let chosen {
            let next = min(max(0, chosen + step), max(0, rows.count - 1))
            guard rows.contains(where: { $0.goal != nil }) else {
                self.chosen = next
                return
            }
            let before = rows[...next].lastIndex { $0.goal != nil }
            let behind = rows[next...].firstIndex { $0.goal != nil }
            self.chosen = (step < 0 ? before ?? behind : behind ?? before) ?? chosen
        } else {
            top = min(max(0, top + step), max(0, rows.count - 1))
        }
    }
}

/// Panels: opening them, and what keys do while one is open.
extension Model {
    /// What a key does to the open panel; false where it closes it and does what it does otherwise.
    mutating func performInPanel(_ action: Action) -> Bool {
        let page = max(1, layout.paneRows.count - 2)
        switch action {
        case .lineUp, .selectEarlier: panel?.move(by: -1)
        case .lineDown, .selectLater: panel?.move(by: 1)
        case .scrollPageUp: panel?.move(by: -page)
        case .scrollPageDown: panel?.move(by: page)
        case .scrollLinesUp: panel?.move(by: -Self.wheelRows)
        case .scrollLinesDown: panel?.move(by: Self.wheelRows)
        case .scrollToOldest, .moveToLineStart: panel?.move(by: -Panel.most)
        case .scrollToNewest, .moveToLineEnd: panel?.move(by: Panel.most)
        case .submit: choose()
        case .cancel, .interrupt: panel = nil
        case .redraw, .suspend, .toggleHidden: return false
        default:
            let isAgain = action == .mentions && panel?.gathersMentions == true
            panel = nil
            return action == .help || isAgain
        }
        return true
    }

    private mutating func choose() {
        guard let panel, let chosen = panel.chosen, let row = panel.rows[safe: chosen] else {
            self.panel = nil
            return
        }
        switch row.goal {
        case .line(let buffer, let id): go(toLine: id, in: buffer)
        case .shown(let buffer, let line): go(toLine: line, in: buffer)
        case .logged(let finding): go(to: finding)
        case .member(let nick): openActions(on: nick)
        case .room(let name):
            self.panel = nil
            if isOnline { enter(name) } else { show(.notConnected, isAlarm: true) }
        case .action(let action, let nick): perform(action, on: nick)
        case nil: break
        }
    }

    /// Types into the panel's filter; false where it has none.
    mutating func filterPanel(_ press: KeyPress) -> Bool {
        guard let filter = panel?.filter else { return false }
        switch press.key {
        case .character(let character) where press.modifiers.isEmpty: panel?.filter(by: filter + String(character))
        case .backspace: panel?.filter(by: String(filter.dropLast()))
        default: return false
        }
        return true
    }

    /// An entry is taken by the mouse: in hand at first, chosen when it is in hand already.
    mutating func pointInPanel(_ row: Int, _ layout: Layout) {
        guard let panel, let index = panelEntry(at: row, layout) else { return }
        guard panel.rows[index].goal != nil else { return }
        if panel.chosen == index || panel.subject != nil || panel.rows.allSatisfy({ $0.goal != nil }) {
            self.panel?.chosen = index
            choose()
        } else {
            self.panel?.chosen = index
        }
    }

    // MARK: Help

    /// `?`, F1, `&` and `/help`: from the tables that run the program.
    mutating func openHelp() {
        var rows: [Panel.Row] = []
        func add(_ title: Phrase) {
            if !rows.isEmpty { rows.append(Panel.Row(text: StyledText())) }
            rows.append(Panel.Row(text: StyledText(phrase(title), Style(.accent, .bold))))
        }
        func add(_ name: String, _ summary: String) {
            rows.append(Panel.Row(text: StyledText(name), detail: StyledText(summary, Style(.faint))))
        }
        func add(_ name: String, _ summary: Summary) { add(name, summary.text(in: settings.language)) }
        add(.signs)
        // `#  who is here    &  this help`
        for sign in phrase(.whole).split(separator: "    ") {
            let parts = sign.split(separator: "  ", maxSplits: 1)
            add(String(parts.first ?? ""), String(parts.last ?? ""))
        }
        add(.commands)
        for command in CommandTable.rows { add(command.usage, command.summary) }
        add(.keysInHand)
        for binding in KeyTable.selecting.bindings {
            add(binding.keys.map(\.description).joined(separator: " "), binding.summary)
        }
        add(.keys)
        for binding in settings.keys.bindings where !binding.keys.isEmpty {
            if case .buffer(let number) = binding.action, number > 1 { continue }
            add(binding.keys.map(\.description).joined(separator: " "), binding.summary)
        }
        panel = Panel(title: phrase(.helpTitle), rows: rows)
    }
}
