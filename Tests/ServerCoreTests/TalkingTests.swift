import ChatProtocol
import ServerCore
import Testing

@Suite("Talking")
struct TalkingTests {
    let house = House()
    let tea = "#tea"

    private func room(_ people: Person...) {
        for person in people { person.joins(tea) }
        house.forgets()
    }

    @Test("what is said in a room is heard by everybody else in it, kept, and by nobody outside")
    func saying() {
        let (ann, bea, cat) = (house.irc("ann"), house.irc("bea"), house.irc("cat"))
        room(ann, bea)
        ann.says("hello", to: "#TEA")
        ann.sends("NOTICE #tea :psst")
        #expect(ann.heard().isEmpty)
        #expect(bea.heard() == [":\(ann) PRIVMSG #tea :hello", ":\(ann) NOTICE #tea :psst"])
        #expect(cat.heard().isEmpty)
        #expect(house.store.texts(of: RoomNumber(2)) == ["hello", "psst"])
    }

    @Test("time and msgid are for those who asked for them, the same for the author's echo")
    func tags() {
        let ann = house.irc("ann", .echoMessage, .messageTags, .serverTime)
        let (bea, cat) = (house.irc("bea", .messageTags), house.irc("cat", .serverTime))
        room(ann, bea, cat)
        ann.sends("@+mood=gl\\sad;secret=x PRIVMSG #tea :hello")
        let line = ":\(ann) PRIVMSG #tea :hello"
        #expect(ann.heard() == ["@time=2026-11-23T09:00:00.004Z;msgid=7-2-1;+mood=gl\\sad \(line)"])
        #expect(bea.heard() == ["@msgid=7-2-1;+mood=gl\\sad \(line)"])
        #expect(cat.heard() == ["@time=2026-11-23T09:00:00.004Z \(line)"])
    }

    @Test("tags alone go to those who take tags, and are not kept")
    func tagsAlone() {
        let ann = house.irc("ann", .messageTags, .echoMessage, .labeledResponse)
        let (bea, cat) = (house.irc("bea", .messageTags), house.irc("cat"))
        room(ann, bea, cat)
        ann.sends(
            "@+typing=active;label=t TAGMSG #tea", "@+typing=active TAGMSG bea", "@+typing=done TAGMSG cat", "TAGMSG")
        #expect(
            ann.heard() == [
                "@label=t;+typing=active :\(ann) TAGMSG #tea", "@+typing=active :\(ann) TAGMSG bea",
                "@+typing=done :\(ann) TAGMSG cat", ":chat.local 461 ann TAGMSG :Not enough parameters",
            ])
        #expect(bea.heard() == ["@+typing=active :\(ann) TAGMSG #tea", "@+typing=active :\(ann) TAGMSG bea"])
        #expect(cat.heard().isEmpty)
        #expect(house.store.posts.isEmpty)
    }

    @Test("a label is answered also where the author does not take the tags that were sent")
    func tagsWithoutTags() {
        let ann = house.irc("ann", .echoMessage, .labeledResponse)
        room(ann)
        ann.sends("@label=t;+typing=active TAGMSG #tea")
        #expect(ann.heard() == ["@label=t :chat.local ACK"])
    }

    @Test("an action is kept, a question between programs is passed on and forgotten")
    func ctcp() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        room(ann, bea)
        ann.says("\u{1}ACTION waves\u{1}", to: tea)
        ann.says("\u{1}ACTION \u{301}\u{1}", to: tea)
        ann.says("\u{1}VERSION\u{1}", to: tea)
        #expect(bea.heard().count == 3)
        #expect(house.store.texts(of: RoomNumber(2)) == ["\u{1}ACTION waves\u{1}", "\u{1}ACTION \u{301}\u{1}"])
    }

    // MARK: - Privately

    @Test("a private line reaches one member alone, whatever case their name is written in")
    func privately() {
        let (ann, bea, cat) = (house.irc("ann"), house.irc("bea"), house.irc("cat"))
        room(ann, bea, cat)
        ann.says("just you", to: "ＢＥＡ")
        #expect(bea.heard() == [":\(ann) PRIVMSG bea :just you"])
        #expect(ann.heard().isEmpty)
        #expect(cat.heard().isEmpty)
        #expect(house.store.posts.map(\.room) == [.privately])
    }

    @Test("a private line to nobody is told to its author alone, and kept nowhere")
    func toNobody() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        let almost = house.connects()
        almost.sends("NICK almost")
        room(ann, bea)
        ann.says("hello?", to: "nobody")
        ann.says("hello?", to: "almost")
        ann.says("hello?", to: "a.b@c")
        #expect(
            ann.heard() == ["nobody", "almost", "a.b@c"].map { ":chat.local 401 ann \($0) :No such nick" })
        #expect(bea.heard().isEmpty)
        #expect(almost.heard().isEmpty)
        #expect(house.store.posts.isEmpty)
    }

    @Test("a line to oneself comes twice with echo, once without")
    func toOneself() {
        let ann = house.irc("ann", .echoMessage, .messageTags)
        let bea = house.irc("bea")
        ann.says("note", to: "ann")
        bea.says("note", to: "bea")
        let line = "@msgid=7-0-1 :\(ann) PRIVMSG ann :note"
        #expect(ann.heard() == [line, line])
        #expect(bea.heard() == [":\(bea) PRIVMSG bea :note"])
    }

    @Test("who writes to somebody who is away is told so; a notice asks for no answer")
    func away() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        bea.sends("AWAY :asleep")
        house.forgets()
        ann.says("hello", to: "bea")
        ann.sends("NOTICE bea :hello")
        #expect(ann.heard() == [":chat.local 301 ann bea asleep"])
        #expect(bea.heard() == [":\(ann) PRIVMSG bea :hello", ":\(ann) NOTICE bea :hello"])
    }

    @Test("away and back are told to those who share a room and want to know, when it changes")
    func awayNotify() {
        let (ann, bea, cat) = (house.irc("ann"), house.irc("bea", .awayNotify), house.irc("cat"))
        room(ann, bea, cat)
        ann.sends("AWAY :tea", "AWAY :tea", "AWAY", "AWAY :")
        #expect(
            ann.heard().map(numeric) == ["306", "306", "305", "305"])
        #expect(bea.heard() == [":\(ann) AWAY :tea", ":\(ann) AWAY"])
        #expect(cat.heard().isEmpty)
    }

    // MARK: - Refused

    @Test("who may speak: members, unless the room is moderated or they are banned; rank speaks always")
    func silence() {
        let (ann, bea, cat) = (house.irc("ann"), house.irc("bea"), house.irc("cat"))
        room(ann, bea)
        func refused(_ person: Person) -> String? {
            person.forgets()
            person.says("x", to: tea)
            return person.heard().first
        }
        #expect(refused(cat) == ":chat.local 404 cat #tea :Cannot send to channel (+n)")
        ann.sends("MODE #tea -n")
        house.forgets()
        #expect(refused(cat) == nil)
        #expect(ann.heard() == [":\(cat) PRIVMSG #tea :x"])
        ann.sends("MODE #tea +m")
        house.forgets()
        #expect(refused(cat) == ":chat.local 404 cat #tea :Cannot send to channel (+m)")
        #expect(refused(bea) == ":chat.local 404 bea #tea :Cannot send to channel (+m)")
        ann.sends("MODE #tea +v bea")
        house.forgets()
        #expect(refused(bea) == nil)
        #expect(refused(ann) == nil)
        ann.sends("MODE #tea -mv+b bea bea")
        house.forgets()
        #expect(refused(bea) == ":chat.local 404 bea #tea :Cannot send to channel (+b)")
    }

    struct Row: CustomStringConvertible, Sendable {
        let line: String
        let answer: String
        var description: String { line }
    }

    @Test(
        "what cannot be said",
        arguments: [
            Row(line: "PRIVMSG #no :x", answer: "403 ann #no :No such channel"),
            Row(line: "PRIVMSG", answer: "411 ann :No recipient given (PRIVMSG)"),
            Row(line: "NOTICE", answer: "411 ann :No recipient given (NOTICE)"),
            Row(line: "PRIVMSG #tea", answer: "412 ann :No text to send"),
            Row(line: "PRIVMSG #tea :", answer: "412 ann :No text to send"),
            Row(line: "PRIVMSG a,b,c,d,e :x", answer: "407 ann a :Too many targets"),
            Row(line: "DANCE #tea", answer: "421 ann DANCE :Unknown command"),
            Row(
                line: String(repeating: "D", count: 500),
                answer: "421 ann " + String(repeating: "D", count: 64) + " :Unknown command"),
            Row(line: "D@NCE", answer: "421 ann * :Unknown command"),
            Row(
                line: "PRIVMSG #tea :" + String(repeating: "x", count: 497), answer: "417 ann :Input line was too long"),
            Row(line: String(repeating: "x", count: 5_000), answer: "417 ann :Input line was too long"),
            Row(
                line: "@+a=" + String(repeating: "x", count: 4_092) + " PRIVMSG #tea :x",
                answer: "417 ann :Input line was too long"),
            Row(
                line: "PRIVMSG #tea :a\0b",
                answer: "FAIL PRIVMSG INVALID_BYTES :Message rejected, it holds a NUL byte"),
            Row(
                line: "PRIVMSG #tea :a\rQUIT",
                answer: "FAIL PRIVMSG INVALID_BYTES :Message rejected, it holds a CR inside the line"),
        ])
    func refused(row: Row) {
        let (ann, bea) = (house.irc("ann", .messageTags), house.irc("bea"))
        room(ann, bea)
        ann.sends(row.line)
        #expect(ann.heard() == [":chat.local " + row.answer])
        #expect(bea.heard().isEmpty)
        #expect(house.store.posts.isEmpty)
    }

    @Test(
        "what is no UTF-8 is never passed on, and the label of it is answered",
        arguments: [[0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE4, 0xBD], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]]
    )
    func noText(bytes: [UInt8]) {
        let (ann, bea) = (house.irc("ann", .labeledResponse), house.irc("bea"))
        room(ann, bea)
        ann.sends(bytes: Array("@label=l PRIVMSG #tea :".utf8) + bytes + Array("\n".utf8))
        let verb = String(repeating: "X", count: 400)
        ann.sends(bytes: Array("\(verb) :".utf8) + bytes + Array("\n".utf8))
        #expect(
            ann.heard() == [
                "@label=l :chat.local FAIL PRIVMSG INVALID_UTF8 :Message rejected, it is not valid UTF-8",
                ":chat.local FAIL \(verb.prefix(64)) INVALID_UTF8 :Message rejected, it is not valid UTF-8",
            ])
        #expect(bea.heard().isEmpty)
    }

    @Test("a line that would be too long for those who read it is refused, one byte less is not")
    func relayedLength() {
        let (ann, bea) = (house.irc("ann", .echoMessage), house.irc("bea"))
        room(ann, bea)
        let room = 512 - ":\(ann) PRIVMSG #tea :".utf8.count - 2
        ann.says(String(repeating: "x", count: room + 1), to: tea)
        #expect(ann.heard() == [":chat.local 417 ann :Input line was too long"])
        #expect(bea.heard().isEmpty)
        let text = String(repeating: "x", count: room)
        ann.says(text, to: tea)
        #expect(bea.heard() == [":\(ann) PRIVMSG #tea :\(text)"])
        #expect(ann.heard().count == 1)
        #expect(house.store.posts.map(\.text) == [text])
    }

    @Test("spaces in front, small letters, an empty line and a bare LF are no fault")
    func tolerance() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        room(ann, bea)
        ann.sends(bytes: Array("\r\n \r\n\n  privmsg #tea hi\n".utf8))
        #expect(ann.heard().isEmpty)
        #expect(bea.heard() == [":\(ann) PRIVMSG #tea :hi"])
    }

    // MARK: - Time

    @Test("within a room time goes up with each post, however many are said in one moment")
    func strictlyIncreasing() {
        let ann = house.irc("ann")
        room(ann)
        for number in 0..<5 { ann.says("\(number)", to: tea) }
        let start = House.morning.milliseconds
        #expect(house.store.posts.map(\.time.milliseconds) == (2...6).map { start + $0 })
        house.passes(milliseconds: 60_000)
        ann.says("later", to: tea)
        #expect(house.store.posts.last?.time.milliseconds == start + 60_000)
    }

    @Test("when the clock goes back by more than a second, time stands still, and never goes back")
    func clockGoesBack() {
        let (ann, bea) = (house.irc("ann"), house.irc("bea"))
        room(ann)
        ann.says("noon", to: tea)
        ann.says("noon", to: "bea")
        house.passes(milliseconds: -500)
        ann.says("half a second before", to: tea)
        house.passes(milliseconds: -5_000)
        for number in 0..<3 { ann.says("before \(number)", to: tea) }
        ann.says("before", to: "bea")
        let start = House.morning.milliseconds
        #expect(
            house.store.posts.filter { $0.room != .privately }.map { $0.time.milliseconds - start } == [2, 3, 3, 3, 3])
        #expect(house.store.posts.filter { $0.room == .privately }.map { $0.time.milliseconds - start } == [0, 0])
        #expect(bea.heard().count == 2)
    }

    @Test("time is at most a second ahead of the clock, and then equal")
    func aSecondAhead() {
        let ann = house.irc("ann")
        room(ann)
        for number in 0..<1_005 { ann.says("\(number)", to: tea) }
        let ahead = house.store.posts.map { $0.time.milliseconds - House.morning.milliseconds }
        #expect(ahead == (0..<1_005).map { min(Int64($0) + 2, 1_000) })
    }
}
