import Glibc
import TerminalEmulator
import Testing

@Suite("However it ends", .serialized)
struct RestoringTests {
    @Test(
        "the terminal is as it was after a signal",
        arguments: [SIGTERM, SIGHUP, SIGINT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT])
    func signals(signal: CInt) throws {
        let stage = try Stage()
        let host = try stage.host()
        // A shell keeps the terminal open, so that its settings can be read afterwards.
        let window = try stage.shell("\"$CHAT\" --connect \(stage.address) --nick ann; echo ended; sleep 60")
        let before = window.settings
        try window.waits(for: "#lobby ›")
        #expect(window.settings != before)
        window.types("/nick zed\r")
        try window.waits(for: "zed")
        let pid = try #require(stage.processID(nick: "ann"))
        kill(pid, signal)
        try window.waits(for: "ended")
        #expect(window.settings == before)
        #expect(!window.emulator.isOn(.alternateScreen))
        #expect(window.emulator.leftovers.isEmpty)
        _ = host
    }

    @Test("Ctrl-Z gives the terminal back, and coming back draws everything anew")
    func suspending() throws {
        let stage = try Stage()
        let host = try stage.host()
        let window = try stage.shell(
            "set -m; \"$CHAT\" --connect \(stage.address) --nick ann; echo stopped; sleep 1; fg; echo ended; sleep 60")
        try window.waits(for: "#lobby ›")
        let eve = try stage.ircMember("eve")
        eve.sends("PRIVMSG #lobby :before\r\n")
        try window.waits(for: "before")
        window.presses(.control("z"))
        try window.waits(for: "stopped")
        #expect(!window.emulator.isOn(.alternateScreen))
        eve.sends("PRIVMSG #lobby :meanwhile\r\n")
        try window.waits(for: "meanwhile")
        #expect(window.emulator.isOn(.alternateScreen))
        window.types("/quit\r")
        try window.waits(for: "ended")
        _ = host
    }
}
