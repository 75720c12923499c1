import ChatProtocol

/// Whose each nick is, and who has one that looks like it.
struct Nicks: Sendable {
    enum Holder: Equatable, Sendable {
        case member(MemberID)
        /// Somebody who is about to come in.
        case session(SessionID)
    }

    private struct Entry {
        let holder: Holder
        let skeleton: Skeleton
    }

    private let casemapping: Casemapping
    private var entries: [Nickname: Entry] = [:]
    private var looks = Looks<Holder>()

    init(casemapping: Casemapping) {
        self.casemapping = casemapping
    }

    /// Nicks that are somebody's.
    var count: Int { entries.count }

    subscript(nick: Nickname) -> Holder? { entries[nick]?.holder }

    /// Every nick with whose it is, in no order.
    var all: some Sequence<(nick: Nickname, holder: Holder)> { entries.lazy.map { ($0.key, $0.value.holder) } }

    /// Everybody whose nick looks like this one.
    func lookalikes(of nick: Nickname) -> [Holder] {
        looks[Skeleton(of: nick.display, casemapping: casemapping)]
    }

    /// From here on the nick is theirs and nobody else's.
    mutating func give(_ nick: Nickname, to holder: Holder) {
        if let other = entries[nick]?.holder { release(nick, of: other) }
        let entry = Entry(holder: holder, skeleton: Skeleton(of: nick.display, casemapping: casemapping))
        entries[nick] = entry
        looks.add(holder, as: entry.skeleton)
    }

    /// Nobody has the nick any more, if it was theirs.
    mutating func release(_ nick: Nickname, of holder: Holder) {
        guard let entry = entries[nick], entry.holder == holder else { return }
        entries[nick] = nil
        looks.remove(holder, as: entry.skeleton)
    }
}

/// Who has a name of which look. Names that do are older than the rule, or made by somebody whom it does not bind, if two
/// have the same.
struct Looks<Owner: Equatable & Sendable>: Sendable {
    private var owners: [Skeleton: [Owner]] = [:]

    subscript(skeleton: Skeleton) -> [Owner] { owners[skeleton] ?? [] }

    mutating func add(_ owner: Owner, as skeleton: Skeleton) {
        owners[skeleton, default: []].append(owner)
    }

    mutating func remove(_ owner: Owner, as skeleton: Skeleton) {
        guard let place = owners[skeleton]?.firstIndex(of: owner) else { return }
        owners[skeleton]?.remove(at: place)
        if owners[skeleton]?.isEmpty == true { owners[skeleton] = nil }
    }
}
