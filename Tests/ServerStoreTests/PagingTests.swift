import ChatProtocol
import ServerCore
import ServerStore
import Testing

@Suite("Pages of history")
struct PagingTests {
    /// Ten posts; the time of each, in order.
    static let times: [Int64] = [10, 20, 20, 20, 30, 40, 40, 50, 60, 60]

    static func sequence(_ value: Int64) -> PageRequest.Anchor { .sequence(value) }
    static func time(_ value: Int64) -> PageRequest.Anchor { .time(Timestamp(milliseconds: value)) }

    static let rows: [(PageRequest.Part, limit: Int, [Int64])] = [
        (.latest(after: nil), 3, [8, 9, 10]),
        (.latest(after: nil), 100, Array(1...10)),
        (.latest(after: sequence(8)), 5, [9, 10]),
        (.latest(after: sequence(3)), 2, [9, 10]),
        (.latest(after: sequence(10)), 5, []),
        (.latest(after: time(40)), 5, [8, 9, 10]),
        (.latest(after: time(39)), 9, [6, 7, 8, 9, 10]),
        (.latest(after: time(60)), 5, []),
        (.latest(after: time(0)), 100, Array(1...10)),

        (.before(sequence(4)), 2, [2, 3]),
        (.before(sequence(4)), 9, [1, 2, 3]),
        (.before(sequence(1)), 9, []),
        (.before(sequence(99)), 2, [9, 10]),
        (.before(time(20)), 9, [1]),
        (.before(time(21)), 2, [3, 4]),
        (.before(time(40)), 3, [3, 4, 5]),
        (.before(time(10)), 9, []),
        (.before(time(61)), 1, [10]),

        (.after(sequence(4)), 2, [5, 6]),
        (.after(sequence(0)), 2, [1, 2]),
        (.after(sequence(-5)), 2, [1, 2]),
        (.after(sequence(10)), 9, []),
        (.after(time(20)), 2, [5, 6]),
        (.after(time(19)), 2, [2, 3]),
        (.after(time(0)), 1, [1]),
        (.after(time(60)), 9, []),
        (.after(time(59)), 9, [9, 10]),

        (.around(sequence(5)), 5, [3, 4, 5, 6, 7]),
        (.around(sequence(5)), 4, [3, 4, 5, 6]),
        (.around(sequence(5)), 1, [5]),
        (.around(sequence(1)), 4, [1, 2]),
        (.around(sequence(10)), 4, [8, 9, 10]),
        (.around(sequence(99)), 4, [9, 10]),
        (.around(time(30)), 3, [4, 5, 6]),
        (.around(time(20)), 4, [1, 2, 3]),
        (.around(time(35)), 2, [5, 6]),
        (.around(time(99)), 4, [9, 10]),

        (.between(sequence(2), sequence(6)), 9, [3, 4, 5]),
        (.between(sequence(2), sequence(6)), 2, [3, 4]),
        (.between(sequence(6), sequence(2)), 9, [3, 4, 5]),
        (.between(sequence(6), sequence(2)), 2, [4, 5]),
        (.between(sequence(2), sequence(3)), 9, []),
        (.between(sequence(3), sequence(2)), 9, []),
        (.between(sequence(3), sequence(3)), 9, []),
        (.between(time(20), time(50)), 9, [5, 6, 7]),
        (.between(time(20), time(50)), 2, [5, 6]),
        (.between(time(50), time(20)), 2, [6, 7]),
        (.between(time(20), time(20)), 9, []),
        (.between(time(25), time(25)), 9, []),
        (.between(sequence(3), time(40)), 9, [4, 5]),
        (.between(time(40), sequence(3)), 1, [5]),
        (.between(time(20), sequence(3)), 9, []),
        (.between(time(0), time(99)), 2, [1, 2]),
        (.between(time(99), time(0)), 2, [9, 10]),

        (.before(sequence(.max)), 1, [10]),
        (.after(sequence(.max)), 1, []),
        (.before(sequence(.min)), 1, []),
        (.after(sequence(.min)), 1, [1]),
        (.before(time(.max)), 1, [10]),
        (.after(time(.max)), 1, []),
        (.before(time(.min)), 1, []),
        (.after(time(.min)), 1, [1]),
        (.around(sequence(.max)), 3, [10]),
        (.around(time(.min)), 3, [1, 2]),
        (.between(sequence(.min), sequence(.max)), 1, [1]),
        (.between(sequence(.max), sequence(.min)), 1, [10]),
        (.between(time(.max), time(.min)), 1, [10]),

        (.latest(after: nil), 0, []),
        (.latest(after: nil), -1, []),
        (.around(sequence(5)), .max, Array(1...10)),
    ]

    static func filled(_ cellar: Cellar, _ durability: Durability = .normal) throws -> Store {
        let store = try cellar.open(durability)
        // Neighbours on both sides, so that a page that leaves its room is seen.
        try store.make(room(.lobby, "#lobby"), room(.tea, "#tea"), room(.garden, "#garden"))
        try store.commit(posts(.lobby, 1...20) + posts(.garden, 1...20) + posts(.privately, 1...20))
        try store.commit(times.enumerated().map { .post(post(.tea, Int64($0 + 1), at: $1)) })
        return store
    }

    @Test("every part of history, by number and by time", arguments: rows.indices)
    func part(_ row: Int) throws {
        let (part, limit, expected) = Self.rows[row]
        let cellar = Cellar()
        let store = try Self.filled(cellar, .memory)
        let found = try store.page(PageRequest(room: .tea, part, limit: limit))
        #expect(found.map(\.post?.sequence) == expected, "\(part) of at most \(limit)")
        #expect(found.allSatisfy { $0.post?.room == .tea })
    }

    @Test("pages on disk are those in memory")
    func disk() throws {
        let cellar = Cellar()
        let store = try Self.filled(cellar)
        for (part, limit, expected) in Self.rows {
            #expect(try store.sequences(part, limit: limit) == expected, "\(part) of at most \(limit)")
        }
    }

    @Test("a room where nothing was said has no pages", arguments: rows.indices)
    func silence(_ row: Int) throws {
        let cellar = Cellar()
        let store = try cellar.open(.memory)
        #expect(try store.sequences(Self.rows[row].0, limit: Self.rows[row].limit) == [])
    }

    @Test("no page is longer than its bound")
    func bound() throws {
        let cellar = Cellar()
        let store = try cellar.open()
        try store.commit(posts(.privately, 1...1_200))
        #expect(try store.sequences(.latest(after: nil), of: .privately, limit: .max) == Array(201...1_200))
        #expect(try store.sequences(.around(.sequence(600)), of: .privately, limit: 5_000) == Array(100...1_099))
    }

    @Test("a time is found where it belongs, however many posts share it", arguments: [1, 2, 3, 5, 64])
    func halving(_ shared: Int64) throws {
        let cellar = Cellar()
        let store = try cellar.open(.memory)
        let count: Int64 = 131
        try store.commit((1...count).map { .post(post(.privately, $0, at: ($0 - 1) / shared * 10)) })
        for time in stride(from: Int64(-5), through: count * 10 / shared + 15, by: 5) {
            let expected = (1...count).first { ($0 - 1) / shared * 10 > time }.map { [$0] } ?? []
            let found = try store.sequences(.after(.time(Timestamp(milliseconds: time))), of: .privately, limit: 1)
            #expect(found == expected, "after \(time)")
        }
    }
}
