import Chance
import ChatProtocol
import ServerCore
import Testing

@Suite("Names that look the same")
struct LookalikesTests {
    /// With a Cyrillic е.
    private static let double = "еvan"
    private let house = House { $0.operators["root"] = "secret" }

    private func ascii() -> House { House { $0.casemapping = .ascii } }

    @Test(
        "A nick that looks like one in use is refused",
        arguments: [
            ("evan", "еvan"), ("tom", "torn"), ("bob1", "bobl"), ("ann0", "anno"), ("武士", "武土"), ("Ian", "lan"),
            ("ann", "аnn"), ("ann", "ａｎո"),
        ])
    func inUse(_ nick: String, _ double: String) {
        _ = house.irc(nick)
        let other = house.connects()
        other.sends("NICK \(double)", "USER u 0 * :O")
        #expect(other.heard() == [":chat.local 433 * \(double) :Nickname looks like one that is in use"])
        other.sends("NICK other")
        #expect(other.isAdmitted)
        other.forgets()
        other.sends("NICK \(double)")
        #expect(other.heard() == [":chat.local 433 other \(double) :Nickname looks like one that is in use"])
    }

    @Test("Two that only resemble each other are both here", arguments: [("ian", "lan"), ("小明", "小朋"), ("未来", "末来")])
    func resemblance(_ one: String, _ other: String) {
        #expect(house.irc(one).isAdmitted)
        #expect(house.irc(other).isAdmitted)
    }

    @Test("Where names are of ASCII, only the same name is the same")
    func plain() {
        let house = ascii()
        for nick in ["ann0", "annO", "tom", "torn", "nlckserv"] { #expect(house.irc(nick).isAdmitted) }
    }

    @Test("Of two at the door, the first has the look; it is free at once when they turn away")
    func race() {
        let first = house.connects()
        let second = house.connects()
        first.sends("NICK evan")
        second.sends("NICK \(Self.double)", "USER u 0 * :S")
        #expect(second.verbs() == ["433"])
        first.sends("NICK ann")
        second.sends("NICK \(Self.double)")
        #expect(second.isAdmitted)
    }

    @Test("A look is free again when its owner leaves, or takes another nick")
    func released() {
        let evan = house.irc("evan")
        evan.sends("NICK other")
        let double = house.irc(Self.double)
        #expect(double.isAdmitted)
        double.quits()
        #expect(house.irc("evan").isAdmitted)
    }

    @Test("One's own nick may be written as one likes, also so that it looks otherwise")
    func own() {
        let ian = house.irc("ian")
        ian.sends("NICK Ian", "NICK lan", "NICK IAN")
        #expect(ian.verbs() == ["NICK", "NICK", "NICK"])
        let lan = house.connects()
        lan.sends("NICK lAN", "USER u 0 * :L")
        #expect(lan.verbs() == ["433"])
        #expect(house.irc("ian2").isAdmitted)
    }

    @Test("Raw members are held to it, and so is whoever an operator names")
    func otherWays() {
        let evan = house.irc("evan")
        let raw = house.connects(.raw)
        raw.sends("!\(Self.double)")
        #expect(raw.member == nil)
        let root = house.irc("root")
        root.sends("OPER root secret")
        _ = house.irc("ann")
        root.forgets()
        root.sends("SANICK ann \(Self.double)")
        #expect(root.verbs() == ["433"])
        evan.quits()
        raw.sends("!\(Self.double)")
        #expect(raw.member?.name == Self.double)
    }

    @Test("Nobody looks like a part of the server", arguments: ["ΝickServ", "NlCKSERV", "Сhanserv", "HistSеrv"])
    func services(nick: String) {
        let ann = house.connects()
        ann.sends("NICK \(nick)")
        #expect(ann.verbs() == ["432"])
        let bob = house.irc("bob")
        bob.sends("REGISTER \(nick) * sesame")
        #expect(bob.heard().first?.hasPrefix(":chat.local FAIL REGISTER BAD_ACCOUNT_NAME") == true)
    }

    @Test("Words of elsewhere are not said under a name that looks like somebody's here")
    func relayed() {
        _ = house.irc("ann/x")
        let bridge = house.irc("bridge", .relaymsg)
        bridge.joins("#tea")
        bridge.forgets()
        bridge.sends("RELAYMSG #tea аnn/x :hi")
        #expect(bridge.heard().first?.hasPrefix(":chat.local FAIL RELAYMSG INVALID_NICK") == true)
    }
}

@Suite("Names that look like accounts")
struct LookalikeAccountsTests {
    private static let double = "еvan"
    private let house = House { $0.operators["root"] = "secret" }

    @Test("What looks like the name of an account is its owner's, over a restart too", arguments: [false, true])
    func reserved(isLater: Bool) {
        self.house.hasAccount("evan")
        let house = isLater ? House(after: self.house) : self.house
        let other = house.connects()
        other.sends("NICK \(Self.double)", "USER u 0 * :O")
        #expect(other.verbs() == ["433"])
        let raw = house.connects(.raw)
        raw.sends("!\(Self.double)")
        #expect(raw.member == nil)
        let evan = house.irc("evan", loggedInAs: "evan")
        evan.forgets()
        evan.sends("NICK \(Self.double)")
        #expect(evan.verbs() == ["NICK"])
        // Another connection of the owner is another member under the other name.
        let second = house.irc("evan", loggedInAs: "evan")
        #expect(second.member?.name == "evan")
        #expect(second.member?.id != evan.member?.id)
    }

    @Test("Where nicks are nobody's, only a look in use is refused")
    func notReserved() {
        let house = House { $0.accounts.reservesNicks = false }
        house.hasAccount("evan")
        let other = house.irc(Self.double)
        #expect(other.isAdmitted)
        let evan = house.irc("evan", loggedInAs: "evan")
        #expect(evan.verbs().last == "433")
    }

    @Test("Who is still logging in may turn out to be the owner; who does not is refused at the end")
    func negotiating() {
        house.hasAccount("evan")
        let evan = house.irc("evan", loggedInAs: "evan")
        let late = house.connects()
        late.sends("CAP REQ :sasl", "NICK \(Self.double)", "USER u 0 * :E")
        #expect(late.verbs() == ["CAP"])
        late.authenticates(as: "evan", "sesame")
        late.sends("CAP END")
        #expect(late.member?.name == Self.double)
        #expect(late.member?.account == evan.member?.account)
        let thief = house.connects()
        thief.sends("CAP REQ :sasl", "NICK ev\u{430}n", "USER u 0 * :T", "CAP END")
        #expect(thief.verbs() == ["CAP", "433"])
    }

    @Test("No account is made that looks like another, or like somebody else who is here")
    func accounts() {
        house.hasAccount("evan")
        house.hasAccount("root")
        _ = house.irc("tom")
        let ann = house.irc("ann")
        ann.sends("REGISTER \(Self.double) * sesame", "REGISTER torn * sesame")
        #expect(
            ann.heard(of: "FAIL") == [
                "FAIL REGISTER ACCOUNT_EXISTS \(Self.double) :An account exists already whose name looks the same",
                "FAIL REGISTER ACCOUNT_EXISTS torn :Somebody else uses that name, or one that looks the same",
            ])
        let root = house.irc("root", loggedInAs: "root")
        root.sends("OPER root secret")
        root.forgets()
        root.sends("NS SAREGISTER \(Self.double) sesame")
        #expect(root.heard().last?.hasSuffix(":An account exists already whose name looks the same") == true)
        #expect(house.store.accounts.count == 2)
    }

    @Test("The look of an account that has ended is free")
    func ended() {
        house.hasAccount("evan")
        let evan = house.irc("evan", loggedInAs: "evan")
        evan.sends("NS DROP evan")
        evan.quits()
        let double = house.irc(Self.double)
        double.sends("REGISTER * * sesame")
        #expect(house.account(Self.double) != nil)
    }

    @Test("An owner has the very name of the account beside one who looks like it, and may put that one out")
    func exactName() {
        house.hasAccount("root")
        let squatter = house.irc(Self.double)
        let root = house.irc("root", loggedInAs: "root")
        root.sends("OPER root secret", "NS SAREGISTER evan sesame")
        let evan = house.irc("evan", loggedInAs: "evan")
        #expect(evan.member?.name == "evan")
        evan.sends("NS GHOST \(Self.double)")
        #expect(squatter.isGone)
        // What was theirs alone stays so.
        #expect(house.irc("ann").isAdmitted)
        let other = house.connects()
        other.sends("NICK \(Self.double)", "USER u 0 * :O")
        #expect(other.verbs() == ["433"])
    }

    @Test("Whoever comes, goes and changes names, no two of different owners look the same", arguments: 1...20)
    func evening(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        let letters = ["a", "а", "e", "е", "l", "I", "1", "m", "rn", "0", "o", "土", "士"]
        let accounts = ["ale", "аrn", "me土"]
        for account in accounts { house.hasAccount(account) }
        func name() -> String {
            if random.once(in: 4) { return random.one(of: accounts) }
            return "x" + (0..<random.number(1...2)).map { _ in random.one(of: letters) }.joined()
        }
        var people: [Person] = []
        for _ in 0..<400 {
            switch random.number(1...5) {
            case 1: people.append(house.irc(name()))
            case 2: people.append(house.irc(name(), loggedInAs: random.one(of: accounts)))
            case 3 where !people.isEmpty: random.one(of: people).quits()
            default: if !people.isEmpty { random.one(of: people).sends("NICK \(name())") }
            }
            people.removeAll(where: \.isGone)
            var owners: [Skeleton: AccountID?] = [:]
            for member in house.state.members.all {
                let look = Skeleton(of: member.name, casemapping: .unicode)
                if let other = owners[look] {
                    require(other != nil && other == member.account, "two look like \(member.name)")
                }
                owners[look] = .some(member.account)
            }
        }
    }
}
