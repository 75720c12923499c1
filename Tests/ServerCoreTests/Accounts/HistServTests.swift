import ChatProtocol
import ServerCore
import Testing

@Suite("HistServ")
struct HistServTests {
    let house = House()
    let ann: Person

    init() {
        let bea = house.irc("bea")
        bea.joins("#tea")
        for number in 1...60 { bea.says("cup \(number)", to: "#tea") }
        ann = house.irc("ann")
        ann.joins("#tea")
        ann.forgets()
    }

    private func texts() -> [String] {
        ann.heard(of: "PRIVMSG").map { String($0.split(separator: ":").last ?? "") }
    }

    @Test(
        "plays what was said last, to a client that knows no history",
        arguments: ["HS PLAY #tea 3", "HISTSERV play #TEA 3", "PRIVMSG HistServ :PLAY #tea 3"])
    func plays(_ command: String) {
        ann.sends(command)
        #expect(texts() == ["cup 58", "cup 59", "cup 60"])
    }

    @Test("plays fifty posts where no number is told")
    func fifty() {
        ann.sends("HS PLAY #tea")
        #expect(texts() == (11...60).map { "cup \($0)" })
    }

    @Test("takes no other number", arguments: ["0", "-1", "1001", "many", "99999999999999999999"])
    func numbers(_ number: String) {
        ann.sends("HS PLAY #tea \(number)")
        #expect(ann.heard(of: "PRIVMSG", "NOTICE") == ["NOTICE ann :It takes a number from 1 to 1000"])
    }

    @Test("a room that one is not in is as little there as one that is not", arguments: ["#tea", "#nothing", "nobody"])
    func hidden(_ target: String) {
        ann.parts("#tea")
        ann.forgets()
        ann.sends("HS PLAY \(target)")
        #expect(ann.heard(of: "PRIVMSG", "NOTICE") == ["NOTICE ann :There is nothing that you may read of \(target)"])
    }
}
