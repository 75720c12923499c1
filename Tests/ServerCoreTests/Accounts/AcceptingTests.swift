import ChatProtocol
import ServerCore
import Testing

@Suite("Who may write to one who hears accounts alone")
struct AcceptingTests {
    let house = House()
    let evan: Person
    let stranger: Person

    init() {
        house.hasAccount("evan")
        house.hasAccount("carmen")
        evan = house.irc("evan", loggedInAs: "evan")
        stranger = house.irc("shivaram")
        evan.sends("MODE evan +R")
        house.forgets()
    }

    @Test("Those with an account, those one accepts, until one does no longer")
    func accept() {
        stranger.says("hey", to: "evan")
        #expect(stranger.verbs() == ["477"])
        let carmen = house.irc("carmen", loggedInAs: "carmen")
        carmen.says("hey", to: "evan")
        #expect(evan.verbs() == ["PRIVMSG"])
        evan.sends("ACCEPT shivaram,nobody")
        #expect(evan.heard() == [":chat.local FAIL ACCEPT INVALID_USER nobody :No such user"])
        stranger.says("hey", to: "evan")
        #expect(stranger.heard() == [])
        #expect(evan.verbs() == ["PRIVMSG"])
        evan.sends("ACCEPT *")
        #expect(evan.heard() == [":chat.local 281 evan shivaram", ":chat.local 282 evan :End of /ACCEPT list"])
        evan.sends("ACCEPT -shivaram")
        stranger.says("hey", to: "evan")
        #expect(stranger.verbs() == ["477"])
    }

    @Test("Those one has written to")
    func written() {
        evan.says("hey", to: "shivaram")
        stranger.says("hello", to: "evan")
        #expect(stranger.verbs() == ["PRIVMSG"])
        #expect(evan.verbs() == ["PRIVMSG"])
    }

    @Test("A hundred are the most, and those who left count no longer")
    func most() {
        let guests = (1...100).map { house.irc("g\($0)") }
        for number in 1...100 { evan.sends("ACCEPT g\(number)") }
        evan.sends("ACCEPT shivaram")
        #expect(evan.heard() == [":chat.local FAIL ACCEPT LIST_FULL shivaram :You accept too many already"])
        guests[0].quits()
        evan.sends("ACCEPT shivaram")
        #expect(evan.heard() == [])
    }
}
