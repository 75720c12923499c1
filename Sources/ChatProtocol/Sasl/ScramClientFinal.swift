extension Scram {
    /// `c=HEADER,r=NONCE,p=PROOF`: the proof that the client knows the password.
    package struct ClientFinal: Equatable, Sendable {
        /// The GS2 header of the first message, and what binds the channel where the header asks for that.
        package let channelBinding: [UInt8]
        package let nonce: String
        /// Further parts, each `LETTER=VALUE`, which mean nothing here.
        package let extensions: [String]
        /// `Bounds.proof` bytes.
        package let proof: [UInt8]

        /// A message of these parts, checked as one that comes is.
        package init(channelBinding: [UInt8], nonce: String, extensions: [String] = [], proof: [UInt8]) throws(Fault) {
            guard channelBinding.count <= Bounds.binding else { throw .tooLong }
            guard !channelBinding.isEmpty else { throw .malformed(.channelBinding) }
            try Scram.check(nonce: nonce)
            try Scram.check(extensions: extensions)
            guard proof.count == Bounds.proof else { throw .malformed(.proof) }
            self.channelBinding = channelBinding
            self.nonce = nonce
            self.extensions = extensions
            self.proof = proof
            try Scram.check(whole: text)
        }

        /// Reads the message, without its base64.
        package init(parsing bytes: [UInt8]) throws(Fault) {
            var reader = try ScramReader(bytes)
            let channelBinding = try reader.bytes(of: .channelBinding)
            let nonce = try reader.text(of: .nonce)
            var rest = reader.rest()
            // The last part is the proof, so that what stands before it is what was signed.
            guard let last = rest.popLast(), last.starts(with: [Attribute.proof.rawValue, UInt8(ascii: "=")]) else {
                throw .missing(.proof)
            }
            guard let proof = Base64.decode(last.dropFirst(2)) else { throw .malformed(.proof) }
            let extensions = rest.map { String(decoding: $0, as: UTF8.self) }
            try self.init(channelBinding: channelBinding, nonce: nonce, extensions: extensions, proof: proof)
        }

        /// What both sides sign, and the client before it has the proof.
        package static func textWithoutProof(
            channelBinding: [UInt8], nonce: String, extensions: [String] = []
        ) -> String {
            (["c=\(Base64.encode(channelBinding))", "r=\(nonce)"] + extensions).joined(separator: ",")
        }

        /// What both sides sign of this message.
        package var textWithoutProof: String {
            Self.textWithoutProof(channelBinding: channelBinding, nonce: nonce, extensions: extensions)
        }

        /// The message, before its base64.
        package var text: String { "\(textWithoutProof),p=\(Base64.encode(proof))" }
    }
}
