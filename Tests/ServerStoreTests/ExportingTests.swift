import ChatProtocol
import ServerCore
import ServerStore
import Testing

@Suite("Exporting")
struct ExportingTests {
    static func filled(_ cellar: Cellar) throws -> Store {
        let store = try cellar.open()
        try store.make(room(.tea, "#Tea"))
        try store.commit(posts(.tea, 1...2, "of old") + [.roomEnded(.tea)])
        try store.make(room(.garden, "#garden"), room(RoomNumber(4), "#tea"))
        try store.commit(posts(.garden, 1...5) + posts(RoomNumber(4), 1...2_100, "anew"))
        let privately: [(String, String)] = [("ann", "bob"), ("BOB", "ann"), ("ann", "cleo"), ("cleo", "dora")]
        try store.commit(
            privately.enumerated().map { index, names in
                var post = post(.privately, Int64(index + 1), "secret \(index + 1)")
                post.author = Source(nick: names.0, user: "u", host: "h")
                post.target = names.1
                return .post(post)
            })
        return store
    }

    static func export(_ name: String, _ cellar: Cellar) throws -> [Post]? {
        var posts: [Post] = []
        let isFound = try Store.export(name, at: cellar.path, fold: Casemapping.unicode.fold) { posts.append($0) }
        return isFound ? posts : nil
    }

    @Test("a room is exported whole, its earlier ones of that name first, while the server runs")
    func wholeRoom() throws {
        let cellar = Cellar()
        let store = try Self.filled(cellar)
        let posts = try #require(try Self.export("#TEA", cellar))
        #expect(posts.map(\.text) == ["of old", "of old"] + Array(repeating: "anew", count: 2_100))
        #expect(posts.map(\.sequence) == [1, 2] + Array(1...2_100))
        #expect(try Self.export("#nowhere", cellar) == nil)
        withExtendedLifetime(store) {}
    }

    @Test(
        "a nick is exported with what it said privately and what was said to it",
        arguments: [("@bob", [1, 2]), ("@Ann", [1, 2, 3]), ("@dora", [4])])
    func nick(_ name: String, _ expected: [Int64]) throws {
        let cellar = Cellar()
        try Self.filled(cellar).close()
        #expect(try Self.export(name, cellar)?.map(\.sequence) == expected)
        #expect(try Self.export("@nobody", cellar) == nil)
    }

    @Test("nothing can be exported where no database is")
    func missing() {
        let cellar = Cellar()
        #expect(throws: StoreError.self) { try Self.export("#tea", cellar) }
    }

    static let time = Timestamp("2026-11-23T09:02:00.000Z") ?? Timestamp(milliseconds: 0)

    static func said(_ text: String, _ kind: SpeechKind = .message, to target: String = "#tea") -> Post {
        Post(
            room: target.hasPrefix("#") ? .tea : .privately, sequence: 3, time: time,
            author: Source(nick: "aaa", user: "~a", host: "h"), kind: kind, target: target, text: text)
    }

    @Test(
        "a line shows when, who and what, and nothing that a terminal would obey",
        arguments: [
            (said("hello"), "<aaa> hello"),
            (said("你好 👩‍👧"), "<aaa> 你好 👩‍👧"),
            (said("look", .notice), "-aaa- look"),
            (said("\u{1}ACTION waves\u{1}"), "* aaa waves"),
            (said("\u{1}VERSION\u{1}"), "<aaa> ‹01›VERSION‹01›"),
            (said("hello", to: "bbb"), "<aaa -> bbb> hello"),
            (said("\u{1B}[2J\u{7F}\u{9B}\u{202E}x\u{E0041}"), "<aaa> ‹1B›[2J‹7F›‹9B›‹202E›x‹E0041›"),
        ])
    func line(_ post: Post, _ expected: String) {
        #expect(post.line == "2026-11-23T09:02:00.000Z " + expected)
    }

    @Test(
        "a JSON line holds all of it",
        arguments: [
            ("hello", #""hello""#), (#"say "ja\nein""#, #""say \"ja\\nein\"""#),
            ("\u{1B}\u{1}\u{202E}\u{E0041}你", #""\u001B\u0001\u202E\uDB40\uDC41你""#),
        ])
    func json(_ text: String, _ quoted: String) {
        let expected = """
            {"author":"aaa!~a@h","kind":"PRIVMSG","room":2,"sequence":3,"target":"#tea",\
            "text":\(quoted),"time":"2026-11-23T09:02:00.000Z"}
            """
        #expect(Self.said(text).json == expected)
    }
}
