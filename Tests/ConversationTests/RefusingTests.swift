import Testing

@testable import ClientCore

@Suite("nothing can be kept")
struct RefusingTests {
    private let why = "Nothing can be stored now, so nothing was said"

    @Test("a line is refused at its author's line, and seen by nobody", arguments: Cutting.allCases)
    func refuses(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob")
        let aaa = RawMember("aaa", in: talk)
        ann.enters("before")
        talk.house.ledger.isRefusing = true
        ann.types("one")
        ann.types("two")
        bob.types("@ann three")
        talk.settles()
        ann.enters("four")
        aaa.enters("five")
        #expect(try ann.said(in: "#lobby") == ["ann: before"] + ["one", "two", "four"].map { "ann: \($0) !! \(why)" })
        #expect(try bob.said(in: "#lobby") == ["ann: before"])
        #expect(try bob.said(in: "@ann") == ["bob: three !! \(why)"])
        #expect(ann.model.buffers.count == 2)
        #expect(
            aaa.lines == ["ann say: before", "现在无法保存消息，未发送 · nothing can be stored now, nothing was sent"])
        // What is not kept goes on.
        bob.enters("/nick bobby")
        #expect(try ann.members(of: "#lobby") == ["aaa", "ann", "bobby"])
    }

    @Test("once it can be, the next line has the number of the one that was refused", arguments: Cutting.allCases)
    func recovers(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob")
        ann.enters("before")
        talk.house.ledger.isRefusing = true
        ann.enters("lost")
        talk.house.recovers()
        talk.settles()
        bob.enters("found")
        #expect(try ann.said(in: "#lobby") == ["ann: before", "ann: lost !! \(why)", "bob: found"])
        #expect(try bob.said(in: "#lobby") == ["ann: before", "bob: found"])
        let eve = try talk.enters("eve")
        #expect(try eve.said(in: "#lobby") == ["ann: before", "bob: found"])
    }

    @Test("a private line to somebody away is refused too", arguments: Cutting.allCases)
    func away(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob")
        bob.enters("/away 忙")
        talk.house.ledger.isRefusing = true
        ann.enters("@bob psst")
        #expect(try ann.said(in: "@bob") == ["ann: psst !! \(why)"])
        #expect(bob.model.buffers.count == 2)
    }

    @Test("history that cannot be read is told once, and can be asked for again", arguments: Cutting.allCases)
    func history(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        for number in 1...60 { ann.types("line \(number)") }
        talk.settles()
        let bob = try talk.enters("bob")
        #expect(try bob.said(in: "#lobby").count == 50)
        talk.house.ledger.isUnreadable = true
        bob.presses(.control("x"))
        for _ in 0..<10 { bob.presses(KeyPress(.pageUp)) }
        #expect(try bob.notes(in: "#lobby").contains("Messages could not be retrieved"))
        talk.house.ledger.isUnreadable = false
        bob.presses(KeyPress(.pageUp))
        #expect(try bob.said(in: "#lobby") == (1...60).map { "ann: line \($0)" })
    }
}
