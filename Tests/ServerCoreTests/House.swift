import ChatProtocol
import ServerCore
import Testing

/// A server without sockets: the state, a clock that stands still until it is told to go, a store that is an array, and
/// the people who are connected. It carries effects as the real shell does: what is to be kept first is kept first, then
/// what followed it is released, in order; parcels of a post that could not be kept are dropped.
final class House {
    var state: ServerState
    private(set) var now: Timestamp
    private(set) var log: [LogEntry] = []
    var store: FakeStore
    private var people: [SessionID: Person] = [:]
    private var ports = 4_000
    /// Who is in each room, as the shell knows it from `enter` and `leave`.
    private(set) var crowds: [RoomID: [SessionID]] = [:]

    private struct Entry {
        let ticket: Int
        /// The ticket of the post that this tells of.
        let post: Int?
        let effect: Effect
    }

    private var queue: [Entry] = []
    private var unwritten: [(ticket: Int, record: Record, attempt: Attempt?)] = []
    private var missed: [Record] = []
    private var lastTicket = 0
    private var settled = 0

    /// While it is true, what is to be kept waits, and so does all that follows it.
    var holdsRecords = false
    /// Records that are kept before the store breaks; nil: it works.
    var worksFor: Int?
    /// While it is true, questions wait for `answersQuestions()`.
    var holdsQuestions = false
    private var questions: [Question] = []
    /// Sees each effect as it is decided, before anything is kept or told.
    var witness: (Effect) -> Void = { _ in }
    /// How often the settings were to be read again.
    private(set) var reloads = 0
    /// How often anything was delivered, whatever the number of those it went to.
    private(set) var deliveries = 0

    /// 2026-11-23T09:00:00.000Z
    static let morning = Timestamp(milliseconds: 1_795_424_400_000)

    init(restored: Restored = .nothing(store: 7), change: (inout ServerSettings) -> Void = { _ in }) {
        var settings = ServerSettings()
        settings.startedAt = Self.morning
        settings.version = "chat-1.0"
        change(&settings)
        state = ServerState(settings: settings, restored: restored)
        now = Self.morning
        store = FakeStore(lobby: settings.lobby)
        carry(state.firstRecords.map { .store($0) })
    }

    /// The same house after its server was stopped and begun again.
    convenience init(after house: House) {
        self.init(restored: house.store.restored)
        store = house.store
        now = house.now
    }

    // MARK: - Time

    func passes(milliseconds: Int64) {
        now = Timestamp(milliseconds: now.milliseconds + milliseconds)
    }

    // MARK: - People

    /// A connection that has said nothing yet.
    func connects(
        _ dialect: Dialect = .irc, host: String = "127.0.0.1", secure: Bool = false, fingerprint: String? = nil
    ) -> Person {
        ports += 1
        let address = Address(host: host, port: ports)
        let origin = Origin(address: address, isSecure: secure, fingerprint: fingerprint)
        let id = state.connect(dialect, from: origin, at: now)
        let person = Person(id: id, dialect: dialect, address: address, house: self)
        people[id] = person
        return person
    }

    /// A member of IRC who has these capabilities; what was said on the way in is forgotten.
    func irc(_ nick: String, _ capabilities: Capability..., host: String = "127.0.0.1") -> Person {
        irc(nick, having: capabilities, host: host)
    }

    func irc(_ nick: String, having capabilities: [Capability], host: String = "127.0.0.1") -> Person {
        let person = connects(host: host)
        if !capabilities.isEmpty { person.sends("CAP REQ :" + capabilities.map(\.name).joined(separator: " ")) }
        person.sends("NICK \(nick)", "USER u 0 * :\(nick) of the house", "CAP END")
        person.forgets()
        return person
    }

    /// A raw member, in the lobby.
    func raw(_ nick: String) -> Person {
        let person = connects(.raw)
        person.sends("!" + nick)
        person.forgets()
        return person
    }

    /// Everybody forgets what they heard so far.
    func forgets() {
        for person in people.values { person.forgets() }
        log = []
        deliveries = 0
    }

    // MARK: - Carrying out

    /// Whether everything decided so far has been kept and told.
    var isSettled: Bool { unwritten.isEmpty && queue.isEmpty }

    func carry(_ effects: [Effect]) {
        route(effects)
        write()
        release()
    }

    private func route(_ effects: [Effect]) {
        var tickets: [MessageID: Int] = [:]
        for effect in effects {
            witness(effect)
            var post: Int?
            switch effect {
            case .say(let said, let attempt):
                keep(.post(said), attempt)
                tickets[MessageID(store: state.store, room: said.room.value, sequence: said.sequence)] = lastTicket
                continue
            case .store(let record):
                if !state.isRefusing { keep(record, nil) } else if record.mustNotBeMissed { missed.append(record) }
                continue
            case .deliver(let parcel, _): post = parcel.post.flatMap { tickets[$0] }
            case .log(.said): post = lastTicket
            default: break
            }
            queue.append(Entry(ticket: lastTicket, post: post, effect: effect))
        }
    }

    private func keep(_ record: Record, _ attempt: Attempt?) {
        lastTicket += 1
        unwritten.append((lastTicket, record, attempt))
    }

    private func write() {
        while !holdsRecords, let next = unwritten.first {
            if worksFor == 0 {
                refuse()
                return
            }
            worksFor = worksFor.map { $0 - 1 }
            unwritten.removeFirst()
            store.keep(next.record)
            settled = next.ticket
        }
    }

    /// Everything that waits is given up, as after a failed commit.
    private func refuse() {
        let lost = unwritten
        unwritten = []
        settled = lastTicket
        let tickets = Set(lost.map(\.ticket))
        queue.removeAll { $0.post.map(tickets.contains) ?? false }
        missed += lost.map(\.record).filter(\.mustNotBeMissed)
        let posts = lost.compactMap { entry -> (post: Post, attempt: Attempt)? in
            guard case .post(let post) = entry.record, let attempt = entry.attempt else { return nil }
            return (post, attempt)
        }
        route(state.refuse(posts, because: "the disk is full", at: now))
    }

    /// What waited is written now; the first `count` of it, where a number is given, and then the store breaks.
    func writes(only count: Int? = nil) {
        holdsRecords = false
        worksFor = count
        carry([])
    }

    /// The store is repaired.
    func storesAgain() {
        worksFor = nil
        let effects = state.storeAgain()
        let late = missed
        missed = []
        carry(late.map { .store($0) } + effects)
    }

    private func release() {
        while let next = queue.first, next.ticket <= settled {
            queue.removeFirst()
            perform(next.effect)
        }
        if !holdsQuestions { answersQuestions() }
    }

    /// The store has answered what it was asked.
    func answersQuestions(failing: Bool = false) { answersQuestions(with: failing ? .failed : nil) }

    /// - Parameter answer: to each of them; nil: what the store says.
    func answersQuestions(with answer: Answer?) {
        while !questions.isEmpty {
            let question = questions.removeFirst()
            carry(state.answer(question, with: answer ?? store.answer(question.subject), at: now))
        }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .deliver(let parcel, let audience):
            deliveries += 1
            for id in listeners(of: audience) { people[id]?.hears(parcel, server: state.settings.name) }
        case .enter(let member, let room): if people[member] != nil { crowds[room, default: []].append(member) }
        case .leave(let member, let room):
            crowds[room]?.removeAll { $0 == member }
            if crowds[room]?.isEmpty == true { crowds[room] = nil }
        case .admit(let member): people[member]?.isAdmitted = true
        case .speaks(let member, let capabilities): people[member]?.capabilities = capabilities
        case .ask(let question): questions.append(question)
        case .close(let member):
            people[member]?.isGone = true
            people[member] = nil
        case .log(let entry): log.append(entry)
        case .caughtUp(let member, let room, let sequence):
            people[member]?.caughtUp.append(CaughtUp(room: room, through: sequence))
        case .reload: reloads += 1
        case .say, .store: Issue.record("records are kept, not performed")
        }
    }

    private func listeners(of audience: Audience) -> [SessionID] {
        switch audience {
        case .session(let session): return [session]
        case .sessions(let sessions, let having): return sessions.filter { has($0, having) }
        case .room(let room, let except, let having, let lacking):
            return (crowds[room] ?? []).filter {
                $0 != except && has($0, having)
                    && people[$0]?.capabilities.isDisjoint(with: lacking) == true
            }
        case .rooms(let rooms, let others, let except, let having):
            var told: Set<SessionID> = []
            return (rooms.flatMap { crowds[$0] ?? [] } + others).filter {
                $0 != except && has($0, having) && told.insert($0).inserted
            }
        case .everybody: return Array(people.keys)
        }
    }

    private func has(_ member: SessionID, _ capabilities: Capabilities) -> Bool {
        people[member]?.capabilities.isSuperset(of: capabilities) == true
    }
}

extension Record {
    /// What has to be written once the store works again, since nothing else tells it.
    fileprivate var mustNotBeMissed: Bool {
        switch self {
        case .post, .event, .room: false
        default: true
        }
    }
}
