import Testing

@testable import ClientCore

@Suite("earlier lines, and words of them") struct EarlierLinesTests {
    private func lobby(_ lines: [String] = ["good morning", "小明在吗", "/me waves", "good morning"]) throws -> Chat {
        var chat = try Chat.inLobby(columns: 60, rows: 10)
        for line in lines { chat.enters(line) }
        chat.forget()
        return chat
    }

    private func line(_ chat: Chat) -> String { chat.model.buffers[chat.model.current].editor.text }

    @Test("Ctrl-R lists the lines sent, newest first and each once, and Enter puts one into the line unsent")
    func search() throws {
        var chat = try lobby()
        chat.types("draft")
        chat.press(KeyPress.control("r"))
        #expect(chat.model.goingTo?.goals.map(\.label) == ["good morning", "/me waves", "小明在吗"])
        chat.types("zai")
        #expect(
            chat.screen().split(separator: "\n").suffix(2).joined(separator: "\n") == """
                         > 小明在吗
                 earlier › zai
                """)
        chat.press(.enter)
        #expect(line(chat) == "小明在吗")
        #expect(chat.takeSent().isEmpty)
        chat.press(KeyPress.control("_"))
        #expect(line(chat) == "draft")
    }

    @Test("Esc and Ctrl-R close it, and the line stays")
    func closes() throws {
        var chat = try lobby()
        chat.types("draft")
        for key in [KeyPress(.escape), .control("r"), .control("k"), .control("c")] {
            chat.press(KeyPress.control("r"))
            chat.types("good")
            chat.press(key)
            #expect(chat.model.goingTo == nil)
            #expect(line(chat) == "draft")
        }
    }

    @Test("a line of several rows is listed as one, and comes back as it was")
    func severalRows() throws {
        var chat = try lobby(["one"])
        chat.types("a")
        chat.press(.newline)
        chat.types("b")
        chat.press(.enter)
        chat.press(KeyPress.control("r"))
        #expect(chat.model.goingTo?.goal?.label == "a b")
        chat.press(.enter)
        #expect(line(chat) == "a\nb")
    }

    @Test("Alt-. puts in the last word of the line before, and again that of the one before it")
    func lastWord() throws {
        var chat = try lobby(["see https://a.example", "and x", "最后 一词"])
        chat.types("> ")
        for word in ["一词", "x", "https://a.example", "https://a.example"] {
            chat.press(KeyPress.alt("."))
            #expect(line(chat) == "> " + word)
        }
        chat.types(" ")
        chat.press(KeyPress.alt("."))
        #expect(line(chat) == "> https://a.example 一词")
        var empty = try lobby([])
        empty.press(KeyPress.alt("."))
        #expect(line(empty) == "")
    }

    @Test(
        "Alt-U, Alt-L and Alt-C change the word behind the cursor and step over it",
        arguments: [
            ("u", "hello World", ["HELLO World", "HELLO WORLD", "HELLO WORLD"]),
            ("l", "HELLO World", ["hello World", "hello world", "hello world"]),
            ("c", "hELLO wORLD", ["Hello wORLD", "Hello World", "Hello World"]), ("u", "straße!", ["STRASSE!"]),
            ("u", "  ß", ["  SS"]), ("c", "小明 b", ["小明 b", "小明 b", "小明 B"]),
        ] as [(Character, String, [String])])
    func cases(key: Character, text: String, after: [String]) throws {
        var chat = try lobby([])
        chat.types(text)
        chat.press(.home)
        for after in after {
            chat.press(KeyPress.alt(key))
            #expect(line(chat) == after)
        }
    }

    @Test("a word that grows stays within what the line takes")
    func bounded() {
        var editor = LineEditor(String(repeating: "ß", count: LineEditor.byteLimit / 2))
        editor.move(to: 0)
        editor.changeWord { $0.uppercased() + "S" }
        #expect(editor.text.utf8.count == LineEditor.byteLimit)
    }
}
