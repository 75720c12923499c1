import ChatProtocol
import Testing

@Suite("Asking for history")
struct HistoryRequestTests {
    private static let early = HistoryRequest.Anchor.time(Timestamp(milliseconds: 0))
    private static let late = HistoryRequest.Anchor.time(Timestamp(milliseconds: 1_500))
    private static let post = HistoryRequest.Anchor.id("z-1-2")

    struct Row: Sendable {
        let line: String
        let request: HistoryRequest

        init(_ line: String, _ target: String, _ part: HistoryRequest.Part, _ limit: Int) {
            self.line = line
            request = HistoryRequest(target: target, part, limit: limit)
        }
    }

    static let rows = [
        Row("LATEST #tea * 50", "#tea", .latest(after: nil), 50),
        Row("LATEST ann msgid=z-1-2 1", "ann", .latest(after: post), 1),
        Row("BEFORE #tea timestamp=1970-01-01T00:00:01.500Z 10", "#tea", .before(late), 10),
        Row("AFTER #tea msgid=z-1-2 10", "#tea", .after(post), 10),
        Row("AROUND #tea msgid=z-1-2 10", "#tea", .around(post), 10),
        Row("BETWEEN #tea timestamp=1970-01-01T00:00:00.000Z msgid=z-1-2 10", "#tea", .between(early, post), 10),
        Row(
            "TARGETS timestamp=1970-01-01T00:00:00.000Z timestamp=1970-01-01T00:00:01.500Z 10", "",
            .targets(early, late), 10),
    ]

    @Test("a request is understood and written as it came", arguments: rows)
    func bothWays(_ row: Row) throws {
        let message = try Message(line: "CHATHISTORY " + row.line, from: .client)
        #expect(try Command(message) == .history(row.request))
        #expect(Command.history(row.request).message == message)
    }

    @Test("a subcommand's case does not matter")
    func lowercase() throws {
        #expect(
            try Command(Message("chathistory", ["latest", "#tea", "*", "5"]))
                == .history(HistoryRequest(target: "#tea", .latest(after: nil), limit: 5)))
    }

    @Test(
        "what is no request is refused with its subcommand",
        arguments: [
            "LATEST", "LATEST #tea", "LATEST #tea *", "LATEST #tea * x", "LATEST #tea * 0", "LATEST #tea * -5",
            "LATEST #tea * 99999999999999999999", "LATEST #tea z-1-2 5", "LATEST #tea msgid= 5",
            "LATEST #tea timestamp=now 5", "BEFORE #tea * 5", "BETWEEN #tea msgid=a 5", "BETWEEN #tea msgid=a * 5",
            "TARGETS", "TARGETS timestamp=1970-01-01T00:00:00.000Z 5", "TARGETS msgid=a msgid=b 5", "TARGETS * * 5",
            "SOMETIMES #tea * 5", "LATEST #tea * 5 6", "BETWEEN #tea msgid=a msgid=b 5 6",
            "TARGETS timestamp=1970-01-01T00:00:00.000Z timestamp=1970-01-01T00:00:01.500Z 5 6",
        ])
    func refused(_ line: String) throws {
        let message = try Message(line: "CHATHISTORY " + line, from: .client)
        do {
            let command = try Command(message)
            Issue.record("understood as \(command)")
        } catch .standard(let command, let code, let context, let text) {
            #expect(command == "CHATHISTORY")
            #expect(code == "INVALID_PARAMS")
            #expect(context == [line.split(separator: " ").first.map { String($0) } ?? ""])
            #expect(!text.isEmpty)
        }
    }

    @Test("a request without a subcommand needs more")
    func empty() {
        #expect(throws: CommandError.needMoreParameters(verb: "CHATHISTORY")) { try Command(Message("CHATHISTORY")) }
    }
}
