import ClientCore
import GRDB

/// What is kept of a buffer, as a row and back.
enum BufferRow {
    /// Without the network and the name.
    static let columns = """
        target, kind, position, is_current, is_wanted, draft, cursor, top_number, top_order, top_row, seen_number,
        seen_order, cleared_number, cleared_order
        """

    /// The row of this name: the open one, else the one that was made last. Nicks come back, and two may have been called
    /// the same one after the other.
    static func id(of name: LogName, _ database: Database) throws -> Int64? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT buffer.id FROM buffer JOIN network ON network.id = buffer.network
                WHERE network.name = ? AND folded = ? ORDER BY position IS NULL, buffer.id DESC LIMIT 1
                """)
        return try Int64.fetchOne(statement, arguments: [name.network, name.folded])
    }

    /// - Parameter first: the column that `columns` begin at.
    static func buffer(_ row: Row, _ name: LogName, from first: Int) throws -> LoggedBuffer {
        var buffer = LoggedBuffer(
            name, kind: try kind(row.integer(first + 1)), target: try row.text(first),
            position: Int(clamping: try row.integerIfAny(first + 2) ?? 0))
        buffer.isCurrent = try row.integer(first + 3) != 0
        buffer.isWanted = try row.integer(first + 4) != 0
        buffer.draft = try row.text(first + 5)
        buffer.cursor = Int(clamping: try row.integer(first + 6))
        if let top = try row.placeIfAny(first + 7, first + 8) {
            buffer.reading = LoggedBuffer.Reading(top: top, row: Int(clamping: try row.integerIfAny(first + 9) ?? 0))
        }
        buffer.seen = try row.placeIfAny(first + 10, first + 11)
        buffer.cleared = try row.placeIfAny(first + 12, first + 13)
        return buffer
    }

    static func number(of kind: Buffer.Kind) -> Int64 {
        switch kind {
        case .server: 0
        case .room: 1
        case .person: 2
        }
    }

    static func kind(_ number: Int64) throws -> Buffer.Kind {
        switch number {
        case 0: return .server
        case 1: return .room
        case 2: return .person
        default: throw RowFault()
        }
    }
}
