import ChatProtocol
import GRDBSQLite
import ServerCore

/// Writes to the index, through the one connection that may.
final class SearchWriter {
    /// What the index itself has failed with: the database's faults are not its own.
    private(set) var fault: StoreError?

    /// Pages that are merged at once: they take some milliseconds.
    private static let pagesToMerge = 256

    private let connection: Connection
    private let begin: PreparedStatement
    private let commit: PreparedStatement
    private let rollback: PreparedStatement
    private let mergeParts: PreparedStatement
    private let line: PreparedStatement
    private let setWatermark: PreparedStatement
    private let getWatermark: PreparedStatement
    private var terms = SearchTerms()
    /// Of the rooms that were looked at since this began.
    private var watermarks: [RoomNumber: Watermark] = [:]
    /// Those that the open transaction has moved.
    private var moved: [RoomNumber: Watermark] = [:]

    private struct Watermark {
        var sequence: Int64
        var time: Timestamp
    }

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        let handle = connection.handle
        begin = try PreparedStatement("BEGIN IMMEDIATE", on: handle)
        commit = try PreparedStatement("COMMIT", on: handle)
        rollback = try PreparedStatement("ROLLBACK", on: handle)
        mergeParts = try PreparedStatement(
            "INSERT INTO line (line, rank) VALUES ('merge', \(Self.pagesToMerge))", on: handle)
        line = try PreparedStatement("INSERT INTO line (rowid, terms) VALUES (?1, ?2)", on: handle)
        setWatermark = try PreparedStatement(
            """
            INSERT INTO watermark (room, sequence, time) VALUES (?1, ?2, ?3)
            ON CONFLICT (room) DO UPDATE SET sequence = excluded.sequence, time = excluded.time
            """, on: handle)
        getWatermark = try PreparedStatement("SELECT sequence, time FROM watermark WHERE room = ?1", on: handle)
    }

    /// Posts up to this number are in the index.
    func watermark(of room: RoomNumber, _ source: SearchSource) throws(StoreError) -> Int64 {
        if let known = watermarks[room] { return known.sequence }
        var watermark = try guarding { () throws(StoreError) in try stored(room) }
        if watermark.sequence > 0 {
            watermark.sequence = try source.watermark(watermark.sequence, watermark.time, in: room)
        }
        watermarks[room] = watermark
        return watermark.sequence
    }

    private func stored(_ room: RoomNumber) throws(StoreError) -> Watermark {
        getWatermark.bind(room.value, at: 1)
        defer { getWatermark.reset() }
        guard try getWatermark.step() else { return Watermark(sequence: 0, time: Timestamp(milliseconds: 0)) }
        return Watermark(
            sequence: try getWatermark.integer(0), time: Timestamp(milliseconds: try getWatermark.integer(1)))
    }

    /// One transaction: all of it and its watermarks or, where anything fails, nothing.
    func transaction(_ body: () throws(StoreError) -> Void) throws(StoreError) {
        moved.removeAll(keepingCapacity: true)
        try guarding { () throws(StoreError) in try begin.run() }
        do throws(StoreError) {
            try body()
            try guarding { () throws(StoreError) in
                for (room, watermark) in moved {
                    setWatermark.bind(room.value, at: 1)
                    setWatermark.bind(watermark.sequence, at: 2)
                    setWatermark.bind(watermark.time.milliseconds, at: 3)
                    try setWatermark.run()
                }
                try commit.run()
            }
        } catch {
            if sqlite3_get_autocommit(connection.handle) == 0 { try? rollback.run() }
            throw error
        }
        watermarks.merge(moved) { $1 }
    }

    /// Within a transaction; the posts of a room in their order. Written again, a post is found by its earlier terms too,
    /// which those who ask find out.
    func write(_ row: SearchSource.Row) throws(StoreError) {
        moved[row.room] = Watermark(sequence: row.sequence, time: row.time)
        guard let said = row.said, let place = SearchPlace.row(row.room, row.found) else { return }
        terms.read(text: said.text, author: said.author)
        try guarding { () throws(StoreError) in
            line.bind(place, at: 1)
            let result = terms.bytes.withUnsafeBufferPointer { bytes in
                Result { () throws(StoreError) in
                    line.bind(bytes, at: 2)
                    try line.run()
                }
            }
            try result.get()
        }
    }

    /// Merges parts of the index, so that a search has fewer to look into.
    ///
    /// - Returns: whether there was something to do, and may be more.
    func merge() throws(StoreError) -> Bool {
        let before = sqlite3_total_changes(connection.handle)
        try guarding { () throws(StoreError) in try mergeParts.run() }
        // sqlite.org/fts5.html, 6.8: a difference of less than 2 means that nothing was done.
        return sqlite3_total_changes(connection.handle) &- before >= 2
    }

    private func guarding<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        do throws(StoreError) {
            return try body()
        } catch {
            fault = error
            throw error
        }
    }
}
