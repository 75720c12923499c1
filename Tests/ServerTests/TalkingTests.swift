import Server
import ServerCore
import TerminalEmulator
import Testing

@Suite("A server on loopback")
struct TalkingTests {
    @Test("an IRC member and a raw member hear each other")
    func bothDialects() async throws {
        let server = try await RunningServer.start()
        let ann = try server.member("ann")
        let bob = try server.rawMember("bob")
        try ann.waits(for: "bob!~raw@127.0.0.1 JOIN #lobby")
        ann.sends("PRIVMSG #lobby :你好\r\n")
        try bob.waits(for: "ann say: 你好")
        bob.sends("hello\n")
        try ann.waits(for: ":bob!~raw@127.0.0.1 PRIVMSG #lobby :hello")
        try bob.waits(for: "bob say: hello")
        await server.stop()
    }

    @Test("what was said before a PING has come before its PONG, whichever loop its author is on")
    func pongComesAfter() async throws {
        let server = try await RunningServer.start { $0.threads = 4 }
        let members = try (0..<8).map { try server.member("m\($0)") }
        for round in 0..<50 {
            let author = members[round % 8]
            author.sends("PRIVMSG #lobby :round-\(round)-line\r\nPING said-\(round)\r\n")
            try author.waits(for: "PONG chat.local said-\(round)")
            for (index, member) in members.enumerated() where index != round % 8 {
                member.sends("PING round-\(round)-heard\r\n")
                let first = try member.waits(for: "round-\(round)-")
                #expect(first.contains("-line"), "PONG came before what had been said: \(first)")
                try member.waits(for: "-heard")
            }
        }
        await server.stop()
    }

    @Test("a room of several portions hears every line once and in one order", arguments: [1, 2])
    func longRounds(_ threads: Int) async throws {
        let server = try await RunningServer.start { $0.threads = threads }
        let members = try (0..<150).map { try server.member("m\($0)") }
        for part in 0..<10 {
            for author in members[..<4] {
                author.sends((0..<8).map { "PRIVMSG #lobby :\(part)-\($0)\r\n" }.joined())
            }
            let guest = try server.member("guest\(part)")
            guest.sends("QUIT\r\n")
            members[140 + part].sends("QUIT\r\n")
        }
        for author in members[..<4] {
            author.sends("PING done\r\n")
            try author.waits(for: "PONG chat.local done")
        }
        var heard: [[String]] = []
        for member in members[4..<140] {
            member.sends("PING heard\r\n")
            try member.waits(for: "PONG chat.local heard")
            heard.append(member.lines.filter { $0.contains(" PRIVMSG #lobby :") })
        }
        let first = try #require(heard.first)
        #expect(first.count == 320)
        #expect(Set(first).count == 320)
        #expect(heard.allSatisfy { $0 == first })
        await server.stop()
    }

    @Test("half a line counts for nothing: the connection is closed after the registration time")
    func halfALine() async throws {
        let server = try await RunningServer.start { $0.limits.registration = 1 }
        let client = try LineClient(port: server.port)
        client.sends("NICK an")
        try client.waitsForEnd(within: 15)
        await server.stop()
    }

    @Test("a member who falls silent is asked, and then let go; half a line is silence")
    func silence() async throws {
        let server = try await RunningServer.start {
            $0.limits.quiet = 1
            $0.limits.dead = 6
        }
        let ann = try server.member("ann")
        let bob = try server.rawMember("bob")
        try ann.waits(for: "PING")
        ann.sends("PRIVMSG #lobby :half a li")
        try ann.waits(for: "ERROR", within: 30)
        try ann.waitsForEnd()
        bob.sends("#\n")
        try bob.waits(for: "{'bob': ")
        await server.stop()
    }

    @Test("a line without an end is the end of its sender")
    func endlessLine() async throws {
        let server = try await RunningServer.start()
        let ann = try server.member("ann")
        ann.sends([UInt8](repeating: UInt8(ascii: "x"), count: 20_000))
        try ann.waits(for: " 417 ")
        try ann.waitsForEnd()
        await server.stop()
    }

    @Test("a line that is too long, a NUL and broken UTF-8 are refused, and the connection goes on")
    func refusedLines() async throws {
        let server = try await RunningServer.start()
        let ann = try server.member("ann")
        let bob = try server.member("bob")
        ann.sends("PRIVMSG #lobby :" + String(repeating: "x", count: 600) + "\r\n")
        try ann.waits(for: " 417 ann ")
        ann.sends(Array("PRIVMSG #lobby :a".utf8) + [0] + Array("b\r\n".utf8))
        try ann.waits(for: "FAIL PRIVMSG INVALID_BYTES")
        ann.sends(Array("PRIVMSG #lobby :".utf8) + [0xFF, 0xFE] + Array("\r\n".utf8))
        try ann.waits(for: "FAIL PRIVMSG INVALID_UTF8")
        ann.sends("PRIVMSG #lobby :fine\r\n")
        let first = try bob.waits(for: "PRIVMSG")
        #expect(first.hasSuffix("PRIVMSG #lobby :fine"))
        await server.stop()
    }

    @Test("who does not read is let go, and nobody else waits for it")
    func slowReader() async throws {
        let server = try await RunningServer.start {
            $0.limits.hardQueue = 64 * 1_024
        }
        let deaf = try LineClient(port: server.port, isDeaf: true)
        deaf.sends("NICK deaf\r\nUSER u 0 * :deaf\r\nJOIN #lobby\r\n")
        let ann = try server.member("ann")
        let bob = try server.member("bob")
        ann.sends("PING here\r\n")
        try ann.waits(for: "PONG chat.local here")
        let line = "PRIVMSG #lobby :" + String(repeating: "y", count: 400) + "\r\n"
        for round in 0..<400 {
            ann.sends(String(repeating: line, count: 20) + "PING r\(round)\r\n")
            try ann.waits(for: "PONG chat.local r\(round)")
            bob.sends("PING b\(round)\r\n")
            try bob.waits(for: "PONG chat.local b\(round)")
            if bob.hasHeard(":deaf!") { break }
        }
        #expect(bob.hasHeard("QUIT :SendQ exceeded"))
        await server.stop()
    }

    @Test("a graceful stop tells everybody, and keeps what was said")
    func stopping() async throws {
        let server = try await RunningServer.start()
        let ann = try server.member("ann")
        ann.sends("PRIVMSG #lobby :last words\r\nPING x\r\n")
        try ann.waits(for: "PONG")
        await server.stop()
        try ann.waits(for: "ERROR :")
        try ann.waitsForEnd()
        #expect(server.archive.posts.map(\.text) == ["last words"])
    }

    @Test("a burst that the kernel does not take at once comes whole, and once")
    func burst() async throws {
        let server = try await RunningServer.start()
        let ann = try server.member("ann")
        let bob = try server.member("bob")
        let filler = String(repeating: "z", count: 400)
        ann.sends((0..<1_500).map { "PRIVMSG #lobby :\($0) \(filler)\r\n" }.joined())
        ann.sends("PING done\r\n")
        try ann.waits(for: "PONG chat.local done", within: 60)
        bob.sends("PING heard\r\n")
        try bob.waits(for: "PONG chat.local heard", within: 60)
        let heard = bob.lines.filter { $0.contains(" PRIVMSG ") }.compactMap {
            $0.split(separator: ":").last?.split(separator: " ").first
        }
        #expect(heard.map(String.init) == (0..<1_500).map(String.init))
        await server.stop()
    }

    @Test("who says its last and listens on is answered to the end", arguments: [true, false])
    func halfClosed(isRaw: Bool) async throws {
        let server = try await RunningServer.start()
        let ann = try server.member("ann")
        let bob = try LineClient(port: server.port)
        let lines = (0..<160).map { isRaw ? "line \($0)" : "PRIVMSG #lobby :line \($0)" }
        let start = isRaw ? "!bob\n" : "CAP REQ :echo-message\nNICK bob\nUSER u 0 * :u\nCAP END\nJOIN #lobby\n"
        bob.sends(start + lines.map { $0 + "\n" }.joined())
        bob.closesSending()
        try bob.waitsForEnd(within: 60)
        #expect(bob.hasHeard("line 159"))
        try ann.waits(for: "line 159")
        try ann.waits(for: ":bob!")
        #expect(ann.hasHeard("QUIT :Connection closed"))
        await server.stop()
    }

    @Test("a PONG waits for the past of both rooms that were joined before it")
    func twoRooms() async throws {
        let server = try await RunningServer.start()
        let ann = try server.member("ann")
        ann.sends("JOIN #p,#q\r\nPRIVMSG #p :in p\r\nPRIVMSG #q :in q\r\nPING x\r\n")
        try ann.waits(for: "PONG")
        let bob = try server.member("bob", capabilities: "batch server-time")
        bob.sends("JOIN #p,#q\r\nPING after\r\n")
        try bob.waits(for: ":in p")
        try bob.waits(for: ":in q")
        try bob.waits(for: "PONG chat.local after")
        await server.stop()
    }

    @Test("a long raw message is one post, a longer one none, however many reads they take")
    func longRawMessages() async throws {
        let server = try await RunningServer.start()
        let ann = try server.member("ann")
        let bob = try LineClient(port: server.port)
        bob.sends("!bob")
        try ann.waits(for: "bob!~raw")
        bob.sends(String(repeating: "a", count: 3_000))
        try bob.waits(for: "bob say: aaa")
        for size in [4_097, 6_000, 20_000] {
            bob.sends(String(repeating: "b", count: size))
            try bob.waits(for: "nothing was sent")
        }
        bob.sends("end")
        try ann.waits(for: ":end")
        #expect(server.archive.posts.map(\.text.utf8.count) == [3_000, 3])
        await server.stop()
    }

    @Test("rooms go on after a graceful stop")
    func roomsGoOn() async throws {
        let server = try await RunningServer.start()
        let ann = try server.member("ann")
        ann.sends("JOIN #work\r\nPING x\r\n")
        try ann.waits(for: "PONG")
        await server.stop()
        #expect(server.archive.endings.isEmpty)
    }
}
