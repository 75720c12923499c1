import ChatProtocol
import ServerCore
import Testing

@Suite("Greetings")
struct GreetingsTests {
    let house = House { $0.motd = ["Welcome.", "Tea at five."] }

    private static let words = [
        ":chat.local 375 ann :- chat.local message of the day -", ":chat.local 372 ann :- Welcome.",
        ":chat.local 372 ann :- Tea at five.", ":chat.local 376 ann :End of /MOTD command",
    ]

    @Test("each line of an announcement has the time that who takes it is told, and nothing else")
    func time() {
        let ann = house.irc("ann", .serverTime, .messageTags, .accountTag, .batch)
        house.passes(milliseconds: 1_500)
        ann.sends("MOTD")
        #expect(ann.heard() == Self.words.map { "@time=2026-11-23T09:00:01.500Z \($0)" })
        let bea = house.irc("bea")
        bea.sends("MOTD")
        #expect(bea.heard() == Self.words.map { $0.replacing(" ann ", with: " bea ") })
    }

    @Test("a labelled announcement is a batch, and one of a single line bears the label itself")
    func labelled() {
        let ann = house.irc("ann", .labeledResponse, .batch)
        ann.sends("@label=m MOTD")
        #expect(
            ann.heard() == ["@label=m :chat.local BATCH +1 labeled-response"]
                + Self.words.map { "@batch=1 \($0)" } + [":chat.local BATCH -1"])
        var quiet = house.state.settings
        quiet.motd = []
        house.state.adopt(quiet)
        ann.sends("@label=n MOTD")
        #expect(ann.heard() == ["@label=n :chat.local 422 ann :No message of the day"])
    }

    @Test("who has no nick yet is welcomed by the one they take")
    func welcome() {
        let ann = house.connects()
        ann.sends("CAP REQ :server-time", "NICK ann", "USER u 0 * :Ann")
        ann.forgets()
        ann.sends("CAP END")
        let heard = ann.heard()
        #expect(heard.count > 15)
        #expect(heard.allSatisfy { $0.hasPrefix("@time=2026-11-23T09:00:00.000Z :chat.local ") })
        #expect(heard.allSatisfy { $0.split(separator: " ").dropFirst(3).first == "ann" })
    }

    @Test("the lobby that is told stays what it was when settings are read again")
    func lobby() {
        var changed = house.state.settings
        changed.lobby = "#other"
        changed.network = "Elsewhere"
        house.state.adopt(changed)
        let ann = house.connects()
        ann.sends("NICK ann", "USER u 0 * :Ann")
        let support = ann.heard().filter { $0.hasPrefix(":chat.local 005 ann ") }.joined()
        #expect(support.contains(" LOBBY=#lobby "))
    }
}
