import ChatProtocol

/// HistServ: what was said before, for clients that know nothing of CHATHISTORY.
extension ServerState {
    static let histServ: [String: ServiceCommand] = [
        "PLAY": ServiceCommand(
            "target [number]", "shows what was said last in a room or with a nick",
            for: .anybody
        ) { $0.playLast(of: $1[0], $1.dropFirst().first, &$2) }
    ]

    private mutating func playLast(of name: String, _ number: String?, _ turn: inout Turn) {
        let limits = 1...ServerSettings.historyPage
        let limit = number.map { Int($0) ?? 0 } ?? ServerSettings.postsOnJoining
        guard limits.contains(limit) else {
            say("It takes a number from 1 to \(limits.upperBound)", as: .histServ, &turn)
            return
        }
        guard forum(named: name, for: turn.actor) != nil else {
            say("There is nothing that you may read of \(Self.shown(name))", as: .histServ, &turn)
            return
        }
        history(HistoryRequest(target: name, .latest(after: nil), limit: limit), &turn)
    }
}
