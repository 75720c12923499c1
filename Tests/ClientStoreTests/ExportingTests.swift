import ChatProtocol
import ClientCore
import ClientStore
import Testing

@Suite("Exporting the log")
struct ExportingTests {
    private static func exported(
        _ name: String, network: String? = nil, _ drawer: Drawer, as form: (Line) -> String = { $0.exportedText }
    ) throws -> (lines: [String], networks: [String]) {
        var lines: [String] = []
        let networks = try Log.export(name, network: network, at: drawer.path) { lines.append(form($0.line)) }
        return (lines, networks)
    }

    @Test("every line in its order, as text, while a screen has the log open")
    func text() throws {
        let drawer = Drawer()
        let log = try drawer.open()
        var action = said(2, "waves", by: "小明")
        action.line.kind = .action
        var lost = said(3, "on its way", by: "me")
        lost.line.delivery = .failed("not sent")
        let note = Line(number: 0, time: Timestamp(milliseconds: 1_795_424_520_004), .note, StyledText("topic: tea"))
        try log.keep([
            .lines([said(1, "hello"), action, lost, LoggedLine(note, at: LogPlace(number: 4, order: 4))], of: .lobby)
        ])
        try log.keep([.buffer(LoggedBuffer(.lobby, kind: .room, target: "#Lobby", position: 1))])
        let (lines, networks) = try Self.exported("#LOBBY", drawer)
        #expect(
            lines == [
                "2026-11-23T09:02:00.001Z <bob> hello", "2026-11-23T09:02:00.002Z * 小明 waves",
                "2026-11-23T09:02:00.003Z <me> on its way !! not sent", "2026-11-23T09:02:00.004Z -- topic: tea",
            ])
        #expect(networks == ["chat.example:6667"])
        try log.close()
    }

    @Test("one JSON object a line")
    func json() throws {
        let drawer = Drawer()
        let log = try drawer.open()
        var own = said(1, "say \"hi\" \\ 你好", by: "me", id: "abc")
        own.line.isOwn = true
        try log.keep([.lines([own], of: .bob)])
        try log.close()
        #expect(
            try Self.exported("@BOB", drawer) { $0.exportedJSON }.lines == [
                #"{"author":"me","id":"abc","kind":"message","own":true,"text":"say \"hi\" \\ 你好","time":"2026-11-23T09:02:00.001Z"}"#
            ])
    }

    @Test("what a line answers, and who felt what about it")
    func answersAndReactions() throws {
        let drawer = Drawer()
        let log = try drawer.open()
        var answer = said(1, "at six", id: "b")
        answer.line.quote = Quote(id: "a", author: "小明", text: "when?")
        answer.line.reactions.give("👍", by: "ann")
        answer.line.reactions.give("👍", by: "bo\u{1B}b")
        answer.line.reactions.give("ok", by: "eve")
        var removed = said(2, "removed")
        removed.line.isRedacted = true
        var edited = said(3, "yes")
        edited.line.isEdited = true
        edited.line.quote = Quote(id: "z", author: "", text: "")
        try log.keep([
            .buffer(LoggedBuffer(.bob, kind: .person, target: "bob", position: 1)),
            .lines([answer, removed, edited], of: .bob),
        ])
        try log.close()
        #expect(
            try Self.exported("@bob", drawer).lines == [
                "2026-11-23T09:02:00.001Z <bob> at six (answers 小明: when?) (👍 ann, bo‹1B›b) (ok eve)",
                "2026-11-23T09:02:00.002Z <bob> removed",
                "2026-11-23T09:02:00.003Z <bob> yes (answers an earlier line)",
            ])
        #expect(
            try Self.exported("@bob", drawer) { $0.exportedJSON }.lines == [
                #"{"answers":{"author":"小明","id":"a","text":"when?"},"author":"bob","id":"b","kind":"message","#
                    + #""reactions":[{"nicks":["ann","bo\u001Bb"],"text":"👍"},{"nicks":["eve"],"text":"ok"}],"#
                    + #""text":"at six","time":"2026-11-23T09:02:00.001Z"}"#,
                #"{"author":"bob","kind":"message","removed":true,"text":"removed","time":"2026-11-23T09:02:00.002Z"}"#,
                #"{"answers":{"id":"z"},"author":"bob","edited":true,"kind":"message","text":"yes","#
                    + #""time":"2026-11-23T09:02:00.003Z"}"#,
            ])
    }

    @Test("more lines than a page")
    func long() throws {
        let drawer = Drawer()
        let log = try drawer.open()
        try log.keep([.lines((1...2_500).map { said($0, "\($0)") }, of: .bob)])
        try log.close()
        let lines = try Self.exported("@bob", drawer) { $0.text.plain }.lines
        #expect(lines == (1...2_500).map { "\($0)" })
    }

    @Test("of several networks that have the name, the person says which; a name that nobody has gives nothing")
    func networks() throws {
        let drawer = Drawer()
        let log = try drawer.open()
        for name in [LogName.lobby, .elsewhere] {
            try log.keep([
                .buffer(LoggedBuffer(name, kind: .room, target: "#lobby", position: 1)),
                .lines([said(name == .lobby ? 1 : 2, name.network)], of: name),
            ])
        }
        try log.close()
        #expect(try Self.exported("#lobby", drawer) == ([], ["chat.example:6667", "other.example:6697"]))
        let (lines, _) = try Self.exported("#lobby", network: "other.example:6697", drawer) { $0.text.plain }
        #expect(lines == ["other.example:6697"])
        #expect(try Self.exported("#nobody", drawer) == ([], []))
        #expect(try Self.exported("@lobby", drawer) == ([], []))
    }
}
