import Foundation
import Glibc
import TerminalEmulator
import Testing

@Suite("What a screen remembers", .serialized)
struct RememberingTests {
    /// Waits until the log has a line, and with it everything that happened before.
    private func waits(for text: String, in room: String = "#lobby", inTheLogOf stage: Stage) throws {
        let look = "log=$(\"$CHAT\" --export-log '\(room)' 2>&1); echo \"$log\" | grep -q -- '\(text)'"
        let window = try stage.shell("until \(look); do clear; echo \"$log\"; sleep 0.1; done; echo the log has it")
        try window.waits(for: "the log has it")
    }

    private func log(of stage: Stage) -> String { stage.folder.path(of: "chat") }

    @Test("killed in the middle of a line, it has the line, the room and all that was said when it comes back")
    func killed() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        let eve = try stage.ircMember("eve")
        eve.sends("PRIVMSG ann :psst\r\n")
        try ann.waits(for: "@eve")
        ann.types("半句话 and more")
        try ann.waits(for: "#lobby › 半句话 and more")
        eve.sends("PRIVMSG #lobby :did you see that\r\n")
        try waits(for: "did you see that", inTheLogOf: stage)
        ann.kills(with: SIGKILL)
        _ = try ann.exitStatus()
        #expect(permissions(log(of: stage)) == 0o700)
        for name in ["client.sqlite", "client.lock"] { #expect(permissions(log(of: stage) + "/" + name) == 0o600) }

        let again = try stage.chat("--connect", stage.address, "--nick", "ann")
        try again.waits(for: "#lobby › 半句话 and more")
        try again.waits(for: "did you see that")
        try again.waits(for: "@eve")
        #expect(again.picture.ranges(of: "did you see that").count == 1)
        #expect(again.emulator.violations.isEmpty)
        again.presses(.alt("3"))
        try again.waits(for: "psst")
        _ = host
    }

    private func permissions(_ path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    @Test("told to end, it keeps what was typed last", arguments: [SIGTERM, SIGHUP])
    func told(signal: CInt) throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        ann.types("the last words")
        try ann.waits(for: "#lobby › the last words")
        ann.kills(with: signal)
        _ = try ann.exitStatus()
        let again = try stage.screen(of: "ann")
        try again.waits(for: "#lobby › the last words")
        _ = host
    }

    @Test("without a server the past can be read all the same")
    func offline() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        ann.types("for the record\r")
        try waits(for: "<ann> for the record$", inTheLogOf: stage)
        ann.kills(with: SIGKILL)
        _ = try ann.exitStatus()
        host.kills(with: SIGKILL)
        _ = try host.exitStatus()
        let again = try stage.screen(of: "ann")
        try again.waits(for: "for the record")
        #expect(again.picture.contains("offline") || again.picture.contains("trying again"))
    }

    @Test("an own line that was on its way when both ended was not sent; /again says it")
    func outbox() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        host.stops()
        ann.types("is anybody there\r")
        try waits(for: "is anybody there !! ...", inTheLogOf: stage)
        ann.kills(with: SIGKILL)
        _ = try ann.exitStatus()
        host.kills(with: SIGKILL)
        _ = try host.exitStatus()
        let next = try stage.host()
        let eve = try stage.ircMember("eve")
        let again = try stage.screen(of: "ann")
        try again.waits(for: "is anybody there  !! not sent")
        #expect(!eve.hasHeard("is anybody there"))
        again.types("/again\r")
        try eve.waits(for: "PRIVMSG #lobby :is anybody there")
        try again.waits(until: "the line stands") { !$0.shows("not sent") }
        #expect(again.picture.ranges(of: "is anybody there").count == 1)
        _ = next
    }

    @Test("a second screen says in one line that it keeps nothing, and chats all the same")
    func second() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        let bob = try stage.screen(of: "bob")
        bob.presses(.alt("1"))
        try bob.waits(for: "another screen keeps the log")
        bob.presses(.alt("2"))
        ann.types("hello\r")
        try bob.waits(for: "hello")
        _ = host
    }

    @Test("a damaged log is put aside with one line, and a new one begins")
    func damaged() throws {
        let stage = try Stage()
        let host = try stage.host()
        try FileManager.default.createDirectory(atPath: log(of: stage), withIntermediateDirectories: true)
        try stage.folder.writes(String(repeating: "no database ", count: 1_000), to: "chat/client.sqlite")
        let ann = try stage.screen(of: "ann", columns: 200)
        ann.presses(.alt("1"))
        try ann.waits(for: "the log was damaged")
        ann.presses(.alt("2"))
        ann.types("hello\r")
        try waits(for: "hello", inTheLogOf: stage)
        #expect(stage.folder.text(of: "chat/client.sqlite.damaged-1")?.hasPrefix("no database") == true)
        _ = host
    }

    @Test("with logs = no, and with --plain, nothing is kept")
    func nothing() throws {
        let stage = try Stage()
        let host = try stage.host()
        let config = try stage.folder.writes("[client]\nlogs = no\n", to: "c.ini")
        let ann = try stage.chat("--connect", stage.address, "--nick", "ann", "--config", config)
        try ann.waits(for: "#lobby ›")
        ann.types("/quit\r")
        #expect(try ann.exitStatus() == .exited(0))
        let plain = try stage.shell("echo hello | \"$CHAT\" --connect \(stage.address) --plain --nick bob; echo ended")
        try plain.waits(for: "ended")
        #expect(!FileManager.default.fileExists(atPath: log(of: stage) + "/client.sqlite"))
        _ = host
    }

    @Test("--export-log prints lines as text and as JSON, and says what is wrong in one line")
    func exporting() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        ann.types("你好\r")
        try waits(for: "<ann> 你好$", inTheLogOf: stage)
        let json = try stage.shell("\"$CHAT\" --export-log '#lobby' --json; echo ended")
        try json.waits(for: "ended")
        #expect(json.picture.contains("\"kind\":\"message\",\"own\":true,\"text\":\"你好\""))
        for (arguments, complaint) in [
            (["--export-log", "#nowhere"], "nothing of \"#nowhere\" is in the log"),
            (["--export-log", "#lobby", "--network", "x:1"], "nothing of \"#lobby\" of x:1 is in the log"),
            (["--network", "x:1"], "--network goes with --export-log"),
        ] {
            let window = try stage.chat(arguments, columns: 200)
            #expect(try window.exitStatus() != .exited(0))
            #expect(window.picture.contains(complaint), "\(arguments)")
        }
        _ = host
    }
}
