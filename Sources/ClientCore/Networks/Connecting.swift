import ChatProtocol

/// Coming and staying connected.
extension Model {
    /// How long a host may take to answer whether to leave the others: time to type `/quit` again, no more.
    static let answerPatience: Int64 = 30_000
    /// How long the server has to close the connection after QUIT.
    static let farewell: Int64 = 1_000
    static let pingToken = "alive"
    /// Attempts without a screen, after the connection was lost: a script must come to an end.
    static let plainAttempts = 3

    var isRaw: Bool { endpoint.dialect == .raw }
    var isOnline: Bool { connection == .online }

    mutating func connect() {
        connection = .connecting
        passage.endpoint = way
        passage.trust = nil
        passage.stranger = nil
        if !settings.isPlain { note(.connecting(Sanitiser.clean(passage.endpoint.description)), in: home) }
        if let file = network.settings.certificateFile { ask(.identify(file)) }
        ask(.connect(passage.endpoint))
    }

    mutating func connected() {
        guard connection == .connecting, !turnsAway() else { return }
        session = Session(
            nick: session.registration.wantedNick,
            wantsLogin: network.settings.credentials != nil && !network.loginIsRefused && !isRaw,
            at: now)
        connection = .registering
        network.watchIsStale = true
        if isRaw { return rawConnected() }
        let settings = network.settings
        for message in session.registration.opening(password: settings.password, realname: settings.realname) {
            send(message)
        }
    }

    /// Sends a line that a server can take; of any other one the person is told, and nothing is sent: servers cut such lines
    /// short or close the connection.
    mutating func send(_ message: Message) {
        guard message.fits else { return show(.tooLong, isAlarm: true) }
        ask(.send(message))
    }

    mutating func disconnected(_ reason: String) {
        switch connection {
        case .leaving: return left()
        case .idle, .waiting, .over: return
        case .connecting, .registering, .online: break
        }
        let wasUp = connection != .connecting
        if wasUp { renewWish() }
        passage.toTell = []
        // What the server said last is why it went, not why the next attempt fails.
        let reason = Sanitiser.clean(wasUp ? session.lastWords ?? reason : reason)
        keepUnanswered()
        giveQuestionsBack()
        for index in buffers.indices where buffers[index].network == network.number {
            buffers[index].isJoined = false
            buffers[index].isProving = false
            buffers[index].isBehind = false
            buffers[index].gap = nil
            if case .asked = buffers[index].history { buffers[index].history = .open }
            if wasUp, buffers[index].isWanted { note(.fault, .lost(reason), in: index) }
        }
        note(.fault, wasUp ? .lost(reason) : .cannotConnect(reason), in: home)
        if network.loginIsRefused, !network.hasBeenOnline { return stayAway() }
        let isHopeless = !network.hasBeenOnline && !wasUp || network.backoff.failures >= Self.plainAttempts
        if settings.isPlain, isHopeless || plain.inputHasEnded {
            failUnsaid()
            return end(status: 1)
        }
        let wait = network.backoff.next()
        connection = .waiting(until: now.later(by: wait))
    }

    /// The server does not let in whom it does not know: to come again would only be refused again.
    private mutating func stayAway() {
        connection = .idle
        note(.fault, .letsNobodyIn, in: home)
        show(.letsNobodyIn, isAlarm: true)
        if settings.isPlain { end(status: 1) }
    }

    private mutating func giveQuestionsBack() {
        for question in session.questions { giveBack(question, .noAnswer(Sanitiser.clean(question.nick))) }
        session.questions = []
    }

    // MARK: Times

    /// What is due at this moment with the network at hand is done.
    mutating func checkTimes() {
        let now = now
        failUnsaid { $0.until <= now }
        if !network.isRemembered { joinRooms() }
        switch connection {
        case .waiting(let until) where until <= now: connect()
        case .leaving(let until) where until <= now:
            ask(.disconnect)
            left()
        case .registering, .online:
            checkLife()
            checkLoginTime()
            checkQuestions()
            askDeferred()
        default: break
        }
    }

    private mutating func checkLife() {
        if let until = session.endsUntil, until <= now {
            ask(.disconnect)
            return disconnected("the server closed the connection")
        }
        guard !isRaw else { return }
        guard session.nextLook <= now else { return }
        if session.pinged == nil {
            session.pinged = now
            session.lag.pings(at: now)
            send(Command.ping(Self.pingToken).message)
        } else {
            ask(.cutOff)
            session.lastWords = nil
            disconnected("no answer for \(Session.deadAfter / 1_000) s")
        }
    }

    private mutating func checkQuestions() {
        let moment = now
        let late = session.questions.filter { $0.until <= moment }
        session.questions.removeAll { $0.until <= moment }
        for question in late { giveBack(question, .noAnswer(Sanitiser.clean(question.nick))) }
    }

    // MARK: Leaving

    /// `/quit`: says farewell everywhere and waits a moment; on the host, first asks once where others are still here.
    mutating func leave(_ reason: String?, isCertain: Bool = false) {
        let isAnswer = leavesUntil.map { now <= $0 } ?? false
        if !isCertain, !isAnswer {
            let others = guests
            if !others.isEmpty {
                leavesUntil = now.later(by: Self.answerPatience)
                return show(.stillHere(Self.shortList(others)), isAlarm: true)
            }
        }
        isLeaving = true
        forEachNetwork { $0.leaveNetwork(reason) }
    }

    /// Told to end from outside: says farewell where somebody would understand it, and waits for nobody.
    package mutating func leaveAtOnce() -> [Effect] {
        isLeaving = true
        forEachNetwork { model in
            if !model.isRaw, model.isOnline { model.send(Command.quit(nil).message) }
            model.ask(.disconnect)
        }
        if !hasEnded { end(status: 0) }
        defer { effects = [] }
        return effects
    }

    /// Leaves the network at hand, which is not come back to by itself; asked again, it does not wait.
    mutating func leaveNetwork(_ reason: String?) {
        switch connection {
        // The seed's server has no word for it: its client just goes.
        case .registering where !isRaw, .online where !isRaw:
            let farewell = Command.quit(reason).message
            send(farewell.fits ? farewell : Command.quit(nil).message)
            connection = .leaving(until: now.later(by: Self.farewell))
        case .registering, .online, .connecting, .leaving:
            ask(.disconnect)
            left()
        case .idle, .waiting, .over: left()
        }
    }

    /// The network at hand has been left; once all are, the program ends where the person is leaving.
    private mutating func left() {
        connection = .over
        for index in buffers.indices where buffers[index].network == network.number { buffers[index].isJoined = false }
        if isLeaving, networks.allSatisfy({ $0.connection == .over }) {
            end(status: plain.hasFailed ? 1 : 0)
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
        keepNow()
        let farewell = status == 0 ? nil : buffers[home].transcript.lines.last { $0.kind == .fault }?.text.plain
        effects.append(.leave(status: status, farewell: farewell))
    }

    /// Everybody else in the rooms of the server in this process, each once.
    private var guests: [String] {
        guard let hosted = networks.first(where: { $0.settings.isHosting }) else { return [] }
        var seen: Set<String> = [hosted.session.fold(hosted.session.nick)]
        var others: [String] = []
        for buffer in buffers where buffer.kind == .room && buffer.network == hosted.number {
            others += buffer.members.nicks.filter { seen.insert(hosted.session.fold($0)).inserted }
        }
        return others
    }

    /// The first three, and how many more.
    static func shortList(_ names: [String]) -> String {
        let first = names.prefix(3).joined(separator: ", ")
        return names.count > 3 ? first + " +\(names.count - 3)" : first
    }
}
