import ChatProtocol
import ServerCore
import Testing

@Suite("ChanServ")
struct ChanServTests {
    let house = House()
    let alice: Person

    init() {
        house.hasAccount("alice")
        house.hasAccount("bob")
        alice = house.irc("alice", loggedInAs: "alice")
        alice.joins("#tea")
        house.forgets()
    }

    func ask(_ line: String, _ person: Person? = nil) -> [String] {
        let person = person ?? alice
        person.forgets()
        person.sends("CS \(line)")
        return person.heard(of: "NOTICE").map { String($0.drop { $0 != ":" }.dropFirst()) }
    }

    func names(_ person: Person, of room: String = "#tea") -> Set<String> {
        person.forgets()
        person.sends("NAMES \(room)")
        return Set(
            person.heard(of: "353").flatMap { $0.split(separator: ":")[1].split(separator: " ").map { String($0) } })
    }

    @Test("A registered room outlives everybody in it, with its topic, its bans and its owner")
    func register() {
        alice.sends("TOPIC #tea :mine", "MODE #tea +b eve!*@*")
        alice.forgets()
        alice.says("Register #tea", to: "chanserv")
        #expect(
            alice.heard() == [
                ":ChanServ!ChanServ@chat.local MODE #tea +q alice",
                ":ChanServ!ChanServ@chat.local NOTICE alice :#tea is registered to you",
            ])
        let later = House(after: house)
        let bob = later.irc("bob_")
        bob.joins("#tea")
        let heard = bob.heard()
        #expect(heard.contains { $0.contains(" 332 bob_ #tea :mine") })
        #expect(!heard.contains { $0.contains(" MODE ") })
        #expect(names(bob) == ["bob_"])
        let again = later.irc("alice", loggedInAs: "alice")
        again.joins("#tea")
        #expect(names(again) == ["bob_", "~alice"])
        let eve = later.irc("eve")
        eve.joins("#tea")
        #expect(eve.verbs() == ["474"])
    }

    @Test("Only an operator of the room who is logged in may register it, and only once")
    func refusals() {
        let bob = house.irc("bob", loggedInAs: "bob")
        bob.joins("#tea")
        let anonymous = house.irc("anon")
        #expect(ask("REGISTER #tea", bob) == ["You must be an operator of #tea to register it"])
        #expect(ask("REGISTER #tea", anonymous) == ["Log in first"])
        #expect(ask("REGISTER #nowhere") == ["There is no room #nowhere"])
        alice.joins("#lobby")
        #expect(ask("REGISTER #lobby") == ["#lobby has an owner"])
        #expect(ask("REGISTER #tea") == ["#tea is registered to you"])
        #expect(ask("REGISTER #tea") == ["#tea has an owner"])
        #expect(ask("UNREGISTER #tea", bob) == ["#tea is not yours"])
        #expect(ask("AMODE #tea +o bob", bob) == ["You may not do that in #tea"])
        #expect(ask("OP #tea", bob) == ["You may not do that in #tea"])
    }

    @Test("Whoever comes back to their rank is told of it behind their own JOIN, as the others are")
    func rankOnReturn() {
        let bob = house.irc("bob", loggedInAs: "bob")
        bob.joins("#tea")
        _ = ask("REGISTER #tea")
        alice.sends("CAP REQ :labeled-response batch", "PART #tea")
        house.forgets()
        alice.joins("#tea")
        #expect(alice.heard().prefix(2) == [":\(alice) JOIN #tea", ":chat.local MODE #tea +qo alice alice"])
        #expect(bob.heard() == [":\(alice) JOIN #tea", ":chat.local MODE #tea +qo alice alice"])
        alice.sends("PART #tea", "@label=j JOIN #tea")
        #expect(
            alice.heard().dropFirst().prefix(3) == [
                "@label=j :chat.local BATCH +1 labeled-response", "@batch=1 :\(alice) JOIN #tea",
                "@batch=1 :chat.local MODE #tea +qo alice alice",
            ])
    }

    @Test("Fifteen rooms are the most")
    func most() {
        for number in 1...15 {
            alice.joins("#r\(number)")
            #expect(ask("REGISTER #r\(number)") == ["#r\(number) is registered to you"])
        }
        #expect(ask("REGISTER #tea") == ["You own 15 rooms already, which is the most"])
    }

    @Test("A secret room is not told of to those who are not in it")
    func secret() {
        alice.sends("MODE #tea +s")
        _ = ask("REGISTER #tea")
        let bob = house.irc("bob", loggedInAs: "bob")
        #expect(ask("INFO #tea", bob) == ["There is no room #tea"])
        #expect(ask("AMODE #tea", bob) == ["There is no room #tea"])
        #expect(ask("INFO #tea").first?.hasPrefix("#tea is registered to alice") == true)
    }

    @Test("A rank for good is there now and after a restart, and can be taken back")
    func amode() {
        _ = ask("REGISTER #tea")
        let bob = house.irc("bob", loggedInAs: "bob")
        bob.joins("#tea")
        bob.forgets()
        #expect(ask("AMODE #tea +o bob") == ["bob has +o in #tea from now on"])
        #expect(bob.heard() == [":ChanServ!ChanServ@chat.local MODE #tea +o bob"])
        #expect(ask("AMODE #tea") == ["alice has +qo", "bob has +o"])
        #expect(ask("AMODE #tea -q alice") == ["You may not do that in #tea"])
        #expect(ask("AMODE #tea o bob").first?.hasPrefix("It takes") == true)
        #expect(ask("AMODE #tea +o nobody") == ["There is no account nobody"])
        let later = House(after: house)
        let again = later.irc("bob", loggedInAs: "bob")
        again.joins("#tea")
        #expect(names(again) == ["@bob"])
        _ = ask("AMODE #tea -o bob")
        #expect(names(bob) == ["~alice", "bob"])
    }

    @Test("An owner who laid down a rank takes it up again, and gives others theirs")
    func op() {
        _ = ask("REGISTER #tea")
        alice.sends("MODE #tea -qo alice alice")
        #expect(names(alice) == ["alice"])
        #expect(ask("OP #tea") == ["Done"])
        #expect(names(alice) == ["@alice"])
        let ben = house.irc("ben")
        ben.joins("#tea")
        #expect(ask("VOICE #tea ben") == ["Done"])
        #expect(names(alice) == ["@alice", "+ben"])
        #expect(ask("DEVOICE #tea", ben) == ["Log in first"])
        #expect(ask("DEVOICE #tea ben") == ["Done"])
        #expect(ask("DEVOICE #tea ben") == ["Nothing was changed"])
        #expect(ask("VOICE #tea nobody") == ["Nothing was changed"])
    }

    @Test("A room is given away, and given up")
    func transfer() {
        _ = ask("REGISTER #tea")
        #expect(ask("TRANSFER #tea nobody") == ["There is no account nobody"])
        #expect(ask("TRANSFER #tea bob") == ["#tea is bob's now"])
        #expect(ask("UNREGISTER #tea") == ["#tea is not yours"])
        #expect(names(alice) == ["@alice"])
        let bob = house.irc("bob", loggedInAs: "bob")
        bob.joins("#tea")
        #expect(names(bob) == ["@alice", "~bob"])
        alice.parts("#tea")
        #expect(ask("DROP #tea", bob) == ["#tea is registered no longer"])
        #expect(names(bob) == ["bob"])
        bob.parts("#tea")
        #expect(house.store.record(named: "#tea") == nil)
    }

    @Test("Who logs in within a room has there what they are given when they come in")
    func loginInside() {
        _ = ask("REGISTER #tea")
        let bob = house.irc("bobby")
        bob.joins("#tea")
        _ = ask("AMODE #tea +v bob")
        alice.forgets()
        bob.sends("NS IDENTIFY bob sesame")
        #expect(alice.heard() == [":chat.local MODE #tea +v bobby"])
        #expect(names(alice) == ["~alice", "+bobby"])
    }
}
