import GRDB

/// What the database looks like, and how one tells that it is ours.
///
/// - `post` has no index by time: within a room time never decreases, so that a time is found by halving the sequence.
///   The same holds for `event_place`, whose key is the order of a room's events among its posts.
/// - `post_about` holds redactions and edits alone, so that a plain post costs nothing there.
/// - `room_live` makes the work at start depend on the rooms that have not ended, not on all that ever were.
/// - Rooms and conversations are numbered together: a post's room is one or the other.
enum Schema {
    /// "chat" in ASCII, in the file's header (sqlite.org/pragma.html#pragma_application_id).
    static let application: Int64 = 0x6368_6174
    /// Rises with every migration; in the file's header.
    static let version: Int64 = 2

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

    /// Refuses a database that no server of this version has opened yet.
    static func verifyCurrent(_ database: Database, at path: String) throws {
        let version = try version(of: database)
        guard version == Self.version else {
            throw StoreError.older(path: path, version: version, known: Self.version)
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
            try database.execute(sql: Tables.first)
            try database.execute(sql: "INSERT INTO store (id) VALUES (?)", arguments: [Int64(store)])
            try database.execute(sql: "PRAGMA user_version = 1")
        }
        migrator.registerMigration("events and accounts") { database in
            try database.execute(sql: Tables.second)
            try database.execute(sql: "PRAGMA user_version = 2")
        }
        return migrator
    }
}
