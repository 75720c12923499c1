import ChatProtocol
import Testing

@testable import ClientCore

@Suite("what was missed, of servers of all kinds") struct FillingTests {
    /// Back in the lobby after an absence; the line of the id 1 is known, and what came since is being asked for.
    private func back(_ more: String = "", in language: Language = .english) throws -> Chat {
        let capabilities = Chat.allCapabilities(history: true) + more
        var chat = try Chat.inLobby(columns: 60, rows: 12, capabilities: capabilities) { $0.language = language }
        page(&chat, [])
        chat.hears("@msgid=1;time=\(Self.time(1)) :aaa!u@h PRIVMSG #lobby :one")
        chat.happens(.disconnected(reason: "reset"))
        chat.waits(1_000)
        chat.happens(.connected)
        chat.isWelcomed(capabilities: capabilities)
        chat.forget()
        chat.enters("#lobby", members: "me aaa")
        return chat
    }

    /// Seconds after nine o'clock.
    private static func time(_ second: Int) -> String {
        Timestamp(milliseconds: 1_795_424_400_000 + Int64(second) * 1_000).description
    }

    private func line(_ number: Int) -> String {
        "msgid=\(number);time=\(Self.time(number)) :aaa!u@h PRIVMSG #lobby :\(number)"
    }

    private func page(_ chat: inout Chat, _ lines: [String], of target: String = "#lobby") {
        chat.hears(":s BATCH +h chathistory \(target)")
        for line in lines { chat.hears("@batch=h;" + line) }
        chat.hears(":s BATCH -h")
    }

    private func asked(_ chat: inout Chat) -> [String] {
        chat.takeSent().filter { $0.hasPrefix("CHATHISTORY") }.map { String($0.dropFirst("CHATHISTORY ".count)) }
    }

    private func numbers(_ chat: Chat) throws -> [Int] {
        try chat.said(in: "#lobby").compactMap { Int($0.dropFirst("aaa: ".count)) }
    }

    @Test(
        "more than anybody catches up with is marked, in words of the person's language",
        arguments: zip([Language.english, .chinese], ["more was said here: Page Up reads it", "这里还有更多消息：Page Up 查看"]))
    func marked(language: Language, words: String) throws {
        var chat = try back(in: language)
        var start = 2
        while !asked(&chat).isEmpty, start < 2_000 {
            page(&chat, (start..<start + 100).map(line))
            start += 100
        }
        #expect(start == 2 + 100 * (Model.mostMissedPages + 1))
        for _ in 0..<40 where !chat.screen().contains(words) { chat.press(.pageUp) }
        let rows = chat.screen().split(separator: "\n")
        #expect(rows[1].contains("── \(words) ──"))
        #expect(rows[2].contains("502"))
        // The rule itself is nothing that was said.
        #expect(try chat.buffer("#lobby").transcript.lines.filter(\.isSaid).count == 601)
        #expect(asked(&chat) == ["BEFORE #lobby msgid=502 100"])
    }

    @Test("pages in which people only come and go lead on: from the last of them, of which no line is made")
    func comingsAndGoings() throws {
        var chat = try back(" draft/event-playback")
        #expect(asked(&chat) == ["AFTER #lobby msgid=1 100"])
        let joins = (2...101).map { "msgid=e\($0);time=\(Self.time($0)) :n\($0)!u@h JOIN #lobby" }
        page(&chat, joins)
        #expect(asked(&chat) == ["AFTER #lobby msgid=e101 100"])
        page(&chat, [line(102)])
        #expect(asked(&chat) == [])
        #expect(try numbers(chat) == [102])
        // So does what is known by then, after the next absence.
        chat.hears("@msgid=e103 :zoe!u@h JOIN #lobby")
        chat.hears("@msgid=e104 :zoe!u@h PART #lobby")
        chat.happens(.disconnected(reason: "reset"))
        chat.waits(1_000)
        chat.happens(.connected)
        chat.isWelcomed(capabilities: Chat.allCapabilities(history: true) + " draft/event-playback")
        chat.enters("#lobby", members: "me aaa")
        #expect(asked(&chat).last == "AFTER #lobby msgid=e104 100")
    }

    @Test("pages before the first line lead on in the same way, and end")
    func older() throws {
        var chat = try back(" draft/event-playback")
        page(&chat, [])
        chat.forget()
        chat.press(KeyPress(.home, .control))
        #expect(asked(&chat) == ["BEFORE #lobby msgid=1 100"])
        // The person's own comings make no line.
        page(&chat, (0...9).map { "msgid=o\($0);time=\(Self.time(-$0)) :me!u@h JOIN #lobby" }.reversed())
        chat.press(KeyPress(.home, .control))
        #expect(asked(&chat) == ["BEFORE #lobby msgid=o9 100"])
        page(&chat, (0...9).map { "msgid=o\($0);time=\(Self.time(-$0)) :me!u@h JOIN #lobby" }.reversed())
        chat.press(KeyPress(.home, .control))
        #expect(asked(&chat) == [])
    }

    @Test("a server that gives the same page for ever is left alone after the second")
    func samePage() throws {
        var chat = try back()
        let lines = (2...101).map(line)
        var count = 0
        while !asked(&chat).isEmpty, count < 20 {
            count += 1
            page(&chat, lines)
        }
        #expect(count == 3)
        #expect(try numbers(chat) == Array(2...101))
    }

    @Test("two pages in turn for ever end as well")
    func inTurn() throws {
        var chat = try back()
        var count = 0
        while !asked(&chat).isEmpty, count < 50 {
            count += 1
            page(&chat, (count.isMultiple(of: 2) ? 102...201 : 2...101).map(line))
        }
        #expect(count <= Model.mostMissedPages + 1)
        for _ in 0..<10 {
            chat.press(.pageUp)
            while !asked(&chat).isEmpty, count < 200 {
                count += 1
                page(&chat, (count.isMultiple(of: 2) ? 102...201 : 2...101).map(line))
            }
        }
        #expect(count < 100)
        #expect(try numbers(chat) == Array(2...201))
    }

    @Test("one that knows none of its own ids is asked twice, and then when somebody reads back")
    func unknownIDs() throws {
        var chat = try back()
        #expect(asked(&chat) == ["AFTER #lobby msgid=1 100"])
        chat.hears(":s FAIL CHATHISTORY INVALID_MSGREFTYPE AFTER #lobby msgid=1 :no")
        #expect(asked(&chat) == ["LATEST #lobby * 50"])
        chat.hears(":s FAIL CHATHISTORY INVALID_MSGREFTYPE LATEST #lobby :no")
        #expect(asked(&chat) == [])
        for _ in 0..<10 { chat.press(.pageUp) }
        #expect(asked(&chat) == ["BEFORE #lobby msgid=1 100"])
        chat.hears(":s FAIL CHATHISTORY INVALID_MSGREFTYPE BEFORE #lobby msgid=1 :no")
        for _ in 0..<10 { chat.press(.pageUp) }
        #expect(asked(&chat) == [])
    }

    @Test("one that writes the room otherwise is understood")
    func otherCase() throws {
        var chat = try back()
        page(&chat, (2...101).map(line), of: "#LOBBY")
        #expect(asked(&chat) == ["AFTER #lobby msgid=1 100", "AFTER #lobby msgid=101 100"])
    }

    @Test("what is said while the rest is asked for stands behind what was missed")
    func meanwhile() throws {
        var chat = try back()
        chat.hears("@\(line(300))")
        page(&chat, (2...101).map(line))
        page(&chat, [line(102), line(300)])
        #expect(try numbers(chat) == Array(2...102) + [300])
        #expect(try !chat.buffer("#lobby").transcript.lines.contains { $0.kind == .hole })
    }

    @Test("a connection that is lost in the middle leaves a mark, and the next one goes on there")
    func lostAgain() throws {
        var chat = try back()
        page(&chat, (2...101).map(line))
        chat.hears("@\(line(300))")
        chat.happens(.disconnected(reason: "reset"))
        #expect(try chat.buffer("#lobby").transcript.lines.filter { $0.kind == .hole }.count == 1)
        chat.waits(3_000)
        chat.happens(.connected)
        chat.isWelcomed(capabilities: Chat.allCapabilities(history: true))
        chat.enters("#lobby", members: "me aaa")
        #expect(asked(&chat).last == "AFTER #lobby msgid=300 100")
        page(&chat, [line(301)])
        #expect(asked(&chat) == ["AFTER #lobby msgid=101 100"])
        page(&chat, [line(102), line(103)])
        #expect(try numbers(chat) == Array(2...103) + [300, 301])
        #expect(try !chat.buffer("#lobby").transcript.lines.contains { $0.kind == .hole })
    }

    @Test("each conversation has its own bound")
    func several() throws {
        var chat = try back()
        chat.enters("#tea", members: "me")
        for room in ["#lobby", "#tea"] {
            for start in stride(from: 2, to: 2_000, by: 100) {
                let mine = asked(&chat).filter { $0.contains(room) }
                guard !mine.isEmpty || start == 2 else { break }
                page(&chat, (start..<start + 100).map { line($0).replacing("#lobby", with: room) }, of: room)
            }
        }
        #expect(try chat.buffer("#lobby").transcript.lines.filter { $0.kind == .hole }.count == 1)
    }

    @Test("what was changed again later is not undone by what is heard of it afterwards")
    func edits() throws {
        var chat = try back(" draft/message-edit")
        chat.hears("@draft/target-msgid=1;draft/edit-text=third;time=\(Self.time(30)) :aaa!u@h EDIT #lobby")
        page(&chat, ["draft/target-msgid=1;draft/edit-text=second;time=\(Self.time(20)) :aaa!u@h EDIT #lobby"])
        #expect(try chat.said(in: "#lobby") == ["aaa: third"])
        chat.hears(":aaa!u@h REDACT #lobby 1 :gone")
        chat.hears("@draft/target-msgid=1;draft/edit-text=fourth;time=\(Self.time(40)) :aaa!u@h EDIT #lobby")
        #expect(try chat.said(in: "#lobby") == ["aaa: removed"])
    }
}
