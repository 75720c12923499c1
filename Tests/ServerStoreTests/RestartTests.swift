import ChatProtocol
import ServerCore
import ServerStore
import Testing

@Suite("A server that starts again")
struct RestartTests {
    @Test("a new database gives nothing but its id")
    func new() throws {
        let cellar = Cellar()
        #expect(try cellar.open(random: 4_000_000_000).restore() == .nothing(store: 4_000_000_000))
        #expect(try cellar.open(.memory, random: 5).restore() == .nothing(store: 5))
    }

    @Test("the id is that of the database, whatever is offered later")
    func id() throws {
        let cellar = Cellar()
        try cellar.open(random: 1).close()
        #expect(try cellar.open(random: 2).restore().store == 1)
    }

    @Test("open rooms go on where they were, with their topics, and numbers are never used again")
    func rooms() throws {
        let cellar = Cellar()
        let topic = Topic(text: "leaves: ☕", author: "ann!~ann@example.net", time: Timestamp(milliseconds: 5))
        let tea = room(.tea, "#Tea", topic: topic)
        let garden = room(.garden, "#garden")
        do {
            let store = try cellar.open()
            try store.make(room(.lobby, "#lobby"), room(.tea, "#Tea"), garden, room(RoomNumber(9), "#brief"))
            try store.commit(posts(.tea, 1...12) + posts(.privately, 1...4) + posts(RoomNumber(9), 1...3))
            try store.commit([.room(tea), .roomEnded(RoomNumber(9))])
        }
        let store = try cellar.open()
        let restored = try store.restore()
        #expect(restored.nextRoom == RoomNumber(10))
        #expect(restored.lastPrivateSequence == 4)
        #expect(
            restored.rooms == [
                Restored.Room(
                    record: room(.lobby, "#lobby"), lastSequence: 0, lastTime: Timestamp(milliseconds: 1_000)),
                Restored.Room(record: tea, lastSequence: 12, lastTime: Timestamp(milliseconds: 120)),
                Restored.Room(record: garden, lastSequence: 0, lastTime: Timestamp(milliseconds: 1_000)),
            ])
        try store.commit(posts(.tea, 13...13) + posts(.privately, 5...5))
        #expect(throws: StoreError.unknownRoom(RoomNumber(9))) { try store.commit(posts(RoomNumber(9), 4...4)) }
    }

    @Test("a room that was not open has ended with its server, but for the lobby")
    func closedRooms() throws {
        let cellar = Cellar()
        do {
            let store = try cellar.open()
            try store.make(room(.lobby, "#lobby", isOpen: false), room(.tea, "#tea"), room(.garden, "#garden"))
            try store.make(room(.tea, "#tea", isOpen: false))
        }
        for _ in 0..<2 {
            let store = try cellar.open()
            #expect(try store.restore().rooms.map(\.record.number) == [.lobby, .garden])
            #expect(throws: StoreError.unknownRoom(.tea)) { try store.commit(posts(.tea, 1...1)) }
        }
    }

    @Test("a store that nobody closed is as it was left")
    func unclosed() throws {
        let cellar = Cellar()
        let other = Cellar()
        let store = try cellar.open()
        try store.make(room(.tea, "#tea"))
        try store.commit(posts(.tea, 1...100))
        // What a crash leaves: the files as they are while the store is open.
        for name in ["server.sqlite", "server.sqlite-wal"] { other.write(cellar.read(name), to: name) }
        #expect(cellar.size(of: "server.sqlite-wal") > 0)
        let again = try other.open()
        #expect(try again.restore().rooms.map(\.lastSequence) == [100])
        #expect(try again.everything(of: .tea) == store.everything(of: .tea))
    }
}
