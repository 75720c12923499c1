import ChatProtocol
import ServerCore

/// The side that writes: one connection, what is known to be stored, and whether it may be written to.
struct Writing {
    private let path: String?
    private let durability: Durability
    private let random: UInt32
    /// Held until the connection is closed; nil in memory, where there is nothing to lock.
    private var lock: DataDirectory?
    private var writer: Writer?
    private var log: WriteAheadLog?
    /// In memory the posts are read through the connection that writes them.
    private var ownPages: Pages?
    private var isRefusing = false
    private var isClosed = false
    /// Records since a store in memory was last held against its bound.
    private var untrimmed = 0
    private var retention = Retention()
    /// Rooms and conversations that are stored and have not ended. Private posts without one always have a place.
    private var rooms: Set<RoomNumber> = [.privately]
    private var doubt = Doubt()
    private var fault = Fault()

    init(path: String?, durability: Durability, random: UInt32, lock: DataDirectory?) {
        self.path = path
        self.durability = durability
        self.random = random
        self.lock = lock
    }

    mutating func open() throws(StoreError) {
        let writer = try Writer(Connection.writing(at: path, durability: durability, store: random))
        self.writer = writer
        log = path == nil ? nil : WriteAheadLog(of: writer.connection, at: durability == .normal ? path : nil)
        ownPages = path == nil ? try Pages(writer.connection) : nil
    }

    mutating func close() {
        ownPages = nil
        log = nil
        writer = nil
        lock = nil
        isClosed = true
    }

    func pages() throws(StoreError) -> Pages {
        guard let ownPages else { throw .closed }
        return ownPages
    }

    mutating func restore() throws(StoreError) -> Restored {
        let writer = try ready()
        do throws(StoreError) {
            let restored = try writer.transaction { () throws(StoreError) in
                try Restoring.endClosedRooms(through: writer)
                return try Restoring.restored(writer.connection.handle)
            }
            rooms = Set(restored.rooms.map(\.record.number)).union(restored.conversations.map(\.conversation.number))
            rooms.insert(.privately)
            return restored
        } catch {
            throw refuse(after: error)
        }
    }

    mutating func commit(_ records: [Record]) throws(StoreError) {
        let writer = try ready()
        guard !records.isEmpty else { return }
        var change = Change(known: rooms)
        do throws(StoreError) {
            try fault.strike(writer.connection)
            try writer.transaction { () throws(StoreError) in
                for record in records { try change.write(record, through: writer) }
                if path == nil { try trim(writer.connection, after: records.count) }
            }
        } catch {
            if !error.leavesConnectionSound { doubt.add(records, known: rooms, writer.images) }
            throw refuse(after: error)
        }
        rooms.subtract(change.ended)
        rooms.formUnion(change.made)
        do throws(StoreError) {
            try log?.settle()
        } catch {
            // The commit stands; the next one is refused.
            _ = refuse(after: error)
        }
    }

    /// Blanks what erased accounts have left, and deletes what is older than may be kept: a slice of both.
    mutating func tidy(keepingSince since: Timestamp?, budget: Int) throws(StoreError) -> Bool {
        let writer = try ready()
        var retention = retention
        do throws(StoreError) {
            try fault.strike(writer.connection)
            let isMore = try writer.transaction { () throws(StoreError) in
                if try Erasing.step(through: writer, budget: budget) { return true }
                guard let since else { return false }
                return try retention.step(keepingSince: since, budget: budget, through: writer)
            }
            self.retention = retention
            try log?.settle()
            return isMore
        } catch {
            self.retention = Retention()
            throw refuse(after: error)
        }
    }

    /// For a store in memory.
    func access<Value>(_ body: (Connection) throws(StoreError) -> Value) throws(StoreError) -> Value {
        guard let writer else { throw .closed }
        return try body(writer.connection)
    }

    mutating func reopen() throws(StoreError) {
        guard !isClosed else { throw .closed }
        isRefusing = true
        if path != nil {
            log = nil
            writer = nil
            try open()
        }
        guard let writer else { throw .closed }
        try fault.apply(to: writer.connection)
        try doubt.settle(through: writer)
        doubt = Doubt()
        isRefusing = false
    }

    mutating func change(_ change: (inout Fault) -> Void) throws(StoreError) {
        change(&fault)
        guard let writer else { return }
        try fault.apply(to: writer.connection)
    }

    private mutating func trim(_ connection: Connection, after records: Int) throws(StoreError) {
        untrimmed += records
        guard untrimmed >= Trimming.interval else { return }
        untrimmed = 0
        try Trimming.trim(through: connection)
    }

    private func ready() throws(StoreError) -> Writer {
        guard !isClosed else { throw .closed }
        guard !isRefusing, let writer else { throw .refusing }
        return writer
    }

    private mutating func refuse(after error: StoreError) -> StoreError {
        if !error.leavesConnectionSound { isRefusing = true }
        return error
    }
}
