package import ChatProtocol

package typealias MemberID = Slots<Member>.ID
package typealias RoomID = Slots<Room>.ID

/// Which language a connection speaks; decided by its first byte.
package enum Dialect: Equatable, Sendable {
    case irc
    case raw
}

/// Where a connection comes from.
package struct Address: Hashable, Sendable {
    /// `127.0.0.1` or `::1`, without brackets.
    package var host: String
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// The address as the host part of a source: one that begins with a colon gets a zero before it, since a colon begins
    /// the last parameter of a line.
    var inSource: String { host.utf8.first == UInt8(ascii: ":") ? "0" + host : host }
}

/// One connection, from its first byte on. It is a member in the full sense once it is registered.
package struct Member: Sendable {
    package let id: MemberID
    package let dialect: Dialect
    package let address: Address
    package internal(set) var nick: Nickname?
    package internal(set) var user = ""
    package internal(set) var realname = ""
    package internal(set) var isRegistered = false
    package internal(set) var capabilities: Capabilities = []
    /// In the order of joining.
    package internal(set) var rooms: [RoomID] = []
    package internal(set) var away: String?
    package internal(set) var isInvisible = false

    /// The rooms that this member is `invited` to.
    var invitations: Set<RoomID> = []
    var password: String?
    /// Between `CAP LS` or `CAP REQ` and `CAP END`: registration waits.
    var isNegotiating = false
    /// 302 or more: capabilities with values, and `CAP NEW`.
    var capabilityVersion = 301
    let connectedAt: Timestamp
    /// When this member last said something; the time of registration before that.
    var spokeAt: Timestamp

    /// The nick, or `*` where there is none yet.
    package var name: String { nick?.display ?? "*" }

    /// `nick!user@host`, as everybody sees it.
    package var source: Source { Source(nick: name, user: user, host: address.inSource) }

    func has(_ capability: Capability) -> Bool { capabilities.contains(capability) }
}
