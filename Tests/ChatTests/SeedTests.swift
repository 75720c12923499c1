import Glibc
import TerminalEmulator
import Testing

@Suite("The first chat room's programs", .serialized)
struct SeedTests {
    /// The seed's own programs, beside the project where they are at hand.
    static let folder: String? = {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let folder = "/\(root)/../shared/seed"
        return access(folder + "/client.py", R_OK) == 0 && access("/usr/bin/env", X_OK) == 0 ? folder : nil
    }()

    @Test("three of its clients and an IRC member repeat the demonstration", .enabled(if: folder != nil))
    func demonstration() throws {
        let stage = try Stage()
        let host = try stage.host()
        let seed = try #require(Self.folder)
        func client(_ nick: String) throws -> TerminalWindow {
            let window = try stage.shell("exec python3 \(seed)/client.py 127.0.0.1 \(stage.port)")
            try window.waits(for: "请输入您的昵称")
            window.types(nick + "\r")
            try host.waits(for: "\(nick) ('127.0.0.1', ")
            return window
        }
        let aaa = try client("aaa")
        let bbb = try client("bbb")
        let ccc = try client("ccc")
        let ddd = try stage.ircMember("ddd")
        aaa.types("hello\r")
        for window in [aaa, bbb, ccc, host] { try window.waits(for: "aaa say: hello") }
        try ddd.waits(for: ":aaa!~raw@127.0.0.1 PRIVMSG #lobby :hello")
        aaa.types("&\r")
        try aaa.waits(for: "1、输入")
        aaa.types("#\r")
        try aaa.waits(for: "{'aaa': ('127.0.0.1', ")
        try aaa.waits(for: "'ddd': ('127.0.0.1', ")
        aaa.types("您好@bbb\r")
        try bbb.waits(for: "您好")
        ddd.sends("PRIVMSG #lobby :end\r\n")
        for window in [aaa, bbb, ccc] { try window.waits(for: "ddd say: end") }
        #expect(!ccc.picture.contains("您好"))
        #expect(!ddd.hasHeard("您好"))
        bbb.types("exit\r")
        try host.waits(until: "bbb has left") {
            $0.picture.contains("bbb ('127.0.0.1'") && $0.picture.contains("Left!")
        }
    }

    @Test("a client that frames nothing, as the seed's does")
    func unframed() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.ircMember("ann")
        let aaa = try LineClient(port: stage.port)
        aaa.sends("!aaa")
        try host.waits(for: "Joined!")
        try ann.waits(for: ":aaa!~raw@127.0.0.1 JOIN #lobby")
        for text in ["hello", "!wow", "你好", "me@@home"] {
            aaa.sends(text)
            let shown = text == "me@@home" ? "me@home" : text
            try aaa.waits(for: "aaa say: \(shown)")
            try ann.waits(for: "PRIVMSG #lobby :\(shown)")
        }
        aaa.sends("psst@nobody")
        try aaa.waits(for: "nothing was sent")
        aaa.sends("psst@ann")
        try ann.waits(for: ":aaa!~raw@127.0.0.1 PRIVMSG ann :psst")
        // A character whose bytes come in two reads.
        let bytes = Array("好".utf8)
        aaa.sends(Array(bytes[..<2]))
        // The server has read the first half once it has answered somebody who spoke later.
        ann.sends("PING half\r\n")
        try ann.waits(for: "PONG")
        aaa.sends(Array(bytes[2...]))
        try ann.waits(for: "PRIVMSG #lobby :好")
    }

    @Test("our screen talks to its server", .enabled(if: folder != nil))
    func seedServer() throws {
        let stage = try Stage()
        let seed = try #require(Self.folder)
        let config = try stage.folder.writes("[baseconf]\nhost = 127.0.0.1\nport = \(stage.port)\n", to: "seed.ini")
        let server = try stage.shell("exec python3 -u \(seed)/server.py \(config)")
        var connected: LineClient?
        for _ in 0..<200 where connected == nil {
            connected = try? LineClient(port: stage.port)
            usleep(50_000)
        }
        let other = try #require(connected)
        other.sends("!zoe")
        try server.waits(for: "zoe")
        let ann = try stage.chat("--connect", "raw://\(stage.address)", "--nick", "ann")
        try server.waits(for: "ann ('127.0.0.1'")
        ann.types("hello from the screen\r")
        try other.waits(forText: "ann say: hello from the screen")
        try ann.waits(for: "hello from the screen")
        ann.types("@zoe 悄悄\r")
        try other.waits(forText: "悄悄")
        other.sends("psst@ann")
        try ann.waits(for: "psst")
        ann.types("/quit\r")
        #expect(try ann.exitStatus() == .exited(0))
    }
}
