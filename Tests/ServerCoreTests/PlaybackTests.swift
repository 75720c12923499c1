import ChatProtocol
import ServerCore
import Testing

@Suite("Playback for clients of ZNC")
struct PlaybackTests {
    let house = House()
    let ann: Person
    let bea: Person

    init() {
        ann = house.irc("ann", .batch, .labeledResponse, .echoMessage, .zncPlayback)
        bea = house.irc("bea")
        for person in [ann, bea] { person.joins("#tea") }
        for text in ["zero", "one", "two", "three"] {
            bea.says(text, to: "#tea")
            house.passes(milliseconds: 1_000)
        }
        house.forgets()
    }

    @Test(
        "from a moment on, up to another, everywhere or in one room",
        arguments: [
            ("*", ["zero", "one", "two", "three"]), ("#tea", ["zero", "one", "two", "three"]),
            ("* 0", ["zero", "one", "two", "three"]), ("* 1795424401", ["one", "two", "three"]),
            ("#TEA 1795424401.0010001", ["two", "three"]), ("#tea 1795424400.9996", ["one", "two", "three"]),
            ("#tea 1795424401 1795424403.0", ["one", "two"]), ("#tea 1795424403 1795424401", []),
            ("#no", []), ("nobody", []), ("* -1", []), ("* x", []), ("* 1.x", []), ("* 999999999999999999999", []),
        ])
    func play(_ words: String, _ texts: [String]) {
        for command in ["PRIVMSG *playback :play ", "ZNC *playback play "] {
            ann.forgets()
            ann.sends(command + words)
            let said = ann.heard().filter { $0.contains(" PRIVMSG #tea :") }
            #expect(said.map { String($0.split(separator: ":").last ?? "") } == texts)
        }
    }

    @Test("the command is acknowledged; what was said is no answer to it")
    func label() {
        ann.sends("@label=l PRIVMSG *playback :play #tea 1795424403")
        let heard = ann.heard()
        #expect(heard.count == 4)
        #expect(heard.filter { $0.contains("label=l") } == ["@label=l :chat.local ACK"])
        #expect(heard.contains { $0.hasSuffix(" chathistory #tea") })
    }

    @Test(
        "other words and other modules say nothing",
        arguments: ["ZNC *playback list", "ZNC *status play *", "ZNC *playback play"])
    func others(_ command: String) {
        ann.sends(command)
        #expect(ann.heard() == [])
    }

    @Test("who plays back is shown nothing on joining")
    func joining() {
        let cat = house.irc("cat", .batch, .serverTime)
        let dan = house.irc("dan", .batch, .serverTime, .zncPlayback)
        for person in [cat, dan] { person.joins("#tea") }
        #expect(cat.heard().contains { $0.contains("chathistory") })
        #expect(!dan.heard().contains { $0.contains("chathistory") })
    }
}
