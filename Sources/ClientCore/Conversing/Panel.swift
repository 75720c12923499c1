import ChatProtocol

/// Something to read, or to choose from, in front of the messages.
struct Panel: Equatable, Sendable {
    /// Rows of one panel; what is beyond is left out.
    static let most = 1_000

    /// One entry. Its text may take several rows of the screen.
    struct Row: Equatable, Sendable {
        var text: StyledText
        /// What choosing it does; nil for what is only to be read.
        var goal: Goal?
    }

    /// A line somewhere.
    struct Goal: Equatable, Sendable {
        /// The buffer's number.
        var buffer: Int
        /// The server's id of the line.
        var id: String
    }

    let title: String
    private(set) var rows: [Row]
    /// The first entry that is shown.
    var top = 0
    /// The entry in hand; nil where there is none to choose.
    var chosen: Int?

    init(title: String, rows: [Row], chosen: Int? = nil) {
        self.title = title
        self.rows = Array(rows.prefix(Self.most))
        self.chosen = chosen ?? self.rows.firstIndex { $0.goal != nil }
        top = max(0, (chosen ?? 0) - 3)
    }

    /// So many entries on, as far as there are any.
    mutating func move(by step: Int) {
        if let chosen {
            self.chosen = min(max(0, chosen + step), rows.count - 1)
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
        case .redraw, .suspend: return false
        default:
            panel = nil
            return action == .help
        }
        return true
    }

    private mutating func choose() {
        guard let panel, let chosen = panel.chosen, panel.rows.indices.contains(chosen) else {
            self.panel = nil
            return
        }
        if let goal = panel.rows[chosen].goal { go(to: goal) }
    }

    // MARK: Help

    /// `?`, F1, `&` and `/help`: from the tables that run the program.
    mutating func openHelp() {
        var rows: [Panel.Row] = []
        func add(_ title: Phrase) {
            if !rows.isEmpty { rows.append(Panel.Row(text: StyledText())) }
            rows.append(Panel.Row(text: StyledText(phrase(title), Style(.accent, .bold))))
        }
        func add(_ name: String, _ summary: Summary) {
            var text = StyledText(name + "  ", .plain)
            let missing = max(0, Self.helpColumns - DisplayWidth.columns(of: name, rules: settings.widthRules))
            text.append(String(repeating: " ", count: missing))
            text.append(summary.text(in: settings.language), Style(.faint))
            rows.append(Panel.Row(text: text))
        }
        add(.signs)
        rows.append(Panel.Row(text: StyledText(phrase(.whole), Style(.faint))))
        add(.keys)
        for binding in KeyTable.standard.bindings {
            if case .buffer(let number) = binding.action, number > 1 { continue }
            add(binding.keys.map(\.description).joined(separator: " "), binding.summary)
        }
        add(.keysInHand)
        for binding in KeyTable.selecting.bindings {
            add(binding.keys.map(\.description).joined(separator: " "), binding.summary)
        }
        add(.commands)
        for command in CommandTable.rows { add(command.usage, command.summary) }
        panel = Panel(title: phrase(.helpTitle), rows: rows)
    }

    /// Columns of a key or a usage before what it does.
    private static let helpColumns = 26
}
