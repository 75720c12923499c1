import ChatProtocol
import ServerCore

/// One search: the index, the posts, and what may still be spent on it.
///
/// What the index finds is held against the posts themselves, so that a post that was taken back or changed is not found
/// by what it said before.
struct Search {
    /// Posts that the index does not know yet and that are read, of all rooms together: more than come in between two
    /// steps of the filler. The newest are read; those before them are not found until they are indexed.
    static let tailBound = 8_192
    /// Rows of the index that are read: beyond them a search ends. Only posts that have changed since they were indexed
    /// are found in vain.
    static let readBound = 16_384
    /// Rows of all rooms together that a probe reads: where there are no more, no room has to be asked by itself.
    static let probeBound = 256

    /// How long a probe may take: where that is not enough, its rows are many or hard to find.
    private static let probePatience = Duration.milliseconds(5)

    private let query: SearchQuery
    private let expression: String
    private let after: Timestamp?
    private let before: Timestamp?
    private let limit: Int
    private let patience: Duration
    private let pages: Pages
    private let index: SearchIndex?
    private let one: PreparedStatement
    private let backward: PreparedStatement
    private var terms = SearchTerms()
    private var unread = Search.readBound
    private let tailShare: Int64
    /// Whether the index can be asked: not when it is missing, nor after it has failed.
    private var isIndexed: Bool
    /// Newest posts of each of several rooms that are read, indexed or not, where the words are so frequent that the answer
    /// is likely to be among them: that costs less than to ask the index for each room. Else 0.
    private(set) var fresh: Int64 = 0
    /// Rows of each room, the newest last; nil where they are too many to be known beforehand.
    private(set) var known: [RoomNumber: [Int64]]?

    init(
        _ query: SearchQuery, _ request: SearchRequest, _ pages: Pages, _ index: SearchIndex?,
        patience: Duration
    ) throws(StoreError) {
        self.query = query
        self.patience = patience
        self.pages = pages
        self.index = index
        expression = query.expression
        after = request.after
        before = request.before
        limit = min(request.limit, Store.searchLimit)
        tailShare = Int64(max(1, Self.tailBound / max(1, request.places.count)))
        let handle = pages.handle
        let posts = "SELECT \(PostRow.columns) FROM post WHERE room = ?1"
        one = try PreparedStatement("\(posts) AND sequence = ?2", on: handle)
        backward = try PreparedStatement(
            "\(posts) AND sequence >= ?2 AND sequence < ?3 ORDER BY sequence DESC LIMIT ?4", on: handle)
        isIndexed = index != nil
        isIndexed = indexed(false) { index throws(StoreError) in try index.beginView() }
    }

    /// The newest matches of all rooms, oldest first.
    mutating func newest(of scopes: [SearchRequest.Place]) throws(StoreError) -> [Post] {
        defer { indexed(()) { index throws(StoreError) in try index.endView() } }
        var rooms = try waiting(scopes)
        if rooms.count > 1 {
            hurry(min(patience, Self.probePatience))
            probe(rooms)
        }
        hurry(patience)
        var found: [Post] = []
        while found.count < limit, let next = Self.newest(rooms) {
            if let match = rooms[next].match { found.append(match) }
            try rooms[next].advance(&self)
            if rooms[next].isAtEnd { rooms.remove(at: next) }
        }
        return found.reversed()
    }

    /// A room is asked only when its newest post is as late as what was found elsewhere: with words that are everywhere,
    /// most rooms never are.
    private static func newest(_ rooms: [SearchRoom]) -> Int? {
        rooms.indices.max { left, right in
            let (left, right) = (rooms[left], rooms[right])
            if left.newestTime != right.newestTime { return left.newestTime < right.newestTime }
            // What may still come before what is known.
            if (left.match == nil) != (right.match == nil) { return right.match == nil }
            return left.room < right.room
        }
    }

    private func waiting(_ scopes: [SearchRequest.Place]) throws(StoreError) -> [SearchRoom] {
        var rooms: [SearchRoom] = []
        var seen: Set<RoomNumber> = []
        for scope in scopes where SearchPlace.rooms.contains(scope.room.value) && seen.insert(scope.room).inserted {
            guard let newest = try Pages.newest(of: scope.room, pages.last), newest.sequence > scope.after else {
                continue
            }
            if let after, newest.time <= after { continue }
            let time = before.map { min($0, newest.time) } ?? newest.time
            rooms.append(SearchRoom(scope, newestSequence: newest.sequence, newestTime: time))
        }
        return rooms
    }

    private mutating func probe(_ rooms: [SearchRoom]) {
        guard let first = rooms.map(\.room).min(), let last = rooms.map(\.room).max(),
            let low = SearchPlace.row(first, 1), let high = SearchPlace.row(last, SearchPlace.sequences.upperBound),
            let match = open(low...high)
        else { return }
        var known: [RoomNumber: [Int64]] = [:]
        var count = 0
        while let row = next(match) {
            count += 1
            guard count <= Self.probeBound else {
                return chooseFresh(from: known, of: rooms)
            }
            known[SearchPlace.post(at: row).room, default: []].append(row)
        }
        let isLate = indexed(true) { index throws(StoreError) in try index.isLate() }
        if !isLate { self.known = known.mapValues { $0.reversed() } }
    }

    /// From how near to each other the matches stand that a probe has found: twice as many posts as should hold the answer.
    private mutating func chooseFresh(from known: [RoomNumber: [Int64]], of rooms: [SearchRoom]) {
        var posts: Int64 = 0
        var matches: Int64 = 0
        for room in rooms {
            guard let rows = known[room.room], let earliest = rows.last else { continue }
            posts += max(0, room.newestSequence - SearchPlace.post(at: earliest).sequence) + 1
            matches += Int64(rows.count)
        }
        guard matches > 0, posts < SearchPlace.sequences.upperBound else { return }
        let depth = 2 * Int64(limit) * posts / (matches * Int64(rooms.count)) + 1
        if depth <= tailShare { fresh = depth }
    }
}

extension Search {
    /// The asker's numbers in a room: the first, and the one behind the last.
    func bounds(of scope: SearchRequest.Place) throws(StoreError) -> (start: Int64, end: Int64) {
        var start = max(0, scope.after) < .max ? max(0, scope.after) + 1 : .max
        var end = Int64.max
        if let after { start = max(start, try pages.places.firstPost(of: scope.room) { $0 > after }.sequence) }
        if let before { end = try pages.places.firstPost(of: scope.room) { $0 >= before }.sequence }
        return (start, end)
    }

    /// Posts up to this number are in the index.
    mutating func watermark(of room: RoomNumber) -> Int64 {
        let watermark = indexed(0) { index throws(StoreError) in try index.watermark(of: room) }
        return min(max(0, watermark), SearchPlace.sequences.upperBound)
    }

    /// Matches among the newest posts of a range, the newest first, and the time of the earliest that was read.
    mutating func tail(
        of room: RoomNumber, from start: Int64, to end: Int64
    ) throws(StoreError) -> (matches: [Post], readTo: Timestamp?) {
        guard start < end else { return ([], nil) }
        backward.bind(room.value, at: 1)
        backward.bind(start, at: 2)
        backward.bind(end, at: 3)
        backward.bind(tailShare, at: 4)
        defer { backward.reset() }
        var found: [Post] = []
        var readTo: Timestamp?
        while found.count < limit, try backward.step() {
            let post = try PostRow.read(backward, room: room)
            readTo = post.time
            if query.matches(post, &terms), let post = pages.shown(post) { found.append(post) }
        }
        return (found, readTo)
    }

    /// nil where there is no such post any more, or not one that was asked for.
    mutating func post(_ room: RoomNumber, _ sequence: Int64) throws(StoreError) -> Post? {
        one.bind(room.value, at: 1)
        one.bind(sequence, at: 2)
        defer { one.reset() }
        guard try one.step() else { return nil }
        let post = try PostRow.read(one, room: room)
        return query.matches(post, &terms) ? pages.shown(post) : nil
    }

    private mutating func hurry(_ patience: Duration) {
        indexed(()) { index throws(StoreError) in try index.hurry(patience) }
    }

    /// Begins to read what the index knows, the newest first.
    mutating func open(_ rows: ClosedRange<Int64>) -> Int? {
        let expression = expression
        return indexed(nil) { index throws(StoreError) in try index.open(expression, in: rows) }
    }

    /// The next row of what was opened; nil where there is none, or the search has read enough.
    mutating func next(_ match: Int) -> Int64? {
        guard unread > 0 else { return nil }
        unread -= 1
        return indexed(nil) { index throws(StoreError) in try index.next(match) }
    }

    /// Asks the index; where it cannot be asked, nothing more comes of it, and the search goes on without: its filler meets
    /// what is wrong, and says so.
    private mutating func indexed<Value>(
        _ otherwise: Value, _ body: (SearchIndex) throws(StoreError) -> Value
    ) -> Value {
        guard let index, isIndexed else { return otherwise }
        do throws(StoreError) {
            return try body(index)
        } catch {
            isIndexed = false
            return otherwise
        }
    }
}
