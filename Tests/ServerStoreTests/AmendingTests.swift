import ChatProtocol
import GRDB
import ServerCore
import ServerStore
import Testing

@Suite("What was taken back, edited and blanked")
struct AmendingTests {
    static func filled(_ cellar: Cellar, _ durability: Durability = .memory) throws -> Store {
        let store = try cellar.open(durability)
        try store.make(room(.tea, "#tea"), room(.garden, "#garden"))
        return store
    }

    /// Whether any byte of the database's tables holds this text.
    static func holds(_ text: String, _ cellar: Cellar) throws -> Bool {
        try DatabaseQueue(path: cellar.database).read { database in
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM post WHERE instr(text, ?1) OR instr(tags, ?1)", arguments: [text])
                != 0
        }
    }

    @Test("a post that was taken back is in no page, and its text is nowhere; who asks for events learns of it")
    func redaction() throws {
        let cellar = Cellar()
        let store = try Self.filled(cellar, .normal)
        let why = post(.tea, 4, "sorry", .redaction(of: 2))
        try store.commit([
            .post(post(.tea, 1)), .post(post(.tea, 2, "secret", tags: [Tag("+a", "secret")])), .post(post(.tea, 3)),
            .post(why),
        ])
        #expect(try store.everything(of: .tea) == [post(.tea, 1), post(.tea, 3)])
        #expect(try store.entries() == [.post(post(.tea, 1)), .post(post(.tea, 3)), .post(why)])
        #expect(try !Self.holds("secret", cellar))
        #expect(Store.check(at: cellar.path) == [])
    }

    @Test("an edit replaces the text, stays itself, and goes with the post when that is taken back")
    func edit() throws {
        let cellar = Cellar()
        let store = try Self.filled(cellar, .normal)
        let edits = [post(.tea, 2, "second", .edit(of: 1)), post(.tea, 3, "third\nline", .edit(of: 1))]
        try store.commit([.post(post(.tea, 1, "first", tags: [Tag("+a")]))] + edits.map { .post($0) })
        let now = post(.tea, 1, "third\nline", tags: [Tag("+a")])
        #expect(try store.everything(of: .tea) == [now])
        #expect(try store.entries() == [.post(now)] + edits.map { .post($0) })
        #expect(Store.check(at: cellar.path) == [])
        try store.commit([.post(post(.tea, 4, "", .redaction(of: 1)))])
        #expect(try store.entries().map(\.name) == ["4"])
        #expect(try !Self.holds("second", cellar) && !Self.holds("third", cellar))
        try store.commit([.post(post(.tea, 5, "too late", .edit(of: 1)))])
        #expect(try store.everything(of: .tea).isEmpty)
        #expect(Store.check(at: cellar.path) == [])
    }

    @Test("nothing is done to posts of other rooms, to later ones, or to those that are not there")
    func targets() throws {
        let cellar = Cellar()
        let store = try Self.filled(cellar)
        try store.commit(posts(.tea, 1...2) + posts(.garden, 5...5))
        for about: Int64 in [3, 4, 0, -1, .max] {
            #expect(throws: StoreError.self) { try store.commit([.post(post(.tea, 3, "", .redaction(of: about)))]) }
            #expect(throws: StoreError.self) { try store.commit([.post(post(.tea, 3, "x", .edit(of: about)))]) }
        }
        try store.commit([.post(post(.garden, 6, "", .redaction(of: 1)))])
        #expect(try store.everything(of: .tea).count == 2)
        #expect(try store.everything(of: .garden).count == 1)
    }

    @Test("pages are full although most posts cannot be shown", arguments: [1, 3, 10])
    func fullPages(_ limit: Int) throws {
        let cellar = Cellar()
        let store = try Self.filled(cellar)
        var records: [ServerCore.Record] = []
        for sequence: Int64 in 1...400 {
            let kind: Post.Kind = sequence % 20 == 0 ? .message : .tags
            records.append(.post(post(.tea, sequence, kind == .tags ? "" : "hello", kind)))
        }
        try store.commit(records)
        let said = (1...20).map { Int64($0 * 20) }
        #expect(try store.sequences(.latest(after: nil), limit: limit) == said.suffix(limit))
        #expect(try store.sequences(.after(.sequence(0)), limit: limit) == Array(said.prefix(limit)))
        #expect(try store.sequences(.before(.sequence(201)), limit: limit) == said.prefix(10).suffix(limit))
        #expect(try store.entries().count == 400)
    }

    @Test("an erased account's posts are gone at once, from the disk slice by slice; what it writes later stays")
    func erased() throws {
        let cellar = Cellar()
        let store = try Self.filled(cellar, .normal)
        var records: [ServerCore.Record] = []
        for sequence: Int64 in 1...100 {
            records.append(.post(post(.tea, sequence, "secret", by: sequence % 3 == 0 ? "Ann" : nil)))
            records.append(.post(post(.garden, sequence, "secret", by: "Ann", tags: [Tag("+a")])))
        }
        records.append(.event(event(1, after: 100, .parted(reason: "secret"), by: "Ann")))
        try store.commit(records)
        let kept = (1...100).filter { $0 % 3 != 0 }.map { Int64($0) }
        try store.commit([
            .erased(account: AccountID(1), name: "Ann"), .post(post(.garden, 101, "anew", by: "Ann")),
            .event(event(2, after: 101, .parted(reason: "anew"), by: "Ann")),
        ])
        var slices = 0
        repeat {
            #expect(try store.sequences(.latest(after: nil), limit: 1_000) == kept)
            #expect(try store.everything(of: .garden) == [post(.garden, 101, "anew", by: "Ann")])
            #expect(try store.entries().compactMap(\.event?.kind) == [.parted(reason: nil), .parted(reason: "anew")])
            slices += 1
        } while try store.trim(keepingSince: nil, budget: 30)
        #expect(slices > 7)
        #expect(try store.sequences(.latest(after: nil), limit: 1_000) == kept)
        #expect(try store.everything(of: .garden) == [post(.garden, 101, "anew", by: "Ann")])
        #expect(try store.entries().compactMap(\.event?.kind) == [.parted(reason: nil), .parted(reason: "anew")])
        let left = try DatabaseQueue(path: cellar.database).read {
            try Int.fetchOne(
                $0, sql: "SELECT count(*) FROM post WHERE account = 'Ann' AND (text = 'secret' OR tags IS NOT NULL)")
        }
        #expect(left == 0)
        #expect(Store.check(at: cellar.path) == [])
        #expect(try !store.trim(keepingSince: nil, budget: 30))
    }

    @Test("erasing goes on after a restart")
    func restart() throws {
        let cellar = Cellar()
        do {
            let store = try Self.filled(cellar, .normal)
            try store.commit((1...50).map { .post(post(.tea, $0, "secret", by: "Ann")) })
            try store.commit([.erased(account: AccountID(1), name: "Ann")])
            #expect(try store.trim(keepingSince: nil, budget: 20))
        }
        let store = try cellar.open()
        _ = try store.restore()
        try store.commit([.post(post(.tea, 51, "anew", by: "Ann"))])
        while try store.trim(keepingSince: nil, budget: 20) {}
        #expect(try store.everything(of: .tea).map(\.text) == ["anew"])
        #expect(try !Self.holds("secret", cellar))
    }
}
