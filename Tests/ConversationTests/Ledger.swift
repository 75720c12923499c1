import ChatProtocol
import ServerCore
import Testing

/// What is kept of what was said: the store, in memory. It can be told to refuse.
struct Ledger {
    /// While true nothing can be written.
    var isRefusing = false
    /// While true nothing can be read.
    var isUnreadable = false
    private var posts: [RoomNumber: [Post]] = [:]

    /// What was said in a room, oldest first.
    func posts(of room: RoomNumber) -> [Post] { posts[room] ?? [] }

    /// All of them or, while it refuses, none: false then.
    mutating func write(_ records: [Record]) -> Bool {
        guard !isRefusing else { return false }
        for case .post(let post) in records {
            let last = posts[post.room]?.last
            #expect(post.sequence == (last?.sequence ?? 0) + 1, "a gap before \(post)")
            #expect(post.time >= last?.time ?? post.time, "time goes backwards at \(post)")
            posts[post.room, default: []].append(post)
        }
        return true
    }

    func answer(_ subject: Question.Subject) -> Answer {
        guard !isUnreadable else { return .failed }
        switch subject {
        case .lastTimes(let rooms):
            var times: [RoomNumber: Timestamp] = [:]
            for room in rooms { times[room] = posts(of: room).last?.time }
            return .times(times)
        case .page(let request): return .entries(page(request).map { .post($0) })
        default: return .failed
        }
    }

    private func page(_ request: PageRequest) -> [Post] {
        let all = posts(of: request.room)
        let limit = max(0, request.limit)
        switch request.part {
        case .latest(let anchor): return Array(all.filter { anchor?.isBefore($0) ?? true }.suffix(limit))
        case .before(let anchor): return Array(all.filter { anchor.isBehind($0) }.suffix(limit))
        case .after(let anchor): return Array(all.filter { anchor.isBefore($0) }.prefix(limit))
        case .around(let anchor):
            let earlier = all.filter { anchor.isBehind($0) }
            return earlier.suffix(limit / 2) + all.dropFirst(earlier.count).prefix(limit - limit / 2)
        case .between(let first, let second):
            let forward = all.filter { first.isBefore($0) && second.isBehind($0) }
            guard forward.isEmpty else { return Array(forward.prefix(limit)) }
            return Array(all.filter { second.isBefore($0) && first.isBehind($0) }.suffix(limit))
        }
    }
}

extension PageRequest.Anchor {
    /// Whether the post comes after this place.
    fileprivate func isBefore(_ post: Post) -> Bool {
        switch self {
        case .sequence(let sequence), .event(_, let sequence): post.sequence > sequence
        case .time(let time): post.time > time
        }
    }

    /// Whether the post comes before this place.
    fileprivate func isBehind(_ post: Post) -> Bool {
        switch self {
        case .sequence(let sequence): post.sequence < sequence
        case .event(_, let sequence): post.sequence <= sequence
        case .time(let time): post.time < time
        }
    }
}
