import Testing

@testable import ClientCore

@Suite("keys of the person's own")
struct RebindingTests {
    @Test("every action has a name, and every shipped key is read as it is written")
    func names() {
        let bindings = KeyTable.standard.bindings
        #expect(Set(bindings.map(\.action.name)).count == bindings.count)
        for binding in bindings {
            #expect(
                binding.action.name.utf8.allSatisfy {
                    (0x61...0x7A).contains($0) || $0 == 0x5F || (0x30...0x39).contains($0)
                })
            for key in binding.keys { #expect(KeyPress(named: key.description) == key, "\(key.description)") }
        }
    }

    @Test(
        "keys by their names, in whatever case and order",
        arguments: [
            ("ctrl-x", .control("x")), ("CTRL-X", .control("x")), ("Alt-1", .alt("1")), ("alt-shift-a", .alt("A")),
            ("Shift-Tab", KeyPress(.backTab)), ("Alt-Enter", KeyPress(.newline)), ("F12", KeyPress(.function(12))),
            ("Alt-Ctrl-Left", KeyPress(.left, [.alt, .control])), ("Ctrl-Space", .control(" ")),
            ("Alt-Comma", .alt(",")), ("Alt--", .alt("-")), ("pageup", KeyPress(.pageUp)), ("Ctrl-F", .control("f")),
            ("Alt-你", .alt("你")), ("WheelUp", KeyPress(.mouse(Mouse(.wheelUp, .pressed, column: 0, row: 0)))),
        ] as [(String, KeyPress)])
    func read(name: String, press: KeyPress) {
        #expect(KeyPress(named: name) == press)
    }

    @Test(
        "what is no key, or a letter that has to stay one",
        arguments: [
            "", "a", "Shift-a", "你", "Space", "F0", "F36", "F", "Ctrl-", "Ctrl-ab", "Hyper-a", "Click", "Ctrl- ", "-",
        ])
    func strangers(name: String) {
        #expect(KeyPress(named: name) == nil)
    }

    @Test("a key that is given to one action is taken from the other")
    func moves() throws {
        let table = try KeyTable.standard.binding("next_buffer", to: ["Ctrl-P", "F5", "F5"])
        #expect(table.action(for: .control("p")) == .nextBuffer)
        #expect(table.action(for: KeyPress(.function(5))) == .nextBuffer)
        #expect(table.action(for: .control("n")) == nil)
        #expect(table.action(for: KeyPress(.up, .alt)) == .previousBuffer)
        #expect(try table.binding("suspend", to: []).action(for: .control("z")) == nil)
    }

    @Test("wrong names are told")
    func wrong() {
        #expect(throws: KeyTable.Problem.noAction("fly")) { try KeyTable.standard.binding("fly", to: ["F5"]) }
        #expect(throws: KeyTable.Problem.noKey("Hyper-A")) {
            try KeyTable.standard.binding("help", to: ["F5", "Hyper-A"])
        }
        #expect(throws: KeyTable.Problem.needsKey("submit")) { try KeyTable.standard.binding("submit", to: []) }
        #expect(throws: KeyTable.Problem.needsKey("interrupt")) {
            try KeyTable.standard.binding("help", to: ["Ctrl-C"])
        }
    }

    @Test("the screen does what the person's table says, and the help writes it")
    func used() throws {
        let keys = try KeyTable.standard.binding("help", to: ["Ctrl-X"])
        var chat = try Chat.inLobby(rows: 60) { $0.keys = keys }
        chat.press(KeyPress(.function(1)))
        #expect(try chat.notes(in: "#lobby").isEmpty)
        chat.press(KeyPress.control("x"))
        #expect(
            try #require(chat.model.panel).rows.contains { $0.text.plain == "Ctrl-X" && $0.detail?.plain == "help" })
    }
}
