import ChatProtocol
import ClientCore
import GRDB

/// A line as a row, and back.
///
/// What comes back is cleaned again: a file is no more to be trusted than a server.
enum LineRow {
    /// What every line has, in the order of `commonValues`; then what few lines have, in that of `rareValues`.
    private static let common = [
        "number", "place", "msgid", "time", "kind", "author", "text", "delivery", "said", "flags",
    ]
    private static let rare = [
        "styles", "movements", "reason", "answers", "answered_author", "answered_text", "reactions", "last_msgid",
        "changed",
    ]
    /// All of it, where other tables stand beside.
    static let columns = (common + rare).map { "line." + $0 }.joined(separator: ", ")

    /// Takes as many values as there are columns, the buffer's row the last: a line that has nothing rare is bound in half
    /// the time.
    private static func insertion(_ names: [String]) -> String {
        "INSERT INTO line (\(names.joined(separator: ", ")), buffer) "
            + "VALUES (\(repeatElement("?, ", count: names.count).joined())?)"
    }
    private static let shortInsertion = insertion(common)
    private static let longInsertion = insertion(common + rare)

    /// What puts a line into the buffer of that row.
    static func insertion(
        of line: LoggedLine, into buffer: Int64
    ) -> (sql: String, values: [(any DatabaseValueConvertible)?]) {
        let rare = rareValues(of: line.line)
        let isShort = rare.allSatisfy { $0 == nil }
        return isShort
            ? (shortInsertion, commonValues(of: line) + [buffer])
            : (longInsertion, commonValues(of: line) + rare + [buffer])
    }

    static let isOwn: Int64 = 1
    static let isMention: Int64 = 2
    private static let mayHaveArrived: Int64 = 4
    private static let isEdited: Int64 = 8
    private static let isRedacted: Int64 = 16

    private static func commonValues(of logged: LoggedLine) -> [(any DatabaseValueConvertible)?] {
        let line = logged.line
        let flags =
            (line.isOwn ? isOwn : 0) | (line.isMention ? isMention : 0) | (line.mayHaveArrived ? mayHaveArrived : 0)
            | (line.isEdited ? isEdited : 0) | (line.isRedacted ? isRedacted : 0)
        return [
            logged.place.number, logged.place.order, line.id, line.time.milliseconds, number(of: line.kind),
            line.author, line.text.plain, number(of: line.delivery), line.said, flags,
        ]
    }

    private static func rareValues(of line: Line) -> [(any DatabaseValueConvertible)?] {
        var movements: String?
        if case .presence(let presence) = line.kind { movements = MovementsText.text(of: presence) }
        var reason: String?
        if case .failed(let text) = line.delivery { reason = text }
        return [
            RunsText.text(of: line.text), movements, reason, line.quote?.id, line.quote?.author, line.quote?.text,
            ReactionsText.text(of: line.reactions), line.lastID, line.changed?.milliseconds,
        ]
    }

    /// - Parameter first: the column that `columns` begin at.
    static func line(_ row: Row, from first: Int = 0) throws -> LoggedLine {
        let place = LogPlace(number: try row.integer(first), order: try row.integer(first + 1))
        let flags = try row.integer(first + 9)
        var line = Line(
            number: 0, id: try row.textIfAny(first + 2),
            time: Timestamp(milliseconds: try row.integer(first + 3)),
            try kind(try row.integer(first + 4), movements: try row.textIfAny(first + 11)),
            author: try row.textIfAny(first + 5).map { Sanitiser.clean($0) },
            RunsText.styled(try row.text(first + 6), runs: try row.textIfAny(first + 10)))
        line.delivery = try delivery(try row.integer(first + 7), reason: try row.textIfAny(first + 12))
        line.said = try row.textIfAny(first + 8)
        line.isOwn = flags & isOwn != 0
        line.isMention = flags & isMention != 0
        line.mayHaveArrived = flags & mayHaveArrived != 0
        line.isEdited = flags & isEdited != 0
        line.isRedacted = flags & isRedacted != 0
        if let answered = try row.textIfAny(first + 13) {
            line.quote = Quote(
                id: answered, author: try row.textIfAny(first + 14) ?? "", text: try row.textIfAny(first + 15) ?? "")
        }
        line.reactions = ReactionsText.reactions(try row.textIfAny(first + 16) ?? "")
        line.lastID = try row.textIfAny(first + 17)
        line.changed = try row.integerIfAny(first + 18).map { Timestamp(milliseconds: $0) }
        return LoggedLine(line, at: place)
    }

    private static func number(of kind: Line.Kind) -> Int64 {
        switch kind {
        case .message: 0
        case .action: 1
        case .notice: 2
        case .presence: 3
        case .note: 4
        case .fault: 5
        case .hole: 6
        }
    }

    private static func kind(_ number: Int64, movements: String?) throws -> Line.Kind {
        switch number {
        case 0: return .message
        case 1: return .action
        case 2: return .notice
        case 3:
            guard let presence = MovementsText.presence(movements ?? "") else { return .note }
            return .presence(presence)
        case 4: return .note
        case 5: return .fault
        case 6: return .hole
        default: throw RowFault()
        }
    }

    private static func number(of delivery: Line.Delivery) -> Int64 {
        switch delivery {
        case .stands: 0
        case .pending: 1
        case .failed: 2
        }
    }

    private static func delivery(_ number: Int64, reason: String?) throws -> Line.Delivery {
        switch number {
        case 0: return .stands
        case 1: return .pending
        case 2: return .failed(Sanitiser.clean(reason ?? ""))
        default: throw RowFault()
        }
    }
}

/// A row that this program cannot have written.
struct RowFault: Error, CustomStringConvertible {
    let description = "a row cannot have been written by this program"
}

extension Row {
    /// GRDB's own access traps where a column holds something else.
    func integer(_ column: Int) throws -> Int64 {
        guard let value = try integerIfAny(column) else { throw RowFault() }
        return value
    }

    func integerIfAny(_ column: Int) throws -> Int64? {
        switch (self[column] as DatabaseValue).storage {
        case .int64(let value): return value
        case .null: return nil
        default: throw RowFault()
        }
    }

    func text(_ column: Int) throws -> String {
        guard let value = try textIfAny(column) else { throw RowFault() }
        return value
    }

    func textIfAny(_ column: Int) throws -> String? {
        switch (self[column] as DatabaseValue).storage {
        case .string(let value): return value
        case .null: return nil
        default: throw RowFault()
        }
    }

    func placeIfAny(_ number: Int, _ order: Int) throws -> LogPlace? {
        guard let number = try integerIfAny(number), let order = try integerIfAny(order) else { return nil }
        return LogPlace(number: number, order: order)
    }
}
