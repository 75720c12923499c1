import ClientCore
import GRDB

/// What the log looks like, and how one tells that it is ours.
///
/// - A line's `number` is given by whoever keeps it, and never again: it is the row of its words in `word` as well.
/// - `line_order` is how a buffer is read; `line_msgid` keeps a line that came twice from standing there twice.
/// - The outbox is what stands in `line` with `delivery` 1: own lines that nobody has acknowledged, and in `said` what was
///   to be sent of them.
/// - What a line answers stands in it as the beginning that is shown (`answers` is its msgid), and so do the reactions to
///   it: both are there without the lines that they came with.
/// - A line of several comings and goings has the msgids of the first and of the last of them (`last_msgid`): what is
///   missing before it and behind it is asked for from there. `changed` is when it was edited, since an earlier edit may
///   be heard of later.
/// - What is kept of a buffer besides its lines stands in its row: whether and where it is open (`position`), what is
///   typed (`draft`), where the person reads (`top`), what they have seen.
/// - `line_mention` finds what spoke to the person in rooms; what was said to them alone stands in the buffers of persons.
/// - `word` keeps no text (content=''), only which terms stand in which line. What leaves it is taken out by its own
///   terms, so they must be made as they were: `version` rises when `SearchTerms` changes what it makes.
enum LogSchema {
    /// "chlg" in ASCII, in the file's header (sqlite.org/pragma.html#pragma_application_id).
    static let application: Int64 = 0x6368_6C67
    /// Rises with every migration; in the file's header.
    static let version: Int64 = 4

    /// Refuses a database that is not ours, or of a later version. Marks one that nobody has used yet as ours.
    static func claim(_ database: Database, at path: String) throws {
        let isUnused = try Int64.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)") == 1
        if isUnused, try application(of: database) == 0 {
            // There is nothing to lose yet; WAL, which comes next, syncs again (`DatabaseQueue` makes that NORMAL).
            try database.execute(sql: "PRAGMA synchronous = OFF; PRAGMA application_id = \(application)")
        } else {
            try verify(database, at: path)
        }
    }

    /// Refuses a database that is not ours, or of a later version.
    static func verify(_ database: Database, at path: String) throws {
        guard try application(of: database) == application else { throw LogTrouble.notOurs(path: path) }
        guard try version(of: database) <= version else { throw LogTrouble.newer(path: path) }
    }

    static func version(of database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    private static func application(of database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    }

    static var migrator: DatabaseMigrator {
        // There are no foreign keys to check, and checking them would read all of the database.
        var migrator = DatabaseMigrator().disablingDeferredForeignKeyChecks()
        migrator.registerMigration("lines and buffers") { database in
            try database.execute(sql: first)
            try database.execute(sql: "PRAGMA user_version = 1")
        }
        migrator.registerMigration("mentions") { database in
            try database.execute(sql: mentions)
            try database.execute(sql: "PRAGMA user_version = 2")
        }
        migrator.registerMigration("answers and reactions") { database in
            try database.execute(sql: answers)
            try database.execute(sql: "PRAGMA user_version = 3")
        }
        migrator.registerMigration("ends of what is known") { database in
            try database.execute(sql: ends)
            try database.execute(sql: "PRAGMA user_version = 4")
        }
        return migrator
    }

    /// Lines that spoke to the person are few among many.
    private static let mentions = "CREATE INDEX line_mention ON line (time) WHERE flags & \(LineRow.isMention) <> 0"

    private static let first = """
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
        """

    private static let answers = """
        ALTER TABLE line ADD COLUMN answers TEXT;
        ALTER TABLE line ADD COLUMN answered_author TEXT;
        ALTER TABLE line ADD COLUMN answered_text TEXT;
        ALTER TABLE line ADD COLUMN reactions TEXT;
        """

    private static let ends = """
        ALTER TABLE line ADD COLUMN last_msgid TEXT;
        ALTER TABLE line ADD COLUMN changed INTEGER;
        """
}
