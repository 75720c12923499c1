import ChatProtocol
import GRDB
import ServerCore
import Testing

@testable import ServerStore

@Suite("A disk that does not take it")
struct RefusingTests {
    @Test("whichever commit fails, nothing is lost, nothing is doubled, and it goes on", arguments: 0...6)
    func everyPosition(_ position: Int) throws {
        let cellar = Cellar()
        let store = try cellar.open()
        try store.make(room(.tea, "#tea"))
        try store.forbidWriting(afterCommits: position)
        var stored: Int64 = 0
        var refused = 0
        for _ in 0..<9 {
            do {
                try store.commit(posts(.tea, stored + 1...stored + 3))
                stored += 3
            } catch {
                refused += 1
                guard case .unusable = error else {
                    Issue.record("\(error) is not what SQLite says")
                    return
                }
                #expect(throws: StoreError.refusing) { try store.commit(posts(.tea, stored + 1...stored + 3)) }
                #expect(throws: StoreError.self) { try store.reopen() }
                #expect(try store.sequences(.latest(after: nil), limit: 100) == Array(1..<stored + 1))
                try store.forbidWriting(afterCommits: nil)
                #expect(throws: StoreError.refusing) { try store.commit(posts(.tea, stored + 1...stored + 3)) }
                try store.reopen()
            }
        }
        #expect(refused == 1)
        #expect(try store.sequences(.latest(after: nil), limit: 100) == Array(1...24))
    }

    @Test("a full database refuses, still answers, and goes on when there is space", arguments: [false, true])
    func full(_ isInMemory: Bool) throws {
        let cellar = Cellar()
        let store = try cellar.open(isInMemory ? .memory : .normal)
        try store.make(room(.tea, "#tea"))
        try store.bound(pages: 20)
        let text = String(repeating: "x", count: 900)
        var stored: Int64 = 0
        var fault: StoreError?
        while fault == nil, stored < 1_000 {
            do {
                try store.commit(posts(.tea, stored + 1...stored + 2, text))
                stored += 2
            } catch {
                fault = error
            }
        }
        #expect(fault == .full)
        #expect(stored > 0)
        #expect(throws: StoreError.refusing) { try store.commit(posts(.tea, stored + 1...stored + 1)) }
        #expect(throws: StoreError.full) { try store.reopen() }
        #expect(try store.sequences(.latest(after: nil), limit: 1_000) == Array(1...stored))
        try store.bound(pages: nil)
        try store.reopen()
        try store.commit(posts(.tea, stored + 1...stored + 200, text))
        #expect(try store.sequences(.latest(after: nil), limit: 1_000) == Array(1...stored + 200))
    }

    @Test("what the disk kept of a refused commit is taken back")
    func doubt() throws {
        let cellar = Cellar()
        let store = try cellar.open()
        try store.make(room(.tea, "#tea"))
        try store.commit(posts(.tea, 1...2))
        try store.forbidWriting(afterCommits: 0)
        #expect(throws: StoreError.self) {
            try store.commit(posts(.tea, 3...4, "refused") + [.room(room(.garden, "#garden"))] + posts(.garden, 1...1))
        }
        try store.forbidWriting(afterCommits: nil)
        // As if the system had failed after the last byte was written.
        try DatabaseQueue(path: cellar.database).write { database in
            try database.execute(
                sql: """
                    INSERT INTO post VALUES (2, 3, 30, 'ann!a@b', 0, '#tea', 'refused', NULL, 0, NULL, NULL);
                    INSERT INTO post VALUES (2, 4, 40, 'ann!a@b', 0, '#tea', 'refused', NULL, 0, NULL, NULL);
                    INSERT INTO post VALUES (3, 1, 40, 'ann!a@b', 0, '#garden', 'refused', NULL, 0, NULL, NULL);
                    INSERT INTO room (number, name, made_at, is_open) VALUES (3, '#garden', 0, 1);
                    """)
        }
        try store.reopen()
        #expect(throws: StoreError.unknownRoom(.garden)) { try store.commit(posts(.garden, 1...1)) }
        try store.commit(posts(.tea, 3...3, "anew"))
        #expect(try store.everything(of: .tea).map(\.text) == ["hello", "hello", "anew"])
        #expect(try store.everything(of: .garden).isEmpty)
        #expect(try store.restore().rooms.map(\.record.number) == [.tea])
    }

    @Test("a store in memory keeps what it has over a reopening")
    func memory() throws {
        let cellar = Cellar()
        let store = try cellar.open(.memory)
        try store.commit(posts(.privately, 1...2))
        try store.forbidWriting(afterCommits: 0)
        #expect(throws: StoreError.self) { try store.commit(posts(.privately, 3...3)) }
        #expect(throws: StoreError.self) { try store.reopen() }
        try store.forbidWriting(afterCommits: nil)
        try store.reopen()
        try store.commit(posts(.privately, 3...3))
        #expect(try store.sequences(.latest(after: nil), of: .privately, limit: 9) == [1, 2, 3])
    }

    /// Changes of everything that was there, in an order that a server could have.
    static let changes: [[ServerCore.Record]] = {
        var home = Everything.home
        home.lists = [:]
        home.modes.key = nil
        var account = Everything.owner
        account.fingerprints = []
        return [
            [
                .room(home),
                .belonging(
                    Belonging(
                        room: home.number, account: Everything.guest.id, since: 17,
                        sinceTime: Timestamp(milliseconds: 1),
                        ranks: [.op], isPresent: true)),
            ],
            [.account(account), .marker(account.id, target: "bob", Timestamp(milliseconds: 70))],
            [
                .metadata(.room(home.number), key: "colour", value: nil),
                .serverBanLifted(mask: Everything.bans[0].mask),
            ],
            [
                .post(post(Everything.talk, 3, "edited", .edit(of: 1))),
                .event(event(9, after: 1, at: 80, in: home.number)),
            ],
            [.post(post(Everything.talk, 4, "why", .redaction(of: 2)))],
            [.conversation(Conversation(number: RoomNumber(30), account: account.id, other: .nick("cleo")))]
                + posts(RoomNumber(30), 1...2),
            [.accountEnded(Everything.guest.id), .erased(account: Everything.guest.id, name: Everything.guest.name)],
            [.roomEnded(home.number)],
        ]
    }()

    @Test(
        "whichever change fails, everything is as before, and then as if it had not failed", arguments: changes.indices)
    func everyChange(_ position: Int) throws {
        let (cellar, other) = (Cellar(), Cellar())
        let (store, sound) = (try cellar.open(), try other.open())
        try store.commit(Everything.records)
        try sound.commit(Everything.records)
        try store.forbidWriting(afterCommits: position)
        var refused = 0
        for change in Self.changes {
            do {
                try store.commit(change)
            } catch {
                refused += 1
                try store.forbidWriting(afterCommits: nil)
                try store.reopen()
                #expect(try Self.everything(store) == Self.everything(sound))
                try store.commit(change)
            }
            try sound.commit(change)
        }
        #expect(refused == 1)
        #expect(try Self.everything(store) == Self.everything(sound))
        #expect(Store.check(at: cellar.path) == [])
    }

    @Test(
        "whichever change the disk kept although it was refused, it is taken back row by row",
        arguments: changes.indices)
    func takenBack(_ position: Int) throws {
        let writer = try Writer(Connection.writing(at: nil, durability: .memory, store: 1))
        let known = [Everything.den, Everything.talk, Everything.whisper, RoomNumber(30)]
        func write(_ records: [ServerCore.Record]) throws {
            var change = Change(known: Set(known))
            try writer.transaction { () throws(StoreError) in
                for record in records { try change.write(record, through: writer) }
            }
        }
        try write(Everything.records)
        for change in Self.changes.prefix(position) { try write(change) }
        let before = try Self.rows(writer)
        try write(Self.changes[position])
        #expect(try Self.rows(writer) != before)
        var doubt = Doubt()
        doubt.add(Self.changes[position], known: Set(known), writer.images)
        try doubt.settle(through: writer)
        #expect(try Self.rows(writer) == before)
    }

    /// Every row of every table, as text.
    private static func rows(_ writer: Writer) throws -> [String] {
        let tables = [
            "account", "belonging", "conversation", "erasure", "erasure_end", "event", "event_place", "fingerprint",
            "marker", "metadata", "post", "room", "room_mask", "server_ban",
        ]
        return try tables.flatMap { table in
            let statement = try PreparedStatement(
                "SELECT * FROM \(table) ORDER BY 1, 2, 3", on: writer.connection.handle)
            var rows: [String] = []
            while try statement.step() { rows.append("\(table): \(try statement.row())") }
            return rows
        }
    }

    /// All that a store can tell.
    private static func everything(_ store: Store) throws -> String {
        let rooms = [Everything.den, Everything.talk, RoomNumber(30)]
        let entries = try rooms.map { try store.entries(of: $0) }
        let restored = try store.restore()
        // What a dictionary prints has no order.
        let told = restored.rooms.map {
            "\($0.record.modes) \($0.belongings) \($0.metadata.sorted { $0.key < $1.key })"
        }
        return "\(entries) \(told) \(restored.conversations) \(restored.owners.map(\.account)) \(restored.serverBans)"
    }
}
