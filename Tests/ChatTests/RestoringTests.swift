import Glibc
import TerminalEmulator
import Testing

@Suite("However it ends", .serialized)
struct RestoringTests {
    /// What a signal does to the screen.
    struct Row: CustomTestStringConvertible, Sendable {
        let signal: CInt
        let name: String
        /// nil: it goes on as if nothing had been.
        let ending: PseudoTerminal.Ending?

        init(_ signal: CInt, _ name: String, _ ending: PseudoTerminal.Ending?) {
            self.signal = signal
            self.name = name
            self.ending = ending
        }

        var testDescription: String { name }
    }

    /// A signal that asks to end.
    private static func leaves(_ signal: CInt, _ name: String) -> Row { Row(signal, name, .exited(0)) }
    /// One that kills, and still does: whoever waits for the program sees by what it died.
    private static func kills(_ signal: CInt, _ name: String) -> Row { Row(signal, name, .killed(by: Int(signal))) }
    /// One that tells something, or asks for something that can be done without ending.
    private static func passes(_ signal: CInt, _ name: String) -> Row { Row(signal, name, nil) }

    static let rows = [
        leaves(SIGTERM, "TERM"), leaves(SIGHUP, "HUP"), leaves(SIGINT, "INT"),
        kills(SIGQUIT, "QUIT"), kills(SIGSEGV, "SEGV"), kills(SIGBUS, "BUS"), kills(SIGILL, "ILL"),
        kills(SIGTRAP, "TRAP"), kills(SIGFPE, "FPE"), kills(SIGABRT, "ABRT"), kills(SIGSYS, "SYS"),
        // Nobody has anything to ask by these: they end the program, as they do any other that does not know them.
        kills(SIGUSR1, "USR1"), kills(SIGUSR2, "USR2"), kills(SIGALRM, "ALRM"), kills(SIGVTALRM, "VTALRM"),
        kills(SIGPROF, "PROF"), kills(SIGPOLL, "POLL"), kills(SIGPWR, "PWR"), kills(SIGSTKFLT, "STKFLT"),
        kills(SIGXCPU, "XCPU"), kills(SIGXFSZ, "XFSZ"), kills(34, "RTMIN"), kills(64, "RTMAX"),
        passes(SIGPIPE, "PIPE"), passes(SIGWINCH, "WINCH"), passes(SIGCONT, "CONT"), passes(SIGCHLD, "CHLD"),
        passes(SIGURG, "URG"),
        // Without a shell that could go on meanwhile there is nothing to stop for.
        passes(SIGTSTP, "TSTP"), passes(SIGTTIN, "TTIN"), passes(SIGTTOU, "TTOU"),
    ]

    @Test("the terminal is as it was after a signal", arguments: rows)
    func signals(row: Row) throws {
        let stage = try Stage()
        let host = try stage.host()
        let untouched = try stage.shell(":")
        _ = try untouched.exitStatus()
        let ann = try stage.screen(of: "ann")
        #expect(ann.settings != untouched.settings)
        ann.types("half a line")
        try ann.waits(for: "#lobby › half a line")
        ann.kills(with: row.signal)
        guard let ending = row.ending else {
            ann.types(" more")
            try ann.waits(for: "#lobby › half a line more")
            #expect(ann.emulator.violations == [])
            ann.presses(.control("u"))
            ann.types("/quit\r")
            #expect(try ann.exitStatus() == .exited(0))
            return expectRestored(ann, untouched)
        }
        // Ctrl-C and INT first empty the line.
        if row.signal == SIGINT {
            try ann.waits(until: "the line is empty") { $0.row(containing: "#lobby ›")?.hasSuffix("›") == true }
            ann.kills(with: row.signal)
        }
        #expect(try ann.exitStatus() == ending)
        expectRestored(ann, untouched)
        _ = host
    }

    @Test("the same where the screen hosts the chat", arguments: [SIGTERM, SIGHUP, SIGINT, SIGUSR1, SIGSEGV])
    func hosting(signal: CInt) throws {
        let stage = try Stage()
        let untouched = try stage.shell(":")
        _ = try untouched.exitStatus()
        let ann = try stage.chat("--host", stage.address, "--connect", "--nick", "ann", "--data", stage.data)
        try ann.waits(for: "#lobby ›")
        ann.kills(with: signal)
        let asks = [SIGTERM, SIGHUP, SIGINT].contains(signal)
        #expect(try ann.exitStatus() == (asks ? .exited(0) : .killed(by: Int(signal))))
        expectRestored(ann, untouched)
    }

    @Test("a window that is closed ends it, and the next one has the line that was being written")
    func closing() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        // Once the log has a line it is open: what is typed before that and left at once it cannot keep.
        ann.types("hello\r")
        let look = "\"$CHAT\" --export-log '#lobby' 2>&1 | grep -q hello"
        let log = try stage.shell("until \(look); do sleep 0.1; done; echo it is kept")
        try log.waits(for: "it is kept")
        ann.types("half a line")
        try ann.waits(for: "#lobby › half a line")
        ann.closes()
        #expect(try ann.exitStatus() == .exited(0))
        let again = try stage.screen(of: "ann")
        try again.waits(for: "#lobby › half a line")
        _ = host
    }

    private func expectRestored(
        _ window: TerminalWindow, _ untouched: TerminalWindow, _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(window.settings != nil && window.settings == untouched.settings, sourceLocation: location)
        #expect(window.emulator.modesEverSet.contains(.alternateScreen), sourceLocation: location)
        #expect(window.emulator.leftovers == [], sourceLocation: location)
        #expect(window.emulator.violations == [], sourceLocation: location)
    }
}
