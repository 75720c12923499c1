import ChatProtocol
import ServerCore
import Testing

@Suite("Words under other names")
struct RolePlayingTests {
    let house = House()
    let ann: Person
    let bea: Person

    init() {
        ann = house.irc("ann", .labeledResponse, .batch, .echoMessage)
        bea = house.irc("bea", .relaymsg)
        for person in [ann, bea] { person.joins("#tea") }
        house.forgets()
    }

    @Test("an operator relays what somebody said elsewhere; who wants to know is told by whom")
    func relay() {
        ann.sends("@label=l RELAYMSG #tea dan/cord :hi there")
        #expect(ann.heard() == ["@label=l :dan/cord!relay@chat.local PRIVMSG #tea :hi there"])
        #expect(bea.heard() == ["@draft/relaymsg=ann :dan/cord!relay@chat.local PRIVMSG #tea :hi there"])
        #expect(house.store.posts.map(\.author.source.nick) == ["dan/cord"])
        bea.forgets()
        bea.sends("CHATHISTORY LATEST #tea * 5")
        #expect(bea.heard() == ["@draft/relaymsg=ann :dan/cord!relay@chat.local PRIVMSG #tea :hi there"])
    }

    @Test(
        "nobody's nick is taken", arguments: ["in!valid/cord", "dan", "/dan", "d n/cord", "eve/cord", "a@b/c", "a/b:c"])
    func invalidNick(_ nick: String) {
        _ = house.irc("eve/cord")
        ann.sends("RELAYMSG #tea \(nick) :hi")
        #expect(ann.heard().map { $0.hasPrefix(":chat.local FAIL RELAYMSG INVALID_NICK :") } == [true])
        #expect(bea.heard() == [])
    }

    @Test("only operators relay")
    func noOperator() {
        bea.sends("RELAYMSG #tea dan/cord :hi")
        #expect(
            bea.heard() == [":chat.local FAIL RELAYMSG PRIVS_NEEDED :Only channel operators relay messages here"])
    }

    @Test("a play is played where it may be")
    func play() {
        ann.sends("NPC #tea bilbo too much bread")
        #expect(ann.heard() == [":chat.local 573 ann #tea :Channel has no roleplaying (+E)"])
        ann.sends("MODE #tea +E")
        house.forgets()
        bea.sends("NPC #tea bilbo too much bread", "SCENE #tea dark and stormy night", "NPCA #tea bilbo :eats")
        let heard = [
            ":*bilbo*!bea@chat.local PRIVMSG #tea :too much bread",
            ":=Scene=!bea@chat.local PRIVMSG #tea :dark and stormy night",
            ":*bilbo*!bea@chat.local PRIVMSG #tea :\u{1}ACTION eats\u{1}",
        ]
        #expect(ann.heard() == heard)
        #expect(bea.heard() == heard)
        #expect(house.store.posts.count == 3)
    }

    @Test("a figure has a name, a room to play in, and no more to say than its author")
    func noPlay() {
        ann.sends("MODE #tea +Em")
        house.forgets()
        bea.sends("NPC #tea b!lbo hi", "NPC #tea bilbo hi", "NPC bea bilbo hi")
        #expect(bea.heard().map { $0.split(separator: " ")[1] } == ["573", "404", "403"])
        ann.sends("NPC #tea bilbo :" + String(repeating: "x", count: 485))
        #expect(ann.heard() == [":chat.local 417 ann :Input line was too long"])
        #expect(house.store.posts.isEmpty)
    }
}
