import ChatProtocol
import ClientCore
import ClientStore
import Testing

@Suite("Lines in the log")
struct LinesTests {
    private static let time = Timestamp(milliseconds: 1_795_424_520_123)

    private static func line(
        _ kind: Line.Kind, author: String? = nil, _ text: StyledText = StyledText("hello"), id: String? = nil,
        _ change: (inout Line) -> Void = { _ in }
    ) -> Line {
        var line = Line(number: 0, id: id, time: time, kind, author: author, text)
        change(&line)
        return line
    }

    private static func styled() -> StyledText {
        var text = StyledText("你好 ", Style(.nick(33), [.bold, .dim]))
        text.append("world", Style(.accent))
        text.append(" 👍🏽", Style(.plain, .reverse))
        for ink in [Style.Ink.faint, .mention, .alarm] { text.append("x", Style(ink)) }
        return text
    }

    private static func presence() -> Presence {
        var presence = Presence(.joined("ann"))
        presence.add(.left("bob", reason: nil))
        presence.add(.left("小明", reason: "gone, + home > now"))
        presence.add(.left("eve", reason: ""))
        presence.add(.renamed("dan", to: "-dan+"))
        return presence
    }

    /// One of each that a line can be.
    static let lines: [Line] = [
        line(.message, author: "bob"), line(.action, author: "小明", StyledText(message: "waves \u{2}twice\u{2}")),
        line(.notice, author: "ann"), line(.note, StyledText("topic: tea")), line(.fault, StyledText("lost")),
        line(.presence(presence()), StyledText("ann joined"), id: "first") { $0.lastID = "last" },
        line(.message, author: "bob", StyledText("")),
        line(.message, author: "bob", styled(), id: "abc"),
        line(.message, author: "me") { $0.isOwn = true },
        line(.message, author: "bob") { $0.isMention = true },
        line(.message, author: "me") {
            $0.isOwn = true
            $0.delivery = .pending
            $0.said = "what was \u{2}typed"
        },
        line(.action, author: "me") {
            $0.isOwn = true
            $0.delivery = .failed("not sent")
            $0.mayHaveArrived = true
            $0.said = "typed"
        },
        line(.message, author: "bob", id: "abc") {
            $0.isEdited = true
            $0.changed = Timestamp(milliseconds: 1_795_424_520_999)
            $0.quote = Quote(id: "earlier", author: "小明", text: "what about tea?")
            $0.reactions = reactions()
        },
        line(.hole, StyledText("more was said here")),
        line(.message, author: "bob", id: "abc") { $0.isRedacted = true },
        line(.message, author: "bob", id: "abc") { $0.quote = Quote(id: "unknown", author: "", text: "") },
    ]

    /// The nicks are as a server may make them: what nobody draws is not clean.
    private static func reactions() -> Reactions {
        var reactions = Reactions()
        for nick in ["ann", "小明", "a\tb\u{1B}"] { reactions.give("👍🏽", by: nick) }
        reactions.give("two words", by: "ann")
        return reactions
    }

    @Test("come back as they were, after a restart too", arguments: lines)
    func same(line: Line) throws {
        let drawer = Drawer()
        let kept = LoggedLine(line, at: LogPlace(number: 7, order: -3))
        let log = try drawer.open()
        try log.keep([.lines([kept], of: .lobby)])
        #expect(try log.everything(of: .lobby) == [kept])
        try log.close()
        #expect(try Drawer.reopened(drawer).everything(of: .lobby) == [kept])
    }

    @Test("stand in the order of their places, whichever was kept first; of the same place, in that of their numbers")
    func order() throws {
        let log = try Drawer().open()
        let orders: [Int64: Int64] = [1: 0, 2: 4_294_967_296, 3: -4_294_967_296, 4: 7, 5: 7]
        let lines = orders.sorted { $0.key > $1.key }.map { number, order in
            LoggedLine(said(number, "\(number)").line, at: LogPlace(number: number, order: order))
        }
        try log.keep(lines.map { .lines([$0], of: .lobby) })
        #expect(try log.texts(of: .lobby) == ["3", "1", "4", "5", "2"])
    }

    @Test("of the same id are one: the later one stays")
    func ids() throws {
        let log = try Drawer().open()
        try log.keep([.lines([said(1, "early", id: "a"), said(2, "other", id: "b")], of: .lobby)])
        try log.keep([.lines([said(3, "late", id: "a")], of: .lobby), .lines([said(4, "private", id: "a")], of: .bob)])
        #expect(try log.texts(of: .lobby) == ["other", "late"])
        #expect(try log.texts(of: .bob) == ["private"])
        #expect(try log.find("early", limit: 9) == [])
    }

    @Test("that change are found by what they say now")
    func changed() throws {
        let log = try Drawer().open()
        try log.keep([.lines([said(1, "before the change")], of: .lobby)])
        try log.keep([.lines([said(1, "behind the change")], of: .lobby)])
        #expect(try log.texts(of: .lobby) == ["behind the change"])
        #expect(try log.find("before", limit: 9) == [])
        #expect(try log.find("behind", limit: 9).map(\.line) == [said(1, "behind the change")])
    }

    @Test("that are taken back are gone, from the search as well")
    func removed() throws {
        let log = try Drawer().open()
        try log.keep([.lines([said(1, "one word"), said(2, "another word")], of: .lobby)])
        try log.keep([.removed([said(1, "").place, said(9, "").place], of: .lobby)])
        #expect(try log.texts(of: .lobby) == ["another word"])
        #expect(try log.find("word", limit: 9).map(\.line.line.text.plain) == ["another word"])
    }

    @Test("are read in pages: the newest, those before a line, those around one")
    func pages() throws {
        let log = try Drawer().open()
        try log.keep([.lines((1...10).map { said($0, "\($0)") }, of: .lobby), .lines([said(11, "x")], of: .bob)])
        func page(_ part: LogPart, _ limit: Int) throws -> String {
            try log.lines(part, of: .lobby, limit: limit).lines.map(\.line.text.plain).joined(separator: " ")
        }
        #expect(try page(.newest, 3) == "8 9 10")
        #expect(try page(.newest, 100) == "1 2 3 4 5 6 7 8 9 10")
        #expect(try page(.before(said(8, "").place), 3) == "5 6 7")
        #expect(try page(.before(said(3, "").place), 9) == "1 2")
        #expect(try page(.before(said(1, "").place), 9) == "")
        #expect(try page(.around(said(5, "").place), 4) == "3 4 5 6")
        #expect(try page(.around(said(1, "").place), 4) == "1 2 3 4")
        #expect(try page(.newest, -1) == "")
        #expect(try log.lines(.newest, of: .lobby, limit: 1).newestOrder == 10)
        #expect(try log.lines(.newest, of: .elsewhere, limit: 1).newestOrder == nil)
    }

    @Test("from before the screen was cleared come back only where they are asked for")
    func cleared() throws {
        let log = try Drawer().open()
        try log.keep([.lines((1...4).map { said($0, "\($0)") }, of: .lobby)])
        var buffer = LoggedBuffer(.lobby, kind: .room, target: "#lobby", position: 1)
        buffer.cleared = said(2, "").place
        try log.keep([.buffer(buffer)])
        #expect(try log.lines(.newest, of: .lobby, limit: 9).lines.map(\.line.text.plain) == ["3", "4"])
        #expect(try log.lines(.before(said(3, "").place), of: .lobby, limit: 9).lines.count == 2)
    }

    @Test("that another program has put there reach the screen as safe as those of a server")
    func hostile() throws {
        let drawer = Drawer()
        let log = try drawer.open()
        try log.keep([.lines([said(1, "hello")], of: .lobby)])
        try drawer.change(
            "UPDATE line SET text = 'a' || char(27) || '[2Jb', author = char(8238) || 'x', styles = '2p1,4a0'")
        let line = try #require(try log.everything(of: .lobby).first?.line)
        #expect(line.text.plain == "a‹1B›[2Jb")
        #expect(line.author == "‹202E›x")
    }

    @Test("that answer or are felt about, by another program's hand, are as safe")
    func hostileAnswers() throws {
        let drawer = Drawer()
        let log = try drawer.open()
        try log.keep([.lines([said(1, "hello")], of: .lobby)])
        let long = String(repeating: "x", count: 100)
        try drawer.change(
            """
            UPDATE line SET answers = 'a', answered_author = char(27) || 'x', answered_text = char(8238) || '\(long)',
            reactions = char(27) || char(10) || 'ann' || char(10) || char(10) || '   ' || char(10) || 'bob'
            """)
        let line = try #require(try log.everything(of: .lobby).first?.line)
        #expect(line.quote?.author == "‹1B›x")
        #expect(line.quote?.text.hasPrefix("‹202E›xxx") == true)
        #expect(line.quote?.text.count == 61)
        #expect(line.reactions.entries.map(\.text) == ["‹1B›"])
        #expect(line.reactions.entries.map(\.nicks) == [["ann"]])
    }

    @Test("with more reactions than anybody reads fit into a row all the same")
    func manyReactions() throws {
        let log = try Drawer().open()
        var line = said(1, "hello")
        let name = String(repeating: "n", count: 60)
        for text in 0..<40 { for nick in 0..<1_100 { line.line.reactions.give("\(text)", by: "\(name)\(nick)") } }
        try log.keep([.lines([line], of: .lobby)])
        #expect(try log.everything(of: .lobby) == [line])
    }

    @Test(
        "that nobody can read are one sentence, no trap",
        arguments: [
            "kind = 77", "delivery = -1", "time = 'x'", "author = x'FF'", "text = x'FF'", "flags = NULL",
            "place = NULL",
        ])
    func unreadable(change: String) throws {
        let drawer = Drawer()
        let log = try drawer.open()
        try log.keep([.lines([said(1, "hello")], of: .lobby)])
        // Without STRICT and NOT NULL, as somebody might make it.
        try drawer.change(
            """
            CREATE TABLE other AS SELECT * FROM line; DROP TABLE line; ALTER TABLE other RENAME TO line;
            UPDATE line SET \(change)
            """)
        do throws(LogTrouble) {
            let lines = try log.everything(of: .lobby)
            #expect(change == "place = NULL" && lines.isEmpty)
        } catch {
            guard case .unusable = error else {
                Issue.record("\(error)")
                return
            }
        }
    }
}

extension Drawer {
    static func reopened(_ drawer: Drawer) throws(LogTrouble) -> Log { try drawer.open() }
}
