/// The one message of the mechanism PLAIN (RFC 4616): who is asked to be whom, and a password.
package struct SaslPlain: Equatable, Sendable {
    /// Bytes of a name (RFC 4616, 2: 255 must be accepted).
    package static let nameBytes = 255
    /// Bytes of a password: four times the 255 that RFC 4616 wants accepted.
    package static let passwordBytes = 1_024

    /// Why bytes, or parts, are no such message.
    package enum Fault: Error, Equatable, Sendable {
        /// Not three parts with a NUL between each two.
        case malformed
        case invalidUTF8
        /// A name or a password beyond its bound.
        case tooLong
        /// No authcid, or no password (RFC 4616, 2: both have one sign at least).
        case empty
    }

    /// Whom to act as; empty where that is the authcid.
    package let authzid: String
    /// Whose password it is.
    package let authcid: String
    /// As it came: neither normalised nor checked for more than the absence of NUL.
    package let password: String

    /// A message of these parts, checked as one that comes is.
    package init(authzid: String = "", authcid: String, password: String) throws(Fault) {
        for text in [authzid, authcid, password] where text.utf8.contains(0) { throw .malformed }
        guard authzid.utf8.count <= Self.nameBytes, authcid.utf8.count <= Self.nameBytes,
            password.utf8.count <= Self.passwordBytes
        else { throw .tooLong }
        guard !authcid.isEmpty, !password.isEmpty else { throw .empty }
        self.authzid = authzid
        self.authcid = authcid
        self.password = password
    }

    /// Reads `[authzid] NUL authcid NUL password`.
    package init(parsing bytes: [UInt8]) throws(Fault) {
        guard bytes.count <= 2 * Self.nameBytes + Self.passwordBytes + 2 else { throw .tooLong }
        let parts = bytes.split(separator: 0, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .malformed }
        guard let authzid = String(bytes.span, parts[0].indices), let authcid = String(bytes.span, parts[1].indices),
            let password = String(bytes.span, parts[2].indices)
        else { throw .invalidUTF8 }
        try self.init(authzid: authzid, authcid: authcid, password: password)
    }

    /// The message, before its base64.
    package var bytes: [UInt8] { Array(authzid.utf8) + [0] + Array(authcid.utf8) + [0] + Array(password.utf8) }
}
