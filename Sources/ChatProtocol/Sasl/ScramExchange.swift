/// What a server has to remember between its first and its final message of SCRAM: a value, to be kept wherever the
/// connection's state is.
package struct ScramExchange: Equatable, Sendable {
    /// What the client's first message said behind its GS2 header.
    package let clientFirstBare: String
    /// The text that the server answered: what is sent next.
    package let serverFirst: String
    /// The header that the client has to repeat in its final message.
    package let gs2Header: String
    /// The client's part and the server's.
    package let nonce: String
    /// The account's, or one that no password fits.
    package let verifier: Verifier
    /// Whether there is such an account. Nothing that is sent depends on it before the final message has been judged.
    package let isReal: Bool

    /// An exchange that has been begun so.
    package init(
        clientFirstBare: String, serverFirst: String, gs2Header: String, nonce: String, verifier: Verifier, isReal: Bool
    ) {
        self.clientFirstBare = clientFirstBare
        self.serverFirst = serverFirst
        self.gs2Header = gs2Header
        self.nonce = nonce
        self.verifier = verifier
        self.isReal = isReal
    }

    /// The text that both sides sign (RFC 5802, 3, AuthMessage).
    package func signed(_ final: Scram.ClientFinal) -> [UInt8] {
        Array("\(clientFirstBare),\(serverFirst),\(final.textWithoutProof)".utf8)
    }
}
