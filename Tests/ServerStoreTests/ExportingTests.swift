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
                post.author = Author(Source(nick: names.0, user: "u", host: "h"))
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

    /// A conversation of two accounts, one with somebody without an account, and what is in rooms.
    static func conversing(_ cellar: Cellar) throws -> Store {
        let store = try cellar.open()
        try store.make(room(.tea, "#tea"))
        func said(_ room: RoomNumber, _ sequence: Int64, _ nick: String, _ account: String?, _ target: String) -> Record
        {
            var said = post(room, sequence, "\(room.value).\(sequence)")
            said.author = Author(Source(nick: nick), account: account)
            said.target = target
            return .post(said)
        }
        try store.commit(
            Everything.records.filter {
                if case .post = $0 { false } else if case .event = $0 { false } else { true }
            } + [
                said(Everything.talk, 1, "a_nn", "Ann", "yesterday"),
                said(Everything.talk, 2, "yesterday", "昨天", "a_nn"),
                said(Everything.whisper, 1, "yesterday", "昨天", "bob"), said(Everything.whisper, 2, "BOB", nil, "昨天"),
                said(.tea, 1, "a_nn", "Ann", "#tea"), said(.tea, 2, "bob", nil, "#tea"),
                said(.tea, 3, "x", "ANN", "#tea"),
            ])
        return store
    }

    @Test(
        "a conversation is exported to both who had it, by nick and by the name of the account",
        arguments: [
            ("@ann", ["20.1", "20.2"]), ("@昨天", ["20.1", "20.2", "21.1", "21.2"]), ("@Bob", ["21.1", "21.2"]),
            ("@a_nn", ["20.1", "20.2"]), ("@yesterday", ["20.1", "20.2", "21.1"]),
        ])
    func conversations(_ name: String, _ expected: [String]) throws {
        let cellar = Cellar()
        try Self.conversing(cellar).close()
        #expect(try Self.export(name, cellar)?.map(\.text) == expected)
    }

    @Test("an account is exported with all that it wrote, and none of what was taken back", arguments: [false, true])
    func account(_ isOpen: Bool) throws {
        let cellar = Cellar()
        let store = try Self.conversing(cellar)
        try store.commit([.post(post(.tea, 4, "why", by: "Ann", .redaction(of: 1)))])
        var posts: [Post] = []
        if isOpen {
            posts = try store.exportAccount("ann", fold: Casemapping.unicode.fold)
        } else {
            try Store.exportAccount("ann", at: cellar.path, fold: Casemapping.unicode.fold) { posts.append($0) }
        }
        #expect(posts.map(\.text) == ["2.3", "why", "20.1"])
        #expect(try !Store.exportAccount("bob", at: cellar.path, fold: { $0 }, each: { _ in }))
        withExtendedLifetime(store) {}
    }

    @Test("nothing can be exported where no database is")
    func missing() {
        let cellar = Cellar()
        #expect(throws: StoreError.self) { try Self.export("#tea", cellar) }
    }

    static let time = Timestamp("2026-11-23T09:02:00.000Z") ?? Timestamp(milliseconds: 0)

    static func said(_ text: String, _ kind: Post.Kind = .message, to target: String = "#tea") -> Post {
        Post(
            room: target.hasPrefix("#") ? .tea : .privately, sequence: 3, time: time,
            author: Author(Source(nick: "aaa", user: "~a", host: "h")), kind: kind, target: target, text: text)
    }

    @Test(
        "a line shows when, who and what, and nothing that a terminal would obey",
        arguments: [
            (said("hello"), "<aaa> hello"),
            (said("你好 👩‍👧"), "<aaa> 你好 👩‍👧"),
            (said("look", .notice), "-aaa- look"),
            (said("\u{1}ACTION waves\u{1}"), "* aaa waves"),
            (said("\u{1}VERSION\u{1}"), "<aaa> ‹01›VERSION‹01›"),
            (said("one\ntwo\rthree"), "<aaa> one‹0A›twothree"),
            (said("why", .redaction(of: 2)), "(aaa took back 2) why"), (said("x", .edit(of: 2)), "(aaa edited 2) x"),
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

    @Test("a JSON line tells who it was, what it is about and its tags where there are any")
    func allOfJSON() {
        var post = Self.said("x", .edit(of: 2))
        post.author = Author(post.author.source, account: "A\"a", isBot: true, isOperator: true)
        post.tags = [Tag("+b", "1"), Tag("+a")]
        let expected = #"""
            {"about":2,"account":"A\"a","author":"aaa!~a@h","bot":true,"kind":"EDIT","operator":true,"room":2,\#
            "sequence":3,"tags":{"+b":"1","+a":""},"target":"#tea","text":"x","time":"2026-11-23T09:02:00.000Z"}
            """#
        #expect(post.json == expected)
    }
}
