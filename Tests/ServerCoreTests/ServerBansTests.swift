import ChatProtocol
import ServerCore
import Testing

struct ServerBansTests {
    private let house = House { $0.operators = ["root": "secret"] }
    private let ann: Person

    init() {
        ann = house.irc("ann", host: "192.0.2.1")
        ann.sends("OPER root secret")
        house.forgets()
    }

    private func comes(_ nick: String, from host: String) -> Person {
        let person = house.connects(host: host)
        person.sends("NICK \(nick)", "USER u 0 * :x")
        return person
    }

    @Test(
        arguments: [
            ("bob!*@*", "BOB", "198.51.100.1"), ("*!*u@198.51.*", "x", "198.51.100.1"),
            ("198.51.100.0/24", "x", "198.51.100.77"), ("198.51.100.1", "x", "198.51.100.1"),
            ("2001:db8::/32", "x", "2001:db8:1::5"), ("*@198.51.100.1", "x", "198.51.100.1"), ("bob", "bob", "::1"),
            ("198.51.100.0/24", "x", "::ffff:198.51.100.7"),
        ])
    func whoMatchesDoesNotComeIn(_ mask: String, _ nick: String, _ host: String) {
        ann.sends("UBAN ADD \(mask) flooding")
        let bob = comes(nick, from: host)
        #expect(bob.isGone)
        let heard = bob.heard()
        #expect(heard.first == ":chat.local 465 \(nick) :You are banned from this server: flooding")
        #expect(heard.last?.hasPrefix("ERROR :Closing link: ") == true)
    }

    @Test(
        arguments: [
            ("bob!*@*", "bobby", "198.51.100.1"), ("198.51.100.0/24", "x", "198.51.101.1"),
            ("2001:db8::/32", "x", "2001:db9::5"), ("198.51.100.1", "x", "198.51.100.10"),
        ])
    func whoDoesNotMatchComesIn(_ mask: String, _ nick: String, _ host: String) {
        ann.sends("UBAN ADD \(mask)")
        #expect(comes(nick, from: host).isAdmitted)
    }

    @Test func whoIsHereIsClosedAtOnce() {
        let bob = house.irc("bob", host: "198.51.100.1")
        let cat = house.irc("cat", host: "198.51.101.1")
        for person in [bob, cat] { person.joins("#tea") }
        let source = "\(bob)"
        house.forgets()
        ann.sends("UBAN ADD 198.51.100.0/24 DURATION 1d flooding")
        #expect(bob.isGone)
        #expect(
            bob.heard() == [
                ":chat.local 465 bob :You are banned from this server: flooding",
                "ERROR :Closing link: (198.51.100.1) Banned: flooding",
            ])
        #expect(cat.heard() == [":\(source) QUIT :Banned: flooding"])
        #expect(
            ann.heard() == [
                ":chat.local NOTICE ann :Added: 198.51.100.0/24 by ann until 2026-11-24T09:00:00.000Z: flooding"
            ])
    }

    @Test func aBanEnds() {
        ann.sends("KLINE 10 bob!*@*")
        house.passes(milliseconds: 600_000 - 1)
        #expect(comes("bob", from: "198.51.100.1").isGone)
        house.passes(milliseconds: 1)
        #expect(comes("bob", from: "198.51.100.1").isAdmitted)
        #expect(house.store.restored.serverBans.count == 1)
        ann.sends("UBAN LIST")
        #expect(ann.heard().last == ":chat.local NOTICE ann :End of bans (0)")
        #expect(house.store.restored.serverBans.isEmpty)
    }

    @Test func aBanIsLifted() {
        ann.sends("UBAN ADD Bob!*@*", "UBAN DEL bob!*@*", "UBAN DEL bob!*@*")
        #expect(ann.heard().last == ":chat.local FAIL UBAN INVALID_PARAMS bob!*@* :There is no such ban")
        #expect(comes("bob", from: "198.51.100.1").isAdmitted)
    }

    @Test func aBanOutlivesTheServer() {
        ann.sends("UBAN ADD bob!*@* flooding")
        let next = House(after: house)
        let bob = next.connects(host: "198.51.100.1")
        bob.sends("NICK bob", "USER u 0 * :x")
        #expect(bob.isGone)
    }

    @Test(arguments: ["*!*@*", "192.0.2.0/24", "0.0.0.0/0", "ann"])
    func nobodyBansThemselves(_ mask: String) {
        ann.sends("UBAN ADD \(mask)")
        #expect(ann.heard().first?.contains("INVALID_PARAMS") == true)
        #expect(comes("bob", from: "192.0.2.9").isAdmitted)
        #expect(house.store.restored.serverBans.isEmpty)
    }

    @Test func aRawMemberIsKeptOutToo() {
        ann.sends("UBAN ADD 127.0.0.0/8 flooding")
        let ray = house.connects(.raw)
        ray.sends("!ray")
        #expect(ray.isGone)
    }

    @Test(arguments: ["UBAN LIST", "KLINE bob!*@*", "DLINE 192.0.2.1", "UNKLINE x", "UNDLINE x"])
    func nobodyElseBans(_ line: String) {
        let bob = house.irc("bob")
        bob.sends(line)
        #expect(bob.heard().first?.contains(" 481 bob ") == true)
    }
}
