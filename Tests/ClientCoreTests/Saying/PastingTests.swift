import Testing

@testable import ClientCore

@Suite("pasting, and texts of several messages") struct PastingTests {
    private func lobby(columns: Int = 80) throws -> Chat { try Chat.inLobby(columns: columns, rows: 9) }

    private func line(_ chat: Chat) -> String { chat.model.buffers[chat.model.current].editor.text }

    @Test("several lines are shown as they are; Enter first says how many, then sends them")
    func lines() throws {
        var chat = try lobby()
        chat.press(.paste("one\ntwo\n\nfour\n"))
        #expect(chat.takeSent().isEmpty)
        #expect(line(chat) == "one\ntwo\n\nfour\n")
        chat.press(.enter)
        #expect(chat.takeSent().isEmpty)
        #expect(chat.screen().contains("3 lines, 3 messages · Enter sends them · Esc keeps them here"))
        chat.press(.enter)
        #expect(chat.takeSent().map { $0.split(separator: " ").last ?? "" } == [":one", ":two", ":four"])
        #expect(line(chat) == "")
    }

    @Test("Esc keeps the text, and Enter asks again; so does a change of it")
    func keeps() throws {
        var chat = try lobby()
        chat.press(.paste("one\ntwo"), .enter, .escape, .enter)
        #expect(chat.takeSent().isEmpty)
        chat.types("!")
        chat.press(.enter)
        #expect(chat.takeSent().isEmpty)
        chat.press(.enter)
        #expect(chat.takeSent().count == 2)
    }

    @Test("one short line is sent at once, and so is what was written by hand, of however many lines")
    func atOnce() throws {
        var chat = try lobby()
        chat.press(.paste("one"), .enter)
        #expect(chat.takeSent().count == 1)
        chat.types("one")
        chat.press(.newline)
        chat.types("two")
        chat.press(.enter)
        #expect(chat.takeSent().count == 2)
    }

    @Test("what was pasted and taken away again does not count")
    func gone() throws {
        var chat = try lobby()
        chat.press(.paste("one\ntwo"))
        chat.press(KeyPress.control("u"))
        chat.press(KeyPress.control("u"))
        chat.press(.backspace)
        chat.press(KeyPress.control("u"))
        #expect(line(chat) == "")
        chat.types("a")
        chat.press(.newline)
        chat.types("b")
        chat.press(.enter)
        #expect(chat.takeSent().count == 2)
    }

    @Test("who went elsewhere in between is asked again")
    func buffers() throws {
        var chat = try lobby()
        chat.enters("#tea", members: "me")
        chat.press(.paste("one\ntwo"), .enter)
        chat.press(KeyPress.control("n"))
        chat.press(KeyPress.control("p"))
        chat.press(.enter)
        #expect(chat.takeSent().isEmpty)
        chat.press(.enter)
        #expect(chat.takeSent().count == 2)
    }

    @Test("a long text shows how many messages it will be, and where each begins")
    func long() throws {
        var chat = try lobby(columns: 80)
        let text = String(repeating: "你好", count: 100)
        chat.types(text)
        #expect(chat.screen().contains("2 messages"))
        let cut = try #require(chat.model.outline.cuts.first)
        #expect(chat.model.outline.cuts.count == 1)
        let screen = chat.model.view()
        let marked = screen.cells.filter { $0.style.attributes == [.bold, .underline] && !$0.isContinuation }
        #expect(marked.count == 1)
        chat.press(.enter)
        #expect(try chat.said(in: "#lobby").first?.count == cut + "me: ".count)
    }

    @Test("a private line and an action are counted by what is said of them")
    func counted() throws {
        var chat = try lobby()
        chat.types("@aaa " + String(repeating: "字", count: 80))
        #expect(chat.model.outline.count == 1)
        chat.types(String(repeating: "字", count: 80))
        #expect(chat.model.outline.count == 2)
        chat.press(KeyPress.control("c"))
        chat.types("/me " + String(repeating: "字", count: 160))
        #expect(chat.model.outline.count == 2)
        #expect(chat.model.outline.cuts.count == 1)
    }

    @Test("more than the line takes is cut, and said so")
    func tooLong() throws {
        var chat = try lobby(columns: 80)
        chat.press(.paste(String(repeating: "a", count: 20_000)))
        #expect(chat.screen().contains("only the first 16 KB fit into the line"))
        #expect(line(chat).utf8.count == LineEditor.byteLimit)
    }

    @Test("a paste behind Ctrl-K is a part of the name, and asks nothing")
    func goTo() throws {
        var chat = try lobby()
        chat.press(KeyPress.control("k"))
        chat.press(.paste("aa"), .enter)
        #expect(chat.model.buffers[chat.model.current].label == "@aaa")
    }
}
