package import ChatProtocol

/// A room that somebody is in, or the lobby.
package struct Room: Sendable {
    /// What a member is in a room, beside being there.
    struct Membership: Equatable, Sendable {
        var isOperator = false
        var hasVoice = false
        /// Counts up with each join, so that members can be told in the order they came.
        var order: Int
        /// The room's last post when this member came in: what was said up to it is not theirs where the door is closed.
        var since: Int64
        /// That post's time.
        var sinceTime: Timestamp

        /// The signs before a nick, the highest first.
        func signs(all: Bool) -> String {
            if all { return (isOperator ? "@" : "") + (hasVoice ? "+" : "") }
            return isOperator ? "@" : hasVoice ? "+" : ""
        }
    }

    /// Somebody who may not come in, by mask.
    struct Ban: Equatable, Sendable {
        var mask: String
        var author: String
        var time: Timestamp
    }

    /// Modes that are on or off.
    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        static let inviteOnly = Flags(rawValue: 1)
        static let moderated = Flags(rawValue: 2)
        static let membersOnly = Flags(rawValue: 4)
        static let secret = Flags(rawValue: 8)
        static let topicByOperators = Flags(rawValue: 16)

        static let letters: [(letter: Character, flag: Flags)] = [
            ("i", .inviteOnly), ("m", .moderated), ("n", .membersOnly), ("s", .secret), ("t", .topicByOperators),
        ]
    }

    package let id: RoomID
    package let name: RoomName
    let number: RoomNumber
    let madeAt: Timestamp
    var topic: Topic?
    var flags: Flags
    var key: String?
    var limit: Int?
    var bans: [Ban] = []
    var invited: Set<MemberID> = []
    private(set) var members: [MemberID: Membership] = [:]
    private var joins = 0

    /// Of the last post.
    var sequence: Int64
    var time: Timestamp

    init(id: RoomID, name: RoomName, record: RoomRecord, flags: Flags, sequence: Int64, time: Timestamp) {
        self.id = id
        self.name = name
        number = record.number
        madeAt = record.madeAt
        topic = record.topic
        self.flags = flags
        self.sequence = sequence
        self.time = time
    }

    var isLobby: Bool { number == .lobby }

    /// Whether anybody may come in and read what was said.
    var isOpen: Bool { flags.isDisjoint(with: [.inviteOnly, .secret]) && key == nil }

    var record: RoomRecord {
        RoomRecord(number: number, name: name.display, madeAt: madeAt, topic: topic, isOpen: isOpen)
    }

    subscript(_ member: MemberID) -> Membership? { members[member] }

    mutating func add(_ member: MemberID, asOperator: Bool) {
        joins += 1
        members[member] = Membership(isOperator: asOperator, order: joins, since: sequence, sinceTime: time)
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
    }

    /// In the order of joining.
    var inOrder: [(id: MemberID, membership: Membership)] {
        members.map { ($0.key, $0.value) }.sorted { $0.membership.order < $1.membership.order }
    }
}
