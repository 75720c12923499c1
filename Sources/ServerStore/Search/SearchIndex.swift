package import ServerCore
import Synchronization

/// The full-text index of a store: a second database beside the first, `search.sqlite`, which can be lost at any time.
///
/// Making one reads and writes nothing, so that no start waits for it: a `SearchFiller` on a thread of its own opens and
/// fills it, `Store.search` asks it. For as long as it is missing or behind, the newest posts are read instead.
package final class SearchIndex: Sendable {
    let directory: String
    /// Guards what was told and not yet taken. Held for a moment only, never across I/O: the committing thread takes it.
    private let told = Mutex(Told())
    /// Guards the connection that reads. Held across I/O, by the reading thread, and by the filling one when it must
    /// close the connection; never together with `told`.
    private let access = Mutex(Access())

    private struct Access {
        var isShut = false
        var reading: SearchReading?
    }

    private struct Told {
        var sequences: [RoomNumber: Int64] = [:]
        var isDamaged = false
    }

    /// - Parameter directory: the data directory, whose store must be open as long as this is used.
    package init(at directory: String) {
        self.directory = directory
    }

    /// Tells which posts were committed, by the number of each room's last. Costs the committing thread a dictionary's
    /// merge: it never waits for the index.
    package func committed(_ last: [RoomNumber: Int64]) {
        told.withLock { told in told.sequences.merge(last) { max($0, $1) } }
    }

    /// Closes the connection that reads; the next search opens another.
    package func close() {
        access.withLock { $0.reading = nil }
    }

    /// Lets nobody read, until `allow`: the file is about to be made or taken away, or its descriptors to be closed, with
    /// which a process gives up SQLite's locks of it.
    func shut() {
        access.withLock { $0 = Access(isShut: true) }
    }

    func allow() {
        access.withLock { $0.isShut = false }
    }

    /// What was told since this was last asked.
    func take() -> (sequences: [RoomNumber: Int64], isDamaged: Bool) {
        told.withLock { told in
            defer { told = Told() }
            return (told.sequences, told.isDamaged)
        }
    }

    /// Asks the filler to make the index anew.
    func tellDamage() {
        told.withLock { $0.isDamaged = true }
    }

    /// - Returns: whether there is an index to ask.
    func beginView() throws(StoreError) -> Bool {
        try asking { access throws(StoreError) in
            guard !access.isShut else { return false }
            if access.reading == nil {
                guard let connection = try SearchFile.reading(in: directory) else { return false }
                access.reading = try SearchReading(connection)
            }
            try access.reading?.beginView()
            return true
        }
    }

    func endView() throws(StoreError) {
        try asking { access throws(StoreError) in try access.reading?.endView() }
    }

    /// What is asked for from now on may take so long together.
    func hurry(_ patience: Duration) throws(StoreError) {
        try asking { access throws(StoreError) in access.reading?.hurry(patience) }
    }

    /// Whether there were no more rows because of that.
    func isLate() throws(StoreError) -> Bool {
        try asking { access throws(StoreError) in access.reading?.isLate ?? false }
    }

    /// 0 where the index was closed meanwhile.
    func watermark(of room: RoomNumber) throws(StoreError) -> Int64 {
        try asking { access throws(StoreError) in try access.reading?.watermark(of: room) ?? 0 }
    }

    /// nil where the index was closed meanwhile.
    func open(_ expression: String, in rows: ClosedRange<Int64>) throws(StoreError) -> Int? {
        try asking { access throws(StoreError) in try access.reading?.open(expression, in: rows) }
    }

    func next(_ match: Int) throws(StoreError) -> Int64? {
        try asking { access throws(StoreError) in try access.reading?.next(match) ?? nil }
    }

    /// A damaged index is given up, and is as one that is missing until the filler has made another.
    private func asking<Value: Sendable>(
        _ body: (inout Access) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        do throws(StoreError) {
            return try access.withLock { access throws(StoreError) in
                do throws(StoreError) {
                    return try body(&access)
                } catch {
                    access.reading = nil
                    throw error
                }
            }
        } catch {
            if error.isDamage { tellDamage() }
            throw error
        }
    }
}

extension StoreError {
    /// Whether the file is at fault, so that it helps to make another.
    var isDamage: Bool {
        switch self {
        case .corrupt, .notOurs, .newer: true
        default: false
        }
    }
}
