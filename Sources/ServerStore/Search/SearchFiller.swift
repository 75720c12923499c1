import ChatProtocol
import ServerCore

/// What a step of a `SearchFiller` has come to.
package enum SearchProgress: Equatable, Sendable {
    /// So many posts were read, none where the index was put in order, and there is more to do: step on.
    case more(posts: Int)
    /// So few posts were read, all there were: step on once there are more, better a quarter of a second later than at once.
    case few(posts: Int)
    /// All that was told is in the index: wait until more is, better a quarter of a second than for every commit.
    case idle
    /// The index is made anew, for the reason in the sentence. To be logged; step on after a moment.
    case rebuilding(String)
    /// Nothing was lost; step on after a while.
    case failed(StoreError)
}

/// Fills the index from the database, behind its commits. Used by one thread, which only does this.
///
/// It reads through a connection of its own, and writes to another file, so that it never makes a commit wait. Stopped
/// anywhere, it goes on from the watermarks that stand in the index.
package final class SearchFiller {
    /// Posts of one step, which is one transaction: some tens of milliseconds, after which the caller may stop.
    package static let batch = 4_096
    /// Rooms that a step looks at for posts that were never told.
    private static let roomsInStep = 512

    /// A room whose posts after `from` and up to `to` are not in the index.
    private struct Behind {
        var room: RoomNumber
        var from: Int64
        var to: Int64
    }

    private let index: SearchIndex
    private var source: SearchSource?
    private var writer: SearchWriter?
    /// The last posts that were told or seen, of rooms that may be behind.
    private var targets: [RoomNumber: Int64] = [:]
    /// Rooms up to this one were looked at; nil when all were.
    private var lookedAt: RoomNumber? = RoomNumber(0)

    package init(_ index: SearchIndex) {
        self.index = index
    }

    /// Does a part of the work: a fraction of a second at most.
    package func step() -> SearchProgress {
        let told = index.take()
        targets.merge(told.sequences) { max($0, $1) }
        do throws(StoreError) {
            if told.isDamaged { return try rebuild("The search index is made anew: it was damaged.") }
            if let note = try open() { return .rebuilding(note) }
            guard let source, let writer else { return .idle }
            try look(source)
            return try fill(from: source, to: writer)
        } catch {
            source = nil
            guard let fault = writer?.fault, fault.isDamage else {
                writer = nil
                return .failed(error)
            }
            do throws(StoreError) {
                return try rebuild("The search index is made anew: \(fault)")
            } catch {
                return .failed(error)
            }
        }
    }

    private func open() throws(StoreError) -> String? {
        guard source == nil || writer == nil else { return nil }
        let source = try SearchSource(directory: index.directory)
        self.source = source
        lookedAt = RoomNumber(0)
        writer = nil
        index.shut()
        let (connection, note) = try SearchFile.writing(in: index.directory, store: source.store)
        writer = try SearchWriter(connection)
        index.allow()
        return note
    }

    private func rebuild(_ note: String) throws(StoreError) -> SearchProgress {
        writer = nil
        source = nil
        index.shut()
        let movedAside = try SearchFile.discard(in: index.directory)
        return .rebuilding(movedAside ?? note)
    }

    /// What was committed before anything was told: by a server that ended before it was indexed.
    private func look(_ source: SearchSource) throws(StoreError) {
        var seen = 0
        while let last = lookedAt, seen < Self.roomsInStep {
            guard let room = try source.room(after: last) else {
                lookedAt = nil
                return
            }
            if let newest = try source.newest(of: room) { targets[room] = max(targets[room] ?? 0, newest) }
            lookedAt = room
            seen += 1
        }
    }

    /// Rooms share a step, so that none waits for a longer one. They are written in the order of their numbers: a row
    /// before the last one would make FTS5 begin a new part of its index.
    private func fill(from source: SearchSource, to writer: SearchWriter) throws(StoreError) -> SearchProgress {
        var behind: [Behind] = []
        for (room, target) in targets {
            let last = min(target, SearchPlace.sequences.upperBound)
            let start = try writer.watermark(of: room, source)
            if SearchPlace.rooms.contains(room.value), start < last {
                behind.append(Behind(room: room, from: start, to: last))
            } else {
                targets[room] = nil
            }
        }
        guard !behind.isEmpty else {
            if lookedAt == nil, try !writer.merge() { return .idle }
            return .more(posts: 0)
        }
        let shares = Self.shares(of: behind)
        var posts = 0
        try writer.transaction { () throws(StoreError) in
            for part in shares {
                let count = try source.each(of: part.room, after: part.from, upTo: part.to, atMost: part.share) {
                    row throws(StoreError) in try writer.write(row)
                }
                posts += count
                // Fewer than there was room for: whatever is missing of them is not in the database.
                if count < part.share { targets[part.room] = nil }
            }
        }
        return lookedAt == nil && posts < Self.batch ? .few(posts: posts) : .more(posts: posts)
    }

    /// What each room may write in one step: all of it where there is little, equal parts of the rest where there is much.
    private static func shares(of behind: [Behind]) -> [(room: RoomNumber, from: Int64, to: Int64, share: Int)] {
        var left = batch
        var shares: [(room: RoomNumber, from: Int64, to: Int64, share: Int)] = []
        for (position, part) in behind.sorted(by: { $0.to - $0.from < $1.to - $1.from }).enumerated() {
            let share = min(Int(part.to - part.from), left / (behind.count - position))
            guard share > 0 else { continue }
            shares.append((part.room, part.from, part.to, share))
            left -= share
        }
        return shares.sorted { $0.room < $1.room }
    }
}
