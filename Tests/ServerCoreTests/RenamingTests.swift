import ChatProtocol
import Testing

@testable import ServerCore

@Suite("Renaming a room")
struct RenamingTests {
    let house = House()
    let ann: Person
    let bea: Person

    init() {
        ann = house.irc("ann", .channelRename, .labeledResponse, .batch)
        bea = house.irc("bea")
        for person in [ann, bea] { person.joins("#tea") }
        ann.sends("TOPIC #tea :Green")
        house.forgets()
    }

    @Test("who knows of it is told so; the others leave the one and join the other")
    func rename() {
        let cat = house.irc("cat", .channelRename)
        cat.joins("#tea")
        house.forgets()
        ann.sends("@label=l RENAME #TEA #coffee :we changed")
        #expect(ann.heard() == ["@label=l :\(ann) RENAME #tea #coffee :we changed"])
        #expect(cat.heard() == [":\(ann) RENAME #tea #coffee :we changed"])
        #expect(
            bea.heard() == [
                ":\(bea) PART #tea :we changed", ":\(bea) JOIN #coffee", ":chat.local 332 bea #coffee :Green",
                ":chat.local 333 bea #coffee \(ann) 1795424400", ":chat.local 353 bea = #coffee :@ann bea cat",
                ":chat.local 366 bea #coffee :End of /NAMES list",
            ])
        bea.says("hi", to: "#coffee")
        #expect(ann.heard() == [":\(bea) PRIVMSG #coffee :hi"])
        #expect(house.store.record(named: "#coffee")?.number == RoomNumber(2))
        #expect(house.store.record(named: "#tea") == nil)
        // The old name is free.
        bea.joins("#tea")
        #expect(bea.heard().contains(":chat.local 353 bea = #tea :@bea"))
    }

    @Test("an operator whose program does not know of it is answered as it understands")
    func actorWithout() {
        ann.sends("MODE #tea +o bea")
        house.forgets()
        bea.sends("RENAME #tea #coffee")
        #expect(bea.heard().prefix(2) == [":\(bea) PART :#tea", ":\(bea) JOIN #coffee"])
        #expect(ann.heard() == [":\(bea) RENAME #tea #coffee :"])
    }

    @Test("the same name written otherwise: only those who know of it are told")
    func otherCase() {
        ann.sends("RENAME #tea #Tea")
        #expect(ann.heard() == [":\(ann) RENAME #tea #Tea :"])
        #expect(bea.heard() == [])
        #expect(house.store.record(named: "#Tea")?.number == RoomNumber(2))
    }

    @Test(
        "what cannot be",
        arguments: [
            ("#cat", "FAIL RENAME CHANNEL_NAME_IN_USE #tea #cat :The channel name is already taken"),
            ("#LOBBY", "FAIL RENAME CHANNEL_NAME_IN_USE #tea #LOBBY :The channel name is already taken"),
            ("#tea", "FAIL RENAME CANNOT_RENAME #tea #tea :That is its name already"),
            ("tea", "FAIL RENAME CANNOT_RENAME #tea tea :That is no channel's name"),
            ("#a,b", "FAIL RENAME CANNOT_RENAME #tea #a,b :That is no channel's name"),
        ])
    func refused(_ name: String, _ answer: String) {
        bea.joins("#cat")
        house.forgets()
        ann.sends("@label=l RENAME #tea \(name)")
        #expect(ann.heard() == ["@label=l :chat.local \(answer)"])
        #expect(bea.heard() == [])
    }

    @Test("only an operator may, and nobody renames the lobby or a room from outside")
    func forbidden() {
        bea.sends("RENAME #tea #coffee", "RENAME #none #coffee")
        ann.joins("#lobby")
        bea.joins("#cat")
        house.forgets()
        bea.sends("RENAME #tea #coffee", "RENAME #none #coffee")
        #expect(
            bea.heard() == [
                ":chat.local 482 bea #tea :You're not a channel operator", ":chat.local 403 bea #none :No such channel",
            ])
        ann.sends("RENAME #cat #dog")
        #expect(ann.heard() == [":chat.local 442 ann #cat :You're not on that channel"])
        ann.sends("RENAME #lobby #dog")
        #expect(ann.heard().count == 1)
    }

    @Test("how far somebody has read is not lost")
    func markers() {
        let account = AccountID(1)
        house.state.markers[account] = ["#tea": House.morning]
        ann.sends("RENAME #tea #Coffee")
        #expect(house.state.markers[account] == ["#coffee": House.morning])
        #expect(house.store.markers[account] == ["#coffee": House.morning])
    }

    @Test("what was said before is told under the new name")
    func history() {
        bea.says("before", to: "#tea")
        ann.sends("RENAME #tea #coffee")
        house.forgets()
        for command in ["CHATHISTORY LATEST #coffee * 5", "SEARCH text=before"] {
            bea.sends(command)
            #expect(bea.heard() == [":\(bea) PRIVMSG #coffee :before"])
        }
    }
}
