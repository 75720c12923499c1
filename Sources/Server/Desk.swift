import ChatProtocol
import NIOCore
import ServerCore

/// What one event loop knows of its own members: their connections, and which of them are in which room. It does what the
/// hub's queue for this loop says: each thing said is encoded once for each kind of receiver, appended to what each is to
/// be sent, and every connection touched is written to once.
///
/// Lives on its loop: nothing of it is touched from elsewhere.
final class Desk {
    let loop: any EventLoop
    let index: Int
    let hub: Hub
    private let server: String
    private let keeper: Keeper
    private let locksmith: Locksmith
    let budget: QueueBudget
    private let numbers: Numbers
    /// Counted in this round.
    private var linesIn = 0
    private var linesOut = 0
    private let log: HostLog
    private let reload: @Sendable () -> Void

    private var connections: [Connection?] = []
    private var rooms: [RoomID: [Connection]] = [:]
    private var touched: [Connection] = []
    private var waiting: [Hub.Task] = []
    private var isWorking = false
    private var round: UInt64 = 0
    private(set) var lanes: Lanes
    private var clock: RepeatedTask?
    private var count = 0

    /// Between two looks at who has been quiet for too long.
    private static let tick = TimeAmount.seconds(5)

    init(
        loop: any EventLoop, index: Int, hub: Hub, server: String, keeper: Keeper, locksmith: Locksmith,
        budget: QueueBudget, numbers: Numbers, log: HostLog, reload: @escaping @Sendable () -> Void
    ) {
        self.loop = loop
        self.index = index
        self.hub = hub
        self.server = server
        self.keeper = keeper
        self.locksmith = locksmith
        self.budget = budget
        self.numbers = numbers
        self.log = log
        self.reload = reload
        lanes = Lanes(server: server)
    }

    // MARK: - Connections

    func add(_ connection: Connection, as id: SessionID) {
        while connections.count <= id.index { connections.append(nil) }
        connections[id.index] = connection
    }

    /// The connection is gone: nothing can be written to it any more.
    func remove(_ connection: Connection) {
        if let id = connection.session, connections[id.index] === connection { connections[id.index] = nil }
        for room in connection.places.keys { leave(connection, room) }
    }

    /// Every open connection, registered or not yet, is looked at in turn; with none open the clock stands still.
    func opened() {
        count += 1
        numbers.connections.add(1)
        numbers.connectionsEver.add(1)
        guard clock == nil else { return }
        let desk = NIOLoopBound(self, eventLoop: loop)
        clock = loop.scheduleRepeatedTask(initialDelay: Self.tick, delay: Self.tick) { _ in desk.value.look() }
    }

    func closed(_ connection: Connection) {
        open.removeValue(forKey: ObjectIdentifier(connection))
        count -= 1
        numbers.connections.add(-1)
        guard count == 0 else { return }
        clock?.cancel()
        clock = nil
    }

    /// Connections by themselves, since one that has said nothing yet is no member.
    var open: [ObjectIdentifier: Connection] = [:]

    private func look() {
        let now = NIODeadline.now()
        for connection in Array(open.values) { connection.look(at: now) }
    }

    private subscript(_ id: SessionID) -> Connection? {
        guard connections.indices.contains(id.index), let connection = connections[id.index], connection.session == id
        else { return nil }
        return connection
    }

    // MARK: - Work

    /// The hub has something for this loop.
    func work() {
        work(hub.tasks(for: index))
    }

    /// Does these, in order. Whatever comes meanwhile (a connection that breaks as it is written to) is done behind them.
    func work(_ tasks: [Hub.Task]) {
        waiting += tasks
        guard !isWorking else { return }
        isWorking = true
        defer { isWorking = false }
        defer { countRound() }
        while !waiting.isEmpty || !touched.isEmpty {
            let next = waiting
            waiting.removeAll(keepingCapacity: true)
            for task in next { perform(task) }
            let written = touched
            touched.removeAll(keepingCapacity: true)
            for connection in written { connection.flush() }
            lanes.clear()
            if budget.isExceeded { shed() }
        }
    }

    /// All queues together are too long: whoever makes most of it is let go, until they are not.
    private func shed() {
        while budget.isExceeded, let longest = open.values.max(by: { $0.queued < $1.queued }), longest.queued > 0 {
            longest.abandon()
            longest.account(for: 0)
        }
    }

    /// The connection has something to be written at the end of this round.
    func touch(_ connection: Connection) {
        touched.append(connection)
    }

    private func countRound() {
        if linesIn > 0 { numbers.linesIn.add(linesIn) }
        if linesOut > 0 { numbers.linesOut.add(linesOut) }
        linesIn = 0
        linesOut = 0
    }

    func countAbandoned() { numbers.abandoned.add(1) }
    func countLagged() { numbers.lagged.add(1) }

    /// Lines have been taken from a connection.
    func countIn(_ lines: Int) { linesIn += lines }

    private func perform(_ task: Hub.Task) {
        switch task {
        case .deliver(let parcel, let audience): deliver(parcel, to: audience)
        case .enter(let id, let room): if let connection = self[id] { enter(connection, room) }
        case .leave(let id, let room): if let connection = self[id] { leave(connection, room) }
        case .admit(let id): self[id]?.admit()
        case .speaks(let id, let capabilities):
            guard let connection = self[id] else { return }
            connection.speak(ReceiverKind(connection.kind.dialect, capabilities), capabilities)
        case .ask(let question): ask(question)
        case .close(let id): self[id]?.closeWhenWritten()
        case .caughtUp(let id, let room, let sequence): self[id]?.caughtUp(room, through: sequence)
        case .reload: reload()
        case .log(let entry): log.write(entry)
        }
    }

    private func ask(_ question: Question) {
        let desk = NIOLoopBound(self, eventLoop: loop)
        let take: @Sendable (Answer) -> Void = { answer in
            let desk = desk.value
            desk.work(desk.hub.answer(question, with: answer, on: desk.index))
            desk[question.asker]?.goOn()
        }
        switch question.subject {
        case .page, .lastTimes, .search, .post: keeper.ask(question.subject, on: loop, then: take)
        case .hash, .verify, .verifySetting, .scramBegin, .scramFinish:
            locksmith.ask(question.subject, on: loop, then: take)
        }
    }

    private func deliver(_ parcel: Parcel, to audience: Audience) {
        switch audience {
        case .session(let id): if let connection = self[id] { deliver(parcel, toOne: connection) }
        case .sessions(let ids, let having):
            for case let connection? in ids.lazy.map({ self[$0] }) where connection.capabilities.isSuperset(of: having)
            {
                deliver(parcel, toOne: connection)
            }
        case .room(let room, let except, let having, let lacking):
            guard let connections = rooms[room] else { return }
            lanes.begin(parcel)
            let post = parcel.keptSpeech
            if having.isEmpty, lacking.isEmpty {
                for connection in connections where connection.session != except { append(post, to: connection) }
            } else {
                for connection in connections
                where connection.session != except && connection.capabilities.isSuperset(of: having)
                    && connection.capabilities.isDisjoint(with: lacking)
                {
                    append(post, to: connection)
                }
            }
        case .rooms(let names, let others, let except, let having):
            lanes.begin(parcel)
            round &+= 1
            for connections in names.lazy.map({ self.rooms[$0] ?? [] }) + [others.compactMap { self[$0] }] {
                for connection in connections
                where connection.round != round && connection.session != except
                    && connection.capabilities.isSuperset(of: having)
                {
                    connection.round = round
                    append(to: connection)
                }
            }
        case .everybody:
            lanes.begin(parcel)
            for case let connection? in connections { append(to: connection) }
        }
    }

    /// - Parameter post: what the store can tell of it later, where it can.
    private func append(_ post: MessageID?, to connection: Connection) {
        if connection.isBehind, let post { connection.leaveOut(post) } else { append(to: connection) }
    }

    private func append(to connection: Connection) {
        let place = lanes.place(in: connection.lane)
        guard !place.isEmpty else { return }
        linesOut += 1
        connection.append(place)
    }

    private func deliver(_ parcel: Parcel, toOne connection: Connection) {
        // Before the lanes are written to: whoever appends must not look into them meanwhile.
        connection.takeShare()
        linesOut += 1
        lanes.withBytes(of: parcel, for: connection.kind) { if !$0.isEmpty { connection.append($0) } }
    }

    /// The lane of a connection that speaks so.
    func lane(of kind: ReceiverKind) -> Int { lanes.lane(of: kind) }

    private func enter(_ connection: Connection, _ room: RoomID) {
        connection.places[room] = rooms[room, default: []].count
        rooms[room, default: []].append(connection)
    }

    /// The last one in the room's list takes the place of the one who leaves.
    private func leave(_ connection: Connection, _ room: RoomID) {
        guard let place = connection.places.removeValue(forKey: room), let last = rooms[room]?.popLast() else { return }
        if last !== connection {
            rooms[room]?[place] = last
            last.places[room] = place
        }
        if rooms[room]?.isEmpty == true { rooms[room] = nil }
    }
}

extension Parcel {
    /// The post that this is, where it can be read in the past as well; nil: it is something else.
    fileprivate var keptSpeech: MessageID? {
        guard case .speech(let speech) = self, speech.kind != .tags else { return nil }
        return speech.id
    }
}
