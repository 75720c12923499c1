import ChatProtocol

/// What the server's numbered answers mean.
extension Model {
    mutating func hear(_ numeric: Numeric, receiver: String, _ words: [String], from source: Source?) {
        if surveyed(numeric, words) || heardWhois(numeric, words) || heardPresence(numeric, words) { return }
        if heardProfile(numeric, words) { return }
        switch numeric {
        case .welcome: welcomed(as: receiver, words)
        case .isupport: supports(words)
        case .endOfMotd, .noMotd:
            session.isGreeted = true
            joinRooms()
        case .motdStart: break
        case .topic: topicIs(words)
        // What stands behind the room is a sentence of the server's, no topic.
        case .noTopic: topicIs(Array(words.prefix(1)))
        // What it can do is for programs; how many there are, 251 to 255 say already.
        case .topicWhoTime, .creationTime, .endOfInfo, .listStart, .endOfWhowas, .endOfBanList, .endOfInviteList,
            .endOfBanExceptionList, .endOfInviteExceptionList, .myInfo, .localUsers, .globalUsers,
            .metadataEnd, .metadataSubscribed, .metadataUnsubscribed:
            break
        case .metadataSyncLater: deferProfiles(words)
        case .list: listedRoom(words)
        case .listEnd: listEnded()
        case .namesReply: namesCame(words)
        case .endOfNames: namesEnded(words)
        case .away: awayAnswer(words)
        case .noSuchNick: noSuchNick(words)
        case .nicknameInUse, .erroneousNickname, Numeric(rawValue: 437): nickRefused(numeric, words)
        case .unaway, .nowAway:
            session.isAway = numeric == .nowAway
            away(Source(nick: session.nick), session.isAway ? network.awayText ?? "" : nil)
            note(numeric == .nowAway ? .youAreAway : .youAreBack, in: front)
        case .loggedIn: loggedIn(words)
        case .loggedOut: loggedOut()
        case .saslSuccess, .saslAlready: login { $0.succeeded() }
        case .nickLocked, .saslFail, .saslTooLong, .saslAborted: login { $0.failed(words.last ?? "") }
        case .saslMechanisms: login { $0.narrow(to: words.first ?? "") }
        case .unknownCommand where words.first == "CAP": break
        case .notRegistered where connection == .registering: break
        case .cannotSendToRoom where refusedToSay(to: words.first ?? "", words.last ?? ""): break
        case _ where numeric.isError: refusedByServer(words)
        case .banList, .banExceptionList, .inviteExceptionList: listedMask(words)
        case .roomModeIs: noteAbout(words)
        default: noteAnswer(numeric, words)
        }
    }

    // MARK: Registering

    private mutating func welcomed(as nick: String, _ words: [String]) {
        session.registration.welcome(as: nick)
        connection = .online
        network.hasBeenOnline = true
        network.backoff.reset()
        hint = nil
        checkLogin()
        beginLoginIfWanted()
        note(text: StyledText(message: words.last ?? ""), in: home)
    }

    private mutating func supports(_ words: [String]) {
        let before = session.isupport.casemapping
        session.isupport.read(words.dropLast())
        if let network = session.isupport.network, !network.isEmpty, self.network.settings.name == nil {
            buffers[home].name = Sanitiser.clean(network)
        }
        guard session.isupport.casemapping != before else { return }
        for index in buffers.indices where buffers[index].network == network.number {
            buffers[index].folded = session.fold(buffers[index].target)
        }
        reindex()
    }

    /// Once after the welcome: back into the rooms of before, else those that were asked for, else the lobby. Those that
    /// were asked for do not wait for the log, which brings the others when it is there.
    mutating func joinRooms() {
        guard isOnline, session.isGreeted, !session.hasJoinedRooms else { return }
        guard !waitsForLog || !network.settings.rooms.isEmpty else { return }
        session.hasJoinedRooms = true
        if let text = network.awayText { send(Command.away(text).message) }
        subscribeToProfiles()
        let known = buffers.filter { $0.network == network.number }
        var rooms = known.filter { $0.kind == .room && $0.isWanted }.map(\.target)
        if rooms.isEmpty || !network.hasBeenInRooms {
            network.hasBeenInRooms = true
            for room in network.settings.rooms where index(of: room).map({ !buffers[$0].isWanted }) ?? true {
                rooms.append(room)
                if current != home || waitsForLog { session.showOnJoining(room) }
            }
            if rooms.isEmpty, let room = endpoint.room { rooms = [room] }
            if rooms.isEmpty, let lobby = session.isupport.lobby, !lobby.isEmpty { rooms = [lobby] }
        }
        plain.forgetRooms()
        if settings.isPlain { plain.expect(rooms: rooms.count, at: now) }
        enter(rooms)
        for index in buffers.indices where buffers[index].network == network.number {
            switch buffers[index].kind {
            case .person: askWhatWasMissed(in: index)
            case .room where !buffers[index].isWanted: failUnsaid(in: index)
            case .room, .server: break
            }
        }
    }

    /// Asks for many rooms in few lines: a server that counts lines would let go of whoever sends one for each.
    mutating func enter(_ rooms: [String]) {
        var requests: [JoinRequest] = []
        var bytes = 0
        for room in rooms {
            if requests.count == Self.roomsAtOnce || !requests.isEmpty && bytes + room.utf8.count >= Self.roomBytes {
                send(Command.join(requests).message)
                (requests, bytes) = ([], 0)
            }
            requests.append(JoinRequest(room: room))
            bytes += room.utf8.count + 1
        }
        if !requests.isEmpty { send(Command.join(requests).message) }
    }

    /// Rooms of one JOIN: half of what InspIRCd takes (MaxTargets, 20).
    private static let roomsAtOnce = 10
    /// Bytes of their names: what a line has room for.
    private static let roomBytes = 400

    private mutating func nickRefused(_ numeric: Numeric, _ words: [String]) {
        guard connection == .registering else {
            return note(.fault, text: StyledText(Self.sentence(of: words)), in: front)
        }
        let nick = Sanitiser.clean(session.nick)
        if numeric == .erroneousNickname {
            session.registration.nickIsRefused()
        } else {
            for message in session.registration.nickIsTaken() { send(message) }
        }
        guard session.registration.needsNick else { return }
        let phrase = numeric == .erroneousNickname ? Phrase.nickRefused(nick) : .nickTaken(nick)
        note(.fault, phrase, in: home)
        hint = Hint(text: self.phrase(phrase), isAlarm: true)
        // Nobody is there to choose, and what a script says next is no name.
        guard settings.isPlain else { return }
        ask(.disconnect)
        end(status: 1)
    }

    // MARK: Rooms

    private mutating func topicIs(_ words: [String]) {
        guard let index = words.first.flatMap({ self.index(of: $0) }) else { return }
        let topic = words.count > 2 ? "" : words.dropFirst().last ?? ""
        let isSet = words.count == 2 && !topic.isEmpty
        let wasAsked = buffers[index].isJoined && buffers[index].members.count > 0
        buffers[index].topic = StyledText(message: isSet ? topic : "").plain
        if wasAsked { note(isSet ? .topicIs(buffers[index].topic) : .noTopic, in: index) }
    }

    private mutating func namesCame(_ words: [String]) {
        guard words.count >= 2, let index = index(of: words[words.count - 2]) else { return }
        let signs = session.isupport.ranks.map(\.sign)
        for word in words[words.count - 1].split(separator: " ") {
            let ranks = word.prefix { signs.contains($0) }
            let source = Source(String(word[ranks.endIndex...]))
            let nick = source.nick
            guard !nick.isEmpty else { continue }
            if buffers[index].isJoined { meet(source) }
            buffers[index].members.collect(
                Sanitiser.clean(nick), folded: session.fold(nick), ranks: Sanitiser.clean(String(ranks)))
        }
    }

    private mutating func namesEnded(_ words: [String]) {
        guard let index = words.first.flatMap({ self.index(of: $0) }) else { return }
        buffers[index].members.finishCollecting(signs: session.isupport.ranks.map(\.sign))
        tellMembersOnArrival(in: index)
    }

    // MARK: Persons

    private mutating func awayAnswer(_ words: [String]) {
        guard words.count >= 2 else { return }
        if let index = index(of: words[0]), buffers[index].kind == .person { meet(Source(nick: words[0])) }
        away(Source(nick: words[0]), words[1])
        let text = Phrase.isAway(Sanitiser.clean(words[0]), StyledText(message: words[1]).plain)
        let index = index(of: words[0]) ?? front
        note(text, in: index)
        // Said from a room, nobody would see it there.
        if index != current, !settings.isPlain { show(text) }
    }

    private mutating func noSuchNick(_ words: [String]) {
        guard let nick = words.first else { return }
        if isNotThere(nick) || refusedToSay(to: nick, phrase(.nobodyAnywhere(nick))) { return }
        note(.fault, .nobodyAnywhere(Sanitiser.clean(nick)), in: index(of: nick) ?? front)
    }

    // MARK: Anything else

    /// An error: one line, in the buffer that it is about.
    private mutating func refusedByServer(_ words: [String]) {
        let index = index(ofAny: words.dropLast())
        if let index, !buffers[index].isJoined {
            buffers[index].isWanted = false
            failUnsaid(in: index)
        }
        for word in words.dropLast() where session.roomsToShow.remove(session.fold(word)) != nil {
            if session.hasJoinedRooms { plain.isNowhere = true }
        }
        if !session.hasJoinedRooms || words.dropLast().contains(where: { session.isRoom($0) }) {
            plain.roomHasCome()
        }
        note(.fault, text: StyledText(Self.sentence(of: words)), in: index ?? (isOnline ? front : home))
    }

    /// An answer about a room, in the room.
    private mutating func noteAbout(_ words: [String]) {
        let index = words.first.flatMap { self.index(of: $0) } ?? front
        note(text: StyledText(Sanitiser.clean(words.dropFirst().joined(separator: " "))), in: index)
    }

    /// What the server tells at the start goes to its own buffer; what it answers later, to where the person asks.
    private mutating func noteAnswer(_ numeric: Numeric, _ words: [String]) {
        let isGreeting = numeric.rawValue < 300 || numeric == .motd
        let text = StyledText(message: words.joined(separator: " "))
        note(text: text, in: isGreeting || !session.hasJoinedRooms ? home : front)
    }

    /// `#tea: You're not in that room`
    static func sentence(of words: [String]) -> String {
        let text = Sanitiser.clean(words.last ?? "")
        let about = words.dropLast().map { Sanitiser.clean($0) }.joined(separator: " ")
        return about.isEmpty ? text : about + ": " + text
    }
}
