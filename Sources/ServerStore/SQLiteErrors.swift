import GRDB
import GRDBSQLite

extension StoreError {
    /// - Parameter code: an extended result code (sqlite.org/rescode.html).
    init(code: Int32, reason: String) {
        switch code & 0xFF {
        case SQLITE_FULL: self = .full
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_TOOBIG, SQLITE_ERROR:
            // Our own SQL is sound, so that a plain error means a schema that is not ours any more.
            self = .corrupt(reason)
        case SQLITE_CONSTRAINT: self = .contradiction(reason)
        default: self = .unusable(code: code, reason: reason)
        }
    }

    /// Runs what throws errors of GRDB, and throws them as ours.
    static func translating<Value>(_ body: () throws -> Value) throws(StoreError) -> Value {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw StoreError(code: error.extendedResultCode.rawValue, reason: error.message ?? "\(error)")
        } catch {
            throw .corrupt("\(error)")
        }
    }
}
