import ChatProtocol
import ServerCore
import Testing

@Suite("Changing what one has said")
struct EditingTests {
    let house = House()
    let ann: Person
    let bea: Person
    let cat: Person

    init() {
        ann = house.irc("ann", .messageEditing, .messageTags, .labeledResponse, .batch)
        bea = house.irc("bea", .messageEditing, .messageTags)
        cat = house.irc("cat", .messageTags)
        for person in [ann, bea, cat] { person.joins("#tea") }
        house.forgets()
    }

    private func edit(_ id: String, _ text: String) -> String {
        "draft/target-msgid=\(id);draft/edit-text=\(text) "
    }

    @Test("the new text is told to those who take edits, and is what history tells from now on")
    func edit() {
        bea.says("hello", to: "#tea")
        house.forgets()
        bea.sends("@" + edit("7-2-1", "hello\\sall") + "EDIT #tea")
        let line = "@msgid=7-2-2;" + edit("7-2-1", "hello\\sall") + ":\(bea) EDIT #tea"
        #expect(ann.heard() == [line])
        #expect(bea.heard() == [line])
        #expect(cat.heard() == [])
        #expect(house.store.posts.map(\.kind) == [.message, .edit(of: 1)])
        let dan = house.irc("dan", .chathistory, .messageTags)
        dan.joins("#tea")
        dan.forgets()
        dan.sends("CHATHISTORY LATEST #tea * 5")
        #expect(dan.heard() == ["@msgid=7-2-1 :\(bea) PRIVMSG #tea :hello all"])
    }

    @Test("an operator does not put words into anybody's mouth")
    func forbidden() {
        bea.says("hello", to: "#tea")
        house.forgets()
        ann.sends("@label=l;" + edit("7-2-1", "bye") + "EDIT #tea")
        #expect(
            ann.heard() == [
                "@label=l :chat.local FAIL EDIT EDIT_FORBIDDEN #tea 7-2-1 :You are not authorised to edit this message"
            ])
    }

    @Test("who may not speak any more says nothing by editing; slow mode does not count")
    func silenced() {
        bea.says("hello", to: "#tea")
        ann.sends("MODE #tea +S 60")
        bea.says("hi", to: "#tea")
        bea.sends("@" + edit("7-2-2", "hi!") + "EDIT #tea")
        ann.sends("MODE #tea +m")
        house.forgets()
        bea.sends("@" + edit("7-2-1", "rude") + "EDIT #tea")
        #expect(bea.heard().map { $0.contains("FAIL EDIT EDIT_FORBIDDEN #tea 7-2-1 :") } == [true])
        #expect(house.store.posts.map(\.text) == ["hello", "hi!", "hi!"])
    }

    @Test(
        "texts that no line could say",
        arguments: ["two\\nlines", "a\\rreturn", "\u{1}VERSION\u{1}", String(repeating: "x", count: 480)])
    func invalid(_ text: String) {
        bea.says("hello", to: "#tea")
        house.forgets()
        bea.sends("@" + edit("7-2-1", text) + "EDIT #tea")
        #expect(bea.heard().map { $0.hasPrefix(":chat.local FAIL EDIT INVALID_EDIT #tea 7-2-1 :") } == [true])
        #expect(house.store.posts.count == 1)
    }

    @Test("what was taken back, what has no text, and what is not there")
    func unknown() {
        bea.says("hello", to: "#tea")
        bea.sends("REDACT #tea 7-2-1", "@+draft/react=x TAGMSG #tea")
        house.forgets()
        for id in ["7-2-1", "7-2-2", "7-2-3", "7-2-4"] { bea.sends("@" + edit(id, "x") + "EDIT #tea") }
        #expect(
            bea.heard().map { $0.split(separator: " ")[3] } == [
                "UNKNOWN_MSGID", "UNKNOWN_MSGID", "INVALID_EDIT", "UNKNOWN_MSGID",
            ])
    }

    @Test("a private line")
    func privately() {
        house.passes(milliseconds: 1_000)
        bea.says("hello", to: "ann")
        house.forgets()
        bea.sends("@" + edit("7-0-1", "bye") + "EDIT ANN")
        #expect(ann.heard() == ["@msgid=7-0-2;" + edit("7-0-1", "bye") + ":\(bea) EDIT ann"])
        ann.sends("MODE ann +R")
        house.forgets()
        bea.sends("@" + edit("7-0-1", "again") + "EDIT ann")
        #expect(bea.heard().map { $0.contains("EDIT_FORBIDDEN") } == [true])
        #expect(ann.heard() == [])
    }
}
