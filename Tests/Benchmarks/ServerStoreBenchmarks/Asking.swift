import Benchmark
import ChatProtocol
import ServerCore
import ServerStore

func paging() -> [Benchmark?] {
    [
        page("latest") { _ in .latest(after: nil) },
        page("before a msgid") { .before(.sequence($0)) },
        page("after a msgid") { .after(.sequence($0)) },
        page("before a time") { .before(.time(Stock.time(of: $0))) },
        page("after a time") { .after(.time(Stock.time(of: $0))) },
        page("around a msgid") { .around(.sequence($0)) },
    ]
}

/// Of the lobby, which has half of all lines; each time at another place.
private func page(_ name: String, _ part: @escaping (Int64) -> PageRequest.Part) -> Benchmark? {
    var chance = SplitMix64(seed: 7)
    return Benchmark("page of 50, \(name)", configuration: configuration()) { benchmark, stock in
        let request = PageRequest(room: .lobby, part(.random(in: 1...stock.lobbyLines, using: &chance)), limit: 50)
        benchmark.startMeasurement()
        blackHole(try stock.store.page(request))
        benchmark.stopMeasurement()
    } setup: {
        try Stock()
    }
}

func searching() -> [Benchmark?] {
    let words = [
        ("a frequent word", Words.frequent), ("two frequent words", Words.frequent + " " + Words.english[1]),
        ("a middling word", Words.english[300]), ("a rare word", Words.rare), ("a word that is nowhere", "xyzzy"),
        ("a frequent and a rare word", Words.frequent + " " + Words.rare),
        ("a frequent pair", Words.chinese[0]), ("two frequent pairs", Words.chinese[0] + " " + Words.chinese[1]),
        ("a rare pair", Words.rarePair), ("a sign", String(Words.chinese[0].prefix(1))),
    ]
    return words.map { name, text in
        search(name) { stock in SearchRequest(places: stock.places, text: text, limit: 100) }
    } + [
        search("a frequent word, in one room") { _ in
            SearchRequest(places: [.init(room: .lobby, after: 0)], text: Words.frequent, limit: 100)
        },
        search("a frequent word of one author") { stock in
            SearchRequest(places: stock.places, text: Words.frequent, author: Stock.nick(3), limit: 100)
        },
        search("a frequent word, long ago") { stock in
            SearchRequest(
                places: stock.places, text: Words.frequent, before: Stock.time(of: stock.lobbyLines / 10), limit: 100)
        },
        search("a rare word, long ago") { stock in
            SearchRequest(
                places: stock.places, text: Words.rare, after: Stock.time(of: stock.lobbyLines / 10),
                before: Stock.time(of: stock.lobbyLines / 5), limit: 100)
        },
    ]
}

private func search(_ name: String, _ request: @escaping (Stock) -> SearchRequest) -> Benchmark? {
    Benchmark("search for \(name)", configuration: configuration()) { benchmark, stock in
        let request = request(stock)
        benchmark.startMeasurement()
        blackHole(try stock.store.search(request, in: stock.index))
        benchmark.stopMeasurement()
    } setup: {
        try Stock()
    }
}

/// From nothing to a store that can be committed to.
func opening() -> Benchmark? {
    Benchmark("open the store", configuration: configuration()) { benchmark in
        benchmark.startMeasurement()
        let store = try Store(at: Stock.path, durability: .normal, random: 7)
        blackHole(try store.restore())
        benchmark.stopMeasurement()
        store.close()
    } setup: {
        try Stock().close()
    }
}
