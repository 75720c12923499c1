import ChatProtocol
import Testing

@testable import ClientCore

@Suite("between two alone")
struct PrivateTests {
    @Test("a private line reaches one person and nobody else", arguments: Cutting.allCases)
    func reaches(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob")
        let eve = try talk.enters("eve")
        ann.enters("@bob psst")
        ann.enters("＠bob：你好")
        ann.enters("seed@bob")
        #expect(try ann.said(in: "@bob") == ["ann: psst", "ann: 你好", "ann: seed"])
        #expect(try bob.said(in: "@ann") == ["ann: psst", "ann: 你好", "ann: seed"])
        for person in [ann, bob, eve] { #expect(try person.said(in: "#lobby") == []) }
        #expect(eve.model.buffers.count == 2)
        #expect(!eve.heard.contains { $0.description.contains("psst") })
        #expect(try bob.buffer("@ann").unread == 3)
    }

    @Test("it goes to the person also after they have taken another name", arguments: Cutting.allCases)
    func renamed(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob")
        ann.enters("@bob one")
        bob.enters("/nick bobby")
        #expect(ann.model.buffers.map(\.label) == ["chat", "#lobby", "@bobby"])
        ann.enters("@bobby two")
        bob.enters("/nick 小博")
        ann.enters("/query 小博")
        ann.enters("three")
        #expect(try ann.said(in: "@小博") == ["ann: one", "ann: two", "ann: three"])
        #expect(try bob.said(in: "@ann") == ["ann: one", "ann: two", "ann: three"])
        #expect(try ann.notes(in: "@小博") == ["bob is now bobby", "bobby is now 小博"])
    }

    @Test("one that is under way while the name changes is refused, not given to whoever has the name now")
    func renamedMeanwhile() throws {
        let talk = Conversation()
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob")
        let eve = try talk.enters("eve")
        ann.wire?.isHeld = true
        bob.enters("/nick bobby")
        ann.types("@bob for bob alone")
        ann.wire?.isHeld = false
        talk.settles()
        #expect(try ann.said(in: "@bobby") == ["ann: for bob alone !! nobody here is called bob"])
        #expect(bob.model.buffers.count == 2)
        #expect(try eve.said(in: "#lobby") == [])
    }

    @Test("one to nobody comes back into the input, and only Enter says it to the room", arguments: Cutting.allCases)
    func nobody(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob")
        ann.enters("@nobody a secret")
        #expect(try bob.said(in: "#lobby") == [])
        #expect(
            ann.sees().split(separator: "\n").suffix(2) == [
                " nobody here is called nobody · Enter says it to #lobby · Esc keeps it", " #lobby › @nobody a secret",
            ])
        ann.presses(KeyPress(.enter))
        #expect(try bob.said(in: "#lobby") == ["ann: @nobody a secret"])
        ann.enters("mail me at someone@example.org")
        #expect(try bob.said(in: "#lobby").count == 1)
    }

    @Test("one to somebody who is in no room of ours is asked for first", arguments: Cutting.allCases)
    func elsewhere(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob") { $0.networks[0].rooms = ["#elsewhere"] }
        bob.enters("/away 忙")
        ann.enters("@bob found you")
        #expect(try bob.said(in: "@ann") == ["ann: found you"])
        #expect(try ann.said(in: "@bob") == ["ann: found you"])
        #expect(try ann.notes(in: "@bob") == ["bob is away: 忙"])
    }

    @Test("one to oneself is there once", arguments: Cutting.allCases)
    func oneself(cutting: Cutting) throws {
        let ann = try Conversation(cutting).enters("ann")
        ann.enters("@ann milk, bread")
        #expect(try ann.said(in: "@ann") == ["ann: milk, bread"])
    }
}
