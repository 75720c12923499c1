import Glibc

/// A person at a terminal in which a program runs: types, presses keys, and waits until something is to be seen.
///
/// A window belongs to one test and is read only while that test waits. Windows that talk with each other are put
/// beside each other, so that waiting at one reads them all and none of their programs stands still on a full line.
/// Whoever lets go of a window kills what runs in it.
package final class TerminalWindow {
    /// What was waited for in vain, with all that helps to see why.
    package struct Disappointment: Error, CustomStringConvertible {
        package let description: String
    }

    /// The environment of a plain terminal: its name, a UTF-8 locale and the usual programs.
    package static let plainEnvironment = [
        "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin",
    ]

    /// How long a person waits, in seconds, before saying that something does not happen: long, as a loaded machine
    /// is slow, and free where it does.
    package static let patience = 20.0
    /// In milliseconds: how long one look at the line lasts at most.
    private static let step: CInt = 20
    /// Ours: what is kept of the bytes that came, to search in them.
    private static let longestTranscript = 8 << 20
    /// One step reads no more than this, so that an endless program does not keep a test from its deadline.
    private static let mostReadsPerStep = 64

    /// What the terminal shows.
    package private(set) var emulator: Emulator
    /// What the program has written so far, to look for sequences in.
    package private(set) var transcript: [UInt8] = []
    /// Whether the terminal answers what it is asked, as all do but the oldest.
    private let answers: Bool
    private let terminal: PseudoTerminal
    private var unsent: [UInt8] = []
    private var outputHasEnded = false
    private let desk: Desk

    /// The windows that are read together.
    private final class Desk {
        var windows: [() -> TerminalWindow?] = []
    }

    /// Opens a window and starts the program at `path` in it.
    ///
    /// - Parameters:
    ///   - environment: The whole of it; nothing is inherited.
    ///   - folder: Where the program starts; nil for where this process is.
    ///   - answers: Whether the terminal says something when it is asked.
    ///   - neighbour: A window of the same test that is read whenever this one is, and the other way round.
    package init(
        running path: String, arguments: [String] = [], environment: [String: String] = plainEnvironment,
        folder: String? = nil, columns: Int = 100, rows: Int = 24, answers: Bool = true,
        beside neighbour: TerminalWindow? = nil
    ) throws {
        self.answers = answers
        terminal = try PseudoTerminal(
            running: path, arguments: arguments, environment: environment, folder: folder, columns: columns, rows: rows)
        emulator = Emulator(columns: columns, rows: rows)
        desk = neighbour?.desk ?? Desk()
        desk.windows.append { [weak self] in self }
    }

    /// How often the program has written so far; nil where the system does not tell.
    package var writes: Int? { terminal.writes }

    // MARK: Reading

    /// Reads what has come and waits at most one step if nothing has.
    private func pump() {
        exchange(waitingUpTo: Self.step)
        for window in desk.windows.compactMap({ $0() }) where window !== self { window.exchange(waitingUpTo: 0) }
    }

    private func exchange(waitingUpTo milliseconds: CInt) {
        if outputHasEnded {
            poll(nil, 0, milliseconds)
            return
        }
        terminal.waitsForTraffic(upTo: milliseconds, wantsToWrite: !unsent.isEmpty)
        unsent.removeFirst(terminal.writes(unsent[...]))
        // Asked before reading, so that what was written before the end is read.
        let hasEnded = terminal.ending != nil
        for _ in 0..<Self.mostReadsPerStep {
            switch terminal.reads() {
            case .bytes(let bytes): take(bytes)
            case .nothingYet:
                outputHasEnded = hasEnded
                return
            case .ended:
                outputHasEnded = hasEnded
                // The line is dead but the program lives on, and poll would return at once for ever.
                if !hasEnded { poll(nil, 0, milliseconds) }
                return
            }
        }
    }

    private func take(_ bytes: [UInt8]) {
        emulator.receive(bytes)
        let said = emulator.takeAnswers()
        if answers { unsent += said }
        if transcript.count < Self.longestTranscript { transcript += bytes }
    }

    /// Reads until `condition` holds; false if it does not within so many seconds, or if the program has ended.
    private func pumps(for seconds: Double, until condition: () -> Bool) -> Bool {
        let end = Self.now + seconds
        while true {
            if condition() { return true }
            if outputHasEnded || Self.now >= end { return false }
            pump()
        }
    }

    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    // MARK: Writing

    /// Writes as if typed; what the line does not take at once goes out while the test waits.
    func writes(_ bytes: [UInt8]) {
        unsent += bytes
        exchange(waitingUpTo: 0)
    }

    /// Gives the window another size.
    package func resizes(columns: Int, rows: Int) {
        exchange(waitingUpTo: 0)
        emulator.resize(columns: columns, rows: rows)
        try? terminal.resizes(columns: columns, rows: rows)
        unsent += emulator.takeAnswers()
    }

    /// Sends the program a signal, such as SIGTERM.
    package func kills(with signal: CInt) { terminal.kills(with: signal) }

    /// Makes the program stand still; it does when this returns.
    package func stops() { terminal.stops() }

    /// Closes the window under the running program.
    package func closes() {
        terminal.hangsUp()
        unsent = []
    }

    // MARK: Waiting

    /// Waits until `condition` holds for a whole frame; what is inside a synchronized update is not looked at.
    ///
    /// - Throws: `Disappointment`, which shows the picture, when the time is over or the program has ended.
    package func waits(
        until what: String, within seconds: Double = patience, file: StaticString = #fileID, line: Int = #line,
        _ condition: (Emulator) -> Bool
    ) throws {
        let held = pumps(for: seconds) { !emulator.isAmidFrame && condition(emulator) }
        guard held || outputHasEnded && condition(emulator) else { throw disappointment("\(what)", file, line) }
    }

    /// Waits until `text` stands in one row.
    package func waits(
        for text: String, within seconds: Double = patience, file: StaticString = #fileID, line: Int = #line
    ) throws {
        try waits(until: "\"\(text)\" is shown", within: seconds, file: file, line: line) { $0.shows(text) }
    }

    /// Waits until `text` stands in no row.
    package func waits(
        forNo text: String, within seconds: Double = patience, file: StaticString = #fileID, line: Int = #line
    ) throws {
        try waits(until: "\"\(text)\" is gone", within: seconds, file: file, line: line) { !$0.shows(text) }
    }

    /// Waits until the program has ended and all that it wrote has been read.
    @discardableResult
    package func exitStatus(
        within seconds: Double = patience, file: StaticString = #fileID, line: Int = #line
    ) throws -> PseudoTerminal.Ending {
        _ = pumps(for: seconds) { false }
        guard outputHasEnded, let ending = terminal.ending else {
            throw disappointment("the program has ended", file, line)
        }
        return ending
    }

    /// True once the program has ended.
    package var finished: Bool { terminal.ending != nil }

    /// The settings of the line, such as echo; nil once it is hung up.
    package var settings: TerminalSettings? { terminal.settings }

    private func disappointment(_ what: String, _ file: StaticString, _ line: Int) -> Disappointment {
        let state = terminal.ending.map { "The program has \($0)." } ?? "The program is running."
        let frame = emulator.isAmidFrame ? " It is amid a frame." : ""
        let violations = emulator.violations.map { "\n  \($0)" }.joined()
        let border = String(repeating: "─", count: emulator.columns)
        return Disappointment(
            description: """
                \(file):\(line): waited in vain until \(what). \(state)\(frame)
                \(border)
                \(emulator.picture)
                \(border)
                cursor at row \(emulator.cursor.row), column \(emulator.cursor.column)\(violations)
                """)
    }
}
