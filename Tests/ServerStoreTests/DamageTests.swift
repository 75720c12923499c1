import ChatProtocol
import GRDB
import ServerCore
import ServerStore
import Testing

@Suite("A damaged database")
struct DamageTests {
    static let rooms = [RoomNumber.privately, .lobby, .tea, .garden]

    /// Every class of page: the header's, leaves and inner ones of tables and of an index, overflow and free ones.
    static func sound(_ cellar: Cellar) throws -> [UInt8] {
        let store = try cellar.open()
        try store.make(room(.lobby, "#lobby"), room(.tea, "#tea"), room(.garden, "#garden"))
        try store.commit(posts(.tea, 1...60) + posts(.privately, 1...9) + posts(.lobby, 1...30))
        try store.commit(posts(.garden, 1...3, String(repeating: "x", count: 4_096)) + [.roomEnded(.garden)])
        try store.commit(Everything.records)
        try store.commit([.event(event(9, after: 60)), .post(post(.tea, 61, "why", .redaction(of: 3)))])
        try store.reopen()
        store.close()
        return cellar.read("server.sqlite")
    }

    @Test("whatever byte is wrong: errors or posts in order, never a crash", arguments: 0..<16)
    func flips(_ part: Int) throws {
        let original = Cellar()
        let sound = try Self.sound(original)
        #expect(sound.count / 4_096 >= 9)
        var noticed = 0
        var tried = 0
        // The file's header and those of pages byte by byte, and then a byte here and there.
        let body = Array(stride(from: 113, to: 4_096, by: 467))
        for page in 0..<sound.count / 4_096 {
            let header = page == 0 ? 0..<112 : 0..<12
            for place in header + body where (place + page) % 16 == part {
                var damaged = sound
                damaged[page * 4_096 + place] ^= place % 2 == 0 ? 0xFF : 0x01
                tried += 1
                if Self.use(damaged) { noticed += 1 }
            }
        }
        #expect(tried > 15)
        #expect(noticed > 0)
    }

    @Test("a file that was cut off: errors or posts in order, never a crash")
    func cutOff() throws {
        let original = Cellar()
        let sound = try Self.sound(original)
        var noticed = 0
        for length in stride(from: 1, to: sound.count, by: 1_024) where Self.use(Array(sound.prefix(length))) {
            noticed += 1
        }
        #expect(noticed > 0)
        let isSound = !Self.use(sound)
        #expect(isSound)
    }

    @Test(
        "a row that cannot have been written is an error",
        arguments: [
            "kind = 9", "kind = 3", "kind = 4, about = 0", "about = 1", "text = CAST(x'C328' AS TEXT)",
            "text = 'a' || char(0) || 'b'", "target = 'one' || char(10) || 'two'", "account = ''",
            "account = 'two words'", "tags = ''", "tags = 'a;;b'", "tags = '=b'", "tags = 'a b'",
            "tags = 'a=' || char(10)", "target = ''", "target = 'two words'", "author = char(13)",
        ])
    func rows(_ change: String) throws {
        let cellar = Cellar()
        try cellar.open().close()
        do {
            let store = try cellar.open()
            try store.commit(posts(.privately, 1...3))
        }
        try DatabaseQueue(path: cellar.database).write {
            try $0.execute(sql: "UPDATE post SET \(change) WHERE sequence = 2")
        }
        let store = try cellar.open()
        let error = #expect(throws: StoreError.self) { try store.entries(of: .privately) }
        guard case .corrupt = error else {
            Issue.record("\(String(describing: error)) does not say that the database is damaged")
            return
        }
        #expect(try store.sequences(.latest(after: nil), of: .privately, limit: 1) == [3])
        #expect(Store.check(at: cellar.path).count == 1)
    }

    /// Does with a damaged database whatever a server does; says whether anything was noticed.
    private static func use(_ bytes: [UInt8]) -> Bool {
        let cellar = Cellar()
        cellar.write(bytes, to: "server.sqlite")
        var isNoticed = Store.check(at: cellar.path).contains { !$0.contains("other users") }
        func attempt(_ body: () throws -> Void) {
            do { try body() } catch { isNoticed = true }
        }
        attempt {
            let store = try cellar.open()
            attempt { _ = try store.restore() }
            for room in rooms {
                let parts: [PageRequest.Part] = [
                    .latest(after: nil), .around(.time(Timestamp(milliseconds: 200))), .before(.sequence(20)),
                ]
                for part in parts {
                    attempt {
                        let found = try store.page(PageRequest(room: room, part, limit: 100, hasEvents: true))
                        let posts = found.compactMap(\.post)
                        #expect(zip(posts, posts.dropFirst()).allSatisfy { $0.sequence < $1.sequence })
                        #expect(posts.allSatisfy { $0.room == room })
                        #expect(found.compactMap(\.event).allSatisfy { $0.places.map(\.room) == [room] })
                    }
                }
            }
            attempt { _ = try store.latestTimes(of: rooms) }
            attempt { try store.commit(posts(.tea, 62...80) + posts(.privately, 10...10)) }
            attempt { _ = try store.trim(keepingSince: Timestamp(milliseconds: 50), budget: 50) }
            attempt { try store.reopen() }
            attempt { try store.commit(posts(.tea, 81...82)) }
        }
        for name in ["#tea", "#garden", "@ann"] {
            attempt { _ = try Store.export(name, at: cellar.path, fold: { $0 }, each: { _ in }) }
        }
        return isNoticed
    }
}
