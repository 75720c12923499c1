import ChatProtocol
import ServerCore
import Testing

@Suite("The raw dialect")
struct RawTests {
    let house = House()

    @Test("a nick, with its sign or without, names a client, and everybody else sees a member come into the lobby")
    func naming() {
        let ann = house.irc("ann")
        ann.joins("#lobby")
        house.forgets()
        let (bob, cat) = (house.connects(.raw), house.connects(.raw))
        bob.sends("!bob")
        cat.sends(" 猫\u{3000}")
        #expect(ann.heard() == [":bob!~raw@127.0.0.1 JOIN #lobby", ":猫!~raw@127.0.0.1 JOIN #lobby"])
        #expect(bob.heard().isEmpty)
        #expect(bob.isAdmitted && cat.isAdmitted)
        #expect(house.log == [.joined(nick: "bob", bob.address), .joined(nick: "猫", cat.address)])
    }

    @Test("a nick that is taken or malformed gets one line, and another try")
    func anotherTry() {
        _ = house.irc("ann")
        let bob = house.connects(.raw)
        for nick in ["!ann", "ANN", "ａｎｎ"] {
            bob.sends(nick)
            let heard = bob.heard()
            #expect(heard.count == 1 && heard[0].contains("that nick is taken, type another"), "\(heard)")
        }
        for nick in ["!", "1st", "a b", "a@b", "hello there", "!" + String(repeating: "x", count: 33)] {
            bob.sends(nick)
            let heard = bob.heard()
            #expect(heard.count == 1 && heard[0].contains("that cannot be a nick, type another"), "\(heard)")
        }
        #expect(!bob.isAdmitted)
        bob.sends("bob")
        #expect(bob.isAdmitted)
    }

    @Test("before naming, # and & and exit do what they do later")
    func beforeNaming() {
        let bob = house.connects(.raw)
        bob.sends("#", "&")
        let heard = bob.heard()
        #expect(heard.count == 3)
        #expect(heard[0] == "{}")
        #expect(
            heard[2]
                == "# who is here · text@nick privately · & this help · exit leaves · anything else goes to everybody (@@ is an @)"
        )
        bob.sends("exit")
        #expect(bob.isGone)
    }

    @Test("any text goes to everybody in the lobby, the author too; IRC members see a PRIVMSG")
    func saying() {
        let (ann, bob, cat, dan) = (
            house.irc("ann", .messageTags), house.raw("bob"), house.raw("cat"), house.irc("dan")
        )
        ann.joins("#lobby")
        house.forgets()
        bob.says("hello")
        #expect(ann.heard() == ["@msgid=7-1-1 :bob!~raw@127.0.0.1 PRIVMSG #lobby :hello"])
        #expect(bob.heard() == ["bob say: hello"])
        #expect(cat.heard() == ["bob say: hello"])
        #expect(dan.heard().isEmpty)
        ann.says("hi", to: "#lobby")
        #expect(bob.heard() == ["ann say: hi"])
        #expect(
            house.log == [
                .said(nick: "bob", room: "#lobby", text: "hello"), .said(nick: "ann", room: "#lobby", text: "hi"),
            ])
        #expect(house.store.texts(of: .lobby) == ["hello", "hi"])
    }

    struct Row: CustomStringConvertible, Sendable {
        let typed: String
        let said: String
        var description: String { typed }
    }

    @Test(
        "once named, everything else is text",
        arguments: [
            Row(typed: "!wow", said: "!wow"), Row(typed: "##", said: "##"), Row(typed: "# ", said: "# "),
            Row(typed: "&c", said: "&c"), Row(typed: "EXIT", said: "EXIT"), Row(typed: "a@@b.org", said: "a@b.org"),
            Row(typed: "@@@@", said: "@@"), Row(typed: "JOIN #tea", said: "JOIN #tea"), Row(typed: ":x", said: ":x"),
            Row(typed: "a\rb", said: "a b"), Row(typed: "\u{1}VERSION\u{1}", said: "VERSION"),
            Row(typed: "\u{1}\u{1}VERSION", said: "VERSION"),
        ])
    func text(row: Row) {
        let (bob, cat) = (house.raw("bob"), house.irc("cat"))
        cat.joins("#lobby")
        house.forgets()
        bob.says(row.typed)
        #expect(bob.heard() == ["bob say: \(row.said)"])
        #expect(cat.heard() == [":bob!~raw@127.0.0.1 PRIVMSG #lobby :\(row.said)"])
    }

    @Test("what holds nothing to say is not said", arguments: ["\u{1}", "@bob", "@cat"])
    func nothing(text: String) {
        let (bob, cat) = (house.raw("bob"), house.irc("cat"))
        cat.joins("#lobby")
        house.forgets()
        bob.says(text)
        #expect(cat.heard().isEmpty)
        #expect(house.store.posts.isEmpty)
    }

    @Test("# tells all members of the lobby with their addresses, in the order they came, as Python reads it")
    func members() {
        let (ann, bob) = (house.irc("ann"), house.raw("bob"))
        _ = house.irc("elsewhere")
        ann.joins("#lobby")
        let cat = house.raw("c\\at")
        house.forgets()
        bob.says("#")
        #expect(
            bob.heard() == [
                "{'bob': ('127.0.0.1', \(bob.address.port)), 'ann': ('127.0.0.1', \(ann.address.port)),"
                    + " 'c\\\\at': ('127.0.0.1', \(cat.address.port))}"
            ])
        #expect(ann.heard().isEmpty)
    }

    @Test("a host that does not want to show addresses shows none")
    func hiddenAddresses() {
        let house = House { $0.showsAddresses = false }
        let bob = house.raw("bob")
        bob.says("#")
        #expect(bob.heard() == ["{'bob': ('', 0)}"])
    }

    @Test("& tells in Chinese and in English what works")
    func help() {
        let bob = house.raw("bob")
        bob.says("&")
        let heard = bob.heard()
        #expect(heard.count == 2)
        #expect(heard[0].hasPrefix("1、输入 # 查询在线成员"))
    }

    @Test("text@nick reaches one member alone: a raw one as the text, an IRC one as a PRIVMSG")
    func privately() {
        let (ann, bob, cat) = (house.irc("ann"), house.raw("bob"), house.raw("cat"))
        ann.joins("#lobby")
        house.forgets()
        bob.says("just you@ann")
        bob.says("mail me: a@@b.org@CAT")
        bob.says("\u{1}VERSION\u{1}@ann")
        bob.says("to myself@bob")
        #expect(
            ann.heard() == [
                ":bob!~raw@127.0.0.1 PRIVMSG ann :just you", ":bob!~raw@127.0.0.1 PRIVMSG ann :VERSION",
            ])
        #expect(cat.heard() == ["mail me: a@b.org"])
        #expect(bob.heard() == ["to myself"])
        #expect(house.store.posts.allSatisfy { $0.room == .privately })
    }

    @Test("a nick that nobody has, an address of mail say: the author is told, and nothing is sent to anyone")
    func toNobody() {
        let (ann, bob, cat) = (house.irc("ann"), house.raw("bob"), house.raw("cat"))
        ann.joins("#lobby")
        house.forgets()
        for text in ["secret@nobody", "write to me@example.org", "x@", "@", "a @ b", "x@ann "] {
            bob.says(text)
            let heard = bob.heard()
            #expect(heard.count == 1 && heard[0].hasSuffix("nobody here is called that, nothing was sent"), "\(heard)")
        }
        #expect(ann.heard().isEmpty && cat.heard().isEmpty)
        #expect(house.store.posts.isEmpty)
    }

    @Test("an action, a notice, a private line and what a program asks, as raw members see them")
    func seeing() {
        let (ann, bob) = (house.irc("ann"), house.raw("bob"))
        ann.joins("#lobby")
        house.forgets()
        ann.says("\u{1}ACTION waves\u{1}", to: "#lobby")
        ann.sends("NOTICE #lobby :psst", "NOTICE bob :you", "TAGMSG bob")
        ann.says("\u{1}ACTION nods\u{1}", to: "bob")
        ann.says("\u{1}VERSION\u{1}", to: "bob")
        ann.says("hello", to: "bob")
        ann.says("bell \u{7} and \u{1B}[2J and \u{9B}2J", to: "#lobby")
        #expect(
            bob.heard() == [
                "* ann waves", "ann notice: psst", "ann notice: you", "* ann nods", "hello",
                "ann say: bell   and  [2J and  2J",
            ])
    }

    @Test("who is away says so to raw members too")
    func away() {
        let (ann, bob) = (house.irc("ann"), house.raw("bob"))
        ann.sends("AWAY :asleep")
        bob.says("hello@ann")
        #expect(bob.heard() == ["ann: asleep"])
    }

    @Test("who exits, or whose connection breaks, is seen to leave by IRC members and by the host")
    func leaving() {
        let (ann, bob, cat) = (house.irc("ann"), house.raw("bob"), house.raw("cat"))
        ann.joins("#lobby")
        house.forgets()
        bob.says("exit")
        cat.vanishes()
        #expect(ann.heard() == [":bob!~raw@127.0.0.1 QUIT :Quit", ":cat!~raw@127.0.0.1 QUIT :Connection closed"])
        #expect(bob.isGone)
        #expect(
            house.log == [
                .left(nick: "bob", bob.address, reason: "Quit"),
                .left(nick: "cat", cat.address, reason: "Connection closed"),
            ])
    }

    @Test(
        "a raw text longer than a line of IRC is one post, and several lines cut between characters, the first with the id"
    )
    func longText() {
        let text = String(repeating: "你好，世界😀", count: 200)
        let ann = house.irc("ann", .messageTags, .serverTime, .batch, .chathistory)
        let (bob, cat) = (house.raw("bob"), house.raw("cat"))
        ann.joins("#lobby")
        house.forgets()
        bob.says(text)
        let lines = ann.heard()
        let start = ":bob!~raw@127.0.0.1 PRIVMSG #lobby :"
        #expect(lines.count == 9)
        #expect(lines[0].hasPrefix("@time=2026-11-23T09:00:00.004Z;msgid=7-1-1 \(start)"))
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("@time=2026-11-23T09:00:00.004Z \(start)") })
        #expect(lines.map { $0.split(separator: start)[1] }.joined() == text)
        #expect(cat.heard() == ["bob say: \(text)"])
        #expect(house.store.posts.map(\.text) == [text])
        ann.sends("CHATHISTORY LATEST #lobby * 1")
        let page = ann.heard()
        #expect(page.count == 11)
        #expect(page.filter { $0.contains("msgid=") }.count == 1)
        #expect(page.dropFirst().dropLast().allSatisfy { $0.hasPrefix("@batch=1;time=") })
    }

    @Test("no piece of a long text looks like a question between programs")
    func hiddenQuestion() {
        let (ann, bob) = (house.irc("ann"), house.raw("bob"))
        ann.joins("#lobby")
        house.forgets()
        let room = 512 - ":bob!~raw@127.0.0.1 PRIVMSG #lobby :".utf8.count - 2
        bob.says(String(repeating: "x", count: room) + "\u{1}VERSION\u{1}")
        #expect(ann.heard().allSatisfy { !$0.contains("\u{1}") })
    }

    @Test("too long, no UTF-8, a NUL: the author is told, nobody hears anything")
    func refused() {
        let (ann, bob) = (house.irc("ann"), house.raw("bob"))
        ann.joins("#lobby")
        house.forgets()
        bob.says(String(repeating: "x", count: Limits.rawMessage + 1))
        bob.sends(bytes: [0xFF, 0x0A])
        bob.sends(bytes: [0x61, 0, 0x62, 0x0A])
        let heard = bob.heard()
        #expect(heard.map { $0.contains("nothing was sent") } == [true, true, true])
        #expect(ann.heard().isEmpty)
        bob.says(String(repeating: "x", count: Limits.rawMessage))
        #expect(bob.heard().count == 1)
    }

    @Test("a room's rules hold for raw members: one who is not heard is told why")
    func rules() {
        let bob = house.raw("bob")
        #expect(house.crowds.count == 1)
        let ann = house.irc("ann")
        ann.joins("#tea")
        ann.sends("INVITE bob #tea")
        #expect(bob.heard() == ["ann invites you to #tea"])
    }

    @Test("a server with a password takes no raw members, and says so")
    func password() {
        let house = House { $0.password = "mellon" }
        let bob = house.connects(.raw)
        bob.sends("!bob")
        #expect(
            bob.heard() == ["此服务器需要密码，请使用 chat 或 IRC 客户端 · this server wants a password: use chat or an IRC program"])
        #expect(bob.isGone)
        #expect(!bob.isAdmitted)
    }

    @Test("without newlines each read is a message; with them each line is")
    func framing() {
        let bob = house.connects(.raw)
        bob.sends(bytes: Array("!bob".utf8))
        bob.sends(bytes: Array("one".utf8))
        bob.sends(bytes: Array("two\nthree\nfo".utf8))
        bob.sends(bytes: Array("ur\r\n\n".utf8))
        #expect(bob.heard() == ["bob say: one", "bob say: two", "bob say: three", "bob say: four"])
    }
}
