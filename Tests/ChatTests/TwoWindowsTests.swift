import Glibc
import TerminalEmulator
import Testing

@Suite("Two windows", .serialized)
struct TwoWindowsTests {
    @Test("what one says both see, and each is on the other's list")
    func talking() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ming = try stage.screen(of: "小明")
        let bob = try stage.screen(of: "bob")
        try ming.waits(for: "bob joined")
        try bob.waits(for: "members 2")
        bob.types("你好，小明\r")
        try ming.waits(for: "bob       你好，小明")
        ming.types("好的 ok\r")
        try bob.waits(for: "小明      好的 ok")
        try host.waits(for: "bob say: 你好，小明")
        bob.types("/quit\r")
        #expect(try bob.exitStatus() == .exited(0))
        try ming.waits(for: "bob left")
        try ming.waits(for: "members 1")
    }

    @Test("a private line, with the sign of a Chinese keyboard, reaches its addressee alone")
    func privately() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        let bob = try stage.screen(of: "bob")
        let eve = try stage.ircMember("eve")
        try ann.waits(for: "members 3")
        ann.types("＠bob 悄悄话\r")
        try bob.waits(for: "@ann")
        bob.presses(.alt("a"))
        try bob.waits(for: "悄悄话")
        bob.types("收到\r")
        try ann.waits(for: "@bob")
        eve.sends("PING done\r\n")
        try eve.waits(for: "PONG")
        #expect(!eve.hasHeard("悄悄话"))
        #expect(!eve.hasHeard("收到"))
        #expect(!host.picture.contains("悄悄话"))
    }

    @Test("a private line to nobody stays in the input; Enter again says it to the room")
    func toNobody() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        let eve = try stage.ircMember("eve")
        ann.types("see me@example.org\r")
        try ann.waits(for: "example.org")
        try ann.waits(until: "there is a hint") { $0.shows("nobody") }
        #expect(ann.row(containing: "#lobby ›")?.contains("see me@example.org") == true)
        eve.sends("PING 1\r\n")
        try eve.waits(for: "PONG")
        #expect(!eve.hasHeard("see me"))
        ann.presses(.enter)
        try eve.waits(for: "PRIVMSG #lobby :see me@example.org")
        _ = host
    }

    @Test("a window of any size from 20 by 6 shows what is said", arguments: [(20, 6), (40, 12), (80, 24), (200, 50)])
    func sizes(columns: Int, rows: Int) throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        let eve = try stage.ircMember("eve")
        ann.resizes(columns: columns, rows: rows)
        eve.sends("PRIVMSG #lobby :fits\r\n")
        try ann.waits(for: "fits")
        ann.types("still here\r")
        try eve.waits(for: "still here")
        #expect(ann.emulator.violations.isEmpty)
        _ = host
    }

    @Test("joins and leaves appear in the member list at once")
    func liveList() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        for round in 0..<5 {
            let eve = try stage.ircMember("eve\(round)")
            try ann.waits(for: "members 2")
            eve.sends("QUIT\r\n")
            try ann.waits(for: "members 1")
        }
        _ = host
    }
}
