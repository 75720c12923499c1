import ChatProtocol
import Server
import ServerCore
import ServerStore
import TerminalEmulator
import Testing

@Suite("The library")
struct LibraryTests {
    @Test("leaves no log behind when it is closed: the next start has nothing to read through")
    func closing() throws {
        let folder = try TemporaryFolder()
        let store = try Store(at: folder.path, durability: .normal, random: 7)
        let library = Library(store, indexAt: folder.path, keep: nil)
        let morning = Timestamp(milliseconds: 1_795_424_400_000)
        let room = RoomRecord(number: .lobby, name: "#lobby", madeAt: morning, topic: nil, isOpen: true)
        let post = Post(
            room: .lobby, sequence: 1, time: morning, author: Author(Source("ann!~ann@example.net")), kind: .message,
            target: "#lobby", text: "hello")
        try library.write([.room(room), .post(post)])
        while library.prepare() == .more {}
        let request = SearchRequest(places: [.init(room: .lobby, after: 0)], text: "hello", limit: 1)
        #expect(try library.read(.search(request)) == .entries([.post(post)]))
        library.close()
        #expect(folder.text(of: "server.sqlite") != nil && folder.text(of: "search.sqlite") != nil)
        #expect(folder.text(of: "server.sqlite-wal") == nil && folder.text(of: "search.sqlite-wal") == nil)
    }
}
