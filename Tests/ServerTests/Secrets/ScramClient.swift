import ChatProtocol
import Crypto

@testable import Server

/// A person with a password, and the arithmetic of RFC 5802 on the client's side.
struct ScramClient {
    let first: Scram.ClientFirst
    let password: String

    init(_ name: String, password: String, nonce: String = "ann's", binding: Scram.Binding = .unsupported) throws {
        first = try Scram.ClientFirst(binding: binding, username: name, nonce: nonce)
        self.password = password
    }

    /// The final message, and the signature that only a server with the verifier can send.
    func answer(_ serverFirst: String) throws -> (final: Scram.ClientFinal, expected: Scram.ServerFinal) {
        let server = try Scram.ServerFirst(parsing: Array(serverFirst.utf8))
        let binding = Array(first.gs2Header.utf8)
        let signed = Array(
            "\(first.bare),\(serverFirst),\(Scram.ClientFinal.textWithoutProof(channelBinding: binding, nonce: server.nonce))"
                .utf8)
        let salted = Secrets.saltedPassword(Array(password.utf8), salt: server.salt, iterations: server.iterations)
        let clientKey = Secrets.clientKey(salted)
        let signature = Secrets.hmac(signed, key: Array(SHA256.hash(data: clientKey)))
        let proof = zip(clientKey, signature).map { $0 ^ $1 }
        let serverSignature = Secrets.hmac(signed, key: Secrets.hmac("Server Key".utf8, key: salted))
        return (
            try Scram.ClientFinal(channelBinding: binding, nonce: server.nonce, proof: proof),
            try Scram.ServerFinal(.signature(serverSignature))
        )
    }
}
