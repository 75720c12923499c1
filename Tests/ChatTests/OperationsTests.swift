import Foundation
import TerminalEmulator
import Testing

@Suite("Running a server", .serialized)
struct OperationsTests {
    @Test("with no descriptor left, whoever comes is told so, and those inside talk on; then others come in again")
    func descriptors() throws {
        let stage = try Stage()
        let config = try stage.folder.writes("[limits]\nflood = no\n", to: "c.ini")
        let host = try stage.shell(
            "ulimit -n 48; exec \"$CHAT\" --host \(stage.address) --data \(stage.data) --config \(config)")
        try host.waits(for: "hosting")
        let ann = try stage.ircMember("ann")
        var inside: [LineClient] = []
        var turnedAway: LineClient?
        while turnedAway == nil, inside.count < 60 {
            let client = try LineClient(port: stage.port)
            client.sends("PING x\r\n")
            // One that is inside is answered; one that is not is told, or waits to be accepted.
            if (try? client.waits(for: "PONG", within: 2)) != nil { inside.append(client) } else { turnedAway = client }
        }
        #expect(turnedAway?.text.contains("ERROR :The server is full, try again later") == true)
        #expect((8...48).contains(inside.count))
        ann.sends("PRIVMSG ann :still here\r\n")
        try ann.waits(for: "still here")
        for client in inside { client.closes() }
        let late = try LineClient(port: stage.port)
        late.sends("PING again\r\n")
        try late.waits(for: "PONG")
        ann.sends("PING end\r\n")
        try ann.waits(for: "PONG chat.local end")
        _ = host
    }

    @Test("the page of numbers counts what happens")
    func metrics() throws {
        let stage = try Stage()
        let door = try freePort()
        let config = try stage.folder.writes("[listen]\nmetrics = 127.0.0.1:\(door)\n", to: "c.ini")
        let host = try stage.host("--config", config)
        let ann = try stage.ircMember("ann")
        let bob = try stage.ircMember("bob")
        ann.sends("PRIVMSG #lobby :counted\r\n")
        try bob.waits(for: "counted")
        let page = try LineClient(port: door)
        page.sends("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
        try page.waitsForEnd()
        func number(_ name: String) -> Double? {
            page.lines.first { $0.hasPrefix(name + " ") }.flatMap { Double($0.dropFirst(name.count + 1)) }
        }
        #expect(number("chat_connections") == 2)
        #expect(number("chat_members") == 2)
        #expect(number("chat_rooms") == 1)
        #expect(number("chat_lines_in_total") == 7)
        #expect(number("chat_lines_out_total").map { $0 > 20 } == true)
        #expect(number("chat_records_total").map { $0 >= 4 } == true)
        #expect(number("chat_commit_seconds_count").map { $0 >= 1 } == true)
        #expect(number("chat_unwritten_records") == 0)
        #expect(page.lines.contains { $0.hasPrefix("chat_queued_tasks{loop=\"0\"} ") })
        _ = host
    }

    @Test("a copy that is made while the server runs is a database that a server starts from")
    func backup() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.ircMember("ann")
        ann.sends("PRIVMSG #lobby :before the copy\r\nPING x\r\n")
        try ann.waits(for: "PONG")
        let folder = stage.folder.path(of: "copied")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        let copy = try stage.chat("--backup", folder + "/server.sqlite", "--data", stage.data, columns: 300)
        #expect(try copy.exitStatus() == .exited(0))
        let again = try stage.chat("--backup", folder + "/server.sqlite", "--data", stage.data, columns: 300)
        #expect(try again.exitStatus() == .exited(1))
        #expect(again.picture.contains("it is there already"))
        ann.sends("PRIVMSG #lobby :after the copy\r\nPING y\r\n")
        try ann.waits(for: "PONG chat.local y")
        let export = try stage.chat("--export", "#lobby", "--data", folder, columns: 300)
        #expect(try export.exitStatus() == .exited(0))
        #expect(export.picture.contains("before the copy"))
        #expect(!export.picture.contains("after the copy"))
        _ = host
    }

    @Test("a full disk refuses what is said, and nobody sees it; everything else goes on")
    func fullDisk() throws {
        let stage = try Stage()
        // A limit on the size of files stands for a disk that is full: with its signal ignored, writes fail.
        let host = try stage.shell(
            "trap '' XFSZ; ulimit -f 600; exec \"$CHAT\" --host \(stage.address) --data \(stage.data)"
                + " --config \(try stage.folder.writes("[limits]\nflood = no\n", to: "c.ini"))")
        try host.waits(for: "hosting")
        let ann = try stage.ircMember("ann", capabilities: "standard-replies echo-message")
        let bob = try stage.ircMember("bob")
        let filler = String(repeating: "x", count: 400)
        var refused: Int?
        for number in 0..<4_000 where refused == nil {
            ann.sends("PRIVMSG #lobby :\(number) \(filler)\r\nPING p\(number)\r\n")
            try ann.waits(for: "PONG chat.local p\(number)")
            if ann.hasHeard("STORAGE_UNAVAILABLE") { refused = number }
        }
        let number = try #require(refused)
        bob.sends("PING heard\r\n")
        try bob.waits(for: "PONG chat.local heard")
        #expect(bob.hasHeard(" :\(number - 1) xxx"))
        #expect(!bob.hasHeard(" :\(number) xxx"))
        #expect(!ann.hasHeard("PRIVMSG #lobby :\(number) xxx"))
        _ = host
    }
}
