import ChatProtocol
import ServerCore
import Testing

@Suite("Labels")
struct LabelsTests {
    let house = House()

    @Test("one answer bears the label itself")
    func one() {
        let ann = house.irc("ann", .labeledResponse, .batch)
        ann.sends("@label=a PING x", "@label=b DANCE", "@label=c NICK bea")
        #expect(
            ann.heard() == [
                "@label=a :chat.local PONG chat.local x", "@label=b :chat.local 421 ann DANCE :Unknown command",
                "@label=c :ann!~u@127.0.0.1 NICK bea",
            ])
    }

    @Test("several answers become a batch whose beginning bears the label")
    func several() {
        let ann = house.irc("ann", .labeledResponse, .batch)
        ann.sends("@label=j JOIN #tea", "WHO ann")
        #expect(
            ann.heard() == [
                "@label=j :chat.local BATCH +1 labeled-response", "@batch=1 :\(ann) JOIN #tea",
                "@batch=1 :chat.local 353 ann = #tea :@ann", "@batch=1 :chat.local 366 ann #tea :End of /NAMES list",
                ":chat.local BATCH -1", ":chat.local 352 ann #tea ~u 127.0.0.1 chat.local ann H@ :0 ann of the house",
                ":chat.local 315 ann ann :End of WHO list",
            ])
    }

    @Test("no answer is acknowledged")
    func none() {
        let ann = house.irc("ann", .labeledResponse)
        ann.joins("#tea")
        ann.forgets()
        ann.sends("@label=a PRIVMSG #tea :hi", "@label=b NICK ann", "@label=c JOIN #tea", "@label=d PONG x")
        #expect(ann.heard() == ["a", "b", "c", "d"].map { "@label=\($0) :chat.local ACK" })
    }

    @Test("an echo is the labelled answer; a line to oneself is labelled once")
    func echo() {
        let ann = house.irc("ann", .labeledResponse, .echoMessage, .batch)
        let bea = house.irc("bea")
        bea.sends("AWAY :asleep")
        for person in [ann, bea] { person.joins("#tea") }
        house.forgets()
        ann.sends("@label=a PRIVMSG #tea :hi", "@label=b PRIVMSG ann :note")
        let note = ":\(ann) PRIVMSG ann :note"
        #expect(ann.heard() == ["@label=a :\(ann) PRIVMSG #tea :hi", note, "@label=b \(note)"])
        #expect(bea.heard() == [":\(ann) PRIVMSG #tea :hi"])
        ann.sends("@label=c PRIVMSG bea :hi")
        #expect(
            ann.heard() == [
                "@label=c :chat.local BATCH +1 labeled-response", "@batch=1 :\(ann) PRIVMSG bea :hi",
                "@batch=1 :chat.local 301 ann bea asleep", ":chat.local BATCH -1",
            ])
        ann.sends("@label=d PRIVMSG #tea,bea :two")
        #expect(ann.heard().map { $0.contains("label=d") } == [true, false, false, false, false])
    }

    @Test("a batch of history bears the label at its own beginning")
    func history() {
        let ann = house.irc("ann", .labeledResponse, .batch, .chathistory)
        ann.joins("#tea")
        ann.says("hi", to: "#tea")
        ann.forgets()
        ann.sends(
            "@label=h CHATHISTORY LATEST #tea * 5", "@label=n CHATHISTORY LATEST ann * 5",
            "@label=x CHATHISTORY LATEST #no * 5")
        #expect(
            ann.heard() == [
                "@label=h :chat.local BATCH +1 chathistory #tea", "@batch=1 :\(ann) PRIVMSG #tea :hi",
                ":chat.local BATCH -1", "@label=n :chat.local BATCH +2 chathistory ann", ":chat.local BATCH -2",
                "@label=x :chat.local FAIL CHATHISTORY INVALID_TARGET LATEST #no :Messages could not be retrieved",
            ])
    }

    @Test("who takes no batches is sent none, and one answer is labelled still")
    func withoutBatches() {
        let ann = house.irc("ann", .labeledResponse)
        ann.sends("@label=j JOIN #tea", "@label=p PING x")
        #expect(
            ann.heard() == [
                ":\(ann) JOIN #tea", ":chat.local 353 ann = #tea :@ann", ":chat.local 366 ann #tea :End of /NAMES list",
                "@label=p :chat.local PONG chat.local x",
            ])
    }

    @Test("a label that is none, or of somebody who asked for none, is left alone")
    func noLabel() {
        let (ann, bea) = (house.irc("ann", .labeledResponse), house.irc("bea"))
        ann.sends(
            "@label PING a", "@label=\(String(repeating: "l", count: 65)) PING b",
            "@label=\(String(repeating: "l", count: 64)) PING c")
        bea.sends("@label=l PING x")
        #expect(
            ann.heard() == [
                ":chat.local PONG chat.local a", ":chat.local PONG chat.local b",
                "@label=\(String(repeating: "l", count: 64)) :chat.local PONG chat.local c",
            ])
        #expect(bea.heard() == [":chat.local PONG chat.local x"])
    }

    @Test("what others see bears no label")
    func others() {
        let ann = house.irc("ann", .labeledResponse, .echoMessage)
        let bea = house.irc("bea", .labeledResponse)
        ann.joins("#tea")
        bea.joins("#tea")
        house.forgets()
        ann.sends("@label=a PRIVMSG #tea :hi", "@label=b TOPIC #tea :Green", "@label=c PART #tea", "@label=d QUIT")
        #expect(bea.heard().allSatisfy { !$0.contains("label") })
    }
}
