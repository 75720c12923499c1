import ChatProtocol
import NIOCore
import ServerCore

/// What one event loop knows of its own members: their connections, and which of them are in which room. It does what the
/// hub's queue for this loop says: each thing said is encoded once for each kind of receiver, appended to what each is to
/// be sent, and every connection touched is written to once, in portions where they are many.
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

    /// By the slot of their session.
    private var connections: [Connection?] = []
    /// By the seat of their outbox.
    private var seated: [Connection?] = []
    var outboxes: Outboxes
    /// The seats of those in a room.
    private var rooms: [RoomID: [Int]] = [:]
    private var waiting: [Hub.Task] = []
    private var isWorking = false
    private var arrivals = Arrivals()
    private var pause = Pause.none
    /// Which pause a timer was set for.
    private var pauses = 0
    /// Nothing has come since it began.
    private var isQuiet = true
    private var usualPortion = Desk.busyPortion
    /// When presence may be written next to those who are told nothing else.
    private var nextPresence = NIODeadline.now()
    private var isPresenceTimed = false
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
        outboxes = Outboxes(server: server, ring: SendRing())
    }

    // MARK: - Connections

    /// Returns the seat of its outbox.
    func add(_ connection: Connection, as id: SessionID, speaking kind: ReceiverKind, to socket: PlainSocket?) -> Int {
        while connections.count <= id.index { connections.append(nil) }
        connections[id.index] = connection
        let seat = outboxes.take(kind, socket: socket)
        while seated.count <= seat { seated.append(nil) }
        seated[seat] = connection
        return seat
    }

    /// The connection is gone: nothing can be written to it any more.
    func remove(_ connection: Connection) {
        if let id = connection.session, connections[id.index] === connection { connections[id.index] = nil }
        guard let seat = connection.seat else { return }
        for room in connection.places.keys { leave(connection, seat, room) }
        outboxes.leave(seat)
        seated[seat] = nil
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

    /// Does these, in order, and writes to whom they told something.
    func work(_ tasks: [Hub.Task]) {
        round(tasks) { isPausing ? 0 : portion }
    }

    /// Does what there is to do, and writes everything.
    func finish() {
        nextPresence = .now()
        round(hub.tasks(for: index)) { .max }
    }

    /// - Parameter most: how many are written to, asked once the tasks are done.
    private func round(_ tasks: [Hub.Task], most: () -> Int) {
        if waiting.isEmpty { waiting = tasks } else { waiting += tasks }
        if !tasks.isEmpty { isQuiet = false }
        guard !isWorking else { return }
        isWorking = true
        performWaiting()
        settlePresence()
        let most = most()
        if most > 0 { send(most: most) }
        isWorking = false
        countRound()
    }

    /// Whatever comes meanwhile is done behind them.
    private func performWaiting() {
        while !waiting.isEmpty {
            let next = waiting
            waiting = []
            for task in next { perform(task) }
        }
    }

    /// Writes a portion. A connection that breaks or goes on as it is written to may bring new work.
    private func send(most: Int) {
        pause = .none
        repeat {
            for seat in outboxes.send(most: most) { seated[seat]?.flush() }
            if budget.isExceeded { shed() }
            performWaiting()
        } while most == .max && outboxes.touchedCount > 0
        if outboxes.touchedCount > 0 { rest(.betweenPortions, for: Self.breath) }
    }

    // MARK: - Pausing

    /// Why what has been told is not written at once.
    private enum Pause {
        case none
        /// Lines that are being stored, or that come one upon another, go out with those that are told already, in one write
        /// for each member: worth waiting for, where many are to be written to, but for no longer than that writing takes by
        /// itself.
        case forMore(until: NIODeadline, lull: TimeAmount)
        /// Others have their turn between two portions of a long round, and what is said meanwhile reaches those who are
        /// still to be written to in the same write.
        case betweenPortions
    }

    private var isPausing: Bool {
        guard outboxes.sharedBytes < Self.mostShared else { return false }
        switch pause {
        case .none:
            guard outboxes.touchedCount >= Self.manyWrites else { return false }
            let lull = min(Self.lull * outboxes.touchedCount, Self.longestLull)
            return waits(until: .now() + Self.patience * lull, lull: lull)
        case .forMore(let end, let lull): return waits(until: end, lull: lull)
        case .betweenPortions: return true
        }
    }

    /// Whether more is worth waiting for. If so, it has been seen to that the wait ends.
    private func waits(until end: NIODeadline, lull: TimeAmount) -> Bool {
        let now = NIODeadline.now()
        guard now < end else { return false }
        let quiet = hub.isStoring ? end : arrivals.end(after: lull, at: now)
        guard let quiet else { return false }
        rest(.forMore(until: end, lull: lull), for: min(quiet, end) - now)
        return true
    }

    private func rest(_ pause: Pause, for time: TimeAmount) {
        self.pause = pause
        isQuiet = true
        pauses &+= 1
        let number = pauses
        let desk = NIOLoopBound(self, eventLoop: loop)
        loop.scheduleTask(in: time) { desk.value.goOn(number) }
    }

    /// Who comes and goes is told at once, and then again after a while: in a crowd that comes or goes together each member
    /// is written to a few times a second, not once for each of the others. Whatever else is told takes it along.
    private func settlePresence() {
        guard outboxes.presentCount > 0 else { return }
        let now = NIODeadline.now()
        if now >= nextPresence {
            let writing = Self.leastWrite * (Self.presenceShare * outboxes.presentCount)
            nextPresence = now + min(max(Self.leastPresenceInterval, writing), Self.mostPresenceInterval)
            outboxes.releasePresence()
        } else if !isPresenceTimed {
            isPresenceTimed = true
            let desk = NIOLoopBound(self, eventLoop: loop)
            loop.scheduleTask(deadline: nextPresence) {
                desk.value.isPresenceTimed = false
                desk.value.work([])
            }
        }
    }

    /// Short beside what it takes to read a list of members.
    private static let leastPresenceInterval = TimeAmount.milliseconds(250)
    /// What a person still takes for now.
    private static let mostPresenceInterval = TimeAmount.seconds(1)
    /// The time between two tellings is this many times what their writes take at the least.
    private static let presenceShare = 64

    /// The pause is over, if it is still the one that the timer was set for.
    private func goOn(_ number: Int) {
        guard number == pauses else { return }
        if case .betweenPortions = pause {
            usualPortion = isQuiet ? min(2 * usualPortion, Self.quietPortion) : Self.busyPortion
        }
        round([]) { portion }
    }

    /// Whom to write to now. What is told stays where it stands until the last one has been sent it, so that much of it is
    /// sent to all.
    private var portion: Int { outboxes.sharedBytes < Self.mostShared ? usualPortion : .max }

    /// Writes that are worth a timer.
    private static let manyWrites = 32
    /// What a write to one member takes at the least.
    private static let leastWrite = TimeAmount.microseconds(2)
    /// So long without another line, for each member to be written to, and none is waited for: a quarter of what a write takes.
    private static let lull = TimeAmount.nanoseconds(500)
    /// Four of these are short beside what a person notices.
    private static let longestLull = TimeAmount.microseconds(500)
    /// Lulls for which lines that come are waited for.
    private static let patience = 4
    /// Writes between two looks at what others want, while they want something: half a millisecond's.
    private static let busyPortion = 64
    /// The same, while looking has been in vain.
    private static let quietPortion = 256
    /// Long enough that the loop looks at its sockets.
    private static let breath = TimeAmount.microseconds(20)
    /// Bytes of lines, told and not yet sent to everybody, with which all that waits is written at once.
    private static let mostShared = 64 * 1_024

    /// All queues together are too long: whoever makes most of it is let go, until they are not.
    private func shed() {
        while budget.isExceeded, let longest = open.values.max(by: { $0.queued < $1.queued }), longest.queued > 0 {
            longest.abandon()
            longest.account(for: 0)
        }
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
    func countIn(_ lines: Int) {
        guard lines > 0 else { return }
        linesIn += lines
        arrivals.note(at: .now())
    }

    private func perform(_ task: Hub.Task) {
        switch task {
        case .deliver(let parcel, let audience): deliver(parcel, to: audience)
        case .enter(let id, let room):
            if let connection = self[id], let seat = connection.seat { enter(connection, seat, room) }
        case .leave(let id, let room):
            if let connection = self[id], let seat = connection.seat { leave(connection, seat, room) }
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
            let (asked, tasks) = desk.hub.answer(question, with: answer, on: desk.index)
            desk.work(tasks)
            desk[question.asker]?.goOn(asked: asked)
        }
        switch question.subject {
        case .page, .lastTimes, .search, .post: keeper.ask(question.subject, on: loop, then: take)
        case .hash, .verify, .verifySetting, .scramBegin, .scramFinish:
            locksmith.ask(question.subject, on: loop, then: take)
        }
    }

    private func deliver(_ parcel: Parcel, to audience: Audience) {
        switch audience {
        case .session(let id):
            guard let connection = self[id], let seat = connection.seat else { return }
            linesOut += parcel.lines
            outboxes.append(parcel, for: connection.kind, to: seat)
        case .sessions(let ids, let having):
            tell(parcel, [ids.compactMap { self[$0]?.seat }], Outboxes.Choice(having: having))
        case .room(let room, let except, let having, let lacking):
            guard let seats = rooms[room] else { return }
            outboxes.begin(parcel)
            let post = parcel.keptSpeech
            let choice = Outboxes.Choice(
                except: except.flatMap { self[$0]?.seat }, having: having, lacking: lacking)
            let (told, late) = outboxes.tell(seats, choice, passesOverLate: post != nil)
            linesOut += told
            if let post { for seat in late { seated[seat]?.leaveOut(post) } }
        case .rooms(let names, let others, let except, let having):
            let lists = names.map { rooms[$0] ?? [] } + [others.compactMap { self[$0]?.seat }]
            tell(parcel, lists, Outboxes.Choice(except: except.flatMap { self[$0]?.seat }, having: having))
        case .everybody:
            tell(parcel, [connections.compactMap { $0?.seat }], Outboxes.Choice())
        }
    }

    private func tell(_ parcel: Parcel, _ lists: [[Int]], _ choice: Outboxes.Choice) {
        outboxes.begin(parcel)
        linesOut += outboxes.tellOnce(lists, choice)
    }

    private func enter(_ connection: Connection, _ seat: Int, _ room: RoomID) {
        connection.places[room] = rooms[room, default: []].count
        rooms[room, default: []].append(seat)
    }

    /// The last one in the room's list takes the place of the one who leaves.
    private func leave(_ connection: Connection, _ seat: Int, _ room: RoomID) {
        guard let place = connection.places.removeValue(forKey: room), let last = rooms[room]?.popLast() else { return }
        if last != seat {
            rooms[room]?[place] = last
            seated[last]?.places[room] = place
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
