import Chance
import ChatProtocol
import Testing

@testable import ClientCore

@Suite("drawing over the picture before")
struct PictureTests {
    private static let words = [
        "a", "b", " ", " ", "word", "好", "，", "👍🏽", "❤️", "e\u{301}", "@", "@a", "#l", "/he", ":th", ":",
        "https://a.io/b ",
        "text@bbb", "\u{1F1E8}", "\u{1F1F3}",
    ]
    private static let keys: [Key] = [
        .backspace, .backspace, .delete, .left, .right, .home, .end, .up, .down, .tab, .backTab, .enter, .newline,
        .escape,
        .pageUp, .pageDown, .function(1), .function(2), .function(3), .paste("two\nlines"), .paste("one"),
        .focus(false), .focus(true),
    ]
    private static let controls: [Character] = ["a", "e", "k", "u", "w", "y", "t", "r", "s", "n", "p", "l"]
    private static let lines = [
        ":aaa!u@h PRIVMSG #lobby :hello", ":bbb!u@h PRIVMSG me :psst", ":aaa!u@h PRIVMSG #tea :me, 你好 https://a.io/b",
        ":ccc!u@h JOIN #lobby", ":ccc!u@h QUIT :bye", ":s TOPIC #lobby :about 茶", ":aaa!u@h AWAY :out",
        "@+typing=active :aaa!u@h TAGMSG #lobby", ":me!u@h JOIN #tea", ":aaa!u@h NICK aaaa", ":aaaa!u@h NICK aaa",
    ]

    /// Something happens, mostly that a person writes.
    private func happens(_ numbers: inout SeededNumbers, to chat: inout Chat) {
        switch Int.random(in: 0..<40, using: &numbers) {
        case 0..<22: chat.types(Self.words.randomElement(using: &numbers) ?? "")
        case 22..<30: chat.press(Self.keys.randomElement(using: &numbers) ?? .enter)
        case 30..<33: chat.press(.control(Self.controls.randomElement(using: &numbers) ?? "a"))
        case 33: chat.press(.alt("s"))
        case 34..<37: chat.hears(Self.lines.randomElement(using: &numbers) ?? "")
        case 37: chat.waits(Int64.random(in: 0...3_000, using: &numbers))
        case 38:
            let columns = Int.random(in: 15...120, using: &numbers)
            chat.happens(.resized(columns: columns, rows: Int.random(in: 4...30, using: &numbers)))
        default: chat.later(by: 2_500)
        }
    }

    @Test("gives the same as drawing all of it, whatever happened between", arguments: 0..<40)
    func sameAsWhole(seed: Int) throws {
        var numbers = SeededNumbers(seed: UInt64(seed))
        var chat = try Chat.inLobby(columns: 80, rows: 24)
        for step in 0..<250 {
            happens(&numbers, to: &chat)
            guard Bool.random(using: &numbers) else { continue }
            var anew = chat.model
            anew.picture = Picture()
            let drawn = chat.model.view()
            #expect(drawn == anew.view(), "step \(step)")
            guard drawn == anew.view() else { return }
        }
    }

    /// The rows that are another one than in the picture before, as the picture tells it.
    private func rowsDrawn(_ chat: inout Chat, _ change: (inout Chat) -> Void) -> Range<Int> {
        _ = chat.model.view()
        change(&chat)
        return chat.model.view().written
    }

    @Test("a key that only writes draws the line, and the row above it where that says something else")
    func drawsTheLine() throws {
        var chat = try Chat.inLobby(columns: 80, rows: 24)
        #expect(rowsDrawn(&chat) { $0.types("hello") } == 22..<24)
        #expect(rowsDrawn(&chat) { $0.types("x") } == 23..<24)
        #expect(rowsDrawn(&chat) { $0.types("好") } == 23..<24)
        #expect(rowsDrawn(&chat) { $0.press(.backspace) } == 23..<24)
        #expect(rowsDrawn(&chat) { $0.press(.left) } == 23..<24)
        #expect(rowsDrawn(&chat) { $0.hears(":aaa!u@h PRIVMSG #lobby :hello") } == 0..<24)
    }

    @Test("a sign behind others of ASCII draws itself alone; one before them, and one taken away, all behind it")
    func drawsTheSign() throws {
        var chat = try Chat.inLobby(columns: 80, rows: 24)
        chat.types("hello")
        let start = " #lobby › ".count
        let keys: [(KeyPress, Range<Int>)] = [
            (.character("x"), 5..<6), (KeyPress(.backspace), 5..<6), (KeyPress(.home), 0..<0),
            (.character("x"), 0..<6), (KeyPress(.delete), 1..<6), (.control("e"), 0..<0),
        ]
        for (key, columns) in keys {
            _ = chat.model.view()
            chat.press(key)
            let picture = chat.model.view()
            let drawn = columns.isEmpty ? 0..<0 : start + columns.lowerBound..<start + columns.upperBound
            #expect(picture.writtenColumns == drawn, "\(key)")
        }
    }

    @Test("where nothing has happened, or only the log has written, no row is drawn")
    func drawsNothing() throws {
        var chat = try Chat.inLobby { $0.keepsLog = true }
        #expect(rowsDrawn(&chat) { _ in }.isEmpty)
        #expect(rowsDrawn(&chat) { $0.happens(.log(.kept)) }.isEmpty)
    }

    @Test("pictures that follow each other are numbered; one that was drawn on has no number")
    func numbers() throws {
        var chat = try Chat.inLobby()
        let first = chat.model.view().number
        chat.types("x")
        var second = chat.model.view()
        #expect(second.number == first + 1)
        second.put("y", row: 0, column: 0)
        #expect(second.number == 0)
    }

    @Test(
        "the row that differs is found from the first to the last cell, nothing wide cut through",
        arguments: [
            ("hello", "hello", nil), ("hello", "heLlo", 2..<3), ("hello", "Hellx", 0..<5), ("a你b", "a好b", 1..<3),
            ("a你b", "axyb", 1..<3), ("ax你", "a你x", 1..<4), ("e\u{301}", "e\u{302}", 0..<1),
        ] as [(String, String, Range<Int>?)])
    func difference(old: String, new: String, span: Range<Int>?) {
        var (one, other) = (Screen(columns: 8, rows: 2), Screen(columns: 8, rows: 2))
        one.put(old, row: 1, column: 0)
        other.put(new, row: 1, column: 0)
        #expect(other.difference(from: one, row: 1, columns: 0..<8) == span)
        #expect(other.difference(from: one, row: 0, columns: 0..<8) == nil)
        #expect(other.difference(from: Screen(columns: 7, rows: 2), row: 1, columns: 0..<8) == nil)
    }
}
