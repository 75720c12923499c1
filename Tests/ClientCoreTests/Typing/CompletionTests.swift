import ClientCore
import Testing

@Suite("Completing a word")
struct CompletionTests {
    private static let tea = CompletionCandidates(
        nicks: ["Nina", "nick", "小明", "Ольга", "bob"], rooms: ["#room", "#robots", "&local", "#茶"])

    /// The lines that Tab gives one after the other; `|` is the cursor.
    private func tabs(_ line: String, _ count: Int = 1, _ direction: Completion.Direction = .next) -> [String] {
        var completion = Completion()
        var (text, cursor) = Self.parsed(line)
        return (0..<count).compactMap { _ in
            guard
                let step = completion.step(direction, text: text, cursor: cursor, candidates: Self.tea)
            else { return nil }
            (text, cursor) = (step.text, step.cursor)
            return Self.picture(step)
        }
    }

    private static func parsed(_ line: String) -> (String, Int) {
        let cursor = Array(line).firstIndex(of: "|") ?? line.count
        return (String(line.filter { $0 != "|" }), cursor)
    }

    private static func picture(_ line: Completion.Line) -> String {
        var clusters = Array(line.text)
        clusters.insert("|", at: line.cursor)
        return String(clusters)
    }

    @Test(
        "Tab completes the word before the cursor",
        arguments: [
            ("bo|", "bob: |"), ("BO|", "bob: |"), ("hi bo|", "hi bob |"), ("你好\u{3000}bo|", "你好\u{3000}bob |"),
            ("小|", "小明: |"), ("hi 小|", "hi 小明 |"), ("оль|", "Ольга: |"), ("ОЛ|", "Ольга: |"),
            ("@bo|", "@bob |"), ("＠小|", "＠小明 |"), ("hi @bo|", "hi @bob |"), ("hi@bo|", "hi@bob|"),
            ("在吗＠小|", "在吗＠小明|"),
            ("/jo|", "/join |"), ("／jo|", "/join |"), ("/NI|", "/nick |"), ("/msg ni|", "/msg Nina |"),
            ("#roo|", "#room |"), ("＃ROO|", "#room |"), ("/join #ro|", "/join #room |"), ("＆lo|", "&local |"),
            ("#茶|", "#茶 |"),
            ("bo| there", "bob:| there"), ("hi bo|there", "hi bob |there"), ("hi bo| there", "hi bob| there"),
            ("|", "Nina: |"), ("/msg |", "/msg Nina |"),
        ])
    func completes(before: String, after: String) {
        #expect(tabs(before) == [after])
    }

    @Test("what nothing matches stays", arguments: ["zz|", "/zz|", "#zz|", "@zz|", "hi /jo|", "a@@bo|", "@@bo|"])
    func nothing(line: String) {
        #expect(tabs(line) == [])
    }

    @Test("Tab again goes on to the next candidate and around")
    func cycles() {
        #expect(tabs("ni|", 4) == ["Nina: |", "nick: |", "Nina: |", "nick: |"])
        #expect(tabs("hi ni| !", 3) == ["hi Nina| !", "hi nick| !", "hi Nina| !"])
        #expect(tabs("#ro|", 2) == ["#room |", "#robots |"])
    }

    @Test("Shift-Tab goes the other way, from the last")
    func backwards() {
        #expect(tabs("ni|", 3, .previous) == ["nick: |", "Nina: |", "nick: |"])
    }

    @Test("any other key ends the cycle")
    func ends() {
        var completion = Completion()
        let first = completion.step(.next, text: "ni", cursor: 2, candidates: Self.tea)
        #expect(first?.text == "Nina: ")
        #expect(completion.matches == ["Nina", "nick"])
        #expect(completion.chosen == 0)
        let typed = completion.step(.next, text: "Nina: bo", cursor: 8, candidates: Self.tea)
        #expect(typed?.text == "Nina: bob ")
        completion.end()
        #expect(completion.matches == [])
        #expect(completion.chosen == nil)
    }

    @Test("a cycle keeps its candidates while others come to speak")
    func steady() {
        var completion = Completion()
        let first = completion.step(.next, text: "ni", cursor: 2, candidates: Self.tea)
        let later = CompletionCandidates(nicks: ["nigel", "nick", "Nina"])
        #expect(completion.step(.next, text: first?.text ?? "", cursor: 6, candidates: later)?.text == "nick: ")
    }

    @Test("a cursor outside the line is taken as its nearest end")
    func outside() {
        var completion = Completion()
        #expect(completion.step(.next, text: "bo", cursor: 99, candidates: Self.tea)?.text == "bob: ")
        #expect(completion.step(.next, text: "bo", cursor: -9, candidates: Self.tea)?.text == "Nina: bo")
    }
}
