import ChatProtocol
import ServerCore
import Testing

@testable import ClientCore

@Suite("nothing that the house says is a riddle")
struct UnderstandingTests {
    /// A word of each verb, and of each mistake in it.
    private static let lines = [
        "PING a", "PING", "MOTD", "LUSERS", "VERSION", "TIME", "INFO", "HELP", "HELP JOIN", "HELP NOTHING", "WHO #tea",
        "WHO *", "WHO bob %tcuihsnfdlaor,152", "WHOIS bob", "WHOIS nobody", "WHOIS ann", "WHOWAS eve", "WHOWAS nobody",
        "USERHOST ann bob", "ISON ann bob nobody", "LIST", "LIST >0", "LIST #tea", "NAMES", "NAMES #tea",
        "NAMES #nowhere", "INVITE", "INVITE bob #tea", "INVITE nobody #tea", "INVITE bob #nowhere", "MODE #tea",
        "MODE #tea b", "MODE #tea +b bob!*@*", "MODE #tea +lk 5 key", "MODE #tea +l none", "MODE #tea +k :a b",
        "MODE #tea +Z", "MODE #tea +o", "MODE #tea +o nobody", "MODE ann", "MODE ann +i", "MODE ann +Z", "MODE bob +i",
        "MODE #nowhere", "TOPIC #tea", "TOPIC #tea :leaves", "TOPIC #nowhere", "TOPIC #lobby :mine", "KICK #tea nobody",
        "KICK #lobby bob", "KICK #tea bob :out", "PART #nowhere", "JOIN #a,#b", "JOIN nowhere", "JOIN 0", "AWAY :far",
        "AWAY", "NICK bob", "NICK :a b", "NICK", "NICK ann2", "SETNAME :Ann Lee", "SETNAME :", "USER a b c d", "PASS a",
        "CAP LS 302", "CAP LIST", "CAP REQ :away-notify", "CAP REQ :nothing", "CAP NOTHING", "CAP", "PRIVMSG bob :hi",
        "PRIVMSG nobody :hi", "PRIVMSG #nowhere :hi", "PRIVMSG", "PRIVMSG bob", "PRIVMSG a,b,c,d,e :hi",
        "NOTICE bob :hi", "NOTICE #lobby :hi", "TAGMSG bob", "@+typing=active TAGMSG bob",
        "PRIVMSG bob :\u{1}VERSION\u{1}", "CHATHISTORY LATEST #lobby * 10", "CHATHISTORY LATEST bob * 10",
        "CHATHISTORY LATEST #nowhere * 10", "CHATHISTORY AROUND #lobby msgid=7-1-1 10",
        "CHATHISTORY BETWEEN #lobby msgid=7-1-1 timestamp=2026-11-23T09:10:00.000Z 10",
        "CHATHISTORY BEFORE #lobby msgid=nothing 10", "CHATHISTORY NOTHING", "CHATHISTORY LATEST #lobby * none",
        "NOTHING at all", "@label=x NOTHING", "@label=y WHOIS bob", "@label=z PRIVMSG nobody :hi", "@label=w PING a",
    ]

    @Test("an answer to any verb", arguments: Cutting.allCases)
    func verbs(cutting: Cutting) throws {
        let talk = Conversation(cutting) { $0.motd = ["welcome", "欢迎"] }
        let ann = try talk.enters("ann")
        let bob = try talk.enters("bob")
        let eve = try talk.enters("eve")
        eve.enters("/quit")
        for line in Self.lines {
            for person in [ann, bob] { person.enters("/join #tea") }
            ann.enters("/join #lobby")
            let heard = ann.heard.count
            ann.enters("/raw " + line)
            #expect(ann.heard.count > heard || line == "TAGMSG bob", "\(line)")
        }
        #expect(ann.puzzles == [])
        #expect(bob.puzzles == [])
        #expect(bob.model.isOnline && ann.model.isOnline)
    }

    @Test("a list of conversations is the one answer that the screen has no use for")
    func targets() throws {
        let talk = Conversation()
        let ann = try talk.enters("ann")
        ann.enters("hello")
        ann.enters("/raw CHATHISTORY TARGETS timestamp=2026-11-23T09:00:00.000Z timestamp=2026-11-23T09:10:00.000Z 10")
        #expect(ann.puzzles.count == 1)
        #expect(ann.puzzles.first?.contains("CHATHISTORY TARGETS #lobby 2026-11-23T09:02:00.002Z") == true)
    }

    @Test("the longest of everything still fits into a line of IRC", arguments: Cutting.allCases)
    func longest(cutting: Cutting) throws {
        let talk = Conversation(cutting)
        let nick = String(repeating: "n", count: Limits.nick)
        let room = "#" + String(repeating: "r", count: Limits.room - 1)
        let phrase = String(repeating: "p", count: Limits.phrase)
        let ann = try talk.enters(nick) {
            $0.networks[0].rooms = [room]
            $0.networks[0].realname = String(repeating: "x", count: Limits.realname)
        }
        let bob = try talk.enters("bob") { $0.networks[0].rooms = [room] }
        let eve = try talk.enters("eve") { $0.networks[0].rooms = [room] }
        ann.enters("/topic " + phrase)
        ann.enters("/kick eve " + phrase)
        ann.enters("/away " + phrase)
        ann.enters("/mode +bbb " + ["a", "b", "c"].map { String(repeating: $0, count: 130) }.joined(separator: " "))
        bob.enters("/whois " + nick)
        bob.enters("@\(nick) there?")
        bob.enters("/raw TOPIC " + room)
        bob.enters("/raw WHO " + room)
        bob.enters("/raw LIST")
        ann.enters("/part \(room) " + phrase)
        ann.enters("/join " + room)
        ann.enters("/quit " + phrase)
        for person in [ann, bob, eve] { #expect(person.puzzles.map { $0.prefix(60) } == []) }
    }
}
