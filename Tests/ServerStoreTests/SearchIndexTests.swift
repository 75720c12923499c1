import ChatProtocol
import GRDB
import ServerCore
import ServerStore
import Testing

@Suite("The search index")
struct SearchIndexTests {
    /// Changes the database as another program would.
    private func change(_ path: String, _ sql: String) throws {
        try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
    }

    private func library(_ texts: String...) throws -> Library {
        let library = try Library()
        try library.say(texts)
        try library.fill()
        return library
    }

    @Test("is made beside the database, closed to others, and says nothing when all is well")
    func files() throws {
        let library = try Library()
        try library.says("tea")
        #expect(library.cellar.permissions(of: "search.sqlite") == nil)
        #expect(try library.fill().notes == [])
        for suffix in ["", "-wal", "-shm"] {
            #expect(library.cellar.permissions(of: "search.sqlite" + suffix) == 0o600)
        }
        library.restart()
        #expect(try library.fill() == ([], 0))
    }

    @Test("goes on where it was stopped, with what was committed meanwhile")
    func restart() throws {
        let library = try Library()
        let many = Int64(SearchFiller.batch) * 3
        try library.say((1...many).map { "cup \($0)" })
        guard case .more(let first) = library.filler.step() else {
            Issue.record("there is more")
            return
        }
        #expect(first == SearchFiller.batch)
        // What is indexed and what is not yet is found alike.
        #expect(try library.find("cup \(first)") == ["cup \(first)"])
        #expect(try library.find("cup \(first + 1)") == ["cup \(first + 1)"])
        #expect(try library.find("cup \(many)") == ["cup \(many)"])
        library.restart()
        try library.store.commit(posts(.garden, 1...1, "garden cup"))
        #expect(try library.fill().posts == Int(many) - first + 1)
        #expect(try library.find("cup 77", in: [.tea]) == ["cup 77"])
        #expect(try library.find("garden", in: [.tea, .garden]) == ["garden cup"])
        #expect(try library.fill().posts == 0)
    }

    @Test("goes on where the program was cut off, before its log had been copied into the file")
    func cutOff() throws {
        let library = try library("tea")
        let files = ["search.sqlite", "search.sqlite-wal"].map { ($0, library.cellar.read($0)) }
        library.restart()
        for (name, bytes) in files { library.cellar.write(bytes, to: name) }
        #expect(try library.fill() == ([], 0))
        #expect(try library.find("tea") == ["tea"])
    }

    @Test("is filled by one thread while others commit and ask: what was just said is found")
    func together() async throws {
        let library = try Library()
        let index = library.index
        let filling = Task.detached {
            let filler = SearchFiller(index)
            var posts = 0
            while !Task.isCancelled {
                switch filler.step() {
                case .more(let count), .few(let count): posts += count
                default: break
                }
                await Task.yield()
            }
            return posts
        }
        for number in 1...300 as ClosedRange<Int64> {
            try library.says("昨天 \(number)", "cup \(number)", from: number * 2 - 1)
            #expect(try library.find("cup \(number)") == ["cup \(number)"])
            #expect(try library.find("昨天", limit: 2).last == "昨天 \(number)")
        }
        filling.cancel()
        let filled = await filling.value
        #expect(try library.fill().posts == 600 - filled)
        #expect(try library.find("cup 7") == ["cup 7"])
    }

    @Test("lets no room wait for a longer one")
    func fairness() throws {
        let library = try Library()
        try library.say((1...Int64(SearchFiller.batch) * 2).map { "cup \($0)" }, to: .lobby)
        try library.says("late")
        _ = library.filler.step()
        let indexed = try DatabaseQueue(path: library.cellar.path + "/search.sqlite").read { database in
            try Int64.fetchAll(database, sql: "SELECT sequence FROM watermark ORDER BY room")
        }
        #expect(indexed == [Int64(SearchFiller.batch) - 1, 1])
    }

    @Test("does not find what a post said before it was taken back", arguments: [false, true])
    func redaction(isIndexed: Bool) throws {
        let library = try Library()
        try library.says("secret one", "secret two", "secret three")
        if isIndexed { try library.fill() }
        try change(library.cellar.database, "UPDATE post SET text = '' WHERE sequence = 2")
        #expect(try library.find("secret") == ["secret one", "secret three"])
        let ofAnn = SearchRequest(places: [.init(room: .tea, after: 0)], text: "", author: "ann", limit: 9)
        #expect(try library.find(ofAnn).map(\.sequence) == [1, 3])
        try change(library.cellar.database, "DELETE FROM post WHERE sequence = 3")
        #expect(try library.find("secret") == ["secret one"])
        #expect(try library.find("secret", limit: 1) == ["secret one"])
    }

    @Test("knows posts that have the numbers of others that a loss of power took")
    func lostPosts() throws {
        let library = try library("one", "two lost", "three lost")
        try change(library.cellar.database, "DELETE FROM post WHERE sequence > 1")
        library.restart()
        try library.store.commit((2...4).map { .post(post(.tea, $0, at: 100 + $0, "new \($0)")) })
        library.index.committed([.tea: 4])
        #expect(try library.fill().posts == 3)
        #expect(try library.find("new") == ["new 2", "new 3", "new 4"])
        #expect(try library.find("lost") == [])
    }

    @Test("that was cut off, overwritten or emptied is made anew", arguments: 0..<6)
    func damage(_ kind: Int) throws {
        let library = try library("昨天你好的代码", "two")
        library.restart()
        let path = library.cellar.path + "/search.sqlite"
        try DatabaseQueue(path: path).writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        var bytes = library.cellar.read("search.sqlite")
        #expect(bytes.count > 8_192)
        switch kind {
        case 0: bytes.removeLast(bytes.count - 5_000)
        case 1: bytes.replaceSubrange(4_096..., with: repeatElement(0xFF, count: bytes.count - 4_096))
        case 2: bytes.replaceSubrange(100..<4_096, with: repeatElement(0, count: 3_996))
        case 3: bytes.replaceSubrange(16..<60, with: repeatElement(0xAA, count: 44))
        case 4: bytes.removeLast(bytes.count - 80)
        default: bytes = []
        }
        library.cellar.write(bytes, to: "search.sqlite")
        // Asked before it was noticed, and after.
        #expect(try library.find("你好") == ["昨天你好的代码"])
        let filled = try library.fill()
        #expect(filled.notes.count == (kind == 5 ? 0 : 1))
        #expect(filled.posts == 2)
        #expect(try library.find("你好") == ["昨天你好的代码"])
        #expect(try library.fill() == ([], 0))
    }

    @Test("whatever byte is wrong: posts that say it, or none, never a crash", arguments: 0..<8)
    func flips(_ part: Int) throws {
        let library = try Library()
        try library.say((1...300).map { "昨天你好 cup number \($0)" })
        try library.fill()
        library.restart()
        let path = library.cellar.path + "/search.sqlite"
        try DatabaseQueue(path: path).writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        let sound = library.cellar.read("search.sqlite")
        for place in stride(from: part * 13, to: sound.count, by: 8 * 61) {
            var bytes = sound
            bytes[place] ^= place % 2 == 0 ? 0xFF : 0x01
            for suffix in ["-wal", "-shm"] { library.cellar.write([], to: "search.sqlite" + suffix) }
            library.cellar.write(bytes, to: "search.sqlite")
            let found = try library.find("你好 cup", limit: 50)
            #expect(found.allSatisfy { $0.hasPrefix("昨天你好 cup") })
            try library.says("昨天你好 more", to: .garden, from: Int64(place) + 1)
            _ = library.filler.step()
            _ = library.filler.step()
            library.restart()
        }
    }

    @Test("is the same after a kill that left all of it in its log")
    func killed() throws {
        let library = try library("昨天你好的代码", "two")
        let (file, log) = (library.cellar.read("search.sqlite"), library.cellar.read("search.sqlite-wal"))
        library.restart()
        library.cellar.write(file, to: "search.sqlite")
        library.cellar.write(log, to: "search.sqlite-wal")
        #expect(try library.fill() == ([], 0))
        #expect(try library.find("你好") == ["昨天你好的代码"])
    }

    @Test("of another version, or of another database, is made anew")
    func foreignIndex() throws {
        let library = try library("tea")
        let path = library.cellar.path + "/search.sqlite"
        library.restart()
        try change(path, "PRAGMA user_version = 99")
        let newer = try library.fill()
        #expect(newer.notes == ["The search index is made anew: its format was 99, not 1."])
        library.restart()
        try change(path, "UPDATE source SET store = 12345")
        let other = try library.fill()
        #expect(other.notes == ["The search index is made anew: it belongs to another database."])
        #expect(other.posts == 1)
        #expect(try library.find("tea") == ["tea"])
    }

    @Test("never takes the place of somebody else's file: that is moved aside")
    func somebodyElses() throws {
        let library = try Library()
        try library.says("tea")
        let letter = Array("My dear friend, this is a letter and no database at all. It is long enough, too.".utf8)
        library.cellar.write(letter, to: "search.sqlite")
        #expect(try library.find("tea") == ["tea"])
        #expect(try library.fill().notes.count == 1)
        #expect(library.cellar.read("search.sqlite.aside") == letter)
        #expect(try library.find("tea") == ["tea"])
    }
}
