/// What each version of the database has added. A version that was ever used never changes.
///
/// Times are milliseconds since 1970 in UTC. `author` is `nick!user@host`. Kinds and flags of posts are in
/// PostRow.swift, kinds of events in EventRow.swift.
enum Tables {
    static let first = """
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

    /// - `store`: the greatest numbers ever used of what may be deleted.
    /// - `post.account` is a name, as it was then; `about` the post that a redaction or an edit is about.
    /// - `room.flags` are letters; without any said, a room has those of RoomModes.
    /// - `metadata.kind`: 0 an account's, 1 a room's.
    /// - `erasure`: accounts whose posts are being blanked, how far that has come, and the first post of each room
    ///   that is not to be.
    static let second = """
        ALTER TABLE store ADD COLUMN last_account INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE store ADD COLUMN last_event INTEGER NOT NULL DEFAULT 0;

        ALTER TABLE post ADD COLUMN account TEXT;
        ALTER TABLE post ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE post ADD COLUMN tags TEXT;
        ALTER TABLE post ADD COLUMN about INTEGER;
        CREATE INDEX post_about ON post (room, about) WHERE about IS NOT NULL;

        CREATE TABLE event (
            number INTEGER PRIMARY KEY, time INTEGER NOT NULL, author TEXT NOT NULL, account TEXT,
            flags INTEGER NOT NULL, kind INTEGER NOT NULL, nick TEXT, text TEXT
        ) STRICT;
        CREATE TABLE event_place (
            room INTEGER NOT NULL, after INTEGER NOT NULL, event INTEGER NOT NULL, time INTEGER NOT NULL,
            name TEXT NOT NULL, PRIMARY KEY (room, after, event)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE room ADD COLUMN founder INTEGER;
        ALTER TABLE room ADD COLUMN flags TEXT NOT NULL DEFAULT 'nt';
        ALTER TABLE room ADD COLUMN entry_key TEXT;
        ALTER TABLE room ADD COLUMN member_limit INTEGER;
        ALTER TABLE room ADD COLUMN forward TEXT;
        ALTER TABLE room ADD COLUMN pause INTEGER;
        CREATE TABLE room_mask (
            room INTEGER NOT NULL, list TEXT NOT NULL, position INTEGER NOT NULL,
            mask TEXT NOT NULL, author TEXT NOT NULL, time INTEGER NOT NULL, PRIMARY KEY (room, list, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE account (
            number INTEGER PRIMARY KEY, name TEXT NOT NULL, verifier TEXT, email TEXT NOT NULL,
            made_at INTEGER NOT NULL, is_suspended INTEGER NOT NULL, is_always_on INTEGER,
            takes_several INTEGER NOT NULL, nick TEXT, user TEXT, realname TEXT, host TEXT, away TEXT, modes TEXT,
            since INTEGER
        ) STRICT;
        CREATE TABLE fingerprint (
            account INTEGER NOT NULL, position INTEGER NOT NULL, fingerprint TEXT NOT NULL,
            PRIMARY KEY (account, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE belonging (
            room INTEGER NOT NULL, account INTEGER NOT NULL, since INTEGER NOT NULL, since_time INTEGER NOT NULL,
            ranks TEXT NOT NULL, is_present INTEGER NOT NULL, PRIMARY KEY (room, account)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX belonging_account ON belonging (account);
        CREATE TABLE conversation (
            number INTEGER PRIMARY KEY, account INTEGER NOT NULL, other INTEGER, nick TEXT, ended_at INTEGER
        ) STRICT;
        CREATE INDEX conversation_live ON conversation (number) WHERE ended_at IS NULL;
        CREATE INDEX conversation_account ON conversation (account);
        CREATE INDEX conversation_other ON conversation (other) WHERE other IS NOT NULL;
        CREATE TABLE marker (
            account INTEGER NOT NULL, target TEXT NOT NULL, time INTEGER NOT NULL, PRIMARY KEY (account, target)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE metadata (
            kind INTEGER NOT NULL, owner INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (kind, owner, key)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE server_ban (
            mask TEXT PRIMARY KEY, author TEXT NOT NULL, reason TEXT NOT NULL, made_at INTEGER NOT NULL,
            until INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE erasure (
            name TEXT PRIMARY KEY, room INTEGER NOT NULL, sequence INTEGER NOT NULL, event INTEGER NOT NULL,
            last_event INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE erasure_end (
            name TEXT NOT NULL, room INTEGER NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (name, room)
        ) STRICT, WITHOUT ROWID;
        """
}
