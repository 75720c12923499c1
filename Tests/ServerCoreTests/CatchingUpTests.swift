import ChatProtocol
import ServerCore
import Testing

@Suite("Whoever reads too slowly is told later")
struct CatchingUpTests {
    private let house = House()

    /// What the shell would ask for somebody who was not sent these posts.
    private func catchesUp(_ person: Person, after: Int64, through: Int64, in room: RoomNumber = .lobby) {
        house.carry(
            house.state.catchUp(person.id, MissedPosts(room: room, after: after, through: through), at: house.now))
    }

    private func bob() -> Person { house.irc("bob", .batch, .messageTags, .serverTime, .chathistory) }

    @Test("what was left out comes as a page of the past, and no more than that")
    func page() {
        let (ann, bob) = (house.irc("ann"), bob())
        for person in [ann, bob] { person.sends("JOIN #lobby") }
        for number in 1...5 { ann.sends("PRIVMSG #lobby :line \(number)") }
        house.forgets()
        catchesUp(bob, after: 2, through: 5)
        let heard = bob.heard()
        #expect(heard.first?.contains("BATCH +") == true && heard.first?.hasSuffix("chathistory #lobby") == true)
        #expect(heard.dropFirst().dropLast().map { $0.split(separator: ":").last } == ["line 3", "line 4", "line 5"])
        #expect(bob.caughtUp == [CaughtUp(room: .lobby, through: 5)])
    }

    @Test("of many, a page at a time: the last post of a full page tells where to go on")
    func pages() {
        let (ann, bob) = (house.irc("ann"), bob())
        for person in [ann, bob] { person.sends("JOIN #lobby") }
        for number in 1...250 { ann.sends("PRIVMSG #lobby :\(number)") }
        catchesUp(bob, after: 10, through: 250)
        catchesUp(bob, after: 110, through: 250)
        catchesUp(bob, after: 210, through: 250)
        #expect(bob.caughtUp.map(\.through) == [110, 210, 250])
    }

    @Test("what was taken back meanwhile is not waited for")
    func takenBack() {
        let (ann, bob) = (house.irc("ann", .messageRedaction, .messageTags, .echoMessage), bob())
        for person in [ann, bob] { person.sends("JOIN #lobby") }
        ann.sends("PRIVMSG #lobby :a", "PRIVMSG #lobby :b")
        let id = ann.heard().last.flatMap {
            $0.split(separator: "msgid=").last?.split(whereSeparator: { "; ".contains($0) }).first
        }
        ann.sends("REDACT #lobby \(id ?? "")")
        catchesUp(bob, after: 0, through: 2)
        #expect(bob.caughtUp.map(\.through) == [2])
    }

    @Test(
        "a page that is not full tells of no more than what the store has looked at", arguments: [nil, Answer.tooFar])
    func bounded(answer: Answer?) {
        let (ann, bob) = (house.irc("ann"), bob())
        for person in [ann, bob] { person.sends("JOIN #lobby") }
        ann.sends("PRIVMSG #lobby :a", "PRIVMSG #lobby :b")
        house.holdsQuestions = true
        catchesUp(bob, after: 0, through: 100_000)
        house.answersQuestions(with: answer)
        #expect(bob.caughtUp.map(\.through) == [16_000])
    }

    @Test("who has left the room since is told nothing of it")
    func left() {
        let (ann, bob) = (house.irc("ann"), bob())
        for person in [ann, bob] { person.sends("JOIN #lobby") }
        ann.sends("PRIVMSG #lobby :secret")
        house.holdsQuestions = true
        catchesUp(bob, after: 0, through: 1)
        bob.sends("PART #lobby")
        bob.forgets()
        house.answersQuestions()
        #expect(bob.heard() == [])
        catchesUp(bob, after: 0, through: 1)
        #expect(bob.heard() == [])
        #expect(bob.caughtUp.map(\.through) == [1, 1])
    }

    @Test("what the store cannot tell ends the connection: nothing is left out in silence")
    func failing() {
        let (ann, bob) = (house.irc("ann"), bob())
        for person in [ann, bob] { person.sends("JOIN #lobby") }
        ann.sends("PRIVMSG #lobby :x")
        house.holdsQuestions = true
        catchesUp(bob, after: 0, through: 1)
        house.answersQuestions(failing: true)
        #expect(bob.isGone)
        #expect(bob.heard().last?.contains("SendQ exceeded") == true)
    }
}
