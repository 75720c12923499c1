import ChatProtocol
import ServerCore
import Testing

/// What is answered where something is not so: small rules that other programs rely on.
struct RefusalsTests {
    private let house = House()

    @Test(arguments: ["NOTICE #none :x", "NOTICE nobody :x", "NOTICE #tea :x", "NOTICE @#tea :x"])
    func aNoticeIsNeverAnsweredWithAnError(_ line: String) {
        let bob = house.irc("bob")
        bob.joins("#tea")
        let ann = house.irc("ann")
        ann.sends(line)
        #expect(ann.heard().isEmpty)
    }

    @Test func aLabelledNoticeIsAcknowledgedAllTheSame() {
        let ann = house.irc("ann", .labeledResponse, .batch)
        ann.sends("@label=x NOTICE #none :x")
        #expect(ann.heard() == ["@label=x :chat.local ACK"])
    }

    @Test func aLabelledPongIsAcknowledged() {
        let ann = house.irc("ann", .labeledResponse, .batch)
        ann.sends("@label=x PONG y")
        #expect(ann.heard() == ["@label=x :chat.local ACK"])
    }

    @Test func aTokenAsLongAsALineComesBackAsFarAsItFits() {
        let ann = house.irc("ann")
        ann.sends("PING " + String(repeating: "x", count: 505))
        #expect(
            ann.heard().first?.hasPrefix(":chat.local PONG chat.local " + String(repeating: "x", count: 450)) == true)
    }

    @Test(arguments: ["", " ", "two words", String(repeating: "k", count: 40)])
    func aKeyThatIsNoneIsNotShown(_ key: String) {
        let ann = house.irc("ann")
        ann.joins("#tea")
        ann.forgets()
        ann.sends("MODE #tea +k :\(key)")
        #expect(ann.heard() == [":chat.local 696 ann #tea k * :Invalid key"])
    }

    @Test func eachNickIsPutOutOfTheRoomAtItsPlace() {
        let ann = house.irc("ann")
        let bob = house.irc("bob")
        for person in [ann, bob] {
            person.joins("#tea")
            person.joins("#milk")
        }
        house.forgets()
        ann.sends("KICK #tea,#milk bob,bob :bye")
        #expect(bob.heard() == [":\(ann) KICK #tea bob :bye", ":\(ann) KICK #milk bob :bye"])
    }

    @Test func theListTellsOfNoRoomThatIsEmptyOrClosed() {
        let bob = house.irc("bob")
        for room in ["#a", "#b", "#c", "#d"] { bob.joins(room) }
        bob.sends("MODE #a +i", "MODE #b +k key", "MODE #c +b ann!*@*")
        let ann = house.irc("ann")
        ann.sends("LIST")
        #expect(ann.heard().filter { $0.contains(" 322 ") } == [":chat.local 322 ann #d 1 :"])
        ann.sends("LIST #lobby")
        #expect(ann.heard().filter { $0.contains(" 322 ") } == [":chat.local 322 ann #lobby 0 :"])
    }

    @Test func operatorsAreNotShownQuestionsOfPrograms() {
        let ann = house.irc("ann")
        let bob = house.irc("bob")
        for person in [ann, bob] { person.joins("#tea") }
        ann.sends("MODE #tea +UCS 5")
        house.forgets()
        bob.says("\u{1}VERSION\u{1}", to: "#tea")
        #expect(ann.heard().isEmpty)
        bob.says("one", to: "#tea")
        bob.says("two", to: "#tea")
        #expect(ann.heard() == [":\(bob) PRIVMSG #tea :one"])
    }

    @Test func typingDoesNotUseUpASlowRoom() {
        let ann = house.irc("ann", .messageTags)
        let bob = house.irc("bob", .messageTags)
        for person in [ann, bob] { person.joins("#tea") }
        ann.sends("MODE #tea +S 5")
        house.forgets()
        bob.sends("@+typing=active TAGMSG #tea", "PRIVMSG #tea :one", "@+typing=active TAGMSG #tea")
        #expect(bob.heard().isEmpty)
        #expect(ann.heard().count == 3)
        bob.says("two", to: "#tea")
        #expect(bob.heard().first?.contains(" 404 bob #tea ") == true)
    }
}
