import ChatProtocol

/// Whether one stays when the last connection goes: `PERSISTENCE GET`, `PERSISTENCE SET ON|OFF|DEFAULT` (IRCv3
/// draft/persistence, as its proposal has it). Both are answered with `PERSISTENCE STATUS`, the wish and what comes of it.
extension ServerState {
    mutating func persistence(_ words: [String], _ turn: inout Turn) {
        guard let id = members[turn.actor]?.account, accounts[id] != nil else {
            turn.answer(fail("PERSISTENCE", "ACCOUNT_REQUIRED", [], "You are not logged in to an account"))
            return
        }
        switch words.map({ $0.uppercased() }) {
        case ["GET"]: break
        case ["SET", "ON"]: changePersistence(of: id, to: true, &turn)
        case ["SET", "OFF"]: changePersistence(of: id, to: false, &turn)
        case ["SET", "DEFAULT"]: changePersistence(of: id, to: nil, &turn)
        default:
            turn.answer(fail("PERSISTENCE", "INVALID_PARAMS", [], "Say GET, or SET and ON, OFF or DEFAULT"))
            return
        }
        if let status = persistenceStatus(of: id) { turn.answer(status) }
    }

    /// The owner's other connections hear of the change.
    mutating func changePersistence(of id: AccountID, to wish: Bool?, _ turn: inout Turn) {
        guard accounts[id]?.isAlwaysOn != wish else { return }
        change(alwaysOnOf: id, to: wish, by: turn.actor, &turn)
        guard let member = members[turn.actor], let status = persistenceStatus(of: id) else { return }
        tell(.line(Line(status, at: turn.now)), toOthersOf: member, having: Capabilities(.persistence), &turn)
    }

    /// nil: there is no such account.
    func persistenceStatus(of id: AccountID) -> Reply? {
        guard let account = accounts[id] else { return nil }
        let wish = account.isAlwaysOn.map { $0 ? "ON" : "OFF" } ?? "DEFAULT"
        return .other(Message("PERSISTENCE", ["STATUS", wish, isAlwaysOn(account) ? "ON" : "OFF"]))
    }
}
