import ChatProtocol
import ServerCore
import Testing

@Suite("Joining")
struct JoiningTests {
    let house = House()
    let tea = "#tea"

    @Test("whoever makes a room is its operator, and sees the names and nothing before")
    func making() {
        let ann = house.irc("ann")
        ann.joins(tea)
        #expect(
            ann.heard() == [
                ":ann!~u@127.0.0.1 JOIN #tea", ":chat.local 353 ann = #tea :@ann",
                ":chat.local 366 ann #tea :End of /NAMES list",
            ])
        let record = RoomRecord(
            number: RoomNumber(2), name: "#tea", madeAt: House.morning, topic: nil, isOpen: true)
        #expect(house.store.record(named: tea) == record)
    }

    @Test("who joins is seen by everybody inside, and sees the topic and who is there in the order they came")
    func joining() {
        let (ann, bea, cat) = (house.irc("ann"), house.irc("bea"), house.irc("cat"))
        ann.joins(tea)
        ann.sends("TOPIC #tea :Green or black?")
        house.passes(milliseconds: 2_500)
        bea.joins("#TEA")
        house.forgets()
        cat.joins("＃tea")
        cat.joins("#tea")
        #expect(
            cat.heard() == [
                ":chat.local 403 cat ＃tea :No such channel", ":cat!~u@127.0.0.1 JOIN #tea",
                ":chat.local 332 cat #tea :Green or black?",
                ":chat.local 333 cat #tea ann!~u@127.0.0.1 1795424400", ":chat.local 353 cat = #tea :@ann bea cat",
                ":chat.local 366 cat #tea :End of /NAMES list",
            ])
        #expect(ann.heard() == [":cat!~u@127.0.0.1 JOIN #tea"])
        #expect(bea.heard() == [":cat!~u@127.0.0.1 JOIN #tea"])
    }

    @Test("the room is the same whatever case and width its name is written in")
    func folding() {
        let ann = house.irc("ann")
        ann.joins("#Café")
        for other in ["#CAFÉ", "#ｃafé", "#cafe\u{301}"] {
            let bea = house.irc("b\(house.state.members.count)")
            bea.joins(other)
            #expect(bea.heard().first == ":\(bea) JOIN #Café")
        }
    }

    @Test("those who ask for it are told account and real name, and every sign, every mask, no names at all")
    func capabilities() {
        let ann = house.irc("ann", .extendedJoin, .multiPrefix)
        let bea = house.irc("bea", .userhostInNames)
        let cat = house.irc("cat", .noImplicitNames)
        ann.joins(tea)
        ann.sends("MODE #tea +v ann")
        house.forgets()
        bea.joins(tea)
        #expect(ann.heard() == [":bea!~u@127.0.0.1 JOIN #tea * :bea of the house"])
        #expect(bea.heard()[1] == ":chat.local 353 bea = #tea :@ann!~u@127.0.0.1 bea!~u@127.0.0.1")
        cat.joins(tea)
        #expect(cat.heard() == [":cat!~u@127.0.0.1 JOIN #tea"])
        house.forgets()
        ann.sends("NAMES #tea")
        #expect(ann.heard()[0] == ":chat.local 353 ann = #tea :@+ann bea cat")
    }

    @Test("many names come in as many lines as it takes")
    func manyNames() {
        let people = (0..<60).map { house.irc("somebody_with_a_name_\($0)") }
        for person in people { person.joins(tea) }
        house.forgets()
        people[0].sends("NAMES #tea")
        let heard = people[0].heard()
        let names = heard.dropLast().flatMap { $0.split(separator: ":").last?.split(separator: " ") ?? [] }
        #expect(heard.count > 3)
        #expect(names.map { String($0) } == ["@somebody_with_a_name_0"] + (1..<60).map { "somebody_with_a_name_\($0)" })
    }

    @Test("somebody who is away comes in as such, for those who want to know")
    func away() {
        let (ann, bea, cat) = (house.irc("ann", .awayNotify), house.irc("bea"), house.irc("cat"))
        ann.joins(tea)
        bea.joins(tea)
        cat.sends("AWAY :asleep")
        house.forgets()
        cat.joins(tea)
        #expect(ann.heard() == [":cat!~u@127.0.0.1 JOIN #tea", ":cat!~u@127.0.0.1 AWAY :asleep"])
        #expect(bea.heard() == [":cat!~u@127.0.0.1 JOIN #tea"])
    }

    @Test(
        "what is no room's name is no room",
        arguments: [
            "tea", "#", "#a:b", "#a\u{7}b", "#\u{301}x", "&tea", "#" + String(repeating: "x", count: 64), "#a*",
        ])
    func malformed(name: String) {
        let ann = house.irc("ann")
        ann.joins(name)
        let shown = name.unicodeScalars.prefix(64).reduce(into: "") { $0.unicodeScalars.append($1) }
        #expect(ann.heard() == [":chat.local 403 ann \(shown) :No such channel"])
    }

    @Test("a list of rooms is joined one by one, and a refusal stops none of the others")
    func lists() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        ann.joins("#one")
        ann.joins("#two")
        ann.sends("MODE #one +k sesame", "MODE #two +k other")
        bea.joins("#one,bad,#two,#three", key: "sesame,,wrong")
        #expect(
            bea.heard().filter { numeric($0) != "353" && numeric($0) != "366" } == [
                ":\(bea) JOIN #one", ":chat.local 403 bea bad :No such channel",
                ":chat.local 475 bea #two :Cannot join channel (+k)", ":\(bea) JOIN #three",
            ])
        bea.sends("JOIN", "JOIN :")
        #expect(bea.heard() == Array(repeating: ":chat.local 461 bea JOIN :Not enough parameters", count: 2))
    }

    @Test("closed doors: by invitation, with a key, for so many, not for the banned")
    func doors() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        ann.joins(tea)
        house.forgets()
        for (mode, numeric, letter) in [
            ("+i", "473", "i"), ("+k sesame", "475", "k"), ("+l 1", "471", "l"), ("+b bea", "474", "b"),
            ("+b *!*@127.0.0.1", "474", "b"), ("+b ＢＥＡ!*@*", "474", "b"),
        ] {
            ann.sends("MODE #tea \(mode)")
            bea.joins(tea)
            #expect(bea.heard() == [":chat.local \(numeric) bea #tea :Cannot join channel (+\(letter))"])
            ann.sends("MODE #tea -\(mode.dropFirst())")
        }
        bea.joins(tea)
        #expect(bea.heard().first == ":\(bea) JOIN #tea")
    }

    @Test("an operator's invitation opens every door, once")
    func invited() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        ann.joins(tea)
        ann.sends("MODE #tea +iklb sesame 1 bea", "INVITE bea #tea")
        bea.forgets()
        bea.joins(tea)
        #expect(bea.heard().first == ":\(bea) JOIN #tea")
        bea.parts(tea)
        bea.forgets()
        bea.joins(tea)
        #expect(bea.heard() == [":chat.local 474 bea #tea :Cannot join channel (+b)"])
    }

    @Test(
        "an invitation of anybody else opens no door that operators have closed",
        arguments: ["+b bea", "+k sesame", "+l 2"])
    func invitedByAnybody(mode: String) {
        let (ann, bea, cat) = (house.irc("ann"), house.irc("bea"), house.irc("cat"))
        ann.joins(tea)
        cat.joins(tea)
        ann.sends("MODE #tea \(mode)")
        cat.sends("INVITE bea #tea")
        #expect(bea.heard() == [":\(cat) INVITE bea #tea"])
        bea.joins(tea)
        #expect(bea.heard().map(numeric).allSatisfy { ["474", "475", "471"].contains($0) })
    }

    @Test("one member is in at most so many rooms")
    func tooMany() {
        let ann = house.irc("ann")
        for number in 0..<ServerSettings.roomsPerMember { ann.joins("#r\(number)") }
        ann.forgets()
        ann.joins("#more")
        #expect(ann.heard() == [":chat.local 405 ann #more :You have joined too many channels"])
    }

    @Test("who leaves is seen to leave, with the reason")
    func parting() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        ann.joins(tea)
        bea.joins(tea)
        house.forgets()
        bea.sends("PART #tea :off home", "PART #tea", "PART #nowhere", "PART")
        #expect(ann.heard() == [":\(bea) PART #tea :off home"])
        #expect(
            bea.heard() == [
                ":\(bea) PART #tea :off home", ":chat.local 442 bea #tea :You're not on that channel",
                ":chat.local 403 bea #nowhere :No such channel", ":chat.local 461 bea PART :Not enough parameters",
            ])
    }

    @Test("JOIN 0 leaves every room")
    func leavingAll() {
        let ann = house.irc("ann")
        ann.joins("#one,#two")
        ann.forgets()
        ann.sends("JOIN 0")
        #expect(ann.heard() == [":\(ann) PART :#one", ":\(ann) PART :#two"])
        #expect(house.crowds.isEmpty)
    }

    @Test("a phrase that is too long is cut between characters, so that its line is as long as a line may be")
    func longPhrases() {
        let nick = "n" + String(repeating: "x", count: 31)
        let room = "#" + String(repeating: "r", count: 63)
        let long = String(repeating: "好", count: 150)
        let person = house.irc(nick, host: "0123:4567:89ab:cdef:0123:4567:89ab:cdef")
        person.joins(room)
        person.sends("TOPIC \(room) :\(long.prefix(130))", "AWAY :\(long)")
        person.sends("PART \(room) :\(long.prefix(130))")
        person.joins(room)
        person.sends("KICK \(room) \(nick) :\(long.prefix(120))", "QUIT :\(long)")
        // The house looks at the length of every line.
        #expect(person.isGone)
    }
}
