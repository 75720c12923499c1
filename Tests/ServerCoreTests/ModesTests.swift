import ChatProtocol
import ServerCore
import Testing

@Suite("Modes")
struct ModesTests {
    let house = House()
    let tea = "#tea"

    private func room() -> (ann: Person, bea: Person, cat: Person) {
        let people = (ann: house.irc("ann"), bea: house.irc("bea"), cat: house.irc("cat"))
        people.ann.joins(tea)
        people.bea.joins(tea)
        house.forgets()
        return people
    }

    @Test("a room is made with +nt; its modes are told to anybody, its key to those inside alone")
    func telling() {
        let (ann, _, cat) = room()
        ann.sends("MODE #tea")
        #expect(ann.heard() == [":chat.local 324 ann #tea +nt", ":chat.local 329 ann #tea 1795424400"])
        ann.sends("MODE #tea +kl sesame 5")
        house.forgets()
        ann.sends("MODE #tea")
        cat.sends("MODE #tea")
        #expect(ann.heard()[0] == ":chat.local 324 ann #tea +ntkl sesame 5")
        #expect(cat.heard()[0] == ":chat.local 324 cat #tea +ntkl * 5")
    }

    @Test("changes are told to all in one line, under as few signs as can be; what changes nothing is not told")
    func changing() {
        let (ann, bea, _) = room()
        ann.sends("MODE #tea +mi-n+v-m+t bea", "MODE #tea +v bea", "MODE #tea -k", "MODE #tea -l")
        #expect(ann.heard() == [":\(ann) MODE #tea +mi-n+v-m bea"])
        #expect(bea.heard() == [":\(ann) MODE #tea +mi-n+v-m bea"])
    }

    struct Row: CustomStringConvertible, Sendable {
        let line: String
        let answers: [String]
        var description: String { line }

        init(_ line: String, _ answers: String...) {
            self.line = line
            self.answers = answers
        }
    }

    @Test(
        "what an operator gets to hear",
        arguments: [
            Row("MODE #no +m", "403 ann #no :No such channel"),
            Row("MODE nobody", "401 ann nobody :No such nick"),
            Row("MODE bea +i", "502 ann :Can't change mode for other users"),
            Row("MODE", "461 ann MODE :Not enough parameters"),
            Row("MODE #tea +o", "461 ann MODE :Not enough parameters"),
            Row("MODE #tea +o nobody", "401 ann nobody :No such nick"),
            Row("MODE #tea +v cat", "441 ann cat #tea :They aren't on that channel"),
            Row("MODE #tea +k", "461 ann MODE :Not enough parameters"),
            Row("MODE #tea +k a,b", "696 ann #tea k * :Invalid key"),
            Row("MODE #tea +k :a b", "696 ann #tea k * :Invalid key"),
            Row("MODE #tea +k :", "696 ann #tea k * :Invalid key"),
            Row(
                "MODE #tea +k " + String(repeating: "k", count: 33),
                "696 ann #tea k * :Invalid key"),
            Row("MODE #tea +l", "461 ann MODE :Not enough parameters"),
            Row("MODE #tea +l 0", "696 ann #tea l 0 :Invalid limit"),
            Row("MODE #tea +l -1", "696 ann #tea l -1 :Invalid limit"),
            Row("MODE #tea +l many", "696 ann #tea l many :Invalid limit"),
            Row("MODE #tea +l 99999999999999999999", "696 ann #tea l 99999999999999999999 :Invalid limit"),
            Row("MODE #tea +z", "472 ann z :is unknown mode char to me"),
            Row("MODE #tea +zzzyz", "472 ann z :is unknown mode char to me", "472 ann y :is unknown mode char to me"),
            Row("MODE #tea b", "368 ann #tea :End of channel ban list"),
            Row("MODE #tea +bbb-b", "368 ann #tea :End of channel ban list"),
        ])
    func refused(row: Row) {
        let (ann, _, _) = room()
        ann.sends(row.line)
        #expect(ann.heard() == row.answers.map { ":chat.local " + $0 })
    }

    @Test("who is no operator changes nothing, and is told so once")
    func noOperator() {
        let (_, bea, cat) = room()
        bea.sends("MODE #tea +mi", "MODE #tea b")
        cat.sends("MODE #tea +m")
        #expect(
            bea.heard() == [
                ":chat.local 482 bea #tea :You're not a channel operator",
                ":chat.local 368 bea #tea :End of channel ban list",
            ])
        #expect(cat.heard() == [":chat.local 442 cat #tea :You're not on that channel"])
    }

    @Test("rank is given and taken")
    func ranks() {
        let (ann, bea, _) = room()
        ann.sends("MODE #tea +o BEA")
        bea.sends("MODE #tea -o ann")
        ann.sends("MODE #tea +m")
        #expect(
            ann.heard() == [
                ":\(ann) MODE #tea +o bea", ":\(bea) MODE #tea -o ann",
                ":chat.local 482 ann #tea :You're not a channel operator",
            ])
    }

    @Test("a ban has a mask that is made whole, its author and its time; the same one is not added twice")
    func bans() {
        let (ann, _, _) = room()
        house.passes(milliseconds: 5_000)
        ann.sends("MODE #tea +bb eve *@10.0.0.1", "MODE #tea +b EVE!*@*", "MODE #tea +b", "MODE #tea -b eve")
        #expect(
            ann.heard() == [
                ":\(ann) MODE #tea +bb eve!*@* *!*@10.0.0.1", ":chat.local 367 ann #tea eve!*@* ann 1795424405",
                ":chat.local 367 ann #tea *!*@10.0.0.1 ann 1795424405",
                ":chat.local 368 ann #tea :End of channel ban list", ":\(ann) MODE #tea -b eve!*@*",
            ])
    }

    @Test("a room has at most so many bans")
    func manyBans() {
        let (ann, _, _) = room()
        for number in 0..<ServerSettings.masksPerList { ann.sends("MODE #tea +b m\(number)") }
        house.forgets()
        ann.sends("MODE #tea +b more")
        #expect(ann.heard() == [":chat.local 478 ann #tea b :Channel list is full"])
    }

    @Test("one line that asks for the bans a hundred times is answered once")
    func greedyQuestion() {
        let (ann, _, _) = room()
        for number in 0..<10 { ann.sends("MODE #tea +b m\(number)") }
        house.forgets()
        ann.sends("MODE #tea " + String(repeating: "b", count: 100))
        #expect(ann.heard().count == 11)
    }

    @Test("changes that do not fit into one line are told in several")
    func longChanges() {
        let nick = "n" + String(repeating: "x", count: 31)
        let ann = house.irc(nick)
        ann.joins(tea)
        house.forgets()
        ann.sends("MODE #tea " + String(repeating: "+m-m", count: 120))
        #expect(ann.heard().count == 2)
        let masks = "abcdefghijklm".map { String(repeating: $0, count: 35) }
        ann.sends("MODE #tea +" + String(repeating: "b", count: 13) + " " + masks.joined(separator: " "))
        #expect(ann.heard().count == 2)
        #expect(house.state.members.count == 1)
    }

    @Test("what closes a room is kept, and what opens it again", arguments: ["i", "s", "k sesame"])
    func closing(mode: String) {
        let (ann, _, _) = room()
        ann.sends("MODE #tea +\(mode)")
        #expect(house.store.record(named: tea)?.isOpen == false)
        ann.sends("MODE #tea -\(mode)")
        #expect(house.store.record(named: tea)?.isOpen == true)
    }

    @Test("a member's own mode is to be hidden from strangers")
    func own() {
        let ann = house.irc("ann")
        ann.sends("MODE ann", "MODE ANN +i", "MODE ann +i", "MODE ann", "MODE ann +x-i+i", "MODE ann -i")
        #expect(
            ann.heard() == [
                ":chat.local 221 ann +", ":\(ann) MODE ann +i", ":chat.local 221 ann +i",
                ":chat.local 501 ann :Unknown MODE flag", ":\(ann) MODE ann -i",
            ])
    }
}
