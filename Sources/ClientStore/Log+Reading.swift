import ChatProtocol
package import ClientCore
import GRDB

/// Reading.
extension Log {
    /// Lines of one answer at most.
    package static let pageLimit = 1_000
    /// Findings that are put in the order of their times: where there are more, those that were kept last.
    static let mostFound = 10_000

    /// What was open on a network when it was kept last.
    package func remembered(of network: String) throws(LogTrouble) -> Remembered {
        try viewing { database in
            let newest = try Int64.fetchOne(database, sql: "SELECT max(number) FROM line") ?? 0
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT folded, \(BufferRow.columns) FROM buffer
                    WHERE network = (SELECT id FROM network WHERE name = ?) AND position IS NOT NULL
                    ORDER BY position, id LIMIT ?
                    """, arguments: [network, Self.mostBuffers])
            let buffers = try rows.map { row in
                try BufferRow.buffer(row, LogName(network: network, folded: try row.text(0)), from: 1)
            }
            // Room for all that will ever be said: nothing that counts on from here overflows.
            guard newest < .max / 2 else { throw RowFault() }
            return Remembered(network: network, buffers: buffers, nextNumber: newest + 1, trouble: trouble)
        }
    }

    /// Lines of a buffer in their order, at most so many. The newest ones are those since the person cleared the screen.
    ///
    /// The answer's order is the highest that a line of the buffer has; nil where it has none.
    package func lines(
        _ part: LogPart, of name: LogName, limit: Int
    ) throws(LogTrouble) -> (lines: [LoggedLine], newestOrder: Int64?) {
        let limit = min(max(0, limit), Self.pageLimit)
        return try viewing { database in
            guard let buffer = try BufferRow.id(of: name, database) else { return ([], nil) }
            let order = try Int64.fetchOne(
                database, sql: "SELECT max(place) FROM line WHERE buffer = ?", arguments: [buffer])
            switch part {
            case .newest:
                let cleared = try Row.fetchOne(
                    database, sql: "SELECT cleared_number, cleared_order FROM buffer WHERE id = ?", arguments: [buffer]
                )?.placeIfAny(0, 1)
                let after = cleared ?? LogPlace(number: .min, order: .min)
                return (try Self.page("> (?, ?)", after, of: buffer, limit, isForward: false, database), order)
            case .before(let place):
                return (try Self.page("< (?, ?)", place, of: buffer, limit, isForward: false, database), order)
            case .around(let place):
                let before = try Self.page("< (?, ?)", place, of: buffer, limit / 2, isForward: false, database)
                let rest = limit - before.count
                let behind = try Self.page(">= (?, ?)", place, of: buffer, rest, isForward: true, database)
                return (before + behind, order)
            }
        }
    }

    static func page(
        _ condition: String, _ place: LogPlace, of buffer: Int64, _ limit: Int, isForward: Bool, _ database: Database
    ) throws -> [LoggedLine] {
        let direction = isForward ? "ASC" : "DESC"
        let statement = try database.cachedStatement(
            sql: """
                SELECT \(LineRow.columns) FROM line WHERE buffer = ? AND (place, number) \(condition)
                ORDER BY place \(direction), number \(direction) LIMIT ?
                """)
        let rows = try Row.fetchAll(statement, arguments: [buffer, place.order, place.number, limit])
        let lines = try rows.map { try LineRow.line($0) }
        return isForward ? lines : lines.reversed()
    }

    /// What was said anywhere that holds all of these words, the newest first, at most so many. Words of Chinese are found
    /// inside of sentences; what stands in quotation marks follows each other.
    package func find(_ text: String, limit: Int) throws(LogTrouble) -> [LogFinding] {
        guard let words = SearchWords(text) else { return [] }
        let limit = min(max(0, limit), Self.pageLimit)
        return try viewing { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT network.name, buffer.folded, buffer.kind, buffer.target, \(LineRow.columns)
                    FROM line JOIN buffer ON buffer.id = line.buffer JOIN network ON network.id = buffer.network
                    WHERE number IN (SELECT rowid FROM word WHERE word MATCH ? ORDER BY rowid DESC LIMIT ?)
                    ORDER BY time DESC, number DESC LIMIT ?
                    """)
            let rows = try Row.fetchAll(statement, arguments: [words.expression, Self.mostFound, limit])
            return try rows.map { row in
                LogFinding(
                    try LineRow.line(row, from: 4),
                    in: LogName(network: try row.text(0), folded: try row.text(1)),
                    kind: try BufferRow.kind(try row.integer(2)), target: try row.text(3))
            }
        }
    }
}
