/// A terminal that is known as xterm-256color, without a window: bytes in, a grid of clusters out.
///
/// It draws as xterm does, and clusters as the terminals of today do: one emoji is two columns, whatever it is made of.
/// It is strict: everything that it does not know, or that a careful program does not write, is among `violations`.
/// What the terminal would answer is among the answers, for whoever owns the line to write back.
package struct Emulator: Sendable {
    package typealias Position = Grid.Position

    /// What is shown now.
    package internal(set) var grid: Grid
    /// Where the cursor stands; in the last column also while the next character would wrap.
    package internal(set) var cursor = Position(row: 0, column: 0)
    /// The modes that are on.
    package internal(set) var modes = TerminalMode.initial
    /// The modes that a program has switched on, be they still on or not.
    package internal(set) var modesEverSet: Set<TerminalMode> = []
    /// The style that the next character will have.
    package internal(set) var pen = CellStyle.plain
    package internal(set) var title = ""
    package internal(set) var iconName = ""
    /// What was last put on the clipboard (OSC 52), or nil.
    package internal(set) var clipboard: String?
    /// What was asked to be shown on the desktop (OSC 9 and 777), oldest first.
    package internal(set) var notifications: [String] = []
    /// How often the bell rang.
    package internal(set) var bells = 0
    /// The number that chose the cursor's shape (DECSCUSR); 0 is the user's own.
    package internal(set) var cursorShape = 0
    /// What should not have been written, oldest first, at most `mostViolations`.
    package internal(set) var violations: [Violation] = []

    /// Enough to see what is wrong.
    private static let mostViolations = 100
    /// Ours: one frame asks no more than a handful of questions.
    private static let longestAnswers = 64 * 1024

    var parser = SequenceParser()
    var pendingWrap = false
    var insertsCharacters = false
    var margins: Range<Int>
    var tabStops: Set<Int>
    var characterSets = [CharacterSet.ascii, .ascii]
    var activeSet = 0
    var link: Grid.Link?
    var joint: Joint?
    /// The main screen while the alternate one is shown, and the other way round.
    var hiddenGrid: Grid
    var savedCursors: [SavedCursor?] = [nil, nil]
    var titleStack: [(title: String, iconName: String)] = []
    var keyboardFlags: [Int] = []
    var otherKeysLevel = 0
    var changedColours: Set<Int> = []
    var answers: [UInt8] = []

    /// A terminal as it is when its window has just been opened; each side is brought into 1...1000.
    package init(columns: Int, rows: Int) {
        grid = Grid(columns: columns, rows: rows)
        hiddenGrid = grid
        margins = 0..<grid.rows
        tabStops = Self.usualTabStops(columns: grid.columns)
    }

    package var columns: Int { grid.columns }
    package var rows: Int { grid.rows }

    /// Takes what a program wrote, cut anywhere.
    package mutating func receive(_ bytes: some Sequence<UInt8>) {
        var tokens: [SequenceParser.Token] = []
        for byte in bytes {
            tokens.removeAll(keepingCapacity: true)
            parser.take(byte, into: &tokens)
            for token in tokens { obey(token) }
        }
    }

    /// Takes text that a program wrote.
    package mutating func receive(_ text: String) { receive(text.utf8) }

    /// What the terminal has answered since this was last asked.
    package mutating func takeAnswers() -> [UInt8] {
        defer { answers = [] }
        return answers
    }

    mutating func answer(_ text: String) {
        if answers.count < Self.longestAnswers { answers += Array(text.utf8) }
    }

    mutating func note(_ fault: Violation.Fault, _ bytes: some Sequence<UInt8>) {
        note(Violation(fault, bytes))
    }

    private mutating func note(_ violation: Violation) {
        if violations.count < Self.mostViolations { violations.append(violation) }
    }

    private mutating func obey(_ token: SequenceParser.Token) {
        noteOpenLink(at: token)
        switch token {
        case .scalar(let scalar):
            print(characterSets[activeSet].drawn(scalar))
            return
        case .control(let byte): obey(control: byte)
        case .escape(let intermediates, let final): obey(escape: intermediates, final)
        case .sequence(let sequence):
            obey(sequence)
            // A change of colour does not part a cluster, nor does REP end what can be repeated.
            if sequence.signature == "m" || sequence.signature == "b" { return }
        case .string(let introducer, let body): obey(string: introducer, body)
        case .broken(let violation): note(violation)
        }
        joint = nil
    }

    static func usualTabStops(columns: Int) -> Set<Int> { Set(stride(from: 8, to: columns, by: 8)) }
}
