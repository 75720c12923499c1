import GRDB

/// What the database looks like, and how one tells that it is ours.
///
/// - `post` has no second index: within a room time never decreases, so that a time is found by halving the sequence.
/// - `room_live` makes the work at start depend on the rooms that have not ended, not on all that ever were.
enum Schema {
    /// "chat" in ASCII, in the file's header (sqlite.org/pragma.html#pragma_application_id).
    static let application: Int64 = 0x6368_6174
    /// Rises with every migration; in the file's header.
    static let version: Int64 = 1

    /// Marks a database that nobody has used yet as ours, and refuses any other that is not.
    static func claim(_ database: Database, at path: String) throws {
        let isUnused = try Int64.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)") == 1
        if isUnused, try application(of: database) == 0 {
            // In a step of its own: a start that is cut off after this one leaves a database that is known to be ours.
            try database.execute(sql: "PRAGMA application_id = \(application)")
        } else {
            try verify(database, at: path)
        }
    }

    /// Refuses a database that is not ours or of a later version.
    static func verify(_ database: Database, at path: String) throws {
        guard try application(of: database) == application else { throw StoreError.notOurs(path: path) }
        let version = try version(of: database)
        guard version <= Self.version else {
            throw StoreError.newer(path: path, version: version, known: Self.version)
        }
    }

    static func version(of database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    private static func application(of database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    }

    /// - Parameter store: the id of the store, should this make one.
    static func migrator(store: UInt32) -> DatabaseMigrator {
        // There are no foreign keys to check, and checking them would read all of the database.
        var migrator = DatabaseMigrator().disablingDeferredForeignKeyChecks()
        migrator.registerMigration("posts and rooms") { database in
            try database.execute(sql: tables)
            try database.execute(sql: "INSERT INTO store (id) VALUES (?)", arguments: [Int64(store)])
            try database.execute(sql: "PRAGMA user_version = 1")
        }
        return migrator
    }

    /// Times are milliseconds since 1970 in UTC. `post.author` is `nick!user@host`, `post.kind` is in PostRow.swift.
    private static let tables = """
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
        """
}
