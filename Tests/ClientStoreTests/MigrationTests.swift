import ChatProtocol
import ClientCore
import ClientStore
import GRDB
import Glibc
import Testing

@Suite("A log of an earlier version")
struct MigrationTests {
    /// What version 1 made, word for word.
    static let first = """
        PRAGMA journal_mode = WAL;
        PRAGMA application_id = 0x63686C67;
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES ('lines and buffers');
        CREATE TABLE network (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE buffer (
            id INTEGER PRIMARY KEY, network INTEGER NOT NULL, folded TEXT NOT NULL, target TEXT NOT NULL,
            kind INTEGER NOT NULL, position INTEGER, is_current INTEGER NOT NULL, is_wanted INTEGER NOT NULL,
            draft TEXT NOT NULL, cursor INTEGER NOT NULL,
            top_number INTEGER, top_order INTEGER, top_row INTEGER,
            seen_number INTEGER, seen_order INTEGER, cleared_number INTEGER, cleared_order INTEGER,
            lines INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX buffer_name ON buffer (network, folded);
        CREATE TABLE line (
            number INTEGER PRIMARY KEY, place INTEGER NOT NULL, msgid TEXT, time INTEGER NOT NULL,
            kind INTEGER NOT NULL, author TEXT, text TEXT NOT NULL, styles TEXT, movements TEXT,
            delivery INTEGER NOT NULL, reason TEXT, said TEXT, flags INTEGER NOT NULL, buffer INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX line_order ON line (buffer, place, number);
        CREATE UNIQUE INDEX line_msgid ON line (buffer, msgid) WHERE msgid IS NOT NULL;
        CREATE VIRTUAL TABLE word USING fts5 (terms, content = '', columnsize = 0, tokenize = 'ascii');
        PRAGMA user_version = 1;
        INSERT INTO network VALUES (1, 'chat.example:6667');
        INSERT INTO buffer VALUES (1, 1, '#lobby', '#Lobby', 1, 3, 1, 1, 'draft', 2, 9, 9, 1, 9, 9, NULL, NULL, 1);
        INSERT INTO line VALUES (9, 9, 'abc', 1795424520009, 0, 'bob', '你好 world', '7p0,5n33.1', NULL, 0, NULL, NULL, 0, 1);
        INSERT INTO word (rowid, terms) VALUES (9, ' 你好  world | 你 好 | \u{E000}bob ');
        """

    @Test("is carried over with all that it has, and goes on")
    func carriedOver() throws {
        let drawer = Drawer()
        mkdir(drawer.path, 0o700)
        try DatabaseQueue(path: drawer.database).writeWithoutTransaction { try $0.execute(sql: Self.first) }
        let log = try drawer.open()
        #expect(log.trouble == nil)
        var lobby = LoggedBuffer(.lobby, kind: .room, target: "#Lobby", position: 3)
        lobby.isCurrent = true
        lobby.isWanted = true
        lobby.draft = "draft"
        lobby.cursor = 2
        lobby.seen = LogPlace(number: 9, order: 9)
        lobby.reading = LoggedBuffer.Reading(top: LogPlace(number: 9, order: 9), row: 1)
        #expect(
            try log.remembered(of: "chat.example:6667")
                == Remembered(network: "chat.example:6667", buffers: [lobby], nextNumber: 10))
        #expect(try log.texts(of: .lobby) == ["你好 world"])
        #expect(try log.find("你好 world", limit: 9).count == 1)
        var answered = try #require(try log.everything(of: .lobby).first)
        #expect(answered.line.quote == nil)
        #expect(answered.line.reactions.isEmpty)
        answered.line.quote = Quote(id: "a", author: "ann", text: "hello?")
        answered.line.reactions.give("👍", by: "eve")
        try log.keep([.lines([answered], of: .lobby)])
        #expect(try log.everything(of: .lobby) == [answered])
        try log.keep([.lines([said(10, "goes on"), said(11, "new words", id: "abc")], of: .lobby)])
        #expect(try log.texts(of: .lobby) == ["goes on", "new words"])
        // The old line's words left the index with it: these tests' terms are those that version 1 made.
        #expect(try log.find("你好", limit: 9) == [])
    }

    @Test("that is carried over looks as one that is new")
    func sameTables() throws {
        let (old, new) = (Drawer(), Drawer())
        mkdir(old.path, 0o700)
        try DatabaseQueue(path: old.database).writeWithoutTransaction { try $0.execute(sql: Self.first) }
        let tables = { (drawer: Drawer) in
            try drawer.open().close()
            return try DatabaseQueue(path: drawer.database).read {
                try String.fetchAll(
                    $0, sql: "SELECT name || sql FROM sqlite_schema WHERE sql NOT LIKE '%grdb%' ORDER BY name")
            }
        }
        #expect(try tables(old) == tables(new))
    }
}
