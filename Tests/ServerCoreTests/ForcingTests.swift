import ChatProtocol
import ServerCore
import Testing

struct ForcingTests {
    private let house = House { $0.operators = ["root": "secret"] }
    private let ann: Person
    private let bob: Person

    init() {
        ann = house.irc("ann")
        bob = house.irc("bob")
        ann.sends("OPER root secret")
        house.forgets()
    }

    @Test func aLockedDoorDoesNotCount() {
        let cat = house.irc("cat")
        cat.joins("#den")
        cat.sends("MODE #den +ib *!*@*")
        house.forgets()
        ann.sends("SAJOIN bob #den")
        #expect(bob.heard().first == ":\(bob) JOIN #den")
        #expect(cat.heard() == [":\(bob) JOIN #den"])
        #expect(ann.heard().isEmpty)
    }

    @Test func withoutANickItIsTheOperatorWhoGoes() {
        ann.sends("SAJOIN #tea")
        #expect(ann.heard().first == ":\(ann) JOIN #tea")
    }

    @Test func aMemberIsMadeToLeave() {
        for person in [ann, bob] { person.joins("#tea") }
        house.forgets()
        ann.sends("SAPART bob #tea", "SAPART bob #tea", "SAPART bob #none")
        #expect(bob.heard() == [":\(bob) PART :#tea"])
        #expect(
            ann.heard() == [
                ":\(bob) PART :#tea", ":chat.local 441 ann bob #tea :They aren't on that channel",
                ":chat.local 403 ann #none :No such channel",
            ])
    }

    @Test func modesAreChangedFromOutside() {
        bob.joins("#tea")
        bob.forgets()
        ann.sends("SAMODE #tea +ik-o key bob")
        #expect(bob.heard() == [":\(ann) MODE #tea +ik-o key bob"])
        #expect(ann.heard() == [":\(ann) MODE #tea +ik-o key bob"])
    }

    @Test func modesOfAMemberAreChangedButNobodyBecomesAnOperatorSo() {
        ann.sends("SAMODE bob +io")
        #expect(bob.heard() == [":\(bob) MODE bob +i"])
    }

    @Test func aMemberIsRenamedBeforeEverybodysEyes() {
        for person in [ann, bob] { person.joins("#tea") }
        house.forgets()
        let source = "\(bob)"
        ann.sends("SANICK bob rob", "SANICK rob ann")
        #expect(bob.heard() == [":\(source) NICK rob"])
        #expect(ann.heard() == [":\(source) NICK rob", ":chat.local 433 ann ann :Nickname is already in use"])
    }

    @Test func aRawMemberStaysInTheLobby() {
        let raw = house.raw("ray")
        ann.sends("SAJOIN ray #tea")
        #expect(ann.heard().first?.hasPrefix(":chat.local FAIL SAJOIN INVALID_TARGET ray ") == true)
        #expect(raw.heard().isEmpty)
    }

    @Test(arguments: ["SAJOIN bob #tea", "SAPART bob #tea", "SAMODE #tea +i", "SANICK bob rob"])
    func nobodyElseForcesAnybody(_ line: String) {
        bob.sends(line)
        #expect(bob.heard().first?.contains(" 481 bob ") == true)
    }
}
