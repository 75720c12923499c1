import ChatProtocol
import ServerCore
import ServerStore
import Testing

/// A store with its search index: what people said in rooms is found, or not.
final class Library {
    let cellar = Cellar()
    let store: Store
    private(set) var index: SearchIndex
    private(set) var filler: SearchFiller

    init() throws {
        store = try cellar.open()
        index = SearchIndex(at: cellar.path)
        filler = SearchFiller(index)
        try store.make(room(.lobby, "#lobby"), room(.tea, "#tea"), room(.garden, "#garden"))
    }

    /// As a program that starts anew: only the files remember.
    func restart() {
        index.close()
        index = SearchIndex(at: cellar.path)
        filler = SearchFiller(index)
    }

    /// Ann says these in the room, one after another, and the index is told.
    func says(_ texts: String..., to room: RoomNumber = .tea, from first: Int64 = 1) throws {
        try say(texts, to: room, from: first)
    }

    func say(_ texts: [String], to room: RoomNumber = .tea, from first: Int64 = 1) throws {
        try store.commit(texts.enumerated().map { .post(post(room, first + Int64($0), $1)) })
        index.committed([room: first + Int64(texts.count) - 1])
    }

    /// Steps until all is indexed; what was said about the index itself, and how many posts were read.
    @discardableResult
    func fill() throws -> (notes: [String], posts: Int) {
        var notes: [String] = []
        var posts = 0
        for _ in 0..<1_000 {
            switch filler.step() {
            case .more(let count), .few(let count): posts += count
            case .idle: return (notes, posts)
            case .rebuilding(let note): notes.append(note)
            case .failed(let error): throw error
            }
        }
        Issue.record("the index is never full")
        return (notes, posts)
    }

    func find(
        _ words: String, in rooms: [RoomNumber] = [.tea], after cutoff: Int64 = 0, limit: Int = 100
    ) throws -> [String] {
        let scopes = rooms.map { SearchRequest.Place(room: $0, after: cutoff) }
        return try find(SearchRequest(places: scopes, text: words, limit: limit)).map(\.text)
    }

    /// However long it takes: what is found is the matter, not how soon.
    func find(_ request: SearchRequest) throws -> [Post] {
        try store.search(request, in: index, patience: .seconds(60))
    }
}
