import ChatProtocol
import ServerCore

/// What a database would keep, in memory.
struct FakeStore {
    private(set) var posts: [Post] = []
    /// Rooms that have not ended, as they were last written.
    private(set) var rooms: [RoomNumber: RoomRecord] = [:]
    private(set) var ended: [RoomNumber] = []
    private let lobby: String
    private var lastRoom = RoomNumber.lobby
    private var last: [RoomNumber: Post] = [:]

    init(lobby: String) {
        self.lobby = lobby
    }

    /// A post that leaves a gap, or is earlier than the one before it, is a fault whatever the test is about.
    mutating func keep(_ record: Record) {
        switch record {
        case .post(let post):
            let before = last[post.room]
            require(post.sequence == (before?.sequence ?? 0) + 1, "a gap in room \(post.room.value)")
            require(before.map { $0.time <= post.time } ?? true, "time goes back in room \(post.room.value)")
            require(post.room == .privately || rooms[post.room] != nil, "room \(post.room.value) is not written down")
            last[post.room] = post
            posts.append(post)
        case .room(let room):
            rooms[room.number] = room
            lastRoom = max(lastRoom, room.number)
        case .roomEnded(let number):
            rooms[number] = nil
            ended.append(number)
        }
    }

    /// The texts said in a room, by its number.
    func texts(of room: RoomNumber) -> [String] { posts.filter { $0.room == room }.map(\.text) }

    func record(named name: String) -> RoomRecord? { rooms.values.first { $0.name == name } }

    /// What a server that starts anew goes on with: closed rooms end with it, all but the lobby.
    var restored: Restored {
        let live = rooms.values.filter { $0.isOpen || $0.number == .lobby }.sorted { $0.number < $1.number }
        return Restored(
            store: 7, nextRoom: RoomNumber(lastRoom.value + 1), lastPrivateSequence: last[.privately]?.sequence ?? 0,
            rooms: live.map { room in
                let post = last[room.number]
                return Restored.Room(
                    record: room, lastSequence: post?.sequence ?? 0, lastTime: post?.time ?? room.madeAt)
            })
    }

    // MARK: - Questions

    func answer(_ subject: Question.Subject) -> Answer {
        switch subject {
        case .page(let request): .posts(page(request))
        case .lastTimes(let numbers):
            .times(
                Dictionary(
                    uniqueKeysWithValues: numbers.compactMap { number in last[number].map { (number, $0.time) } }))
        }
    }

    private func page(_ request: PageRequest) -> [Post] {
        let posts = posts.filter { $0.room == request.room }
        let limit = request.limit
        switch request.part {
        case .latest(nil): return Array(posts.suffix(limit))
        case .latest(let anchor?): return Array(posts.filter { $0.isAfter(anchor) }.suffix(limit))
        case .before(let anchor): return Array(posts.filter { $0.isBefore(anchor) }.suffix(limit))
        case .after(let anchor): return Array(posts.filter { $0.isAfter(anchor) }.prefix(limit))
        case .around(let anchor):
            let before = posts.filter { $0.isBefore(anchor) }
            return Array(before.suffix(limit / 2)) + posts.dropFirst(before.count).prefix(limit - limit / 2)
        case .between(let first, let second):
            let forward = posts.filter { $0.isAfter(first) && $0.isBefore(second) }
            if !forward.isEmpty { return Array(forward.prefix(limit)) }
            return Array(posts.filter { $0.isAfter(second) && $0.isBefore(first) }.suffix(limit))
        }
    }
}

extension Post {
    fileprivate func isBefore(_ anchor: PageRequest.Anchor) -> Bool {
        switch anchor {
        case .sequence(let number): sequence < number
        case .time(let moment): time < moment
        }
    }

    fileprivate func isAfter(_ anchor: PageRequest.Anchor) -> Bool {
        switch anchor {
        case .sequence(let number): sequence > number
        case .time(let moment): time > moment
        }
    }
}
