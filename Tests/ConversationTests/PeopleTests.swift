import ChatProtocol
import ClientCore
import ServerCore
import Testing

@Suite("people know of each other") struct PeopleTests {
    @Test("who is away, and why, is known to whoever comes later", arguments: Cutting.allCases)
    func away(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        ann.enters("/away 吃饭去了")
        let bob = try talk.enters("bob")
        #expect(try bob.members(of: "#lobby") == ["ann z", "bob"])
        #expect(try bob.notes(in: "#lobby").isEmpty)
        bob.enters("/whois ann")
        let told = try #require(try bob.notes(in: "#lobby").last)
        #expect(told.hasPrefix("ann\n"))
        #expect(told.contains("\n  away        吃饭去了\n"))
        #expect(told.contains("\n  rooms       #lobby\n"))
        ann.enters("/away")
        #expect(try bob.members(of: "#lobby") == ["ann", "bob"])
        #expect(ann.puzzles + bob.puzzles == [])
    }

    @Test("one of the raw dialect is marked", arguments: Cutting.allCases)
    func raw(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let old = try talk.entersRaw("old")
        let ann = try talk.enters("ann")
        #expect(ann.sees().contains(" old        raw"))
        #expect(old.puzzles + ann.puzzles == [])
    }

    @Test(
        "a private chat tells that the other has gone, is here again under a new connection, and what they tell of themselves"
    )
    func presence() throws {
        let talk = Conversation()
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob") { $0.networks[0].rooms = ["#tea"] }
        ann.enters("@bob hello")
        talk.passes(1_000)
        bob.enters("/profile status 在写代码")
        #expect(try bob.notes(in: "#tea").last == "status: 在写代码")
        bob.enters("/quit")
        talk.passes(5_000)
        #expect(try ann.notes(in: "@bob") == ["bob has gone"])
        _ = try talk.enters("bob") { $0.networks[0].rooms = ["#tea"] }
        #expect(try ann.notes(in: "@bob") == ["bob is here"])
        #expect(ann.puzzles == [])
    }
}
