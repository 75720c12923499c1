import ChatProtocol
import ServerCore

/// What the shell would answer: pages of the store, and passwords that are "hashed" so that a test can read them.
extension FakeStore {
    func answer(_ subject: Question.Subject) -> Answer {
        switch subject {
        case .page(let request): .entries(page(request))
        case .lastTimes(let numbers): .times(lastTimes(of: numbers))
        case .search(let request): .entries(found(request))
        case .post(let room, let sequence):
            .entries(posts.filter { $0.room == room && $0.sequence == sequence }.map { .post($0) })
        case .hash(let password): .verifier(Self.verifier(of: password))
        case .verify(let password, let verifier): .verified(verifier == Self.verifier(of: password))
        case .verifySetting(let password, let setting): .verified(password == setting)
        case .scramBegin(let first, _, let verifier):
            .scramChallenge(
                ScramExchange(
                    clientFirstBare: first.bare, serverFirst: "r=\(first.nonce)here,s=c2FsdHNhbHQ=,i=1",
                    gs2Header: first.gs2Header, nonce: first.nonce + "here",
                    verifier: verifier ?? Self.verifier(of: ""), isReal: verifier != nil))
        // The proof stands for the password: its first bytes.
        case .scramFinish(let exchange, let final):
            .scramOutcome(exchange.isReal && final.proof == exchange.verifier.storedKey ? "v=c2VydmVy" : nil)
        }
    }

    /// A verifier that only the same password gives.
    static func verifier(of password: String) -> Verifier {
        let key = Array(
            (Array(password.utf8) + Array(repeating: 0, count: Verifier.keyBytes)).prefix(Verifier.keyBytes))
        return Verifier(salt: Array("saltsalt".utf8), iterations: 1, storedKey: key, serverKey: key)
    }

    private func lastTimes(of numbers: [RoomNumber]) -> [RoomNumber: Timestamp] {
        var times: [RoomNumber: Timestamp] = [:]
        for number in numbers { times[number] = posts.last { $0.room == number }?.time }
        return times
    }

    private func found(_ request: SearchRequest) -> [HistoryEntry] {
        let words = request.text.split(separator: " ")
        return posts.filter { post in
            request.places.contains { $0.room == post.room && $0.after < post.sequence }
                && (post.kind == .message || post.kind == .notice) && words.allSatisfy { post.text.contains($0) }
                && (request.author.map { $0 == post.author.source.nick } ?? true)
                && (request.after.map { $0 < post.time } ?? true) && (request.before.map { post.time < $0 } ?? true)
        }
        .suffix(request.limit).map { .post($0) }
    }

    private func page(_ request: PageRequest) -> [HistoryEntry] {
        let entries = entries(of: request)
        let limit = request.limit
        switch request.part {
        case .latest(nil): return Array(entries.suffix(limit))
        case .latest(let anchor?): return Array(entries.filter { $0.isAfter(anchor) }.suffix(limit))
        case .before(let anchor): return Array(entries.filter { $0.isBefore(anchor) }.suffix(limit))
        case .after(let anchor): return Array(entries.filter { $0.isAfter(anchor) }.prefix(limit))
        case .around(let anchor):
            let before = entries.filter { $0.isBefore(anchor) }
            return Array(before.suffix(limit / 2)) + entries.dropFirst(before.count).prefix(limit - limit / 2)
        case .between(let first, let second):
            let forward = entries.filter { $0.isAfter(first) && $0.isBefore(second) }
            if !forward.isEmpty { return Array(forward.prefix(limit)) }
            return Array(entries.filter { $0.isAfter(second) && $0.isBefore(first) }.suffix(limit))
        }
    }

    private func entries(of request: PageRequest) -> [HistoryEntry] {
        let said = posts.filter {
            guard $0.room == request.room, $0.sequence > request.behind else { return false }
            switch $0.kind {
            case .message, .notice: return true
            case .tags: return request.extras.contains(.tags)
            case .redaction: return request.extras.contains(.redactions)
            case .edit: return request.extras.contains(.edits)
            }
        }
        let happened = events.compactMap { event -> HistoryEntry? in
            guard let place = event.places.first(where: { $0.room == request.room }),
                request.extras.contains(event.kind.extra), request.behind == 0 || place.after > request.behind
            else { return nil }
            var event = event
            event.places = [place]
            return .event(event)
        }
        return (said.map { .post($0) } + happened).sorted { $0.place < $1.place }
    }
}

extension HistoryEntry {
    /// The post before it or itself, and then which event.
    fileprivate var place: (Int64, Int64) {
        switch self {
        case .post(let post): (post.sequence, 0)
        case .event(let event): (event.places[0].after, event.number)
        }
    }

    private var time: Timestamp {
        switch self {
        case .post(let post): post.time
        case .event(let event): event.time
        }
    }

    fileprivate func isBefore(_ anchor: PageRequest.Anchor) -> Bool {
        switch anchor {
        case .sequence(let number): place < (number, 0)
        case .event(let number, let after): place < (after, number)
        case .time(let moment): time < moment
        }
    }

    fileprivate func isAfter(_ anchor: PageRequest.Anchor) -> Bool {
        switch anchor {
        case .sequence(let number): place > (number, 0)
        case .event(let number, let after): place > (after, number)
        case .time(let moment): time > moment
        }
    }
}
