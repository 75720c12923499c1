import GRDB
import ServerCore
import ServerStore
import Testing

@Suite("Checking")
struct CheckingTests {
    @Test("a sound database has no faults, nor has one that is not there yet")
    func sound() throws {
        let cellar = Cellar()
        #expect(Store.check(at: cellar.path) == [])
        do {
            let store = try cellar.open()
            try store.make(room(.tea, "#tea"))
            try store.commit(posts(.tea, 1...2_500) + posts(.privately, 1...3))
            #expect(Store.check(at: cellar.path) == [], "while the server runs")
        }
        #expect(Store.check(at: cellar.path) == [])
    }

    @Test(
        "what contradicts itself is told",
        arguments: [
            ("DELETE FROM post WHERE sequence = 2", "Room 2 has no posts between 1 and 3."),
            ("UPDATE post SET time = 0 WHERE sequence = 3", "Post 3 of room 2 is earlier than the one before it."),
            ("DELETE FROM room", "There are posts of room 2, which is not stored."),
        ])
    func faults(_ damage: String, _ told: String) throws {
        let cellar = Cellar()
        do {
            let store = try cellar.open()
            try store.make(room(.tea, "#tea"))
            try store.commit(posts(.tea, 1...3))
        }
        try DatabaseQueue(path: cellar.database).write { try $0.execute(sql: damage) }
        #expect(Store.check(at: cellar.path) == [told])
    }

    @Test("of many faults, the first ones are told")
    func many() throws {
        let cellar = Cellar()
        do {
            let store = try cellar.open()
            try store.make(room(.tea, "#tea"))
            try store.commit(posts(.tea, 1...3_000))
        }
        try DatabaseQueue(path: cellar.database).write {
            try $0.execute(sql: "DELETE FROM post WHERE sequence % 2 = 0")
        }
        #expect(Store.check(at: cellar.path).count == 21)
    }
}
