import ChatProtocol
import ClientStore
import GRDB
import Testing

@testable import ClientCore

@Suite("What spoke to the person, in the log")
struct MentionsTests {
    private func mention(_ number: Int64, _ text: String, at milliseconds: Int64) -> LoggedLine {
        var logged = said(number, text, at: milliseconds)
        logged.line.isMention = true
        return logged
    }

    private func own(_ number: Int64, _ text: String) -> LoggedLine {
        var logged = said(number, text, by: "me")
        logged.line.isOwn = true
        return logged
    }

    @Test("is found in all buffers of all networks, closed ones too, the newest last and no more than asked for")
    func everywhere() throws {
        let log = try Drawer().open()
        try log.keep([
            .lines([mention(1, "me?", at: 3_000), said(2, "not to me", at: 3_500)], of: .lobby),
            .buffer(LoggedBuffer(.lobby, kind: .room, target: "#Lobby", position: 1)),
            .lines([said(3, "psst", at: 4_000), own(4, "yes?")], of: .bob), .closed(.bob),
            .lines([mention(5, "me too", at: 2_000)], of: .elsewhere),
            .buffer(LoggedBuffer(.elsewhere, kind: .room, target: "#lobby", position: 1)),
        ])
        let all = try log.mentions(limit: 9)
        #expect(all.map(\.line.line.text.plain) == ["me too", "me?", "psst"])
        #expect(all.map(\.name) == [.elsewhere, .lobby, .bob])
        #expect(all.map(\.kind) == [.room, .room, .person])
        #expect(try log.mentions(limit: 2) == Array(all.suffix(2)))
        #expect(try log.mentions(limit: 0) == [])
    }

    @Test("is unread behind the last line that the person has seen there")
    func unread() throws {
        let log = try Drawer().open()
        var lobby = LoggedBuffer(.lobby, kind: .room, target: "#Lobby", position: 1)
        lobby.seen = LogPlace(number: 2, order: 2)
        try log.keep([
            .lines([mention(1, "one", at: 1), mention(2, "two", at: 2), mention(3, "three", at: 3)], of: .lobby),
            .buffer(lobby), .lines([said(4, "psst", at: 4)], of: .bob),
        ])
        #expect(try log.mentions(limit: 9).map(\.isUnread) == [false, false, true, true])
    }

    @Test("that says something else by now, or is gone, is not there as it was")
    func changed() throws {
        let log = try Drawer().open()
        try log.keep([.lines([mention(1, "one", at: 1), mention(2, "two", at: 2)], of: .lobby)])
        try log.keep([
            .lines([mention(1, "other", at: 1)], of: .lobby), .removed([LogPlace(number: 2, order: 2)], of: .lobby),
        ])
        #expect(try log.mentions(limit: 9).map(\.line.line.text.plain) == ["other"])
    }

    @Test("is looked up, not searched for among all that was said")
    func index() throws {
        let drawer = Drawer()
        try drawer.open().close()
        let plan = try DatabaseQueue(path: drawer.database).read { database in
            try Row.fetchAll(
                database,
                sql: """
                    EXPLAIN QUERY PLAN SELECT number, time FROM line WHERE flags & 2 <> 0
                    ORDER BY time DESC, number DESC LIMIT 9
                    """
            ).map { "\($0["detail"] as String? ?? "")" }
        }
        #expect(plan == ["SCAN line USING INDEX line_mention"])
    }

    @Test(
        "can be gone to after another start, by the screen where the line is there, else in a panel of its surroundings"
    )
    func afterRestart() throws {
        let drawer = Drawer()
        do {
            let log = try drawer.open()
            var desk = try Desk(log: log, at: Timestamp(milliseconds: 1_795_424_520_000))
            try desk.hears("@msgid=1 :aaa!u@h PRIVMSG #a :me, the first")
            for number in 2...150 { try desk.hears("@msgid=\(number) :aaa!u@h PRIVMSG #a :line \(number)") }
            try desk.hears("@msgid=151 :bob!u@h PRIVMSG me :psst")
            try desk.waits(LogState.pause)
            try log.close()
        }
        var desk = try Desk(
            log: try drawer.open(), at: Timestamp(milliseconds: 1_795_424_580_000), isConnected: false)
        try desk.presses(.alt("n"))
        #expect(
            try #require(desk.model.panel).rows.map(\.text.plain) == [
                "  23 Nov 09:02  #a  aaa  me, the first", "! 23 Nov 09:02  @bob  bob  psst",
            ])
        try desk.presses(KeyPress(.enter))
        #expect(desk.model.selectedLine?.text.plain == "psst")
        try desk.presses(.alt("n"))
        try desk.presses(KeyPress(.up))
        try desk.presses(KeyPress(.enter))
        let panel = try #require(desk.model.panel)
        #expect(panel.title == "#a · around it · Esc closes")
        #expect(panel.rows.first?.text.plain == "23 Nov 09:02  aaa  me, the first")
        #expect(panel.rows.count == 50 && panel.chosen == 0)
    }
}
