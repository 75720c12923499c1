import GRDBSQLite

/// A statement that is compiled once and run many times, without an array, a dictionary or a box per row.
///
/// Used by one thread at a time, under the lock of its connection. Indices of parameters begin at 1, of columns at 0.
final class PreparedStatement {
    private let handle: OpaquePointer
    private let connection: OpaquePointer
    /// What a `bind` has met: told by the next `step`.
    private var bindingFault = SQLITE_OK

    init(_ sql: String, on connection: OpaquePointer) throws(StoreError) {
        var handle: OpaquePointer?
        let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
        guard code == SQLITE_OK, let handle else {
            throw StoreError(code: code, reason: String(cString: sqlite3_errmsg(connection)))
        }
        self.handle = handle
        self.connection = connection
    }

    deinit {
        sqlite3_finalize(handle)
    }

    func bind(_ value: Int64, at index: Int32) {
        check(sqlite3_bind_int64(handle, index, value))
    }

    /// The bytes are not copied: they must stay where they are until the statement was run.
    func bind(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int32) {
        guard let start = bytes.baseAddress else { return bind("", at: index) }
        start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { start in
            check(sqlite3_bind_text(handle, index, start, Int32(bytes.count), Self.left))
        }
    }

    /// The text is copied; nil is NULL.
    func bind(_ text: String?, at index: Int32) {
        guard let text else {
            return check(sqlite3_bind_null(handle, index))
        }
        check(sqlite3_bind_text(handle, index, text, Int32(text.utf8.count), Self.copied))
    }

    /// Goes to the next row; false where there is none, and the statement can be run again then.
    func step() throws(StoreError) -> Bool {
        guard bindingFault == SQLITE_OK else {
            defer { bindingFault = SQLITE_OK }
            throw .contradiction("a value that cannot be stored (SQLite \(bindingFault))")
        }
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(handle)
            return false
        case let code:
            let reason = String(cString: sqlite3_errmsg(connection))
            sqlite3_reset(handle)
            throw StoreError(code: code, reason: reason)
        }
    }

    /// Runs a statement to its end.
    func run() throws(StoreError) {
        while try step() {}
    }

    /// Leaves the rows that were not asked for. Harmless after the last one.
    func reset() {
        sqlite3_reset(handle)
    }

    /// Columns of each row.
    var columns: Int32 { sqlite3_column_count(handle) }

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    func integer(_ column: Int32) throws(StoreError) -> Int64 {
        guard sqlite3_column_type(handle, column) == SQLITE_INTEGER else {
            throw .corrupt("a number was expected in column \(column) of a row")
        }
        return sqlite3_column_int64(handle, column)
    }

    /// NULL is nil.
    func integerIfAny(_ column: Int32) throws(StoreError) -> Int64? {
        isNull(column) ? nil : try integer(column)
    }

    func isInteger(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_INTEGER
    }

    /// A number that counts: none below zero, and none that cannot have been reached by counting.
    func count(_ column: Int32) throws(StoreError) -> Int64 {
        let count = try integer(column)
        guard (0...PostRow.sequences.upperBound).contains(count) else {
            throw .corrupt("the number in column \(column) of a row is \(count)")
        }
        return count
    }

    /// Valid UTF-8 without NUL, CR and LF, so that it can stand on a line of the wire.
    func text(_ column: Int32) throws(StoreError) -> String {
        try text(column) { $0 != 0 && $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    }

    /// NULL is nil.
    func textIfAny(_ column: Int32) throws(StoreError) -> String? {
        isNull(column) ? nil : try text(column)
    }

    /// Valid UTF-8 without NUL: text that may hold CR and LF.
    func lines(_ column: Int32) throws(StoreError) -> String {
        try text(column) { $0 != 0 }
    }

    /// NULL is nil.
    func linesIfAny(_ column: Int32) throws(StoreError) -> String? {
        isNull(column) ? nil : try lines(column)
    }

    private func text(_ column: Int32, _ isAllowed: (UInt8) -> Bool) throws(StoreError) -> String {
        guard sqlite3_column_type(handle, column) == SQLITE_TEXT, let start = sqlite3_column_text(handle, column) else {
            throw .corrupt("a text was expected in column \(column) of a row")
        }
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
        guard bytes.allSatisfy(isAllowed), let text = String(validating: bytes, as: UTF8.self) else {
            throw .corrupt("the text in column \(column) of a row is no line of UTF-8")
        }
        return text
    }

    /// A text that is not empty and holds neither spaces nor control signs: a name.
    func word(_ column: Int32) throws(StoreError) -> String {
        let text = try text(column)
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw .corrupt("the text in column \(column) of a row is no name")
        }
        return text
    }

    // SQLITE_STATIC and SQLITE_TRANSIENT are macros that Swift does not see (sqlite.org/c3ref/c_static.html).
    private static var left: sqlite3_destructor_type? { nil }
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    private func check(_ code: Int32) {
        if code != SQLITE_OK { bindingFault = code }
    }
}
