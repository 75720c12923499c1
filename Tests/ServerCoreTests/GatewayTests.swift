import ChatProtocol
import ServerCore
import Testing

struct GatewayTests {
    private let house = House { settings in
        settings.webircPassword = "hunter2"
        settings.operators = ["root": "secret"]
    }

    private func comes(_ words: String, secure: Bool = false) -> Person {
        let person = house.connects(host: "192.0.2.80", secure: secure, fingerprint: "ab")
        person.sends("WEBIRC hunter2 kiwi example.org \(words)", "NICK bob", "USER u 0 * :x")
        return person
    }

    @Test(
        arguments: [
            ("198.51.100.3", "198.51.100.3"), ("2001:DB8:0::1", "2001:db8::1"), ("0::1", "::1"),
            ("0::ffff:198.51.100.3", "198.51.100.3"),
        ])
    func aMemberComesFromWhereTheGatewaySays(_ said: String, _ kept: String) {
        let bob = comes(said)
        #expect(bob.member?.address.host == kept)
    }

    @Test(arguments: [
        ("secure", true, true), ("secure=x", true, true), ("secure", false, false), ("insecure", true, false),
    ])
    func aWayIsSecureIfBothPartsOfItAre(_ option: String, _ isSecure: Bool, _ expected: Bool) {
        let bob = comes("198.51.100.3 :local-port=6697 \(option)", secure: isSecure)
        let origin = house.state.sessions[bob.id]?.origin
        #expect(origin?.isSecure == expected)
        #expect(origin?.fingerprint == nil)
    }

    @Test(arguments: [
        "WEBIRC wrong kiwi h 198.51.100.3", "WEBIRC hunter2 kiwi h nowhere", "WEBIRC hunter2 kiwi h 1.2.3",
    ])
    func aGatewayThatIsNoneIsClosed(_ line: String) {
        let bob = house.connects(host: "192.0.2.80")
        bob.sends(line)
        #expect(bob.isGone)
        #expect(bob.heard().last?.hasPrefix("ERROR :Closing link: (192.0.2.80) Invalid WebIRC ") == true)
    }

    @Test func withoutAPasswordThereAreNoGateways() {
        let house = House()
        let bob = house.connects()
        bob.sends("WEBIRC x kiwi h 198.51.100.3")
        #expect(bob.isGone)
    }

    @Test func nobodyComesInWhileThePasswordIsLookedAt() {
        house.holdsQuestions = true
        let bob = comes("198.51.100.3")
        #expect(!bob.isAdmitted)
        house.answersQuestions()
        #expect(bob.isAdmitted)
        #expect(bob.member?.address.host == "198.51.100.3")
    }

    @Test func aBanHoldsForWhoIsBehindTheGateway() {
        let ann = house.irc("ann")
        ann.sends("OPER root secret", "UBAN ADD 198.51.100.3 flooding")
        #expect(comes("198.51.100.3").isGone)
        #expect(comes("198.51.100.4").isAdmitted)
    }

    @Test func aMemberHasNoGatewayAnyMore() {
        let bob = house.irc("bob")
        bob.sends("WEBIRC hunter2 kiwi h 198.51.100.3")
        #expect(bob.heard() == [":chat.local 462 bob :You may not reregister"])
    }
}
