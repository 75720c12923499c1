import Chance
import ClientCore
import Testing

struct LineRow: CustomTestStringConvertible, Sendable {
    let line: String
    let intent: Intent

    init(_ line: String, _ intent: Intent) {
        self.line = line
        self.intent = intent
    }

    var testDescription: String { line }
}

@Suite("What a submitted line means")
struct IntentTests {
    @Test(
        "a lone sign or word asks what it asks in the seed",
        arguments: [
            LineRow("#", .members), LineRow("＃", .members), LineRow(" # ", .members),
            LineRow("&", .help(topic: nil)), LineRow("＆", .help(topic: nil)),
            LineRow("exit", .leave(reason: nil)), LineRow(" exit\u{3000}", .leave(reason: nil)),
            LineRow("", .nothing), LineRow(" \u{3000}\n", .nothing),
            LineRow("# title", .say("# title")), LineRow("&c", .say("&c")), LineRow("exit now", .say("exit now")),
            LineRow("Exit", .say("Exit")), LineRow("#️⃣", .say("#️⃣")), LineRow("：", .say("：")),
        ])
    func seedSigns(row: LineRow) {
        #expect(Intent(line: row.line) == row.intent)
    }

    @Test(
        "text is said as it was typed",
        arguments: [
            "hello", "  indented", "你好：＃＆／", "a / b", "one\ntwo", "C# & F#", "5 ＞ 3", "http://example.org/",
        ])
    func text(line: String) {
        #expect(Intent(line: line) == .say(line))
        #expect(Intent.spoken(line) == line)
    }

    @Test(
        "a sign and a nick in front open a private line",
        arguments: [
            LineRow("@bob hi there", .privately(to: "bob", text: "hi there", form: .sign)),
            LineRow("＠小明 在吗", .privately(to: "小明", text: "在吗", form: .sign)),
            LineRow("＠小明\u{3000}在吗", .privately(to: "小明", text: "在吗", form: .sign)),
            LineRow("＠小明：在吗", .privately(to: "小明", text: "在吗", form: .sign)),
            LineRow("@bob: hi", .privately(to: "bob", text: "hi", form: .sign)),
            LineRow("@bob :)", .privately(to: "bob", text: ":)", form: .sign)),
            LineRow("  @bob hi", .privately(to: "bob", text: "hi", form: .sign)),
            LineRow("@bob one\ntwo", .privately(to: "bob", text: "one\ntwo", form: .sign)),
            LineRow(
                "@bob write to me@example.org", .privately(to: "bob", text: "write to me@example.org", form: .sign)),
            LineRow("@bob a@@b", .privately(to: "bob", text: "a@@b", form: .sign)),
            LineRow("@bob@example.org hi", .privately(to: "bob@example.org", text: "hi", form: .sign)),
            LineRow("@bob", .open(nick: "bob")), LineRow("＠小明 ", .open(nick: "小明")),
            LineRow("@bob:", .open(nick: "bob")),
            LineRow("@", .mistake(.missingArgument(usage: "@NICK TEXT"))),
            LineRow("@ bob secret", .mistake(.missingArgument(usage: "@NICK TEXT"))),
            LineRow("＠：在吗", .mistake(.missingArgument(usage: "@NICK TEXT"))),
        ])
    func signForm(row: LineRow) {
        #expect(Intent(line: row.line) == row.intent)
    }

    @Test(
        "text@nick is private as in the seed: the last single @ splits",
        arguments: [
            LineRow("hello@bob", .privately(to: "bob", text: "hello", form: .seed)),
            LineRow("在吗＠小明", .privately(to: "小明", text: "在吗", form: .seed)),
            LineRow("hello there @bob", .privately(to: "bob", text: "hello there", form: .seed)),
            LineRow("hello@bob ", .privately(to: "bob", text: "hello", form: .seed)),
            LineRow("bob@example.org", .privately(to: "example.org", text: "bob", form: .seed)),
            LineRow("a@b@c", .privately(to: "c", text: "a@b", form: .seed)),
            LineRow("a@@b@c", .privately(to: "c", text: "a@b", form: .seed)),
            LineRow("a@c@@d", .privately(to: "c@d", text: "a", form: .seed)),
            LineRow("a@@@b", .privately(to: "b", text: "a@", form: .seed)),
            LineRow("@a@b", .privately(to: "b", text: "@a", form: .seed)),
            LineRow("@@a@b", .privately(to: "b", text: "@a", form: .seed)),
            LineRow("one\ntwo@bob", .privately(to: "bob", text: "one\ntwo", form: .seed)),
            LineRow("hello@", .mistake(.missingArgument(usage: "TEXT@NICK"))),
            LineRow("@a@", .mistake(.missingArgument(usage: "TEXT@NICK"))),
        ])
    func seedForm(row: LineRow) {
        #expect(Intent(line: row.line) == row.intent)
    }

    @Test(
        "a line that addresses nobody is said, each @@ as one @",
        arguments: [
            LineRow("bob@@example.org", .say("bob@example.org")),
            LineRow("@@bob hi", .say("@bob hi")),
            LineRow("@@", .say("@")), LineRow("@@@@", .say("@@")),
            LineRow("＠＠小明", .say("＠小明")),
            LineRow("thanks @bob for that", .say("thanks @bob for that")),
            LineRow("mail a@@b before @ noon", .say("mail a@b before @ noon")),
            LineRow("@@Override\nvoid f()", .say("@Override\nvoid f()")),
        ])
    func literal(row: LineRow) {
        #expect(Intent(line: row.line) == row.intent)
    }

    @Test("a private line said to the room after all is the line as typed, each @@ as one @")
    func spoken() {
        #expect(Intent.spoken("bob@example.org") == "bob@example.org")
        #expect(Intent.spoken("a@@b@c") == "a@b@c")
        #expect(Intent.spoken("hi＠小明 ") == "hi＠小明 ")
    }

    @Test(
        "two slashes say the rest with one",
        arguments: [
            LineRow("//join", .say("/join")), LineRow("／／join", .say("／join")), LineRow("//a@b", .say("/a@b")),
            LineRow("//", .say("/")), LineRow("///", .say("//")),
        ])
    func twoSlashes(row: LineRow) {
        #expect(Intent(line: row.line) == row.intent)
    }

    @Test(
        "a slash gives a command",
        arguments: [
            LineRow("/join #tea", .command(.join, Arguments(room: "#tea"))),
            LineRow("／join ＃茶 key", .command(.join, Arguments(room: "#茶", word: "key"))),
            LineRow("/J tea", .command(.join, Arguments(room: "#tea"))),
            LineRow(" /join #tea ", .command(.join, Arguments(room: "#tea"))),
            LineRow("/join\u{3000}#tea", .command(.join, Arguments(room: "#tea"))),
            LineRow("/part", .command(.part, Arguments())),
            LineRow("/part so long", .command(.part, Arguments(text: "so long"))),
            LineRow("/part #tea so long", .command(.part, Arguments(room: "#tea", text: "so long"))),
            LineRow("/part #", .command(.part, Arguments(text: "#"))),
            LineRow("/nick 小明", .command(.nick, Arguments(nick: "小明"))),
            LineRow("/msg bob hi  there", .privately(to: "bob", text: "hi  there", form: .command)),
            LineRow("/msg bob a@@b@c", .privately(to: "bob", text: "a@@b@c", form: .command)),
            LineRow("/msg ＃茶 hi", .command(.msg, Arguments(room: "#茶", text: "hi"))),
            LineRow("/query bob", .open(nick: "bob")),
            LineRow("/query bob hi", .privately(to: "bob", text: "hi", form: .command)),
            LineRow("/query #tea", .command(.join, Arguments(room: "#tea"))),
            LineRow("/notice bob hi", .command(.notice, Arguments(nick: "bob", text: "hi"))),
            LineRow("/me waves\ntwice", .command(.me, Arguments(text: "waves\ntwice"))),
            LineRow("/me mails a@b", .command(.me, Arguments(text: "mails a@b"))),
            LineRow("/topic", .command(.topic, Arguments())),
            LineRow("/topic #tea green", .command(.topic, Arguments(room: "#tea", text: "green"))),
            LineRow("/topic green\ntea", .command(.topic, Arguments(text: "green tea"))),
            LineRow("/kick bob too loud", .command(.kick, Arguments(nick: "bob", text: "too loud"))),
            LineRow("/kick #tea bob", .command(.kick, Arguments(room: "#tea", nick: "bob"))),
            LineRow("/invite bob", .command(.invite, Arguments(nick: "bob"))),
            LineRow("/invite bob ＃tea", .command(.invite, Arguments(room: "#tea", nick: "bob"))),
            LineRow("/mode #tea +o bob", .command(.mode, Arguments(text: "#tea +o bob"))),
            LineRow("/away lunch", .command(.away, Arguments(text: "lunch"))),
            LineRow("/quote PING x", .command(.raw, Arguments(text: "PING x"))),
            LineRow("/raw PING x\nQUIT", .command(.raw, Arguments(text: "PING x QUIT"))),
            LineRow("/names", .members), LineRow("/names #tea", .command(.names, Arguments(room: "#tea"))),
            LineRow("/help", .help(topic: nil)), LineRow("/help join", .help(topic: "join")),
            LineRow("/help /join", .help(topic: "join")), LineRow("/? /", .help(topic: nil)),
            LineRow("/quit", .leave(reason: nil)), LineRow("/exit so long", .leave(reason: "so long")),
            LineRow("/clear now", .command(.clear, Arguments())),
        ])
    func commands(row: LineRow) {
        #expect(Intent(line: row.line) == row.intent)
    }

    @Test(
        "a mistake says what was expected and is never said to the room",
        arguments: [
            LineRow("/msg", .mistake(.missingArgument(usage: "/msg NICK TEXT"))),
            LineRow("/msg bob", .mistake(.missingArgument(usage: "/msg NICK TEXT"))),
            LineRow("/kick", .mistake(.missingArgument(usage: "/kick [#ROOM] NICK [REASON]"))),
            LineRow("/kick #tea", .mistake(.missingArgument(usage: "/kick [#ROOM] NICK [REASON]"))),
            LineRow("/join", .mistake(.missingArgument(usage: "/join #ROOM [KEY]"))),
            LineRow("/jion #tea", .mistake(.unknownCommand(name: "jion", closest: "join"))),
            LineRow("/MGS bob secret", .mistake(.unknownCommand(name: "MGS", closest: "msg"))),
            LineRow("/who", .mistake(.unknownCommand(name: "who", closest: "whois"))),
            LineRow("/ msg bob secret", .mistake(.unknownCommand(name: "", closest: nil))),
            LineRow("/", .mistake(.unknownCommand(name: "", closest: nil))),
            LineRow("/usr/bin/swift", .mistake(.unknownCommand(name: "usr/bin/swift", closest: nil))),
            LineRow("/xyzzy", .mistake(.unknownCommand(name: "xyzzy", closest: nil))),
        ])
    func mistakes(row: LineRow) {
        #expect(Intent(line: row.line) == row.intent)
    }

    @Test("random lines never trap, and what is unescaped never grows", arguments: UInt64(1)...20)
    func random(seed: UInt64) {
        var generator = SeededNumbers(seed: seed)
        let pieces = [
            "@", "@", "＠", "#", "＃", "&", "/", "／", ":", "：", " ", "\u{3000}", "\n", "a", "bob", "小明", "join", "msg",
            "\u{301}",
        ]
        for _ in 0..<500 {
            let count = Int.random(in: 0...8, using: &generator)
            let line = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            if case .say(let text) = Intent(line: line) { #expect(text.utf8.count <= line.utf8.count) }
            #expect(Intent.spoken(line).utf8.count <= line.utf8.count)
        }
    }
}
