import ChatProtocol
package import ClientCore
import GRDB

/// What spoke to the person.
extension Log {
    /// Private chats that are looked through: those that were begun last.
    private static let mostPersons: Int64 = 1_000

    /// What spoke to the person in any buffer of any network, the newest last, at most so many lines: what mentions them,
    /// and what was said to them alone.
    package func mentions(limit: Int) throws(LogTrouble) -> [LogFinding] {
        let limit = min(max(0, limit), Self.pageLimit)
        return try viewing { database in
            var lines: [Int64: Int64] = [:]
            for row in try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT number, time FROM line WHERE flags & \(LineRow.isMention) <> 0
                        ORDER BY time DESC, number DESC LIMIT ?
                        """), arguments: [limit])
            {
                lines[try row.integer(0)] = try row.integer(1)
            }
            let persons = try Int64.fetchAll(
                database, sql: "SELECT id FROM buffer WHERE kind = ? ORDER BY id DESC LIMIT ?",
                arguments: [BufferRow.number(of: .person), Self.mostPersons])
            for person in persons { try Self.addLines(of: person, to: &lines, limit, database) }
            let newest = lines.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.suffix(limit)
            return try newest.compactMap { try Self.finding($0.key, database) }
        }
    }

    private static func addLines(
        of person: Int64, to lines: inout [Int64: Int64], _ limit: Int, _ database: Database
    ) throws {
        let statement = try database.cachedStatement(
            sql: """
                SELECT number, time FROM line WHERE buffer = ? AND flags & \(LineRow.isOwn) = 0 AND author IS NOT NULL
                ORDER BY place DESC, number DESC LIMIT ?
                """)
        for row in try Row.fetchAll(statement, arguments: [person, limit]) {
            lines[try row.integer(0)] = try row.integer(1)
        }
    }

    private static func finding(_ number: Int64, _ database: Database) throws -> LogFinding? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT network.name, buffer.folded, buffer.kind, buffer.target,
                seen_order IS NULL OR (place, number) > (seen_order, seen_number), \(LineRow.columns)
                FROM line JOIN buffer ON buffer.id = line.buffer JOIN network ON network.id = buffer.network
                WHERE number = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [number]) else { return nil }
        return LogFinding(
            try LineRow.line(row, from: 5), in: LogName(network: try row.text(0), folded: try row.text(1)),
            kind: try BufferRow.kind(try row.integer(2)), target: try row.text(3), isUnread: try row.integer(4) != 0)
    }
}
