import Glibc
import TerminalEmulator
import Testing

@Suite("A host that is killed", .serialized)
struct CrashTests {
    @Test("after a restart every line that anybody saw is in the room's history, once", arguments: 0..<3)
    func killed(round: Int) throws {
        let stage = try Stage()
        let config = try stage.folder.writes("[limits]\nflood = no\n", to: "c.ini")
        let host = try stage.host("--config", config)
        let ann = try stage.ircMember("ann", capabilities: "echo-message")
        let bob = try stage.ircMember("bob")
        for line in 0..<60 { ann.sends("PRIVMSG #lobby :line \(line) of \(round);\r\n") }
        try bob.waits(for: "line \(10 + round * 15) of")
        host.kills(with: SIGKILL)
        _ = try host.exitStatus()
        try bob.waitsForEnd()
        try ann.waitsForEnd()
        let seen = Set((bob.lines + ann.lines).compactMap(Self.said))
        #expect(seen.count >= 10)

        let again = try stage.host()
        let eve = try stage.ircMember("eve", capabilities: "batch draft/chathistory server-time message-tags")
        eve.sends("CHATHISTORY LATEST #lobby * 1000\r\n")
        try eve.waits(for: "BATCH -")
        let kept = eve.lines.compactMap(Self.said)
        #expect(Set(kept).isSuperset(of: seen))
        #expect(Set(kept).count == kept.count)
        #expect(kept == kept.sorted { Self.number($0) < Self.number($1) })
        _ = again
    }

    private static func said(_ line: String) -> String? {
        line.contains(" PRIVMSG #lobby :line ") ? line.split(separator: ":").last.map { String($0) } : nil
    }

    private static func number(_ text: String) -> Int {
        Int(text.split(separator: " ").dropFirst().first ?? "") ?? -1
    }

    @Test("the screens come back by themselves, with what they had and nothing twice")
    func screensComeBack() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        let bob = try stage.screen(of: "bob")
        try ann.waits(for: "bob joined")
        ann.types("before the fall\r")
        try bob.waits(for: "before the fall")
        host.kills(with: SIGKILL)
        _ = try host.exitStatus()
        try bob.waits(for: "connection lost")
        try ann.waits(for: "connection lost")
        let again = try stage.host()
        try again.waits(for: "bob ('127.0.0.1'", within: 30)
        try again.waits(for: "ann ('127.0.0.1'", within: 30)
        // Who types before the room is joined again keeps the line, and Enter says it then.
        bob.types("after it")
        try bob.waits(for: "#lobby › after it")
        try bob.waits(until: "the line is said") { screen in
            if screen.row(containing: "#lobby ›")?.contains("after it") != true { return true }
            bob.presses(.enter)
            return false
        }
        try ann.waits(for: "after it")
        #expect(ann.picture.components("before the fall") == 1)
        #expect(bob.picture.components("before the fall") == 1)
        _ = again
    }
}

extension String {
    /// How often this is in it.
    fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
