import ChatProtocol
import GRDB
import ServerCore
import ServerStore
import Testing

@Suite("What is kept for a time only")
struct RetentionTests {
    static func filled(_ cellar: Cellar, _ durability: Durability) throws -> Store {
        let store = try cellar.open(durability)
        try store.make(room(.tea, "#tea"), room(.garden, "#garden"))
        try store.commit(posts(.tea, 1...100) + posts(.garden, 1...100) + posts(.privately, 1...3))
        // One event behind each tenth post, in both rooms.
        try store.commit(
            (1...10).map { (number: Int64) in
                var both = event(number, after: number * 10, at: number * 100)
                both.places.append(Event.Place(room: .garden, name: "#garden", after: number * 10))
                return .event(both)
            })
        return store
    }

    @Test(
        "what is old goes slice by slice, what is not stays", arguments: [Durability.normal, .memory], [1, 7, 10_000])
    func old(_ durability: Durability, _ budget: Int) throws {
        let cellar = Cellar()
        let store = try Self.filled(cellar, durability)
        let since = Timestamp(milliseconds: 505)
        var slices = 1
        while try store.trim(keepingSince: since, budget: budget) {
            slices += 1
            if durability == .normal, slices % 16 == 0 { #expect(Store.check(at: cellar.path) == []) }
        }
        #expect(budget > 1_000 ? slices == 1 : slices > 100 / budget)
        for room in [RoomNumber.tea, .garden] {
            #expect(try store.sequences(.latest(after: nil), of: room, limit: 1_000) == Array(51...100))
            #expect(try store.entries(of: room).compactMap(\.event?.number) == Array(6...10))
            #expect(
                try store.page(
                    PageRequest(room: room, .after(.time(Timestamp(milliseconds: 0))), limit: 2, hasEvents: true)
                ).map(\.name) == ["51", "52"])
        }
        #expect(try store.everything(of: .privately).isEmpty)
        #expect(Store.check(at: cellar.path) == [])
        #expect(try !store.trim(keepingSince: since, budget: 10_000))
    }

    @Test("numbers are never used again although everything is gone, and nothing is left of what was said")
    func numbers() throws {
        let cellar = Cellar()
        do {
            let store = try Self.filled(cellar, .normal)
            try store.commit([.post(post(.tea, 101, "why", .redaction(of: 100)))])
            while try store.trim(keepingSince: .init(milliseconds: 9_999), budget: 50) {}
            #expect(try store.entries() == [] && store.entries(of: .privately) == [])
            #expect(Store.check(at: cellar.path) == [])
            let left = try DatabaseQueue(path: cellar.database).read {
                try Row.fetchAll($0, sql: "SELECT room, sequence, author, text FROM post")
            }
            #expect(left.map { $0["sequence"] as Int64 } == [3, 101, 100])
            #expect(left.allSatisfy { $0["author"] == "*" && $0["text"] == "" })
        }
        let store = try cellar.open()
        let restored = try store.restore()
        #expect(restored.nextEvent == 11)
        #expect(restored.lastPrivateSequence == 3)
        #expect(restored.rooms.map(\.lastSequence) == [101, 100])
        try store.commit(posts(.tea, 102...102))
        #expect(try store.sequences(.latest(after: nil), limit: 9) == [102])
    }

    @Test("a slice that cannot be written leaves everything as it is, and is gone on with", arguments: [0, 1, 5, 9])
    func failing(_ position: Int) throws {
        let cellar = Cellar()
        let store = try Self.filled(cellar, .normal)
        try store.commit([.erased(account: AccountID(1), name: "nobody")])
        try store.forbidWriting(afterCommits: position)
        let since = Timestamp(milliseconds: 505)
        var refused = 0
        var isMore = true
        while isMore {
            do {
                isMore = try store.trim(keepingSince: since, budget: 20)
            } catch {
                refused += 1
                #expect(throws: StoreError.refusing) { try store.trim(keepingSince: since, budget: 20) }
                #expect(Store.check(at: cellar.path) == [])
                try store.forbidWriting(afterCommits: nil)
                try store.reopen()
            }
        }
        #expect(refused == 1)
        #expect(try store.sequences(.latest(after: nil), limit: 1_000) == Array(51...100))
        #expect(try store.entries().compactMap(\.event?.number) == Array(6...10))
        #expect(Store.check(at: cellar.path) == [])
    }

    @Test("rooms that ended are trimmed as well, and writing between the slices does no harm")
    func between() throws {
        let cellar = Cellar()
        let store = try Self.filled(cellar, .normal)
        try store.commit([.roomEnded(.garden)])
        var next: Int64 = 101
        while try store.trim(keepingSince: Timestamp(milliseconds: 1_000), budget: 9) {
            try store.commit(posts(.tea, next...next))
            next += 1
        }
        #expect(try store.everything(of: .garden).map(\.sequence) == [100])
        #expect(try store.sequences(.latest(after: nil), limit: 1_000) == Array(100..<next))
        #expect(Store.check(at: cellar.path) == [])
    }
}
