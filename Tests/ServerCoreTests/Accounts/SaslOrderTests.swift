import ChatProtocol
import ServerCore
import Testing

@Suite("SASL, whatever comes in between")
struct SaslOrderTests {
    let house = House()

    init() {
        house.hasAccount("jilles")
        house.hasAccount("foo", "bar")
    }

    @Test("Who ends the negotiation while the password is looked at comes in when that is done")
    func waits() {
        let ann = house.connects()
        house.holdsQuestions = true
        ann.sends("CAP REQ :sasl", "AUTHENTICATE PLAIN", Person.plain("jilles", "sesame"))
        ann.sends("NICK bob", "NICK ann", "USER u 0 * :Ann", "CAP END", "NICK carl")
        #expect(!ann.isAdmitted)
        ann.forgets()
        house.answersQuestions()
        #expect(ann.verbs().prefix(3) == ["900", "903", "001"])
        #expect(ann.member?.name == "carl")
        #expect(ann.member?.account == house.account("jilles")?.id)
    }

    @Test("Who ends it in the middle of SASL comes in without an account")
    func comesIn() {
        let ann = house.connects()
        ann.sends("CAP LS 302", "AUTHENTICATE PLAIN", "NICK ann", "USER u 0 * :Ann")
        ann.forgets()
        ann.sends("CAP END")
        #expect(ann.verbs().prefix(2) == ["906", "001"])
        #expect(ann.member?.account == nil)
        ann.authenticates(as: "jilles", "sesame")
        #expect(ann.member?.account != nil)
    }

    @Test("An answer to what was given up logs nobody in")
    func givenUp() {
        let ann = house.connects()
        house.holdsQuestions = true
        ann.sends("CAP REQ :sasl", "AUTHENTICATE PLAIN", Person.plain("jilles", "sesame"), "AUTHENTICATE *")
        ann.sends("NICK ann", "USER u 0 * :Ann", "CAP END")
        #expect(ann.verbs().last == "906")
        house.holdsQuestions = false
        house.answersQuestions()
        #expect(ann.verbs().first == "001")
        #expect(ann.member?.account == nil)
    }

    @Test("What was begun again before the answer does not take it for its own")
    func begunAgain() {
        let ann = house.connects()
        house.holdsQuestions = true
        ann.sends("AUTHENTICATE PLAIN", Person.plain("jilles", "sesame"), "AUTHENTICATE *")
        ann.sends("AUTHENTICATE PLAIN", Person.plain("foo", "wrong"))
        house.holdsQuestions = false
        house.answersQuestions()
        #expect(!ann.verbs().contains("900"))
        ann.sends("NICK ann", "USER u 0 * :Ann")
        #expect(ann.member?.account == nil)
    }

    @Test("A flood while a question is out closes the connection, and the answer is for nobody")
    func flood() {
        let ann = house.connects()
        house.holdsQuestions = true
        ann.sends("AUTHENTICATE PLAIN", Person.plain("jilles", "sesame"))
        for _ in 0..<5 { ann.sends("AUTHENTICATE PLAIN") }
        #expect(ann.isGone)
        house.connects().sends("NICK new")
        house.holdsQuestions = false
        house.answersQuestions()
        #expect(house.state.sessions.all.allSatisfy { $0.member == nil })
    }

    @Test("A connection that has gone, and its place taken by another, gets nobody else's answer")
    func gone() {
        let ann = house.connects()
        house.holdsQuestions = true
        ann.sends("AUTHENTICATE PLAIN", Person.plain("jilles", "sesame"))
        ann.vanishes()
        let bob = house.connects()
        bob.sends("NICK bob", "USER u 0 * :Bob", "AUTHENTICATE PLAIN", Person.plain("foo", "wrong"))
        bob.forgets()
        house.holdsQuestions = false
        house.answersQuestions()
        #expect(bob.verbs() == ["904"])
        #expect(bob.member?.account == nil)
    }

    @Test("An account that ends while its password is looked at lets nobody in")
    func accountEnds() {
        let owner = house.irc("jilles", loggedInAs: "jilles")
        let ann = house.connects()
        let early = house.connects()
        early.authenticates(as: "jilles", "sesame")
        house.holdsQuestions = true
        ann.authenticates(as: "jilles", "sesame")
        owner.sends("NS DROP jilles")
        house.holdsQuestions = false
        house.answersQuestions()
        #expect(ann.verbs().last == "904")
        early.sends("NICK early", "USER u 0 * :Early")
        #expect(early.isAdmitted)
        #expect(early.member?.account == nil)
    }

    @Test("When the shell is busy, it is no failure of the client's")
    func failing() {
        let ann = house.connects()
        for _ in 0..<5 {
            house.holdsQuestions = true
            ann.authenticates(as: "jilles", "sesame")
            house.answersQuestions(failing: true)
        }
        #expect(!ann.isGone)
        #expect(ann.verbs().last == "904")
    }

    @Test("The answer has the label of the line that asked")
    func labels() {
        let ann = house.irc("ann", .labeledResponse, .batch)
        ann.sends("@label=a AUTHENTICATE PLAIN")
        #expect(ann.heard() == ["@label=a :chat.local AUTHENTICATE +"])
        ann.sends("@label=b " + Person.plain("jilles", "sesame"))
        let heard = ann.heard()
        #expect(heard.first?.hasPrefix("@label=b :chat.local BATCH +") == true)
        #expect(heard.count == 4)
    }

    @Test("No effect but the question holds the password")
    func secrecy() {
        var told: [String] = []
        house.witness = { effect in
            if case .ask = effect { return }
            told.append(String(describing: effect))
        }
        let ann = house.irc("ann", .echoMessage)
        ann.authenticates(as: "jilles", "sesame-of-mine")
        ann.says("IDENTIFY jilles sesame-of-mine", to: "NickServ")
        ann.sends("NS REGISTER sesame-of-mine", "REGISTER * * sesame-of-mine", "NS PASSWD sesame-of-mine-2")
        // What is kept of it is made of it, here plainly so.
        #expect(!told.contains { $0.contains("sesame-of-mine") })
    }
}
