import Server
import ServerCore
import TerminalEmulator
import Testing

@Suite("Whoever reads too slowly")
struct LagTests {
    private static let lines = 6_000

    /// What each line is told by: its number.
    private func numbers(_ client: LineClient) -> [Int] {
        client.lines.compactMap { line in
            guard let start = line.firstRange(of: " PRIVMSG #lobby :") else { return nil }
            return Int(line[start.upperBound...].prefix { $0 != " " })
        }
    }

    /// Says so much that whoever does not read has more waiting than the kernel holds.
    private func talks(_ client: LineClient, _ numbers: Range<Int>) throws {
        let filler = String(repeating: "z", count: 400)
        for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: 100) {
            let end = min(start + 100, numbers.upperBound)
            client.sends((start..<end).map { "PRIVMSG #lobby :\($0) \(filler)\r\n" }.joined() + "PING \(start)\r\n")
            try client.waits(for: "PONG chat.local \(start)", within: 60)
        }
    }

    @Test("a program that can ask for the past loses nothing and is sent nothing twice, in order")
    func lag() async throws {
        let server = try await RunningServer.start()
        let bob = try server.member("bob", capabilities: "batch message-tags server-time draft/chathistory")
        let ann = try server.member("ann")
        try talks(ann, 0..<Self.lines)
        #expect(ann.hasHeard("QUIT") == false)
        // It reads again, while others go on talking.
        try bob.waits(for: " :1000 ", within: 60)
        try talks(ann, Self.lines..<Self.lines + 500)
        try bob.waits(for: " :\(Self.lines + 499) ", within: 60)
        #expect(numbers(bob) == Array(0..<Self.lines + 500))
        #expect(bob.text.contains(" BATCH +"))
        // And from here on it is told at once.
        ann.sends("PRIVMSG #lobby :100000 now\r\n")
        let line = try bob.waits(for: ":100000 now")
        #expect(!line.contains("batch="))
        await server.stop()
    }

    @Test("what waits for all together is bounded: the longest queue goes first")
    func together() async throws {
        let server = try await RunningServer.start {
            $0.threads = 1
            $0.allQueues = 512 * 1_024
        }
        let deaf = try LineClient(port: server.port, isDeaf: true)
        deaf.sends("NICK deaf\r\nUSER u 0 * :deaf\r\nJOIN #lobby\r\n")
        let ann = try server.member("ann")
        let bob = try server.member("bob")
        ann.sends("PING here\r\n")
        try ann.waits(for: "PONG chat.local here")
        try talks(ann, 0..<2_000)
        bob.sends("PING heard\r\n")
        try bob.waits(for: "PONG chat.local heard", within: 60)
        #expect(bob.hasHeard(":deaf!"))
        #expect(bob.hasHeard("QUIT :SendQ exceeded"))
        #expect(numbers(bob) == Array(0..<2_000))
        await server.stop()
    }
}
