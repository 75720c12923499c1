import ChatProtocol
package import ClientCore
import ClientStore

/// The full-screen client: waits, takes everything that has come, lets the model think, and draws once.
package final class ScreenClient {
    /// How many milliseconds a lone ESC may be the beginning of a key's sequence (terminal.md: 25 to 50 ms).
    private static let escapePause: Int64 = 25

    /// How many milliseconds a paste may stand still before its end is taken for lost.
    private static let pastePause: Int64 = 2_000

    /// How many milliseconds an end from outside waits for a log that is being opened.
    private static let logPatience: Int64 = 1_000

    private let events: EventSource
    private let terminal: Terminal
    private let mailbox: Mailbox
    private let links: Links
    private let log: LogKeeper?
    private var model: Model
    private var decoder = KeyDecoder()
    private var performer: Performer
    private var keyDeadline: Instant?

    /// Where lines, drafts and places are kept.
    package struct Memory: Sendable {
        /// The folder of the log.
        package var folder: String
        /// How many lines of each buffer.
        package var lines: Int

        /// A log of so many lines of each buffer, in a folder.
        package init(folder: String, lines: Int) {
            self.folder = folder
            self.lines = lines
        }
    }

    /// Runs until the person leaves; returns the exit status. Takes the terminal and gives it back as it was.
    ///
    /// - Parameter memory: nil keeps nothing on disk.
    package static func run(
        _ settings: ClientSettings, memory: Memory?, household: Household
    ) throws -> Int32 {
        let client = try ScreenClient(settings, memory, household)
        let (status, farewell) = client.live()
        client.terminal.end()
        client.log?.end()
        client.links.end()
        if let farewell { print(farewell) }
        return status
    }

    private init(
        _ settings: ClientSettings, _ memory: Memory?, _ household: Household
    ) throws {
        let certificates = try Links.certificates(of: settings)
        events = try EventSource()
        terminal = try Terminal(Terminal.Settings(mouse: settings.hasMouse, theme: settings.theme), events: events)
        let wakeup = events.wakeup
        let mailbox = Mailbox { wakeup.wake() }
        self.mailbox = mailbox
        links = Links(mailbox: mailbox, certificates: certificates)
        log = memory.map { memory in
            LogKeeper(folder: memory.folder, linesPerBuffer: memory.lines) { mailbox.post([.log($0)]) }
        }
        var settings = settings
        settings.keepsLog = memory != nil
        model = Model(settings: settings, seed: UInt64.random(in: UInt64.min...UInt64.max))
        performer = Performer(
            links: links, file: settings.folder.map { KnownServersFile(in: $0) }, household: household,
            tell: { mailbox.post([.other($0)]) }, log: log,
            desktop: Desktop(takesStrings: terminal.takesStrings))
    }

    private func live() -> (status: Int32, farewell: String?) {
        update(.resized(columns: terminal.size.columns, rows: terminal.size.rows))
        // The first picture comes before anything is waited for.
        terminal.show(model.view())
        terminal.ask()
        perform(model.start(at: .now, clock: .now))
        while performer.ending == nil {
            // Nothing is drawn in the middle of a paste.
            if !decoder.isPasting { terminal.show(model.view()) }
            // What nobody waits for comes behind what they see.
            let (effects, hasChanged) = model.settle()
            perform(effects)
            if hasChanged, !decoder.isPasting { terminal.show(model.view()) }
            let deadline = [performer.deadline, keyDeadline, terminal.answerDeadline].compactMap { $0 }.min()
            for event in events.next(until: deadline) { take(event) }
            if performer.takeSuspension() { suspend() }
            if performer.takeRepaint() { terminal.resize() }
        }
        return performer.ending ?? (0, nil)
    }

    private func update(_ event: Event) {
        perform(model.answer(event, at: .now, clock: .now))
    }

    private func perform(_ effects: [Effect]) {
        guard !effects.isEmpty else { return }
        performer.perform(effects)
        for outcome in performer.takeOutcomes() { update(outcome) }
    }

    private func take(_ event: TerminalEvent) {
        switch event {
        case .bytes(let bytes): press(decoder.decode(bytes))
        case .signal(let signal): obey(signal)
        case .woken:
            terminal.tidy()
            takeLetters()
        case .deadline:
            terminal.tidy()
            let now = Instant.now
            if let due = keyDeadline, due <= now { press(decoder.isPasting ? decoder.endPaste() : decoder.timeout()) }
            if let due = terminal.answerDeadline, due <= now { measured(terminal.stopWaiting()) }
            if let due = performer.deadline, due <= now {
                performer.passDeadline()
                update(.deadline)
            }
        case .inputClosed: leave()
        }
    }

    private func press(_ keys: [KeyPress]) {
        for key in keys {
            if case .report(let report) = key.key { measured(terminal.hear(report)) } else { update(.key(key)) }
        }
        keyDeadline =
            decoder.isWaiting
            ? Instant.now.later(by: Self.escapePause)
            : decoder.isPasting ? Instant.now.later(by: Self.pastePause) : nil
    }

    private func measured(_ rules: WidthRules?) {
        if let rules { update(.measured(rules)) }
    }

    private func takeLetters() {
        let (letters, wasFull) = mailbox.take()
        if wasFull { links.goOn() }
        for letter in letters { update(letter.event) }
    }

    private func obey(_ signal: Signal) {
        switch signal {
        case .resized:
            terminal.resize()
            update(.resized(columns: terminal.size.columns, rows: terminal.size.rows))
        case .interrupt: update(.interrupted)
        case .terminate, .hangUp: leave()
        // A host that stands still is no host: the model knows, and says so.
        case .stop: update(.key(.control("z")))
        case .continued:
            terminal.resume()
            update(.resized(columns: terminal.size.columns, rows: terminal.size.rows))
        }
    }

    private func suspend() {
        keep()
        if terminal.suspend() {
            update(.resized(columns: terminal.size.columns, rows: terminal.size.rows))
            update(.resumed)
        } else {
            leave()
        }
    }

    /// Nobody knows whether there will be a next moment to keep things in.
    private func keep() {
        let keepings = model.takeKeepings()
        if !keepings.isEmpty { performer.perform([.log(.keep(keepings))]) }
    }

    /// Told to end from outside: there is no time for a last word from the server.
    private func leave() {
        // What was typed before the log had opened would be nowhere.
        let end = Instant.now.later(by: Self.logPatience)
        while model.awaitsLog, Instant.now < end {
            for event in events.next(until: end) where event == .woken { takeLetters() }
        }
        keep()
        performer.perform(model.leaveAtOnce())
    }
}
