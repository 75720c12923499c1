import ChatProtocol
import Server
import ServerCore
import TerminalEmulator
import Testing

@Suite("Committed, then seen")
struct StoringTests {
    @Test("nobody sees a line, and no PONG overtakes it, before it is written")
    func heldBack() async throws {
        let server = try await RunningServer.start()
        let ann = try server.member("ann", capabilities: "echo-message")
        let bob = try server.member("bob")
        server.archive.holds()
        ann.sends("PRIVMSG #lobby :patience\r\nPING after\r\n")
        #expect(throws: LineClient.Disappointment.self) { try bob.waits(for: "patience", within: 0.5) }
        #expect(!ann.hasHeard("after"))
        server.archive.letsGo()
        try bob.waits(for: "patience")
        try ann.waits(for: "patience")
        try ann.waits(for: "PONG chat.local after")
        await server.stop()
    }

    @Test("what cannot be written is told to its author alone, whichever write fails", arguments: 1...6)
    func failures(writes: Int) async throws {
        let server = try await RunningServer.start()
        let ann = try server.member("ann", capabilities: "echo-message labeled-response batch")
        let bob = try server.member("bob")
        let eve = try server.rawMember("eve")
        try bob.waits(for: "eve!")
        server.archive.breaks(after: writes - 1)
        for line in 1...6 {
            ann.sends("@label=l\(line) PRIVMSG #lobby :line \(line)\r\nPING p\(line)\r\n")
            try ann.waits(for: "PONG chat.local p\(line)")
        }
        let told = (1...6).map { ann.hasHeard("@label=l\($0) :chat.local FAIL PRIVMSG STORAGE_UNAVAILABLE #lobby") }
        #expect(told == (1...6).map { $0 >= writes })
        bob.sends("PING end\r\n")
        try bob.waits(for: "PONG chat.local end")
        #expect((1...6).map { bob.hasHeard("line \($0)") } == (1...6).map { $0 < writes })
        eve.sends("and me?\n")
        try eve.waits(for: "nothing can be stored now")
        #expect(server.archive.posts.map(\.text) == (1..<writes).map { "line \($0)" })

        // Five seconds later the store is tried again.
        for attempt in 0..<200 {
            ann.sends("PRIVMSG #lobby :again \(attempt)\r\nPING a\(attempt)\r\n")
            try ann.waits(for: "PONG chat.local a\(attempt)")
            if bob.hasHeard("again") || server.archive.posts.contains(where: { $0.text.hasPrefix("again") }) { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        try bob.waits(for: "again")
        #expect(server.archive.posts.map(\.sequence) == Array(1...Int64(server.archive.posts.count)))
        await server.stop()
    }

    @Test("history that was asked for comes before anything said behind the question")
    func questionsKeepTheirOrder() async throws {
        let server = try await RunningServer.start()
        let ann = try server.member("ann", capabilities: "batch draft/chathistory message-tags")
        ann.sends("PRIVMSG #lobby :one\r\nCHATHISTORY LATEST #lobby * 10\r\nPING behind\r\n")
        try ann.waits(for: "BATCH +")
        try ann.waits(for: ":one")
        try ann.waits(for: "BATCH -")
        try ann.waits(for: "PONG chat.local behind")
        await server.stop()
    }

    @Test("a question that an answer leads to is waited for as well, and what is sent behind it is answered")
    func questionsThatFollow() async throws {
        let server = try await RunningServer.start { $0.settings.password = "door" }
        let arrival = "PASS door\r\nCAP REQ :sasl server-time\r\nNICK ann\r\nUSER u 0 * :ann\r\n"
        let ann = try LineClient(port: server.port)
        ann.sends(arrival + "CAP END\r\nREGISTER * * sesame\r\nNS SET ALWAYS-ON on\r\nJOIN #tea\r\n")
        try ann.waits(for: " 366 ")
        ann.sends("QUIT\r\n")
        try ann.waitsForEnd()
        let bob = try LineClient(port: server.port)
        bob.sends("PASS door\r\nNICK bob\r\nUSER u 0 * :bob\r\nPRIVMSG ann :missed\r\nPING said\r\n")
        try bob.waits(for: "PONG chat.local said")
        let again = try LineClient(port: server.port)
        let proof = Base64.encode("\0ann\0sesame".utf8)
        again.sends(arrival + "AUTHENTICATE PLAIN\r\nAUTHENTICATE \(proof)\r\nCAP END\r\nPING behind\r\n")
        try again.waits(for: "PRIVMSG ann :missed")
        try again.waits(for: "PONG chat.local behind")
        again.sends("PING later\r\n")
        try again.waits(for: "PONG chat.local later")
        await server.stop()
    }

    @Test("of one text to two, refused for both, its author sees no echo")
    func twoTargets() async throws {
        let server = try await RunningServer.start()
        let ann = try server.member("ann", capabilities: "echo-message message-tags")
        let bob = try server.member("bob")
        server.archive.breaks(after: 0)
        ann.sends("PRIVMSG #lobby,bob :gone\r\nPING x\r\n")
        try ann.waits(for: "PONG")
        #expect(!ann.hasHeard(":gone"))
        #expect(ann.lines.count { $0.contains("FAIL PRIVMSG STORAGE_UNAVAILABLE") } == 2)
        bob.sends("PING y\r\n")
        try bob.waits(for: "PONG")
        #expect(!bob.hasHeard(":gone"))
        await server.stop()
    }
}
