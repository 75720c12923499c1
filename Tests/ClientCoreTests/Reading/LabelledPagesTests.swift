import ChatProtocol
import Testing

@testable import ClientCore

@Suite("pages of history are told apart by their labels") struct LabelledPagesTests {
    /// In the lobby, where the line of the id 9 is the oldest that is known.
    private func lobby(_ capabilities: String = Chat.allCapabilities(history: true) + " draft/search") throws -> Chat {
        var chat = try Chat.inLobby(columns: 60, rows: 12, capabilities: capabilities)
        answer(&chat, "LATEST #lobby * 50", [line(9)])
        chat.forget()
        return chat
    }

    private func line(_ number: Int) -> String {
        "msgid=\(number);time=2026-11-23T09:00:0\(number).000Z :aaa!u@h PRIVMSG #lobby :\(number)"
    }

    private func label(_ chat: Chat, _ request: String) -> String {
        chat.pageLabels["CHATHISTORY " + request].map { "@label=\($0) " } ?? ""
    }

    private func answer(_ chat: inout Chat, _ request: String, _ lines: [String]) {
        chat.hears(label(chat, request) + ":s BATCH +h chathistory #lobby")
        for line in lines { chat.hears("@batch=h;" + line) }
        chat.hears(":s BATCH -h")
    }

    private func said(_ chat: Chat) throws -> [String] { try chat.said(in: "#lobby").map { String($0.dropFirst(5)) } }

    /// Asks for the page before the oldest line, then for what is around a line that was found.
    private func asksTwice(_ chat: inout Chat) {
        chat.press(KeyPress(.home, .control))
        chat.enters("/search old")
        chat.hears(":s BATCH +f draft/search")
        chat.hears("@batch=f;msgid=2;time=2026-11-23T09:00:02.000Z :aaa!u@h PRIVMSG #lobby :2")
        chat.hears(":s BATCH -f")
        chat.press(.enter)
    }

    @Test("each request bears a label of its own, and none where the server does not label")
    func labelled() throws {
        var chat = try lobby()
        asksTwice(&chat)
        #expect(label(chat, "BEFORE #lobby msgid=9 100") == "@label=h-2 ")
        #expect(label(chat, "AROUND #lobby msgid=2 50") == "@label=h-3 ")
        var plain = try lobby("message-tags server-time batch draft/chathistory")
        plain.press(KeyPress(.home, .control))
        #expect(plain.takeSent() == ["CHATHISTORY BEFORE #lobby msgid=9 100"])
        #expect(plain.pageLabels.isEmpty)
    }

    @Test("two pages of a room that come in the other order are each taken for what was asked")
    func otherOrder() throws {
        var chat = try lobby()
        asksTwice(&chat)
        answer(&chat, "AROUND #lobby msgid=2 50", [line(1), line(2), line(3)])
        #expect(chat.screen().contains("#lobby · around it"))
        #expect(try said(chat) == ["9"])
        // The finding is on this page too.
        answer(&chat, "BEFORE #lobby msgid=9 100", [line(2), line(8)])
        #expect(try said(chat) == ["2", "8", "9"])
        #expect(chat.screen().contains("#lobby · around it"))
    }

    @Test("a page with the finding on it, which was asked for as another, is not its surroundings")
    func notTheSurroundings() throws {
        var chat = try lobby()
        asksTwice(&chat)
        answer(&chat, "BEFORE #lobby msgid=9 100", [line(2), line(8)])
        #expect(try said(chat) == ["2", "8", "9"])
        #expect(!chat.screen().contains("around it"))
        answer(&chat, "AROUND #lobby msgid=2 50", [line(1), line(2), line(3)])
        #expect(chat.screen().contains("around it"))
        #expect(try said(chat) == ["2", "8", "9"])
    }

    @Test("a refusal is of what it names by its label: the other page is still waited for")
    func refused() throws {
        var chat = try lobby()
        asksTwice(&chat)
        chat.hears(
            label(chat, "AROUND #lobby msgid=2 50")
                + ":s FAIL CHATHISTORY MESSAGE_ERROR AROUND #lobby :Messages could not be retrieved")
        #expect(try chat.notes(in: "#lobby").last == "Messages could not be retrieved")
        #expect(chat.model.session.surrounded == nil)
        answer(&chat, "BEFORE #lobby msgid=9 100", [line(7), line(8)])
        #expect(try said(chat) == ["7", "8", "9"])
        chat.press(.escape)
        chat.forget()
        chat.press(KeyPress(.home, .control))
        #expect(chat.takeSent() == ["CHATHISTORY BEFORE #lobby msgid=7 100"])
    }

    @Test(
        "an answer that is no page ends the wait: it can be asked for again, or there is nothing older",
        arguments: [
            (":s FAIL CHATHISTORY MESSAGE_ERROR BEFORE #lobby :Not now", true),
            (":s 263 me CHATHISTORY :Try again", false),
            (":s 461 me CHATHISTORY :Not enough parameters", false), (":s ACK", false),
        ])
    func noPage(answer: String, isAskedAgain: Bool) throws {
        var chat = try lobby()
        chat.press(KeyPress(.home, .control))
        chat.hears(label(chat, "BEFORE #lobby msgid=9 100") + answer)
        chat.forget()
        chat.press(KeyPress(.home, .control))
        #expect(chat.takeSent() == (isAskedAgain ? ["CHATHISTORY BEFORE #lobby msgid=9 100"] : []))
        #expect(chat.model.session.awaited.isEmpty)
    }

    @Test("the label may stand on a batch around the page, as it does where an answer is of several parts")
    func nested() throws {
        var chat = try lobby()
        chat.press(KeyPress(.home, .control))
        chat.hears(label(chat, "BEFORE #lobby msgid=9 100") + ":s BATCH +r labeled-response")
        chat.hears("@batch=r :s BATCH +h chathistory #lobby")
        chat.hears("@batch=h;" + line(8))
        chat.hears("@batch=r :s BATCH -h")
        chat.hears(":s BATCH -r")
        #expect(try said(chat) == ["8", "9"])
        chat.forget()
        chat.press(KeyPress(.home, .control))
        #expect(chat.takeSent() == ["CHATHISTORY BEFORE #lobby msgid=8 100"])
        // An answer of no parts at all.
        chat.hears(label(chat, "BEFORE #lobby msgid=8 100") + ":s BATCH +r labeled-response")
        chat.hears(":s BATCH -r")
        chat.press(KeyPress(.home, .control))
        #expect(chat.takeSent() == [])
    }

    @Test("a page of before the person left the room is not taken for the one that is asked for as they come back")
    func leftMeanwhile() throws {
        var chat = try lobby()
        chat.press(KeyPress(.home, .control))
        chat.hears(":me!u@h PART #lobby")
        chat.enters("#lobby", members: "me aaa")
        answer(&chat, "BEFORE #lobby msgid=9 100", [line(7), line(8)])
        #expect(try said(chat) == ["9"])
        answer(&chat, "AFTER #lobby msgid=9 100", [])
        chat.forget()
        chat.press(KeyPress(.home, .control))
        #expect(chat.takeSent() == ["CHATHISTORY BEFORE #lobby msgid=9 100"])
    }

    @Test("what a server gives unasked is read, and the page that was asked for is still waited for")
    func unasked() throws {
        var chat = try lobby()
        chat.press(KeyPress(.home, .control))
        answer(&chat, "nothing", [line(8)])
        answer(&chat, "BEFORE #lobby msgid=9 100", [line(6), line(7)])
        #expect(try said(chat) == ["6", "7", "8", "9"])
        chat.forget()
        chat.press(KeyPress(.home, .control))
        #expect(chat.takeSent() == ["CHATHISTORY BEFORE #lobby msgid=6 100"])
    }

    @Test("a server that has labels and puts none on its pages is understood by their order")
    func neverLabelled() throws {
        var chat = try Chat.inLobby(columns: 60, rows: 12, history: true)
        answer(&chat, "nothing", [line(9)])
        chat.forget()
        chat.press(KeyPress(.home, .control))
        answer(&chat, "nothing", [line(8)])
        #expect(try said(chat) == ["8", "9"])
        chat.press(KeyPress(.home, .control))
        #expect(chat.takeSent().last == "CHATHISTORY BEFORE #lobby msgid=8 100")
    }
}
