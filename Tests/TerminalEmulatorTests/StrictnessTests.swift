import Testing

@testable import TerminalEmulator

@Suite("what the emulator notes, answers and remembers")
struct StrictnessTests {
    private static let rows: [(String, Violation.Fault)] = [
        ("\u{1B}[5z", .unknownSequence), ("\u{1B}[?2J", .unknownSequence),
        ("\u{1B}Z", .unknownSequence),
        ("\u{1B}(A", .unknownSequence), ("\u{1B}[1~", .unknownSequence), ("\u{1B}[4i", .unknownSequence),
        ("\u{1B}]1337;x\u{07}", .unknownSequence), ("\u{1B}_Gx\u{1B}\\", .unknownSequence),
        ("\u{1B}Pqx\u{1B}\\", .unknownSequence), ("\u{1B}[?9999h", .unknownMode), ("\u{1B}[20h", .unknownMode),
        ("\u{1B}[?69h", .unknownMode), ("\u{1B}[66m", .badParameter), ("\u{1B}[38;5;256m", .badParameter),
        ("\u{1B}[38;9m", .badParameter), ("\u{1B}[3;3r", .badParameter), ("\u{1B}[9J", .badParameter),
        ("\u{1B}[1\u{1B}[m", .unfinished), ("\u{1B}]0;x\u{1B}[m", .unfinished), ("\u{1B}[1\u{18}", .unfinished),
        ("\u{1B}[1\n", .unfinished), ("\u{9B}31m", .rawC1), ("\u{200B}", .nothingToJoin),
        ("\u{202E}", .nothingToJoin),
        ("\u{301}", .nothingToJoin), ("a\u{1B}[C\u{301}", .nothingToJoin), ("a\u{AD}", .widthDiffers),
        ("\u{1B}[3b", .nothingToRepeat), ("\u{05}", .unknownControl), ("\u{7F}", .unknownControl),
        ("\u{1B}]8;;http://x\u{1B}\\a\u{1B}[H", .linkLeftOpen), ("\u{1B}]8;;http://x\u{1B}\\a\n", .linkLeftOpen),
        ("\u{1B}]8;;http://x\u{1B}\\a\u{1B}]8;;http://y\u{1B}\\", .linkLeftOpen),
        ("\u{1B}]8;;http://x y\u{1B}\\", .badParameter), ("\u{1B}]8;;http://é\u{1B}\\", .badParameter),
        ("\u{1B}]8;name=1;http://x\u{1B}\\", .badParameter), ("\u{1B}]8;id=1;\u{1B}\\", .badParameter),
        ("\u{1B}]8;;http://" + String(repeating: "x", count: 2083) + "\u{1B}\\", .badParameter),
        ("\u{1B}[23;0;0t", .emptyStack), ("\u{1B}]4;1;rgb:00/00/00\u{1B}\\", .changesPalette),
        ("\u{1B}[" + String(repeating: "1", count: 300), .tooLong),
        ("e" + String(repeating: "\u{301}", count: 32), .clusterTooLong),
    ]

    @Test("whatever is not known is a violation", arguments: rows)
    func violation(_ written: String, _ fault: Violation.Fault) {
        var terminal = Emulator(columns: 20, rows: 4)
        terminal.receive(written)
        #expect(terminal.violations.first?.fault == fault)
        terminal.receive("\u{18}\u{1B}[4;1Hgoes on")
        #expect(terminal.shows("goes on"))
    }

    @Test("a violation reads as a person would say it")
    func spelled() {
        var terminal = Emulator(columns: 20, rows: 4)
        terminal.receive("\u{1B}[5 z")
        #expect(terminal.violations.map(\.description) == ["ESC [ 5 SP z: unknown sequence"])
    }

    @Test(
        "bytes that are not UTF-8 become replacement characters, one for each broken beginning",
        arguments: [
            ([0x61, 0xFF, 0x62], "a\u{FFFD}b"), ([0xE4, 0xBD, 0x62], "\u{FFFD}b"), ([0xC0, 0x80], "\u{FFFD}\u{FFFD}"),
            ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"), ([0xF0, 0x9F, 0x1B, 0x5B, 0x6D, 0x61], "\u{FFFD}a"),
        ] as [([UInt8], String)])
    func broken(_ written: [UInt8], _ picture: String) {
        var terminal = Emulator(columns: 20, rows: 4)
        terminal.receive(written)
        #expect(terminal.picture == picture)
        #expect(terminal.violations.allSatisfy { $0.fault == .notUTF8 } && !terminal.violations.isEmpty)
    }

    @Test(
        "questions are answered",
        arguments: [
            ("\u{1B}[c", "\u{1B}[?62;22c"), ("\u{1B}[5n", "\u{1B}[0n"), ("\u{1B}[2;3H\u{1B}[6n", "\u{1B}[2;3R"),
            ("\u{1B}[?6n", "\u{1B}[?1;1R"), ("abcd\u{1B}[6n", "\u{1B}[1;5R"), ("\u{1B}[?25$p", "\u{1B}[?25;1$y"),
            ("\u{1B}[?2026$p", "\u{1B}[?2026;2$y"), ("\u{1B}[?2027$p", "\u{1B}[?2027;3$y"),
            ("\u{1B}[?1016$p", "\u{1B}[?1016;0$y"), ("\u{1B}[4$p", "\u{1B}[4;2$y"), ("\u{1B}[18t", "\u{1B}[8;4;20t"),
            ("\u{1B}]11;?\u{1B}\\", "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\"),
            ("\u{1B}P+q544e\u{1B}\\", "\u{1B}P0+r\u{1B}\\"),
            ("\u{1B}[?u\u{1B}[c", "\u{1B}[?62;22c"), ("\u{1B}[?2048h", "\u{1B}[48;4;20;64;160t"),
            ("\u{1B}[2;4r\u{1B}[?6h\u{1B}[2;1H\u{1B}[6n", "\u{1B}[2;1R"),
        ])
    func answers(_ question: String, _ answer: String) {
        var terminal = Emulator(columns: 20, rows: 4)
        terminal.receive(question)
        #expect(terminal.takeAnswers() == Array(answer.utf8))
        #expect(terminal.takeAnswers() == [])
        #expect(terminal.violations == [])
    }

    @Test("titles, links, the clipboard, notifications and the bell are remembered")
    func remembered() {
        var terminal = Emulator(columns: 20, rows: 4)
        terminal.receive("\u{1B}]0;one\u{07}\u{1B}[22;0t\u{1B}]2;two; three\u{1B}\\")
        #expect((terminal.title, terminal.iconName) == ("two; three", "one"))
        terminal.receive("\u{1B}[23;0t")
        #expect(terminal.title == "one")
        terminal.receive("see \u{1B}]8;id=1;https://example.org/?a;b\u{1B}\\here\u{1B}]8;;\u{1B}\\ now")
        #expect(terminal.link(of: "here") == "https://example.org/?a;b")
        #expect(terminal.link(of: " now") == nil)
        terminal.receive("\u{1B}]52;c;5L2g5aW9\u{07}\u{07}\u{1B}]9;hello\u{07}\u{1B}]777;notify;ann;hi\u{1B}\\")
        #expect(terminal.clipboard == "你好")
        #expect(terminal.bells == 1)
        #expect(terminal.notifications == ["hello", "ann;hi"])
        #expect(terminal.violations == [])
    }

    @Test("the alternate screen comes empty and goes without a trace, with the cursor where it was")
    func alternateScreen() {
        var terminal = Emulator(columns: 20, rows: 4)
        terminal.receive("shell\u{1B}[31m\u{1B}[?1049h")
        #expect(terminal.picture == "" && terminal.isOn(.alternateScreen))
        terminal.receive("\u{1B}[0;7m\u{1B}[3;3Hchat\u{1B}[?1049l")
        #expect(terminal.picture == "shell" && terminal.cursor == Emulator.Position(row: 0, column: 5))
        #expect(terminal.pen.words == "fg 1")
    }

    @Test(
        "what a program does not put back is named",
        arguments: [
            ("\u{1B}[?1049h", "alternateScreen is on"), ("\u{1B}[?25l", "cursorVisible is off"),
            ("\u{1B}[?7l", "autowrap is off"), ("\u{1B}[?1002;1006h\u{1B}[?1006l", "mouseDrags is on"),
            ("\u{1B}[?2004h", "bracketedPaste is on"), ("\u{1B}=", "applicationKeypad is on"),
            ("\u{1B}[1m", "the pen is not plain"), ("\u{1B}[2;3r", "only rows 1..<3 scroll"),
            ("\u{1B}(0", "the character set is not ASCII"), ("\u{1B}[4h", "characters are inserted"),
            ("\u{1B}[5 q", "the cursor has shape 5"), ("\u{1B}[22;0;0t", "titles are kept on the stack: 1"),
            ("\u{1B}[>1u", "keyboard flags are kept on the stack: 1"), ("\u{1B}[>4;2m", "modifyOtherKeys is 2"),
            ("\u{1B}]8;;http://x\u{07}", "a link is open"), ("\u{1B}[3", "a sequence is unfinished"),
        ])
    func leftovers(_ written: String, _ words: String) {
        var terminal = Emulator(columns: 20, rows: 4)
        #expect(terminal.leftovers == [])
        terminal.receive(written)
        #expect(terminal.leftovers == [words])
        terminal.receive("\u{18}\u{1B}[?2026l\u{1B}[?1000;1002;1003;1006l\u{1B}[?1004l\u{1B}[?2004l\u{1B}[<u\u{1B}[>4m")
        terminal.receive("\u{1B}]8;;\u{07}\u{1B}[?25h\u{1B}[0 q\u{1B}[m\u{1B}(B\u{1B}[?7h\u{1B}[4l\u{1B}[r\u{1B}>")
        terminal.receive("\u{1B}[?1049l\u{1B}[23;0;0t")
        #expect(terminal.leftovers == [])
    }

    @Test("modes that were on are known afterwards")
    func modesEverSet() {
        var terminal = Emulator(columns: 20, rows: 4)
        terminal.receive("\u{1B}[?2026h")
        #expect(terminal.isAmidFrame)
        terminal.receive("\u{1B}[?2026l\u{1B}[?1003h\u{1B}[?1003l")
        #expect(!terminal.isAmidFrame && terminal.modesEverSet == [.synchronizedOutput, .mouseMoves])
    }

    @Test("a picture can be of one style alone")
    func pictureOfStyle() {
        var terminal = Emulator(columns: 20, rows: 2)
        terminal.receive("ann \u{1B}[1m你好\u{1B}[m x\r\n\u{1B}[1mz")
        #expect(terminal.picture { $0.style.isBold } == "    你好\nz")
        #expect(terminal.picture { !$0.style.isBold } == "ann      x")
    }
}
