import ChatProtocol
import ServerCore
import Testing

@Suite("A store that refuses")
struct StoringTests {
    let house = House()
    let tea = "#tea"

    private func unavailable(_ target: String, label: String? = nil) -> String {
        (label.map { "@label=\($0) " } ?? "")
            + ":chat.local FAIL PRIVMSG STORAGE_UNAVAILABLE \(target) :Nothing can be stored now, so nothing was said"
    }

    @Test("nobody hears anything before it is kept, the author neither")
    func held() {
        let (ann, bea) = (house.irc("ann", .echoMessage), house.irc("bea"))
        for person in [ann, bea] { person.joins(tea) }
        house.forgets()
        house.holdsRecords = true
        ann.says("patience", to: tea)
        ann.sends("PING after")
        #expect(ann.heard().isEmpty && bea.heard().isEmpty)
        house.writes()
        #expect(ann.heard() == [":\(ann) PRIVMSG #tea :patience", ":chat.local PONG chat.local after"])
        #expect(bea.heard() == [":\(ann) PRIVMSG #tea :patience"])
    }

    @Test("whichever post it fails at, it and those behind it are told to their authors alone", arguments: 0...6)
    func suffixes(kept: Int) {
        let ann = house.irc("ann", .labeledResponse, .echoMessage, .batch)
        let (bea, cat, bob) = (house.irc("bea"), house.irc("cat", .labeledResponse), house.raw("bob"))
        for person in [ann, bea, cat] { person.joins("#lobby,\(tea)") }
        house.forgets()
        house.holdsRecords = true
        ann.sends("@label=a PRIVMSG #tea :1")
        cat.sends("@label=c PRIVMSG #tea :2")
        bob.says("3")
        ann.sends("@label=b PRIVMSG bea :4")
        bea.says("5", to: tea)
        bob.says("6@bea")
        house.writes(only: kept)

        let raw = "现在无法保存消息，未发送 · nothing can be stored now, nothing was sent"
        let one = ":\(ann) PRIVMSG #tea :1"
        let two = ":\(cat) PRIVMSG #tea :2"
        let three = ":\(bob) PRIVMSG #lobby :3"
        let four = ":\(ann) PRIVMSG bea :4"
        let five = ":\(bea) PRIVMSG #tea :5"
        let six = ":\(bob) PRIVMSG bea :6"
        func told(_ rows: (number: Int, line: String)...) -> [String] { rows.filter { $0.number <= kept }.map(\.line) }
        func failed(_ rows: (number: Int, line: String)...) -> [String] { rows.filter { $0.number > kept }.map(\.line) }
        #expect(
            ann.heard() == told((1, "@label=a \(one)"), (2, two), (3, three), (4, "@label=b \(four)"), (5, five))
                + failed((1, unavailable(tea, label: "a")), (4, unavailable("bea", label: "b"))))
        #expect(
            cat.heard() == told((1, one), (2, "@label=c :chat.local ACK"), (3, three), (5, five))
                + failed((2, unavailable(tea, label: "c"))))
        #expect(
            bea.heard() == told((1, one), (2, two), (3, three), (4, four), (6, six)) + failed((5, unavailable(tea))))
        #expect(bob.heard() == told((3, "bob say: 3")) + failed((3, raw), (6, raw)))
        #expect(house.store.posts.map(\.text) == (1...6).filter { $0 <= kept }.map { "\($0)" })
        #expect(house.log.filter { $0 == .refusing("the disk is full") }.count == (kept < 6 ? 1 : 0))
        #expect(house.log.contains(.said(nick: "bob", room: "#lobby", text: "3")) == (kept >= 3))

        // The fake store records an issue where there is a gap.
        house.storesAgain()
        house.forgets()
        ann.says("on", to: tea)
        bob.says("we go")
        bob.says("again@bea")
        #expect(house.store.posts.suffix(3).map(\.text) == ["on", "we go", "again"])
        #expect(bea.heard().count == 3)
    }

    @Test("while it refuses, every post is refused at once; all else goes on")
    func refusing() {
        let (ann, bea, bob) = (house.irc("ann"), house.irc("bea", .awayNotify), house.raw("bob"))
        for person in [ann, bea] { person.joins(tea) }
        house.worksFor = 0
        ann.says("lost", to: tea)
        house.forgets()
        #expect(house.state.isRefusing)
        ann.says("also lost", to: tea)
        ann.sends("PRIVMSG #tea,bea :both", "NOTICE bea :x", "AWAY :x")
        ann.says("\u{1}VERSION\u{1}", to: tea)
        bob.says("raw too")
        #expect(
            ann.heard() == [
                unavailable(tea), unavailable(tea), unavailable("bea"),
                ":chat.local FAIL NOTICE STORAGE_UNAVAILABLE bea :Nothing can be stored now, so nothing was said",
                ":chat.local 306 ann :You have been marked as being away",
            ])
        #expect(bea.heard() == [":\(ann) AWAY :x", ":\(ann) PRIVMSG #tea :\u{1}VERSION\u{1}"])
        #expect(bob.heard() == ["现在无法保存消息，未发送 · nothing can be stored now, nothing was sent"])
    }

    @Test("rooms made, changed and ended meanwhile are written down when it works again")
    func storingAgain() {
        let ann = house.irc("ann")
        ann.joins("#old,#tea")
        house.worksFor = 0
        ann.says("lost", to: tea)
        ann.joins("#new")
        ann.sends("TOPIC #tea :Green", "PART #old")
        #expect(house.store.record(named: "#new") == nil)
        #expect(house.store.record(named: "#old") != nil)
        #expect(house.log.last == .refusing("the disk is full"))
        house.storesAgain()
        #expect(house.store.record(named: "#new") != nil)
        #expect(house.store.record(named: "#tea")?.topic?.text == "Green")
        #expect(house.store.record(named: "#old") == nil)
        #expect(house.log.last == .storingAgain)
        #expect(!house.state.isRefusing)
        house.storesAgain()
        #expect(house.log.count { $0 == .storingAgain } == 1)
    }

    @Test("a line to several of whom some could be kept is echoed for those alone")
    func severalTargets() {
        let (ann, bea, cat) = (house.irc("ann", .echoMessage), house.irc("bea"), house.irc("cat"))
        house.holdsRecords = true
        ann.sends("PRIVMSG bea,cat :hi")
        house.writes(only: 1)
        #expect(ann.heard() == [":\(ann) PRIVMSG bea :hi", unavailable("cat")])
        #expect(bea.heard().count == 1)
        #expect(cat.heard().isEmpty)
        let none = House()
        let dan = none.irc("dan", .echoMessage)
        _ = (none.irc("bea"), none.irc("cat"))
        none.holdsRecords = true
        dan.sends("PRIVMSG bea,cat :hi")
        none.writes(only: 0)
        #expect(dan.heard() == [unavailable("bea"), unavailable("cat")])
    }

    @Test("in a closed room, who came behind a post that was lost still reads what is said in its place")
    func numbersUsedAgain() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea", .batch, .chathistory))
        ann.joins(tea)
        ann.sends("MODE #tea +s")
        house.holdsRecords = true
        ann.says("lost", to: tea)
        ann.says("lost", to: tea)
        bea.joins(tea)
        house.writes(only: 0)
        house.storesAgain()
        ann.says("kept", to: tea)
        house.forgets()
        bea.sends("CHATHISTORY LATEST #tea * 5")
        #expect(bea.heard().contains("@batch=1 :\(ann) PRIVMSG #tea :kept"))
    }

    @Test("an author who has gone since is told nothing, and nothing breaks")
    func authorGone() {
        let ann = house.irc("ann")
        ann.joins(tea)
        house.holdsRecords = true
        ann.says("lost", to: tea)
        ann.quits()
        house.writes(only: 0)
        house.storesAgain()
        #expect(house.store.posts.isEmpty)
        #expect(house.store.record(named: tea) == nil)
    }
}
