import ChatProtocol
import GRDBSQLite
import ServerCore

/// Writes through the one connection that may: transactions, and the copying of the log into the database.
final class Writer {
    let connection: Connection
    private let begin: PreparedStatement
    private let commit: PreparedStatement
    private let rollback: PreparedStatement
    private let post: PreparedStatement
    private let room: PreparedStatement
    private let ended: PreparedStatement
    /// Written by SQLite after each commit: pages in the log. On the heap, since SQLite keeps its address.
    private let pagesInLog: UnsafeMutablePointer<Int32>
    /// `nick!user@host` of the post that is being written; kept for its memory.
    private var author: [UInt8] = []

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        let handle = connection.handle
        begin = try PreparedStatement("BEGIN IMMEDIATE", on: handle)
        commit = try PreparedStatement("COMMIT", on: handle)
        rollback = try PreparedStatement("ROLLBACK", on: handle)
        post = try PreparedStatement(
            "INSERT INTO post (room, sequence, time, author, kind, target, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            on: handle)
        room = try PreparedStatement(
            """
            INSERT INTO room (number, name, made_at, topic, topic_author, topic_time, is_open, ended_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL)
            ON CONFLICT (number) DO UPDATE SET
                name = excluded.name, made_at = excluded.made_at, topic = excluded.topic,
                topic_author = excluded.topic_author, topic_time = excluded.topic_time,
                is_open = excluded.is_open, ended_at = NULL
            """, on: handle)
        ended = try PreparedStatement(
            "UPDATE room SET ended_at = \(Self.now) WHERE number = ?1 AND ended_at IS NULL", on: handle)
        pagesInLog = .allocate(capacity: 1)
        pagesInLog.initialize(to: 0)
        let count: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32) -> Int32 = {
            context, _, _, pages in
            context?.storeBytes(of: pages, as: Int32.self)
            return SQLITE_OK
        }
        sqlite3_wal_hook(handle, count, pagesInLog)
    }

    deinit {
        sqlite3_wal_hook(connection.handle, nil, nil)
        pagesInLog.deallocate()
    }

    /// The time at which a room ended is for people who look into the database: nothing is decided by it.
    static let now = "CAST(strftime('%s', 'now') AS INTEGER) * 1000"

    /// One transaction: all of it or, where anything fails, nothing.
    func transaction<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        try begin.run()
        do throws(StoreError) {
            let value = try body()
            try commit.run()
            return value
        } catch {
            // Some faults have rolled it back already.
            if sqlite3_get_autocommit(connection.handle) == 0 { try? rollback.run() }
            throw error
        }
    }

    /// Within a transaction.
    func write(_ new: Post) throws(StoreError) {
        guard PostRow.sequences.contains(new.sequence) else {
            throw .contradiction("a post has number \(new.sequence)")
        }
        describe(new.author)
        post.bind(new.room.value, at: 1)
        post.bind(new.sequence, at: 2)
        post.bind(new.time.milliseconds, at: 3)
        post.bind(new.kind.number, at: 5)
        var target = new.target
        var text = new.text
        try author.withUnsafeBufferPointer { author throws(StoreError) in
            post.bind(author, at: 4)
            try Self.borrowing(&target) { target throws(StoreError) in
                post.bind(target, at: 6)
                try Self.borrowing(&text) { text throws(StoreError) in
                    post.bind(text, at: 7)
                    try post.run()
                }
            }
        }
    }

    /// Within a transaction.
    func write(_ new: RoomRecord) throws(StoreError) {
        room.bind(new.number.value, at: 1)
        room.bind(new.name, at: 2)
        room.bind(new.madeAt.milliseconds, at: 3)
        room.bind(new.topic?.text, at: 4)
        room.bind(new.topic?.author, at: 5)
        if let time = new.topic?.time { room.bind(time.milliseconds, at: 6) } else { room.bind(nil, at: 6) }
        room.bind(new.isOpen ? 1 : 0, at: 7)
        try room.run()
    }

    /// Within a transaction.
    func end(_ number: RoomNumber) throws(StoreError) {
        ended.bind(number.value, at: 1)
        try ended.run()
    }

    /// Copies the log into the database once it is long enough. What readers still need waits for the next time.
    func copyLog() throws(StoreError) {
        guard pagesInLog.pointee >= Connection.pagesInLog else { return }
        let handle = connection.handle
        let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        guard code == SQLITE_OK || code & 0xFF == SQLITE_BUSY else {
            throw StoreError(code: code, reason: String(cString: sqlite3_errmsg(handle)))
        }
    }

    /// `Source.description` without its allocations.
    private func describe(_ source: Source) {
        author.removeAll(keepingCapacity: true)
        author.append(contentsOf: source.nick.utf8)
        if let user = source.user {
            author.append(UInt8(ascii: "!"))
            author.append(contentsOf: user.utf8)
        }
        if let host = source.host {
            author.append(UInt8(ascii: "@"))
            author.append(contentsOf: host.utf8)
        }
    }

    /// `String.withUTF8` with a typed error.
    private static func borrowing(
        _ text: inout String, _ body: (UnsafeBufferPointer<UInt8>) throws(StoreError) -> Void
    ) throws(StoreError) {
        let result = text.withUTF8 { bytes in
            Result { () throws(StoreError) in try body(bytes) }
        }
        try result.get()
    }
}
