/// Who is in a room, kept in the order in which they are shown: by rank, then by name.
package struct MemberList: Equatable, Sendable {
    /// Members known of one room; more are not listed, and the count says so with a `+`.
    package static let most = 10_000

    /// One member of one room.
    package struct Member: Equatable, Sendable {
        /// Safe to draw.
        package var nick: String
        /// What the server takes for the same nick.
        let folded: String
        /// The signs of all ranks, highest first; empty for none.
        package var ranks: String
    }

    /// The place of a member in the order.
    private struct Place: Comparable {
        let rank: Int
        let folded: String

        static func < (left: Place, right: Place) -> Bool {
            left.rank != right.rank ? left.rank < right.rank : left.folded < right.folded
        }
    }

    private var members: [String: Member] = [:]
    private var order: [Place] = []
    /// Rank signs from the highest, as the server has them.
    private var signs: [Character]
    /// There are more than are known.
    package private(set) var isCut = false
    /// What a NAMES answer has brought so far; nil outside of one.
    private var arriving: [String: Member]?

    init(signs: [Character] = ["@", "+"]) {
        self.signs = signs
    }

    /// Members known.
    package var count: Int { members.count }

    func has(_ folded: String) -> Bool { members[folded] != nil }
    subscript(_ folded: String) -> Member? { members[folded] }

    /// Members in the order they are shown, from one on.
    package func page(from first: Int, count: Int) -> [Member] {
        guard first >= 0, first < order.count, count > 0 else { return [] }
        return order[first..<min(order.count, first + count)].compactMap { members[$0.folded] }
    }

    /// Those of one rank.
    struct Group: Equatable, Sendable {
        /// nil: of none.
        let sign: Character?
        /// Their places in the order; never empty.
        let places: Range<Int>
    }

    /// The ranks that somebody has, from the highest.
    var groups: [Group] {
        (0...signs.count).compactMap { rank in
            let start = position(of: Place(rank: rank, folded: ""))
            let end = position(of: Place(rank: rank + 1, folded: ""))
            return start < end ? Group(sign: rank < signs.count ? signs[rank] : nil, places: start..<end) : nil
        }
    }

    /// Everybody as the server compares nicks, in any order.
    var folded: [String] { Array(members.keys) }

    /// Everybody's nick in the order they are shown.
    package var nicks: [String] { order.compactMap { members[$0.folded]?.nick } }

    mutating func add(_ nick: String, folded: String, ranks: String = "") {
        guard members[folded] == nil else { return }
        guard members.count < Self.most else {
            isCut = true
            return
        }
        members[folded] = Member(nick: nick, folded: folded, ranks: ranks)
        enter(folded)
    }

    @discardableResult
    mutating func remove(_ folded: String) -> Member? {
        leave(folded)
        return members.removeValue(forKey: folded)
    }

    mutating func rename(_ folded: String, to nick: String, folded newFolded: String) {
        guard let member = remove(folded) else { return }
        // Whoever is still known by that name has gone without a word.
        remove(newFolded)
        members[newFolded] = Member(nick: nick, folded: newFolded, ranks: member.ranks)
        enter(newFolded)
    }

    mutating func setRank(_ folded: String, _ sign: Character, _ isGiven: Bool) {
        guard let member = members[folded], member.ranks.contains(sign) != isGiven else { return }
        leave(folded)
        let held = signs.filter { $0 == sign ? isGiven : member.ranks.contains($0) }
        members[folded]?.ranks = String(held)
        enter(folded)
    }

    /// A NAMES answer, word by word; the list changes once, at its end.
    mutating func collect(_ nick: String, folded: String, ranks: String) {
        var collected = arriving ?? [:]
        arriving = nil
        if collected.count < Self.most {
            collected[folded] = Member(nick: nick, folded: folded, ranks: ranks)
        } else {
            isCut = true
        }
        arriving = collected
    }

    mutating func finishCollecting(signs: [Character]) {
        guard let arriving else { return }
        self.signs = signs
        members = arriving
        self.arriving = nil
        order = members.map { Place(rank: rank(of: $0.value), folded: $0.key) }.sorted()
    }

    private func rank(of member: Member) -> Int {
        member.ranks.first.flatMap { signs.firstIndex(of: $0) } ?? signs.count
    }

    private mutating func enter(_ folded: String) {
        guard let member = members[folded] else { return }
        let place = Place(rank: rank(of: member), folded: folded)
        order.insert(place, at: position(of: place))
    }

    private mutating func leave(_ folded: String) {
        guard let member = members[folded] else { return }
        let index = position(of: Place(rank: rank(of: member), folded: folded))
        if index < order.count, order[index].folded == folded { order.remove(at: index) }
    }

    private func position(of place: Place) -> Int {
        var low = 0
        var high = order.count
        while low < high {
            let middle = (low + high) / 2
            if order[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
