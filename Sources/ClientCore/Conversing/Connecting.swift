import ChatProtocol

/// Coming and staying connected.
extension Model {
    /// How long a host may take to answer whether to leave the others: time to type `/quit` again, no more.
    static let answerPatience: Int64 = 30_000
    /// How long the server has to close the connection after QUIT.
    static let farewell: Int64 = 1_000
    /// Attempts without a screen, after the connection was lost: a script must come to an end.
    static let plainAttempts = 3

    var isRaw: Bool { settings.endpoint.dialect == .raw }
    var isOnline: Bool { connection == .online }

    mutating func connect() {
        connection = .connecting
        if !settings.isPlain { note(.connecting(Sanitiser.clean(settings.endpoint.description)), in: 0) }
        effects.append(.connect(settings.endpoint))
    }

    mutating func connected() {
        guard connection == .connecting else { return }
        session = Session(nick: session.nick, at: now)
        connection = .registering
        if isRaw { return rawConnected() }
        for message in session.registration.opening(password: settings.password, realname: settings.realname) {
            send(message)
        }
    }

    mutating func send(_ message: Message) {
        effects.append(.send(message))
    }

    mutating func disconnected(_ reason: String) {
        switch connection {
        case .leaving: return end(status: 0)
        case .idle, .waiting, .over: return
        case .connecting, .registering, .online: break
        }
        let wasUp = connection != .connecting
        // What the server said last is why it went, not why the next attempt fails.
        let reason = Sanitiser.clean(wasUp ? session.lastWords ?? reason : reason)
        failAwaited()
        for index in buffers.indices {
            buffers[index].isJoined = false
            if case .asked = buffers[index].history { buffers[index].history = .open }
            if wasUp, buffers[index].isWanted { note(.fault, .lost(reason), in: index) }
        }
        note(.fault, wasUp ? .lost(reason) : .cannotConnect(reason), in: 0)
        if settings.isPlain, !hasBeenOnline || backoff.failures >= Self.plainAttempts || plain.inputHasEnded {
            return end(status: 1)
        }
        let wait = backoff.next()
        connection = .waiting(until: now.later(by: wait))
    }

    private mutating func failAwaited() {
        let awaited = session.awaited
        let unsent = Set(session.outgoing.compactMap { $0[tag: "label"] })
        session.awaited = [:]
        session.outgoing = []
        for (label, waiting) in awaited.sorted(by: { $0.value.line < $1.value.line }) {
            fail(waiting, because: phrase(.notSent), mayHaveArrived: !unsent.contains(label))
        }
        for question in session.questions { giveBack(question, .noAnswer(Sanitiser.clean(question.nick))) }
        session.questions = []
    }

    // MARK: Times

    /// What is due at this moment is done.
    mutating func checkTimes() {
        switch connection {
        case .waiting(let until) where until <= now: connect()
        case .leaving(let until) where until <= now:
            effects.append(.disconnect)
            end(status: 0)
        case .registering, .online:
            checkLife()
            checkQuestions()
        default: break
        }
    }

    private mutating func checkLife() {
        guard !isRaw else { return }
        let silence = now.milliseconds - session.lastHeard.milliseconds
        if silence >= Session.deadAfter {
            effects.append(.disconnect)
            session.lastWords = nil
            disconnected("no answer for \(Session.deadAfter / 1_000) s")
        } else if silence >= Session.pingAfter, !session.hasPinged {
            session.hasPinged = true
            send(Command.ping("alive").message)
        }
    }

    private mutating func checkQuestions() {
        let late = session.questions.filter { $0.until <= now }
        session.questions.removeAll { $0.until <= now }
        for question in late { giveBack(question, .noAnswer(Sanitiser.clean(question.nick))) }
    }

    /// The next moment at which something is due; nil while everything waits for somebody.
    private var nextTime: Instant? {
        var times: [Instant] = []
        switch connection {
        case .waiting(let until), .leaving(let until): times.append(until)
        case .registering, .online:
            if !isRaw {
                times.append(session.lastHeard.later(by: session.hasPinged ? Session.deadAfter : Session.pingAfter))
            }
            times += session.questions.map(\.until)
        case .idle, .connecting, .over: break
        }
        if let until = plain.until { times.append(until) }
        return times.min()
    }

    /// Asks to be woken where the wake-up that was asked for is too late. One that is too early costs a look.
    mutating func arm() {
        guard let next = nextTime else { return }
        if let armed, armed <= next { return }
        armed = next
        effects.append(.wake(next))
    }

    // MARK: Leaving

    /// `/quit`: says farewell and waits a moment; on the host, first asks once where others are still here.
    mutating func leave(_ reason: String?, isCertain: Bool = false) {
        let isAnswer = leavesUntil.map { now <= $0 } ?? false
        if settings.isHosting, !isCertain, !isAnswer {
            let others = othersHere
            if !others.isEmpty {
                leavesUntil = now.later(by: Self.answerPatience)
                return show(.stillHere(Self.shortList(others)), isAlarm: true)
            }
        }
        switch connection {
        case .registering, .online:
            // The seed's server has no word for it: its client just goes.
            guard !isRaw else {
                effects.append(.disconnect)
                return end(status: 0)
            }
            send(Command.quit(reason).message)
            connection = .leaving(until: now.later(by: Self.farewell))
        case .connecting:
            effects.append(.disconnect)
            end(status: 0)
        case .leaving:
            effects.append(.disconnect)
            end(status: 0)
        case .idle, .waiting, .over: end(status: 0)
        }
    }

    mutating func interrupt() {
        if !buffers[current].editor.isEmpty {
            buffers[current].editor.deleteAll()
            refused = nil
            hint = nil
        } else {
            leave(nil)
        }
    }

    mutating func end(status: Int32) {
        connection = .over
        hasEnded = true
        let farewell = status == 0 ? nil : buffers[0].transcript.lines.last { $0.kind == .fault }?.text.plain
        effects.append(.leave(status: status, farewell: farewell))
    }

    /// Everybody else in the rooms that the person is in, each once.
    private var othersHere: [String] {
        var seen: Set<String> = [session.fold(session.nick)]
        var others: [String] = []
        for buffer in buffers where buffer.kind == .room {
            for nick in buffer.members.nicks where seen.insert(session.fold(nick)).inserted { others.append(nick) }
        }
        return others
    }

    /// The first three, and how many more.
    static func shortList(_ names: [String]) -> String {
        let first = names.prefix(3).joined(separator: ", ")
        return names.count > 3 ? first + " +\(names.count - 3)" : first
    }
}
