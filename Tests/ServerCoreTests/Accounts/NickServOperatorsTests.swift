import ChatProtocol
import ServerCore
import Testing

@Suite("NickServ, for those who run the server")
struct NickServOperatorsTests {
    let house = House { $0.operators["root"] = "secret" }
    let root: Person

    init() {
        house.hasAccount("jilles")
        root = house.irc("root")
        root.sends("OPER root secret")
        root.forgets()
    }

    func ask(_ line: String) -> [String] {
        root.forgets()
        root.sends("NS \(line)")
        return root.heard(of: "NOTICE").map { String($0.drop { $0 != ":" }.dropFirst()) }
    }

    @Test("An account is made for somebody who is here already too")
    func saregister() {
        let ann = house.irc("ann")
        #expect(ask("SAREGISTER ann passphrase") == ["The account ann is made"])
        #expect(ask("SAREGISTER ann passphrase") == ["That account exists already"])
        #expect(ask("SAREGISTER chanserv passphrase").first?.hasPrefix("An account's name") == true)
        #expect(root.member?.account == nil)
        ann.sends("NS IDENTIFY passphrase")
        #expect(ann.member?.account == house.account("ann")?.id)
    }

    @Test("Who is no operator any more when the password is hashed makes none")
    func lateSaregister() {
        house.holdsQuestions = true
        root.sends("NS SAREGISTER ann passphrase", "MODE root -o")
        house.holdsQuestions = false
        house.answersQuestions()
        #expect(house.account("ann") == nil)
    }

    @Test("A suspended account's members go, absent ones too, and do not come back until it is free again")
    func suspend() {
        let jilles = house.irc("jilles", loggedInAs: "jilles")
        let other = house.irc("other", loggedInAs: "jilles")
        let door = house.connects()
        door.authenticates(as: "jilles", "sesame")
        jilles.sends("NS SET ALWAYS-ON on", "JOIN #tea")
        root.joins("#tea")
        jilles.quits()
        root.forgets()
        root.sends("NS SUSPEND jilles")
        #expect(root.verbs() == ["QUIT", "NOTICE"])
        #expect(other.isGone)
        #expect(ask("SUSPEND jilles") == ["jilles is suspended already"])
        door.sends("NICK door", "USER u 0 * :D")
        #expect(door.member?.account == nil)
        #expect(house.state.members.count == 2)
        let late = house.connects()
        late.authenticates(as: "jilles", "sesame")
        #expect(late.verbs().last == "904")
        #expect(ask("UNSUSPEND jilles") == ["jilles is free again"])
        late.authenticates(as: "jilles", "sesame")
        #expect(late.verbs().last == "903")
    }

    @Test("An account is erased with what it wrote; nobody erases their own")
    func erase() {
        let jilles = house.irc("jilles", loggedInAs: "jilles")
        root.joins("#tea")
        jilles.joins("#tea")
        jilles.says("hello", to: "#tea")
        root.says("hi", to: "#tea")
        root.sends("NS REGISTER passphrase")
        #expect(ask("ERASE root") == ["That is your own account"])
        #expect(ask("ERASE jilles") == ["jilles is gone, and what it wrote is blank"])
        #expect(house.store.posts.map(\.text) == ["", "hi"])
        #expect(jilles.member?.account == nil)
        #expect(ask("INFO jilles") == ["There is no account jilles"])
    }

    @Test("An operator who is always on is one no longer when the last connection goes")
    func absence() {
        root.sends("NS REGISTER passphrase", "NS SET ALWAYS-ON on")
        root.quits()
        let again = house.irc("root", loggedInAs: "root", "passphrase")
        again.forgets()
        again.sends("MODE root")
        #expect(again.heard() == [":chat.local 221 root +"])
        again.sends("LUSERS")
        #expect(again.heard(of: "252") == ["252 root 0 :IRC Operators online"])
    }
}
