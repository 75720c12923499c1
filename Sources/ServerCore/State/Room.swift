package import ChatProtocol

package typealias RoomID = Slots<Room>.ID

/// A room that somebody is in, or that does not end when nobody is: the lobby, and those that are registered.
package struct Room: Sendable {
    /// What a member is in a room, beside being there.
    struct Membership: Equatable, Sendable {
        var ranks: Ranks = []
        /// Counts up with each join, so that members can be told in the order they came.
        var order: Int
        /// The room's last post when this member came in.
        var since: Int64
        /// That post's time.
        var sinceTime: Timestamp
        /// When this member last said something here.
        var spokeAt: Timestamp?
    }

    package let id: RoomID
    package internal(set) var name: RoomName
    let number: RoomNumber
    let madeAt: Timestamp
    var topic: Topic?
    var modes: RoomModes
    var lists: [RoomList: [ListEntry]] = [:]
    /// The account that it is registered to; nil: it ends when it empties.
    var founder: AccountID?
    /// What accounts are here, present or not.
    var belongings: [AccountID: Belonging] = [:]
    var metadata: [String: String] = [:]
    var invited: Set<MemberID> = []
    private(set) var members: [MemberID: Membership] = [:]
    private var joins = 0

    /// Of the last post.
    var sequence: Int64
    /// Of the last post or event.
    var time: Timestamp

    init(
        id: RoomID, name: RoomName, number: RoomNumber, madeAt: Timestamp, modes: RoomModes, sequence: Int64,
        time: Timestamp
    ) {
        self.id = id
        self.name = name
        self.number = number
        self.madeAt = madeAt
        self.modes = modes
        self.sequence = sequence
        self.time = time
    }

    var isLobby: Bool { number == .lobby }

    /// It stays when nobody is in it.
    var stays: Bool { isLobby || founder != nil }

    /// Whether anybody may come in and read what was said.
    var isOpen: Bool { modes.flags.isDisjoint(with: [.inviteOnly, .secret]) && modes.key == nil }

    var record: RoomRecord {
        RoomRecord(
            number: number, name: name.display, madeAt: madeAt, topic: topic, isOpen: isOpen, founder: founder,
            modes: modes, lists: lists)
    }

    /// What the account is here; of one that was never here, what it would be from now on.
    func belonging(of account: AccountID) -> Belonging {
        belongings[account]
            ?? Belonging(
                room: number, account: account, since: sequence, sinceTime: time, ranks: [], isPresent: false)
    }

    subscript(_ member: MemberID) -> Membership? { members[member] }

    mutating func add(_ member: MemberID, ranks: Ranks) {
        joins += 1
        members[member] = Membership(ranks: ranks, order: joins, since: sequence, sinceTime: time)
        invited.remove(member)
    }

    mutating func remove(_ member: MemberID) {
        members[member] = nil
    }

    mutating func change(_ member: MemberID, _ change: (inout Membership) -> Void) {
        guard var membership = members[member] else { return }
        change(&membership)
        members[member] = membership
    }

    /// The posts behind this one were not kept: their numbers will be those of others, said after everybody here came.
    mutating func goBack(to last: Int64) {
        guard last < sequence else { return }
        sequence = last
        for (member, membership) in members where membership.since > last { members[member]?.since = last }
        for (account, belonging) in belongings where belonging.since > last { belongings[account]?.since = last }
    }

    /// In the order of joining.
    var inOrder: [(id: MemberID, membership: Membership)] {
        members.map { ($0.key, $0.value) }.sorted { $0.membership.order < $1.membership.order }
    }
}
