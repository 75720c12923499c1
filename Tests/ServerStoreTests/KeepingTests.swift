import ChatProtocol
import GRDB
import ServerCore
import Testing

@testable import ServerStore

@Suite("What is kept")
struct KeepingTests {
    static let said: [Post] = [
        post(.tea, 1, "hello"),
        post(.tea, 2, ""),
        post(.tea, 3, "你好，世界 👩‍👩‍👧 e\u{301} \u{1}ACTION waves\u{1} \u{1B}[2J"),
        post(.tea, 4, String(repeating: "长", count: 1_365)),
        Post(
            room: .tea, sequence: 5, time: Timestamp(milliseconds: 50), author: Author(Source(nick: "raw")),
            kind: .notice,
            target: "#茶", text: "a notice"),
        Post(
            room: .tea, sequence: 6, time: Timestamp(milliseconds: 50),
            author: Author(Source(nick: "昨天", user: nil, host: "2001:db8::1"), account: "昨天", isBot: true),
            kind: .tags, target: "#tea", text: "", tags: [Tag("+draft/react", "👋; \\ \r\n="), Tag("+empty")]),
        Post(
            room: .tea, sequence: 7, time: Timestamp(milliseconds: 50),
            author: Author(Source(nick: "op"), account: "Op", isOperator: true), kind: .message, target: "#tea",
            text: "one\ntwo\rthree\n\nfive", tags: [Tag("+draft/reply", "1-2-3")]),
        Post(
            room: .privately, sequence: 1, time: Timestamp(milliseconds: -1),
            author: Author(Source(nick: "ann", user: "~ann")), kind: .message, target: "bob", text: "between us"),
    ]

    @Test("what was said comes back as it was", arguments: Durability.allCases)
    func roundTrip(_ durability: Durability) throws {
        let cellar = Cellar()
        let store = try cellar.open(durability)
        try store.make(room(.tea, "#tea"))
        try store.commit(Self.said.map { .post($0) })
        #expect(try store.entries(of: .tea) == Self.said.filter { $0.room == .tea }.map { .post($0) })
        #expect(try store.everything(of: .tea) == Self.said.filter { $0.room == .tea && $0.kind != .tags })
        #expect(try store.everything(of: .privately) == Self.said.filter { $0.room == .privately })
    }

    @Test("a commit that fails half-way leaves nothing, and the next one succeeds", arguments: Durability.allCases)
    func allOrNothing(_ durability: Durability) throws {
        let cellar = Cellar()
        let store = try cellar.open(durability)
        try store.make(room(.tea, "#tea"))
        #expect(throws: StoreError.unknownRoom(.garden)) {
            try store.commit(posts(.tea, 1...3) + posts(.garden, 1...1))
        }
        #expect(try store.everything(of: .tea).isEmpty)
        try store.commit(posts(.tea, 1...2))
        let error = #expect(throws: StoreError.self) { try store.commit(posts(.tea, 3...3) + posts(.tea, 2...2)) }
        guard case .contradiction = error else {
            Issue.record("\(String(describing: error)) is no contradiction")
            return
        }
        try store.commit(posts(.tea, 3...3))
        #expect(try store.sequences(.latest(after: nil), limit: 10) == [1, 2, 3])
    }

    @Test("a post needs its room: before, in the same commit, and not after its end")
    func rooms() throws {
        let cellar = Cellar()
        let store = try cellar.open()
        #expect(throws: StoreError.unknownRoom(.tea)) { try store.commit(posts(.tea, 1...1)) }
        try store.commit([.room(room(.tea, "#tea"))] + posts(.tea, 1...1))
        #expect(throws: StoreError.unknownRoom(.tea)) { try store.commit([.roomEnded(.tea)] + posts(.tea, 2...2)) }
        try store.commit(posts(.tea, 2...2) + [.roomEnded(.tea)])
        #expect(throws: StoreError.unknownRoom(.tea)) { try store.commit(posts(.tea, 3...3)) }
        try store.commit([])
    }

    @Test("the last times are those of the last posts, and silent rooms are left out")
    func lastTimes() throws {
        let cellar = Cellar()
        let store = try cellar.open()
        try store.make(room(.tea, "#tea"), room(.garden, "#garden"))
        try store.commit(posts(.tea, 1...7))
        let times = try store.latestTimes(of: [.garden, .tea, .lobby])
        #expect(times == [.tea: Timestamp(milliseconds: 70)])
    }

    @Test("durability is what was asked for", arguments: [(Durability.normal, Int64(1)), (Durability.full, Int64(2))])
    func synchronous(_ durability: Durability, _ level: Int64) throws {
        let cellar = Cellar()
        try cellar.open(durability).close()
        let connection = try Connection.writing(at: cellar.database, durability: durability, store: 0)
        let statement = try PreparedStatement("PRAGMA synchronous", on: connection.handle)
        #expect(try statement.step())
        #expect(try statement.integer(0) == level)
    }

    @Test("the log does not grow with what is written")
    func log() throws {
        let cellar = Cellar()
        let store = try cellar.open()
        try store.make(room(.tea, "#tea"))
        let text = String(repeating: "x", count: 4_000)
        for batch in 0..<120 {
            let first = Int64(batch * 100 + 1)
            try store.commit(posts(.tea, first...first + 99, text))
        }
        // 12,000 posts of 4 KiB; the log may hold 4,000 pages and what one commit adds to them.
        #expect(cellar.size(of: "server.sqlite-wal") < 20 << 20)
        store.close()
        #expect(cellar.size(of: "server.sqlite-wal") == 0)
    }

    @Test("a log that somebody reads grows until they are done, and is written from its beginning again soon after")
    func readLog() throws {
        let cellar = Cellar()
        let store = try cellar.open()
        try store.make(room(.tea, "#tea"))
        let text = String(repeating: "x", count: 4_000)
        var sequence: Int64 = 0
        func write(_ count: Int) throws(StoreError) {
            for _ in 0..<count / 100 {
                try store.commit(posts(.tea, sequence + 1...sequence + 100, text))
                sequence += 100
            }
        }
        try write(100)
        try DatabaseQueue(path: cellar.database).read { database in
            #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM post") == 100)
            try write(6_000)
            #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM post") == 100)
        }
        let grown = cellar.size(of: "server.sqlite-wal")
        #expect(grown > 24 << 20)
        // The next 500 pages and what is copied then.
        try write(6_000)
        #expect(cellar.size(of: "server.sqlite-wal") < grown + 4 << 20)
        #expect(try store.sequences(.latest(after: nil), limit: 1) == [sequence])
        store.close()
    }

    @Test("a store in memory forgets the oldest posts of every room beyond its bound, ended rooms first")
    func memory() throws {
        let connection = try Connection.writing(at: nil, durability: .memory, store: 1)
        let writer = try Writer(connection)
        let text = String(repeating: "x", count: 1_000)
        try writer.transaction { () throws(StoreError) in
            for number in [RoomNumber.tea, .garden] {
                try writer.write(room(number, "#room"))
                for sequence in 1...160 { try writer.write(post(number, Int64(sequence), text)) }
            }
            try writer.end(.garden)
            try Trimming.trim(through: connection, pages: 1_000)
        }
        let pages = try Pages(connection)
        let page = { (room: RoomNumber) in try pages.page(PageRequest(room: room, .latest(after: nil), limit: 1_000)) }
        #expect(try page(.tea).count == 160)
        #expect(try page(.garden).count == 160)
        try writer.transaction { () throws(StoreError) in try Trimming.trim(through: connection, pages: 60) }
        #expect(try page(.tea).map(\.post?.sequence) == Array(11...160))
        #expect(try page(.garden).isEmpty)
    }

    @Test("a store in memory forgets the oldest events beyond its bound, and their places in every room")
    func memoryOfEvents() throws {
        let connection = try Connection.writing(at: nil, durability: .memory, store: 1)
        let writer = try Writer(connection)
        try writer.transaction { () throws(StoreError) in
            for number in [RoomNumber.tea, .garden] { try writer.write(room(number, "#room")) }
            for number: Int64 in 1...161 {
                try writer.write(event(number, after: number / 2, in: number % 3 == 0 ? .garden : .tea))
            }
            try Trimming.trim(through: connection, pages: 1)
        }
        let pages = try Pages(connection)
        let left = try [RoomNumber.tea, .garden].flatMap {
            try pages.page(PageRequest(room: $0, .latest(after: nil), limit: 1_000, hasEvents: true))
        }
        #expect(left.compactMap(\.event?.number).sorted() == Array(12...161))
        let rows = try PreparedStatement(
            "SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM event_place)", on: connection.handle)
        #expect(try rows.step())
        #expect(try rows.integer(0) == 150)
        #expect(try rows.integer(1) == 150)
    }

    @Test("a store that was closed says so")
    func closed() throws {
        let cellar = Cellar()
        let store = try cellar.open()
        store.close()
        #expect(throws: StoreError.closed) { try store.commit(posts(.privately, 1...1)) }
        #expect(throws: StoreError.closed) { try store.everything(of: .privately) }
        #expect(throws: StoreError.closed) { try store.reopen() }
        #expect(throws: StoreError.closed) { try store.restore() }
        try cellar.open().close()
        store.close()
    }
}
