import TerminalEmulator
import Testing

@testable import Client

@Suite("the desktop beside the screen")
struct DesktopTests {
    private static let variables: [([String: String], Bool, Bool, Desktop.Route)] = [
        (["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], true, true, .text),
        (["TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"], true, true, .titled),
        (["TERM": "xterm-kitty"], true, true, .titled), (["TERM": "foot"], true, false, .titled),
        (["TERM": "rxvt-unicode-256color"], true, true, .titled), (["TERM": "xterm-256color"], true, true, .command),
        (["TERM": "xterm-256color"], true, false, .text),
        (["TERM": "xterm-256color", "SSH_CONNECTION": "a 1 b 2"], true, true, .text),
        (["TERM": "xterm-kitty", "SSH_TTY": "/dev/pts/0"], true, true, .titled),
        (["TERM": "linux"], false, true, .command),
        (["TERM": "linux", "SSH_TTY": "/dev/pts/0"], false, true, .none), (["TERM": "vt220"], false, false, .none),
    ]

    @Test("a notice goes where the person will see it", arguments: variables)
    func route(variables: [String: String], takesStrings: Bool, hasCommand: Bool, route: Desktop.Route) {
        let found = Desktop.route(takesStrings: takesStrings, hasCommand: hasCommand) { variables[$0] ?? "" }
        #expect(found == route)
    }

    @Test("a notice is one sequence, whatever its texts are", arguments: [Desktop.Route.text, .titled])
    func notice(route: Desktop.Route) {
        var terminal = Emulator(columns: 20, rows: 4)
        terminal.receive(Desktop.notice("ann · #tea", "你好; ok", route))
        #expect(
            terminal.notifications == [
                route == .text ? "ann · #tea: 你好; ok" : "notify;ann · #tea;你好, ok".replacing("notify;", with: "")
            ])
        let hostile = "4;3\u{1B}]52;c;aGk=\u{7}\u{9C}\u{1B}\\" + String(repeating: "长", count: 9_999)
        let bytes = Desktop.notice(hostile, hostile, route)
        terminal.receive(bytes)
        #expect(terminal.violations == [] && terminal.clipboard == nil && terminal.picture == "" && terminal.bells == 0)
        #expect(terminal.notifications.count == 2 && !terminal.notifications[1].hasPrefix("4;"))
        #expect(bytes.unicodeScalars.count < 300)
    }

    @Test("the desktop's markup is not the sender's to write")
    func command() {
        #expect(
            Desktop.command("-x\u{7}", "<b>a</b> & \u{1B}b") == [
                "notify-send", "--app-name=chat", "--", "-x", "&lt;b&gt;a&lt;/b&gt; &amp; b",
            ])
    }

    @Test(
        "what is copied can be pasted, its controls left out",
        arguments: [("你好\nx\ty", "你好\nx\ty"), ("a\u{1B}[31m\u{7}\rb\u{9B}", "a[31mb"), ("", "")])
    func copying(text: String, pasted: String) {
        var terminal = Emulator(columns: 20, rows: 4)
        terminal.receive(Desktop.copying(text))
        #expect(terminal.clipboard == pasted && terminal.violations == [])
    }

    @Test("what is copied is cut between two characters")
    func longCopy() throws {
        var terminal = Emulator(columns: 20, rows: 4)
        terminal.receive(Desktop.copying("a" + String(repeating: "好", count: 100_000)))
        let text = try #require(terminal.clipboard)
        #expect(text.utf8.count == 1 + (Desktop.longestCopy - 1) / 3 * 3)
        #expect(terminal.violations == [])
    }
}
