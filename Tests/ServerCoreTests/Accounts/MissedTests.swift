import ChatProtocol
import ServerCore
import Testing

@Suite("What one who is always on has missed")
struct MissedTests {
    let house = House()
    let bob: Person

    /// Alice hears something, goes, and misses two lines in a room and two that are for her alone.
    init() {
        house.hasAccount("alice")
        bob = house.irc("bob")
        let alice = house.irc("alice", loggedInAs: "alice")
        alice.sends("NS SET ALWAYS-ON on", "JOIN #tea")
        bob.joins("#tea")
        bob.says("heard", to: "#tea")
        bob.says("heard too", to: "alice")
        house.passes(milliseconds: 1_000)
        alice.quits()
        house.passes(milliseconds: 1_000)
        for text in ["one", "two"] {
            bob.says(text, to: "#tea")
            bob.says("private \(text)", to: "alice")
        }
        house.passes(milliseconds: 1_000)
    }

    /// Where and what of the past a client is told that comes back with these.
    private func told(in house: House, having capabilities: [Capability]) -> [String] {
        let again = house.irc("alice", loggedInAs: "alice", having: capabilities)
        return again.heard().filter { $0.contains(" PRIVMSG ") }
            .map { String($0.split(separator: " PRIVMSG ").last ?? "") }
    }

    private let rooms = ["#tea :one", "#tea :two"]
    private let privately = ["alice :private one", "alice :private two"]

    @Test(
        "is told to a client that can tell it from news", arguments: [[Capability.serverTime], [.serverTime, .batch]])
    func told(capabilities: [Capability]) {
        #expect(told(in: house, having: capabilities) == rooms + privately)
    }

    @Test("is told to any other as far as it was for her alone", arguments: [[], [Capability.batch]])
    func plain(capabilities: [Capability]) {
        #expect(told(in: house, having: capabilities) == privately)
    }

    @Test("is not told to one that asks for it", arguments: [Capability.chathistory, .zncPlayback])
    func asks(capability: Capability) {
        #expect(told(in: house, having: [.batch, .serverTime, capability]) == [])
    }

    @Test("is told once: neither to another connection nor after the next absence")
    func once() {
        let first = house.irc("alice", loggedInAs: "alice", having: [.batch, .serverTime])
        #expect(told(in: house, having: [.batch, .serverTime]) == [])
        first.quits()
        house.passes(milliseconds: 1_000)
        for session in house.state.members.all.first(where: { $0.name == "alice" })?.sessions ?? [] {
            house.carry(house.state.disconnect(session, reason: "gone", at: house.now))
        }
        house.passes(milliseconds: 1_000)
        bob.says("three", to: "#tea")
        #expect(told(in: house, having: [.batch, .serverTime]) == ["#tea :three"])
    }

    @Test("is not told again after a server that ended without a word: only what was said since she came back may be")
    func crash() {
        let again = house.irc("alice", loggedInAs: "alice", having: [.batch, .serverTime])
        house.passes(milliseconds: 1_000)
        bob.says("since", to: "alice")
        #expect(again.heard().contains { $0.hasSuffix("alice :since") })
        let later = House(after: house)
        #expect(told(in: later, having: [.batch, .serverTime]) == ["alice :since"])
    }

    @Test("is one page in all, the last posts of each room and conversation")
    func much() {
        for number in 1...30 { bob.says("more \(number)", to: "alice") }
        let others = (1...40).map { house.irc("other\($0)") }
        for other in others { for number in 1...30 { other.says("line \(number)", to: "alice") } }
        let all = told(in: house, having: [.batch, .serverTime])
        // Bob's conversation, the room and forty others.
        let each = ServerSettings.historyPage / 42
        #expect(all.count { $0.contains("line") || $0.contains("private") || $0.contains("more") } == 41 * each)
        #expect(all.contains("alice :more 30"))
        #expect(!all.contains("alice :more \(30 - each)"))
        #expect(all.count == 41 * each + rooms.count)
    }

    @Test("is told under the name of the one who said it, though a guest has the name of an account")
    func namesakes() {
        let guest = house.irc("guest")
        guest.says("from a guest", to: "alice")
        guest.quits()
        house.hasAccount("guest")
        let owner = house.irc("guest", loggedInAs: "guest")
        owner.says("from an account", to: "alice")
        #expect(
            told(in: house, having: [.batch, .serverTime]).filter { $0.contains("from") }
                == ["alice :from a guest", "alice :from an account"])
    }

    @Test("where it cannot be read, nothing is said of it")
    func unreadable() {
        let again = house.connects()
        again.sends("CAP REQ :sasl batch server-time")
        again.authenticates(as: "alice", "sesame")
        house.holdsQuestions = true
        again.sends("NICK alice", "USER u 0 * :alice", "CAP END")
        #expect(again.member != nil)
        again.forgets()
        house.answersQuestions(failing: true)
        #expect(again.heard() == [])
    }

    @Test("is told after a restart too, whether she was there when the server ended or not", arguments: [true, false])
    func restart(wasThere: Bool) {
        if wasThere { _ = house.irc("alice", loggedInAs: "alice") }
        house.carry(house.state.stop(reason: "Server is shutting down", at: house.now))
        let later = House(after: house)
        later.passes(milliseconds: 5_000)
        let cyd = later.irc("cyd")
        cyd.says("after", to: "alice")
        let before = wasThere ? [] : rooms + privately
        #expect(told(in: later, having: [.batch, .serverTime]) == before + ["alice :after"])
    }
}
