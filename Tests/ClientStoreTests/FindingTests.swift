import ChatProtocol
import ClientCore
import ClientStore
import Testing

@Suite("Finding in the log")
struct FindingTests {
    @Test(
        "words, parts of Chinese sentences and phrases are found",
        arguments: [
            ("你好", ["昨天你好的代码"]), ("代码", ["昨天你好的代码"]), ("的", ["昨天你好的代码"]), ("好你", []),
            ("HELLO", ["Hello, old world"]), ("\"old world\"", ["Hello, old world"]), ("\"world old\"", []),
            ("hello world", ["Hello, old world"]), ("", []), ("\"", []), ("* OR NEAR(", []), ("hello AND", []),
        ] as [(String, [String])])
    func words(wanted: String, found: [String]) throws {
        let log = try Drawer().open()
        try log.keep([.lines([said(1, "昨天你好的代码"), said(2, "Hello, old world"), said(3, "else")], of: .lobby)])
        #expect(try log.find(wanted, limit: 9).map(\.line.line.text.plain) == found)
    }

    @Test("in all buffers of all networks, closed ones too, the newest first and no more than asked for")
    func everywhere() throws {
        let log = try Drawer().open()
        try log.keep([
            .buffer(LoggedBuffer(.lobby, kind: .room, target: "#Lobby", position: 1)),
            .lines([said(1, "tea one", at: 3_000), said(2, "tea two", at: 1_000)], of: .lobby),
            .lines([said(3, "tea three", at: 4_000)], of: .bob), .closed(.bob),
            .lines([said(4, "tea four", at: 2_000)], of: .elsewhere),
        ])
        let all = try log.find("tea", limit: 9)
        #expect(all.map(\.line.line.text.plain) == ["tea three", "tea one", "tea four", "tea two"])
        #expect(all.map(\.name) == [.bob, .lobby, .elsewhere, .lobby])
        #expect(all[1].target == "#Lobby")
        #expect(all[1].kind == .room)
        #expect(try log.find("tea", limit: 2) == Array(all.prefix(2)))
        #expect(try log.find("tea", limit: 0) == [])
    }

    @Test("what nobody said is not found")
    func notes() throws {
        let log = try Drawer().open()
        let note = Line(number: 0, time: Timestamp(milliseconds: 1), .note, StyledText("topic: tea"))
        try log.keep([.lines([LoggedLine(note, at: LogPlace(number: 1, order: 1))], of: .lobby)])
        #expect(try log.find("tea", limit: 9) == [])
    }
}
