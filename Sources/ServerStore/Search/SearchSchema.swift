import GRDB
import ServerCore

/// What the index looks like, and how one tells that it is ours and of this store.
///
/// - `line` keeps no text (content='') and no lengths (columnsize=0), only which terms stand where in which row: positions
///   too, since a phrase would else have to be looked for in every post that holds its words.
/// - Rows are never taken out, which SQLite can do from 3.43 on only: what is found is held against the post itself.
enum SearchSchema {
    /// "chsr" in ASCII.
    static let application: Int64 = 0x6368_7372
    /// Rises with whatever changes the tables or the terms: an index of another version is made anew.
    static let version: Int64 = 1

    static func application(of database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    }

    static func version(of database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    static func isUnused(_ database: Database) throws -> Bool {
        try Int64.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)") == 1
    }

    /// The store whose posts these are.
    static func store(of database: Database) throws -> Int64? {
        try Int64.fetchOne(database, sql: "SELECT store FROM source")
    }

    /// Within a transaction.
    static func make(in database: Database, store: Int64) throws {
        try database.execute(sql: tables)
        for (setting, value) in settings {
            try database.execute(sql: "INSERT INTO line (line, rank) VALUES (?, ?)", arguments: [setting, value])
        }
        try database.execute(sql: "INSERT INTO source (store) VALUES (?)", arguments: [store])
        try database.execute(sql: "PRAGMA application_id = \(application); PRAGMA user_version = \(version)")
    }

    /// Posts of a room up to the watermark are in the index. Its time tells whether the post of that number is still the
    /// one that was read.
    private static let tables = """
        CREATE VIRTUAL TABLE line USING fts5 (terms, content = '', columnsize = 0, detail = full, tokenize = 'ascii');
        CREATE TABLE watermark (room INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, time INTEGER NOT NULL) STRICT;
        CREATE TABLE source (store INTEGER NOT NULL) STRICT;
        """

    /// FTS5's own (sqlite.org/fts5.html, 6). `automerge` 8 takes a tenth less of the processor than 4, measured with a
    /// million posts; `usermerge` 2 lets an idle filler merge any two parts of a size, so that a question of many rooms has
    /// fewer to look into. `hashsize` keeps a batch of the filler, of the longest posts too, in one part.
    private static let settings: [(String, Int64)] = [
        ("automerge", 8), ("usermerge", 2), ("crisismerge", 16), ("hashsize", 16 << 20),
    ]
}
