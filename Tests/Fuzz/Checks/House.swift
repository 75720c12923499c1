import ChatProtocol

@testable import ServerCore

/// A server without sockets: the rules, a clock, a store in memory, and a few connections. It does what the real shell
/// does, and looks at everything that comes out. A value, so that one that is furnished already can be had again.
struct House {
    var state: ServerState
    private(set) var now = House.morning
    private(set) var shelf = Shelf()
    private(set) var connections: [SessionID: Connection] = [:]
    /// Who hears what is said in each room.
    private(set) var crowds: [RoomID: Set<SessionID>] = [:]
    /// What the shell has not answered yet.
    private var questions: [Question] = []
    /// While it is true, whoever asks has to wait.
    var isSlow = false
    /// The next question gets no good answer.
    var isAtALoss = false
    private var ports = 4_000

    /// 2026-11-23T09:00:00.000Z
    static let morning = Timestamp(milliseconds: 1_795_424_400_000)

    init(_ settings: ServerSettings, restored: Restored) throws(BrokenPromise) {
        state = ServerState(settings: settings, restored: restored)
        try carry(state.firstRecords.map { .store($0) })
    }

    mutating func passes(milliseconds: Int64) {
        now = Timestamp(milliseconds: now.milliseconds + milliseconds)
    }

    // MARK: - In

    mutating func connects(
        _ dialect: Dialect = .irc, host: String, isSecure: Bool = false, fingerprint: String? = nil
    ) -> SessionID {
        ports += 1
        let address = Address(host: host, port: ports)
        let origin = Origin(address: address, isSecure: isSecure, fingerprint: fingerprint)
        let id = state.connect(dialect, from: origin, at: now)
        connections[id] = Connection(dialect)
        return id
    }

    /// Bytes come in. What they say is done up to the first question, the rest when that has been answered.
    mutating func receives(_ bytes: [UInt8], from id: SessionID) throws(BrokenPromise) {
        guard let isEndless = connections[id]?.receive(bytes) else { return }
        try pump(id)
        if isEndless { try carry(state.end(id, reason: "Line without an end", at: now)) }
    }

    mutating func receives(_ lines: String..., from id: SessionID) throws(BrokenPromise) {
        for line in lines { try receives(Array((line + "\r\n").utf8), from: id) }
    }

    private mutating func pump(_ id: SessionID) throws(BrokenPromise) {
        while connections[id]?.questions == 0, let input = connections[id]?.next() {
            switch input {
            case .line(let line): try carry(state.handle(line, from: id, at: now))
            case .tooLong: try carry(state.refuseLongLine(of: id, at: now))
            case .frame(let frame): try carry(state.handle(frame, from: id, at: now))
            }
            if !isSlow { try answer() }
        }
    }

    /// The connection breaks.
    mutating func breaks(_ id: SessionID) throws(BrokenPromise) {
        guard connections[id] != nil else { return }
        let effects = state.disconnect(id, reason: "Connection closed", at: now)
        // The shell knows before the rules do: whatever is still for it goes nowhere.
        connections[id]?.isBroken = true
        try carry(effects)
        connections[id] = nil
    }

    /// The shell answers what it was asked, and goes on with what came meanwhile.
    mutating func answer() throws(BrokenPromise) {
        while !questions.isEmpty {
            let question = questions.removeFirst()
            let answer = isAtALoss ? .failed : shelf.answer(question.subject)
            isAtALoss = false
            try carry(state.answer(question, with: answer, at: now))
            connections[question.asker]?.questions -= 1
        }
        for id in connections.keys.sorted(by: { $0.index < $1.index }) where connections[id]?.questions == 0 {
            try pump(id)
        }
    }

    // MARK: - Out

    private mutating func carry(_ effects: [Effect]) throws(BrokenPromise) {
        for effect in effects { try perform(effect) }
    }

    private mutating func perform(_ effect: Effect) throws(BrokenPromise) {
        switch effect {
        case .deliver(let parcel, let audience): try deliver(parcel, to: audience)
        case .say(let post, _): try shelf.keep(.post(post))
        case .store(let record): try shelf.keep(record)
        case .enter(let id, let room):
            try require(connections[id] != nil, "a room is entered by nobody")
            try require(crowds[room, default: []].insert(id).inserted, "a room is entered twice")
        case .leave(let id, let room):
            try require(crowds[room]?.remove(id) != nil, "a room is left by who is not in it")
            if crowds[room]?.isEmpty == true { crowds[room] = nil }
        case .admit(let id):
            try require(connections[id]?.isAdmitted == false, "somebody is let in twice")
            connections[id]?.isAdmitted = true
        case .speaks(let id, let capabilities): connections[id]?.capabilities = capabilities
        case .ask(let question):
            try require(connections[question.asker] != nil, "nobody asks")
            connections[question.asker]?.questions += 1
            questions.append(question)
        case .close(let id):
            try require(connections[id] != nil, "a connection is closed twice")
            try require(state.sessions[id] == nil, "a connection is closed that goes on")
            connections[id] = nil
        // The rest is told to the shell alone.
        default: break
        }
    }

    private mutating func deliver(_ parcel: Parcel, to audience: Audience) throws(BrokenPromise) {
        var encoded: [ReceiverKind: [UInt8]] = [:]
        for id in listeners(of: audience) {
            guard let connection = connections[id] else {
                throw BrokenPromise(description: "a connection that is closed is told \(parcel)")
            }
            guard !connection.isBroken else { continue }
            let kind = ReceiverKind(connection.dialect, connection.capabilities)
            if encoded[kind] == nil {
                var bytes: [UInt8] = []
                parcel.encode(for: kind, server: state.settings.name, into: &bytes)
                encoded[kind] = bytes
            }
            if let bytes = encoded[kind] { try connections[id]?.hear(bytes) }
        }
    }

    private func listeners(of audience: Audience) -> [SessionID] {
        func has(_ id: SessionID, _ capabilities: Capabilities) -> Bool {
            connections[id].map { $0.capabilities.isSuperset(of: capabilities) } ?? true
        }
        switch audience {
        case .session(let session): return [session]
        case .sessions(let sessions, let having): return sessions.filter { has($0, having) }
        case .room(let room, let except, let having, let lacking):
            return (crowds[room] ?? []).filter { id in
                id != except && has(id, having)
                    && connections[id]?.capabilities.isDisjoint(with: lacking) == true
            }
        case .rooms(let rooms, let others, let except, let having):
            let all = Set(rooms.flatMap { crowds[$0] ?? [] } + others)
            return all.filter { $0 != except && has($0, having) }
        case .everybody: return Array(connections.keys)
        }
    }

    /// The lines that a connection has heard since the last look.
    mutating func heard(by id: SessionID) -> [Message] { connections[id]?.takeHeard() ?? [] }
}
