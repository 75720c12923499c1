import ChatProtocol
import ServerCore
import Testing

@Suite("NickServ")
struct NickServTests {
    let house = House()
    let ann: Person

    init() {
        house.hasAccount("jilles")
        ann = house.irc("ann")
    }

    func ask(_ line: String, _ person: Person? = nil) -> [String] {
        let person = person ?? ann
        person.forgets()
        person.sends("NS \(line)")
        return person.heard(of: "NOTICE").map { String($0.drop { $0 != ":" }.dropFirst()) }
    }

    @Test("It is asked by its name in any case, or by NS, and says first that the account is made")
    func register() {
        ann.says("register secret", to: "nICKsERV")
        #expect(
            ann.heard() == [
                ":NickServ!NickServ@chat.local NOTICE ann :Account created",
                ":chat.local 900 ann ann!~u@127.0.0.1 ann :You are now logged in as ann",
            ])
        #expect(ask("REGISTER again") == ["You are logged in already"])
    }

    @Test("What is said to it is never echoed, since it may be a password")
    func noEcho() {
        let bob = house.irc("bob", .echoMessage)
        bob.says("REGISTER secret", to: "NickServ")
        #expect(bob.verbs() == ["NOTICE", "900"])
    }

    @Test("IDENTIFY logs in, by the nick or by a name; three wrong tries close the connection")
    func identify() {
        #expect(ask("IDENTIFY sesame") == ["Wrong password, or no such account"])
        #expect(ask("IDENTIFY jilles millet") == ["Wrong password, or no such account"])
        #expect(ask("identify JILLES sesame") == ["You are logged in as jilles"])
        #expect(ann.member?.account == house.account("jilles")?.id)
        #expect(ask("IDENTIFY nobody sesame") == ["Wrong password, or no such account"])
        #expect(ann.isGone)
    }

    @Test("Where others could read it, a password is not taken")
    func overheard() {
        let far = house.irc("far", host: "192.0.2.1")
        #expect(ask("IDENTIFY jilles sesame", far).first?.hasPrefix("Others could read") == true)
        #expect(far.member?.account == nil)
    }

    @Test(
        "Only who is logged in, or runs the server, may ask for some things",
        arguments: [
            ("LOGOUT", "Log in first"), ("PASSWD new", "Log in first"), ("DROP jilles", "Log in first"),
            ("SET ALWAYS-ON on", "Log in first"), ("CERT LIST", "Log in first"), ("GHOST jilles", "Log in first"),
            ("SAREGISTER new pass", "That is for operators of the server"),
            ("SUSPEND jilles", "That is for operators of the server"),
            ("ERASE jilles", "That is for operators of the server"),
            ("REGISTER", "It takes: REGISTER password [email]"),
            ("DANCE", "There is no such command. HELP lists those there are"),
        ])
    func access(line: String, answer: String) {
        #expect(ask(line) == [answer])
    }

    @Test("HELP lists each command once, those of operators to them alone")
    func help() {
        let lines = ask("HELP")
        #expect(lines.contains("IDENTIFY [account] password: logs in"))
        #expect(!lines.contains { $0.hasPrefix("SUSPEND") })
        #expect(ask("HELP identify") == ["IDENTIFY [account] password: logs in"])
        #expect(ask("HELP nothing") == ["There is no help on that"])
        #expect(ask("") == lines)
    }

    @Test("A new password is the one that logs in")
    func password() {
        let owner = house.irc("jilles", loggedInAs: "jilles")
        #expect(ask("PASSWD jilles", owner) == ["The password must not be the name of the account"])
        #expect(ask("SET PASSWORD another", owner) == ["Your password is changed"])
        #expect(ask("IDENTIFY jilles sesame") == ["Wrong password, or no such account"])
        #expect(ask("IDENTIFY jilles another") == ["You are logged in as jilles"])
    }

    @Test("A password that is being hashed for an account that was logged out of changes nothing")
    func latePassword() {
        let owner = house.irc("jilles", loggedInAs: "jilles")
        house.holdsQuestions = true
        owner.sends("NS PASSWD another", "NS LOGOUT")
        owner.forgets()
        house.answersQuestions()
        #expect(owner.heard(of: "NOTICE") == ["NOTICE jilles :Your password stays as it was"])
        #expect(house.account("jilles")?.verifier == FakeStore.verifier(of: "sesame"))
    }

    @Test("Five certificates are the most, and one is one account's alone")
    func certificates() {
        let owner = house.irc("jilles", loggedInAs: "jilles")
        _ = ask("IDENTIFY jilles sesame")
        ann.sends("NS LOGOUT", "NS REGISTER secret")
        for digit in 1...5 { #expect(ask("CERT ADD " + String(repeating: "\(digit)", count: 64), owner).count == 1) }
        #expect(
            ask("CERT ADD " + String(repeating: "6", count: 64), owner) == ["You have 5 already, which is the most"])
        #expect(ask("CERT ADD " + String(repeating: "1", count: 64)) == ["That is somebody else's certificate"])
        #expect(ask("CERT ADD 12") == ["A fingerprint is 64 hexadecimal digits"])
        #expect(ask("CERT ADD") == ["You have come without a certificate"])
        #expect(ask("CERT DEL " + String(repeating: "1", count: 64)) == ["You have no such certificate"])
        #expect(ask("CERT DEL " + String(repeating: "1", count: 64), owner) == ["That certificate logs in no longer"])
        #expect(ask("CERT ADD " + String(repeating: "1", count: 64)) == ["That certificate logs in from now on"])
        #expect(ask("CERT LIST") == [String(repeating: "1", count: 64)])
    }

    @Test("Of an account others learn when it was made, and its owner the rest")
    func info() {
        let owner = house.irc("jilles", loggedInAs: "jilles")
        #expect(ask("SET EMAIL a b", owner) == ["That value cannot be. HELP SET tells which can"])
        #expect(ask("SET EMAIL j@example.org", owner) == ["Your email address is changed"])
        #expect(ask("INFO jilles") == ["jilles was registered at 2026-11-23T09:00:00.000Z"])
        #expect(ask("INFO", owner).contains("Email: j@example.org"))
        #expect(ask("INFO nobody") == ["There is no account nobody"])
    }

    @Test("An owner gets a nick back, and sees who had it go")
    func ghost() {
        let first = house.irc("jilles", loggedInAs: "jilles")
        let second = house.irc("other", loggedInAs: "jilles")
        for person in [first, second] { person.joins("#tea") }
        second.forgets()
        #expect(ask("GHOST ann", second) == ["That nick is not yours"])
        second.sends("NS GHOST jilles")
        #expect(first.isGone)
        #expect(second.verbs() == ["QUIT", "NOTICE"])
        second.sends("NICK jilles")
        #expect(second.member?.name == "jilles")
    }

    @Test("An account that ends logs its members out, frees its name and unregisters its rooms")
    func drop() {
        let owner = house.irc("jilles", loggedInAs: "jilles")
        owner.joins("#tea")
        owner.sends("CS REGISTER #tea")
        #expect(ask("DROP other", owner) == ["There is no account other"])
        owner.forgets()
        owner.sends("NS DROP jilles")
        #expect(owner.verbs() == ["MODE", "901", "NOTICE"])
        #expect(house.store.accounts.isEmpty)
        #expect(house.store.record(named: "#tea")?.founder == nil)
        #expect(ask("INFO jilles") == ["There is no account jilles"])
        owner.parts("#tea")
        #expect(house.store.record(named: "#tea") == nil)
        owner.sends("NS REGISTER anew")
        #expect(house.account("jilles")?.id == AccountID(2))
    }

    @Test("While nothing can be stored nothing is settled")
    func refusing() {
        let owner = house.irc("jilles", loggedInAs: "jilles")
        owner.joins("#tea")
        house.worksFor = 0
        house.holdsRecords = false
        owner.says("x", to: "#tea")
        let line = "Nothing can be stored now, try again later"
        #expect(ask("SET MULTICLIENT off", owner) == [line])
        #expect(ask("PASSWD new", owner) == [line])
        ann.forgets()
        ann.sends("REGISTER * * passphrase")
        #expect(ann.heard(of: "FAIL").first?.contains("TEMPORARILY_UNAVAILABLE") == true)
    }
}
