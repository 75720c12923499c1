import ChatProtocol
import GRDB
import ServerCore
import ServerStore
import Testing

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
                    INSERT INTO post VALUES (2, 3, 30, 'ann!a@b', 0, '#tea', 'refused');
                    INSERT INTO post VALUES (2, 4, 40, 'ann!a@b', 0, '#tea', 'refused');
                    INSERT INTO post VALUES (3, 1, 40, 'ann!a@b', 0, '#garden', 'refused');
                    INSERT INTO room VALUES (3, '#garden', 0, NULL, NULL, NULL, 1, NULL);
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
}
