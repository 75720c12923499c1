import ClientCore

/// What a terminal is asked once its first picture stands, and what it has answered so far.
///
/// Everything is asked at once. The answers come in the order of the questions, and that to the last of them (DA1), which
/// every terminal gives, says that no more will come. What is missing or implausible is left as it was.
struct Inquiry {
    /// What has been found out; what has not is as it is without asking.
    struct Findings: Equatable {
        var rules = WidthRules()
        /// nil: not told.
        var paper: PaperColour?
        /// How the modes stood before: synchronized updates, clusters, reports of the colour scheme.
        var modes: [Int: TerminalReport.ModeState] = [:]
    }

    /// What terminals draw in different widths.
    private enum Probe: CaseIterable {
        case ambiguous, emoji, joined, toned, flag, newest

        var text: String {
            switch self {
            case .ambiguous: "“"
            case .emoji: "❤\u{FE0F}"
            case .joined: "👩\u{200D}💻"
            case .toned: "👍🏽"
            case .flag: "🇨🇳"
            // Of Unicode 16 (September 2024). Who does not know it draws one column or nothing.
            case .newest: "\u{1FAE9}"
            }
        }

        /// Takes the columns that it was drawn in; what is implausible changes nothing.
        func note(_ columns: Int, in rules: inout WidthRules) {
            switch self {
            case .ambiguous: if (1...2).contains(columns) { rules.ambiguous = columns }
            case .emoji: rules.widensEmoji = columns != 1
            // 5: xterm draws U+200D itself where ambiguous signs are wide.
            case .joined: rules.joinsEmoji = columns != 4 && columns != 5
            case .toned: rules.joinsTones = columns != 4
            case .flag: rules.joinsFlags = columns != 4
            case .newest: rules.hasNewestEmoji = columns > 1
            }
        }
    }

    /// How many milliseconds answers are waited for before what has come is made use of.
    static let patience: Int64 = 150
    /// How long answers count where none had come by then: over a slow line they are all late.
    static let longestDelay = Duration.seconds(3)

    static let clusterMode = 2027
    static let schemeMode = 2031
    static let synchronizedMode = 2026

    /// Columns for each probe: the widest plausible answer is 5, that of ZWJ drawn as a box between two emoji.
    private static let pitch = 6

    private let row: Int?
    private var next = 0
    private(set) var findings = Findings()
    /// Whether anything has been answered.
    private var hasBegun = false
    /// Whether no more answers will come.
    private(set) var isOver = false

    /// - Parameter row: one that shows nothing, below the first (whose reports look like keys); nil: no widths are asked.
    init(row: Int?, columns: Int) {
        let isWide = columns > Self.pitch * Probe.allCases.count
        self.row = isWide ? row.flatMap { $0 > 0 ? $0 : nil } : nil
    }

    /// The bytes that ask. The row is blank again afterwards, and the cursor with its colours as it was.
    var question: String {
        var text = ControlSequence.saveCursor + ControlSequence.beginSynchronized
        for mode in [Self.synchronizedMode, Self.clusterMode, Self.schemeMode] {
            text += ControlSequence.askMode(mode)
        }
        // The widths are those that the terminal has with it.
        text += ControlSequence.modeOn(Self.clusterMode)
        if let row {
            text += ControlSequence.invisible
            for (index, probe) in Probe.allCases.enumerated() {
                text += ControlSequence.move(row: row, column: index * Self.pitch) + probe.text
                text += ControlSequence.askCursor
            }
            text += ControlSequence.plain + ControlSequence.move(row: row, column: 0) + ControlSequence.eraseRow
        }
        text += ControlSequence.endSynchronized + ControlSequence.restoreCursor
        return text + ControlSequence.askPaper + ControlSequence.askAttributes
    }

    /// Takes an answer that came so long after the question. True if what has been found out is to be used now, which is
    /// once at most, so that nothing moves twice.
    @discardableResult
    mutating func take(_ report: TerminalReport, after elapsed: Duration = .zero) -> Bool {
        guard !isOver, elapsed < Self.longestDelay else { return false }
        hasBegun = true
        switch report {
        case .cursor(let row, let column): if row == self.row { measure(column) }
        case .mode(let mode, let state):
            if [Self.synchronizedMode, Self.clusterMode, Self.schemeMode].contains(mode) {
                findings.modes[mode] = state
            }
        case .paper(let colour): findings.paper = colour
        case .scheme: break
        case .attributes: isOver = true
        }
        return isOver
    }

    /// The patience is at its end. True if what has come is to be used now; where nothing has, late answers still count.
    mutating func stopWaiting() -> Bool {
        guard hasBegun, !isOver else { return false }
        isOver = true
        return true
    }

    /// The column tells which probe is answered; answers that are missing are passed over.
    private mutating func measure(_ column: Int) {
        let index = column / Self.pitch
        guard index >= next, index < Probe.allCases.count else { return }
        next = index + 1
        Probe.allCases[index].note(column - index * Self.pitch, in: &findings.rules)
    }
}
