import Glibc
import TerminalEmulator
import Testing

@Suite("The command line", .serialized)
struct CommandLineTests {
    @Test("an address in use is one line and no success")
    func addressInUse() throws {
        let stage = try Stage()
        let host = try stage.host()
        let second = try stage.chat("--host", stage.address, "--data", stage.folder.path(of: "other"))
        #expect(try second.exitStatus() == .exited(1))
        #expect(second.picture.contains("chat: \(stage.address) is in use"))
        _ = host
    }

    @Test("a database in use is one line and no success")
    func databaseInUse() throws {
        let stage = try Stage()
        let host = try stage.host()
        let second = try stage.chat("--host", "127.0.0.1:\(try freePort())", "--data", stage.data)
        #expect(try second.exitStatus() == .exited(1))
        #expect(second.picture.hasPrefix("chat: "))
        _ = host
    }

    @Test(
        "a wrong setting is named with its file and line",
        arguments: [
            ("[baseconf]\nport = x\n", ":2: port: \"x\" is not a number from 1 to 65535"),
            ("[baseconf]\nhost 1\n", ":2: expected [section] or key = value"),
            ("[server]\n\nnmae = x\n", ":3: \"nmae\" is no setting of [server]"),
            ("[sever]\nname = x\n", ":2: [sever] is no section"),
            ("[server]\ndurability = much\n", ":2: durability: \"much\" is not one of normal, full, memory"),
        ])
    func wrongSetting(text: String, complaint: String) throws {
        let stage = try Stage()
        let file = try stage.folder.writes(text, to: "bad.ini")
        let chat = try stage.chat("--host", "--config", file, columns: 300)
        #expect(try chat.exitStatus() == .exited(1))
        #expect(chat.picture.contains("bad.ini" + complaint))
    }

    @Test(
        "a wrong option is one line and no success",
        arguments: [
            ["--connect", "http://x"], ["--connect", "127.0.0.1:99999"], ["--host", "127.0.0.1:x"], ["--nonsense"],
            ["--host="], ["--log-level", "loud"], ["--nick", "a b", "--connect"],
        ])
    func wrongOption(arguments: [String]) throws {
        let chat = try Stage().chat(arguments)
        let status = try chat.exitStatus()
        #expect(status != .exited(0))
        #expect(!chat.picture.isEmpty)
    }

    @Test("`chat` alone hosts, and a second one joins it")
    func alone() throws {
        let stage = try Stage()
        let config = try stage.folder.writes("[baseconf]\nhost = 127.0.0.1\nport = \(stage.port)\n", to: "c.ini")
        let ann = try stage.chat("--config", config, "--nick", "ann")
        try ann.waits(for: "#lobby ›")
        let bob = try stage.chat("--config", config, "--nick", "bob")
        try bob.waits(for: "members 2")
        bob.types("two of us\r")
        try ann.waits(for: "two of us")
        ann.types("/quit\r")
        try ann.waits(until: "it asks who is still here") { $0.shows("bob") }
        ann.types("/quit\r")
        #expect(try ann.exitStatus() == .exited(0))
    }

    @Test("without a screen lines go in and lines come out, and the status says how it ended")
    func plain() throws {
        let stage = try Stage()
        let host = try stage.host()
        let eve = try stage.ircMember("eve")
        let echo = try stage.shell("echo 你好 | \"$CHAT\" --connect \(stage.address) --nick ann --plain; echo status $?")
        try eve.waits(for: "PRIVMSG #lobby :你好")
        try echo.waits(for: "status 0")
        let nobody = try stage.shell(
            "echo hi | \"$CHAT\" --connect 127.0.0.1:\(try freePort()) --plain; echo status $?")
        try nobody.waits(for: "status 1")
        _ = host
    }

    @Test("the host's console answers #, & and exit, and a signal ends it as well")
    func console() throws {
        let stage = try Stage()
        let host = try stage.host()
        let eve = try stage.ircMember("eve")
        host.types("#\r")
        try host.waits(for: "{'eve': ('127.0.0.1', ")
        host.types("&\r")
        try host.waits(for: "查询在线成员")
        host.types("exit\r")
        try eve.waits(for: "ERROR :")
        #expect(try host.exitStatus() == .exited(0))
        let again = try stage.host()
        again.kills(with: SIGTERM)
        #expect(try again.exitStatus() == .exited(0))
    }

    @Test("IPv6 as well")
    func ipv6() throws {
        let stage = try Stage()
        let host = try stage.chat("--host", "[::1]:\(stage.port)", "--data", stage.data)
        try host.waits(for: "hosting")
        let ann = try stage.chat("--connect", "[::1]:\(stage.port)", "--nick", "ann")
        try ann.waits(for: "#lobby ›")
        try host.waits(for: "ann ('::1', ")
    }

    @Test("SIGHUP reads config.ini again, and a broken one changes nothing")
    func rereading() throws {
        let stage = try Stage()
        let config = try stage.folder.writes("[server]\nmotd = old\n", to: "c.ini")
        let host = try stage.host("--config", config)
        let ann = try stage.ircMember("ann")
        ann.sends("MOTD\r\n")
        try ann.waits(for: "372 ann :- old")
        _ = try stage.folder.writes("[server]\nmotd = new\n", to: "c.ini")
        host.kills(with: SIGHUP)
        try host.waits(for: "settings read again")
        ann.sends("MOTD\r\n")
        try ann.waits(for: "372 ann :- new")
        _ = try stage.folder.writes("[server]\nmodt = newer\n", to: "c.ini")
        host.kills(with: SIGHUP)
        try host.waits(for: "settings not changed")
        ann.sends("MOTD\r\n")
        try ann.waits(for: "372 ann :- new")
    }
}
