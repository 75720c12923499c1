import ChatProtocol
import ServerCore

/// Accounts whose words are being blanked. That takes its time: until it is done, readers leave out what is still
/// there.
struct Erasures: Equatable {
    /// By the account's name, in each room the first post that it wrote afterwards.
    fileprivate var ends: [String: [RoomNumber: Int64]] = [:]
    /// By the account's name, the last event that is meant.
    fileprivate var events: [String: Int64] = [:]

    var names: Set<String> { Set(events.keys) }

    /// What may be shown of a post: nil where that is nothing.
    func shown(_ post: Post) -> Post? {
        guard covers(post) else { return post }
        guard case .redaction = post.kind else { return nil }
        return blanked(post)
    }

    /// The post, without a text that is to go.
    func blanked(_ post: Post) -> Post {
        guard covers(post) else { return post }
        var blank = post
        blank.text = ""
        blank.tags = []
        return blank
    }

    /// The event, without a text that is to go.
    func blanked(_ event: Event) -> Event {
        guard !events.isEmpty, let account = event.author.account, let last = events[account], event.number <= last
        else { return event }
        return event.blanked
    }

    private func covers(_ post: Post) -> Bool {
        guard !events.isEmpty, let account = post.author.account, events[account] != nil else { return false }
        return ends[account]?[post.room].map { post.sequence < $0 } ?? true
    }

    static func read(_ handle: OpaquePointer) throws(StoreError) -> Erasures {
        try Reader(handle).read()
    }

    /// Reads them as often as is needed.
    final class Reader {
        private let names: PreparedStatement
        private let ends: PreparedStatement

        init(_ handle: OpaquePointer) throws(StoreError) {
            names = try PreparedStatement("SELECT name, last_event FROM erasure", on: handle)
            ends = try PreparedStatement("SELECT name, room, sequence FROM erasure_end", on: handle)
        }

        func read() throws(StoreError) -> Erasures {
            var erasures = Erasures()
            defer { names.reset() }
            while try names.step() { erasures.events[try names.text(0)] = try names.integer(1) }
            guard !erasures.events.isEmpty else { return erasures }
            defer { ends.reset() }
            while try ends.step() {
                erasures.ends[try ends.text(0), default: [:]][RoomNumber(try ends.integer(1))] = try ends.integer(2)
            }
            return erasures
        }
    }
}

extension Writer {
    /// Within a transaction: from now on nothing is shown of what the account has written; `Erasing` blanks it.
    func erase(_ name: String) throws(StoreError) {
        let key = [Value.text(name)]
        try remember("erasure", where: ["name"], are: key)
        try remember("erasure_end", where: ["name"], are: key)
        try run("DELETE FROM erasure_end WHERE name = ?1", key)
        try run(
            """
            INSERT OR REPLACE INTO erasure (name, room, sequence, event, last_event)
            VALUES (?1, -1, 0, 0, (SELECT coalesce(max(number), 0) FROM event))
            """, key)
        erasing.insert(name)
    }

    /// Within a transaction: a post that was written after its account was erased is kept.
    func spare(_ post: Post) throws(StoreError) {
        guard let name = post.author.account, erasing.contains(name) else { return }
        try run(
            "INSERT OR IGNORE INTO erasure_end (name, room, sequence) VALUES (?1, ?2, ?3)",
            [.text(name), .integer(post.room.value), .integer(post.sequence)])
    }
}

/// Blanks what erased accounts have written. There is no index by account, which every post would pay for: all posts
/// are looked at once, a slice at a time.
enum Erasing {
    /// Within a transaction.
    ///
    /// - Parameter budget: rows to look at.
    /// - Returns: whether there is more to do.
    static func step(through writer: Writer, budget: Int) throws(StoreError) -> Bool {
        guard let slice = try next(through: writer, budget) else { return false }
        guard try blankPosts(slice, through: writer), try blankEvents(slice, through: writer) else { return true }
        try writer.run("DELETE FROM erasure WHERE name = ?1", [.text(slice.name)])
        try writer.run("DELETE FROM erasure_end WHERE name = ?1", [.text(slice.name)])
        writer.erasing.remove(slice.name)
        return !writer.erasing.isEmpty
    }

    private struct Slice {
        let name: String
        let room: Int64
        let sequence: Int64
        let event: Int64
        let lastEvent: Int64
        let budget: Int
        var ends: [Int64: Int64] = [:]
    }

    private static func next(through writer: Writer, _ budget: Int) throws(StoreError) -> Slice? {
        let first = try writer.statement("SELECT name, room, sequence, event, last_event FROM erasure LIMIT 1")
        defer { first.reset() }
        guard try first.step() else { return nil }
        var slice = Slice(
            name: try first.text(0), room: try first.integer(1), sequence: try first.integer(2),
            event: try first.integer(3), lastEvent: try first.integer(4), budget: max(budget, 1))
        let ends = try writer.statement("SELECT room, sequence FROM erasure_end WHERE name = ?1")
        ends.bind(slice.name, at: 1)
        defer { ends.reset() }
        while try ends.step() { slice.ends[try ends.integer(0)] = try ends.integer(1) }
        return slice
    }

    /// - Returns: whether there are no more posts.
    private static func blankPosts(_ slice: Slice, through writer: Writer) throws(StoreError) -> Bool {
        let posts = try writer.statement(
            """
            SELECT room, sequence, account FROM post WHERE (room, sequence) > (?1, ?2)
            ORDER BY room, sequence LIMIT ?3
            """)
        posts.bind([.integer(slice.room), .integer(slice.sequence), .integer(Int64(slice.budget))])
        var found: [(room: Int64, sequence: Int64)] = []
        var last = (room: slice.room, sequence: slice.sequence)
        var looked = 0
        do {
            defer { posts.reset() }
            while try posts.step() {
                looked += 1
                last = (try posts.integer(0), try posts.integer(1))
                guard try posts.textIfAny(2) == slice.name, slice.ends[last.room].map({ last.sequence < $0 }) ?? true
                else { continue }
                found.append(last)
            }
        }
        for post in found {
            try writer.run(
                """
                UPDATE post SET text = '', tags = NULL, flags = flags | \(PostRow.Flags.erased.rawValue)
                WHERE room = ?1 AND sequence = ?2
                """, [.integer(post.room), .integer(post.sequence)])
        }
        guard looked > 0 else { return true }
        try writer.run(
            "UPDATE erasure SET room = ?2, sequence = ?3 WHERE name = ?1",
            [.text(slice.name), .integer(last.room), .integer(last.sequence)])
        return false
    }

    /// - Returns: whether there are no more events.
    private static func blankEvents(_ slice: Slice, through writer: Writer) throws(StoreError) -> Bool {
        let events = try writer.statement(
            "SELECT number, account FROM event WHERE number > ?1 AND number <= ?2 ORDER BY number LIMIT ?3")
        events.bind([.integer(slice.event), .integer(slice.lastEvent), .integer(Int64(slice.budget))])
        var found: [Int64] = []
        var last: Int64?
        do {
            defer { events.reset() }
            while try events.step() {
                last = try events.integer(0)
                if let last, try events.textIfAny(1) == slice.name { found.append(last) }
            }
        }
        // What `Event.blanked` does.
        for number in found {
            try writer.run(
                """
                UPDATE event SET text = CASE WHEN kind IN (0, 5) THEN '' ELSE NULL END
                WHERE number = ?1 AND kind IN (0, 1, 2, 4, 5)
                """, [.integer(number)])
        }
        guard let last else { return true }
        try writer.run("UPDATE erasure SET event = ?2 WHERE name = ?1", [.text(slice.name), .integer(last)])
        return false
    }
}
