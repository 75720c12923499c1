import ChatProtocol
import ServerCore
import ServerStore
import Testing

@Suite("Pages of posts and events")
struct EventPagingTests {
    /// In the order they came: posts 1 to 4, events before, between and behind them.
    static let order = ["e1", "1", "e2", "e5", "2", "3", "e6", "e8", "e9", "4", "e10"]
    static let times: [Int64] = [5, 10, 10, 20, 20, 30, 30, 30, 40, 40, 50]

    static func filled(_ cellar: Cellar, _ durability: Durability = .memory) throws -> Store {
        let store = try cellar.open(durability)
        try store.make(room(.lobby, "#lobby"), room(.tea, "#tea"), room(.garden, "#garden"))
        var records = posts(.lobby, 1...9) + posts(.garden, 1...9)
        records.append(.event(event(3, after: 9, in: .lobby)))
        records.append(.event(event(4, after: 0, in: .garden)))
        var last: Int64 = 0
        for (name, time) in zip(order, times) {
            if let number = Int64(name.dropFirst()), name.hasPrefix("e") {
                records.append(.event(event(number, after: last, at: time)))
            } else {
                last += 1
                records.append(.post(post(.tea, last, at: time)))
            }
        }
        try store.commit(records)
        return store
    }

    static func time(_ value: Int64) -> PageRequest.Anchor { .time(Timestamp(milliseconds: value)) }

    static let rows: [(PageRequest.Part, limit: Int, String)] = [
        (.latest(after: nil), 100, "e1 1 e2 e5 2 3 e6 e8 e9 4 e10"),
        (.latest(after: nil), 3, "e9 4 e10"),
        (.latest(after: .sequence(3)), 9, "e6 e8 e9 4 e10"),
        (.latest(after: .event(8, after: 3)), 9, "e9 4 e10"),
        (.latest(after: .event(10, after: 4)), 9, ""),
        (.latest(after: time(30)), 9, "e9 4 e10"),
        (.latest(after: time(40)), 9, "e10"),
        (.latest(after: time(50)), 9, ""),
        (.before(.sequence(2)), 9, "e1 1 e2 e5"),
        (.before(.sequence(2)), 2, "e2 e5"),
        (.before(.sequence(1)), 9, "e1"),
        (.before(.event(1, after: 0)), 9, ""),
        (.before(.event(8, after: 3)), 3, "2 3 e6"),
        (.before(time(20)), 9, "e1 1 e2"),
        (.before(time(30)), 2, "e5 2"),
        (.before(time(40)), 3, "3 e6 e8"),
        (.before(time(41)), 2, "e9 4"),
        (.before(time(5)), 9, ""),
        (.before(time(99)), 1, "e10"),
        (.after(.sequence(0)), 2, "e1 1"),
        (.after(.sequence(1)), 3, "e2 e5 2"),
        (.after(.event(2, after: 1)), 2, "e5 2"),
        (.after(.event(5, after: 1)), 2, "2 3"),
        (.after(.event(1, after: 0)), 1, "1"),
        (.after(.event(7, after: 3)), 1, "e8"),
        (.after(time(10)), 3, "e5 2 3"),
        (.after(time(30)), 1, "e9"),
        (.after(time(0)), 2, "e1 1"),
        (.after(time(49)), 9, "e10"),
        (.around(.sequence(3)), 5, "e5 2 3 e6 e8"),
        (.around(.event(8, after: 3)), 4, "3 e6 e8 e9"),
        (.around(time(30)), 2, "2 3"),
        (.around(time(40)), 4, "e6 e8 e9 4"),
        (.between(.sequence(1), .sequence(3)), 9, "e2 e5 2"),
        (.between(.sequence(3), .sequence(1)), 2, "e5 2"),
        (.between(.event(2, after: 1), .event(9, after: 3)), 3, "e5 2 3"),
        (.between(.event(9, after: 3), .event(2, after: 1)), 3, "3 e6 e8"),
        (.between(time(10), time(40)), 9, "e5 2 3 e6 e8"),
        (.between(time(40), time(10)), 2, "e6 e8"),
        (.between(.sequence(.min), .event(.max, after: .max)), 2, "e1 1"),
        (.between(.event(.max, after: .max), .sequence(.min)), 2, "4 e10"),
        (.after(.event(.max, after: .max)), 9, ""),
        (.before(.event(.min, after: .min)), 9, ""),
    ]

    @Test("every part of history, merged in order", arguments: rows.indices)
    func part(_ row: Int) throws {
        let (part, limit, expected) = Self.rows[row]
        let cellar = Cellar()
        let store = try Self.filled(cellar)
        let found = try store.page(PageRequest(room: .tea, part, limit: limit, hasEvents: true))
        #expect(found.map(\.name).joined(separator: " ") == expected, "\(part) of at most \(limit)")
    }

    @Test("pages on disk are those in memory, and who asks for no events gets none")
    func disk() throws {
        let cellar = Cellar()
        let store = try Self.filled(cellar, .normal)
        for (part, limit, expected) in Self.rows {
            let found = try store.page(PageRequest(room: .tea, part, limit: limit, hasEvents: true))
            #expect(found.map(\.name).joined(separator: " ") == expected, "\(part) of at most \(limit)")
            #expect(try store.page(PageRequest(room: .tea, part, limit: limit)).allSatisfy { $0.event == nil })
        }
        #expect(Store.check(at: cellar.path) == [])
    }

    @Test(
        "a page is as long as was asked for: what is not wanted, or not the reader's, takes no place in it",
        arguments: [
            (PageRequest.Part.latest(after: nil), 3, "2 4 e5"), (.latest(after: .sequence(2)), 9, "4 e5"),
            (.before(.sequence(2)), 2, "1 e2"), (.before(.event(5, after: 4)), 2, "2 4"),
            (.after(.sequence(0)), 2, "1 e2"), (.after(time(0)), 2, "1 e2"), (.after(.sequence(1)), 2, "e2 2"),
            (.around(.sequence(2)), 4, "1 e2 2 4"), (.between(.sequence(1), .event(5, after: 4)), 2, "e2 2"),
            (.between(.event(5, after: 4), .sequence(1)), 2, "2 4"),
        ])
    func wanted(part: PageRequest.Part, limit: Int, expected: String) throws {
        let cellar = Cellar()
        let store = try cellar.open(.memory)
        try store.make(room(.tea, "#tea"))
        try store.commit([
            .event(event(1, after: 0)), .post(post(.tea, 1)), .event(event(2, after: 1, .topic("Ours"))),
            .event(event(3, after: 1)), .event(event(4, after: 1)), .post(post(.tea, 2)),
            .post(post(.tea, 3, "", .tags)), .post(post(.tea, 4)), .event(event(5, after: 4, .modes(["+m"]))),
            .event(event(6, after: 4)), .event(event(7, after: 4)),
        ])
        func names(_ request: PageRequest) throws -> String {
            try store.page(request).map(\.name).joined(separator: " ")
        }
        let changes = PageRequest(room: .tea, part, limit: limit, extras: [.changes, .edits, .redactions])
        #expect(try names(changes) == expected)
        // Of a room where only what came behind post 1 is the reader's, the same without what came before.
        let rest = PageRequest(room: .tea, .latest(after: nil), limit: 9, extras: [.changes], behind: 1)
        #expect(try names(rest) == "2 4 e5")
        let around = PageRequest(room: .tea, .around(.sequence(1)), limit: 4, extras: .all, behind: 1)
        #expect(try names(around) == "2 3")
    }

    @Test("a page with nothing to show, among as many rows as are looked at for it, is not the end of the past")
    func tooFar() throws {
        let cellar = Cellar()
        let store = try cellar.open(.memory)
        try store.make(room(.tea, "#tea"))
        let looked = Int64(PageRequest.rowsLookedAt)
        try store.commit([.post(post(.tea, 1))] + (2...looked + 1).map { .post(post(.tea, $0, "", .tags)) })
        func answer(_ part: PageRequest.Part) throws -> Answer {
            try store.answer(PageRequest(room: .tea, part, limit: 5))
        }
        #expect(try answer(.latest(after: nil)) == .tooFar)
        #expect(try answer(.before(.sequence(looked + 1))) == .entries([.post(post(.tea, 1))]))
        #expect(try answer(.after(.sequence(1))) == .tooFar)
        #expect(try answer(.after(.sequence(2))) == .entries([]))
        #expect(try answer(.latest(after: .sequence(1))) == .tooFar)
        #expect(try answer(.before(.sequence(1))) == .entries([]))
        // The same of what happened, behind comings and goings that are not the reader's to know.
        try store.make(room(.garden, "#garden"))
        let topic = Record.event(event(1, after: 0, .topic("Ours"), in: .garden))
        try store.commit([topic] + (2...looked + 1).map { .event(event($0, after: 0, in: .garden)) })
        let changes = PageRequest(room: .garden, .latest(after: nil), limit: 5, extras: .changes)
        #expect(try store.answer(changes) == .tooFar)
    }

    @Test("a time is found where it belongs, however events and posts share it", arguments: 0..<24)
    func halving(_ seed: UInt64) throws {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func random(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        let cellar = Cellar()
        let store = try cellar.open(.memory)
        try store.make(room(.tea, "#tea"))
        var entries: [(name: String, time: Int64)] = []
        var records: [Record] = []
        var (sequence, number, time): (Int64, Int64, Int64) = (0, 0, 0)
        for _ in 0..<60 {
            time += Int64(random(3)) * 10
            if random(4) < seed % 4 + 1 {
                number += 1 + Int64(random(3))
                records.append(.event(event(number, after: sequence, at: time)))
                entries.append(("e\(number)", time))
            } else {
                sequence += 1
                records.append(.post(post(.tea, sequence, at: time)))
                entries.append(("\(sequence)", time))
            }
        }
        try store.commit(records)
        for anchor in stride(from: Int64(-5), through: time + 10, by: 5) {
            for limit in [1, 4, 100] {
                let after = try store.page(
                    PageRequest(room: .tea, .after(Self.time(anchor)), limit: limit, hasEvents: true))
                #expect(after.map(\.name) == entries.filter { $0.time > anchor }.prefix(limit).map(\.name))
                let before = try store.page(
                    PageRequest(room: .tea, .before(Self.time(anchor)), limit: limit, hasEvents: true))
                #expect(before.map(\.name) == entries.filter { $0.time < anchor }.suffix(limit).map(\.name))
            }
        }
    }

    static let happenings: [Event.Kind] = [
        .joined(realname: ""), .joined(realname: "Ann of 茶"), .parted(reason: nil), .parted(reason: ""),
        .left(reason: "so long"), .renamed(to: "ann_"), .kicked(nick: "bob", reason: nil),
        .kicked(nick: "bob", reason: "why"), .topic(""), .topic("leaves"), .modes([]),
        .modes(["+ov-k", "ann", "", "a b"]),
    ]

    @Test("what happened comes back as it was, in each of its rooms", arguments: happenings.indices)
    func kinds(_ index: Int) throws {
        let cellar = Cellar()
        let store = try cellar.open(.memory)
        try store.make(room(.tea, "#tea"), room(.garden, "#garden"))
        var happened = event(1, after: 0, Self.happenings[index])
        happened.author = Author(ann, account: "Ann", isBot: true, isOperator: true)
        let garden = Event.Place(room: .garden, name: "#Garden", after: 0)
        var both = happened
        both.places.append(garden)
        try store.commit([.event(both)])
        #expect(try store.entries() == [.event(happened)])
        happened.places = [garden]
        #expect(try store.entries(of: .garden) == [.event(happened)])
    }

    @Test("an event needs its rooms, and the last one may leave as the room ends")
    func rooms() throws {
        let cellar = Cellar()
        let store = try cellar.open(.memory)
        #expect(throws: StoreError.unknownRoom(.tea)) { try store.commit([.event(event(1, after: 0))]) }
        try store.make(room(.tea, "#tea"))
        try store.commit([.roomEnded(.tea), .event(event(1, after: 0, .parted(reason: nil)))])
        #expect(throws: StoreError.unknownRoom(.tea)) { try store.commit([.event(event(2, after: 0))]) }
    }
}
