import ChatProtocol
import ServerCore

/// A room's matches, the newest first, read as far as they are asked for: those of its newest posts first, which are read
/// themselves, then what the index knows.
struct SearchRoom {
    /// Its newest match that was not taken yet; nil where that is not known yet, and where there is no more.
    private(set) var match: Post?
    /// No match that is still to come is later.
    private(set) var newestTime: Timestamp
    private(set) var isAtEnd = false
    let scope: SearchRequest.Place

    /// Of its last post.
    let newestSequence: Int64
    private var stage = Stage.closed
    /// Matches among the newest posts, the newest last.
    private var tail: [Post] = []
    /// Of the earliest of those that were read; nil where none was.
    private var readTo: Timestamp?
    /// The rest of the asker's numbers, which the index is asked for.
    private var start: Int64 = 0
    private var end: Int64 = 0
    /// Rows that a probe of all rooms has found, the newest last.
    private var known: [Int64] = []
    /// What else the index is asked by.
    private var rows: Int?

    private enum Stage {
        case closed, tail, beforeIndex, index
    }

    /// - Parameter newestTime: no match can be later.
    init(_ scope: SearchRequest.Place, newestSequence: Int64, newestTime: Timestamp) {
        self.scope = scope
        self.newestSequence = newestSequence
        self.newestTime = newestTime
    }

    var room: RoomNumber { scope.room }

    /// Goes to the next match, or only nearer to it: to ask the index costs more than all else, so that it waits until no
    /// other room has a later match.
    mutating func advance(_ search: inout Search) throws(StoreError) {
        match = nil
        switch stage {
        case .closed:
            try openTail(&search)
            stage = .tail
        case .tail: break
        case .beforeIndex:
            openIndex(&search)
            stage = .index
        case .index: break
        }
        if stage == .index {
            match = try nextIndexed(&search)
            isAtEnd = match == nil
        } else if let post = tail.popLast() {
            match = post
        } else {
            newestTime = min(newestTime, readTo ?? newestTime)
            stage = .beforeIndex
        }
        if let match { newestTime = min(newestTime, match.time) }
    }

    private mutating func openTail(_ search: inout Search) throws(StoreError) {
        (start, end) = try search.bounds(of: scope)
        end = min(end, newestSequence < .max ? newestSequence + 1 : .max)
        guard start < end else { return }
        let indexed = search.watermark(of: room)
        let border = max(start, min(indexed + 1, end - search.fresh))
        let read = try search.tail(of: room, from: border, to: end)
        tail = read.matches.reversed()
        readTo = read.readTo
        // Nothing behind the watermark is asked of the index: what was not read there is not found.
        end = min(end, border, indexed + 1)
    }

    private mutating func openIndex(_ search: inout Search) {
        guard let range = SearchPlace.rows(of: room, from: start, to: end) else { return }
        if let known = search.known {
            self.known = (known[room] ?? []).filter { range.contains($0) }
        } else {
            rows = search.open(range)
        }
    }

    private mutating func nextIndexed(_ search: inout Search) throws(StoreError) -> Post? {
        while let row = known.popLast() ?? rows.flatMap({ search.next($0) }) {
            let (room, sequence) = SearchPlace.post(at: row)
            // A damaged index may name any row.
            guard room == self.room, sequence > scope.after else { continue }
            if let post = try search.post(room, sequence) { return post }
        }
        return nil
    }
}
