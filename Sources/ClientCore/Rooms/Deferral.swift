import ChatProtocol

/// A question for what the people of a room tell of themselves, to be asked when the server has less to do (774 of
/// draft/metadata-2).
struct Deferral: Equatable, Sendable {
    /// Kept at once: more rooms than that are seldom entered together.
    static let most = 32
    /// How often one is put off; then what is not known stays unknown.
    static let mostAttempts = 4
    /// Seconds that are waited at least, twice as many each time: a server may name none, or 0.
    static let pause: Int64 = 30
    /// Seconds that are waited at most.
    static let longestPause: Int64 = 3_600

    /// As the server writes it.
    let target: String
    var attempts = 0
    /// nil: it has been asked.
    var due: Instant?
}

extension Model {
    /// Stands for all that one has subscribed to.
    private static let everything = "*ALL"

    /// The server names a target and, perhaps, after how many seconds it may be asked about that.
    mutating func deferProfiles(_ words: [String]) {
        guard session.has(.metadata2), !settings.isPlain, let target = words.first, isWorthAsking(target) else {
            return
        }
        let folded = session.fold(target)
        guard session.deferrals[folded] != nil || session.deferrals.count < Deferral.most else { return }
        var deferral = session.deferrals[folded] ?? Deferral(target: target)
        guard deferral.attempts < Deferral.mostAttempts, deferral.due == nil else { return }
        let named = words.count > 1 ? Int64(words[1]) ?? 0 : 0
        let seconds = min(max(named, Deferral.pause << deferral.attempts), Deferral.longestPause)
        deferral.attempts += 1
        deferral.due = now.later(by: seconds * 1_000)
        session.deferrals[folded] = deferral
    }

    private func isWorthAsking(_ target: String) -> Bool {
        target == Self.everything || index(of: target).map { buffers[$0].isJoined } ?? false
    }

    /// What is due is asked for, unless the person has left the room meanwhile.
    mutating func askDeferred() {
        for (folded, deferral) in session.deferrals {
            guard let due = deferral.due, due <= now else { continue }
            session.deferrals[folded]?.due = nil
            if isWorthAsking(deferral.target) { send(Command.metadata(target: deferral.target, .sync).message) }
        }
    }
}
