import TerminalEmulator
import Testing

@Suite("The terminal around the screen", .serialized)
struct TerminalTests {
    @Test("it is asked behind the first picture, nothing of question and answers is seen, and all is put back")
    func asking() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        let written = String(decoding: ann.transcript, as: UTF8.self)
        let picture = try #require(written.firstRange(of: "›"))
        let question = try #require(written.firstRange(of: "\u{1B}[?2027$p"))
        #expect(picture.lowerBound < question.lowerBound)
        try ann.waits(until: "the answers have been heard") { $0.isOn(.colourSchemeReports) }
        // Answers that come late, or that nobody asked for.
        ann.types("\u{1B}[10;8R\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?2027;2$y\u{1B}[?62;22cx")
        try ann.waits(until: "only the key is typed") {
            $0.row(containing: "#lobby ›")?.hasSuffix("#lobby › x") == true
        }
        ann.types("\u{7F}/quit\r")
        #expect(try ann.exitStatus() == .exited(0))
        #expect(ann.emulator.violations == [] && ann.emulator.leftovers == [])
        _ = host
    }

    @Test("one that answers nothing does as well")
    func silence() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.chat(["--connect", stage.address, "--nick", "ann"], answers: false)
        try ann.waits(for: "#lobby ›")
        ann.types("“你好”\r")
        try ann.waits(for: "ann       “你好”")
        ann.types("/quit\r")
        #expect(try ann.exitStatus() == .exited(0))
        #expect(ann.emulator.violations == [] && ann.emulator.leftovers == [])
        _ = host
    }

    @Test("paper that turns light has the inks for it")
    func scheme() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        try ann.waits(until: "the answers have been heard") { $0.isOn(.colourSchemeReports) }
        #expect(ann.emulator.style(of: "#lobby ›")?.foreground == .indexed(81))
        ann.types("\u{1B}[?997;2n")
        try ann.waits(until: "the inks are darker") { $0.style(of: "#lobby ›")?.foreground == .indexed(25) }
        _ = host
    }

    @Test("an address can be clicked, and a mention is told of while the person looks elsewhere")
    func telling() throws {
        let stage = try Stage()
        let host = try stage.host()
        let ann = try stage.screen(of: "ann")
        let eve = try stage.ircMember("eve")
        eve.sends("PRIVMSG #lobby :看https://example.org/路径，好\r\n")
        try ann.waits(for: "路径")
        #expect(ann.emulator.link(of: "https") == "https://example.org/%E8%B7%AF%E5%BE%84")
        #expect(ann.emulator.link(of: "，") == nil)
        ann.losesFocus()
        eve.sends("PRIVMSG #lobby :ann; look\r\n")
        try ann.waits(until: "there is a notice") { $0.notifications == ["eve · #lobby: ann; look"] }
        try ann.waits(until: "it rings") { $0.bells == 1 }
        #expect(ann.emulator.violations == [])
        _ = host
    }
}
