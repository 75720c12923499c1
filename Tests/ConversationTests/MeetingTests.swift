import ChatProtocol
import Testing

@testable import ClientCore

@Suite("people meet")
struct MeetingTests {
    @Test("two join and talk, in Chinese too, and both see it alike", arguments: Cutting.allCases)
    func talk(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let ming = try talk.enters("小明")
        ann.enters("hello")
        talk.passes(60_000)
        ming.enters("你好！昨天的代码我看过了，有两个问题 👍🏽")
        ann.enters("/me waves")
        #expect(
            ann.sees() == """
                 chat             #lobby                                              members 2
                >#lobby                                                          ann
                                                                                 小明



                                  ──────────── Monday 23 November ─────────────
                                  ..... 小明 joined
                                  09:02 ann      hello
                                  09:03 小明     你好！昨天的代码我看过了，有两
                                                 个问题 👍🏽
                                  09:03 *        ann waves
                 @nick private  /help  Ctrl-K go to
                 #lobby ›
                """)
        #expect(try ming.said(in: "#lobby") == ann.said(in: "#lobby"))
        #expect(ann.puzzles + ming.puzzles == [])
    }

    @Test("a line stands dim until the house has said it", arguments: Cutting.allCases)
    func pending(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob")
        ann.types("first")
        bob.types("second")
        #expect(try ann.said(in: "#lobby") == ["ann: first ..."])
        talk.settles()
        #expect(Set(try ann.said(in: "#lobby")) == ["ann: first", "bob: second"])
        #expect(try ann.said(in: "#lobby") == bob.said(in: "#lobby"))
    }

    @Test("a name that is taken gets a sign behind it, twice; then the person chooses", arguments: Cutting.allCases)
    func taken(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let first = try talk.enters("ann")
        #expect(try talk.enters("ann").model.nick == "ann_")
        #expect(try talk.enters("Ann").model.nick == "Ann__")
        let fourth = try talk.enters("ann")
        #expect(try fourth.notes(in: "chat.example").last == "the name ann__ is taken · type another one")
        fourth.enters("小明")
        #expect(try first.members(of: "#lobby") == ["ann", "ann_", "Ann__", "小明"])
        #expect(try fourth.members(of: "#lobby") == ["ann", "ann_", "Ann__", "小明"])
        #expect(try first.notes(in: "#lobby") == ["ann_ and 2 others joined"])
        first.enters("/nick Ann_")
        #expect(try first.notes(in: "#lobby").last == "Ann_: Nickname is already in use")
        #expect(first.model.nick == "ann")
    }

    @Test("a text of many bytes is one post for those who know such, and lines for others", arguments: Cutting.allCases)
    func long(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob")
        let text = String(repeating: "很长的一句话，", count: 60)
        ann.enters(text)
        #expect(try bob.said(in: "#lobby") == ["ann: " + text])
        #expect(try ann.said(in: "#lobby") == bob.said(in: "#lobby"))
        #expect(ann.puzzles + bob.puzzles == [])
    }

    @Test("who is away is marked for who sees it, and told to who writes", arguments: Cutting.allCases)
    func away(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob")
        bob.enters("/away 吃饭")
        #expect(try ann.members(of: "#lobby") == ["ann", "bob z"])
        ann.enters("@bob are you there?")
        #expect(try ann.said(in: "@bob") == ["ann: are you there?"])
        #expect(try ann.notes(in: "@bob") == ["bob is away: 吃饭"])
        #expect(try bob.said(in: "@ann") == ["ann: are you there?"])
        bob.enters("/away")
        #expect(try ann.members(of: "#lobby") == ["ann", "bob"])
    }

    @Test("who leaves is told of with their words, and the member list with it", arguments: Cutting.allCases)
    func leaving(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob")
        let eve = try talk.enters("eve")
        bob.enters("/quit 明天见")
        #expect(bob.model.isOver)
        #expect(bob.wire == nil)
        talk.cut(eve.wire)
        talk.settles()
        #expect(try ann.members(of: "#lobby") == ["ann"])
        #expect(try ann.notes(in: "#lobby") == ["bob and eve came by"])
        #expect(talk.house.log.suffix(1).description.contains("Connection closed"))
    }
}
