import ChatProtocol
import Testing

@testable import ServerCore

@Suite("Finding what was said")
struct SearchingTests {
    let house = House()
    let ann: Person
    let bea: Person

    init() {
        ann = house.irc("ann", .batch, .labeledResponse, .messageTags, .search)
        bea = house.irc("bea")
        for person in [ann, bea] { person.joins("#tea") }
        house.forgets()
    }

    private func found(_ terms: String) -> [String] {
        ann.forgets()
        ann.sends("SEARCH \(terms)")
        return ann.heard().dropFirst().dropLast().map { String($0.drop { $0 != ":" }) }
    }

    @Test("it is answered in a batch, under the label")
    func batch() {
        bea.says("green tea", to: "#tea")
        bea.says("coffee", to: "#tea")
        ann.forgets()
        ann.sends("@label=l SEARCH text=tea")
        let heard = ann.heard()
        let name = heard[0].split(separator: " ")[3].dropFirst()
        #expect(
            heard == [
                "@label=l :chat.local BATCH +\(name) search",
                "@batch=\(name);msgid=7-2-1 :\(bea) PRIVMSG #tea :green tea", ":chat.local BATCH -\(name)",
            ])
        let cat = house.irc("cat", .batch, .sojuSearch)
        cat.sends("SEARCH text=tea")
        #expect(cat.heard().map { $0.contains("BATCH -") || $0.hasSuffix(" soju.im/search") } == [true, true])
        bea.forgets()
        bea.sends("SEARCH text=tea")
        #expect(bea.heard() == [":\(bea) PRIVMSG #tea :green tea"])
    }

    @Test("by room, nick, time, number; the moments themselves count")
    func terms() {
        for text in ["one", "two", "three"] {
            bea.says(text, to: "#tea")
            house.passes(milliseconds: 1_000)
        }
        ann.says("four", to: "#tea")
        let (one, two) = (":\(bea) PRIVMSG #tea :one", ":\(bea) PRIVMSG #tea :two")
        let three = ":\(bea) PRIVMSG #tea :three"
        #expect(found("from=BEA") == [one, two, three])
        #expect(found("from=bea;limit=2") == [two, three])
        #expect(found("in=#tea;before=2026-11-23T09:00:01.000Z") == [one, two])
        #expect(found("from=bea;after=2026-11-23T09:00:01.000Z") == [two, three])
        #expect(found("in=#tea;text=nothing") == [])
    }

    @Test("nobody finds what was said where they are not", arguments: ["text=secret", "in=#far;text=secret"])
    func elsewhere(_ terms: String) {
        bea.joins("#far")
        bea.says("secret", to: "#far")
        bea.says("secret", to: "bea")
        ann.forgets()
        ann.sends("SEARCH \(terms)")
        #expect(!ann.heard().contains { $0.contains(":secret") })
    }

    @Test("a place that is none of the asker's is refused", arguments: ["#far", "#none", "nobody"])
    func invalidPlace(_ name: String) {
        bea.joins("#far")
        ann.sends("@label=l SEARCH in=\(name);text=x")
        #expect(ann.heard() == ["@label=l :chat.local FAIL SEARCH INVALID_PARAMS in :No such conversation is yours"])
    }

    @Test("in a closed room from one's coming on")
    func closedRoom() {
        bea.joins("#far")
        bea.sends("MODE #far +s")
        bea.says("early tea", to: "#far")
        ann.joins("#far")
        bea.says("late tea", to: "#far")
        #expect(found("text=tea") == [":\(bea) PRIVMSG #far :late tea"])
    }

    @Test("who has left when the answer comes finds nothing")
    func left() {
        bea.says("tea", to: "#tea")
        house.holdsQuestions = true
        ann.sends("SEARCH text=tea", "PART #tea")
        ann.forgets()
        house.holdsQuestions = false
        house.carry([])
        #expect(ann.heard().count == 2)
    }

    @Test("a store that does not answer")
    func failing() {
        house.holdsQuestions = true
        ann.sends("@label=l SEARCH text=tea")
        house.answersQuestions(failing: true)
        #expect(ann.heard() == ["@label=l :chat.local FAIL SEARCH INTERNAL_ERROR :The search could not be carried out"])
    }

    @Test("private lines are found by the two whose they are")
    func conversations() {
        let cat = house.irc("cat", .batch)
        let members = [ann, bea, cat].compactMap { house.state.sessions[$0.id]?.member }
        for (number, name) in ["ann", "bea", "cat"].enumerated() {
            let id = AccountID(Int64(number + 1))
            house.state.accounts[id] = Account(id: id, name: name, verifier: nil, madeAt: House.morning)
            house.state.accountsByName[name] = id
            house.state.members[members[number]]?.account = id
        }
        bea.says("tea for two", to: "ann")
        #expect(found("text=tea") == [":\(bea) PRIVMSG ann :tea for two"])
        #expect(found("in=bea;text=tea") == [":\(bea) PRIVMSG ann :tea for two"])
        cat.sends("SEARCH text=tea")
        #expect(cat.heard().count == 2)
    }
}
