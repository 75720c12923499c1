import Foundation
import TerminalEmulator
import Testing

@Suite("At the input line of a real window", .serialized)
struct TypingTests {
    @Test("a name is found by its initials, chosen with Tab, and the line goes to that member")
    func completing() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        let ming = try stage.screen(of: "小明")
        try ann.waits(for: "members 2")
        ann.types("＠xm")
        try ann.waits(for: "──────────────────")
        ann.presses(.tab)
        try ann.waits(for: "› ＠小明")
        ann.types("你好\r")
        try ming.waits(for: "@ann")
        _ = host
    }

    @Test("a paste of several lines asks, and goes out at the second Enter")
    func pasting() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        ann.pastes("one\ntwo")
        try ann.waits(for: "› one")
        ann.types("\r")
        try ann.waits(for: "2 lines, 1 message · Enter sends")
        ann.types("\r")
        try host.waits(for: "ann say: one")
        try host.waits(for: "two")
    }

    @Test("/set changes the screen and its line of the file, and keys of the file's own do what it says")
    func setting() throws {
        let stage = try Stage()
        let host = try stage.host()
        let file = stage.folder.path(of: "my.ini")
        let text = "# mine\n[client]\n  language=en\n[keys]\nhelp = Ctrl-X\n"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let ann = try stage.chat("--connect", stage.address, "--nick", "ann", "--config", file)
        try ann.waits(for: "#lobby ›")
        ann.types("/set language zh\r")
        try ann.waits(for: "成员 1")
        ann.types("\u{18}")
        try ann.waits(for: "帮助 · 方向键")
        ann.types("\u{1B}")
        try ann.waits(until: "the help is closed") { !$0.shows("帮助 · 方向键") }
        ann.types("/quit\r")
        #expect(try ann.exitStatus() == .exited(0))
        let after = try String(contentsOfFile: file, encoding: .utf8)
        #expect(after == text.replacingOccurrences(of: "=en", with: "=zh"))
        _ = host
    }

    @Test("a key that is none is told before anything begins, with its line")
    func wrongKey() throws {
        let stage = try Stage()
        let file = stage.folder.path(of: "my.ini")
        try "[keys]\nhelp = Hyper-X\n".write(toFile: file, atomically: true, encoding: .utf8)
        let ann = try stage.shell("\"$CHAT\" --connect \(stage.address) --config \(file)")
        try ann.waits(for: "my.ini:2: help: \"Hyper-X\" is no key that can be bound")
        #expect(try ann.exitStatus() == .exited(1))
    }
}
