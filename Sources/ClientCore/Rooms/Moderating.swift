import ChatProtocol

/// Ranks and bans of a room: what is short for a change of modes.
extension Model {
    mutating func moderate(_ verb: SlashCommand.Verb, _ nick: String, in room: String) {
        let change: String
        switch verb {
        case .op: change = "+o"
        case .deop: change = "-o"
        case .voice: change = "+v"
        case .devoice: change = "-v"
        case .ban: change = "+b"
        case .unban: change = "-b"
        default: return
        }
        // `$` and `~` begin a server's own kinds of masks (EXTBAN).
        let isMask = verb == .ban || verb == .unban
        let isOwnKind = nick.first == "$" || nick.first == "~"
        let object = isMask && !isOwnKind ? Self.mask(of: nick) : nick
        send(Command.mode(target: room, changes: [change, object]).message)
    }

    /// An entry of a room's bans or exceptions: who set it and when, where the server says so.
    mutating func listedMask(_ words: [String]) {
        guard words.count >= 2 else { return }
        let index = index(of: words[0]) ?? front
        let by = words.count > 2 ? Sanitiser.clean(Source(words[2]).nick) : ""
        let date = words.count > 3 ? Int64(words[3]).flatMap { self.date(ofSeconds: $0) } : nil
        note(.listedMask(Sanitiser.clean(words[1]), by: by, date ?? ""), in: index)
    }

    /// nil where a server tells of no time that there can be.
    private func date(ofSeconds seconds: Int64) -> String? {
        guard (0...Int64(UInt32.max)).contains(seconds) else { return nil }
        let time = Timestamp(milliseconds: seconds * 1_000)
        return Clock.date(of: time, minutesFromUTC: settings.minutesFromUTC, in: settings.language)
    }
}
