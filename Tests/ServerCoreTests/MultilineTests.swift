import ChatProtocol
import ServerCore
import Testing

@Suite("Saying something of several lines")
struct MultilineTests {
    let house = House()
    let ann: Person

    init() {
        ann = house.irc("ann", .multiline, .batch, .echoMessage, .labeledResponse, .messageTags, .serverTime)
        ann.joins("#tea")
        ann.forgets()
        house.passes(milliseconds: 1_000)
    }

    private var time: String { "time=\(house.now)" }

    private func invalid(_ why: String) -> [String] { ["FAIL BATCH MULTILINE_INVALID :\(why)"] }

    /// What ann heard, without tags and the server's name.
    private func told() -> [String] {
        ann.heard().map { line in
            let body = line.hasPrefix("@") ? String(line.drop { $0 != " " }.dropFirst()) : line
            return body.replacing(":chat.local ", with: "")
        }
    }

    @Test("it is one post: a batch for those who take them, lines for the others, told once all of it is said")
    func basic() {
        let bea = house.irc("bea", .multiline, .batch, .messageTags)
        let cat = house.irc("cat", .messageTags, .serverTime)
        let dog = house.irc("dog")
        for person in [bea, cat, dog] { person.joins("#tea") }
        house.passes(milliseconds: 1_000)
        house.forgets()
        ann.sends(
            "@label=xyz BATCH +123 draft/multiline #tea", "@batch=123 PRIVMSG #tea hello",
            "@batch=123 PRIVMSG #TEA :how is ", "@batch=123;draft/multiline-concat PRIVMSG #tea :everyone?")
        #expect(ann.heard() == [])
        #expect(bea.heard() == [])
        ann.sends("BATCH -123")
        let name = "m-7-2-1"
        #expect(
            ann.heard() == [
                "@label=xyz;\(time);msgid=7-2-1 :\(ann) BATCH +\(name) draft/multiline #tea",
                "@batch=\(name) :\(ann) PRIVMSG #tea :hello", "@batch=\(name) :\(ann) PRIVMSG #tea :how is ",
                "@batch=\(name);draft/multiline-concat :\(ann) PRIVMSG #tea :everyone?", ":\(ann) BATCH -\(name)",
            ])
        #expect(
            bea.heard() == [
                "@msgid=7-2-1 :\(ann) BATCH +\(name) draft/multiline #tea",
                "@batch=\(name) :\(ann) PRIVMSG #tea :hello", "@batch=\(name) :\(ann) PRIVMSG #tea :how is ",
                "@batch=\(name);draft/multiline-concat :\(ann) PRIVMSG #tea :everyone?", ":\(ann) BATCH -\(name)",
            ])
        #expect(
            cat.heard() == [
                "@\(time);msgid=7-2-1 :\(ann) PRIVMSG #tea :hello", "@\(time) :\(ann) PRIVMSG #tea :how is ",
                "@\(time) :\(ann) PRIVMSG #tea :everyone?",
            ])
        #expect(
            dog.heard() == [
                ":\(ann) PRIVMSG #tea :hello", ":\(ann) PRIVMSG #tea :how is ", ":\(ann) PRIVMSG #tea :everyone?",
            ])
        #expect(house.store.posts.map(\.text) == ["hello\nhow is \reveryone?"])
    }

    @Test("blank lines stay, but for those who are told line by line; the author's tags are on every line of those")
    func blankLines() {
        let bea = house.irc("bea", .multiline, .batch, .messageTags)
        let cat = house.irc("cat", .messageTags)
        for person in [bea, cat] { person.joins("#tea") }
        house.forgets()
        ann.sends(
            "@+mood=fine BATCH +1 draft/multiline #tea", "@batch=1 NOTICE #tea :", "@batch=1 NOTICE #tea :#how is ",
            "@batch=1;draft/multiline-concat NOTICE #tea :everyone?", "@batch=1 NOTICE #tea :", "BATCH -1")
        let name = "m-7-2-1"
        #expect(
            bea.heard() == [
                "@msgid=7-2-1;+mood=fine :\(ann) BATCH +\(name) draft/multiline #tea",
                "@batch=\(name) :\(ann) NOTICE #tea :", "@batch=\(name) :\(ann) NOTICE #tea :#how is ",
                "@batch=\(name);draft/multiline-concat :\(ann) NOTICE #tea :everyone?",
                "@batch=\(name) :\(ann) NOTICE #tea :", ":\(ann) BATCH -\(name)",
            ])
        #expect(
            cat.heard() == [
                "@msgid=7-2-1;+mood=fine :\(ann) NOTICE #tea :#how is ", "@+mood=fine :\(ann) NOTICE #tea :everyone?",
            ])
    }

    @Test("raw members are told a line each")
    func rawMembers() {
        let dan = house.raw("dan")
        ann.joins("#lobby")
        house.forgets()
        for target in ["#lobby", "dan"] {
            ann.sends(
                "BATCH +1 draft/multiline \(target)", "@batch=1 PRIVMSG \(target) one", "@batch=1 PRIVMSG \(target) :",
                "@batch=1 PRIVMSG \(target) two", "BATCH -1")
        }
        #expect(dan.heard() == ["ann say: one", "ann say: two", "one", "two"])
    }

    @Test("a batch of one line is that line")
    func oneLine() {
        ann.sends("@label=l BATCH +1 draft/multiline #tea", "@batch=1 PRIVMSG #tea :hi", "BATCH -1")
        #expect(ann.heard() == ["@label=l;\(time);msgid=7-2-1 :\(ann) PRIVMSG #tea :hi"])
    }

    @Test("where more answers it than the echo, the batch is within the labelled one")
    func nestedEcho() {
        let bea = house.irc("bea")
        bea.sends("AWAY :asleep")
        ann.sends(
            "@label=l BATCH +1 draft/multiline bea", "@batch=1 PRIVMSG bea one", "@batch=1 PRIVMSG bea two", "BATCH -1")
        let heard = ann.heard()
        #expect(heard.count == 7)
        #expect(heard.filter { $0.contains("label=l") } == [heard[0]])
        let outer = heard[0].split(separator: " ")[3].dropFirst()
        #expect(heard[0].contains("labeled-response"))
        #expect(heard[1].hasPrefix("@batch=\(outer);") && heard[1].contains("BATCH +m-"))
        #expect(heard[4].hasPrefix("@batch=\(outer) ") && heard[4].contains("BATCH -m-"))
        #expect(heard[5].contains(" 301 "))
    }

    @Test("what cannot be said is refused under the label of the beginning")
    func refused() {
        ann.sends(
            "@label=l BATCH +1 draft/multiline #no", "@batch=1 PRIVMSG #no a", "@batch=1 PRIVMSG #no b", "BATCH -1")
        #expect(ann.heard() == ["@label=l;\(time) :chat.local 403 ann #no :No such channel"])
        house.worksFor = 0
        ann.sends(
            "@label=l BATCH +1 draft/multiline #tea", "@batch=1 PRIVMSG #tea a", "@batch=1 PRIVMSG #tea b", "BATCH -1")
        let unavailable = "FAIL PRIVMSG STORAGE_UNAVAILABLE #tea :Nothing can be stored now, so nothing was said"
        #expect(ann.heard() == ["@label=l;\(time) :chat.local \(unavailable)"])
    }

    @Test("33 lines are too many: it is told once, and nothing is said")
    func tooManyLines() {
        ann.sends("@label=l BATCH +1 draft/multiline #tea")
        for _ in 1...32 { ann.sends("@batch=1 PRIVMSG #tea hi") }
        #expect(ann.heard() == [])
        for _ in 1...5 { ann.sends("@batch=1 PRIVMSG #tea hi") }
        ann.sends("BATCH -1")
        #expect(
            ann.heard() == [
                "@label=l;\(time) :chat.local FAIL BATCH MULTILINE_MAX_LINES 32 :The batch has too many lines"
            ])
        #expect(house.store.posts.isEmpty)
    }

    @Test("4096 bytes are enough, the ends of lines counted and the joints not; one more is too many")
    func tooManyBytes() {
        func say(_ last: Int) {
            ann.sends("BATCH +1 draft/multiline #tea", "@batch=1 PRIVMSG #tea \(String(repeating: "x", count: 400))")
            for _ in 1...9 {
                ann.sends(
                    "@batch=1;draft/multiline-concat PRIVMSG #tea \(String(repeating: "x", count: 400))")
            }
            ann.sends("@batch=1 PRIVMSG #tea \(String(repeating: "y", count: last))", "BATCH -1")
        }
        say(96)
        #expect(told() == ["FAIL BATCH MULTILINE_MAX_BYTES 4096 :The batch has too many bytes"])
        say(95)
        #expect(told().count == 13)
        #expect(house.store.posts.map { $0.text.utf8.count } == [4_096 + 9])
    }

    @Test(
        "what is no text of several lines is refused, and the rest of it passed over",
        arguments: [
            (["@batch=2 PRIVMSG #tea hi"], "The batch holds what is no line of it"),
            (["@batch=1 TAGMSG #tea"], "The batch holds what is no line of it"),
            (["@batch=1 JOIN #cat"], "The batch holds what is no line of it"),
            (["@batch=1 BATCH +2 draft/multiline #tea"], "The batch holds what is no line of it"),
            (["@batch=1 PRIVMSG #tea hi", "@batch=1 NOTICE #tea hi"], "A batch is either of PRIVMSG or of NOTICE"),
            (
                ["@batch=1 PRIVMSG #tea hi", "@batch=1;draft/multiline-concat PRIVMSG #tea :"],
                "A blank line continues nothing"
            ),
            (["@batch=1 PRIVMSG #tea"], "A line of the batch could not be understood"),
            (["@batch=1 DANCE"], "A line of the batch could not be understood"),
        ])
    func spoilt(_ lines: [String], _ why: String) {
        ann.sends("BATCH +1 draft/multiline #tea")
        for line in lines { ann.sends(line) }
        #expect(told() == invalid(why))
        ann.sends("@batch=1 PRIVMSG #tea again", "@batch=1 PRIVMSG #no again", "BATCH -1")
        #expect(told() == [])
        #expect(house.store.posts.isEmpty)
        // What comes next is whole.
        ann.sends("BATCH +1 draft/multiline #tea", "@batch=1 PRIVMSG #tea fine", "BATCH -1")
        #expect(house.store.posts.map(\.text) == ["fine"])
    }

    @Test("a line for somebody else")
    func invalidTarget() {
        ann.sends("BATCH +1 draft/multiline #tea", "@batch=1 PRIVMSG #tea,ann hi", "BATCH -1")
        #expect(
            told() == ["FAIL BATCH MULTILINE_INVALID_TARGET #tea #tea,ann :A line names another target than its batch"])
    }

    @Test("a line that was too long to be read spoils the batch, since it may have been a part of it")
    func unreadable() {
        ann.sends("BATCH +1 draft/multiline #tea", "@batch=1 PRIVMSG #tea one")
        ann.sends("@batch=1 PRIVMSG #tea :" + String(repeating: "x", count: 600))
        ann.sends("BATCH -1")
        #expect(told() == ["417 ann :Input line was too long"] + invalid("A line of the batch could not be understood"))
        #expect(house.store.posts.isEmpty)
    }

    @Test("nothing at all, and nothing but blank lines", arguments: [0, 1, 3])
    func blank(_ lines: Int) {
        ann.sends("@label=l BATCH +1 draft/multiline #tea")
        for _ in 0..<lines { ann.sends("@batch=1 PRIVMSG #tea :") }
        ann.sends("BATCH -1")
        #expect(
            ann.heard() == [
                "@label=l;\(time) :chat.local FAIL BATCH MULTILINE_INVALID :The batch has nothing but blank lines"
            ])
    }

    @Test("a batch that is never ended keeps nobody from anything else")
    func neverEnded() {
        ann.sends("@label=l BATCH +1 draft/multiline #tea", "@batch=1 PRIVMSG #tea one", "PING x", "@batch=1 PING y")
        #expect(told() == ["PONG chat.local x", "PONG chat.local y"])
        ann.says("in between", to: "#tea")
        ann.sends("DANCE", "JOIN #cat", "BATCH -2")
        #expect(house.store.posts.map(\.text) == ["in between"])
        ann.forgets()
        ann.sends("@batch=1 PRIVMSG #tea two", "BATCH -1")
        #expect(house.store.posts.map(\.text) == ["in between", "one\ntwo"])
        ann.sends("BATCH +1 draft/multiline #tea", "@batch=1 PRIVMSG #tea lost", "QUIT")
        #expect(house.store.posts.count == 2)
        #expect(ann.isGone)
    }

    @Test("a second batch within the first spoils both; the name may be used again afterwards")
    func second() {
        ann.sends(
            "BATCH +1 draft/multiline #tea", "@batch=1 PRIVMSG #tea one", "BATCH +2 draft/multiline #tea",
            "@batch=2 PRIVMSG #tea two", "BATCH -2")
        #expect(told() == invalid("One batch ends before the next begins; neither is said"))
        ann.sends("BATCH +1 draft/multiline #tea", "@batch=1 PRIVMSG #tea three", "BATCH -1")
        ann.sends("BATCH +1 draft/multiline #tea", "@batch=1 PRIVMSG #tea four", "BATCH -1")
        #expect(house.store.posts.map(\.text) == ["three", "four"])
    }

    @Test("lines and ends of batches that are not open")
    func notOpen() {
        ann.sends("@batch=1 PRIVMSG #tea one", "BATCH -1", "@batch=1 JOIN #cat")
        let one = invalid("No batch of that name is open")
        #expect(told() == one + one + one)
        ann.sends("@batch=1 PING x")
        #expect(told() == ["PONG chat.local x"])
        #expect(house.store.posts.isEmpty)
    }

    @Test("a batch of another type, or without the capability, is refused once and passed over")
    func unknownType() {
        let bea = house.irc("bea")
        bea.sends("BATCH +1 draft/multiline ann", "@batch=1 PRIVMSG ann hi", "BATCH -1")
        #expect(bea.heard() == [":chat.local FAIL BATCH UNKNOWN_TYPE 1 draft/multiline :Unknown type of batch"])
        ann.sends("BATCH +1 chathistory #tea", "@batch=1 PRIVMSG #tea hi", "BATCH -1", "PING x")
        #expect(told() == ["FAIL BATCH UNKNOWN_TYPE 1 chathistory :Unknown type of batch", "PONG chat.local x"])
        ann.sends("BATCH +1 draft/multiline", "BATCH +2 draft/multiline #tea #cat", "BATCH -2")
        #expect(told() == invalid("Expected one target") + invalid("Expected one target"))
        ann.sends("BATCH +1 draft/multiline NickServ", "BATCH -1")
        #expect(told() == invalid("A service is asked in one line"))
    }

    @Test("a question between programs is not hidden behind the first line")
    func hiddenCTCP() {
        let bea = house.irc("bea")
        bea.joins("#tea")
        ann.sends("MODE #tea +C")
        house.forgets()
        ann.sends(
            "BATCH +1 draft/multiline #tea", "@batch=1 PRIVMSG #tea hi", "@batch=1 PRIVMSG #tea :\u{1}VERSION\u{1}",
            "BATCH -1")
        #expect(told() == invalid("A question between programs is one line"))
        ann.sends("BATCH +1 draft/multiline #tea", "@batch=1 PRIVMSG #tea :\u{1}VERSION\u{1}", "BATCH -1")
        #expect(told() == ["404 ann #tea :Cannot send to channel (+C)"])
        #expect(bea.heard() == [])
        ann.sends("BATCH +1 draft/multiline #tea", "@batch=1 PRIVMSG #tea :\u{1}ACTION waves\u{1}", "BATCH -1")
        #expect(bea.heard() == [":\(ann) PRIVMSG #tea :\u{1}ACTION waves\u{1}"])
    }

    @Test("labels of lines and of the end are acknowledged")
    func otherLabels() {
        ann.sends(
            "BATCH +1 draft/multiline #tea", "@batch=1;label=a PRIVMSG #tea one", "@batch=1 PRIVMSG #tea two",
            "@label=b BATCH -1")
        let heard = ann.heard()
        #expect(heard.first == "@label=a;\(time) :chat.local ACK")
        #expect(heard.last == "@label=b;\(time) :chat.local ACK")
        #expect(heard.count == 6)
    }

    @Test("history tells it as it was said")
    func history() {
        let bea = house.irc("bea", .multiline, .batch, .chathistory)
        bea.joins("#tea")
        ann.sends(
            "BATCH +1 draft/multiline #tea", "@batch=1 PRIVMSG #tea one", "@batch=1 PRIVMSG #tea two", "BATCH -1")
        bea.forgets()
        bea.sends("CHATHISTORY LATEST #tea * 5")
        let heard = bea.heard()
        let page = heard[0].split(separator: " ")[2].dropFirst()
        #expect(
            heard.dropFirst().dropLast() == [
                "@batch=\(page) :\(ann) BATCH +m-7-2-1 draft/multiline #tea",
                "@batch=m-7-2-1 :\(ann) PRIVMSG #tea :one",
                "@batch=m-7-2-1 :\(ann) PRIVMSG #tea :two", "@batch=\(page) :\(ann) BATCH -m-7-2-1",
            ])
    }
}
