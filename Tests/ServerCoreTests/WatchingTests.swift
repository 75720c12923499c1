import ChatProtocol
import ServerCore
import Testing

@Suite("Watching")
struct WatchingTests {
    let house = House()

    // MARK: - Who comes and goes

    @Test("who is watched is told of at once, on coming, on going, and under another nick")
    func comingAndGoing() {
        let ann = house.irc("ann")
        ann.sends("MONITOR + bea,cat")
        #expect(ann.heard() == [":chat.local 731 ann bea,cat"])
        let bea = house.irc("Bea")
        #expect(ann.heard() == [":chat.local 730 * \(bea)"])
        bea.sends("NICK BEA")
        #expect(ann.heard() == [])
        bea.sends("NICK dot")
        #expect(ann.heard() == [":chat.local 731 * BEA"])
        bea.sends("NICK cat")
        #expect(ann.heard() == [":chat.local 730 * \(bea)"])
        bea.quits()
        #expect(ann.heard() == [":chat.local 731 * cat"])
        let cat = house.raw("cat")
        #expect(ann.heard() == [":chat.local 730 * \(cat)"])
        cat.vanishes()
        #expect(ann.heard() == [":chat.local 731 * cat"])
    }

    @Test("the list and its state are told, and a nick is in it once")
    func list() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        ann.sends("MONITOR L", "MONITOR S", "MONITOR + bea,BEA,cat", "MONITOR + Cat", "MONITOR L", "MONITOR S")
        #expect(
            ann.heard() == [
                ":chat.local 733 ann :End of MONITOR list", ":chat.local 730 ann \(bea)", ":chat.local 731 ann cat",
                ":chat.local 731 ann Cat", ":chat.local 732 ann bea,cat", ":chat.local 733 ann :End of MONITOR list",
                ":chat.local 730 ann \(bea)", ":chat.local 731 ann cat",
            ])
    }

    @Test("who is no longer watched is not told of")
    func unwatching() {
        let (ann, bea) = (house.irc("ann", .labeledResponse), house.irc("bea"))
        ann.sends("MONITOR + bea,cat")
        ann.forgets()
        ann.sends("@label=1 MONITOR - BEA,nobody,*!*", "MONITOR L", "@label=2 MONITOR C", "MONITOR L")
        #expect(
            ann.heard() == [
                "@label=1 :chat.local ACK", ":chat.local 732 ann cat", ":chat.local 733 ann :End of MONITOR list",
                "@label=2 :chat.local ACK", ":chat.local 733 ann :End of MONITOR list",
            ])
        bea.quits()
        _ = house.irc("cat")
        #expect(ann.heard() == [])
    }

    @Test("two watch, one goes: the other is still told, and nothing is left of the first")
    func watcherGoes() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        for person in [ann, bea] { person.sends("MONITOR + cat") }
        house.forgets()
        bea.vanishes()
        let cat = house.irc("cat")
        #expect(ann.heard() == [":chat.local 730 * \(cat)"])
        #expect(bea.heard() == [])
        #expect(house.watchedNicks == 1)
        ann.vanishes()
        #expect(house.watchedNicks == 0)
    }

    @Test(
        "a mask is nobody's nick: it is offline, and not watched", arguments: ["*!*@127.0.0.1", "be?", "#tea", "1st"])
    func masks(_ word: String) {
        let ann = house.irc("ann")
        ann.sends("MONITOR + \(word)", "MONITOR L")
        #expect(ann.heard() == [":chat.local 731 ann \(word)", ":chat.local 733 ann :End of MONITOR list"])
        _ = house.irc("bea")
        #expect(ann.heard() == [])
    }

    @Test("commands that are none are refused", arguments: ["MONITOR", "MONITOR +", "MONITOR + ,,", "MONITOR -"])
    func malformed(_ line: String) {
        let ann = house.irc("ann")
        ann.sends(line)
        #expect(ann.heard() == [":chat.local 461 ann MONITOR :Not enough parameters"])
    }

    @Test("a full list takes no more, says which, and still answers for the others; no line is too long")
    func full() {
        let ann = house.irc("ann")
        let nicks = (100..<200).map { "somebodywithalongnick-\($0)" }
        for start in stride(from: 0, to: 100, by: 10) {
            ann.sends("MONITOR + " + nicks[start..<start + 10].joined(separator: ","))
        }
        ann.forgets()
        ann.sends("MONITOR + \(nicks[0]),one,two")
        #expect(
            ann.heard() == [
                ":chat.local 731 ann \(nicks[0])", ":chat.local 734 ann 100 one,two :Monitor list is full",
            ])
        ann.sends("MONITOR L")
        let lines = ann.heard()
        #expect(lines.count == 7)
        let told = lines.dropLast().flatMap { $0.split(separator: " ")[3].split(separator: ",").map { String($0) } }
        #expect(told == nicks)
        ann.sends("MONITOR - \(nicks[0])", "MONITOR + one")
        #expect(ann.heard() == [":chat.local 731 ann one"])
    }

    @Test("a long word and very many of them make no long line")
    func hostile() {
        let ann = house.irc("ann")
        ann.sends("MONITOR + " + String(repeating: "x", count: 480))
        ann.sends("MONITOR + :" + String(repeating: "é", count: 240))
        ann.sends("MONITOR + " + Array(repeating: "*", count: 240).joined(separator: ","))
        ann.sends("MONITOR L")
        #expect(ann.heard().last == ":chat.local 733 ann :End of MONITOR list")
    }

    // MARK: - What they do

    @Test("watchers who share no room are told of away and of real names, if they take both capabilities")
    func extended() {
        let ann = house.irc("ann", .extendedMonitor, .awayNotify, .setname)
        let (bea, cat) = (house.irc("bea", .extendedMonitor), house.irc("cat", .awayNotify))
        let dot = house.irc("dot")
        for person in [ann, bea, cat] { person.sends("MONITOR + dot") }
        house.forgets()
        dot.sends("AWAY :tea", "AWAY", "SETNAME :Dot")
        #expect(ann.heard() == [":\(dot) AWAY :tea", ":\(dot) AWAY", ":\(dot) SETNAME Dot"])
        #expect(bea.heard() == [])
        #expect(cat.heard() == [])
    }

    @Test("who shares a room hears it once, and who watches itself not at all")
    func noDoubles() {
        let (ann, dot) = (
            house.irc("ann", .extendedMonitor, .awayNotify), house.irc("dot", .extendedMonitor, .awayNotify)
        )
        for person in [ann, dot] {
            person.joins("#tea")
            person.sends("MONITOR + dot")
        }
        house.forgets()
        dot.sends("AWAY :tea")
        #expect(ann.heard() == [":\(dot) AWAY :tea"])
        #expect(dot.heard() == [":chat.local 306 dot :You have been marked as being away"])
        dot.parts("#tea")
        house.forgets()
        dot.sends("AWAY")
        #expect(ann.heard() == [":\(dot) AWAY"])
        #expect(dot.heard() == [":chat.local 305 dot :You are no longer marked as being away"])
    }

    @Test("news of somebody cost the same however many watch")
    func cost() {
        for number in 0..<50 { house.irc("watcher\(number)", .extendedMonitor, .awayNotify).sends("MONITOR + ann") }
        let ann = house.irc("ann")
        house.forgets()
        ann.sends("AWAY :tea")
        #expect(house.deliveries == 3)
    }
}
