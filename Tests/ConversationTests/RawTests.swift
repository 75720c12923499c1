import Testing

@testable import ClientCore

@Suite("somebody in the raw dialect")
struct RawTests {
    @Test("talks with those at screens, in the words of the seed", arguments: Cutting.allCases)
    func talks(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let aaa = RawMember("aaa", in: talk)
        aaa.enters("大家好")
        ann.enters("你好 aaa")
        ann.enters("/me 挥手")
        ann.enters("@aaa psst")
        aaa.enters("here@ann")
        aaa.enters("me@@example.org")
        aaa.enters("#")
        #expect(
            aaa.lines == [
                "aaa say: 大家好", "ann say: 你好 aaa", "* ann 挥手", "psst", "aaa say: me@example.org",
                "{'ann': ('127.0.0.1', 40001), 'aaa': ('127.0.0.1', 40002)}",
            ])
        #expect(
            try ann.said(in: "#lobby") == ["aaa: 大家好", "ann: 你好 aaa", "ann: 挥手", "aaa: me@example.org"])
        #expect(try ann.said(in: "@aaa") == ["ann: psst", "aaa: here"])
        #expect(try ann.members(of: "#lobby") == ["aaa", "ann"])
        aaa.enters("exit")
        #expect(aaa.isGone)
        #expect(try ann.notes(in: "#lobby") == ["aaa joined", "aaa left (Quit)"])
    }

    @Test("private to nobody is said to nobody", arguments: Cutting.allCases)
    func nobody(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let aaa = RawMember("aaa", in: talk)
        aaa.enters("a secret@bbb")
        #expect(try ann.said(in: "#lobby") == [])
        #expect(aaa.lines == ["没有叫 bbb 的成员，消息未发送 · nobody here is called that, nothing was sent"])
    }

    @Test("a name that is taken, or is none, is asked for again", arguments: Cutting.allCases)
    func taken(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let aaa = RawMember("ann", in: talk)
        #expect(aaa.takeLines() == ["昵称 ann 已被使用，请换一个 · that nick is taken, type another"])
        aaa.enters("!a b")
        #expect(aaa.takeLines().first?.contains("cannot be a nick") == true)
        aaa.enters("小明")
        aaa.enters("!wow")
        #expect(aaa.lines == ["小明 say: !wow"])
        #expect(try ann.members(of: "#lobby") == ["ann", "小明"])
    }

    @Test("one message may be as long as eight lines of IRC, and nothing of it is lost", arguments: Cutting.allCases)
    func long(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let aaa = RawMember("aaa", in: talk)
        let text = String(repeating: "一二三四五六七八九十", count: 130)
        aaa.enters(text)
        #expect(aaa.lines == ["aaa say: " + text])
        #expect(try ann.said(in: "#lobby").map { $0.dropFirst(5) }.joined() == text)
        // Read again from the history, it is the same.
        let bob = try talk.enters("bob")
        #expect(try bob.said(in: "#lobby") == ann.said(in: "#lobby"))
        #expect(ann.puzzles == [])
    }

    @Test("a long one that comes between entering and the history is there once", arguments: Cutting.allCases)
    func entering(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let aaa = RawMember("aaa", in: talk)
        talk.settles()
        let text = String(repeating: "一二三四五六七八九十", count: 130)
        ann.enters("/part")
        talk.ledgerIsSlow = true
        ann.enters("/join #lobby")
        aaa.enters(text)
        talk.ledgerIsSlow = false
        talk.settles()
        #expect(try ann.said(in: "#lobby").map { $0.dropFirst(5) }.joined() == text)
    }

    @Test("a screen speaks the raw dialect with the house", arguments: Cutting.allCases)
    func screen(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let bob = try talk.entersRaw("bob")
        let room = "#chat.example"
        #expect(try bob.members(of: room) == ["ann", "bob"])
        bob.enters("你好")
        ann.enters("hi bob")
        ann.enters("/me nods")
        bob.enters("@ann psst")
        ann.enters("@bob yes?")
        #expect(
            try bob.said(in: room) == ["bob: 你好", "ann: hi bob", "ann: nods", "bob: → @ann psst"])
        #expect(try bob.notes(in: room).last == "yes?")
        #expect(try ann.said(in: "#lobby") == ["bob: 你好", "ann: hi bob", "ann: nods"])
        #expect(try ann.said(in: "@bob") == ["bob: psst", "ann: yes?"])
        let eve = try talk.enters("eve")
        eve.enters("me too")
        talk.passes(20_000)
        eve.enters("still here")
        #expect(try bob.members(of: room) == ["ann", "bob", "eve"])
        bob.enters("/quit")
        #expect(bob.model.isOver)
        #expect(try eve.members(of: "#lobby") == ["ann", "eve"])
    }

    @Test("a screen in the raw dialect says what is typed to whom it is typed", arguments: Cutting.allCases)
    func atSigns(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let eve = try talk.enters("eve")
        let bob = try talk.entersRaw("bob")
        bob.enters("@ann see you @")
        bob.enters("@ann mail a@@b")
        bob.enters("write to me@@ann")
        #expect(try ann.said(in: "@bob") == ["bob: see you @", "bob: mail a@@b"])
        #expect(try eve.said(in: "#lobby") == ["bob: write to me@ann"])
    }
}
