import ChatProtocol

/// Whose coming and going a connection wants to hear of (IRCv3 monitor, extended-monitor).
extension ServerState {
    mutating func monitor(_ command: MonitorCommand, _ turn: inout Turn) {
        switch command {
        case .add(let nicks): watch(nicks, &turn)
        case .remove(let nicks):
            for text in nicks {
                if let nick = try? Nickname(text, casemapping: settings.casemapping) { unwatch(nick, by: turn.session) }
            }
        case .clear: for nick in sessions[turn.session]?.watched ?? [] { unwatch(nick, by: turn.session) }
        case .list:
            let nicks = (sessions[turn.session]?.watched ?? []).map(\.display)
            tell(.monitorList, nicks, &turn)
            turn.answer(numeric(.endOfMonitorList, turn, ["End of MONITOR list"]))
        case .status: tellState(of: sessions[turn.session]?.watched ?? [], unknown: [], &turn)
        }
    }

    private mutating func watch(_ texts: [String], _ turn: inout Turn) {
        var nicks: [Nickname] = []
        var tooMany: [String] = []
        var unknown: [String] = []
        for text in texts {
            guard let nick = try? Nickname(text, casemapping: settings.casemapping) else {
                // Nobody is ever called that: it is told as offline, and not watched.
                unknown.append(text.prefix(whole: 64))
                continue
            }
            guard !nicks.contains(nick) else { continue }
            if sessions[turn.session]?.watched.contains(nick) != true {
                guard let count = sessions[turn.session]?.watched.count, count < ServerSettings.watched else {
                    tooMany.append(text)
                    continue
                }
                sessions[turn.session]?.watched.append(nick)
                watchers[nick, default: []].append(turn.session)
            }
            nicks.append(nick)
        }
        tellState(of: nicks, unknown: unknown, &turn)
        let limit = String(ServerSettings.watched)
        func full(_ nicks: String) -> Reply { numeric(.monitorListFull, turn, [limit, nicks, "Monitor list is full"]) }
        for text in self.texts(of: tooMany, endOf: full(""), separator: ",") { turn.answer(full(text)) }
    }

    /// Nothing is left of a nick that nobody watches.
    mutating func unwatch(_ nick: Nickname, by session: SessionID) {
        sessions[session]?.watched.removeAll { $0 == nick }
        watchers[nick]?.removeAll { $0 == session }
        if watchers[nick]?.isEmpty == true { watchers[nick] = nil }
    }

    private func tellState(of nicks: [Nickname], unknown: [String], _ turn: inout Turn) {
        let sources = nicks.map { nick in
            service(named: nick.display).map { author($0).source } ?? online(nick)?.source
        }
        tell(.monitorOnline, sources.compactMap { $0?.description }, &turn)
        tell(.monitorOffline, zip(nicks, sources).filter { $1 == nil }.map(\.0.display) + unknown, &turn)
        tellMetadata(ofWatched: nicks.compactMap { online($0) }, &turn)
    }

    /// In as many lines as it takes; in none where there is nothing to tell.
    private func tell(_ number: Numeric, _ words: [String], _ turn: inout Turn) {
        for text in texts(of: words, endOf: numeric(number, turn, [""]), separator: ",") {
            turn.answer(numeric(number, turn, [text]))
        }
    }

    private func online(_ nick: Nickname) -> Member? {
        guard case .member(let id) = nicks[nick] else { return nil }
        return members[id]
    }

    // MARK: - What the watchers are told

    /// That somebody of this nick has come, or has gone: whichever is so now.
    func tellWatchers(of nick: Nickname, _ turn: inout Turn) {
        guard let watching = watchers[nick] else { return }
        if let member = online(nick) {
            let reply = Reply.numeric(.monitorOnline, receiver: "*", [member.source.description])
            turn.deliver(.line(Line(reply, at: turn.now)), to: .sessions(watching))
            tellMetadata(of: member, toWatchers: watching, &turn)
        } else {
            let reply = Reply.numeric(.monitorOffline, receiver: "*", [nick.display])
            turn.deliver(.line(Line(reply, at: turn.now)), to: .sessions(watching))
        }
    }

    /// What members of the same rooms are told anyway, to the watchers who share none: those with `extended-monitor`
    /// and this capability.
    func tellWatchers(_ parcel: Parcel, about member: Member, having: Capability, _ turn: inout Turn) {
        guard let watching = watchers[member.nick] else { return }
        let strangers = watching.filter { id in
            guard let watcher = sessions[id]?.member, watcher != member.id else { return false }
            return !shareRoom(watcher, member.id)
        }
        guard !strangers.isEmpty else { return }
        turn.deliver(parcel, to: .sessions(strangers, having: Capabilities([.extendedMonitor, having])))
    }
}
