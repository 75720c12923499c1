import Testing

@testable import ClientCore

@Suite("a connection is lost")
struct ReconnectingTests {
    /// Two in the lobby who have talked.
    private func lobby(_ cutting: Cutting) throws -> (talk: Conversation, ann: Person, bob: Person) {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob")
        ann.enters("before")
        talk.passes(5_000)
        return (talk, ann, bob)
    }

    @Test("in the middle of a line, and what was missed is there once, in order", arguments: Cutting.allCases)
    func middle(cutting: Cutting) throws {
        let (talk, ann, bob) = try lobby(cutting)
        bob.wire?.isHeld = true
        for number in 1...3 { ann.enters("line \(number)") }
        try talk.delivers(through: "line 1\r\n", on: bob.wire)
        try talk.delivers(through: ":lin", on: bob.wire)
        talk.cut(bob.wire)
        talk.isReachable = false
        talk.passes(3_000)
        ann.enters("meanwhile")
        talk.isReachable = true
        talk.passes(20_000)
        ann.enters("after")
        let all = ["before", "line 1", "line 2", "line 3", "meanwhile", "after"].map { "ann: " + $0 }
        #expect(try bob.said(in: "#lobby") == all)
        #expect(try ann.said(in: "#lobby") == all)
        #expect(try bob.notes(in: "#lobby") == ["connection lost (connection reset)"])
        #expect(try bob.members(of: "#lobby") == ["ann", "bob"])
        #expect(try ann.notes(in: "#lobby") == ["bob joined", "bob left (Connection closed)", "bob joined"])
    }

    @Test("while more than a page is said", arguments: Cutting.allCases)
    func pages(cutting: Cutting) throws {
        let (talk, ann, bob) = try lobby(cutting)
        talk.isReachable = false
        talk.cut(bob.wire)
        for number in 1...250 { ann.types("line \(number)") }
        talk.settles()
        talk.isReachable = true
        talk.passes(60_000)
        ann.enters("after")
        #expect(try bob.said(in: "#lobby") == ["ann: before"] + (1...250).map { "ann: line \($0)" } + ["ann: after"])
    }

    @Test(
        "and again before what was missed has come, however much was said between", arguments: [3, 100, 150],
        Cutting.allCases)
    func twice(missed: Int, cutting: Cutting) throws {
        let (talk, ann, bob) = try lobby(cutting)
        var all = ["ann: before"]
        func says(_ count: Int) {
            for _ in 0..<count {
                ann.types("line \(all.count)")
                all.append("ann: line \(all.count)")
            }
            talk.settles()
        }
        talk.isReachable = false
        talk.cut(bob.wire)
        says(missed)
        talk.ledgerIsSlow = true
        talk.isReachable = true
        talk.passes(10_000)
        // More than a page comes by itself, and what was before it does not.
        says(120)
        #expect(try bob.said(in: "#lobby").count == 121)
        talk.isReachable = false
        talk.cut(bob.wire)
        says(30)
        talk.ledgerIsSlow = false
        talk.isReachable = true
        talk.passes(60_000)
        says(1)
        #expect(try bob.said(in: "#lobby") == all)
    }

    @Test("with an own line that was kept, whose echo never came", arguments: Cutting.allCases)
    func echo(cutting: Cutting) throws {
        let (talk, ann, bob) = try lobby(cutting)
        bob.wire?.isHeld = true
        bob.enters("did this come?")
        bob.enters("/me doubts")
        try talk.delivers(through: "did th", on: bob.wire)
        talk.cut(bob.wire)
        #expect(try bob.said(in: "#lobby").last == "bob: doubts ...")
        talk.passes(20_000)
        #expect(try bob.said(in: "#lobby") == ["ann: before", "bob: did this come?", "bob: doubts"])
        #expect(try ann.said(in: "#lobby") == ["ann: before", "bob: did this come?", "bob: doubts"])
    }

    @Test("with own lines that never arrived: they are said later, in order", arguments: Cutting.allCases)
    func unsent(cutting: Cutting) throws {
        let (talk, ann, bob) = try lobby(cutting)
        // Four are under way, and two still wait for those to be answered.
        for number in 1...6 { bob.types("line \(number)") }
        talk.tears(bob.wire)
        ann.enters("meanwhile")
        #expect(try bob.said(in: "#lobby").last == "bob: line 6 ...")
        talk.passes(20_000)
        let all = ["ann: before", "ann: meanwhile"] + (1...6).map { "bob: line \($0)" }
        #expect(try bob.said(in: "#lobby") == all)
        #expect(try ann.said(in: "#lobby") == all)
    }

    @Test("with own lines of which the first arrived and the others did not", arguments: Cutting.allCases)
    func some(cutting: Cutting) throws {
        let (talk, ann, bob) = try lobby(cutting)
        bob.wire?.isHeld = true
        bob.enters("one")
        bob.types("two")
        talk.tears(bob.wire)
        talk.passes(20_000)
        #expect(try bob.said(in: "#lobby") == ["ann: before", "bob: one", "bob: two"])
        #expect(try ann.said(in: "#lobby") == ["ann: before", "bob: one", "bob: two"])
    }

    @Test("and again while it is seen what has arrived", arguments: Cutting.allCases)
    func twiceInDoubt(cutting: Cutting) throws {
        let (talk, ann, bob) = try lobby(cutting)
        bob.types("one")
        talk.tears(bob.wire)
        talk.ledgerIsSlow = true
        talk.passes(5_000)
        talk.tears(bob.wire)
        talk.ledgerIsSlow = false
        talk.passes(60_000)
        #expect(try bob.said(in: "#lobby") == ["ann: before", "bob: one"])
        #expect(try ann.said(in: "#lobby") == ["ann: before", "bob: one"])
    }

    @Test("with an own line, for longer than that is worth saying", arguments: Cutting.allCases)
    func late(cutting: Cutting) throws {
        let (talk, ann, bob) = try lobby(cutting)
        bob.types("dinner?")
        talk.isReachable = false
        talk.tears(bob.wire)
        talk.passes(601_000)
        #expect(try bob.said(in: "#lobby") == ["ann: before", "bob: dinner? !! perhaps not sent"])
        talk.isReachable = true
        talk.passes(100_000)
        #expect(try ann.said(in: "#lobby") == ["ann: before"])
    }

    @Test(
        "and clocks that are wrong put nothing out of order", arguments: [-600, 600] as [Int], Cutting.allCases)
    func clocks(minutes: Int, cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob") { $0.minutesFromUTC = minutes }
        ann.enters("one")
        talk.passes(5_000)
        bob.enters("/topic")
        talk.passes(5_000)
        ann.enters("two")
        talk.passes(5_000)
        talk.isReachable = false
        talk.cut(bob.wire)
        ann.enters("three")
        talk.passes(5_000)
        talk.isReachable = true
        talk.passes(60_000)
        ann.enters("four")
        #expect(try bob.said(in: "#lobby") == ["one", "two", "three", "four"].map { "ann: " + $0 })
    }

    @Test("a private buffer of somebody who has gone says nothing of it", arguments: Cutting.allCases)
    func gone(cutting: Cutting) throws {
        let (talk, ann, bob) = try lobby(cutting)
        bob.enters("@ann psst")
        ann.enters("/quit")
        talk.cut(bob.wire)
        talk.passes(20_000)
        #expect(try bob.buffer("#lobby").isJoined)
        #expect(try bob.notes(in: "@ann") == ["ann left (Quit)"])
    }

    @Test("a line typed meanwhile stays in the input", arguments: Cutting.allCases)
    func typed(cutting: Cutting) throws {
        let (talk, ann, bob) = try lobby(cutting)
        talk.isReachable = false
        talk.cut(bob.wire)
        bob.enters("hello?")
        #expect(bob.sees().hasSuffix("#lobby › hello?"))
        talk.isReachable = true
        talk.passes(60_000)
        bob.presses(KeyPress(.enter))
        #expect(try ann.said(in: "#lobby") == ["ann: before", "bob: hello?"])
    }

    @Test("a house that says nothing any more is given up, and found again", arguments: Cutting.allCases)
    func silent(cutting: Cutting) throws {
        let (talk, ann, bob) = try lobby(cutting)
        bob.wire?.isHeld = true
        talk.passes(59_000)
        ann.enters("anybody?")
        talk.passes(60_000)
        #expect(try bob.said(in: "#lobby") == ["ann: before", "ann: anybody?"])
        #expect(try bob.notes(in: "#lobby") == ["connection lost (no answer for 60 s)"])
    }
}
