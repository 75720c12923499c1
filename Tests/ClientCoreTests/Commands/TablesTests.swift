import ClientCore
import Testing

@Suite("The tables of commands and keys")
struct TablesTests {
    @Test("every verb has exactly one row")
    func rows() {
        #expect(CommandTable.rows.map(\.verb.rawValue).sorted() == SlashCommand.Verb.allCases.map(\.rawValue).sorted())
    }

    @Test("no name or alias stands for two commands, and each is found in any case")
    func names() {
        let all = CommandTable.rows.flatMap { [$0.name] + $0.aliases }
        #expect(Set(all).count == all.count)
        for row in CommandTable.rows {
            for name in [row.name] + row.aliases {
                #expect(CommandTable.command(named: name.uppercased()) == row)
            }
        }
        #expect(CommandTable.command(named: "") == nil)
    }

    @Test("every command and key is explained in both languages")
    func summaries() {
        for summary in CommandTable.rows.map(\.summary) + KeyTable.standard.bindings.map(\.summary) {
            #expect(!summary.english.isEmpty && summary.english.utf8.allSatisfy { $0 < 0x80 })
            #expect(summary.chinese.contains { !$0.isASCII })
        }
    }

    @Test("usage marks what may be left out")
    func usage() {
        #expect(CommandTable.command(named: "invite")?.usage == "/invite NICK [#ROOM]")
        #expect(CommandTable.command(named: "close")?.usage == "/close")
    }

    @Test("a long wrong name is not compared")
    func longName() {
        #expect(CommandTable.closest(to: String(repeating: "join", count: 10_000)) == nil)
    }

    @Test("no key is bound twice, and every bound key does what its row says")
    func keys() {
        let keys = KeyTable.standard.bindings.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
        for binding in KeyTable.standard.bindings {
            #expect(!binding.keys.isEmpty)
            for key in binding.keys { #expect(KeyTable.standard.action(for: key) == binding.action) }
        }
        let actions = KeyTable.standard.bindings.map(\.action)
        #expect(Set(actions).count == actions.count)
    }

    @Test(
        "what terminals send does what the person expects",
        arguments: [
            ("\u{01}", Action.moveToLineStart), ("\u{05}", .moveToLineEnd), ("\u{02}", .moveLeft),
            ("\u{06}", .moveRight),
            ("\u{04}", .deleteForward), ("\u{08}", .deleteBackward), ("\u{7F}", .deleteBackward),
            ("\u{15}", .deleteToLineStart), ("\u{17}", .deleteWordBackward), ("\u{19}", .yank), ("\u{14}", .transpose),
            ("\u{1F}", .undo), ("\u{1B}b", .moveWordLeft), ("\u{1B}f", .moveWordRight), ("\u{1B}d", .deleteWordForward),
            ("\u{1B}\u{7F}", .deleteWordBackward), ("\r", .submit), ("\u{1B}\r", .insertNewline), ("\t", .completeNext),
            ("\u{1B}[Z", .completePrevious), ("\u{1B}[A", .lineUp), ("\u{1B}OB", .lineDown),
            ("\u{1B}[5~", .scrollPageUp), ("\u{1B}[6;2~", .scrollPageDown), ("\u{1B}[1;5H", .scrollToOldest),
            ("\u{1B}[1;5F", .scrollToNewest), ("\u{1B}[<64;70;9M", .scrollLinesUp),
            ("\u{1B}[<65;1;9M", .scrollLinesDown),
            ("\u{1B}1", .buffer(1)), ("\u{1B}9", .buffer(9)), ("\u{0E}", .nextBuffer), ("\u{10}", .previousBuffer),
            ("\u{1B}a", .nextUnread), ("\u{0B}", .goTo), ("\u{0C}", .redraw), ("\u{1A}", .suspend),
            ("\u{03}", .interrupt), ("\u{1B}OP", .help), ("\u{1B}OQ", .toggleRooms), ("\u{1B}OR", .toggleMembers),
            ("\u{1B}[104;5u", .deleteBackward), ("\u{1B}[1;5D", .moveWordLeft), ("\u{1B}[127;2u", .deleteBackward),
        ])
    func bound(bytes: String, action: Action) {
        var decoder = KeyDecoder()
        let presses = decoder.decode(bytes.utf8) + decoder.timeout()
        #expect(presses.map(KeyTable.standard.action) == [action])
    }

    @Test(
        "text, clicks and pastes are bound to nothing",
        arguments: [
            KeyPress.character("a"), .character("你"), KeyPress(.paste("x")), KeyPress(.focus(true)),
            KeyPress(.mouse(Mouse(.left, .pressed, column: 1, row: 1))), .character("c", [.control, .shift]),
        ])
    func unbound(press: KeyPress) {
        #expect(KeyTable.standard.action(for: press) == nil)
    }

    @Test("keys are named as the help writes them")
    func keyNames() {
        let presses: [KeyPress] = [
            .control("a"), .alt("1"), KeyPress(.backspace, .alt), KeyPress(.function(1)), KeyPress(.newline),
            KeyPress(.left, [.control, .shift]), .control(" "), KeyPress(.backTab),
        ]
        #expect(
            presses.map(\.description) == [
                "Ctrl-A", "Alt-1", "Alt-Backspace", "F1", "Alt-Enter", "Ctrl-Shift-Left", "Ctrl-Space", "Shift-Tab",
            ])
    }
}
