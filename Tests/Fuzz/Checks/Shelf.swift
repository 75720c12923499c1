import ChatProtocol

@testable import ServerCore

/// What a store keeps and the shell answers: not always what it should, but what it may. A page holds entries of its
/// room, in order, as many as were asked for at most; passwords are "hashed" so that inputs can be written by hand.
struct Shelf {
    private var entries: [HistoryEntry] = []
    private var last: [RoomNumber: Post] = [:]
    private var events: Int64 = 0

    mutating func keep(_ record: Record) throws(BrokenPromise) {
        switch record {
        case .post(let post):
            let before = last[post.room]
            try require(post.sequence == (before?.sequence ?? 0) + 1, "a gap in room \(post.room.value)")
            try require(before.map { $0.time <= post.time } ?? true, "time goes back in room \(post.room.value)")
            last[post.room] = post
            entries.append(.post(post))
        case .event(let event):
            try require(event.number > events, "event \(event.number) is not a new one")
            try require(!event.places.isEmpty, "event \(event.number) is nowhere")
            events = event.number
            entries.append(.event(event))
        default: break
        }
    }

    func answer(_ subject: Question.Subject) -> Answer {
        switch subject {
        case .page(let request): .entries(page(request))
        case .lastTimes(let numbers):
            .times(
                Dictionary(
                    uniqueKeysWithValues: Set(numbers).compactMap { number in last[number].map { (number, $0.time) } })
            )
        case .search(let request):
            .entries(
                Array(
                    entries.filter { entry in
                        guard case .post(let post) = entry else { return false }
                        return request.places.contains { $0.room == post.room && $0.after < post.sequence }
                    }.suffix(request.limit)))
        case .post(let room, let sequence):
            .entries(
                entries.filter { entry in
                    guard case .post(let post) = entry else { return false }
                    return post.room == room && post.sequence == sequence
                })
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

    private func page(_ request: PageRequest) -> [HistoryEntry] {
        let known = entries.compactMap { entry -> HistoryEntry? in
            switch entry {
            case .post(let post):
                let isSaid = post.kind == .message || post.kind == .notice
                return post.room == request.room && (!request.extras.isEmpty || isSaid) ? entry : nil
            case .event(var event):
                guard request.extras.contains(event.kind.extra),
                    let place = event.places.first(where: { $0.room == request.room })
                else {
                    return nil
                }
                event.places = [place]
                return .event(event)
            }
        }
        switch request.part {
        case .latest, .before: return known.suffix(request.limit)
        case .after, .around, .between: return Array(known.prefix(request.limit))
        }
    }
}
