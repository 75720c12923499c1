import ChatProtocol
import Testing

@testable import ServerCore

@Suite("Taking back what was said")
struct RedactingTests {
    let house = House()
    let ann: Person
    let bea: Person
    let cat: Person

    init() {
        ann = house.irc("ann", .messageRedaction, .messageTags, .echoMessage, .labeledResponse, .batch)
        bea = house.irc("bea", .messageRedaction, .messageTags)
        cat = house.irc("cat", .messageTags)
        for person in [ann, bea, cat] { person.joins("#tea") }
        house.forgets()
    }

    private func unknown(_ id: String, in target: String = "#tea") -> String {
        ":chat.local FAIL REDACT UNKNOWN_MSGID \(target) \(id) :No such message is there any more"
    }

    @Test("one's own words, those of others by an operator; who does not know of it is told nothing")
    func redact() {
        bea.says("one", to: "#tea")
        ann.says("two", to: "#tea")
        house.forgets()
        bea.sends("REDACT #tea 7-2-1")
        #expect(bea.heard() == ["@msgid=7-2-3 :\(bea) REDACT #tea 7-2-1"])
        #expect(ann.heard() == ["@msgid=7-2-3 :\(bea) REDACT #tea 7-2-1"])
        bea.says("three", to: "#tea")
        house.forgets()
        ann.sends("@label=l REDACT #tea 7-2-4 :no such words here")
        #expect(ann.heard() == ["@label=l;msgid=7-2-5 :\(ann) REDACT #tea 7-2-4 :no such words here"])
        #expect(bea.heard() == ["@msgid=7-2-5 :\(ann) REDACT #tea 7-2-4 :no such words here"])
        #expect(cat.heard() == [])
        #expect(house.store.posts.map(\.kind) == [.message, .redaction(of: 1), .redaction(of: 4)])
        #expect(house.store.posts.last?.text == "no such words here")
    }

    @Test("tags alone can be taken back")
    func tags() {
        ann.sends("@+draft/react=x TAGMSG #tea", "REDACT #tea 7-2-1")
        #expect(bea.heard().last == "@msgid=7-2-2 :\(ann) REDACT #tea 7-2-1")
    }

    @Test("who may not, is told so, and nobody else anything")
    func forbidden() {
        ann.says("mine", to: "#tea")
        house.forgets()
        bea.sends("REDACT #tea 7-2-1")
        #expect(
            bea.heard() == [
                ":chat.local FAIL REDACT REDACT_FORBIDDEN #tea 7-2-1 :You are not authorised to delete this message"
            ])
        #expect(ann.heard() == [])
        #expect(house.store.posts.count == 1)
    }

    @Test("somebody who comes later under the same name has not said it")
    func sameName() {
        bea.says("mine", to: "#tea")
        bea.quits()
        house.passes(milliseconds: 1)
        let other = house.irc("bea", .messageRedaction)
        other.joins("#tea")
        other.forgets()
        other.sends("REDACT #tea 7-2-1")
        #expect(other.heard().map { $0.contains("REDACT_FORBIDDEN") } == [true])
    }

    @Test(
        "what is no message there",
        arguments: ["nonsense", "7-2-2", "7-2-1-1", "8-2-1", "7-3-1", "7-2-0", "7-2-01", "*", ":", "7-2-9z"])
    func unknownID(_ id: String) {
        ann.says("one", to: "#tea")
        ann.forgets()
        ann.sends("REDACT #tea \(id == ":" ? "x:" : id)")
        #expect(ann.heard() == [unknown(id == ":" ? "x:" : id)])
    }

    @Test("nothing is taken back twice, nor a redaction itself")
    func twice() {
        ann.says("one", to: "#tea")
        ann.sends("REDACT #tea 7-2-1")
        ann.forgets()
        ann.sends("REDACT #tea 7-2-1", "REDACT #tea 7-2-2")
        #expect(ann.heard() == [unknown("7-2-1"), unknown("7-2-2")])
    }

    @Test("a room where one is not, and one that is not there, are the same", arguments: ["#far", "#none", "nobody"])
    func invalidTarget(_ target: String) {
        cat.joins("#far")
        cat.says("hidden", to: "#far")
        house.forgets()
        ann.sends("REDACT \(target) 7-3-1")
        #expect(
            ann.heard() == [
                ":chat.local FAIL REDACT INVALID_TARGET \(target) :You cannot change what was said there"
            ])
    }

    @Test("who has left, or is an operator no more, when the store answers, takes nothing back")
    func judgedLate() {
        bea.says("one", to: "#tea")
        house.holdsQuestions = true
        house.forgets()
        ann.sends("REDACT #tea 7-2-1", "MODE #tea -o ann")
        bea.sends("REDACT #tea 7-2-1", "PART #tea")
        house.forgets()
        house.holdsQuestions = false
        house.carry([])
        #expect(ann.heard().map { $0.contains("REDACT_FORBIDDEN") } == [true])
        #expect(
            bea.heard() == [":chat.local FAIL REDACT INVALID_TARGET #tea :You cannot change what was said there"])
        #expect(house.store.posts.count == 1)
    }

    @Test("a store that does not answer, and one that keeps nothing")
    func failing() {
        ann.says("one", to: "#tea")
        house.holdsQuestions = true
        house.forgets()
        ann.sends("@label=l REDACT #tea 7-2-1")
        house.answersQuestions(failing: true)
        #expect(
            ann.heard() == ["@label=l :chat.local FAIL REDACT MESSAGE_ERROR #tea 7-2-1 :The store does not answer"])
        house.holdsQuestions = false
        house.worksFor = 0
        ann.sends("@label=l REDACT #tea 7-2-1")
        #expect(ann.heard().map { $0.hasPrefix("@label=l :chat.local FAIL REDACT STORAGE_UNAVAILABLE #tea") } == [true])
        #expect(bea.heard() == [])
        house.storesAgain()
        ann.says("two", to: "#tea")
        #expect(house.store.posts.map(\.sequence) == [1, 2])
    }

    @Test("a private line is taken back by its author alone, and seen by its receiver; of others nobody learns")
    func privately() {
        house.passes(milliseconds: 1_000)
        ann.says("psst", to: "bea")
        cat.says("hush", to: "bea")
        house.forgets()
        bea.sends("REDACT ann 7-0-1")
        cat.sends("REDACT bea 7-0-1", "REDACT ann 7-0-2")
        #expect(bea.heard() == [unknown("7-0-1", in: "ann")])
        #expect(cat.heard() == [unknown("7-0-1", in: "bea"), unknown("7-0-2", in: "ann")])
        ann.sends("REDACT bea 7-0-1")
        #expect(ann.heard() == ["@msgid=7-0-3 :\(ann) REDACT bea 7-0-1"])
        #expect(bea.heard() == ["@msgid=7-0-3 :\(ann) REDACT bea 7-0-1"])
        #expect(cat.heard() == [])
    }

    @Test("two who have accounts: over any connection, also when the receiver is gone, and only by who wrote it")
    func accounts() {
        for (number, person) in [ann, bea].enumerated() {
            let (id, name) = (AccountID(Int64(number + 1)), number == 0 ? "ann" : "bea")
            house.state.accounts[id] = Account(id: id, name: name, verifier: nil, madeAt: House.morning)
            house.state.accountsByName[name] = id
            if let member = house.state.sessions[person.id]?.member { house.state.members[member]?.account = id }
        }
        bea.says("hello", to: "ann")
        house.forgets()
        ann.sends("REDACT bea 7-3-1")
        cat.sends("REDACT bea 7-3-1")
        #expect(ann.heard().map { $0.contains("FAIL REDACT REDACT_FORBIDDEN bea 7-3-1") } == [true])
        #expect(cat.heard() == [unknown("7-3-1", in: "bea")])
        bea.sends("NICK bee", "REDACT ann 7-3-1 :oops")
        #expect(bea.heard().last == "@msgid=7-3-2 :\(bea) REDACT ann 7-3-1 oops")
        #expect(ann.heard().last == "@msgid=7-3-2 :\(bea) REDACT ann 7-3-1 oops")
        bea.says("again", to: "ann")
        ann.quits()
        bea.forgets()
        bea.sends("REDACT ann 7-3-3")
        #expect(bea.heard() == ["@msgid=7-3-4 :\(bea) REDACT ann 7-3-3"])
        #expect(house.store.posts.map(\.kind) == [.redaction(of: 1), .redaction(of: 3)])
    }

    @Test("an account that was made later under the same name has not said it")
    func laterAccount() {
        let (id, member) = (AccountID(1), house.state.sessions[bea.id]?.member)
        house.state.accounts[id] = Account(id: id, name: "bea", verifier: nil, madeAt: House.morning)
        if let member { house.state.members[member]?.account = id }
        bea.says("hello", to: "#tea")
        house.passes(milliseconds: 2_000)
        house.state.accounts[id] = Account(id: id, name: "bea", verifier: nil, madeAt: house.now)
        bea.forgets()
        bea.sends("REDACT #tea 7-2-1")
        #expect(bea.heard().map { $0.contains("REDACT_FORBIDDEN") } == [true])
    }

    @Test("who has not asked for it gets the acknowledgement alone")
    func withoutCapability() {
        let dan = house.irc("dan", .labeledResponse)
        dan.joins("#tea")
        dan.says("oh", to: "#tea")
        house.forgets()
        dan.sends("@label=l REDACT #tea 7-2-1")
        #expect(dan.heard() == ["@label=l :chat.local ACK"])
        #expect(bea.heard() == ["@msgid=7-2-2 :\(dan) REDACT #tea 7-2-1"])
    }

    @Test("history has it no more; that it was taken back is told to those who know of that")
    func history() {
        ann.says("oh", to: "#tea")
        ann.says("well", to: "#tea")
        ann.sends("REDACT #tea 7-2-1")
        let dan = house.irc("dan", .chathistory, .eventPlayback, .messageRedaction)
        let eve = house.irc("eve", .chathistory, .eventPlayback)
        for person in [dan, eve] {
            person.joins("#tea")
            person.forgets()
            person.sends("CHATHISTORY LATEST #tea * 50")
        }
        let said = dan.heard().filter { $0.contains("PRIVMSG") || $0.contains("REDACT") }
        #expect(said == [":\(ann) PRIVMSG #tea :well", ":\(ann) REDACT #tea 7-2-1"])
        #expect(eve.heard().filter { $0.contains("REDACT") || $0.contains(":oh") } == [])
    }
}
