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

    @Test(
        "what contradicts itself among events, conversations and accounts is told",
        arguments: [
            ("DELETE FROM conversation WHERE number = 20", "There are posts of room 20, which is not stored."),
            ("UPDATE conversation SET number = 22 WHERE number = 21", "Room 22 is a conversation as well."),
            (
                "UPDATE post SET flags = 0 WHERE room = 2 AND sequence = 1",
                "Post 1 of room 2 was taken back or edited, and is as before."
            ),
            (
                "UPDATE post SET text = 'x' WHERE room = 2 AND sequence = 1",
                "Post 1 of room 2 should be blank, and is not."
            ),
            (
                "UPDATE post SET flags = 0 WHERE room = 2 AND sequence = 2",
                "Post 2 of room 2 was taken back or edited, and is as before."
            ),
            (
                "UPDATE post SET flags = 4, text = '' WHERE room = 2 AND sequence = 3",
                "Post 3 of room 2 is gone, and nobody took it back."
            ),
            ("UPDATE post SET flags = 8 WHERE room = 2 AND sequence = 3", "Post 3 of room 2 was edited by nobody."),
            ("UPDATE event_place SET room = 77", "Event 3 is in room 77, which is not stored."),
            ("DELETE FROM event", "Event 3 of room 22 is not stored."),
            ("UPDATE event SET time = 5", "Event 3 of room 22 has two times."),
            ("UPDATE event SET kind = 99", "The database is damaged: event 3 is of no known kind."),
            (
                "UPDATE belonging SET room = 78 WHERE account = 4",
                "Table belonging has rows of room 78, which is not stored."
            ),
            (
                "UPDATE marker SET account = 79 WHERE target = 'bob'",
                "Table marker has rows of account 79, which is not stored."
            ),
            (
                "UPDATE account SET verifier = 'plain' WHERE number = 4",
                "The database is damaged: the verifier of account 4 is none."
            ),
        ])
    func records(_ damage: String, _ told: String) throws {
        let cellar = Cellar()
        do {
            let store = try cellar.open()
            try store.make(room(.tea, "#tea"))
            try store.commit(Everything.records + posts(.tea, 1...3))
            try store.commit([.post(post(.tea, 4, "", .redaction(of: 1))), .post(post(.tea, 5, "x", .edit(of: 2)))])
        }
        #expect(Store.check(at: cellar.path) == [])
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
