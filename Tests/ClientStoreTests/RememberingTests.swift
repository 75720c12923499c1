import Chance
import ChatProtocol
import ClientStore
import Testing

@testable import ClientCore

@Suite("A screen that is closed and opened again")
struct RememberingTests {
    private static let clock = Timestamp(milliseconds: 1_795_424_520_000)

    @Test("looks as it did, whatever was done before", arguments: UInt64(1)...40)
    func random(seed: UInt64) throws {
        let drawer = Drawer()
        var day = Day(seed: seed)
        var clock = Self.clock
        for _ in 0..<3 {
            let log = try drawer.open()
            var desk = try Desk(log: log, at: clock)
            try day.passes(at: &desk, steps: 60)
            // As the program is killed: a moment after the last thing that happened, with no farewell.
            try desk.waits(LogState.pause)
            let before = Sight(of: desk.model, most: LogState.firstPage)
            try log.close()

            clock.milliseconds += 86_400_000
            let again = try drawer.open()
            let after = Sight(of: try Desk(log: again, at: clock, isConnected: false).model, most: LogState.firstPage)
            #expect(after.current == before.current)
            #expect(after.buffers.map(\.label) == before.buffers.map(\.label))
            for (one, other) in zip(before.buffers, after.buffers) { #expect(one.difference(from: other) == "") }
            try again.close()
        }
    }

    @Test("says what it has of the past, in all buffers")
    func finding() throws {
        let drawer = Drawer()
        let log = try drawer.open()
        var desk = try Desk(log: log, at: Self.clock)
        try desk.hears(":aaa!u@h PRIVMSG #a :昨天的代码")
        try desk.hears(":bob!u@h PRIVMSG me :代码在哪里")
        try desk.waits(LogState.pause)
        try desk.searches("代码")
        #expect(desk.findings.map(\.target) == ["bob", "#a"])
        #expect(desk.findings.map(\.line.line.text.plain) == ["代码在哪里", "昨天的代码"])
    }

    @Test("has its first lines even where its log was never closed, and none twice")
    func killed() throws {
        let drawer = Drawer()
        do {
            var desk = try Desk(log: try drawer.open(), at: Self.clock)
            try desk.hears("@msgid=1 :aaa!u@h PRIVMSG #a :one")
            try desk.waits(LogState.pause)
            try desk.hears("@msgid=2 :aaa!u@h PRIVMSG #a :lost with the last moment")
        }
        var desk = try Desk(log: try drawer.open(), at: Self.clock)
        #expect(desk.takeSent().map(\.description).contains("@label=h-1 CHATHISTORY AFTER #a msgid=1 100"))
        try desk.hears(":s BATCH +g chathistory #a")
        for (id, text) in [("1", "one"), ("2", "lost with the last moment")] {
            try desk.hears("@batch=g;msgid=\(id) :aaa!u@h PRIVMSG #a :\(text)")
        }
        try desk.hears(":s BATCH -g")
        let said = desk.model.buffers[1].transcript.lines.filter(\.isSaid).map(\.text.plain)
        #expect(said == ["one", "lost with the last moment"])
    }

    @Test("what is done to lines that only the log has any more is done to them there")
    func amendedInLog() throws {
        let drawer = Drawer()
        let log = try drawer.open()
        var desk = try Desk(log: log, at: Self.clock)
        for number in 1...300 { try desk.hears("@msgid=\(number) :aaa!u@h PRIVMSG #a :secret \(number)") }
        try desk.waits(LogState.pause)
        try log.close()
        let again = try drawer.open()
        desk = try Desk(log: again, at: Self.clock)
        try desk.hears(":aaa!u@h REDACT #a 5 :gone")
        try desk.hears("@draft/target-msgid=6;draft/edit-text=other :aaa!u@h EDIT #a")
        try desk.hears("@+draft/react=👍;+reply=7 :bbb!u@h TAGMSG #a")
        try desk.hears(":aaa!u@h REDACT #a nowhere :gone")
        try desk.waits(LogState.pause)
        let name = LogName(network: "chat.example:6667", folded: "#a")
        let lines = try again.everything(of: name).map(\.line).filter(\.isSaid)
        #expect(lines.count == 300)
        #expect(lines[4].isRedacted && lines[4].text.plain == "removed")
        #expect(lines[5].isEdited && lines[5].text.plain == "other")
        #expect(lines[6].reactions.entries.map(\.nicks) == [["bbb"]])
        #expect(try again.find("\"secret 5\"", limit: 9) == [])
    }

    @Test("keeps no more lines in memory than a transcript has, and reads back through all that the log has")
    func readingBack() throws {
        let drawer = Drawer()
        let log = try drawer.open()
        var desk = try Desk(log: log, at: Self.clock)
        for number in 1...1_000 {
            try desk.hears("@msgid=\(number) :aaa!u@h PRIVMSG #a :line \(number)")
            if number.isMultiple(of: 100) { try desk.waits(LogState.pause) }
        }
        try log.close()
        let again = try drawer.open()
        desk = try Desk(log: again, at: Self.clock, isConnected: false)
        try desk.happens(.resized(columns: 80, rows: 24))
        try desk.presses(.alt("2"))
        #expect(desk.model.buffers[1].transcript.lines.count == LogState.firstPage)
        for _ in 0..<100 { try desk.presses(KeyPress(.pageUp)) }
        let said = desk.model.buffers[1].transcript.lines.filter(\.isSaid).map(\.text.plain)
        #expect(said == (1...1_000).map { "line \($0)" })
    }
}

/// Things that happen to a person in a chat, by chance.
private struct Day {
    private var random: SeededNumbers
    private var ids = 0
    /// What was said in rooms, by its id.
    private var posts: [(room: String, id: String, author: String)] = []

    init(seed: UInt64) {
        random = SeededNumbers(seed: seed)
    }

    mutating func passes(at desk: inout Desk, steps: Int) throws {
        for _ in 0..<steps { try step(&desk) }
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }

    private mutating func id() -> String {
        ids += 1
        return "m\(ids)"
    }

    private mutating func words() -> String {
        (0..<Int.random(in: 1...4, using: &random)).map { _ in
            pick(["你好", "hello", "\u{2}bold\u{2}", "me", "👍🏽", "\u{1B}[2J", "代码", "https://example.org/a"])
        }.joined(separator: " ")
    }

    private mutating func step(_ desk: inout Desk) throws {
        let nick = pick(["aaa", "bbb", "bob"])
        let room = pick(["#a", "#b"])
        switch Int.random(in: 0..<26, using: &random) {
        case 0...3:
            let tags = answer(in: room) + "msgid=" + post(in: room, by: nick)
            try desk.hears("@\(tags) :\(nick)!u@h PRIVMSG \(room) :\(words())")
        case 4: try desk.hears(":\(nick)!u@h NOTICE \(room) :\(words())")
        case 5: try desk.hears(":\(nick)!u@h \(pick(["JOIN", "PART"])) \(room)")
        case 6: try desk.hears("@msgid=\(id()) :\(nick)!u@h PRIVMSG me :\(words())")
        case 7:
            try desk.hears(":\(nick)!u@h NICK \(nick)_")
            try desk.hears(":\(nick)_!u@h NICK \(pick([nick, nick.uppercased()]))")
        case 8...10:
            try desk.types("said \(Int.random(in: 0..<9, using: &random)) 中文")
            if Bool.random(using: &random) { try desk.presses(KeyPress(.enter)) }
        case 11...12: try answer(&desk)
        case 13: try desk.presses(pick([.control("n"), .control("p"), .control("u"), KeyPress(.left)]))
        case 14: try desk.presses(KeyPress(pick([.pageUp, .pageUp, .pageDown, .escape])))
        case 15: try desk.waits(pick([1, 300, LogState.pause]))
        case 16:
            try desk.presses(.control("u"))
            try desk.types(pick(["/close", "/clear", "/help away", "@bob hi"]))
            try desk.presses(KeyPress(.enter))
        case 17: try desk.hears(":aaa!u@h TOPIC \(room) :\(words())")
        case 18:
            try desk.happens(.network(0, .disconnected(reason: "lost")))
            try desk.waits(61_000)
            try desk.connects()
        case 19...22: try desk.hears(reaction(of: nick))
        case 23: try amend(&desk)
        default: try desk.happens(.resized(columns: pick([40, 80, 200]), rows: pick([6, 12, 24])))
        }
    }

    private mutating func post(in room: String, by author: String) -> String {
        let id = id()
        posts.append((room, id, author))
        return id
    }

    /// The tag of a line that answers another, or none.
    private mutating func answer(in room: String) -> String {
        guard Bool.random(using: &random), let post = posts.last(where: { $0.room == room }) else { return "" }
        return "+reply=\(pick([post.id, post.id, "unknown"]));"
    }

    private mutating func reaction(of nick: String) -> String {
        guard let post = posts.suffix(20).randomElement(using: &random) else { return ":s NOTICE me :nothing" }
        let tag = pick(["+draft/react", "+draft/react", "+draft/unreact"])
        return "@\(tag)=\(pick(["👍", "❤️", "a\tb"]));+reply=\(post.id) :\(nick)!u@h TAGMSG \(post.room)"
    }

    /// Somebody changes what they said, or takes it back.
    private mutating func amend(_ desk: inout Desk) throws {
        guard let post = posts.suffix(20).randomElement(using: &random) else { return }
        try desk.hears(
            pick([
                "@draft/target-msgid=\(post.id);draft/edit-text=now\\s\(ids) :\(post.author)!u@h EDIT \(post.room)",
                ":\(post.author)!u@h REDACT \(post.room) \(post.id) :gone",
            ]))
    }

    /// The server answers everything that was asked and said since.
    private mutating func answer(_ desk: inout Desk) throws {
        for message in desk.takeSent() {
            let target = message.parameters.first ?? ""
            switch message.verb {
            case "PRIVMSG":
                let label = message[tag: "label"] ?? ""
                try desk.hears(
                    pick([
                        "@label=\(label);msgid=\(id()) :me!u@h PRIVMSG \(target) :\(message.parameters[1])",
                        "@label=\(label) :s 404 me \(target) :Cannot send to it",
                    ]))
            case "CHATHISTORY":
                let label = message[tag: "label"].map { "@label=\($0) " } ?? ""
                try desk.hears("\(label):s BATCH +g chathistory \(message.parameters[1])")
                let isOlder = target == "BEFORE"
                for second in 0..<Int.random(in: 0...3, using: &random) {
                    let moment = isOlder ? "2020-01-01T00:00:\(59 - ids % 40)" : "2026-11-23T09:02:00"
                    let time = "\(moment).\(second)00Z"
                    try desk.hears(
                        "@batch=g;msgid=\(id());time=\(time) :bbb!u@h PRIVMSG \(message.parameters[1]) :\(words())")
                }
                try desk.hears(":s BATCH -g")
            case "JOIN": try desk.hears(":me!u@h JOIN \(target)")
            case "WHOIS": try desk.hears(":s 318 me \(target) :End of WHOIS")
            default: break
            }
        }
    }
}
