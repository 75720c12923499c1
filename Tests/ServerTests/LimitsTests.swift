import Glibc
import Server
import ServerCore
import TerminalEmulator
import Testing

@Suite("Limits that hold")
struct LimitsTests {
    /// A server for which loopback is like any other place.
    private func server(_ change: (inout ServerConfiguration) -> Void = { _ in }) async throws -> RunningServer {
        try await RunningServer.start {
            $0.settings.exempt = []
            change(&$0)
        }
    }

    // MARK: - Connections

    @Test("of seventeen connections from one address one is turned away and told why; another address comes in")
    func connections() async throws {
        let server = try await server()
        let inside = try (0..<16).map { _ in try LineClient(port: server.port, from: "127.1.2.3") }
        for client in inside { client.sends("PING x\r\n") }
        for client in inside { try client.waits(for: "PONG") }
        let late = try LineClient(port: server.port, from: "127.1.2.3")
        try late.waits(for: "ERROR :Closing link: (127.1.2.3) Too many connections from your address")
        try late.waitsForEnd()
        let other = try LineClient(port: server.port, from: "127.1.2.4")
        other.sends("PING x\r\n")
        try other.waits(for: "PONG")
        await server.stop()
    }

    @Test("whoever leaves makes room")
    func leaving() async throws {
        let server = try await server { $0.admission.connections = 1 }
        for _ in 0..<5 {
            let client = try LineClient(port: server.port, from: "127.1.2.3")
            client.sends("QUIT\r\n")
            try client.waitsForEnd()
            client.closes()
            // The count goes down as the server's own side closes, which the end is a sign of.
            try await Task.sleep(for: .milliseconds(50))
        }
        let last = try LineClient(port: server.port, from: "127.1.2.3")
        last.sends("PING x\r\n")
        try last.waits(for: "PONG")
        await server.stop()
    }

    @Test("the thirty-third arrival in ten minutes is too much, though the others have gone")
    func arrivals() async throws {
        let server = try await server()
        for _ in 0..<32 {
            let client = try LineClient(port: server.port, from: "127.1.2.3")
            client.sends("QUIT\r\n")
            try client.waits(for: "ERROR :Closing link: (127.1.2.3) Quit")
            try client.waitsForEnd()
        }
        let late = try LineClient(port: server.port, from: "127.1.2.3")
        try late.waits(for: "Your address connects too often, try again later")
        await server.stop()
    }

    @Test("two hundred connections from a network are enough, whichever of its addresses they come from")
    func networks() async throws {
        let server = try await server()
        let inside = try (0..<200).map { try LineClient(port: server.port, from: "127.9.9.\($0 % 50 + 1)") }
        for client in inside { client.sends("PING x\r\n") }
        for client in inside { try client.waits(for: "PONG") }
        let late = try LineClient(port: server.port, from: "127.9.9.250")
        try late.waits(for: "Too many connections from your network")
        let other = try LineClient(port: server.port, from: "127.9.10.1")
        other.sends("PING x\r\n")
        try other.waits(for: "PONG")
        await server.stop()
    }

    @Test("a crowd is taken in at its pace, and everybody in the end")
    func pace() async throws {
        let server = try await server { $0.admission.pace = 4 }
        let start = ContinuousClock.now
        let crowd = try (1...16).map { try LineClient(port: server.port, from: "127.\($0).2.3") }
        for client in crowd { client.sends("PING x\r\n") }
        for client in crowd { try client.waits(for: "PONG") }
        // Four at once, a few more that were taken in one go, and the others at four a second.
        #expect(ContinuousClock.now - start > .milliseconds(1_000))
        await server.stop()
    }

    @Test("behind a proxy each client's own address counts, and the proxy's does not")
    func proxied() async throws {
        let server = try await server {
            $0.proxyFrom = Network.loopback
            $0.admission.connections = 2
        }
        func comes(from address: String) throws -> LineClient {
            let client = try LineClient(port: server.port)
            client.sends("PROXY TCP4 \(address) 127.0.0.1 4000 6667\r\nPING x\r\n")
            return client
        }
        let inside = try (0..<4).map { try comes(from: "203.0.113.\($0 / 2)") }
        for client in inside { try client.waits(for: "PONG") }
        let late = try comes(from: "203.0.113.0")
        try late.waits(for: "Too many connections from your address")
        try late.waitsForEnd()
        await server.stop()
    }

    // MARK: - Lines

    @Test("ten lines at once come one after another, the last of them a second later")
    func flood() async throws {
        let server = try await RunningServer.start { $0.limits.flood = .init() }
        let ann = try server.member("ann")
        ann.sends("PING ready\r\n")
        try ann.waits(for: "PONG chat.local ready")
        let begun = ContinuousClock.now
        ann.sends((0..<10).map { "PING \($0)\r\n" }.joined())
        try ann.waits(for: "PONG chat.local 9")
        #expect(ContinuousClock.now - begun >= .seconds(1))
        #expect(ann.lines.suffix(10) == (0..<10).map { ":chat.local PONG chat.local \($0)" })
        await server.stop()
    }

    @Test("more lines than may wait are the end, and the others see why", arguments: [false, true])
    func excess(isRaw: Bool) async throws {
        let server = try await RunningServer.start { $0.limits.flood = .init() }
        let bob = try server.member("bob")
        let ann = isRaw ? try server.rawMember("ann") : try server.member("ann")
        ann.sends(String(repeating: isRaw ? "spam\n" : "PRIVMSG #lobby :spam\r\n", count: 100))
        try ann.waitsForEnd()
        #expect(ann.text.contains("Excess flood"))
        try bob.waits(for: ":ann!")
        try bob.waits(for: "QUIT :Excess flood")
        #expect(server.archive.posts.count <= 10)
        await server.stop()
    }

    @Test("long lines that wait are counted by their bytes, however they come", arguments: [60, 4])
    func longLines(atOnce: Int) async throws {
        let server = try await RunningServer.start {
            $0.limits.flood = .init()
            $0.limits.flood?.waitingLines = 1_000
        }
        let ann = try server.member("ann")
        let line = "PRIVMSG #lobby :\(String(repeating: "x", count: 480))\r\n"
        for _ in 0..<60 / atOnce {
            ann.sends(String(repeating: line, count: atOnce))
            // Not a task's sleep: other tests hold the threads of those for seconds, and slow lines are no flood.
            usleep(2_000)
        }
        try ann.waitsForEnd()
        #expect(ann.text.contains("ERROR :Closing link: (127.0.0.1) Excess flood"))
        await server.stop()
    }

    @Test("sixty-five lines without coming in are the end; a password's lines are not counted among them")
    func introduction() async throws {
        let server = try await server()
        let ann = try LineClient(port: server.port, from: "127.1.2.3")
        ann.sends(String(repeating: "PING x\r\n", count: 65))
        try ann.waits(for: "ERROR :Closing link: (127.1.2.3) Too many lines before coming in")
        try ann.waitsForEnd()
        let bob = try LineClient(port: server.port, from: "127.1.2.4")
        bob.sends(String(repeating: "AUTHENTICATE PLAIN\r\nAUTHENTICATE *\r\n", count: 60) + "PING x\r\n")
        try bob.waits(for: "PONG")
        bob.sends(String(repeating: "AUTHENTICATE PLAIN\r\nAUTHENTICATE *\r\n", count: 500))
        try bob.waits(for: "Too many lines before coming in")
        await server.stop()
    }

    @Test("the third wrong password closes the connection, and the address has to wait")
    func passwords() async throws {
        let server = try await server { $0.iterations = 1 }
        let wrong = "AUTHENTICATE PLAIN\r\nAUTHENTICATE AGFubgB3cm9uZw==\r\n"
        let ann = try LineClient(port: server.port, from: "127.1.2.3")
        ann.sends("CAP REQ :sasl\r\n" + String(repeating: wrong, count: 3))
        try ann.waits(for: "Too many failed attempts to log in")
        try ann.waitsForEnd()
        let again = try LineClient(port: server.port, from: "127.1.2.3")
        again.sends("CAP REQ :sasl\r\n" + wrong)
        try again.waits(for: "904 * :Too many wrong passwords, try again in")
        let other = try LineClient(port: server.port, from: "127.1.2.4")
        other.sends("CAP REQ :sasl\r\n" + wrong)
        try other.waits(for: "904 * :SASL authentication failed")
        await server.stop()
    }

    // MARK: - Time

    @Test("whoever begins and does not come in is let go")
    func registration() async throws {
        let server = try await server {
            $0.limits.registration = 1
            $0.limits.naming = 600
        }
        let ann = try LineClient(port: server.port, from: "127.1.2.3")
        ann.sends("NICK ann\r\n")
        try ann.waits(for: "Registration timed out")
        try ann.waitsForEnd()
        await server.stop()
    }

    @Test("a handshake that does not go on is the end")
    func handshake() async throws {
        let server = try await server {
            $0.handshake = 1
            $0.limits.naming = 600
        }
        let ann = try LineClient(port: server.port, from: "127.1.2.3")
        ann.sends([0x16, 0x03])
        try ann.waitsForEnd()
        let bob = try LineClient(port: server.port, from: "127.1.2.3")
        bob.sends("GET / HTTP/1.1\r\n")
        try bob.waitsForEnd()
        await server.stop()
    }
}
