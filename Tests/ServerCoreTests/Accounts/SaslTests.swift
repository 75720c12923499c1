import ChatProtocol
import ServerCore
import Testing

@Suite("Logging in by SASL")
struct SaslTests {
    let house = House()

    init() {
        house.hasAccount("jilles")
    }

    /// A connection that has the capability and has chosen the mechanism.
    func client(_ mechanism: String = "PLAIN", host: String = "127.0.0.1", fingerprint: String? = nil) -> Person {
        let client = house.connects(host: host, secure: fingerprint != nil, fingerprint: fingerprint)
        client.sends("CAP REQ :sasl", "AUTHENTICATE \(mechanism)")
        return client
    }

    @Test("The right password logs in, and the welcome comes to a member with an account")
    func plain() {
        let client = client()
        #expect(client.heard().last == ":chat.local AUTHENTICATE +")
        client.sends(Person.plain("jilles", "sesame", as: "JILLES"))
        #expect(
            client.heard() == [
                ":chat.local 900 * *!*@127.0.0.1 jilles :You are now logged in as jilles",
                ":chat.local 903 * :SASL authentication successful",
            ])
        client.sends("NICK ann", "USER u 0 * :Ann", "CAP END")
        #expect(client.verbs().first == "001")
        client.sends("WHOIS ann")
        #expect(client.heard(of: "330") == ["330 ann ann jilles :is logged in as"])
    }

    @Test(
        "What proves nothing is refused, whatever it looks like",
        arguments: [
            Person.plain("jilles", "millet"), Person.plain("nobody", "sesame"),
            Person.plain("jilles", "sesame", as: "other"), Person.plain("", "sesame"), Person.plain("jilles", ""),
            Person.plain("jilles", "sesame\u{0}more"), "AUTHENTICATE !!!", "AUTHENTICATE +",
            "AUTHENTICATE " + Base64.encode([0, 0xFF, 0, 0xFE]), "AUTHENTICATE AA=A",
            "AUTHENTICATE " + Base64.encode(Array(repeating: 0, count: 290)),
        ])
    func garbage(line: String) {
        let client = client()
        client.forgets()
        client.sends(line)
        #expect(client.heard() == [":chat.local 904 * :SASL authentication failed"])
        client.authenticates(as: "jilles", "sesame")
        #expect(client.verbs() == ["AUTHENTICATE", "900", "903"])
    }

    @Test("A long message comes in pieces, and its last one may be empty")
    func pieces() {
        house.hasAccount("foo", String(repeating: "bar", count: 97))
        let client = client()
        let line = Person.plain("foo", String(repeating: "bar", count: 97), as: "foo")
        client.sends(line)
        client.forgets()
        client.sends("AUTHENTICATE +")
        #expect(client.verbs() == ["900", "903"])
    }

    @Test("One that never ends is refused before it fills the memory")
    func endless() {
        let client = client()
        client.forgets()
        for _ in 0..<1_000 { client.sends("AUTHENTICATE " + String(repeating: "A", count: 400)) }
        #expect(client.verbs().prefix(3) == ["904", "908", "904"])
    }

    @Test("A piece that is too long is told to be")
    func longPiece() {
        let client = client()
        client.forgets()
        client.sends("AUTHENTICATE " + String(repeating: "A", count: 401))
        #expect(client.heard() == [":chat.local 905 * :SASL message too long"])
    }

    @Test("A star ends it, and another try may follow")
    func abort() {
        let client = client()
        client.forgets()
        client.sends("AUTHENTICATE *")
        #expect(client.heard() == [":chat.local 906 * :SASL authentication aborted"])
        client.authenticates(as: "jilles", "sesame")
        #expect(client.verbs().last == "903")
    }

    @Test("A mechanism that there is not is answered with those there are")
    func mechanisms() {
        let client = client("FOO")
        #expect(
            client.heard().suffix(2) == [
                ":chat.local 908 * PLAIN,SCRAM-SHA-256 :are available SASL mechanisms",
                ":chat.local 904 * :SASL authentication failed",
            ])
    }

    @Test(
        "What is offered depends on who could listen",
        arguments: [
            ("127.0.0.1", nil, "PLAIN,SCRAM-SHA-256"), ("192.0.2.1", nil, "SCRAM-SHA-256"),
            ("192.0.2.1", String(repeating: "a", count: 64), "PLAIN,EXTERNAL,SCRAM-SHA-256"),
        ])
    func offers(host: String, fingerprint: String?, expected: String) {
        let client = house.connects(host: host, secure: fingerprint != nil, fingerprint: fingerprint)
        client.sends("CAP LS 302")
        #expect(client.heard().joined().contains("sasl=\(expected) "))
        client.sends("AUTHENTICATE PLAIN")
        #expect(client.verbs() == (expected.hasPrefix("PLAIN") ? ["AUTHENTICATE"] : ["908", "904"]))
    }

    @Test("Three wrong passwords close the connection, which is told why")
    func threeTimes() {
        let client = client()
        client.sends(Person.plain("jilles", "a"))
        client.authenticates(as: "jilles", "b")
        client.forgets()
        client.authenticates(as: "jilles", "c")
        #expect(client.verbs() == ["AUTHENTICATE", "904", "ERROR"])
        #expect(client.isGone)
    }

    @Test("A login in between does not give a guesser more tries")
    func noReset() {
        house.hasAccount("foo")
        let ann = house.irc("ann")
        ann.authenticates(as: "jilles", "a")
        ann.authenticates(as: "jilles", "b")
        ann.authenticates(as: "foo", "sesame")
        ann.authenticates(as: "jilles", "c")
        #expect(ann.isGone)
    }

    @Test("SCRAM takes two questions, and ends with the client's empty message")
    func scram() throws {
        let client = client("scram-sha-256")
        client.forgets()
        client.sends("AUTHENTICATE " + Base64.encode(Array("n,,n=Jilles,r=abc".utf8)))
        let challenge = "r=abchere,s=c2FsdHNhbHQ=,i=1"
        #expect(client.heard() == [":chat.local AUTHENTICATE " + Base64.encode(Array(challenge.utf8))])
        let proof = FakeStore.verifier(of: "sesame").storedKey
        let final = try Scram.ClientFinal(channelBinding: Array("n,,".utf8), nonce: "abchere", proof: proof)
        client.sends("AUTHENTICATE " + Base64.encode(Array(final.text.utf8)))
        #expect(client.heard() == [":chat.local AUTHENTICATE " + Base64.encode(Array("v=c2VydmVy".utf8))])
        client.sends("AUTHENTICATE +")
        #expect(client.verbs() == ["900", "903"])
    }

    @Test("A wrong proof, a name that is nobody's and a binding that was not offered fail", arguments: 0..<4)
    func scramFails(kind: Int) throws {
        let client = client("SCRAM-SHA-256")
        let names = [
            "n,,n=jilles,r=abc", "n,,n=nobody,r=abc", "p=tls-unique,,n=jilles,r=abc", "n,a=foo,n=jilles,r=abc",
        ]
        client.sends("AUTHENTICATE " + Base64.encode(Array(names[kind].utf8)))
        let proof = FakeStore.verifier(of: "millet").storedKey
        let final = try Scram.ClientFinal(channelBinding: Array("n,,".utf8), nonce: "abchere", proof: proof)
        client.sends("AUTHENTICATE " + Base64.encode(Array(final.text.utf8)))
        #expect(client.verbs().contains("904"))
        client.sends("AUTHENTICATE +")
        #expect(!client.verbs().contains("900"))
    }

    @Test("A password that changes in the middle of SCRAM ends it")
    func scramOfOld() throws {
        let owner = house.irc("jilles", loggedInAs: "jilles")
        let client = client("SCRAM-SHA-256")
        client.sends("AUTHENTICATE " + Base64.encode(Array("n,,n=jilles,r=abc".utf8)))
        owner.sends("NS PASSWD another")
        client.forgets()
        let proof = FakeStore.verifier(of: "sesame").storedKey
        let final = try Scram.ClientFinal(channelBinding: Array("n,,".utf8), nonce: "abchere", proof: proof)
        client.sends("AUTHENTICATE " + Base64.encode(Array(final.text.utf8)))
        #expect(client.verbs() == ["904"])
    }

    @Test("A certificate logs in once its owner has said so")
    func external() {
        let print = String(repeating: "ab", count: 32)
        let stranger = client("EXTERNAL", fingerprint: print)
        stranger.sends("AUTHENTICATE +")
        #expect(stranger.verbs().last == "904")
        house.irc("jilles", loggedInAs: "jilles").sends("NS CERT ADD " + print.uppercased())
        stranger.sends("AUTHENTICATE EXTERNAL", "AUTHENTICATE " + Base64.encode(Array("other".utf8)))
        #expect(stranger.verbs().last == "904")
        stranger.sends("AUTHENTICATE EXTERNAL", "AUTHENTICATE +")
        #expect(stranger.verbs().suffix(2) == ["900", "903"])
        let againHouse = House(after: house)
        let again = againHouse.connects(secure: true, fingerprint: print)
        again.sends("AUTHENTICATE EXTERNAL", "AUTHENTICATE " + Base64.encode(Array("jilles".utf8)))
        #expect(again.verbs().last == "903")
    }

    @Test("Before registration one logs in once")
    func already() {
        let client = client()
        client.sends(Person.plain("jilles", "sesame"))
        client.forgets()
        client.sends("AUTHENTICATE PLAIN")
        #expect(client.verbs() == ["907"])
    }

    @Test("A member logs in, and into another account, and those around are told who want to know")
    func later() {
        house.hasAccount("foo", "bar")
        let ann = house.irc("ann", .accountNotify)
        let bob = house.irc("bob", .accountNotify)
        let eve = house.irc("eve")
        for person in [ann, bob, eve] { person.joins("#tea") }
        house.forgets()
        ann.authenticates(as: "jilles", "sesame")
        #expect(
            ann.heard(of: "900", "903", "ACCOUNT") == [
                "900 ann ann!~u@127.0.0.1 jilles :You are now logged in as jilles",
                "903 ann :SASL authentication successful", "ACCOUNT jilles",
            ])
        #expect(bob.heard() == [":ann!~u@127.0.0.1 ACCOUNT jilles"])
        #expect(eve.heard() == [])
        ann.authenticates(as: "foo", "bar")
        #expect(ann.verbs() == ["AUTHENTICATE", "900", "903", "ACCOUNT"])
        #expect(bob.heard() == [":ann!~u@127.0.0.1 ACCOUNT foo"])
        ann.sends("NS LOGOUT")
        #expect(bob.heard() == [":ann!~u@127.0.0.1 ACCOUNT *"])
        #expect(ann.heard(of: "901") == ["901 ann ann!~u@127.0.0.1 :You are now logged out"])
        #expect(ann.member?.account == nil)
    }

    @Test("Nobody is logged in to an account by another of their connections")
    func shared() {
        house.hasAccount("foo")
        let first = house.irc("jilles", loggedInAs: "jilles")
        let second = house.irc("jilles", loggedInAs: "jilles")
        #expect(first.member?.sessions.count == 2)
        second.forgets()
        second.authenticates(as: "foo", "sesame")
        #expect(second.verbs() == ["AUTHENTICATE", "907"])
    }

    @Test("A suspended account fails with the right password too")
    func suspended() {
        house.hasAccount("foo")
        var restored = house.store.restored
        for place in restored.owners.indices { restored.owners[place].account.isSuspended = true }
        let lateHouse = House(restored: restored)
        let late = lateHouse.connects()
        late.authenticates(as: "foo", "sesame")
        #expect(late.heard(of: "904") == ["904 * :This account is suspended"])
    }
}
