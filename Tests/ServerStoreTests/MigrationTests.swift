import ChatProtocol
import GRDB
import ServerCore
import ServerStore
import Testing

@Suite("A database of an earlier version")
struct MigrationTests {
    /// What version 1 made, word for word.
    static let first = """
        PRAGMA journal_mode = WAL;
        PRAGMA application_id = 0x63686174;
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES ('posts and rooms');
        CREATE TABLE store (id INTEGER NOT NULL) STRICT;
        CREATE TABLE room (
            number INTEGER PRIMARY KEY, name TEXT NOT NULL, made_at INTEGER NOT NULL,
            topic TEXT, topic_author TEXT, topic_time INTEGER,
            is_open INTEGER NOT NULL, ended_at INTEGER
        ) STRICT;
        CREATE INDEX room_live ON room (number) WHERE ended_at IS NULL;
        CREATE TABLE post (
            room INTEGER NOT NULL, sequence INTEGER NOT NULL, time INTEGER NOT NULL,
            author TEXT NOT NULL, kind INTEGER NOT NULL, target TEXT NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY (room, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE probe (bytes BLOB NOT NULL) STRICT;
        INSERT INTO store VALUES (99);
        PRAGMA user_version = 1;
        INSERT INTO room VALUES (1, '#lobby', 1000, NULL, NULL, NULL, 1, NULL);
        INSERT INTO room VALUES (2, '#tea', 1000, 'leaves', 'ann', 5, 1, NULL);
        INSERT INTO room VALUES (3, '#garden', 1000, NULL, NULL, NULL, 1, 7000);
        INSERT INTO post VALUES (2, 1, 10, 'ann!~ann@example.net', 0, '#tea', 'hello');
        INSERT INTO post VALUES (2, 2, 20, 'ann!~ann@example.net', 1, '#tea', 'a notice');
        INSERT INTO post VALUES (2, 3, 30, 'ann!~ann@example.net', 2, '#tea', '');
        INSERT INTO post VALUES (0, 1, 40, 'ann!~ann@example.net', 0, 'bob', 'between us');
        """

    static func old(_ cellar: Cellar) throws {
        cellar.write([], to: "lock")
        try DatabaseQueue(path: cellar.database).writeWithoutTransaction { try $0.execute(sql: first) }
    }

    @Test("is carried over with all that was said, and goes on")
    func carriedOver() throws {
        let cellar = Cellar()
        try Self.old(cellar)
        let store = try cellar.open()
        let restored = try store.restore()
        let topic = Topic(text: "leaves", author: "ann", time: Timestamp(milliseconds: 5))
        #expect(
            restored
                == Restored(
                    store: 99, nextRoom: RoomNumber(4), lastPrivateSequence: 1,
                    lastPrivateTime: Timestamp(milliseconds: 40),
                    rooms: [
                        Restored.Room(
                            record: room(.lobby, "#lobby"), lastSequence: 0, lastTime: Timestamp(milliseconds: 1_000)),
                        Restored.Room(
                            record: room(.tea, "#tea", topic: topic), lastSequence: 3,
                            lastTime: Timestamp(milliseconds: 30)),
                    ]))
        let old = [post(.tea, 1), post(.tea, 2, "a notice", .notice), post(.tea, 3, "", .tags)]
        #expect(try store.entries() == old.map { .post($0) })
        try store.commit(Everything.records + [.post(post(.tea, 4, "", .redaction(of: 1)))])
        #expect(try store.everything(of: .tea) == [old[1]])
        store.close()
        #expect(Store.check(at: cellar.path) == [])
        let version = try DatabaseQueue(path: cellar.database).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
        #expect(version == 2)
    }

    @Test("is refused by name where nothing may be written; checking finds it sound")
    func reading() throws {
        let cellar = Cellar()
        try Self.old(cellar)
        let error = StoreError.older(path: cellar.database, version: 1, known: 2)
        #expect(throws: error) { try Store.export("#tea", at: cellar.path, fold: { $0 }, each: { _ in }) }
        #expect(Store.check(at: cellar.path).filter { !$0.contains("other users") } == [])
    }

    @Test("that is carried over looks as one that is new")
    func sameTables() throws {
        let old = Cellar()
        let new = Cellar()
        try Self.old(old)
        try old.open().close()
        try new.open().close()
        let tables = { (cellar: Cellar) in
            try DatabaseQueue(path: cellar.database).read {
                try String.fetchAll(
                    $0, sql: "SELECT name || sql FROM sqlite_schema WHERE sql NOT LIKE '%grdb%' ORDER BY name")
            }
        }
        #expect(try tables(old) == tables(new))
    }
}
