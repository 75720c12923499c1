/// What has to be hashed, which takes a moment of a core: work for whoever owns the threads.
package struct ScramQuestion: Equatable, Sendable {
    /// Both sides' nonce: the answer bears it, so that it is known which question it answers.
    package let nonce: String
    /// Prepared already.
    package let password: Secret
    /// At least one byte.
    package let salt: [UInt8]
    /// Rounds of PBKDF2, within `Verifier.iterationBounds`.
    package let rounds: Int
    /// What both sides sign (RFC 5802, 3, AuthMessage).
    package let signed: [UInt8]
}

/// The answer: what proves that the client knows the password, and what the server has to prove it with.
package struct ScramAnswer: Equatable, Sendable {
    /// The question's.
    package let nonce: String
    /// ClientProof, to be sent.
    package let proof: [UInt8]
    /// ServerSignature, to be expected.
    package let signature: [UInt8]

    /// An answer to the question with this nonce.
    package init(nonce: String, proof: [UInt8], signature: [UInt8]) {
        self.nonce = nonce
        self.proof = proof
        self.signature = signature
    }
}
