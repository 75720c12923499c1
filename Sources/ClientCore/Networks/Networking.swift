package import ChatProtocol

/// Several servers at once: each event is about one of them, which is the one at hand while it is dealt with.
extension Model {
    /// Networks at once: each has a connection of its own.
    static let mostNetworks = 32

    /// The one at hand.
    var network: Network {
        get { networks[here] }
        _modify { yield &networks[here] }
    }

    var session: Session {
        get { networks[here].session }
        _modify { yield &networks[here].session }
    }

    var connection: Connection {
        get { networks[here].connection }
        _modify { yield &networks[here].connection }
    }

    var passage: Passage {
        get { networks[here].passage }
        _modify { yield &networks[here].passage }
    }

    var endpoint: Endpoint { network.settings.endpoint }

    /// The index of the buffer of the server's own lines.
    var home: Int { network.indices[""] ?? 0 }

    /// Where an answer belongs that is about nothing in particular: where the person looks, if that is of the network at
    /// hand.
    var front: Int { buffers[current].network == network.number ? current : home }

    /// Adds a network behind the others, its server's buffer with it, and gives its index.
    @discardableResult
    mutating func addNetwork(_ settings: NetworkSettings) -> Int {
        networks.append(Network(number: nextNetwork, settings, seed: seed))
        let name = Sanitiser.clean(settings.name ?? settings.endpoint.host)
        buffers.append(
            Buffer(number: nextBuffer, network: nextNetwork, .server, name: name, target: "", folded: ""))
        nextNetwork += 1
        nextBuffer += 1
        reindex()
        return networks.count - 1
    }

    /// Takes a network off the list with all its buffers; the last one stays.
    mutating func removeNetwork(_ index: Int) {
        guard networks.count > 1, networks.indices.contains(index) else { return }
        let number = networks[index].number
        let shown = buffers[current].number
        let next = buffers.firstIndex { $0.network == number }.map { max(0, $0 - 1) } ?? 0
        for index in buffers.indices where buffers[index].network == number { keepClosed(index) }
        buffers.removeAll { $0.network == number }
        networks.remove(at: index)
        current = buffers.firstIndex { $0.number == shown } ?? min(next, buffers.count - 1)
        here = 0
        reindex()
        comeHome()
    }

    /// Between events the network at hand is that of the buffer on the screen.
    mutating func comeHome() {
        takeUpNetwork(of: current)
    }

    /// From here on the network at hand is that of a buffer, which may be elsewhere than on the screen.
    mutating func takeUpNetwork(of index: Int) {
        let number = buffers[index].network
        if network.number != number, let place = networks.firstIndex(where: { $0.number == number }) { here = place }
    }

    /// Does something with each network at hand in turn.
    mutating func forEachNetwork(_ body: (inout Model) -> Void) {
        let number = network.number
        for index in networks.indices where !hasEnded {
            here = index
            body(&self)
        }
        here = networks.firstIndex { $0.number == number } ?? 0
    }

    /// What is late from a network that is gone is nothing.
    mutating func take(_ arrival: Arrival, from number: Int) {
        guard let index = networks.firstIndex(where: { $0.number == number }) else { return }
        here = index
        switch arrival {
        case .connected: connected()
        case .received(let message): hear(message)
        case .pinged: heardSomething()
        case .receivedRaw(let text): hearRaw(text)
        case .malformedLine: note(.fault, .unreadable, in: home)
        case .certificate(let certificate): if connection == .connecting { judge(certificate) }
        case .nonceMade(let nonce): login { $0.nonceMade(nonce) }
        case .proved(let answer): login { $0.proved(answer) }
        case .disconnected(let reason): disconnected(reason)
        }
    }

    mutating func ask(_ errand: Errand) {
        effects.append(.network(network.number, errand))
    }

    // MARK: Commands

    /// `/connect WHERE`: to a network that the person has given a name, to a server that is not on the list yet, or to one
    /// that is.
    mutating func connect(to place: String) {
        if let named = settings.named.first(where: { $0.isCalled(place) }) { return open(named) }
        let endpoint: Endpoint
        do throws(EndpointError) {
            endpoint = try Endpoint(place)
        } catch {
            return show(.noPlace(Sanitiser.clean(place)), isAlarm: true)
        }
        // Whatever is set for that door holds however it was named: the account, and TLS.
        if var named = settings.named.first(where: { $0.endpoint.isSamePlace(as: endpoint) }) {
            if let room = endpoint.room { named.rooms.append(room) }
            return open(named)
        }
        var stranger = network.settings
        stranger.name = nil
        stranger.endpoint = endpoint
        stranger.rooms = []
        stranger.password = nil
        stranger.credentials = nil
        stranger.certificateFile = nil
        stranger.isHosting = false
        stranger.hostNotes = []
        open(stranger)
    }

    private mutating func open(_ settings: NetworkSettings) {
        if let index = networks.firstIndex(where: { $0.settings.endpoint.isSamePlace(as: settings.endpoint) }) {
            here = index
            go(to: home)
            return reconnect()
        }
        guard networks.count < Self.mostNetworks else { return show(.tooManyNetworks, isAlarm: true) }
        if settings.isLocked, let name = settings.name {
            effects.append(.unlock(name))
            return show(.unlocking(Sanitiser.clean(name)))
        }
        here = addNetwork(settings)
        askWhatWasOpen(at: here)
        go(to: home)
        connect()
    }

    /// The person's program has given a password, or has not: nobody is at that network without it, unasked.
    mutating func unlocked(_ name: String, _ credentials: Credentials?, problem: String?) {
        guard let place = settings.named.firstIndex(where: { $0.isCalled(name) }), settings.named[place].isLocked else {
            return
        }
        if let problem {
            return note(.fault, .notUnlocked(Sanitiser.clean(name), Sanitiser.clean(problem)), in: current)
        }
        settings.named[place].credentials = credentials
        settings.named[place].isLocked = false
        open(settings.named[place])
    }

    /// `/reconnect`: at once, if there is no connection.
    mutating func reconnect() {
        switch connection {
        case .idle, .waiting, .over: connect()
        case .connecting, .registering, .online, .leaving: break
        }
    }
}

extension NetworkSettings {
    /// Whether this is the name that the person has given it, in whatever case.
    package func isCalled(_ name: String) -> Bool { self.name?.lowercased() == name.lowercased() }
}

extension Endpoint {
    /// Whether both name the same door of the same host.
    package func isSamePlace(as other: Endpoint) -> Bool {
        host.lowercased() == other.host.lowercased() && port == other.port && dialect == other.dialect
    }
}
