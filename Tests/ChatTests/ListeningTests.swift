import Glibc
import TerminalEmulator
import Testing

/// `--plain` at a terminal, for somebody who listens to it.
@Suite("lines at a terminal") struct ListeningTests {
    @Test("what comes while a line is typed waits for its end, and the terminal is given back as it was")
    func typing() throws {
        let stage = try Stage()
        let host = try stage.host()
        let eve = try stage.ircMember("eve")
        let ann = try stage.shell(
            "stty -a > \(stage.folder.path)/before; \"$CHAT\" --connect \(stage.address) --nick ann --plain; echo status $?; "
                + "stty -a > \(stage.folder.path)/after; cmp \(stage.folder.path)/before \(stage.folder.path)/after && echo same"
        )
        try ann.waits(for: "You are in #lobby. What you type is said there.")
        ann.types("hel")
        try ann.waits(for: "hel")
        eve.sends("PRIVMSG #lobby :ann, are you there?\r\nPRIVMSG ann :psst\r\nPING done\r\n")
        try eve.waits(for: "PONG")
        ann.types("lo\r")
        try eve.waits(for: "PRIVMSG #lobby :hello")
        try ann.waits(for: "Private from eve: psst")
        let rows = ann.picture.split(separator: "\n").map(String.init)
        let typed = try #require(rows.firstIndex { $0.hasPrefix("hello") }, "\(rows)")
        #expect(rows[typed + 1].hasSuffix("eve mentions you: ann, are you there?"))
        #expect(rows.count { $0.contains("hello") } == 1)
        ann.types("exit\r")
        try ann.waits(for: "status 0")
        try ann.waits(for: "same")
        _ = host
    }

    @Test("a signal leaves the terminal as it was too")
    func signal() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.shell(
            "stty -a > \(stage.folder.path)/before; \"$CHAT\" --connect \(stage.address) --nick ann --plain; "
                + "stty -a > \(stage.folder.path)/after; cmp \(stage.folder.path)/before \(stage.folder.path)/after && echo same"
        )
        try ann.waits(for: "You are in #lobby.")
        let process = try #require(stage.processID(nick: "ann"))
        kill(process, SIGTERM)
        try ann.waits(for: "same")
        _ = host
    }
}
