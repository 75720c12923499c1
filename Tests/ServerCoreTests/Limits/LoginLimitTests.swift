import ChatProtocol
import Testing

@testable import ServerCore

@Suite("How often a password may be guessed")
struct LoginLimitTests {
    private let house = House { $0.operators = ["root": "secret"] }

    /// What a connection from there hears of a try to log in.
    private func hears(_ password: String, from host: String) -> String {
        let person = house.connects(host: host, secure: true)
        person.sends("CAP REQ :sasl", "NICK guest")
        person.forgets()
        person.authenticates(as: "ann", password)
        defer { person.vanishes() }
        return person.heard().last { $0.contains(" 90") } ?? ""
    }

    @Test("three wrong ones a minute from an address, over however many connections; then not even the right one")
    func fromAddress() {
        house.hasAccount("ann", "right")
        for _ in 0..<3 { #expect(hears("wrong", from: "192.0.2.1").hasSuffix("SASL authentication failed")) }
        #expect(hears("right", from: "192.0.2.1").hasSuffix("Too many wrong passwords, try again in 60 s"))
        #expect(hears("right", from: "192.0.2.2").hasSuffix("SASL authentication successful"))
        house.passes(milliseconds: 60_000)
        #expect(hears("right", from: "192.0.2.1").hasSuffix("SASL authentication successful"))
    }

    @Test("an IPv6 customer is one, whichever address they take")
    func customer() {
        house.hasAccount("ann", "right")
        for number in 1...3 { _ = hears("wrong", from: "2001:db8::\(number)") }
        #expect(hears("right", from: "2001:db8::99").contains("Too many wrong passwords"))
        #expect(hears("right", from: "2001:db8:0:1::1").hasSuffix("successful"))
    }

    @Test(
        "from everywhere together, each further wrong one for an account makes the next wait longer, a minute at most")
    func forAccount() {
        house.hasAccount("ann", "right")
        for number in 1...10 { _ = hears("wrong", from: "192.0.2.\(number)") }
        #expect(hears("right", from: "192.0.2.11").hasSuffix("try again in 1 s"))
        house.passes(milliseconds: 1_000)
        _ = hears("wrong", from: "192.0.2.12")
        #expect(hears("right", from: "192.0.2.13").hasSuffix("try again in 2 s"))
        for number in 20..<27 {
            house.passes(milliseconds: 60_000)
            _ = hears("wrong", from: "192.0.2.\(number)")
        }
        #expect(hears("right", from: "192.0.2.50").hasSuffix("try again in 60 s"))
        house.passes(milliseconds: 60_000)
        #expect(hears("right", from: "192.0.2.51").hasSuffix("successful"))
        #expect(hears("wrong", from: "192.0.2.52").hasSuffix("SASL authentication failed"))
        #expect(hears("right", from: "192.0.2.53").hasSuffix("successful"))
    }

    @Test("OPER and NickServ count as well, and loopback does not")
    func others() {
        house.hasAccount("ann", "right")
        let bob = house.irc("bob", host: "192.0.2.9")
        bob.sends("OPER root no", "OPER root no")
        bob.vanishes()
        let cat = house.irc("cat", host: "192.0.2.9")
        cat.sends("OPER root no")
        cat.forgets()
        cat.sends("OPER root secret")
        #expect(cat.heard() == [":chat.local 263 cat OPER :Too many wrong passwords, try again in 60 s"])
        for _ in 0..<5 { #expect(hears("wrong", from: "127.0.0.1").hasSuffix("SASL authentication failed")) }
        #expect(hears("right", from: "127.0.0.1").hasSuffix("successful"))
    }

    @Test("what is remembered is bounded")
    func bounded() {
        var limit = LoginLimit()
        for number in 0..<25_000 {
            limit.fail(
                from: IPAddress(v4: UInt32(number)), for: AccountID(Int64(number)),
                at: Timestamp(milliseconds: Int64(number)))
        }
        #expect(limit.count <= 20_000)
    }
}
