import Glibc
import TerminalEmulator
import Testing

@Suite("A whole story", .serialized)
struct StoryTests {
    /// What was said in the lobby in the end.
    private static let lobby = [
        "ann: hello everybody", "小明: 大家好，今天开会吗？", "ben: 好的，下午三点",
        "ann: > ben: 好的，下午三点 / I shall be there  👍", "ben: see you at three (edited)", "ben: removed",
    ]

    /// Those that stand as they were said.
    private static func plain(_ lines: [String]) -> [String] {
        lines.filter { !$0.contains(">") && !$0.hasSuffix("(edited)") && !$0.hasSuffix(": removed") }
    }

    /// Which of the lines are in an export, as often as they are, in its order.
    private static func said(in export: TerminalWindow, among lines: [String]) -> [String] {
        export.picture.split(separator: "\n").compactMap { row in
            let parts = row.drop { $0 != "<" }.dropFirst().split(separator: "> ", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            let line = "\(parts[0]): \(parts[1])"
            return plain(lines).contains(line) ? line : nil
        }
    }

    @Test("three people meet, talk, lose their host in the middle of a word, and come back to all of it")
    func evening() throws {
        let stage = try Stage()
        let settings = try stage.folder.writes("[limits]\nflood = no\n", to: "host.ini")
        let host = try stage.host("--config", settings)

        // They come in.
        let ann = try stage.person("ann")
        let ben = try stage.person("ben")
        let ming = try stage.rawPerson("小明", at: host)
        try ann.sees("members 3")
        try ben.sees("members 3")

        // They talk.
        ann.says("hello everybody")
        try ben.sees("hello everybody", of: "ann")
        try ming.hears("ann say: hello everybody")
        ming.says("大家好，今天开会吗？")
        try ann.sees("大家好，今天开会吗？", of: "小明")
        try ben.sees("大家好，今天开会吗？", of: "小明")
        ben.says("好的，下午三点")
        try ann.sees("好的，下午三点", of: "ben")
        try ming.hears("ben say: 好的，下午三点")

        // Two of them alone, and back.
        ann.says("@ben shall we tell them?")
        try ben.sees("@ann")
        ben.presses(.alt("a"))
        try ben.sees("shall we tell them?", of: "ann")
        ben.says("还不行")
        try ann.sees("!1")
        ann.presses(.alt("a"))
        try ann.sees("还不行", of: "ben")
        ming.says("你在吗@ann")
        try ann.sees("!1")
        ann.presses(.alt("a"))
        try ann.sees("你在吗", of: "小明")
        ann.says("在")
        try ming.hears("在\n")
        ann.presses(.alt("2"))
        ben.presses(.alt("2"))
        try ann.hasWritten("", in: "#lobby")
        try ben.hasWritten("", in: "#lobby")

        // An answer and a reaction.
        ann.presses(.alt("s"))
        try ann.sees("answer")
        ann.types("r")
        try ann.sees("answering ben")
        ann.says("I shall be there")
        try ben.sees("> ben: 好的，下午三点 / I shall be there", of: "ann")
        ben.presses(.alt("s"))
        try ben.sees("answer")
        ben.types("=")
        try ben.sees("react ›")
        ben.says("👍")
        try ann.sees("> ben: 好的，下午三点 / I shall be there  👍", of: "ann")

        // A word that was wrong is changed, one that should not be there is taken back.
        ben.says("see you at tree")
        try ann.sees("see you at tree", of: "ben")
        try ben.sees("see you at tree", of: "ben")
        ben.presses(.alt("s"))
        try ben.sees("answer")
        ben.types("e")
        try ben.hasWritten("see you at tree", in: "#lobby")
        ben.presses(.control("w"))
        ben.says("three")
        try ann.sees("see you at three (edited)", of: "ben")
        ben.says("wrong window")
        try ann.sees("wrong window", of: "ben")
        try ben.sees("wrong window", of: "ben")
        ben.presses(.alt("s"))
        try ben.sees("answer")
        ben.presses(.delete)
        try ben.sees("Delete again")
        ben.presses(.delete)
        try ann.sees("removed", of: "ben")
        try ann.sees(no: "wrong window")

        // The beginning has long left the window; searching finds it, and goes there.
        for number in 1...30 { ming.says("第\(number)条\n") }
        try ann.sees("第30条", of: "小明")
        try ben.sees("第30条", of: "小明")
        try ann.sees(no: "今天开会吗")
        ann.says("/search 今天开会")
        try ann.sees("1 found")
        ann.presses(.enter)
        try ann.sees("大家好，今天开会吗？", of: "小明")
        ann.presses(.escape)
        try ann.sees(no: "let go")
        ann.presses(.escape)
        try ann.sees(no: "今天开会吗")

        // One goes out for a moment.
        ben.says("/away lunch")
        try ben.sees("you are away")
        ann.presses(.alt("3"))
        try ann.hasWritten("", in: "@ben")
        ann.says("are you there?")
        try ann.sees("ben is away: lunch")
        ann.presses(.alt("2"))
        try ann.hasWritten("", in: "#lobby")
        ben.says("/away")
        try ben.sees("you are back")

        // Who writes is seen to, until the line is said.
        ben.types("wait")
        try ann.sees("ben is writing")
        ben.presses(.control("u"))
        try ann.sees(no: "ben is writing")

        // The host falls while ben has lines under way, ann half a line in the room, and ben one begun with ann alone.
        ben.presses(.control("n"))
        try ben.hasWritten("", in: "@ann")
        ben.types("for you alone")
        try ben.hasWritten("for you alone", in: "@ann")
        ben.presses(.control("p"))
        try ben.hasWritten("", in: "#lobby")
        ann.types("half a th")
        try ann.hasWritten("half a th", in: "#lobby")
        host.stops()
        for line in ["was this heard", "或者这个", "or this"] { ben.says(line) }
        try ben.window.waits(until: "three lines are under way") { $0.messages.suffix(3).allSatisfy { !$0.isSaid } }
        host.kills(with: SIGKILL)
        _ = try host.exitStatus()
        try ann.sees("connection lost")
        try ben.sees("connection lost")

        // It stands again, and they come back by themselves.
        let again = try stage.host("--config", settings)
        let back = try stage.rawPerson("小明", at: again)
        try ann.isBack(members: 3)
        try ben.isBack(members: 3)
        try ann.sees("or this", of: "ben")
        try ann.hasWritten("half a th", in: "#lobby")
        ann.says("ought")
        try ben.sees("half a thought", of: "ann")
        back.says("我回来了")
        try ann.sees("我回来了", of: "小明")
        try ben.sees("我回来了", of: "小明")
        ben.presses(.control("n"))
        try ben.hasWritten("for you alone", in: "@ann")
        ben.presses(.enter)
        try ben.sees("for you alone", of: "ben")
        ben.presses(.control("p"))
        try ben.hasWritten("", in: "#lobby")

        // Nothing is lost and nothing is there twice: on both screens, in their logs, and where the host keeps it.
        let all =
            Self.lobby + (1...30).map { "小明: 第\($0)条" } + [
                "ben: was this heard", "ben: 或者这个", "ben: or this", "ann: half a thought", "小明: 我回来了",
            ]
        for person in [ann, ben] {
            person.window.resizes(columns: 100, rows: 80)
            try person.sees("hello everybody", of: "ann")
            // Whose own a reaction is has it in brackets.
            #expect(person.reading.map { $0.replacing("[👍]", with: "👍") } == all, "\(person.nick)")
            #expect(person.window.emulator.violations == [])
            person.says("/quit")
            #expect(try person.window.exitStatus() == .exited(0))
            #expect(person.window.emulator.leftovers == [])
        }
        #expect(!ming.line.hasHeard("shall we tell them"))
        #expect(!ming.line.hasHeard("还不行"))
        #expect(!back.line.hasHeard("for you alone"))
        let export = try stage.chat(["--export", "#lobby", "--data", stage.data], columns: 200, rows: 80)
        #expect(try export.exitStatus() == .exited(0))
        #expect(Self.said(in: export, among: all) == Self.plain(all))
        let log = try stage.chat(
            ["--export-log", "#lobby", "--data", stage.logFolder(of: "ann")], columns: 200, rows: 80)
        #expect(try log.exitStatus() == .exited(0))
        #expect(Self.said(in: log, among: all) == Self.plain(all))
    }
}
