package import ChatProtocol

package typealias MemberID = Slots<Member>.ID

/// Somebody who is here: one nick, in some rooms, over one connection or several; one that is always on has none at times.
package struct Member: Sendable {
    /// Modes that a member has or has not.
    struct Modes: OptionSet, Hashable, Sendable {
        let rawValue: UInt16
        /// Not shown to those who share no room.
        static let invisible = Modes(rawValue: 1)
        /// Runs the server.
        static let serverOperator = Modes(rawValue: 2)
        static let bot = Modes(rawValue: 4)
        /// Only members with an account may write privately.
        static let fromAccountsOnly = Modes(rawValue: 8)
        /// Takes no questions between programs.
        static let noCTCP = Modes(rawValue: 16)
        static let wallops = Modes(rawValue: 32)
        /// Every connection is secure.
        static let secure = Modes(rawValue: 64)
        /// Hears what operators should know.
        static let notices = Modes(rawValue: 128)
        /// Takes part in role play.
        static let rolePlay = Modes(rawValue: 256)

        static let letters: [(letter: Character, mode: Modes)] = [
            ("B", .bot), ("E", .rolePlay), ("R", .fromAccountsOnly), ("T", .noCTCP), ("Z", .secure),
            ("i", .invisible), ("o", .serverOperator), ("s", .notices), ("w", .wallops),
        ]
    }

    package let id: MemberID
    package internal(set) var nick: Nickname
    package internal(set) var user: String
    package internal(set) var realname: String
    /// Of the connection that came last.
    package internal(set) var address: Address
    package internal(set) var account: AccountID?
    /// In the order of coming; empty for one who is always on and away.
    package internal(set) var sessions: [SessionID] = []
    /// In the order of joining.
    package internal(set) var rooms: [RoomID] = []
    package internal(set) var away: String?
    /// Away because no connection is left.
    var isAbsent = false
    /// When the last connection went; nil while there is one.
    var absentSince: Timestamp?
    var modes: Modes = []
    /// The name under which it has become an operator of the server.
    var operatorName: String?

    /// The rooms that this member is `invited` to.
    var invitations: Set<RoomID> = []
    /// Who may write to it all the same (ACCEPT).
    var accepted: Set<MemberID> = []
    /// Of a member without an account; that of one with an account is the account's.
    var metadata: [String: String] = [:]
    /// How far one without an account has read, by the folded name of the room or nick; the others' are the account's.
    var markers: [String: Timestamp] = [:]
    let connectedAt: Timestamp
    /// When it came, or came back after the last absence.
    var attachedAt: Timestamp
    /// When this member last said something; the time of registration before that.
    var spokeAt: Timestamp
    /// The seed's dialect has no names for rooms, no modes and no numerics.
    let isRaw: Bool

    package var name: String { nick.display }

    /// `nick!user@host`, as everybody sees it.
    package var source: Source { Source(nick: name, user: user, host: address.inSource) }

    var isInvisible: Bool { modes.contains(.invisible) }
}
