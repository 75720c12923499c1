/// What the person logs in with. Without an account, only a certificate can.
package struct Credentials: Equatable, Sendable {
    /// The account's name; nil where there is only a certificate.
    package var account: String?
    /// As it was typed, for PLAIN; nil where there is only a certificate.
    package var password: Secret?
    /// As SASLprep makes it, for SCRAM; nil where there is no password, or one that cannot be made so.
    package var prepared: Secret?
    /// Whether the connection shows a certificate of the person's.
    package var hasCertificate: Bool
    /// The only mechanism to be used; nil: whichever the server has, the best first.
    package var mechanism: Login.Mechanism?

    /// Credentials of these parts.
    package init(
        account: String? = nil, password: Secret? = nil, prepared: Secret? = nil, hasCertificate: Bool = false,
        mechanism: Login.Mechanism? = nil
    ) {
        self.account = account
        self.password = password
        self.prepared = prepared
        self.hasCertificate = hasCertificate
        self.mechanism = mechanism
    }
}
