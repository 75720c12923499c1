import ClientCore
import Testing

/// What a terminal sends and what it means.
struct KeyRow: CustomTestStringConvertible, Sendable {
    let bytes: [UInt8]
    let presses: [KeyPress]

    init(_ text: String, _ presses: KeyPress...) {
        bytes = Array(text.utf8)
        self.presses = presses
    }

    init(bytes: [UInt8], _ presses: KeyPress...) {
        self.bytes = bytes
        self.presses = presses
    }

    var testDescription: String {
        bytes.map { (0x21..<0x7F).contains($0) ? String(Unicode.Scalar($0)) : $0 == 0x1B ? "ESC" : "\($0)" }
            .joined(separator: " ")
    }
}

extension KeyRow {
    private static func mouse(
        _ button: Mouse.Button, _ action: Mouse.Action, _ column: Int, _ row: Int, _ modifiers: Modifiers = []
    ) -> KeyPress {
        KeyPress(.mouse(Mouse(button, action, column: column, row: row)), modifiers)
    }

    static let text = [
        KeyRow("a", .character("a")),
        KeyRow("A", .character("A")),
        KeyRow(" ~", .character(" "), .character("~")),
        KeyRow("é", .character("é")),
        KeyRow("你好", .character("你"), .character("好")),
        KeyRow("＠小", .character("＠"), .character("小")),
        KeyRow("👍", .character("👍")),
        KeyRow("e\u{301}", .character("e"), .character("\u{301}")),
        KeyRow("👨\u{200D}💻", .character("👨"), .character("\u{200D}"), .character("💻")),
        // Invalid UTF-8 goes, what follows stays: overlong, surrogate, past the last plane, cut short, stray.
        KeyRow(bytes: [0xC0, 0xAF, 0x61], .character("a")),
        KeyRow(bytes: [0xE0, 0x80, 0xAF, 0x61], .character("a")),
        KeyRow(bytes: [0xED, 0xA0, 0x80, 0x61], .character("a")),
        KeyRow(bytes: [0xF4, 0x90, 0x80, 0x80, 0x61], .character("a")),
        KeyRow(bytes: [0xF5, 0xFF, 0xFE, 0x61], .character("a")),
        KeyRow(bytes: [0xE4, 0xBD, 0x61], .character("a")),
        KeyRow(bytes: [0xE4, 0xBD, 0x0D], KeyPress(.enter)),
        KeyRow(bytes: [0xE4, 0xBD, 0xE4, 0xBD, 0xA0], .character("你")),
        KeyRow(bytes: [0xBD, 0xA0]),
        // U+009B is a control, not text.
        KeyRow(bytes: [0xC2, 0x9B, 0x41], .character("A")),
    ]

    static let controls = [
        KeyRow("\r", KeyPress(.enter)),
        KeyRow("\n", KeyPress(.enter)),
        KeyRow("\t", KeyPress(.tab)),
        KeyRow("\u{7F}", KeyPress(.backspace)),
        KeyRow("\u{08}", KeyPress(.backspace)),
        KeyRow("\u{01}", .control("a")),
        KeyRow("\u{03}", .control("c")),
        KeyRow("\u{1A}", .control("z")),
        KeyRow("\0", .control(" ")),
        KeyRow("\u{1C}", .control("\\")),
        KeyRow("\u{1D}", .control("]")),
        KeyRow("\u{1E}", .control("^")),
        KeyRow("\u{1F}", .control("_")),
        KeyRow("\u{1B}", KeyPress(.escape)),
        KeyRow("\u{1B}\u{1B}", KeyPress(.escape), KeyPress(.escape)),
        KeyRow("\u{1B}\u{1B}\u{1B}", KeyPress(.escape), KeyPress(.escape), KeyPress(.escape)),
    ]

    static let alt = [
        KeyRow("\u{1B}b", .alt("b")),
        KeyRow("\u{1B}B", .alt("B")),
        KeyRow("\u{1B}1", .alt("1")),
        KeyRow("\u{1B}你", .alt("你")),
        KeyRow("\u{1B}\r", KeyPress(.newline)),
        KeyRow("\u{1B}\n", KeyPress(.newline)),
        KeyRow("\u{1B}\u{7F}", KeyPress(.backspace, .alt)),
        KeyRow("\u{1B}\u{08}", KeyPress(.backspace, .alt)),
        KeyRow("\u{1B}\t", KeyPress(.tab, .alt)),
        KeyRow("\u{1B}\u{06}", .character("f", [.alt, .control])),
        KeyRow("\u{1B}\u{1B}b", KeyPress(.escape), .alt("b")),
        // These begin longer sequences, and are keys if nothing follows or what follows cannot belong to them.
        KeyRow("\u{1B}[", .alt("[")),
        KeyRow("\u{1B}[\r", .alt("["), KeyPress(.enter)),
        KeyRow("\u{1B}[你", .alt("["), .character("你")),
        KeyRow("\u{1B}[[", .alt("["), .character("[")),
        KeyRow("\u{1B}[[x", .alt("["), .character("["), .character("x")),
        KeyRow("\u{1B}O", .alt("O")),
        KeyRow("\u{1B}Oz", .alt("O"), .character("z")),
        KeyRow("\u{1B}O5", .alt("O"), .character("5")),
        KeyRow("\u{1B}O5z", .alt("O"), .character("5"), .character("z")),
        KeyRow("\u{1B}O\r", .alt("O"), KeyPress(.enter)),
        KeyRow("\u{1B}]", .alt("]")),
        KeyRow("\u{1B}]\r", .alt("]"), KeyPress(.enter)),
        KeyRow("\u{1B}P", .alt("P")),
        KeyRow("\u{1B}_", .alt("_")),
        KeyRow("\u{1B}\u{1B}[", KeyPress(.escape), .alt("[")),
    ]

    static let arrows = [
        KeyRow("\u{1B}[A", KeyPress(.up)), KeyRow("\u{1B}OA", KeyPress(.up)),
        KeyRow("\u{1B}[B", KeyPress(.down)), KeyRow("\u{1B}OB", KeyPress(.down)),
        KeyRow("\u{1B}[C", KeyPress(.right)), KeyRow("\u{1B}OC", KeyPress(.right)),
        KeyRow("\u{1B}[D", KeyPress(.left)), KeyRow("\u{1B}OD", KeyPress(.left)),
        KeyRow("\u{1B}[H", KeyPress(.home)), KeyRow("\u{1B}OH", KeyPress(.home)),
        KeyRow("\u{1B}[F", KeyPress(.end)), KeyRow("\u{1B}OF", KeyPress(.end)),
        KeyRow("\u{1B}[1;2A", KeyPress(.up, .shift)),
        KeyRow("\u{1B}[1;3B", KeyPress(.down, .alt)),
        KeyRow("\u{1B}[1;5C", KeyPress(.right, .control)),
        KeyRow("\u{1B}[1;6D", KeyPress(.left, [.control, .shift])),
        KeyRow("\u{1B}[1;7D", KeyPress(.left, [.control, .alt])),
        KeyRow("\u{1B}[1;9A", KeyPress(.up, .alt)),
        KeyRow("\u{1B}[1;5H", KeyPress(.home, .control)),
        KeyRow("\u{1B}[1;5F", KeyPress(.end, .control)),
        KeyRow("\u{1B}O5C", KeyPress(.right, .control)),
        KeyRow("\u{1B}[a", KeyPress(.up, .shift)),
        KeyRow("\u{1B}[d", KeyPress(.left, .shift)),
        KeyRow("\u{1B}Oa", KeyPress(.up, .control)),
        KeyRow("\u{1B}Oc", KeyPress(.right, .control)),
        KeyRow("\u{1B}\u{1B}[A", KeyPress(.up, .alt)),
        KeyRow("\u{1B}\u{1B}OA", KeyPress(.up, .alt)),
        KeyRow("\u{1B}[Z", KeyPress(.backTab)),
        KeyRow("\u{1B}[1;2Z", KeyPress(.backTab)),
    ]

    static let numbered = [
        KeyRow("\u{1B}[1~", KeyPress(.home)), KeyRow("\u{1B}[7~", KeyPress(.home)),
        KeyRow("\u{1B}[4~", KeyPress(.end)), KeyRow("\u{1B}[8~", KeyPress(.end)),
        KeyRow("\u{1B}[2~", KeyPress(.insert)), KeyRow("\u{1B}[3~", KeyPress(.delete)),
        KeyRow("\u{1B}[5~", KeyPress(.pageUp)), KeyRow("\u{1B}[6~", KeyPress(.pageDown)),
        KeyRow("\u{1B}[3;5~", KeyPress(.delete, .control)),
        KeyRow("\u{1B}[5;3~", KeyPress(.pageUp, .alt)),
        KeyRow("\u{1B}[3$", KeyPress(.delete, .shift)),
        KeyRow("\u{1B}[3^", KeyPress(.delete, .control)),
        KeyRow("\u{1B}[3@", KeyPress(.delete, [.control, .shift])),
        KeyRow("\u{1B}\u{1B}[3~", KeyPress(.delete, .alt)),
    ]

    static let functions =
        zip("PQRS", 1...).map { KeyRow("\u{1B}O\($0)", KeyPress(.function($1))) }
        + zip("ABCDE", 1...).map { KeyRow("\u{1B}[[\($0)", KeyPress(.function($1))) }
        + zip([11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34], 1...).map {
            KeyRow("\u{1B}[\($0)~", KeyPress(.function($1)))
        } + [
            KeyRow("\u{1B}[P", KeyPress(.function(1))),
            KeyRow("\u{1B}[R", KeyPress(.function(3))),
            KeyRow("\u{1B}[1;5P", KeyPress(.function(1), .control)),
            KeyRow("\u{1B}O2Q", KeyPress(.function(2), .shift)),
            KeyRow("\u{1B}[15;5~", KeyPress(.function(5), .control)),
        ]

    static let keypad = [
        KeyRow("\u{1B}OM", KeyPress(.enter)), KeyRow("\u{1B}OI", KeyPress(.tab)), KeyRow("\u{1B}OX", .character("=")),
        KeyRow("\u{1B}Oj", .character("*")), KeyRow("\u{1B}Ok", .character("+")), KeyRow("\u{1B}Om", .character("-")),
        KeyRow("\u{1B}On", .character(".")), KeyRow("\u{1B}Oo", .character("/")), KeyRow("\u{1B}Op", .character("0")),
        KeyRow("\u{1B}Oy", .character("9")),
    ]

    static let modern = [
        KeyRow("\u{1B}[97u", .character("a")),
        KeyRow("\u{1B}[97;5u", .control("a")),
        KeyRow("\u{1B}[97;3u", .alt("a")),
        KeyRow("\u{1B}[97;2u", .character("A")),
        KeyRow("\u{1B}[97;4u", .alt("A")),
        KeyRow("\u{1B}[97;6u", .character("a", [.control, .shift])),
        KeyRow("\u{1B}[49:33;2u", .character("!")),
        KeyRow("\u{1B}[20320u", .character("你")),
        KeyRow("\u{1B}[97;5:1u", .control("a")),
        KeyRow("\u{1B}[97;5:2u", .control("a")),
        KeyRow("\u{1B}[97;5:3u"),
        KeyRow("\u{1B}[97;9u"),
        KeyRow("\u{1B}[1;5:3A"),
        KeyRow("\u{1B}[3;1:3~"),
        KeyRow("\u{1B}[27u", KeyPress(.escape)),
        KeyRow("\u{1B}[13u", KeyPress(.enter)),
        KeyRow("\u{1B}[13;3u", KeyPress(.newline)),
        KeyRow("\u{1B}[13;2u", KeyPress(.newline)),
        KeyRow("\u{1B}[9u", KeyPress(.tab)),
        KeyRow("\u{1B}[9;2u", KeyPress(.backTab)),
        KeyRow("\u{1B}[127;5u", KeyPress(.backspace, .control)),
        KeyRow("\u{1B}[57414u", KeyPress(.enter)),
        KeyRow("\u{1B}[57399u", .character("0")),
        KeyRow("\u{1B}[57413u", .character("+")),
        KeyRow("\u{1B}[57417u", KeyPress(.left)),
        KeyRow("\u{1B}[57426u", KeyPress(.delete)),
        KeyRow("\u{1B}[57376u", KeyPress(.function(13))),
        KeyRow("\u{1B}[57398u", KeyPress(.function(35))),
        KeyRow("\u{1B}[57358u"),
        KeyRow("\u{1B}[57441;2u"),
        KeyRow("\u{1B}[27;5;105~", .control("i")),
        KeyRow("\u{1B}[27;6;65~", .character("a", [.control, .shift])),
        KeyRow("\u{1B}[27;5;13~", KeyPress(.newline)),
        KeyRow("\u{1B}[27;5;9~", KeyPress(.tab, .control)),
        // Numbers no key has.
        KeyRow("\u{1B}[u"), KeyRow("\u{1B}[55296u"), KeyRow("\u{1B}[1114112u"), KeyRow("\u{1B}[133u"),
        KeyRow("\u{1B}[99999999999999999999u"), KeyRow("\u{1B}[97;99999999999999999999u"),
        KeyRow("\u{1B}[99~"), KeyRow("\u{1B}[27;5~"), KeyRow("\u{1B}[27;5;1~"),
    ]

    static let mouse = [
        KeyRow("\u{1B}[<0;1;1M", mouse(.left, .pressed, 0, 0)),
        KeyRow("\u{1B}[<0;12;5m", mouse(.left, .released, 11, 4)),
        KeyRow("\u{1B}[<1;300;100M", mouse(.middle, .pressed, 299, 99)),
        KeyRow("\u{1B}[<2;3;4M", mouse(.right, .pressed, 2, 3)),
        KeyRow("\u{1B}[<32;3;4M", mouse(.left, .dragged, 2, 3)),
        KeyRow("\u{1B}[<35;3;4M", mouse(.none, .dragged, 2, 3)),
        KeyRow("\u{1B}[<64;3;4M", mouse(.wheelUp, .pressed, 2, 3)),
        KeyRow("\u{1B}[<65;3;4M", mouse(.wheelDown, .pressed, 2, 3)),
        KeyRow("\u{1B}[<64;3;4m"),
        KeyRow("\u{1B}[<16;3;4M", mouse(.left, .pressed, 2, 3, .control)),
        KeyRow("\u{1B}[<12;3;4M", mouse(.left, .pressed, 2, 3, [.shift, .alt])),
        KeyRow("\u{1B}[<0;0;0M", mouse(.left, .pressed, 0, 0)),
        KeyRow("\u{1B}[<128;3;4M"), KeyRow("\u{1B}[<0;3M"), KeyRow("\u{1B}[<M"),
        KeyRow("\u{1B}[<99999999999999999999;1;1M"),
        KeyRow("\u{1B}[32;3;4M", mouse(.left, .pressed, 2, 3)),
        KeyRow("\u{1B}[M !!", mouse(.left, .pressed, 0, 0)),
        KeyRow("\u{1B}[M##$", mouse(.none, .released, 2, 3)),
        KeyRow(bytes: [0x1B, 0x5B, 0x4D, 0x60, 0xFF, 0xF0], mouse(.wheelUp, .pressed, 222, 207)),
        KeyRow("\u{1B}[M \r", KeyPress(.enter)),
    ]

    static let focus = [
        KeyRow("\u{1B}[I", KeyPress(.focus(true))), KeyRow("\u{1B}[O", KeyPress(.focus(false))),
        KeyRow("\u{1B}\u{1B}[I", KeyPress(.escape), KeyPress(.focus(true))),
    ]

    private static func paper(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> KeyPress {
        KeyPress(.report(.paper(PaperColour(red: red, green: green, blue: blue))))
    }

    static let replies = [
        KeyRow("\u{1B}[?1;2cx", KeyPress(.report(.attributes)), .character("x")),
        KeyRow("\u{1B}[?62;1;4;22cx", KeyPress(.report(.attributes)), .character("x")),
        KeyRow("\u{1B}[>41;354;0cx", .character("x")),
        KeyRow("\u{1B}[24;80Rx", KeyPress(.report(.cursor(row: 23, column: 79))), .character("x")),
        KeyRow("\u{1B}[1;5Rx", KeyPress(.report(.cursor(row: 0, column: 4))), .character("x")),
        KeyRow("\u{1B}[0;5Rx", .character("x")),
        KeyRow("\u{1B}[5;1001Rx", .character("x")),
        KeyRow("\u{1B}[5;6;7Rx", .character("x")),
        KeyRow("\u{1B}[?5;6Rx", .character("x")),
        KeyRow("\u{1B}[?2026;2$yx", KeyPress(.report(.mode(2026, .off))), .character("x")),
        KeyRow("\u{1B}[?2027;0$yx", KeyPress(.report(.mode(2027, .unknown))), .character("x")),
        KeyRow("\u{1B}[?2027;5$yx", .character("x")),
        KeyRow("\u{1B}[?2027$yx", .character("x")),
        KeyRow("\u{1B}[?2027;1yx", .character("x")),
        KeyRow("\u{1B}[4;1$yx", .character("x")),
        KeyRow("\u{1B}[?997;1nx", KeyPress(.report(.scheme(isDark: true))), .character("x")),
        KeyRow("\u{1B}[?997;2nx", KeyPress(.report(.scheme(isDark: false))), .character("x")),
        KeyRow("\u{1B}[?997;3nx", .character("x")),
        KeyRow("\u{1B}[?1ux", .character("x")),
        KeyRow("\u{1B}[0nx", .character("x")),
        KeyRow("\u{1B}[8;24;80tx", .character("x")),
        KeyRow("\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{07}x", paper(0x1E, 0x1E, 0x1E), .character("x")),
        KeyRow("\u{1B}]11;rgb:fdfd/f6f6/e3e3\u{1B}\\x", paper(0xFD, 0xF6, 0xE3), .character("x")),
        KeyRow("\u{1B}]11;rgba:0000/8000/ffff/ffff\u{1B}\\x", paper(0, 0x7F, 0xFF), .character("x")),
        KeyRow("\u{1B}]11;rgb:0/8/f\u{07}x", paper(0, 0x88, 0xFF), .character("x")),
        KeyRow("\u{1B}]11;rgb:00/00\u{07}x", .character("x")),
        KeyRow("\u{1B}]11;rgb:00000/00/00\u{07}x", .character("x")),
        KeyRow("\u{1B}]11;rgb:+1/-1/ 1\u{07}x", .character("x")),
        KeyRow("\u{1B}]11;rgb:1e1e/1e1e/1e1e/1e1e/1e1e/1e1e\u{07}x", .character("x")),
        KeyRow("\u{1B}]10;rgb:1e1e/1e1e/1e1e\u{07}x", .character("x")),
        KeyRow("\u{1B}\u{1B}[5;6Rx", KeyPress(.escape), KeyPress(.report(.cursor(row: 4, column: 5))), .character("x")),
        KeyRow("\u{1B}P>|tmux 3.3a\u{1B}\\x", .character("x")),
        KeyRow("\u{1B}_Gi=1;OK\u{1B}\\x", .character("x")),
        KeyRow("\u{1B}]2;标题\u{1B}\\x", .character("x")),
        // A string that is never ended gives the keyboard back at Esc or Enter.
        KeyRow("\u{1B}]11;rgb\u{1B}", KeyPress(.escape)),
        KeyRow("\u{1B}]11;rgb\u{1B}[A", KeyPress(.up)),
        KeyRow("\u{1B}]11;rgb\rx", KeyPress(.enter), .character("x")),
        KeyRow("\u{1B}[12;\rx", KeyPress(.enter), .character("x")),
        KeyRow("\u{1B}[12;\u{1B}[A", KeyPress(.up)),
        KeyRow("\u{1B}[12;你", .character("你")),
        KeyRow("\u{1B}[1 2Ax", .character("x")),
        KeyRow("\u{1B}[201~x", .character("x")),
    ]

    static let pastes = [
        KeyRow("\u{1B}[200~hello\u{1B}[201~x", KeyPress(.paste("hello")), .character("x")),
        KeyRow("\u{1B}[200~\u{1B}[201~", KeyPress(.paste(""))),
        KeyRow("\u{1B}[200~你好 👨\u{200D}💻\u{1B}[201~", KeyPress(.paste("你好 👨\u{200D}💻"))),
        KeyRow("\u{1B}[200~a\rb\r\nc\nd\u{1B}[201~", KeyPress(.paste("a\nb\nc\nd"))),
        KeyRow("\u{1B}[200~\tif\u{1B}[201~", KeyPress(.paste("    if"))),
        KeyRow("\u{1B}[200~a\u{07}b\u{1B}[31mc\u{7F}\u{85}\u{1B}[201~", KeyPress(.paste("ab[31mc"))),
        KeyRow("\u{1B}[200~a\u{1B}[200~b\u{1B}[201~", KeyPress(.paste("ab"))),
        KeyRow("\u{1B}[200~a\u{9B}201~b\u{1B}[201~", KeyPress(.paste("ab"))),
        KeyRow("\u{1B}[200~\u{1B}[20\u{1B}[200~0~a\u{1B}[201~", KeyPress(.paste("a"))),
        KeyRow("\u{1B}[200~\u{1B}\u{1B}[20\u{1B}[201~", KeyPress(.paste("[20"))),
        KeyRow("\u{1B}\u{1B}[200~a\u{1B}[201~", KeyPress(.escape), KeyPress(.paste("a"))),
        KeyRow(
            bytes: Array("\u{1B}[200~a".utf8) + [0xFF, 0xE4, 0xBD] + Array("b\u{1B}[201~".utf8), KeyPress(.paste("ab"))),
    ]

    static let all =
        text + controls + alt + arrows + numbered + functions + keypad + modern + mouse + focus + replies + pastes
}
