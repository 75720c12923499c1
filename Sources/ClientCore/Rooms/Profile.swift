import ChatProtocol

/// What people tell of themselves, by keys (IRCv3 draft/metadata-2). It is shown as what they say, behind its key: nothing
/// of it ever stands in the place of a nick, which alone tells who somebody is.
struct Profile: Equatable, Sendable {
    /// The keys that the client asks to be told of, in the order in which they are shown.
    static let keys = ["display-name", "pronouns", "status", "homepage", "avatar", "color"]
    /// Keys that are kept of one's own, which may be any: as many as our server lets one have.
    static let mostKeys = 100
    /// Characters of a value that are kept: as many as our server takes bytes.
    static let longestValue = 300
    /// Bytes of a key (the same).
    static let longestKey = 64

    private var values: [String: String] = [:]

    /// Safe to draw; nil where nothing is told.
    subscript(_ key: String) -> String? { values[key] }

    /// The keys that there are: ours first, then others by name.
    var keys: [String] {
        Self.keys.filter { values[$0] != nil } + values.keys.filter { !Self.keys.contains($0) }.sorted()
    }

    /// - Parameter value: as it came; nil removes the key.
    mutating func set(_ key: String, to value: String?) {
        guard Self.isKey(key), values[key] != nil || values.count < Self.mostKeys else { return }
        let clean = value.map { String(StyledText(message: $0).plain.prefix(Self.longestValue)) }
        values[key] = clean?.isEmpty == true ? nil : clean
    }

    /// Takes all values of another, which go before one's own.
    mutating func take(_ other: Profile) {
        values.merge(other.values) { $1 }
    }

    /// Small letters of ASCII, digits and `_./-`, as the draft has them.
    static func isKey(_ text: String) -> Bool {
        (1...longestKey).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x2D...0x39).contains($0) || $0 == 0x5F }
    }
}

extension Model {
    /// What takes a key of one's own away.
    private static let nothing = "-"

    /// Asks to be told of the keys that are shown; before rooms are entered, so that entering tells of those in them.
    mutating func subscribeToProfiles() {
        guard session.has(.metadata2), !settings.isPlain else { return }
        send(Command.metadata(target: "*", .subscribe(Profile.keys)).message)
    }

    /// Somebody has told something else of themselves, or the server tells of somebody who has come into view.
    mutating func heardProfile(of target: String, _ key: String, _ value: String?) {
        guard !session.isRoom(target) else { return }
        if target == "*" || isMe(target) { session.profile.set(key, to: value) }
        guard Profile.keys.contains(key), target != "*" else { return }
        let folded = session.fold(target)
        session.people.meet(folded)
        session.people.note(folded) { $0.profile.set(key, to: value) }
    }

    /// The server's answer to a question for one's own keys, or to a change of them; false for those of others.
    mutating func heardProfile(_ numeric: Numeric, _ words: [String]) -> Bool {
        guard [.keyValue, .keyNotSet].contains(numeric), words.count >= 3, words[0] == "*" || isMe(words[0]) else {
            return false
        }
        let value = numeric == .keyValue ? words[words.count - 1] : nil
        heardProfile(of: words[0], words[1], value)
        let shown = value.map { String(StyledText(message: $0).plain.prefix(Profile.longestValue)) }
        note(text: StyledText(phrase(.profileIs(Sanitiser.clean(words[1]), shown))), in: front)
        return true
    }

    /// `/profile`: what one tells of oneself, all of it or one key; with a value, tells that from now on.
    mutating func changeProfile(_ key: String?, _ value: String?) {
        guard session.has(.metadata2) else { return show(.noSuchAbility, isAlarm: true) }
        guard let key = key?.lowercased() else {
            let own = session.profile
            guard !own.keys.isEmpty else { return note(text: StyledText(phrase(.noProfile)), in: current) }
            for key in own.keys { note(text: StyledText(phrase(.profileIs(key, own[key]))), in: current) }
            return
        }
        guard Profile.isKey(key) else {
            let usage = CommandTable.command(named: SlashCommand.Verb.profile.rawValue)?.usage ?? ""
            return show(.usage(usage), isAlarm: true)
        }
        guard let value else {
            return note(text: StyledText(phrase(.profileIs(key, session.profile[key]))), in: current)
        }
        send(Command.metadata(target: "*", .set(key: key, value: value == Self.nothing ? nil : value)).message)
    }
}
