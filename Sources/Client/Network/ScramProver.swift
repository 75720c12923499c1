import ChatProtocol
import ClientCore
import Crypto
import CryptoExtras

/// The client's hashing (RFC 5802, 3). It takes ten milliseconds of a core, or as long as the server wants: it belongs onto
/// a thread of its own.
enum ScramProver {
    /// A new part of a nonce: 24 random bytes, which in base64 need no padding.
    static func newNonce() -> String {
        var generator = SystemRandomNumberGenerator()
        return Base64.encode((0..<24).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    static func answer(_ question: ScramQuestion) -> ScramAnswer {
        let salted = saltedPassword(question)
        let clientKey = hmac("Client Key".utf8, key: salted)
        let clientSignature = hmac(question.signed, key: Array(SHA256.hash(data: clientKey)))
        return ScramAnswer(
            nonce: question.nonce, proof: zip(clientKey, clientSignature).map { $0 ^ $1 },
            signature: hmac(question.signed, key: hmac("Server Key".utf8, key: salted)))
    }

    private static func saltedPassword(_ question: ScramQuestion) -> [UInt8] {
        precondition(Verifier.iterationBounds.contains(question.rounds), "rounds are checked where they come in")
        precondition(!question.salt.isEmpty, "a salt is checked where it comes in")
        do {
            // The unchecked form, since the other refuses fewer than 210,000 rounds, and servers choose theirs.
            let key = try KDF.Insecure.PBKDF2.deriveKey(
                from: Array(question.password.revealed.utf8), salt: question.salt, using: .sha256,
                outputByteCount: Verifier.keyBytes, unsafeUncheckedRounds: question.rounds)
            return key.withUnsafeBytes { Array($0) }
        } catch {
            preconditionFailure("PBKDF2 fails only without memory: \(error)")
        }
    }

    private static func hmac(_ message: some Sequence<UInt8>, key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(message), using: SymmetricKey(data: key)))
    }
}
