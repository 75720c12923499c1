import ChatProtocol
import ServerCore

extension Hub {
    /// What the hub's lock guards: the state, the queues, and what is on its way to the disk.
    struct Books {
        private struct Ticket {
            /// The last one that was given before the task.
            let number: UInt64
            /// That of the post which the task tells of: if it is refused, nobody is told.
            let post: UInt64?
        }

        /// Tasks and their tickets stand apart, so that all of them are handed over without a copy.
        private struct Queue {
            var tasks: [Task] = []
            var tickets: [Ticket] = []
            /// Its loop has been told that there is something, and has not come yet.
            var isCalled = false
        }

        var state: ServerState
        private var queues: [Queue]
        /// By the connection's slot: the loop that it lives on.
        private var loops: [Int] = []
        /// How many connections of a room each loop has.
        private var crowds: [RoomID: [Int]] = [:]
        private(set) var lastTicket: UInt64 = 0
        private var settled: UInt64 = 0
        private(set) var unwritten: [Unwritten] = []
        /// The writer is about to be told that there are records.
        private var isWriterCalled = false
        /// What could not be written while the store refused, and nothing else tells: endings, belongings, markers.
        private var missed: [Record] = []

        init(_ state: ServerState, loops: Int) {
            self.state = state
            queues = Array(repeating: Queue(), count: max(1, loops))
        }

        var depths: Numbers.Depths {
            Numbers.Depths(
                population: state.population, unwritten: unwritten.count, tasks: queues.map(\.tasks.count),
                isRefusing: state.isRefusing)
        }

        /// The connection lives on this loop.
        mutating func place(_ session: SessionID, on loop: Int) {
            while loops.count <= session.index { loops.append(0) }
            loops[session.index] = loop
        }
    }
}

extension Hub.Books {
    /// Puts effects into the queues of the loops that they concern.
    mutating func route(_ effects: [Effect]) {
        // What was said in these effects; an echo stands a few places behind its post.
        var said: [(id: MessageID, ticket: UInt64)] = []
        for effect in effects {
            switch effect {
            case .say(let post, let attempt):
                keep(.post(post), attempt)
                said.append((MessageID(store: state.store, room: post.room.value, sequence: post.sequence), lastTicket))
            case .store(let record):
                if !state.isRefusing { keep(record, nil) } else if record.mustNotBeMissed { miss(record) }
            case .deliver(let parcel, let audience):
                var post: UInt64?
                if let id = parcel.post { post = said.last { $0.id == id }?.ticket }
                append(.deliver(parcel, to: audience), post: post, to: audience)
            case .enter(let session, let room):
                let loop = loops[session.index]
                crowds[room, default: Array(repeating: 0, count: queues.count)][loop] += 1
                append(.enter(session, room), to: loop)
            case .leave(let session, let room):
                let loop = loops[session.index]
                append(.leave(session, room), to: loop)
                crowds[room]?[loop] -= 1
                if crowds[room]?.allSatisfy({ $0 == 0 }) == true { crowds[room] = nil }
            case .admit(let session): append(.admit(session), to: loops[session.index])
            case .speaks(let session, let capabilities):
                append(.speaks(session, capabilities), to: loops[session.index])
            case .ask(let question): append(.ask(question), to: loops[question.asker.index])
            case .close(let session): append(.close(session), to: loops[session.index])
            case .caughtUp(let session, let room, let sequence):
                append(.caughtUp(session, room, through: sequence), to: loops[session.index])
            case .reload: append(.reload, to: 0)
            case .log(let entry): append(.log(entry), post: entry.tellsPost ? said.last?.ticket : nil, to: 0)
            }
        }
    }

    private mutating func keep(_ record: Record, _ attempt: Attempt?) {
        lastTicket += 1
        unwritten.append(Hub.Unwritten(ticket: lastTicket, record: record, attempt: attempt))
    }

    private mutating func miss(_ record: Record) {
        if missed.count < Self.mostMissed { missed.append(record) }
    }

    /// Records that are held for a store that refuses: a busy server's of a few minutes. What the oldest accounts and rooms
    /// have become is written anew in any case.
    private static let mostMissed = 100_000

    private mutating func append(_ task: Hub.Task, post: UInt64? = nil, to loop: Int) {
        queues[loop].tasks.append(task)
        queues[loop].tickets.append(Ticket(number: lastTicket, post: post))
    }

    private mutating func append(_ task: Hub.Task, post: UInt64?, to audience: Audience) {
        switch audience {
        case .session(let session): append(task, post: post, to: loops[session.index])
        case .sessions(let sessions, _):
            for loop in queues.indices where sessions.contains(where: { loops[$0.index] == loop }) {
                append(task, post: post, to: loop)
            }
        case .room(let room, _, _, _):
            guard let crowd = crowds[room] else { return }
            for loop in crowd.indices where crowd[loop] > 0 { append(task, post: post, to: loop) }
        case .rooms(let rooms, let others, _, _):
            for loop in queues.indices
            where rooms.contains(where: { crowds[$0]?[loop] ?? 0 > 0 })
                || others.contains(where: { loops[$0.index] == loop })
            {
                append(task, post: post, to: loop)
            }
        case .everybody:
            for loop in queues.indices { append(task, post: post, to: loop) }
        }
    }

    // MARK: - Writing

    /// The next records to write, at most this many.
    mutating func takeUnwritten(most: Int) -> [Hub.Unwritten] {
        guard unwritten.count > most else {
            defer { unwritten = [] }
            return unwritten
        }
        defer { unwritten.removeFirst(most) }
        return Array(unwritten.prefix(most))
    }

    /// Whether there are records, and the writer has to be told.
    mutating func mustCallWriter() -> Bool {
        guard !unwritten.isEmpty, !isWriterCalled else { return false }
        isWriterCalled = true
        return true
    }

    mutating func noteWriterCalled() {
        isWriterCalled = false
    }

    // MARK: - Settling

    /// A record is on its way to the disk.
    var isStoring: Bool { settled < lastTicket }

    /// Everything up to this ticket is written.
    mutating func settle(_ ticket: UInt64) {
        settled = max(settled, ticket)
    }

    /// These records, and all that wait behind them, are given up: nobody is told of their posts but the authors.
    mutating func refuse(_ records: [Hub.Unwritten], because fault: String, at now: Timestamp) {
        let lost = records + unwritten
        unwritten = []
        settled = lastTicket
        let tickets = Set(lost.map(\.ticket))
        for loop in queues.indices {
            let kept = queues[loop].tickets.indices.filter { index in
                !(queues[loop].tickets[index].post.map(tickets.contains) ?? false)
            }
            queues[loop].tasks = kept.map { queues[loop].tasks[$0] }
            queues[loop].tickets = kept.map { queues[loop].tickets[$0] }
        }
        for entry in lost where entry.record.mustNotBeMissed { miss(entry.record) }
        let posts = lost.compactMap { entry -> (post: Post, attempt: Attempt)? in
            guard case .post(let post) = entry.record, let attempt = entry.attempt else { return nil }
            return (post, attempt)
        }
        route(state.refuse(posts, because: fault, at: now))
    }

    /// Writing works again: what must not be missing is written first.
    mutating func storeAgain() {
        let effects = state.storeAgain()
        route(missed.map { .store($0) } + effects)
        missed = []
    }

    /// The loop has come for what its queue holds.
    mutating func answerCall(_ loop: Int) -> [Hub.Task] {
        queues[loop].isCalled = false
        return release(loop)
    }

    /// Takes out of a loop's queue what is settled.
    mutating func release(_ loop: Int) -> [Hub.Task] {
        guard let first = queues[loop].tickets.first, first.number <= settled else { return [] }
        let waiting = queues[loop].tickets.firstIndex { $0.number > settled }
        guard let waiting else {
            queues[loop].tickets.removeAll(keepingCapacity: true)
            defer { queues[loop].tasks = [] }
            return queues[loop].tasks
        }
        queues[loop].tickets.removeFirst(waiting)
        defer { queues[loop].tasks.removeFirst(waiting) }
        return Array(queues[loop].tasks[..<waiting])
    }

    /// Loops that have something to do and do not know it yet.
    mutating func loopsToCall(except caller: Int?) -> [Int] {
        var loops: [Int] = []
        for loop in queues.indices where loop != caller && !queues[loop].isCalled {
            guard let first = queues[loop].tickets.first, first.number <= settled else { continue }
            queues[loop].isCalled = true
            loops.append(loop)
        }
        return loops
    }
}

extension Record {
    /// What has to be written once the store works again, since nothing else tells it.
    fileprivate var mustNotBeMissed: Bool {
        switch self {
        case .post, .event, .room, .account: false
        default: true
        }
    }
}

extension LogEntry {
    fileprivate var tellsPost: Bool {
        if case .said = self { return true }
        return false
    }
}
