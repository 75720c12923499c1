extension Scram {
    /// `v=SIGNATURE`, the proof that the server knows the password's verifier, or `e=WORD`, why not.
    package struct ServerFinal: Equatable, Sendable {
        package enum Outcome: Equatable, Sendable {
            /// `Bounds.proof` bytes, for the client to compare with its own.
            case signature([UInt8])
            /// A word like `invalid-proof` (RFC 5802, 7, server-error-value). Never empty.
            case error(String)
        }

        package let outcome: Outcome
        /// Further parts, each `LETTER=VALUE`, which mean nothing here.
        package let extensions: [String]

        /// A message of these parts, checked as one that comes is.
        package init(_ outcome: Outcome, extensions: [String] = []) throws(Fault) {
            switch outcome {
            case .signature(let signature):
                guard signature.count == Bounds.proof else { throw .malformed(.signature) }
            case .error(let word):
                guard !word.isEmpty, !word.utf8.contains(0), !word.utf8.contains(UInt8(ascii: ",")) else {
                    throw .malformed(.error)
                }
            }
            try Scram.check(extensions: extensions)
            self.outcome = outcome
            self.extensions = extensions
            try Scram.check(whole: text)
        }

        /// Reads the message, without its base64.
        package init(parsing bytes: [UInt8]) throws(Fault) {
            var reader = try ScramReader(bytes)
            let outcome: Outcome
            if let word = reader.nextValue(of: .error) {
                outcome = .error(String(decoding: word, as: UTF8.self))
            } else {
                outcome = .signature(try reader.bytes(of: .signature))
            }
            try self.init(outcome, extensions: reader.extensions())
        }

        /// The message, before its base64.
        package var text: String {
            let first =
                switch outcome {
                case .signature(let signature): "v=\(Base64.encode(signature))"
                case .error(let word): "e=\(word)"
                }
            return ([first] + extensions).joined(separator: ",")
        }
    }
}
