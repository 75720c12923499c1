import ChatProtocol
import Testing

@testable import ClientCore

@Suite("what is kept on disk") struct LoggingTests {
    private static let network = "chat.example:6667"
    private static let lobby = LogName(network: network, folded: "#lobby")

    private func logged(_ number: Int64, _ text: String, id: String? = nil, by author: String = "aaa") -> LoggedLine {
        let time = Timestamp(milliseconds: 1_795_424_000_000 + number)
        let line = Line(number: 0, id: id, time: time, .message, author: author, StyledText(text))
        return LoggedLine(line, at: LogPlace(number: number, order: number))
    }

    private func lobbyBuffer(_ change: (inout LoggedBuffer) -> Void = { _ in }) -> LoggedBuffer {
        var buffer = LoggedBuffer(Self.lobby, kind: .room, target: "#lobby", position: 1)
        buffer.isWanted = true
        buffer.isCurrent = true
        change(&buffer)
        return buffer
    }

    /// A screen whose log has these, connected; the log's first answers have come.
    private func chat(
        _ buffers: [LoggedBuffer] = [], lines: [LoggedLine] = [], history: Bool = false
    ) throws -> Chat {
        var chat = try Chat { $0.keepsLog = true }
        #expect(chat.takeEffects().contains(.log(.remember(network: Self.network))))
        chat.happens(.log(.remembered(Remembered(network: Self.network, buffers: buffers, nextNumber: 1_000))))
        answer(&chat) { _ in lines }
        chat.happens(.connected)
        chat.isWelcomed(capabilities: Chat.allCapabilities(history: history))
        return chat
    }

    private func questions(_ chat: inout Chat) -> [LogQuestion] {
        chat.takeEffects().compactMap { effect in
            if case .log(.recall(let question)) = effect { question } else { nil }
        }
    }

    private func answer(_ chat: inout Chat, _ lines: (LogQuestion) -> [LoggedLine]) {
        for question in questions(&chat) {
            let found = lines(question)
            let order = found.map(\.place.order).max()
            chat.happens(.log(.kept))
            chat.happens(.log(.recalled(LogAnswer(to: question, found, newestOrder: order))))
        }
    }

    /// What the log is told half a second later.
    private func kept(_ chat: inout Chat) -> [Keeping] {
        chat.forget()
        chat.waits(LogState.pause)
        let keepings = chat.takeEffects().keepings
        chat.happens(.log(.kept))
        return keepings
    }

    /// In the lobby, and all is kept.
    private func settled(_ chat: inout Chat) {
        chat.enters("#lobby", members: "me aaa")
        answer(&chat) { _ in [] }
        _ = kept(&chat)
        _ = kept(&chat)
        chat.forget()
    }

    private func texts(_ keepings: [Keeping]) -> [String] {
        keepings.flatMap { keeping -> [String] in
            if case .lines(let lines, _) = keeping { lines.map(\.line.text.plain) } else { [] }
        }
    }

    @Test("rooms that were asked for do not wait for the log; what was open besides is entered when it answers")
    func joinsAtOnce() throws {
        var chat = try Chat(rooms: ["#tea"]) { $0.keepsLog = true }
        chat.happens(.connected)
        chat.isWelcomed()
        #expect(chat.takeSent().last == "JOIN #tea")
        var tea = lobbyBuffer { $0.isCurrent = false }
        tea.name = LogName(network: Self.network, folded: "#tea")
        tea.target = "#tea"
        let remembered = Remembered(network: Self.network, buffers: [lobbyBuffer(), tea], nextNumber: 1_000)
        chat.happens(.log(.remembered(remembered)))
        #expect(chat.takeSent() == ["JOIN #lobby"])
        chat.enters("#lobby", members: "me")
        chat.enters("#tea", members: "me")
        #expect(chat.model.buffers[chat.model.current].name == "#tea")
    }

    @Test("without a room that was asked for, the log is waited for") func joinsBehindTheLog() throws {
        var chat = try Chat { $0.keepsLog = true }
        chat.happens(.connected)
        chat.isWelcomed()
        #expect(!chat.takeSent().contains { $0.hasPrefix("JOIN") })
        chat.happens(.log(.remembered(Remembered(network: Self.network, buffers: [], nextNumber: 1))))
        #expect(chat.takeSent() == ["JOIN #lobby"])
    }

    @Test("without a log nothing is asked of one") func none() throws {
        var chat = try Chat()
        chat.happens(.connected)
        chat.isWelcomed()
        chat.enters("#lobby", members: "me aaa")
        chat.hears(":aaa!u@h PRIVMSG #lobby :hello")
        chat.waits(LogState.pause)
        let isAsked = chat.effects.contains { if case .log = $0 { true } else { false } }
        #expect(!isAsked)
    }

    @Test("a line is kept a moment later, together with those that follow it, once") func once() throws {
        var chat = try chat()
        settled(&chat)
        chat.hears(":aaa!u@h PRIVMSG #lobby :one")
        chat.hears(":aaa!u@h PRIVMSG #lobby :two")
        chat.waits(LogState.pause - 1)
        #expect(texts(chat.takeEffects().keepings) == [])
        chat.waits(1)
        #expect(texts(chat.takeEffects().keepings) == ["one", "two"])
        chat.happens(.log(.kept))
        #expect(kept(&chat) == [])
    }

    @Test("nothing wakes the program once all is kept") func idle() throws {
        var chat = try chat()
        settled(&chat)
        chat.waits(LogState.pause)
        #expect(chat.model.log.due == nil)
        chat.waits(10_000)
        #expect(chat.model.log.due == nil)
        #expect(chat.takeEffects().keepings == [])
    }

    @Test("while the disk is busy, what comes waits, and is kept at once when it is free") func busy() throws {
        var chat = try chat()
        settled(&chat)
        chat.hears(":aaa!u@h PRIVMSG #lobby :zero")
        chat.waits(LogState.pause)
        #expect(texts(chat.takeEffects().keepings) == ["zero"])
        for text in ["one", "two"] {
            chat.hears(":aaa!u@h PRIVMSG #lobby :\(text)")
            chat.waits(LogState.pause)
            #expect(chat.takeEffects().keepings == [])
        }
        chat.happens(.log(.kept))
        chat.waits(0)
        #expect(texts(chat.takeEffects().keepings) == ["one", "two"])
    }

    @Test("what is typed is kept as a draft, with the cursor's place, and gone when it is sent") func draft() throws {
        var chat = try chat()
        settled(&chat)
        chat.types("半句话")
        chat.press(.left)
        #expect(kept(&chat).buffers.map(\.draft) == ["半句话"])
        #expect(chat.model.log.kept[1]?.cursor == 2)
        chat.press(.enter)
        let sent = kept(&chat)
        #expect(sent.buffers.map(\.draft) == [""])
        #expect(texts(sent) == ["半句话"])
    }

    @Test("whoever leaves has everything kept before the end") func leaving() throws {
        var chat = try chat()
        settled(&chat)
        chat.hears(":aaa!u@h PRIVMSG #lobby :last words")
        chat.enters("/quit")
        chat.forget()
        chat.happens(.disconnected(reason: "bye"))
        let effects = chat.takeEffects()
        #expect(texts(effects.keepings) == ["last words"])
        #expect(effects.last == .leave(status: 0, farewell: nil))
    }

    @Test("a buffer that is closed is closed in the log, with its last lines") func closing() throws {
        var chat = try chat()
        settled(&chat)
        chat.hears(":bob!u@h PRIVMSG me :psst")
        answer(&chat) { _ in [] }
        _ = kept(&chat)
        chat.hears(":bob!u@h PRIVMSG me :the last line")
        chat.press(.control("n"))
        chat.enters("/close")
        let keepings = kept(&chat)
        #expect(texts(keepings) == ["the last line"])
        #expect(keepings.contains(.closed(LogName(network: Self.network, folded: "bob"))))
    }

    @Test("a private chat follows a change of nick in the log") func renaming() throws {
        var chat = try chat()
        chat.hears(":bob!u@h PRIVMSG me :psst")
        answer(&chat) { _ in [] }
        _ = kept(&chat)
        chat.hears(":bob!u@h NICK robert")
        let robert = LogName(network: Self.network, folded: "robert")
        #expect(kept(&chat).first == .renamed(LogName(network: Self.network, folded: "bob"), to: robert))
    }

    // MARK: The start

    @Test("rooms, drafts and lines come back, and the screen is where it was") func restored() throws {
        let bob = LogName(network: Self.network, folded: "bob")
        var person = LoggedBuffer(bob, kind: .person, target: "Bob", position: 2)
        person.draft = "half a li"
        person.cursor = 4
        person.isCurrent = true
        var chat = try chat(
            [lobbyBuffer { $0.isCurrent = false }, person], lines: [logged(1, "hello"), logged(2, "你好")])
        #expect(chat.model.buffers.map(\.label) == ["Example", "#lobby", "@Bob"])
        #expect(chat.model.current == 2)
        #expect(chat.model.buffers[2].editor.text == "half a li")
        #expect(chat.model.buffers[2].editor.cursor == 4)
        #expect(try chat.said(in: "@Bob") == ["aaa: hello", "aaa: 你好"])
        #expect(chat.takeSent().contains("JOIN #lobby"))
        #expect(chat.screen().contains("half a li"))
        // The person is in the lobby again, and still where they were.
        chat.enters("#lobby", members: "me aaa")
        #expect(chat.model.current == 2)
    }

    @Test("rooms are entered when the log has told which, or a second later without it") func patience() throws {
        var chat = try Chat { $0.keepsLog = true }
        chat.happens(.connected)
        chat.isWelcomed()
        #expect(!chat.takeSent().contains { $0.hasPrefix("JOIN") })
        var other = chat
        var swift = lobbyBuffer()
        swift.name = LogName(network: Self.network, folded: "#swift")
        swift.target = "#swift"
        other.happens(.log(.remembered(Remembered(network: Self.network, buffers: [swift]))))
        #expect(other.takeSent().filter { $0.hasPrefix("JOIN") } == ["JOIN #swift"])
        chat.waits(LogState.patience)
        #expect(chat.takeSent().filter { $0.hasPrefix("JOIN") } == ["JOIN #lobby"])
        chat.happens(.log(.remembered(Remembered(network: Self.network, buffers: [swift]))))
        #expect(chat.takeSent().filter { $0.hasPrefix("JOIN") } == ["JOIN #swift"])
    }

    @Test("many rooms are entered in few lines, none of them too long") func manyRooms() throws {
        let rooms = (0..<60).map { number in
            var buffer = lobbyBuffer()
            buffer.target = "#" + String(repeating: "茶", count: number % 20) + "\(number)"
            buffer.name = LogName(network: Self.network, folded: buffer.target)
            return buffer
        }
        var chat = try chat(rooms)
        let joins = chat.takeSent().filter { $0.hasPrefix("JOIN") }
        #expect(joins.count < 12)
        #expect(joins.allSatisfy { $0.utf8.count <= Limits.body - 2 })
        #expect(joins.flatMap { $0.dropFirst(5).split(separator: ",").map { String($0) } } == rooms.map(\.target))
    }

    @Test("a room that was asked for is entered beside those of before, and shown if it is new") func asked() throws {
        var chat = try Chat(rooms: ["#tea"]) { $0.keepsLog = true }
        chat.happens(.log(.remembered(Remembered(network: Self.network, buffers: [lobbyBuffer()]))))
        answer(&chat) { _ in [] }
        chat.happens(.connected)
        chat.isWelcomed()
        #expect(chat.takeSent().filter { $0.hasPrefix("JOIN") } == ["JOIN #lobby,#tea"])
        chat.enters("#lobby", members: "me")
        chat.enters("#tea", members: "me")
        #expect(chat.model.buffers[chat.model.current].name == "#tea")
    }

    @Test("what was missed is asked for behind the last line of the log, once the log has told") func missed() throws {
        var chat = try Chat { $0.keepsLog = true }
        chat.happens(.log(.remembered(Remembered(network: Self.network, buffers: [lobbyBuffer()], nextNumber: 9))))
        let asked = questions(&chat)
        chat.happens(.connected)
        chat.isWelcomed(capabilities: Chat.allCapabilities(history: true))
        chat.enters("#lobby", members: "me aaa")
        #expect(!chat.takeSent().contains { $0.hasPrefix("CHATHISTORY") })
        let line = logged(8, "before", id: "m8")
        let answer = LogAnswer(to: try #require(asked.first), [line], newestOrder: 8)
        chat.happens(.log(.recalled(answer)))
        #expect(chat.takeSent() == ["CHATHISTORY AFTER #lobby msgid=m8 100"])
        chat.hears(":s BATCH +g chathistory #lobby")
        chat.hears("@batch=g;msgid=m8;time=2026-11-23T08:00:00.000Z :aaa!u@h PRIVMSG #lobby :before")
        chat.hears("@batch=g;msgid=m9;time=2026-11-23T08:00:01.000Z :aaa!u@h PRIVMSG #lobby :behind")
        chat.hears(":s BATCH -g")
        #expect(try chat.said(in: "#lobby") == ["aaa: before", "aaa: behind"])
        #expect(texts(kept(&chat)) == ["behind"])
    }

    @Test("what was not seen is counted and marked") func unread() throws {
        let lines = [logged(1, "seen"), logged(2, "new"), logged(3, "also new")]
        let chat = try chat(
            [
                lobbyBuffer {
                    $0.seen = logged(1, "").place
                    $0.isCurrent = false
                }
            ], lines: lines)
        #expect(try chat.buffer("#lobby").unread == 2)
        #expect(try chat.buffer("#lobby").marker == chat.buffer("#lobby").transcript.lines[1].number)
    }

    @Test("a name that no server takes is not sent to one", arguments: ["", "#a b", "#a\r\nQUIT", ":x", "#a,#b"])
    func hostileTarget(target: String) throws {
        var chat = try chat([lobbyBuffer { $0.target = target }])
        #expect(chat.takeSent().filter { $0.hasPrefix("JOIN") } == ["JOIN #lobby"])
        #expect(chat.model.buffers.count == 1)
    }

    @Test("where the log cannot be had, one line says so, and all goes on without it") func off() throws {
        var chat = try Chat { $0.keepsLog = true }
        chat.happens(.connected)
        chat.isWelcomed(capabilities: Chat.allCapabilities(history: true))
        chat.happens(.log(.off(.inUse(folder: "/home/me/chat"))))
        #expect(try chat.notes(in: "Example").filter { $0.contains("/home/me/chat") }.count == 1)
        chat.enters("#lobby", members: "me aaa")
        #expect(chat.takeSent().suffix(3) == ["JOIN #lobby", "CHATHISTORY LATEST #lobby * 50", "WHO #lobby"])
        chat.forget()
        chat.hears(":aaa!u@h PRIVMSG #lobby :hello")
        chat.happens(.log(.off(.full)))
        chat.waits(LogState.pause)
        let isAsked = chat.effects.contains { if case .log = $0 { true } else { false } }
        #expect(!isAsked)
    }

    @Test("a disk that fills up is told of once; from then on nothing waits for the log") func full() throws {
        var chat = try chat()
        settled(&chat)
        chat.happens(.log(.off(.full)))
        #expect(try chat.notes(in: "#lobby").filter { $0.contains("no space is left") }.count == 1)
        chat.forget()
        for number in 0..<10 { chat.hears(":aaa!u@h PRIVMSG #lobby :\(number)") }
        chat.press(.pageUp)
        chat.waits(LogState.pause)
        let isAsked = chat.effects.contains { if case .log = $0 { true } else { false } }
        #expect(!isAsked)
        #expect(chat.model.buffers[1].transcript.news == nil)
    }

    // MARK: Reading back

    @Test("reading back asks the log first, then the server") func readingBack() throws {
        let page = (1...Int64(LogState.firstPage)).map { logged($0 + 500, "line \($0)", id: "m\($0)") }
        var chat = try chat([lobbyBuffer()], lines: page, history: true)
        chat.enters("#lobby", members: "me aaa")
        chat.forget()
        for _ in 0..<20 { chat.press(.pageUp) }
        let asked = questions(&chat)
        #expect(asked.map(\.part) == [.before(page[0].place)])
        #expect(chat.takeSent().isEmpty)
        let top = chat.model.buffers[1].place
        let older = LogAnswer(to: try #require(asked.first), [logged(7, "older")], newestOrder: page.last?.place.order)
        chat.happens(.log(.kept))
        chat.happens(.log(.recalled(older)))
        #expect(chat.model.buffers[1].place == top)
        #expect(try chat.said(in: "#lobby").first == "aaa: older")
        for _ in 0..<3 { chat.press(.pageUp) }
        #expect(questions(&chat) == [])
        #expect(chat.takeSent() == [])  // what was missed is being asked for: one question at a time
        chat.hears(":s BATCH +g chathistory #lobby")
        chat.hears(":s BATCH -g")
        chat.press(.pageUp)
        #expect(chat.takeSent() == ["CHATHISTORY BEFORE #lobby msgid=m1 100"])
        chat.hears(":s BATCH +h chathistory #lobby")
        chat.hears("@batch=h;msgid=m0;time=2026-11-20T08:00:00.000Z :aaa!u@h PRIVMSG #lobby :oldest")
        chat.hears(":s BATCH -h")
        let keepings = kept(&chat)
        #expect(texts(keepings) == ["oldest"])
        let orders = keepings.flatMap { keeping -> [Int64] in
            if case .lines(let lines, _) = keeping { lines.map(\.place.order) } else { [] }
        }
        #expect(orders.count == 1 && orders[0] < 7)
    }

    @Test("/clear takes lines off the screen; whoever reads back gets them from the log") func clearing() throws {
        var chat = try chat([lobbyBuffer()], lines: [logged(1, "old"), logged(2, "older than clear")])
        chat.enters("#lobby", members: "me aaa")
        chat.hears(":aaa!u@h PRIVMSG #lobby :just now")
        chat.enters("/clear")
        #expect(try chat.said(in: "#lobby") == [])
        let keepings = kept(&chat)
        #expect(texts(keepings) == ["just now"])
        let cleared = try #require(keepings.buffers.last?.cleared)
        #expect(cleared.order > 2)
        chat.press(.pageUp)
        #expect(questions(&chat).map(\.part) == [.before(LogPlace(number: .max, order: cleared.order))])
    }

    // MARK: The outbox

    private func uncertain(_ text: String) -> LoggedLine {
        var line = logged(9, text, by: "me")
        line.line.isOwn = true
        line.line.delivery = .pending
        line.line.said = text
        return line
    }

    private func restarted() throws -> Chat {
        let lines = [logged(8, "before", id: "m8"), uncertain("hello?")]
        var chat = try chat([lobbyBuffer()], lines: lines, history: true)
        #expect(try chat.buffer("#lobby").transcript.lines.last?.delivery == .failed("perhaps not sent"))
        chat.enters("#lobby", members: "me aaa")
        #expect(!chat.takeSent().contains { $0.contains("PRIVMSG") })
        return chat
    }

    @Test("an own line that was on its way when the program ended has arrived where history has it")
    func arrived() throws {
        var chat = try restarted()
        chat.hears(":s BATCH +g chathistory #lobby")
        chat.hears("@batch=g;msgid=m9;time=2026-11-23T08:00:01.000Z :me!u@h PRIVMSG #lobby :hello?")
        chat.hears(":s BATCH -g")
        let lines = try chat.buffer("#lobby").transcript.lines.filter(\.isSaid)
        #expect(lines.map(\.text.plain) == ["before", "hello?"])
        #expect(lines.map(\.delivery) == [.stands, .stands])
        let keepings = kept(&chat)
        #expect(keepings.contains(.removed([LogPlace(number: 9, order: 9)], of: Self.lobby)))
        chat.enters("/again")
        #expect(!chat.takeSent().contains { $0.contains("PRIVMSG") })
    }

    @Test("where history does not have it, it was not sent, and /again says it") func again() throws {
        var chat = try restarted()
        chat.hears(":s BATCH +g chathistory #lobby")
        chat.hears(":s BATCH -g")
        #expect(try chat.buffer("#lobby").transcript.lines.last { $0.isSaid }?.delivery == .failed("not sent"))
        chat.enters("/again")
        #expect(chat.takeSent() == ["@label=1 PRIVMSG #lobby :hello?"])
        chat.isEchoed("PRIVMSG #lobby :hello?", label: "1", id: "m10")
        let lines = try chat.buffer("#lobby").transcript.lines.filter(\.isSaid)
        #expect(lines.map(\.text.plain) == ["before", "hello?"])
        #expect(lines.last?.delivery == .stands)
        chat.enters("/again")
        #expect(chat.screen().contains("nothing here has failed to arrive"))
    }
}

extension [Keeping] {
    fileprivate var buffers: [LoggedBuffer] {
        compactMap { if case .buffer(let buffer) = $0, buffer.kind != .server { buffer } else { nil } }
    }
}
