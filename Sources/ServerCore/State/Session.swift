package import ChatProtocol

package typealias SessionID = Slots<Session>.ID

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

    /// Whether it is one of this machine's own, which nobody can listen in on.
    package var isLoopback: Bool { host.hasPrefix("127.") || host == "::1" }
}

/// How a connection came in.
package struct Origin: Equatable, Sendable {
    package var address: Address
    /// Nobody on the way can read along: TLS, or said to be so by a trusted proxy.
    package var isSecure: Bool
    /// SHA-256 of the client's certificate, 64 lowercase hexadecimal digits; nil where it showed none.
    package var fingerprint: String?
    /// It takes whole lines as messages of a WebSocket.
    package var isWebSocket: Bool

    package init(
        address: Address, isSecure: Bool = false, fingerprint: String? = nil, isWebSocket: Bool = false
    ) {
        self.address = address
        self.isSecure = isSecure
        self.fingerprint = fingerprint
        self.isWebSocket = isWebSocket
    }

    /// Whether a password may be said in the clear.
    var isPrivate: Bool { isSecure || address.isLoopback }
}

/// One connection, from its first byte on. A member may have several.
package struct Session: Sendable {
    package let id: SessionID
    package let dialect: Dialect
    package internal(set) var origin: Origin
    package internal(set) var capabilities: Capabilities = []
    /// Whose connection this is; nil until it is registered.
    package internal(set) var member: MemberID?
    /// What it has said of itself before that.
    var application = Application()
    /// The account that it has proved to own before it is registered; afterwards the member has it.
    var account: AccountID?
    /// 302 or more: capabilities with values, and `CAP NEW`.
    var capabilityVersion = 301
    let connectedAt: Timestamp

    /// Where SASL stands; nil while there is none.
    var authentication: Authentication?
    /// How often SASL or a password has failed here.
    var failures = 0
    /// A batch of lines that is being said (IRCv3 multiline).
    var draft: MultilineDraft?
    /// Nicks whose coming and going it wants to know (MONITOR), in the order they were named.
    var watched: [Nickname] = []
    /// Keys of metadata that it wants to know.
    var subscriptions: Set<String> = []

    func has(_ capability: Capability) -> Bool { capabilities.contains(capability) }
}

/// What a connection says of itself before it is registered.
struct Application: Sendable {
    var nick: Nickname?
    /// The last nick that it could not have, since somebody else does.
    var refusedNick: Nickname?
    var user = ""
    var realname = ""
    /// What was said with PASS.
    var password: String?
    /// The password was right.
    var hasPassed = false
    /// A question about the password is out.
    var isWaiting = false
    /// Between `CAP LS` or `CAP REQ` and `CAP END`: registration waits.
    var isNegotiating = false
    /// AWAY said early (draft/pre-away): the text, or nil for here; `isAwaySaid` tells that it was said at all.
    var away: String?
    var isAwaySaid = false
    /// METADATA said early.
    var metadata: [String: String] = [:]
}
