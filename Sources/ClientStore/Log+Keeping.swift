import ChatProtocol
package import ClientCore
import GRDB

/// Writing.
extension Log {
    /// Writes all of these in order, or nothing.
    package func keep(_ batch: [Keeping]) throws(LogTrouble) {
        try writing { database in
            var writer = try LogWriter(database, bound: bound)
            for keeping in batch { try writer.write(keeping) }
            try writer.trim()
        }
    }
}

/// One batch on its way into the log.
private struct LogWriter {
    private let database: Database
    private let bound: Int
    /// The highest number that a line had before this batch: only those up to it can be there already.
    private let newest: Int64
    private var terms = SearchTerms()
    private var networks: [String: Int64] = [:]
    private var buffers: [LogName: Int64] = [:]
    /// Rows of `buffer` that have got lines, and how many more they have now.
    private var growth: [Int64: Int64] = [:]

    init(_ database: Database, bound: Int) throws {
        self.database = database
        self.bound = bound
        newest = try Int64.fetchOne(database, sql: "SELECT max(number) FROM line") ?? 0
    }

    mutating func write(_ keeping: Keeping) throws {
        switch keeping {
        case .buffer(let buffer): try write(buffer)
        case .closed(let name):
            try database.cachedStatement(
                sql: """
                    UPDATE buffer SET position = NULL, is_current = 0, is_wanted = 0, draft = '', cursor = 0,
                    cleared_number = NULL, cleared_order = NULL WHERE id = ?
                    """
            ).execute(arguments: [try row(of: name)])
        case .renamed(let name, let new):
            try database.cachedStatement(sql: "UPDATE buffer SET folded = ? WHERE id = ?")
                .execute(arguments: [new.folded, try row(of: name)])
            buffers = [:]
        case .lines(let lines, let name):
            let buffer = try row(of: name)
            for line in lines { try write(line, in: buffer) }
        case .amended(let amendment, let name): try amend(amendment, in: try row(of: name))
        case .removed(let places, let name):
            let buffer = try row(of: name)
            for place in places { try remove(where: "number = ?", [place.number], from: buffer) }
        }
    }

    // MARK: Buffers

    private mutating func write(_ buffer: LoggedBuffer) throws {
        let row = try row(of: buffer.name)
        try database.cachedStatement(
            sql: """
                UPDATE buffer SET target = ?, kind = ?, position = ?, is_current = ?, is_wanted = ?, draft = ?, cursor = ?,
                top_number = ?, top_order = ?, top_row = ?, seen_number = ?, seen_order = ?, cleared_number = ?,
                cleared_order = ? WHERE id = ?
                """
        ).execute(
            arguments: [
                buffer.target, BufferRow.number(of: buffer.kind), buffer.position, buffer.isCurrent, buffer.isWanted,
                buffer.draft, buffer.cursor, buffer.reading?.top.number, buffer.reading?.top.order, buffer.reading?.row,
                buffer.seen?.number, buffer.seen?.order, buffer.cleared?.number, buffer.cleared?.order, row,
            ])
    }

    /// The row of a buffer; a new one where there is none.
    private mutating func row(of name: LogName) throws -> Int64 {
        if let known = buffers[name] { return known }
        let network = try row(ofNetwork: name.network)
        let row: Int64
        if let found = try BufferRow.id(of: name, database) {
            row = found
        } else {
            try database.execute(
                sql: """
                    INSERT INTO buffer (network, folded, target, kind, is_current, is_wanted, draft, cursor)
                    VALUES (?, ?, ?, ?, 0, 0, '', 0)
                    """,
                arguments: [network, name.folded, name.folded, BufferRow.number(of: .person)])
            row = database.lastInsertedRowID
        }
        buffers[name] = row
        return row
    }

    private mutating func row(ofNetwork name: String) throws -> Int64 {
        if let known = networks[name] { return known }
        try database.execute(sql: "INSERT INTO network (name) VALUES (?) ON CONFLICT DO NOTHING", arguments: [name])
        let row = try Int64.fetchOne(database, sql: "SELECT id FROM network WHERE name = ?", arguments: [name]) ?? 0
        networks[name] = row
        return row
    }

    // MARK: Lines

    private mutating func write(_ line: LoggedLine, in buffer: Int64) throws {
        if line.place.number <= newest { try remove(where: "number = ?", [line.place.number], from: buffer) }
        if let id = line.line.id { try remove(where: "msgid = ?", [id], from: buffer) }
        let (sql, values) = LineRow.insertion(of: line, into: buffer)
        try database.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
        growth[buffer, default: 0] += 1
        guard line.line.isSaid else { return }
        terms.read(text: line.line.text.plain, author: line.line.author ?? "")
        try database.cachedStatement(sql: "INSERT INTO word (rowid, terms) VALUES (?, ?)")
            .execute(arguments: [line.place.number, String(decoding: terms.bytes, as: UTF8.self)])
    }

    private mutating func amend(_ amendment: LineAmendment, in buffer: Int64) throws {
        let statement = try database.cachedStatement(
            sql: "SELECT \(LineRow.columns) FROM line WHERE buffer = ? AND msgid = ?")
        guard let row = try Row.fetchOne(statement, arguments: [buffer, amendment.id]) else { return }
        var line = try LineRow.line(row)
        guard amendment.changes(line.line) else { return }
        amendment.change(&line.line)
        try write(line, in: buffer)
    }

    private mutating func remove(
        where condition: String, _ arguments: StatementArguments, from buffer: Int64, limit: Int? = nil
    ) throws {
        let statement = try database.cachedStatement(
            sql: "SELECT number, author, text FROM line WHERE buffer = ? AND \(condition)")
        for row in try Row.fetchAll(statement, arguments: [buffer] + arguments) {
            let number = try row.integer(0)
            if let author = try row.textIfAny(1) {
                terms.read(text: try row.text(2), author: author)
                // What holds nothing but terms is emptied by being told them again (sqlite.org/fts5.html, 6.4).
                try database.cachedStatement(sql: "INSERT INTO word (word, rowid, terms) VALUES ('delete', ?, ?)")
                    .execute(arguments: [number, String(decoding: terms.bytes, as: UTF8.self)])
            }
            try database.cachedStatement(sql: "DELETE FROM line WHERE number = ?").execute(arguments: [number])
            growth[buffer, default: 0] -= 1
        }
    }

    // MARK: The bound

    /// Takes the oldest lines out of the buffers that have grown beyond the bound.
    mutating func trim() throws {
        for (buffer, growth) in growth.sorted(by: { $0.key < $1.key }) {
            try database.cachedStatement(sql: "UPDATE buffer SET lines = lines + ? WHERE id = ?")
                .execute(arguments: [growth, buffer])
            let count =
                try Int.fetchOne(
                    database.cachedStatement(sql: "SELECT lines FROM buffer WHERE id = ?"), arguments: [buffer]) ?? 0
            guard count > bound + min(Log.slack, bound / 4) else { continue }
            let gone = min(count - bound, Log.mostTrimmed)
            self.growth[buffer] = 0
            try remove(
                where: """
                    number IN (SELECT number FROM line WHERE buffer = ? ORDER BY place, number LIMIT ?)
                    """, [buffer, gone], from: buffer)
            try database.cachedStatement(sql: "UPDATE buffer SET lines = lines + ? WHERE id = ?")
                .execute(arguments: [self.growth[buffer] ?? 0, buffer])
        }
    }
}
