import Glibc
import TerminalEmulator
import Testing

@Suite("Ctrl-Z at a shell's prompt", .serialized)
struct SuspendingTests {
    /// A shell that waits for what the person types, and the screen that was started there.
    private func start(_ stage: Stage) throws -> TerminalWindow {
        let window = try stage.prompt()
        window.types("\"$CHAT\" --connect \(stage.address) --nick ann\r")
        try window.waits(for: "#lobby ›")
        return window
    }

    private func host(_ stage: Stage) throws -> TerminalWindow {
        try stage.host("--config", try stage.folder.writes("[limits]\nflood = no\n", to: "host.ini"))
    }

    /// The shell has the terminal, as it was before the screen, and waits.
    private func waitsForPrompt(_ window: TerminalWindow, line: Int = #line) throws {
        try window.waits(until: "the shell prompts", line: line) {
            !$0.isOn(.alternateScreen) && $0.row($0.cursor.row) == "$"
        }
    }

    @Test("gives the terminal back; fg brings the screen back with all that was said and typed")
    func comingBack() throws {
        let stage = try Stage()
        let host = try host(stage)
        let eve = try stage.ircMember("eve")
        let untouched = try stage.shell(":")
        _ = try untouched.exitStatus()
        let window = try start(stage)
        eve.sends("PRIVMSG #lobby :before\r\n")
        try window.waits(for: "before")
        window.types("half a line")
        try window.waits(for: "#lobby › half a line")
        for round in 1...3 {
            window.presses(.control("z"))
            try waitsForPrompt(window)
            #expect(window.settings == untouched.settings)
            #expect(window.emulator.leftovers == [])
            let mark = window.transcript.count
            eve.sends("PRIVMSG #lobby :meanwhile \(round)\r\nPING \(round)\r\n")
            try eve.waits(for: "PONG chat.local \(round)")
            window.types("echo $((6 * 7))\r")
            try window.waits(for: "42")
            // Nobody writes on a terminal that was given back.
            #expect(!window.transcript[mark...].contains(0x1B))
            window.types("clear; fg\r")
            try window.waits(for: "meanwhile \(round)")
            #expect(window.emulator.isOn(.alternateScreen))
            try window.waits(for: "#lobby › half a line")
        }
        window.presses(.control("u"))
        window.types("/quit\r")
        try waitsForPrompt(window)
        #expect(window.settings == untouched.settings)
        window.types("echo \"ended with $?\"\r")
        try window.waits(for: "ended with 0")
        #expect(window.emulator.violations == [] && window.emulator.leftovers == [])
        _ = host
    }

    @Test("in the middle of many lines loses none of them, and writes none of them to the shell")
    func amidLines() throws {
        let stage = try Stage()
        let host = try host(stage)
        let eve = try stage.ircMember("eve")
        let window = try start(stage)
        var number = 0
        for round in 0..<6 {
            for _ in 0..<20 {
                number += 1
                eve.sends("PRIVMSG #lobby :第\(number)条 line 🎉\r\n")
            }
            window.presses(.control("z"))
            try waitsForPrompt(window)
            let mark = window.transcript.count
            for _ in 0..<20 {
                number += 1
                eve.sends("PRIVMSG #lobby :第\(number)条 line 🎉\r\n")
            }
            eve.sends("PING \(round)\r\n")
            try eve.waits(for: "PONG chat.local \(round)")
            #expect(window.transcript.count == mark)
            window.types("fg\r")
            try window.waits(until: "the screen is back") { $0.isOn(.alternateScreen) }
        }
        window.resizes(columns: 100, rows: 300)
        try window.waits(until: "all of them are shown") { $0.messages.count >= number }
        #expect(window.emulator.messages.map(\.text) == (1...number).map { "第\($0)条 line 🎉" })
        #expect(window.emulator.violations == [])
        _ = host
    }

    @Test("from outside, and bg: the screen waits in the background until it is called")
    func background() throws {
        let stage = try Stage()
        let host = try host(stage)
        let window = try start(stage)
        let screen = try #require(stage.processID(nick: "ann"))
        kill(screen, SIGTSTP)
        try waitsForPrompt(window)
        let mark = window.transcript.count
        window.types("bg\r")
        try window.waits(until: "it has stopped again") { _ in stage.isStopped(screen) }
        window.types("echo $((6 * 7))\r")
        try window.waits(for: "42")
        #expect(!window.transcript[mark...].contains(0x1B))
        window.types("fg\r")
        try window.waits(for: "#lobby ›")
        #expect(window.emulator.isOn(.alternateScreen))
        window.types("/quit\r")
        try waitsForPrompt(window)
        #expect(window.emulator.violations == [] && window.emulator.leftovers == [])
        _ = host
    }

    @Test("a stop that nobody can foresee: once it goes on, the screen is drawn anew")
    func stopped() throws {
        let stage = try Stage()
        let host = try host(stage)
        let eve = try stage.ircMember("eve")
        let window = try start(stage)
        let screen = try #require(stage.processID(nick: "ann"))
        window.types("half")
        try window.waits(for: "#lobby › half")
        kill(screen, SIGSTOP)
        try window.waits(until: "it has stopped") { _ in stage.isStopped(screen) }
        // The shell knows nothing of screens, and writes over this one.
        try window.waits(for: "Stopped")
        eve.sends("PRIVMSG #lobby :meanwhile\r\n")
        // Nor did anybody put the line's settings back: this is Enter for a line that takes bytes as they are.
        window.types("fg\n")
        try window.waits(for: "meanwhile")
        try window.waits(for: "#lobby › half")
        try window.waits(forNo: "Stopped")
        #expect(window.emulator.violations == [])
        window.presses(.control("u"))
        window.types("/quit\r")
        try waitsForPrompt(window)
        #expect(window.emulator.leftovers == [])
        _ = host
    }
}
