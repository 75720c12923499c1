package import ChatProtocol
import Crypto
import CryptoExtras
import Foundation

/// Passwords, and what is kept of them. Each call that hashes takes ten milliseconds of one core or more with the usual
/// iterations: none belongs onto an event loop.
package enum Secrets {
    /// Rounds of PBKDF2 where the configuration names none. RFC 7677 wants 4,096 at least; that was in 2015.
    package static let usualIterations = 100_000
    /// Bytes of a new salt (NIST SP 800-132, 5.1).
    static let saltBytes = 16

    /// What is kept of a password, with a salt of its own. `iterations` lie within `Verifier.iterationBounds`.
    package static func verifier(of password: String, iterations: Int) throws(SaslPrep.Fault) -> Verifier {
        verifier(ofPrepared: try prepared(password), salt: random(saltBytes), iterations: iterations)
    }

    /// Whether a verifier was made of this password. Takes as long where it was not, and, with `iterations` like those of
    /// the others, where there is no verifier.
    package static func matches(_ password: String, _ verifier: Verifier?, iterations: Int = usualIterations) -> Bool {
        guard let prepared = try? prepared(password) else { return false }
        let salted = saltedPassword(
            prepared, salt: verifier?.salt ?? Array(repeating: 0, count: saltBytes),
            iterations: verifier?.iterations ?? iterations)
        let storedKey = SHA256.hash(data: clientKey(salted))
        // A digest compares with bytes in constant time.
        let isEqual = storedKey == verifier?.storedKey ?? Array(repeating: 0, count: Verifier.keyBytes)
        return isEqual && verifier != nil
    }

    /// Whether this is the password that the configuration sets, plain or as a hash. A damaged hash opens to nobody.
    package static func matches(_ password: String, setting: String) -> Bool {
        if isHash(setting) {
            guard let verifier = try? Verifier(setting) else { return false }
            return matches(password, verifier)
        }
        guard let given = try? prepared(password), let wanted = try? prepared(setting) else { return false }
        // Digests compare in constant time, and are of one length whatever they were made of.
        return SHA256.hash(data: given) == SHA256.hash(data: wanted)
    }

    /// What `chat --hash-password` prints: the text form of a new verifier.
    package static func hash(of password: String, iterations: Int = usualIterations) throws(SaslPrep.Fault) -> String {
        try verifier(of: password, iterations: iterations).description
    }

    /// Whether a password in the configuration is meant as a hash. One that is damaged is meant so too, so that it is never
    /// taken for a plain password: `Verifier(_:)` then says what is wrong with it.
    package static func isHash(_ text: String) -> Bool { text.utf8.starts(with: Verifier.scheme.utf8) }

    /// As many random bytes, from the system's generator for secrets.
    package static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

// MARK: RFC 5802, 3

extension Secrets {
    static func verifier(ofPrepared password: [UInt8], salt: [UInt8], iterations: Int) -> Verifier {
        let salted = saltedPassword(password, salt: salt, iterations: iterations)
        return Verifier(
            salt: salt, iterations: iterations, storedKey: Array(SHA256.hash(data: clientKey(salted))),
            serverKey: hmac("Server Key".utf8, key: salted))
    }

    static func prepared(_ password: String) throws(SaslPrep.Fault) -> [UInt8] {
        Array(try SaslPrep.prepared(password) { $0.precomposedStringWithCompatibilityMapping }.utf8)
    }

    /// PBKDF2 with HMAC-SHA-256 (RFC 8018, 5.2).
    static func saltedPassword(_ password: [UInt8], salt: [UInt8], iterations: Int) -> [UInt8] {
        precondition(Verifier.iterationBounds.contains(iterations), "iterations are checked where they are configured")
        precondition(!password.isEmpty && !salt.isEmpty, "neither a password nor a salt is empty")
        do {
            // The unchecked form, since the other refuses fewer than 210,000 rounds, and accounts of other servers have them.
            let key = try KDF.Insecure.PBKDF2.deriveKey(
                from: password, salt: salt, using: .sha256, outputByteCount: Verifier.keyBytes,
                unsafeUncheckedRounds: iterations)
            return key.withUnsafeBytes { Array($0) }
        } catch {
            preconditionFailure("PBKDF2 fails only without memory: \(error)")
        }
    }

    static func clientKey(_ saltedPassword: [UInt8]) -> [UInt8] { hmac("Client Key".utf8, key: saltedPassword) }

    static func hmac(_ message: some Sequence<UInt8>, key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(message), using: SymmetricKey(data: key)))
    }
}
