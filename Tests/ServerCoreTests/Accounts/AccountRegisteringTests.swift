import ChatProtocol
import ServerCore
import Testing

@Suite("Making an account")
struct AccountRegisteringTests {
    @Test("One's nick, or a name of one's own", arguments: [("*", "bar"), ("bar", "bar"), ("foo", "foo")])
    func registers(asked: String, name: String) {
        let house = House()
        let bar = house.irc("bar", .accountNotify)
        bar.sends("REGISTER \(asked) * passphrase")
        #expect(
            bar.heard() == [
                ":chat.local REGISTER SUCCESS \(name) :Account successfully registered",
                ":chat.local 900 bar bar!~u@127.0.0.1 \(name) :You are now logged in as \(name)",
                ":bar!~u@127.0.0.1 ACCOUNT \(name)",
            ])
        #expect(house.account(name)?.verifier == FakeStore.verifier(of: "passphrase"))
    }

    @Test("Before the connection is registered, where that may be")
    func early() {
        let house = House()
        let bar = house.connects()
        bar.sends("CAP LS 302", "NICK bar", "REGISTER * * passphrase")
        #expect(bar.verbs().suffix(2) == ["REGISTER", "900"])
        bar.sends("USER u 0 * :Bar", "CAP END")
        #expect(bar.member?.account == house.account("bar")?.id)
    }

    @Test(
        "What cannot be is told by its code",
        arguments: [
            ("REGISTER .. * passphrase", "BAD_ACCOUNT_NAME .."), ("REGISTER nickserv * passphrase", "BAD_ACCOUNT_NAME"),
            ("REGISTER JILLES * passphrase", "ACCOUNT_EXISTS JILLES"), ("REGISTER root * passphrase", "ACCOUNT_EXISTS"),
            ("REGISTER new nobody passphrase", "INVALID_EMAIL new"), ("REGISTER new a@b@c pw", "INVALID_EMAIL new"),
            ("REGISTER new * NEW", "WEAK_PASSWORD new"), ("REGISTER new * pass\u{7}word", "UNACCEPTABLE_PASSWORD new"),
        ])
    func faults(line: String, code: String) {
        let house = House()
        house.hasAccount("jilles")
        let root = house.irc("root")
        let bar = house.irc("bar")
        bar.sends(line)
        #expect(bar.heard().first?.hasPrefix(":chat.local FAIL REGISTER \(code)") == true)
        #expect(house.store.accounts.count == 1)
        #expect(root.member?.account == nil)
    }

    @Test("Nobody's nick is taken from them by an account of that name")
    func landGrab() {
        let house = House()
        _ = house.irc("root")
        let bar = house.connects()
        bar.sends("NICK root", "REGISTER * * passphrase")
        #expect(bar.heard(of: "FAIL").first?.hasPrefix("FAIL REGISTER ACCOUNT_EXISTS root :") == true)
    }

    @Test("Who has said no nick yet has to")
    func needsNick() {
        let barHouse = House()
        let bar = barHouse.connects()
        bar.sends("REGISTER * * passphrase")
        #expect(bar.heard() == [":chat.local FAIL REGISTER NEED_NICK * :Choose a nickname first"])
    }

    @Test(
        "Not before the connection is registered, where it may not be or a password is wanted",
        arguments: [true, false])
    func late(hasPassword: Bool) {
        let house = House {
            $0.accounts.beforeConnect = hasPassword
            $0.password = hasPassword ? "door" : ""
        }
        let bar = house.connects()
        bar.sends("CAP LS 302")
        #expect(!bar.heard().joined().contains("before-connect,custom"))
        bar.sends("NICK bar", "REGISTER * * passphrase", "VERIFY bar 1")
        let heard = bar.heard(of: "FAIL")
        #expect(heard.first?.hasPrefix("FAIL REGISTER COMPLETE_CONNECTION_REQUIRED bar :") == true)
        #expect(heard.last?.hasPrefix("FAIL VERIFY COMPLETE_CONNECTION_REQUIRED bar :") == true)
    }

    @Test("Where an address is wanted, one must be given")
    func email() {
        let house = House { $0.accounts.requiresEmail = true }
        let bar = house.irc("bar")
        bar.sends("REGISTER * * passphrase", "NS REGISTER passphrase")
        #expect(
            bar.heard() == [
                ":chat.local FAIL REGISTER INVALID_EMAIL bar :A valid email address is needed",
                ":NickServ!NickServ@chat.local NOTICE bar :A valid email address is needed",
            ])
        bar.sends("REGISTER * bar@example.org passphrase")
        #expect(house.account("bar")?.email == "bar@example.org")
    }

    @Test("Where nobody may, nobody does; and who has one needs no second")
    func closed() {
        let house = House { $0.accounts.isOpen = false }
        let bar = house.irc("bar")
        bar.sends("REGISTER * * passphrase")
        #expect(bar.heard(of: "FAIL").first?.contains("TEMPORARILY_UNAVAILABLE") == true)
        let open = House()
        let foo = open.irc("foo")
        foo.sends("REGISTER * * passphrase")
        foo.forgets()
        foo.sends("REGISTER other * passphrase", "VERIFY foo 12")
        #expect(
            foo.heard(of: "FAIL").map { $0.split(separator: " ")[2] } == [
                "ALREADY_AUTHENTICATED", "ALREADY_AUTHENTICATED",
            ])
    }

    @Test("Who comes in while the password is hashed has the account then")
    func comesIn() {
        let house = House()
        let bar = house.connects()
        house.holdsQuestions = true
        bar.sends("CAP LS 302", "NICK bar", "REGISTER * * passphrase", "USER u 0 * :Bar", "CAP END")
        #expect(bar.isAdmitted)
        bar.forgets()
        house.answersQuestions()
        #expect(bar.verbs() == ["REGISTER", "900"])
        #expect(bar.member?.account == house.account("bar")?.id)
    }

    @Test("Who loses the nick while the password is hashed has no account of it")
    func losesNick() {
        let house = House()
        let bar = house.connects()
        house.holdsQuestions = true
        bar.sends("NICK bar", "REGISTER * * passphrase", "NICK other")
        let thief = house.irc("bar")
        bar.forgets()
        house.answersQuestions()
        #expect(bar.heard(of: "FAIL").first?.hasPrefix("FAIL REGISTER ACCOUNT_EXISTS bar") == true)
        #expect(thief.member?.account == nil)
    }

    @Test("What the shell cannot hash is no password")
    func unhashable() {
        let house = House()
        let bar = house.irc("bar")
        house.holdsQuestions = true
        bar.sends("REGISTER * * passphrase", "NS REGISTER passphrase")
        house.answersQuestions(failing: true)
        #expect(
            bar.heard() == [
                ":chat.local FAIL REGISTER UNACCEPTABLE_PASSWORD bar :That password cannot be used",
                ":NickServ!NickServ@chat.local NOTICE bar :That password cannot be used",
            ])
    }

    @Test("Of two who ask for one name at once, one has it")
    func race() {
        let house = House()
        let ann = house.irc("ann")
        let bob = house.irc("bob")
        house.holdsQuestions = true
        ann.sends("REGISTER tea * passphrase")
        bob.sends("REGISTER tea * passphrase", "REGISTER bob * passphrase")
        house.holdsQuestions = false
        house.answersQuestions()
        #expect(ann.verbs() == ["REGISTER", "900"])
        #expect(bob.verbs() == ["FAIL", "REGISTER", "900"])
        #expect(house.store.accounts.count == 2)
    }

    @Test("The nick of an account is its owner's, for members of both dialects, and once it is asked for later")
    func reserved() {
        let house = House()
        house.hasAccount("jilles")
        let ann = house.connects()
        ann.sends("NICK jilles", "USER u 0 * :Ann")
        #expect(ann.verbs() == ["433"])
        ann.sends("NICK ann")
        ann.forgets()
        ann.sends("NICK JILLES")
        #expect(ann.verbs() == ["433"])
        let raw = house.connects(.raw)
        raw.sends("!jilles")
        #expect(raw.member == nil)
        // Whoever only sits at the door does not keep the owner out.
        let sitter = house.connects()
        sitter.sends("CAP LS 302", "NICK jilles")
        let owner = house.irc("jilles", loggedInAs: "jilles")
        #expect(owner.member?.name == "jilles")
        sitter.forgets()
        sitter.sends("USER u 0 * :S", "CAP END")
        #expect(sitter.verbs() == ["433"])
    }

    @Test("A login does not open somebody else's nick")
    func otherAccount() {
        let house = House()
        house.hasAccount("jilles")
        house.hasAccount("foo")
        let foo = house.irc("jilles", loggedInAs: "foo")
        #expect(foo.verbs().last == "433")
        #expect(!foo.isAdmitted)
    }
}
