import Glibc
import TerminalEmulator
import Testing

@Suite("the terminal is as it was, whichever way out is taken")
struct RestorationTests {
    @Test("ordered by a word", arguments: [("quit\r", 0), ("exit\r", 3)])
    func leavesByOrder(order: String, status: Int) throws {
        let demo = try Demo()
        #expect(try demo.window.settings != Demo.untouched())
        demo.window.types(order)
        #expect(try demo.window.exitStatus() == .exited(status))
        try expectRestored(demo.window)
    }

    @Test("a signal that asks to end", arguments: [SIGTERM, SIGHUP, SIGINT])
    func leavesBySignal(signal: CInt) throws {
        let demo = try Demo()
        demo.window.kills(with: signal)
        #expect(try demo.window.exitStatus() == .exited(0))
        try expectRestored(demo.window)
    }

    @Test(
        "a signal that kills still kills",
        arguments: [SIGSEGV, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT])
    func dies(signal: CInt) throws {
        let demo = try Demo()
        demo.window.kills(with: signal)
        #expect(try demo.window.exitStatus() == .killed(by: Int(signal)))
        try expectRestored(demo.window)
    }

    @Test("a trap says why, on the screen that was there before")
    func traps() throws {
        let demo = try Demo()
        demo.window.types("note before it\u{1B}[31m\u{9B}32m\rtrap\r")
        guard case .killed = try demo.window.exitStatus() else {
            Issue.record("it did not die")
            return
        }
        try expectRestored(demo.window)
        #expect(demo.window.row(containing: "before it?[31m??32m") != nil)
        #expect(demo.window.row(containing: "Fatal error: the demo was told to trap") != nil)
    }

    @Test("a stack that overflows")
    func overflows() throws {
        let demo = try Demo()
        demo.window.types("overflow\r")
        #expect(try demo.window.exitStatus() == .killed(by: Int(SIGSEGV)))
        try expectRestored(demo.window)
    }

    @Test("what was written to standard error comes after the screen is left")
    func printsNotes() throws {
        let demo = try Demo()
        try demo.obeys("note a library speaks")
        #expect(!demo.shown.contains("a library speaks"))
        demo.window.types("quit\r")
        #expect(try demo.window.exitStatus() == .exited(0))
        #expect(demo.window.picture == "a library speaks")
        try expectRestored(demo.window)
    }

    @Test("Ctrl-Z gives the terminal back, fg takes it again, and the end gives it back again")
    func suspends() throws {
        let demo = try Demo(script: Self.stopping)
        try demo.obeys("put 3 3 plain kept")
        demo.window.presses(.control("z"))
        try demo.window.waits(for: "[stopped]")
        try expectRestored(demo.window)
        demo.window.presses(.enter)
        try demo.window.waits(for: "kept")
        #expect(demo.window.emulator.modes.isSuperset(of: Demo.modes))
        #expect(try demo.window.settings != Demo.untouched())
        demo.window.types("quit\r")
        #expect(try demo.window.exitStatus() == .exited(0))
        #expect(demo.window.row(containing: "[ended 0]") != nil)
        try expectRestored(demo.window)
    }

    @Test("a program that is told to end while it is stopped does not take the terminal again")
    func endsWhileStopped() throws {
        let demo = try Demo(script: Self.stopping.replacing("fg;", with: "kill -TERM %1; fg;"))
        demo.window.presses(.control("z"))
        try demo.window.waits(for: "[stopped]")
        let before = demo.window.transcript.count
        demo.window.presses(.enter)
        #expect(try demo.window.exitStatus() == .exited(0))
        #expect(demo.window.row(containing: "[ended 0]") != nil)
        let rest = String(decoding: demo.window.transcript[before...], as: UTF8.self)
        #expect(!rest.contains("\u{1B}[?1049h"))
        try expectRestored(demo.window)
    }

    /// A shell with job control that starts the demo, and when it has stopped waits for Enter before it goes on.
    private static let stopping =
        #"set -m; "$DEMO"; printf '[stopped]'; read line; fg; printf "[ended $?]""#

    @Test(
        "where there can be no screen, one sentence says so and names the way out, and nothing else is written",
        arguments: [
            ("dumb", "cannot draw a screen"), (nil, "is not set"),
            ("no-such\u{1B}[2Jterminal", "\"no-such?[2Jterminal\" (TERM) is not known"), ("lpr", "(TERM)"),
        ] as [(String?, String)])
    func refuses(kind: String?, reason: String) throws {
        var environment = Demo.environment([:])
        environment["TERM"] = kind
        let window = try TerminalWindow(running: try Demo.path, environment: environment, columns: 200)
        #expect(try window.exitStatus() == .exited(2))
        #expect(window.picture.contains(reason))
        #expect(window.picture.hasSuffix("; use --plain to chat without a screen."))
        #expect(!window.hasWritten("\u{1B}"))
        #expect(try window.settings == Demo.untouched())
    }

    @Test("standard input from elsewhere is no terminal")
    func refusesInput() throws {
        let window = try TerminalWindow(
            running: "/bin/sh", arguments: ["-c", "exec \"$0\" < /dev/null", try Demo.path])
        #expect(try window.exitStatus() == .exited(2))
        #expect(window.picture == "Standard input is not a terminal; use --plain to chat without a screen.")
    }

    private func expectRestored(_ window: TerminalWindow, _ location: SourceLocation = #_sourceLocation) throws {
        #expect(try window.settings == Demo.untouched(), sourceLocation: location)
        #expect(window.emulator.modesEverSet.isSuperset(of: Demo.modes), sourceLocation: location)
        #expect(window.emulator.leftovers == [], sourceLocation: location)
    }
}
