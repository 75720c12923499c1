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
    /// In memory the posts are read through the connection that writes them.
    private var ownPages: Pages?
    private var isRefusing = false
    private var isClosed = false
    /// Records since a store in memory was last held against its bound.
    private var untrimmed = 0
    /// Rooms that are stored and have not ended. The private conversations are always there.
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
        ownPages = path == nil ? try Pages(writer.connection) : nil
    }

    mutating func close() {
        ownPages = nil
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
                try Restoring.restore(through: writer)
            }
            rooms = Set(restored.rooms.map(\.record.number)).union([.privately])
            return restored
        } catch {
            throw refuse(after: error)
        }
    }

    mutating func commit(_ records: [Record]) throws(StoreError) {
        let writer = try ready()
        guard !records.isEmpty else { return }
        var made: Set<RoomNumber> = []
        var ended: Set<RoomNumber> = []
        // One of the batch's posts is in the same room as the one before, most often.
        var last: RoomNumber?
        do throws(StoreError) {
            try fault.strike(writer.connection)
            try writer.transaction { () throws(StoreError) in
                for record in records {
                    switch record {
                    case .post(let post):
                        if post.room != last {
                            let wasThere = rooms.contains(post.room) && !ended.contains(post.room)
                            guard wasThere || made.contains(post.room) else { throw .unknownRoom(post.room) }
                            last = post.room
                        }
                        try writer.write(post)
                    case .room(let room):
                        try writer.write(room)
                        made.insert(room.number)
                        ended.remove(room.number)
                    case .roomEnded(let number):
                        try writer.end(number)
                        made.remove(number)
                        ended.insert(number)
                        last = nil
                    }
                }
                if path == nil { try trim(writer.connection, after: records.count) }
            }
        } catch {
            if !error.leavesConnectionSound { doubt.add(records, known: rooms) }
            throw refuse(after: error)
        }
        rooms.subtract(ended)
        rooms.formUnion(made)
        do throws(StoreError) {
            try writer.copyLog()
        } catch {
            // The commit stands; the next one is refused.
            _ = refuse(after: error)
        }
    }

    mutating func reopen() throws(StoreError) {
        guard !isClosed else { throw .closed }
        isRefusing = true
        if path != nil {
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
