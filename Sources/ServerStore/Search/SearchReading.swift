import GRDBSQLite
import ServerCore

/// Asks the index, through a connection of its own. One search at a time, between `begin` and `end`.
struct SearchReading {
    private let connection: Connection
    private let begin: PreparedStatement
    private let commit: PreparedStatement
    private let watermark: PreparedStatement
    /// Kept for the next search; those before `used` are in use.
    private var matches: [PreparedStatement] = []
    private var used = 0
    private let deadline: Deadline

    /// Statements that are kept between two searches.
    private static let kept = 64

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        deadline = Deadline(for: connection)
        begin = try PreparedStatement("BEGIN DEFERRED", on: connection.handle)
        commit = try PreparedStatement("COMMIT", on: connection.handle)
        watermark = try PreparedStatement("SELECT sequence FROM watermark WHERE room = ?1", on: connection.handle)
    }

    /// From here on the index and its watermarks are seen as they are now.
    mutating func beginView() throws(StoreError) {
        try endView()
        try begin.run()
    }

    mutating func endView() throws(StoreError) {
        for match in matches.prefix(used) { match.reset() }
        matches.removeLast(max(0, matches.count - Self.kept))
        used = 0
        if sqlite3_get_autocommit(connection.handle) == 0 { try commit.run() }
    }

    /// What is asked for from now on may take so long together; after that there are no more rows.
    func hurry(_ patience: Duration) {
        deadline.set(after: patience)
    }

    /// Whether there were no more rows because of that.
    var isLate: Bool { deadline.hasPassed }

    /// Posts up to this number are in the index; 0 where none is.
    func watermark(of room: RoomNumber) throws(StoreError) -> Int64 {
        watermark.bind(room.value, at: 1)
        defer { watermark.reset() }
        return try watermark.step() ? try watermark.integer(0) : 0
    }

    /// Begins to read the rows that match, from the last one on.
    ///
    /// - Returns: for `next`.
    mutating func open(_ expression: String, in rows: ClosedRange<Int64>) throws(StoreError) -> Int {
        if used == matches.count {
            matches.append(
                try PreparedStatement(
                    "SELECT rowid FROM line WHERE line MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC",
                    on: connection.handle))
        }
        matches[used].bind(expression, at: 1)
        matches[used].bind(rows.lowerBound, at: 2)
        matches[used].bind(rows.upperBound, at: 3)
        used += 1
        return used - 1
    }

    /// The next row, nearer to the first; nil where there is none, or no time for it.
    func next(_ match: Int) throws(StoreError) -> Int64? {
        guard match < used, !deadline.hasPassed else { return nil }
        do throws(StoreError) {
            return try deadline.holding { () throws(StoreError) in
                try matches[match].step() ? try matches[match].integer(0) : nil
            }
        } catch .unusable(let code, _) where code & 0xFF == SQLITE_INTERRUPT {
            return nil
        }
    }
}
