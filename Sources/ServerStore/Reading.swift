/// The side that reads: one connection, opened when it is first needed and again after it has failed.
struct Reading {
    private let path: String?
    private var pages: Pages?

    init(path: String?) {
        self.path = path
    }

    mutating func read<Value>(_ body: (Pages) throws(StoreError) -> Value) throws(StoreError) -> Value {
        guard let path else { throw .closed }
        let pages: Pages
        if let open = self.pages {
            pages = open
        } else {
            pages = try Pages(Connection.reading(at: path))
            self.pages = pages
        }
        do throws(StoreError) {
            return try body(pages)
        } catch {
            // Whatever the connection has in its memory is not trusted any more; the next question opens another.
            self.pages = nil
            throw error
        }
    }

    mutating func close() {
        self = Reading(path: nil)
    }
}
