import ChatProtocol
import Testing

@testable import ClientCore

@Suite("comings and goings") struct PresenceTests {
    @Test(
        "are told by what has become of them, names followed through",
        arguments: [
            ("+c", "c joined", "c 加入了"),
            ("+c +d -d", "c joined, d came by", "c 加入了，d 来过"),
            ("+c -c +c -c", "c came by", "c 来过"),
            ("-c +c", "c left and came back", "c 离开后又回来了"),
            ("-c +c -c", "c left", "c 离开了"),
            ("c>d", "c is now d", "c 改名为 d"),
            ("+c c>d", "c (now d) joined", "c（现名 d） 加入了"),
            ("+c c>d -d", "c (now d) came by", "c（现名 d） 来过"),
            ("c>d -d", "c (now d) left", "c（现名 d） 离开了"),
            ("c>d d>e", "c is now e", "c 改名为 e"),
            ("c>d d>c", "c changed names and back", "c 改名后又改回"),
            ("c>d +c", "c joined, c is now d", "c 加入了，c 改名为 d"),
            ("+a +b +c", "a and 2 others joined", "a 和另外 2 人 加入了"),
            ("+a +b -c -d", "a and b joined, c and d left", "a 和 b 加入了，c 和 d 离开了"),
            ("a>b c>d e>f", "a is now b, 2 more changed names", "a 改名为 b，另有 2 人改名"),
        ])
    func told(movements: String, english: String, chinese: String) throws {
        let all = movements.split(separator: " ").map { word in
            switch word.first {
            case "+": return Presence.Movement.joined(String(word.dropFirst()))
            case "-": return .left(String(word.dropFirst()), reason: nil)
            default:
                let names = word.split(separator: ">").map(String.init)
                return .renamed(names[0], to: names[1])
            }
        }
        var presence = Presence(try #require(all.first))
        for movement in all.dropFirst() { presence.add(movement) }
        #expect(presence.text(in: .english) == english)
        #expect(presence.text(in: .chinese) == chinese)
    }

    @Test("one who leaves alone is told with the reason, under both names")
    func reason() {
        var presence = Presence(.renamed("c", to: "d"))
        presence.add(.left("d", reason: "bye"))
        #expect(presence.text(in: .english) == "c (now d) left (bye)")
        #expect(presence.text(in: .chinese) == "c（现名 d） 离开了（bye）")
    }

    /// A room of thirty, where n1 and n2 have spoken.
    private func largeRoom(_ change: (inout ClientSettings) -> Void = { _ in }) throws -> Chat {
        let members = (1...29).map { "n\($0)" }.joined(separator: " ")
        var chat = try Chat.inLobby(members: "me " + members, columns: 49, rows: 12, change)
        chat.hears(":n1!u@h PRIVMSG #lobby :hello")
        chat.hears(":n2!u@h PRIVMSG #lobby :good morning")
        return chat
    }

    private func lastRow(_ chat: inout Chat) -> String {
        let rows = chat.screen().split(separator: "\n", omittingEmptySubsequences: false)
        return rows[..<10].last { !$0.isEmpty }.map(String.init) ?? ""
    }

    @Test("in a large room those who have spoken lately are named first, of the others there is a count")
    func smart() throws {
        var chat = try largeRoom()
        for nick in ["n7", "n8", "n1", "n9"] { chat.hears(":\(nick)!u@h QUIT :bye") }
        #expect(lastRow(&chat) == " ..... n1 and 3 others left")
        chat.hears(":x1!u@h JOIN #lobby")
        #expect(lastRow(&chat) == " ..... somebody joined, n1 and 3 others left")
        chat.hears(":x2!u@h JOIN #lobby")
        chat.hears(":n2!u@h QUIT :bye")
        #expect(lastRow(&chat) == " ..... 2 people joined, n1, n2 and 3 others left")
        chat.enters("/set language zh")
        #expect(lastRow(&chat) == " ..... 2 人 加入了，n1、n2 和另外 3 人 离开了")
    }

    @Test("who speaks soon after is named too; who spoke long ago is not")
    func lately() throws {
        var chat = try largeRoom()
        chat.later(by: 11 * 60_000)
        chat.hears(":n1!u@h PART #lobby")
        chat.hears(":x1!u@h JOIN #lobby")
        #expect(lastRow(&chat) == " ..... somebody joined, somebody left")
        chat.hears(":x1!u@h PRIVMSG #lobby :hi")
        #expect(chat.screen().contains(" ..... x1 joined, somebody left"))
    }

    @Test("/set presence all names as in a small room, no shows none, and day and rules stay")
    func forms() throws {
        var chat = try largeRoom { $0.minutesFromUTC = 0 }
        chat.later(by: 86_400_000)
        for nick in ["n7", "n8"] { chat.hears(":\(nick)!u@h QUIT :bye") }
        chat.hears(":n3!u@h PRIVMSG #lobby :the next day")
        #expect(chat.screen().contains("2 people left"))
        chat.enters("/set presence all")
        #expect(chat.screen().contains("n7 and n8 left"))
        chat.enters("/set presence no")
        #expect(
            chat.screen() == """
                 #lobby                                       28




                 ────────────── Monday 23 November ──────────────
                 09:02 n1       hello
                 09:02 n2       good morning
                 ───────────── Tuesday 24 November ──────────────
                 09:02 n3       the next day
                 presence = no
                 #lobby ›
                """)
        chat.enters("/set presence smart")
        #expect(chat.screen().contains("2 people left"))
    }

    @Test("with none shown one scrolls over them, be there nothing else")
    func scrolling() throws {
        var chat = try largeRoom { $0.presence = .none }
        for number in 1...50 {
            chat.hears(":x\(number)!u@h JOIN #lobby")
            if number % 10 == 0 { chat.hears(":n1!u@h PRIVMSG #lobby :line \(number)") }
        }
        for _ in 0..<5 {
            chat.press(.pageUp)
            #expect(!chat.screen().contains("joined"))
        }
        var empty = try Chat.inLobby(columns: 40) { $0.presence = .none }
        for number in 1...50 { empty.hears(":x\(number)!u@h JOIN #lobby") }
        empty.press(.pageUp)
        empty.press(KeyPress(.home, .control))
        #expect(!empty.screen().contains("joined"))
    }

    @Test("that took some minutes say from when until when")
    func span() throws {
        var chat = try Chat.inLobby(columns: 49, rows: 10)
        chat.hears("@time=2026-11-23T09:02:00.000Z :ccc!u@h JOIN #lobby")
        chat.hears("@time=2026-11-23T09:06:59.000Z :ddd!u@h JOIN #lobby")
        #expect(lastRow(&chat) == " ..... ccc and ddd joined" || chat.screen().contains("..... ccc and ddd joined\n"))
        chat.hears("@time=2026-11-23T09:40:00.000Z :ddd!u@h PART #lobby")
        #expect(chat.screen().contains(" ..... ccc joined, ddd came by  09:02–09:40\n"))
        chat.enters("/set timestamps no")
        #expect(!chat.screen().contains("09:40"))
    }

    @Test("one line tells no more than its bound")
    func bound() throws {
        var chat = try Chat.inLobby()
        for number in 1...1_001 { chat.hears(":x\(number)!u@h JOIN #lobby") }
        #expect(try chat.notes(in: "#lobby") == ["x1 and 999 others joined", "x1001 joined"])
    }

    @Test("without a screen who is not named is counted until the next line there")
    func plain() throws {
        var chat = try largeRoom { $0.isPlain = true }
        _ = chat.model.takePlainLines()
        chat.hears(":n1!u@h PART #lobby")
        for nick in ["n7", "n8"] { chat.hears(":\(nick)!u@h PART #lobby") }
        chat.hears(":x1!u@h JOIN #lobby")
        #expect(chat.model.takePlainLines() == ["-- n1 left #lobby"])
        chat.hears(":n2!u@h PRIVMSG #lobby :so it is")
        #expect(
            chat.model.takePlainLines() == [
                "-- somebody joined, 2 people left #lobby", "[09:02] #lobby <n2> so it is",
            ])
        chat.happens(.typedLine("/set presence no"))
        chat.hears(":n2!u@h PART #lobby")
        #expect(chat.model.takePlainLines() == ["-- presence = no"])
    }
}
