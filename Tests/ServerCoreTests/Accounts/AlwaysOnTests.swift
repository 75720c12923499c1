import ChatProtocol
import ServerCore
import Testing

@Suite("Staying without a connection")
struct AlwaysOnTests {
    let house: House

    init() {
        house = House()
        house.hasAccount("alice")
        house.hasAccount("carol")
    }

    func names(_ person: Person, of room: String = "#tea") -> Set<String> {
        person.forgets()
        person.sends("NAMES \(room)")
        return Set(
            person.heard(of: "353").flatMap { $0.split(separator: ":")[1].split(separator: " ").map { String($0) } })
    }

    @Test("One who is always on stays in the rooms, is away meanwhile, and comes back to them")
    func stays() {
        let bob = house.irc("bob", .awayNotify)
        let alice = house.irc("alice", loggedInAs: "alice")
        alice.says("set always-on true", to: "NickServ")
        #expect(alice.heard().last == ":NickServ!NickServ@chat.local NOTICE alice :Always-on is on")
        alice.joins("#tea")
        bob.joins("#tea")
        bob.forgets()
        alice.quits()
        #expect(bob.heard() == [":alice!~u@127.0.0.1 AWAY :Not connected at the moment"])
        #expect(names(bob) == ["@alice", "bob"])
        bob.sends("LUSERS")
        #expect(bob.heard(of: "255") == ["255 bob :I have 2 clients and 0 servers"])
        let again = house.irc("alice", loggedInAs: "alice", having: [.persistence])
        #expect(bob.heard() == [":alice!~u@127.0.0.1 AWAY"])
        let heard = again.heard()
        #expect(heard.contains(":alice!~u@127.0.0.1 JOIN #tea"))
        #expect(heard.contains(":chat.local PERSISTENCE STATUS ON ON"))
        #expect(names(again) == ["@alice", "bob"])
    }

    @Test("Over a restart too, with modes and words of absence, but not as an operator of the server")
    func restart() {
        let alice = house.irc("alice", loggedInAs: "alice")
        alice.joins("#before")
        alice.sends("NS SET ALWAYS-ON on", "AWAY :asleep", "MODE alice +iB", "SETNAME :Alice L")
        alice.joins("#tea")
        alice.joins("#left")
        alice.parts("#left")
        let later = House(after: house)
        let bob = later.irc("bob")
        bob.sends("LUSERS")
        #expect(bob.heard(of: "251") == ["251 bob :There are 1 users and 1 invisible on 1 servers"])
        bob.joins("#tea")
        #expect(names(bob) == ["@alice", "bob"])
        bob.joins("#left")
        #expect(names(bob, of: "#left") == ["@bob"])
        bob.sends("WHOIS alice")
        let whois = bob.heard(of: "311", "301", "335", "319", "330")
        #expect(whois.first == "311 bob alice ~u 127.0.0.1 * :Alice L")
        #expect(whois.contains("301 bob alice asleep"))
        #expect(whois.contains("319 bob alice @#tea"))
        let again = later.irc("alice", loggedInAs: "alice")
        let joined = again.heard(of: "JOIN")
        #expect(joined == ["JOIN #before", "JOIN #tea"])
        again.sends("MODE alice")
        #expect(again.heard(of: "221") == ["221 alice +Bi"])
    }

    @Test("A registered room has its owner in it after a restart")
    func owner() {
        let alice = house.irc("alice", loggedInAs: "alice")
        alice.sends("NS SET ALWAYS-ON on", "JOIN #alice", "TOPIC #alice :here", "CS REGISTER #alice")
        let bobHouse = House(after: house)
        let bob = bobHouse.irc("bob")
        bob.joins("#alice")
        #expect(bob.heard(of: "332") == ["332 bob #alice :here"])
        #expect(names(bob, of: "#alice") == ["~alice", "bob"])
    }

    @Test("Switched off, the last connection is a leaving, also over a restart")
    func switchedOff() {
        let bob = house.irc("bob")
        let alice = house.irc("alice", loggedInAs: "alice")
        alice.sends("NS SET ALWAYS-ON on", "JOIN #tea")
        bob.joins("#tea")
        alice.sends("PERSISTENCE SET OFF")
        #expect(alice.heard().last == ":chat.local PERSISTENCE STATUS OFF OFF")
        #expect(house.account("alice")?.presence == nil)
        bob.forgets()
        alice.quits()
        #expect(bob.verbs() == ["QUIT"])
        let laterHouse = House(after: house)
        let later = laterHouse.irc("carl")
        later.joins("#tea")
        #expect(names(later) == ["carl"])
    }

    @Test("Nobody else comes in as one who is absent")
    func held() {
        let alice = house.irc("alice", loggedInAs: "alice")
        alice.sends("NS SET ALWAYS-ON on", "NICK wonder")
        alice.quits()
        let carol = house.irc("wonder", loggedInAs: "carol")
        #expect(!carol.isAdmitted)
        let raw = house.connects(.raw)
        raw.sends("!wonder")
        #expect(raw.member == nil)
        // Who has logged in may say the nick after the negotiation as well.
        let again = house.connects()
        again.authenticates(as: "alice", "sesame")
        again.sends("NICK wonder", "USER u 0 * :A")
        #expect(again.member?.name == "wonder")
        let later = House(after: house)
        #expect(later.state.members.all.map(\.name) == ["wonder"])
    }

    @Test("An account keeps one member, not each that it was ever logged in with")
    func one() {
        house.irc("alice", loggedInAs: "alice").sends("NS SET ALWAYS-ON on")
        for number in 1...20 {
            let other = house.irc("other\(number)", loggedInAs: "alice")
            other.joins("#tea")
            other.vanishes()
        }
        let bob = house.irc("bob")
        bob.sends("LUSERS")
        #expect(bob.heard(of: "255") == ["255 bob :I have 2 clients and 0 servers"])
    }

    @Test("Another member of the account coming and going leaves the one who stays where it is")
    func otherMember() {
        let alice = house.irc("alice", loggedInAs: "alice")
        alice.sends("NS SET ALWAYS-ON on", "JOIN #tea")
        alice.quits()
        let other = house.irc("other", loggedInAs: "alice")
        other.joins("#tea")
        other.parts("#tea")
        other.quits()
        let bobHouse = House(after: house)
        let bob = bobHouse.irc("bob")
        bob.joins("#tea")
        #expect(names(bob) == ["@alice", "bob"])
    }

    @Test(
        "One who is absent goes when the owner says so from elsewhere, or the account ends",
        arguments: ["off", "drop", "ghost", "logout"])
    func goes(how: String) {
        let bob = house.irc("bob")
        bob.joins("#tea")
        let alice = house.irc("alice", loggedInAs: "alice")
        alice.sends("NS SET ALWAYS-ON on", "JOIN #tea")
        let other = house.irc("other", loggedInAs: "alice")
        other.joins("#tea")
        if how == "logout" { alice.sends("NS LOGOUT") }
        alice.quits()
        other.forgets()
        bob.forgets()
        switch how {
        case "off": other.sends("NS SET ALWAYS-ON off")
        case "drop": other.sends("NS DROP alice")
        case "ghost": other.sends("NS GHOST alice")
        default: break
        }
        #expect(bob.heard(of: "QUIT").count == (how == "logout" ? 0 : 1))
        #expect(names(bob) == ["@bob", "other"])
        let laterHouse = House(after: house)
        let later = laterHouse.irc("dan")
        later.joins("#tea")
        #expect(names(later).contains("alice") == false)
    }

    @Test(
        "As the server says, where its owner has not",
        arguments: [(AccountSettings.AlwaysOn.optOut, true), (.no, false)])
    func policy(setting: AccountSettings.AlwaysOn, stays: Bool) {
        let house = House { $0.accounts.alwaysOn = setting }
        house.hasAccount("dora")
        let bob = house.irc("bob", .persistence)
        bob.sends("WHOIS dora")
        #expect(bob.verbs().contains("311") == stays)
        let dora = house.irc("dora", loggedInAs: "dora")
        dora.sends("PERSISTENCE GET")
        #expect(dora.heard().last == ":chat.local PERSISTENCE STATUS DEFAULT \(stays ? "ON" : "OFF")")
        dora.sends("PERSISTENCE SET ON", "PERSISTENCE SET", "PERSISTENCE SET MAYBE")
        #expect(
            dora.heard() == [
                ":chat.local PERSISTENCE STATUS ON \(stays ? "ON" : "OFF")",
                ":chat.local FAIL PERSISTENCE INVALID_PARAMS :Say GET, or SET and ON, OFF or DEFAULT",
                ":chat.local FAIL PERSISTENCE INVALID_PARAMS :Say GET, or SET and ON, OFF or DEFAULT",
            ])
        bob.forgets()
        bob.sends("PERSISTENCE GET")
        #expect(bob.heard() == [":chat.local FAIL PERSISTENCE ACCOUNT_REQUIRED :You are not logged in to an account"])
    }

    @Test("One member over several connections, told once of everything, gone with the last")
    func several() {
        let observer = house.irc("observer")
        observer.joins("#tea")
        let two = house.irc("nick", loggedInAs: "alice")
        two.joins("#tea")
        let three = house.irc("nick", loggedInAs: "alice", having: [.persistence])
        #expect(three.heard(of: "001", "JOIN") == ["001 nick :Welcome to the chat network, nick", "JOIN #tea"])
        house.forgets()
        two.sends("PERSISTENCE SET ON", "PERSISTENCE SET OFF")
        #expect(three.heard() == [":chat.local PERSISTENCE STATUS ON ON", ":chat.local PERSISTENCE STATUS OFF OFF"])
        two.forgets()
        two.says("hello", to: "#tea")
        #expect(two.heard() == [])
        #expect(three.heard(of: "PRIVMSG") == ["PRIVMSG #tea :hello"])
        two.sends("QUIT :two out")
        #expect(two.heard(of: "QUIT") == ["QUIT :Quit: two out"])
        #expect(observer.heard(of: "QUIT") == [])
        three.sends("QUIT :three out")
        #expect(observer.heard(of: "QUIT") == ["QUIT :Quit: three out"])
    }

    @Test("Where the owner wants one connection alone, a second one does not get in")
    func alone() {
        let two = house.irc("nick", loggedInAs: "alice")
        two.sends("NS SET MULTICLIENT OFF")
        let three = house.connects()
        three.sends("CAP LS 302")
        three.authenticates(as: "alice", "sesame")
        three.sends("NICK nick", "USER a 0 * a", "CAP REQ :server-time message-tags", "CAP END")
        #expect(three.heard(of: "001", "433").map { $0.prefix(3) } == ["433"])
    }
}
