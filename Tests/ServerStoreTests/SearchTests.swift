import ChatProtocol
import ServerCore
import ServerStore
import Testing

@Suite("Searching")
struct SearchTests {
    @Test("gives the newest matches, in the order they were said", arguments: [false, true])
    func newest(isIndexed: Bool) throws {
        let library = try Library()
        try library.say((1...250).map { "cup \($0)" })
        if isIndexed { try library.fill() }
        #expect(try library.find("cup", limit: 3) == ["cup 248", "cup 249", "cup 250"])
        #expect(try library.find("cup", limit: 1_000).count == Store.searchLimit)
        #expect(try library.find("cup", limit: 0) == [])
        #expect(try library.find("cup 7") == ["cup 7"])
    }

    @Test("merges rooms by time", arguments: [false, true])
    func rooms(isIndexed: Bool) throws {
        let library = try Library()
        try library.store.commit([
            .post(post(.tea, 1, at: 10, "tea one")), .post(post(.garden, 1, at: 20, "tea two")),
            .post(post(.tea, 2, at: 30, "tea three")), .post(post(.lobby, 1, at: 30, "tea lobby")),
            .post(post(.tea, 3, at: 40, "coffee")), .post(post(.garden, 2, at: 50, "tea four")),
            .post(post(.privately, 1, at: 60, "tea secret")),
        ])
        library.index.committed([.tea: 3, .garden: 2, .lobby: 1, .privately: 1])
        if isIndexed { try library.fill() }
        let everywhere = [RoomNumber.garden, .tea, .lobby, .tea, .privately, RoomNumber(99)]
        #expect(
            try library.find("tea", in: everywhere) == ["tea one", "tea two", "tea lobby", "tea three", "tea four"])
        #expect(try library.find("tea", in: everywhere, limit: 2) == ["tea three", "tea four"])
        #expect(try library.find("tea", in: [.garden]) == ["tea two", "tea four"])
        #expect(try library.find("tea", in: [.privately, RoomNumber(-1), RoomNumber(.max)]) == [])
        #expect(try library.find("tea", in: []) == [])
    }

    /// What three rooms say: words that are everywhere, in one room only, long ago only, seldom.
    private func said(_ number: Int64, in room: RoomNumber) -> String {
        var words = ["rain"]
        if number % 3 == 0 { words.append("sun") }
        if room == .tea { words.append("cup") }
        if room == .garden ? number < 200 : number < 700 { words.append("snow") }
        if number % 150 == room.value { words.append("hail") }
        return words.joined(separator: " ")
    }

    @Test(
        "finds in many rooms what is in each, however frequent the words are, indexed wholly, partly or not",
        arguments: [0, 500, 890, 900] as [Int64])
    func frequency(indexed: Int64) throws {
        let library = try Library()
        let rooms = [RoomNumber.lobby, .tea, .garden]
        let posts = (1...900 as ClosedRange<Int64>).flatMap { number in
            rooms.map { post($0, number, at: number * 10 + (number * 7 + $0.value) % 10, said(number, in: $0)) }
        }
        try library.store.commit(posts.filter { $0.sequence <= indexed }.map { .post($0) })
        #expect(try library.fill().posts == Int(indexed) * 3)
        try library.store.commit(posts.filter { $0.sequence > indexed }.map { .post($0) })
        for word in ["rain", "sun", "cup", "snow", "hail", "rain snow", "\"sun snow\"", "hail sun"] {
            let wanted = word.filter { $0 != "\"" }.split(separator: " ")
            for (limit, cutoff) in [(1, 0), (7, 0), (100, 0), (100, 600), (50, 890)] as [(Int, Int64)] {
                let scopes = rooms.map { SearchRequest.Place(room: $0, after: cutoff) }
                let expected = posts.filter { post in
                    let words = post.text.split(separator: " ")
                    return post.sequence > cutoff && wanted.allSatisfy { words.contains($0) }
                        && (word.first != "\"" || post.text.contains("sun snow"))
                }
                .sorted { ($0.time, $0.room) < ($1.time, $1.room) }
                let found = try library.find(SearchRequest(places: scopes, text: word, limit: limit))
                #expect(found == Array(expected.suffix(limit)), "\(word), \(limit) behind \(cutoff)")
            }
        }
    }

    @Test("shows nobody what is not for them: each room has its own cutoff", arguments: [false, true])
    func cutoff(isIndexed: Bool) throws {
        let library = try Library()
        try library.say((1...5).map { "tea \($0)" })
        try library.say((1...5).map { "tea in the garden \($0)" }, to: .garden)
        if isIndexed { try library.fill() }
        func find(_ cutoffs: [RoomNumber: Int64]) throws -> [String] {
            let scopes = cutoffs.map { SearchRequest.Place(room: $0, after: $1) }
            return try library.find(SearchRequest(places: scopes, text: "tea", limit: 100)).map(\.text)
        }
        #expect(try find([.tea: 3]) == ["tea 4", "tea 5"])
        #expect(try find([.tea: 4, .garden: 4]) == ["tea 5", "tea in the garden 5"])
        #expect(try find([.tea: 5, .garden: .max]) == [])
        #expect(try find([.tea: .min]).count == 5)
    }

    @Test("finds what one author said, whatever the nick looks like", arguments: [false, true])
    func author(isIndexed: Bool) throws {
        let library = try Library()
        let nicks = ["ann", "Ann[1]", "ann{1}", "小明", "ann_1", "anna"]
        try library.store.commit(
            nicks.enumerated().map { place, nick in
                var said = post(.tea, Int64(place) + 1, "hello from \(nick)")
                said.author = Author(Source(nick: nick, user: "~u", host: "ann.example"))
                return .post(said)
            })
        library.index.committed([.tea: Int64(nicks.count)])
        if isIndexed { try library.fill() }
        func find(_ nick: String, _ text: String = "hello", by casemapping: Casemapping = .unicode) throws -> [String] {
            let request = SearchRequest(
                places: [.init(room: .tea, after: 0)], text: text, author: casemapping.fold(nick),
                casemapping: casemapping, limit: 9)
            return try library.find(request).map(\.author.source.nick)
        }
        #expect(try find("ANN") == ["ann"])
        #expect(try find("ann", "") == ["ann"])
        #expect(try find("ann", "absent") == [])
        #expect(try find("小明") == ["小明"])
        #expect(try find("ann_1") == ["ann_1"])
        #expect(try find("ann[1]") == ["Ann[1]"])
        #expect(try find("ann[1]", by: .rfc1459) == ["Ann[1]", "ann{1}"])
        #expect(try find("nobody") == [])
    }

    @Test("keeps within a time, both ends left out", arguments: [false, true])
    func time(isIndexed: Bool) throws {
        let library = try Library()
        try library.say((1...9).map { "cup \($0)" })
        if isIndexed { try library.fill() }
        func find(_ after: Int64?, _ before: Int64?, limit: Int = 9) throws -> [Int64] {
            let request = SearchRequest(
                places: [.init(room: .tea, after: 0)], text: "cup", after: after.map(Timestamp.init(milliseconds:)),
                before: before.map(Timestamp.init(milliseconds:)), limit: limit)
            return try library.find(request).map(\.sequence)
        }
        #expect(try find(30, 60) == [4, 5])
        #expect(try find(nil, 30) == [1, 2])
        #expect(try find(75, nil) == [8, 9])
        #expect(try find(nil, 1_000, limit: 2) == [8, 9])
        #expect(try find(90, nil) == [])
        #expect(try find(nil, 10) == [])
        #expect(try find(60, 30) == [])
    }

    @Test("ends in time, with what was found, and the next search finds the rest")
    func patience() throws {
        let library = try Library()
        try library.say((1...20_000).map { $0 % 2 == 0 ? "rain" : "sun" })
        try library.fill()
        try library.says("rain and sun", from: 20_001)
        let request = SearchRequest(places: [.init(room: .tea, after: 0)], text: "rain sun", limit: 9)
        for microseconds in [0, 10, 50, 200, 1_000_000] as [Int64] {
            let found = try library.store.search(request, in: library.index, patience: .microseconds(microseconds))
            #expect(found.map(\.text) == ["rain and sun"])
        }
        #expect(try library.find("rain").count == Store.searchLimit)
        #expect(try library.fill() == ([], 1))
    }

    @Test("leaves out what is no speech")
    func tags() throws {
        let library = try Library()
        var tags = post(.tea, 1, "typing")
        tags.kind = .tags
        try library.store.commit([.post(tags), .post(post(.tea, 2, "typing now"))])
        #expect(try library.find("typing") == ["typing now"])
        library.index.committed([.tea: 2])
        try library.fill()
        #expect(try library.find("typing") == ["typing now"])
    }

    @Test("without an index, as of a store in memory, reads the newest posts")
    func withoutIndex() throws {
        let store = try Store(at: "", durability: .memory, random: 1)
        try store.make(room(.tea, "#tea"))
        try store.commit(posts(.tea, 1...20, "昨天你好的代码"))
        let request = SearchRequest(places: [.init(room: .tea, after: 18)], text: "你好", limit: 5)
        #expect(try store.search(request, in: nil).map(\.sequence) == [19, 20])
    }
}
