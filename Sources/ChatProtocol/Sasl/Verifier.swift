/// What is kept of a password (RFC 5802, 3): enough to know it again, and of no use to log in elsewhere.
///
/// Its text form is PostgreSQL's: `SCRAM-SHA-256$ITERATIONS:SALT$STORED_KEY:SERVER_KEY`, each part but the number in base64.
package struct Verifier: Equatable, Sendable {
    /// Rounds of PBKDF2 that are taken: ten million are a second or more of one core, a hundred times what is usual.
    package static let iterationBounds = 1...10_000_000
    /// Bytes of a salt: NIST SP 800-132 wants 16, older servers made 8 or 12.
    package static let saltBounds = 8...64
    /// Bytes of a key: those of a SHA-256.
    package static let keyBytes = 32
    /// What the text form begins with.
    package static let scheme = "SCRAM-SHA-256$"
    /// Bytes of the longest text form.
    package static let textBytes = scheme.utf8.count + 8 + 1 + 88 + 1 + 44 + 1 + 44

    /// Why a text is no verifier.
    package enum Fault: Error, Equatable, Sendable {
        /// It does not begin with `scheme`.
        case otherScheme
        /// Not the four parts with their signs between them, or a part that is not what it should be.
        case malformed
        case iterationsOutOfBounds
        case saltOutOfBounds
        /// A key of another size than `keyBytes`.
        case keySize
    }

    package let salt: [UInt8]
    package let iterations: Int
    package let storedKey: [UInt8]
    package let serverKey: [UInt8]

    /// A verifier of parts that keep their bounds: they are ours, never a peer's.
    package init(salt: [UInt8], iterations: Int, storedKey: [UInt8], serverKey: [UInt8]) {
        precondition(Self.iterationBounds.contains(iterations), "a verifier has 1 to 10,000,000 iterations")
        precondition(Self.saltBounds.contains(salt.count), "a salt has 8 to 64 bytes")
        precondition(
            storedKey.count == Self.keyBytes && serverKey.count == Self.keyBytes, "a key has the size of a SHA-256")
        self.salt = salt
        self.iterations = iterations
        self.storedKey = storedKey
        self.serverKey = serverKey
    }

    /// Reads the text form; nothing may stand around it.
    package init(_ text: String) throws(Fault) {
        guard text.utf8.starts(with: Self.scheme.utf8) else { throw .otherScheme }
        guard text.utf8.count <= Self.textBytes else { throw .malformed }
        let parts = text.utf8.dropFirst(Self.scheme.utf8.count)
            .split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false)
            .map { $0.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) }
        guard parts.map(\.count) == [2, 2], let iterations = Scram.number(parts[0][0]),
            let salt = Base64.decode(parts[0][1]), let storedKey = Base64.decode(parts[1][0]),
            let serverKey = Base64.decode(parts[1][1])
        else { throw .malformed }
        guard Self.iterationBounds.contains(iterations) else { throw .iterationsOutOfBounds }
        guard Self.saltBounds.contains(salt.count) else { throw .saltOutOfBounds }
        guard storedKey.count == Self.keyBytes, serverKey.count == Self.keyBytes else { throw .keySize }
        self.init(salt: salt, iterations: iterations, storedKey: storedKey, serverKey: serverKey)
    }
}

extension Verifier: CustomStringConvertible {
    /// The text form. Whoever reads it can try passwords at leisure: it belongs into no log.
    package var description: String {
        "\(Self.scheme)\(iterations):\(Base64.encode(salt))$\(Base64.encode(storedKey)):\(Base64.encode(serverKey))"
    }
}
