import ChatProtocol

/// What members and rooms tell of themselves, by keys (IRCv3 draft/metadata-2, and -3: ircv3-specifications, pull
/// request 613). The empty text is no value, as -3 has it: setting it removes the key.
extension ServerState {
    /// Whose metadata a command is about.
    enum MetadataTarget: Equatable {
        /// Somebody who is about to come in.
        case applicant(SessionID)
        case member(MemberID)
        case room(RoomID)
    }

    mutating func metadata(of word: String, _ command: MetadataCommand, _ turn: inout Turn) {
        guard let target = metadataTarget(word, turn) else {
            if command == .sync, word == Self.everything, members[turn.actor] != nil {
                syncEverything(&turn)
            } else {
                turn.answer(fail("METADATA", "INVALID_TARGET", [Self.shown(word)], "That is no target of metadata"))
            }
            return
        }
        switch command {
        case .get(let keys): if mayRead(target, &turn) { get(keys, of: target, &turn) }
        case .list: if mayRead(target, &turn) { list(target, &turn) }
        case .sync: if mayRead(target, &turn) { sync(target, &turn) }
        case .set(let key, let value): set(key, of: target, to: value, &turn)
        case .clear: clear(target, &turn)
        case .subscribe, .unsubscribe, .subscriptions:
            guard isOwn(target, turn) else {
                turn.answer(fail("METADATA", "INVALID_TARGET", [Self.shown(word)], "Subscriptions are one's own"))
                return
            }
            changeSubscriptions(command, &turn)
        }
    }

    /// The target of SYNC that is everything of which the actor hears.
    static let everything = "*ALL"

    // MARK: - Targets

    /// nil where there is none that the actor may know of. Before registration there is `*` alone.
    private func metadataTarget(_ word: String, _ turn: Turn) -> MetadataTarget? {
        guard members[turn.actor] != nil else { return word == "*" ? .applicant(turn.session) : nil }
        if word == "*" { return .member(turn.actor) }
        if word.utf8.first == UInt8(ascii: "#") {
            return room(named: word).flatMap { isVisible($0, to: turn.actor) ? .room($0.id) : nil }
        }
        return member(named: word).map { .member($0.id) }
    }

    private func isOwn(_ target: MetadataTarget, _ turn: Turn) -> Bool {
        switch target {
        case .applicant: true
        case .member(let id): id == turn.actor
        case .room: false
        }
    }

    func name(of target: MetadataTarget) -> String {
        switch target {
        case .applicant: "*"
        case .member(let id): members[id]?.name ?? "*"
        case .room(let id): rooms[id]?.name.display ?? "*"
        }
    }

    func values(of target: MetadataTarget) -> [String: String] {
        switch target {
        case .applicant(let id): sessions[id]?.application.metadata ?? [:]
        case .member(let id): members[id].map { values(of: $0) } ?? [:]
        case .room(let id): rooms[id]?.metadata ?? [:]
        }
    }

    func values(of member: Member) -> [String: String] {
        guard let account = member.account else { return member.metadata }
        return metadata[account] ?? [:]
    }

    /// What a room tells of itself is for those who are in it, and for operators of the server; what a member does is
    /// for everybody, as WHOIS is. Otherwise the actor is told.
    private func mayRead(_ target: MetadataTarget, _ turn: inout Turn) -> Bool {
        guard case .room(let id) = target, let room = rooms[id], room[turn.actor] == nil,
            members[turn.actor]?.modes.contains(.serverOperator) != true
        else { return true }
        refuse(target, key: "*", &turn)
        return false
    }

    private func mayChange(_ target: MetadataTarget, key: String, _ turn: inout Turn) -> Bool {
        if isOwn(target, turn) { return true }
        if case .room(let id) = target,
            rooms[id]?[turn.actor]?.ranks.reach(Permission.rank(for: .setMetadata)) == true
        {
            return true
        }
        refuse(target, key: key, &turn)
        return false
    }

    private func refuse(_ target: MetadataTarget, key: String, _ turn: inout Turn) {
        turn.answer(fail("METADATA", "KEY_NO_PERMISSION", [name(of: target), key], "That is not yours to do"))
    }

    // MARK: - Reading

    private func get(_ keys: [String], of target: MetadataTarget, _ turn: inout Turn) {
        let values = values(of: target)
        let name = name(of: target)
        let draft = MetadataDraft(turn.capabilities)
        let replies = keys.map { key in
            MetadataDraft.isKey(key)
                ? MetadataDraft.numeric(receiver: self.name(turn), name, key, values[key]) : draft.invalid(key)
        }
        answerBatch(replies, about: name, &turn)
    }

    private func list(_ target: MetadataTarget, _ turn: inout Turn) {
        let name = name(of: target)
        let receiver = self.name(turn)
        let pairs = values(of: target).sorted { $0.key < $1.key }
        answerBatch(pairs.map { MetadataDraft.numeric(receiver: receiver, name, $0.key, $0.value) }, about: name, &turn)
    }

    // MARK: - Changing

    private mutating func set(_ key: String, of target: MetadataTarget, to text: String?, _ turn: inout Turn) {
        let draft = MetadataDraft(turn.capabilities)
        guard MetadataDraft.isKey(key) else {
            turn.answer(draft.invalid(key, .fail))
            return
        }
        guard mayChange(target, key: key, &turn) else { return }
        let value = text.flatMap { $0.isEmpty ? nil : $0 }
        if let value, !isSayable(value, of: key, in: target) {
            turn.answer(draft.invalidValue(of: key))
            return
        }
        let values = values(of: target)
        if value != nil, values[key] == nil, values.count >= ServerSettings.metadataKeys {
            let limit = String(ServerSettings.metadataKeys)
            turn.answer(fail("METADATA", "LIMIT_REACHED", [name(of: target), limit], "There are too many keys"))
            return
        }
        if values[key] != value {
            guard canWrite(target, &turn) else { return }
            write(value, of: key, in: target, &turn)
            tellSubscribers(of: target, [(key, value)], &turn)
        }
        turn.answer(MetadataDraft.numeric(receiver: name(turn), name(of: target), key, value))
    }

    private mutating func clear(_ target: MetadataTarget, _ turn: inout Turn) {
        guard mayChange(target, key: "*", &turn), canWrite(target, &turn) else { return }
        let keys = values(of: target).keys.sorted()
        for key in keys { write(nil, of: key, in: target, &turn) }
        tellSubscribers(of: target, keys.map { ($0, nil) }, &turn)
        let (receiver, name) = (name(turn), name(of: target))
        answerBatch(keys.map { MetadataDraft.numeric(receiver: receiver, name, $0, nil) }, about: name, &turn)
    }

    /// Short enough, and for every reader's line too, whatever the target and the reader are called by then.
    private func isSayable(_ value: String, of key: String, in target: MetadataTarget) -> Bool {
        guard value.utf8.count <= ServerSettings.metadataBytes else { return false }
        var longest = Limits.nick
        if case .room = target { longest = Limits.room }
        let reader = String(repeating: "n", count: Limits.nick)
        return fits(
            MetadataDraft.numeric(receiver: reader, String(repeating: "n", count: longest), key, value))
    }

    private func canWrite(_ target: MetadataTarget, _ turn: inout Turn) -> Bool {
        switch target {
        case .applicant: true
        case .member(let id): members[id]?.account == nil || canStore("METADATA", name(of: target), &turn)
        case .room: canStore("METADATA", name(of: target), &turn)
        }
    }

    private mutating func write(_ value: String?, of key: String, in target: MetadataTarget, _ turn: inout Turn) {
        switch target {
        case .applicant(let id): sessions[id]?.application.metadata[key] = value
        case .member(let id):
            guard let account = members[id]?.account else {
                members[id]?.metadata[key] = value
                return
            }
            write(value, of: key, in: account, &turn)
        case .room(let id):
            rooms[id]?.metadata[key] = value
            if let number = rooms[id]?.number {
                turn.store(.metadata(.room(number), key: key, value: value))
            }
        }
    }

    private mutating func write(_ value: String?, of key: String, in account: AccountID, _ turn: inout Turn) {
        metadata[account, default: [:]][key] = value
        if metadata[account]?.isEmpty == true { metadata[account] = nil }
        turn.store(.metadata(.account(account), key: key, value: value))
    }

    /// What somebody has said before it was known whose account it is becomes the account's, and goes before what the
    /// account had; what is too many is left out.
    mutating func adoptMetadata(
        of id: MemberID, into account: AccountID, _ said: [String: String], _ turn: inout Turn
    ) {
        members[id]?.metadata = [:]
        var changes: [(key: String, value: String?)] = []
        for (key, value) in said.sorted(by: { $0.key < $1.key }) {
            let values = metadata[account] ?? [:]
            guard values[key] != value, values[key] != nil || values.count < ServerSettings.metadataKeys else {
                continue
            }
            write(value, of: key, in: account, &turn)
            changes.append((key, value))
        }
        // Of one who is only coming in, the watchers are told in a moment.
        if turn.actor == id { tellSubscribers(of: .member(id), changes, &turn) }
    }
}
