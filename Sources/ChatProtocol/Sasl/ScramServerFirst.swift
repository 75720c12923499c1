extension Scram {
    /// `r=NONCE,s=SALT,i=ITERATIONS`: what the password has to be hashed with.
    package struct ServerFirst: Equatable, Sendable {
        /// The client's part and the server's. Whether it begins with the client's own is for the client to see.
        package let nonce: String
        /// Within `Bounds.salt`.
        package let salt: [UInt8]
        /// Within `Verifier.iterationBounds`. What is too few (RFC 7677 wants 4,096) is for the client to decide.
        package let iterations: Int
        /// Further parts, each `LETTER=VALUE`, which mean nothing here.
        package let extensions: [String]

        /// A message of these parts, checked as one that comes is.
        package init(nonce: String, salt: [UInt8], iterations: Int, extensions: [String] = []) throws(Fault) {
            try Scram.check(nonce: nonce)
            guard salt.count <= Bounds.salt.upperBound else { throw .tooLong }
            guard Bounds.salt.contains(salt.count) else { throw .malformed(.salt) }
            guard Verifier.iterationBounds.contains(iterations) else { throw .malformed(.iterations) }
            try Scram.check(extensions: extensions)
            self.nonce = nonce
            self.salt = salt
            self.iterations = iterations
            self.extensions = extensions
            try Scram.check(whole: text)
        }

        /// Reads the message, without its base64.
        package init(parsing bytes: [UInt8]) throws(Fault) {
            var reader = try ScramReader(bytes)
            try reader.refuseMandatoryExtension()
            let nonce = try reader.text(of: .nonce)
            let salt = try reader.bytes(of: .salt)
            guard let iterations = Scram.number(try reader.value(of: .iterations)) else {
                throw .malformed(.iterations)
            }
            try self.init(nonce: nonce, salt: salt, iterations: iterations, extensions: reader.extensions())
        }

        /// The message, before its base64.
        package var text: String {
            (["r=\(nonce)", "s=\(Base64.encode(salt))", "i=\(iterations)"] + extensions).joined(separator: ",")
        }
    }
}
