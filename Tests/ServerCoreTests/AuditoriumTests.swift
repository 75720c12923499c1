import ChatProtocol
import ServerCore
import Testing

/// In a room of +u, those without a rank do not know of each other.
struct AuditoriumTests {
    private let house = House()
    private let maker: Person
    private let ann: Person
    private let bob: Person

    init() {
        maker = house.irc("maker")
        ann = house.irc("ann", .awayNotify, .batch, .chathistory, .eventPlayback)
        bob = house.irc("bob")
        maker.joins("#hall")
        maker.sends("MODE #hall +u")
        for person in [ann, bob] { person.joins("#hall") }
        house.forgets()
    }

    @Test(arguments: ["NICK rob", "QUIT", "PART #hall", "AWAY :lunch", "MODE bob +i"])
    func nothingTellsOneGuestOfAnother(_ line: String) {
        bob.sends(line)
        #expect(ann.heard().isEmpty)
    }

    @Test(arguments: ["NICK rob", "QUIT", "PART #hall"])
    func operatorsSeeThemAll(_ line: String) {
        bob.sends(line)
        #expect(maker.heard().count == 1)
    }

    @Test func nobodyIsToldOfAnAbsentGuestWhoComes() {
        let cat = house.irc("cat")
        cat.sends("AWAY :lunch")
        cat.joins("#hall")
        #expect(ann.heard().isEmpty)
    }

    @Test func whoIsPutOutIsNotNamedToTheOthers() {
        maker.sends("KICK #hall bob")
        #expect(ann.heard().isEmpty)
        #expect(bob.heard() == [":\(maker) KICK #hall bob :maker"])
    }

    @Test(arguments: ["NAMES #hall", "WHO #hall", "WHO *", "WHOIS bob", "CHATHISTORY LATEST #hall * 50"])
    func noQuestionFindsAnotherGuestThere(_ line: String) {
        ann.sends(line)
        #expect(!ann.heard().contains { $0.contains("bob") && $0.contains("#hall") })
    }

    @Test("a page is as long as was asked for, however many guests came and went between the posts")
    func pages() {
        for number in 1...4 { maker.says("\(number)", to: "#hall") }
        for _ in 1...5 { bob.sends("PART #hall", "JOIN #hall") }
        maker.sends("TOPIC #hall :Ours")
        for _ in 1...5 { bob.sends("PART #hall", "JOIN #hall") }
        for (request, expected) in [
            ("LATEST #hall * 3", ["3", "4", "Ours"]), ("BEFORE #hall msgid=7-2-4 2", ["2", "3"]),
            ("AFTER #hall msgid=7-2-3 2", ["4", "Ours"]), ("AROUND #hall msgid=7-2-4 3", ["3", "4", "Ours"]),
        ] {
            ann.forgets()
            ann.sends("CHATHISTORY \(request)")
            let page = ann.heard().dropFirst().dropLast().map { String($0.split(separator: ":").last ?? "") }
            #expect(page == expected, "\(request)")
        }
    }

    @Test func whoHasAVoiceIsSeen() {
        maker.sends("MODE #hall +v bob")
        ann.forgets()
        ann.sends("NAMES #hall")
        #expect(ann.heard().first == ":chat.local 353 ann = #hall :@maker +bob")
        bob.sends("PART #hall")
        #expect(ann.heard() == [":\(bob) PART :#hall"])
    }
}
