import ChatProtocol
import ServerCore
import Testing

@Suite("The flood limit")
struct FloodLimitTests {
    private func weight(_ line: String) throws -> CommandWeight {
        CommandWeight(of: try Message(line: line, from: .client))
    }

    /// How many of these lines, one after another, go at this moment.
    private func count(_ limit: inout FloodLimit, _ line: String, at now: Int64, most: Int = 100) throws -> Int {
        let weight = try weight(line)
        var count = 0
        while count < most, limit.take(weight, at: now) { count += 1 }
        return count
    }

    @Test("eight lines at once on coming in, five later, then two a second")
    func usual() throws {
        var limit = FloodLimit(.init(), from: 1_000)
        #expect(try count(&limit, "PRIVMSG #a :x", at: 1_000) == 8)
        #expect(try count(&limit, "PRIVMSG #a :x", at: 1_499) == 0)
        #expect(try count(&limit, "PRIVMSG #a :x", at: 1_500) == 1)
        #expect(try count(&limit, "PRIVMSG #a :x", at: 3_500) == 4)
        #expect(try count(&limit, "PRIVMSG #a :x", at: 60_000) == 5)
    }

    @Test(
        "what concerns many weighs more",
        arguments: [("JOIN #a", 2), ("who #a", 2), ("LIST", 2), ("SEARCH text=x", 2), ("NICK b", 1), ("PING x", 5)])
    func weights(line: String, atOnce: Int) throws {
        var limit = FloodLimit(.init(), from: 0)
        #expect(try count(&limit, line, at: 100_000) == atOnce)
    }

    @Test("five changes of nick in twenty seconds")
    func nicks() throws {
        var limit = FloodLimit(.init(), from: 0)
        _ = try count(&limit, "PING x", at: 100_000)
        var changes = 0
        for now in stride(from: Int64(100_000), to: 120_000, by: 100) {
            changes += try count(&limit, "NICK b", at: now)
        }
        #expect(changes == 5)
    }

    @Test("the past is asked for sixteen times beside everything else")
    func past() throws {
        var limit = FloodLimit(.init(), from: 0)
        #expect(try count(&limit, "CHATHISTORY LATEST #a * 50", at: 100_000) == 16 + 5)
        #expect(try count(&limit, "PRIVMSG #a :x", at: 100_000) == 0)
        #expect(try count(&limit, "MARKREAD #a", at: 104_000) == 4 + 5)
    }

    @Test("the lines of one post weigh little, and so does an answer to a PING")
    func light() throws {
        var limit = FloodLimit(.init(), from: 0)
        #expect(try count(&limit, "@batch=1 PRIVMSG #a :x", at: 100_000) == 40)
        #expect(try count(&limit, "PONG x", at: 102_000) == 32)
    }

    @Test("it says how long to wait, and a clock that stands still gives nothing")
    func pause() throws {
        var limit = FloodLimit(.init(), from: 0)
        _ = try count(&limit, "PING x", at: 100_000)
        let pause = limit.pause
        #expect((500...502).contains(pause))
        #expect(try count(&limit, "PING x", at: 99_000) == 0)
        #expect(try count(&limit, "PING x", at: 99_000 + pause) == 1)
    }

    @Test("what was not carried out after all is given back")
    func givenBack() throws {
        var limit = FloodLimit(.init(), from: 0)
        #expect(try count(&limit, "PING x", at: 100_000) == 5)
        limit.giveBack(try weight("JOIN #a"))
        #expect(try count(&limit, "PING x", at: 100_000) == 3)
        #expect(try count(&limit, "CHATHISTORY LATEST #a * 1", at: 100_000) == 16)
        limit.giveBack(try weight("MARKREAD #a"))
        #expect(try count(&limit, "CHATHISTORY LATEST #a * 1", at: 100_000) == 1)
    }
}
