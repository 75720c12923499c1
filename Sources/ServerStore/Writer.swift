import ChatProtocol
import GRDBSQLite
import ServerCore

/// Writes through the one connection that may: transactions and posts.
/// What is written rarely is in RoomRows.swift, AccountRows.swift, EventWriting.swift and Amending.swift.
final class Writer {
    let connection: Connection
    /// Rows as they were before the records of this commit changed them.
    private(set) var images: [Image] = []
    /// Accounts whose posts are being blanked, while they may write new ones.
    var erasing: Set<String>
    private let begin: PreparedStatement
    private let commit: PreparedStatement
    private let rollback: PreparedStatement
    private let post: PreparedStatement
    /// What is run rarely, compiled when it is first needed. All of them are constants of this program.
    private var statements: [String: PreparedStatement] = [:]
    /// `nick!user@host` of the post that is being written; kept for its memory.
    private var author: [UInt8] = []
    /// What is bound to the statement of posts.
    private var account: String?
    private var wasPlain = false

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        let handle = connection.handle
        begin = try PreparedStatement("BEGIN IMMEDIATE", on: handle)
        commit = try PreparedStatement("COMMIT", on: handle)
        rollback = try PreparedStatement("ROLLBACK", on: handle)
        post = try PreparedStatement(
            """
            INSERT INTO post (room, sequence, time, author, kind, target, text, account, flags, tags, about)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """, on: handle)
        erasing = try Erasures.read(handle).names
    }

    /// The time at which a room ended is for people who look into the database: nothing is decided by it.
    static let now = "CAST(strftime('%s', 'now') AS INTEGER) * 1000"

    /// One transaction: all of it or, where anything fails, nothing.
    func transaction<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        images = []
        try begin.run()
        do throws(StoreError) {
            let value = try body()
            try commit.run()
            return value
        } catch {
            // Some faults have rolled it back already.
            if sqlite3_get_autocommit(connection.handle) == 0 { try? rollback.run() }
            // One name too many does no harm, one too few does.
            if let stored = try? Erasures.read(connection.handle).names { erasing.formUnion(stored) }
            throw error
        }
    }

    /// Within a transaction.
    func write(_ new: Post) throws(StoreError) {
        guard PostRow.sequences.contains(new.sequence) else {
            throw .contradiction("a post has number \(new.sequence)")
        }
        if new.kind.about != nil { try amend(new) }
        if !erasing.isEmpty { try spare(new) }
        describe(new.author.source)
        post.bind(new.room.value, at: 1)
        post.bind(new.sequence, at: 2)
        post.bind(new.time.milliseconds, at: 3)
        post.bind(new.kind.number, at: 5)
        bindRare(new)
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

    /// What most posts have not is bound only when it differs from the post before: a statement keeps what was bound.
    private func bindRare(_ new: Post) {
        if new.author.account != account {
            account = new.author.account
            post.bind(account, at: 8)
        }
        let isPlain = new.tags.isEmpty && new.kind.about == nil && !new.author.isBot && !new.author.isOperator
        if isPlain, wasPlain { return }
        wasPlain = isPlain
        post.bind(PostRow.Flags(new.author).rawValue, at: 9)
        post.bind(TagText.text(of: new.tags), at: 10)
        post.bind(Value(new.kind.about), at: 11)
    }

    /// A statement that is used now and then; whoever steps through its rows resets it.
    func statement(_ sql: String) throws(StoreError) -> PreparedStatement {
        if let statement = statements[sql] { return statement }
        let statement = try PreparedStatement(sql, on: connection.handle)
        statements[sql] = statement
        return statement
    }

    func run(_ sql: String, _ values: [Value] = []) throws(StoreError) {
        let statement = try statement(sql)
        statement.bind(values)
        try statement.run()
    }

    /// Keeps the rows that are to be changed, so that it can be taken back should the commit fail.
    func remember(
        _ table: String, indexedBy index: String? = nil, where columns: [String], are values: [Value]
    ) throws(StoreError) {
        var image = Image(table: table, index: index, columns: columns, values: values)
        let statement = try statement(image.question)
        statement.bind(values)
        defer { statement.reset() }
        while try statement.step() { image.rows.append(try statement.row()) }
        images.append(image)
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
