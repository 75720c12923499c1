import ChatProtocol
import ServerCore

/// The server's rules with what its shell does for them, on one thread: framing, one order, committed and then seen,
/// encoded for each receiver.
final class House {
    private struct Entry {
        let ticket: Int
        /// The ticket of the post that this tells of: if it is refused, nobody is told.
        let post: Int?
        let effect: Effect
    }

    private struct Unwritten {
        let ticket: Int
        let record: Record
        let attempt: Attempt?
    }

    private(set) var state: ServerState
    var ledger = Ledger()
    var now: Timestamp
    /// What the host's console would show.
    private(set) var log: [LogEntry] = []
    private var wires: [SessionID: Wire] = [:]
    private var places: [RoomID: [SessionID]] = [:]
    private var queue: [Entry] = []
    private var unwritten: [Unwritten] = []
    private var missed: [Record] = []
    private var questions: [Question] = []
    private var lastTicket = 0
    private var settled = 0
    private var nextPort = 40_000

    init(_ settings: ServerSettings, at now: Timestamp) {
        self.now = now
        state = ServerState(settings: settings, restored: .nothing(store: 7))
        route(state.firstRecords.map { .store($0) })
    }

    var hasUnwritten: Bool { !unwritten.isEmpty }
    var hasQuestions: Bool { !questions.isEmpty }

    /// Whose connection this is.
    func member(on wire: Wire?) -> MemberID? { wire?.session.flatMap { state.sessions[$0]?.member } }

    // MARK: - In

    /// What one read of this wire gave.
    func hears(_ bytes: [UInt8], on wire: Wire) {
        guard !wire.isClosing, let first = bytes.first else { return }
        if wire.framing == nil { begin(wire, isRaw: first == UInt8(ascii: "!")) }
        switch wire.framing {
        case .lines(var framer):
            framer.feed(
                bytes.span,
                line: { line in
                    wire.unread.append(
                        .line(Result { () throws(MessageError) in try Message(parsing: line, from: .client) }))
                },
                fault: { if $0 == .tooLong { wire.unread.append(.tooLong) } })
            wire.framing = .lines(framer)
        case .messages(var framer):
            wire.unread += framer.feed(bytes.span).map { .frame($0) }
            wire.framing = .messages(framer)
        case nil: break
        }
        goOn(with: wire)
    }

    private func begin(_ wire: Wire, isRaw: Bool) {
        wire.framing = isRaw ? .messages(RawFramer()) : .lines(LineFramer(limit: Limits.clientLine))
        wire.kind = ReceiverKind(isRaw ? .raw : .irc, [])
        nextPort += 1
        let origin = Origin(address: Address(host: "127.0.0.1", port: nextPort))
        let id = state.connect(isRaw ? .raw : .irc, from: origin, at: now)
        wire.session = id
        wires[id] = wire
    }

    private func goOn(with wire: Wire) {
        while let id = wire.session, !wire.waits, !wire.isClosing, !wire.unread.isEmpty {
            let effects =
                switch wire.unread.removeFirst() {
                case .line(let line): state.handle(line, from: id, at: now)
                case .tooLong: state.refuseLongLine(of: id, at: now)
                case .frame(let frame): state.handle(frame, from: id, at: now)
                }
            wire.waits = effects.contains { if case .ask = $0 { true } else { false } }
            route(effects)
        }
    }

    /// The connection is gone.
    func loses(_ wire: Wire) {
        guard let id = wire.session else { return }
        wires[id] = nil
        for room in places.keys { places[room]?.removeAll { $0 == id } }
        wire.unread = []
        route(state.disconnect(id, reason: "Connection closed", at: now))
    }

    // MARK: - The ledger

    /// Writes at most so many of the records that wait.
    func commits(_ most: Int = .max) {
        let batch = Array(unwritten.prefix(most))
        guard let last = batch.last else { return }
        if ledger.write(batch.map(\.record)) {
            unwritten.removeFirst(batch.count)
            settled = last.ticket
            release()
        } else {
            refuse()
        }
    }

    /// They and everything behind them is given up.
    private func refuse() {
        let lost = unwritten
        unwritten = []
        settled = lastTicket
        let tickets = Set(lost.map(\.ticket))
        queue.removeAll { $0.post.map(tickets.contains) ?? false }
        missed += lost.map(\.record).filter(\.isEnding)
        let posts = lost.compactMap { entry -> (post: Post, attempt: Attempt)? in
            guard case .post(let post) = entry.record, let attempt = entry.attempt else { return nil }
            return (post, attempt)
        }
        route(state.refuse(posts, because: "disk full", at: now))
    }

    /// The ledger takes records again.
    func recovers() {
        ledger.isRefusing = false
        let effects = state.storeAgain()
        route(missed.map { .store($0) } + effects)
        missed = []
    }

    /// Answers the question that has waited longest.
    func answers() {
        guard !questions.isEmpty else { return }
        let question = questions.removeFirst()
        let wire = wires[question.asker]
        route(state.answer(question, with: ledger.answer(question.subject), at: now))
        wire?.waits = false
        if let wire { goOn(with: wire) }
    }

    // MARK: - Out

    private func route(_ effects: [Effect]) {
        var said: (id: MessageID, ticket: Int)?
        for effect in effects {
            switch effect {
            case .say(let post, let attempt):
                keep(.post(post), attempt)
                said = (MessageID(store: state.store, room: post.room.value, sequence: post.sequence), lastTicket)
            case .store(let record):
                if !state.isRefusing { keep(record, nil) } else if record.isEnding { missed.append(record) }
            case .deliver(.speech(let speech), _) where said != nil && speech.id == said?.id:
                queue.append(Entry(ticket: lastTicket, post: said?.ticket, effect: effect))
            default: queue.append(Entry(ticket: lastTicket, post: nil, effect: effect))
            }
        }
        release()
    }

    private func keep(_ record: Record, _ attempt: Attempt?) {
        lastTicket += 1
        unwritten.append(Unwritten(ticket: lastTicket, record: record, attempt: attempt))
    }

    private func release() {
        let end = queue.firstIndex { $0.ticket > settled } ?? queue.endIndex
        let entries = queue[..<end]
        queue.removeFirst(end)
        for entry in entries { perform(entry.effect) }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .deliver(let parcel, let audience): for wire in receivers(of: audience) { write(parcel, to: wire) }
        case .enter(let id, let room): if wires[id] != nil { places[room, default: []].append(id) }
        case .leave(let id, let room): places[room]?.removeAll { $0 == id }
        case .speaks(let id, let capabilities):
            wires[id]?.capabilities = capabilities
            wires[id]?.kind = ReceiverKind(.irc, capabilities)
        case .ask(let question): questions.append(question)
        case .close(let id): wires[id]?.isClosing = true
        case .log(let entry): log.append(entry)
        case .admit, .caughtUp, .reload, .say, .store: break
        }
    }

    private func write(_ parcel: Parcel, to wire: Wire) {
        guard !wire.isClosing, !wire.isCut else { return }
        var bytes: [UInt8] = []
        parcel.encode(for: wire.kind, server: state.settings.name, into: &bytes)
        wire.down.write(bytes)
    }

    private func receivers(of audience: Audience) -> [Wire] {
        switch audience {
        case .session(let id): return [wires[id]].compactMap(\.self)
        case .sessions(let ids, let having):
            return ids.compactMap { wires[$0] }.filter { $0.capabilities.isSuperset(of: having) }
        case .room(let room, let except, let having, let lacking):
            return (places[room] ?? []).filter { $0 != except }.compactMap { wires[$0] }
                .filter { $0.capabilities.isSuperset(of: having) && $0.capabilities.isDisjoint(with: lacking) }
        case .rooms(let rooms, let others, let except, let having):
            var seen: Set<SessionID> = []
            return (rooms.flatMap { places[$0] ?? [] } + others).filter { $0 != except && seen.insert($0).inserted }
                .compactMap { wires[$0] }.filter { $0.capabilities.isSuperset(of: having) }
        case .everybody: return Array(wires.values)
        }
    }
}

extension Record {
    fileprivate var isEnding: Bool {
        if case .roomEnded = self { return true }
        return false
    }
}
