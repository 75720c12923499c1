package import ChatProtocol

/// Names an account for good: a number is never used twice.
package struct AccountID: Hashable, Comparable, Sendable {
    package let value: Int64

    package init(_ value: Int64) {
        self.value = value
    }

    package static func < (left: AccountID, right: AccountID) -> Bool { left.value < right.value }
}

/// An account as it is kept: a name, what proves that one owns it, and what its owner has settled.
package struct Account: Equatable, Sendable {
    package let id: AccountID
    /// As its owner writes it. Found by its folded form, as a nick is, since it reserves the nick of the same name.
    package var name: String
    /// nil: no password logs in.
    package var verifier: Verifier?
    /// SHA-256 of certificates that log in, 64 lowercase hexadecimal digits each.
    package var fingerprints: [String]
    /// Empty where none was given.
    package var email: String
    package var madeAt: Timestamp
    /// Nobody logs in until an operator lifts it.
    package var isSuspended: Bool
    /// Whether its member stays when the last connection goes; nil: as the server says.
    package var isAlwaysOn: Bool?
    /// Whether several connections may be one member.
    package var takesSeveral: Bool
    /// What a member who is always on comes back as; nil where it is none.
    package var presence: Presence?

    package init(
        id: AccountID, name: String, verifier: Verifier?, fingerprints: [String] = [], email: String = "",
        madeAt: Timestamp, isSuspended: Bool = false, isAlwaysOn: Bool? = nil, takesSeveral: Bool = true,
        presence: Presence? = nil
    ) {
        self.id = id
        self.name = name
        self.verifier = verifier
        self.fingerprints = fingerprints
        self.email = email
        self.madeAt = madeAt
        self.isSuspended = isSuspended
        self.isAlwaysOn = isAlwaysOn
        self.takesSeveral = takesSeveral
        self.presence = presence
    }

    /// Certificates that one account may have (Ergo's limit).
    package static let mostFingerprints = 5
}

/// A member who is always on, as it is kept over a restart. Its rooms are among the `Belonging`s.
package struct Presence: Equatable, Sendable {
    package var nick: String
    package var user: String
    package var realname: String
    package var host: String
    package var away: String?
    /// Letters.
    package var modes: String
    /// When its last connection went; while there is one, when the first of them came: what was said since then may not
    /// have reached it if the server ends without a word.
    package var since: Timestamp

    package init(
        nick: String, user: String, realname: String, host: String, away: String?, modes: String, since: Timestamp
    ) {
        self.nick = nick
        self.user = user
        self.realname = realname
        self.host = host
        self.away = away
        self.modes = modes
        self.since = since
    }
}
