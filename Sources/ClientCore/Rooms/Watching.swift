import ChatProtocol

/// Hearing of people's coming and going where no room is shared (IRCv3 monitor): of those whom a private chat is open with,
/// and of friends.
extension Model {
    /// Nicks watched at one network, where the server sets no lower limit (MONITOR in 005): more chats than are open.
    static let mostWatched = 256
    /// Bytes of nicks in one line.
    private static let watchBytes = 400

    /// After each event: asks for those who have become of interest, and no longer for those who are not.
    mutating func watchPeople() {
        guard network.watchIsStale, isOnline, session.hasJoinedRooms, !isRaw, !settings.isPlain else { return }
        network.watchIsStale = false
        guard let value = session.isupport["MONITOR"] else { return }
        let limit = min(Int(value) ?? Self.mostWatched, Self.mostWatched)
        var wanted: [String: String] = [:]
        let chats = buffers.filter { $0.network == network.number && $0.kind == .person }.map(\.target)
        for nick in chats + settings.friends where wanted.count < limit && Self.canBeWatched(nick) && !isMe(nick) {
            wanted[session.fold(nick)] = nick
        }
        let gone = session.watched.filter { wanted[$0.key] == nil }.map(\.value)
        let new = wanted.filter { session.watched[$0.key] == nil }.map(\.value)
        network.presences = network.presences.filter { wanted[$0.key] != nil }
        session.watched = wanted
        session.askedAbout.formIntersection(wanted.keys)
        for nick in chats
        where network.presences[session.fold(nick)] == true && session.people[session.fold(nick)] != nil {
            comesIntoView(nick, session.fold(nick))
        }
        watch(gone) { .remove($0) }
        watch(new) { .add($0) }
    }

    private mutating func watch(_ nicks: [String], _ command: ([String]) -> MonitorCommand) {
        var line: [String] = []
        var bytes = 0
        for nick in nicks.sorted() {
            if bytes + nick.utf8.count > Self.watchBytes, !line.isEmpty {
                send(Command.monitor(command(line)).message)
                (line, bytes) = ([], 0)
            }
            line.append(nick)
            bytes += nick.utf8.count + 1
        }
        if !line.isEmpty { send(Command.monitor(command(line)).message) }
    }

    /// What is a nick to no server would only be refused, or be several.
    static func canBeWatched(_ nick: String) -> Bool {
        !nick.isEmpty && nick.utf8.count <= watchBytes && nick.utf8.first != UInt8(ascii: ":")
            && !nick.unicodeScalars.contains {
                $0.value <= 0x20 || $0.value == 0x7F || ",*?!@".unicodeScalars.contains($0)
            }
    }

    /// False where the line tells of nobody whom the client watches.
    mutating func heardPresence(_ numeric: Numeric, _ words: [String]) -> Bool {
        switch numeric {
        case .monitorOnline, .monitorOffline:
            let isHere = numeric == .monitorOnline
            let sources = (words.last ?? "").split(separator: ",").map { Source(String($0)) }
            let ours = sources.filter { session.watched[session.fold($0.nick)] != nil }
            for source in ours { notePresence(of: source, isHere) }
            // One who has changed names is told of once more by the old one.
            return !session.watched.isEmpty
        case .monitorListFull: return !session.watched.isEmpty
        default: return false
        }
    }

    /// Somebody who is watched is here, or is not. What is new is told in the private chat with them, or else at the
    /// server's own buffer.
    private mutating func notePresence(of source: Source, _ isHere: Bool) {
        let folded = session.fold(source.nick)
        if isHere { meet(source) } else { session.people.forget(folded) }
        let before = network.presences[folded]
        network.presences[folded] = isHere
        if isHere { comesIntoView(source.nick, folded) } else { session.askedAbout.remove(folded) }
        guard let before, before != isHere else { return }
        let nick = Sanitiser.clean(source.nick)
        let chat = index(of: source.nick)
        tellPresence(isHere ? .isHere(nick) : .isGone(nick), in: chat ?? home)
        if chat == nil, isHere, hint == nil { hint = Hint(text: phrase(.isHere(nick))) }
    }

    /// Whether they are away is asked once, where the server tells of every change from then on (IRCv3 extended-monitor).
    private mutating func comesIntoView(_ nick: String, _ folded: String) {
        guard session.has(.extendedMonitor), index(of: nick) != nil, Self.canBeWatched(nick),
            session.newcomers.count < Session.mostNewcomers
        else { return }
        guard session.askedAbout.insert(folded).inserted else { return }
        let isSeen = buffers.contains {
            $0.network == network.number && $0.kind == .room && $0.isJoined && $0.isSurveyed && $0.members.has(folded)
        }
        if !isSeen { session.newcomers.append(nick) }
    }

    /// One after the other they stand in one line, the last of them.
    private mutating func tellPresence(_ news: PeoplePhrase, in index: Int) {
        let text = StyledText(phrase(news))
        if let last = buffers[index].transcript.lines.last, last.number == buffers[index].presenceLine {
            let moment = clock
            buffers[index].transcript.change(last.number) { line in
                line.text = text
                line.time = moment
            }
            return
        }
        note(text: text, in: index)
        buffers[index].presenceLine = buffers[index].transcript.lines.last?.number
    }

    // MARK: Friends

    /// `/friend`: those whose coming and going is told.
    mutating func changeFriends(_ word: String?, _ nick: String?) {
        let isNew = word?.lowercased() == "add"
        let isOld = ["remove", "del"].contains(word?.lowercased())
        guard let nick, isNew || isOld else {
            guard word == nil || word?.lowercased() == "list" else {
                return show(.usage("/friend add|remove NICK"), isAlarm: true)
            }
            return listFriends()
        }
        let folded = session.fold(nick)
        var friends = settings.friends.filter { session.fold($0) != folded }
        if isNew {
            guard Self.canBeWatched(nick), friends.count < Self.mostWatched else {
                return show(.usage("/friend add|remove NICK"), isAlarm: true)
            }
            friends.append(nick)
        } else if friends.count == settings.friends.count {
            return show(.nobodyAnywhere(Sanitiser.clean(nick)), isAlarm: true)
        }
        set(ClientSetting.Key.friends.rawValue, to: friends.joined(separator: ", "))
        if isOnline, session.isupport["MONITOR"] == nil { show(.noSuchAbility, isAlarm: true) }
    }

    /// `friends: bbb here  ccc gone`
    private mutating func listFriends() {
        let words = settings.friends.map { nick in
            let isHere = isOnline ? network.presences[session.fold(nick)] : nil
            let state = isHere.map { "  " + phrase($0 ? .hereMark : .goneMark) } ?? ""
            return Sanitiser.clean(nick) + state
        }
        note(text: StyledText(phrase(.friends(words))), in: current)
    }
}
