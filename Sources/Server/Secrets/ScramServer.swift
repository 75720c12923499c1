package import ChatProtocol
import Crypto
import Foundation

/// The server's side of SCRAM-SHA-256. Nothing here hashes a password: it is as quick as the line it answers.
package enum ScramServer {
    /// Why nobody is logged in. Which one says nothing about whether there is such an account.
    package enum Refusal: Error, Equatable, Sendable {
        /// `p=`: no channel binding is offered.
        case channelBindingRequired
        /// The final message repeats another header than the first one had.
        case channelBindingMismatch
        /// The final message answers another one than ours.
        case nonceMismatch
        /// Another password, or no such account.
        case invalidProof
        /// Both sides' nonces together are beyond `Scram.Bounds.nonce`.
        case tooLong
    }

    /// Answers the first message; the text to send is the exchange's `serverFirst`.
    ///
    /// - Parameters:
    ///   - account: the name under which the verifier was looked for, folded: its spellings then all get one salt.
    ///   - verifier: nil where there is no such account, or none with a password.
    ///   - secret: random, the same as long as accounts live (also after a restart), at least `secretBytes`.
    ///   - iterations: those of new accounts, for the answer where there is none. An account whose verifier has others,
    ///     since the setting has changed, can be told from no account.
    ///   - nonce: the server's part, new and random every time; of printable ASCII without a comma.
    package static func begin(
        _ first: Scram.ClientFirst, account: String, verifier: Verifier?, secret: [UInt8],
        iterations: Int = Secrets.usualIterations, nonce: String = newNonce()
    ) throws(Refusal) -> ScramExchange {
        precondition(secret.count >= secretBytes, "a secret of fewer bytes could be guessed")
        if case .required = first.binding { throw .channelBindingRequired }
        // Made always, so that the time to answer is the same.
        let fake = fakeVerifier(of: account, secret: secret, iterations: iterations)
        let used = verifier ?? fake
        let wholeNonce = first.nonce + nonce
        guard
            let answer = try? Scram.ServerFirst(nonce: wholeNonce, salt: used.salt, iterations: used.iterations)
        else { throw .tooLong }
        return ScramExchange(
            clientFirstBare: first.bare, serverFirst: answer.text, gs2Header: first.gs2Header, nonce: wholeNonce,
            verifier: used, isReal: verifier != nil)
    }

    /// Judges the final message. What comes back is the proof to send that this server has the verifier; whoever sent the
    /// message is then who `begin` was told, and may act as the first message's `authzid` if the caller allows that.
    package static func finish(
        _ exchange: ScramExchange, with final: Scram.ClientFinal
    ) throws(Refusal) -> Scram.ServerFinal {
        guard final.channelBinding.elementsEqual(exchange.gs2Header.utf8) else { throw .channelBindingMismatch }
        guard final.nonce.utf8.elementsEqual(exchange.nonce.utf8) else { throw .nonceMismatch }
        let signed = exchange.signed(final)
        let clientSignature = Secrets.hmac(signed, key: exchange.verifier.storedKey)
        let clientKey = zip(final.proof, clientSignature).map { $0 ^ $1 }
        // A digest compares with bytes in constant time.
        let isProven = SHA256.hash(data: clientKey) == exchange.verifier.storedKey
        let signature = Secrets.hmac(signed, key: exchange.verifier.serverKey)
        guard isProven, exchange.isReal, let answer = try? Scram.ServerFinal(.signature(signature)) else {
            throw .invalidProof
        }
        return answer
    }

    /// Bytes of the secret that fake salts are made of: those of a SHA-256.
    package static let secretBytes = 32

    /// A new part of a nonce: 24 random bytes, which in base64 need no padding.
    package static func newNonce() -> String { Base64.encode(Secrets.random(24)) }

    /// The same for the same name, as an account's would be, and like one in everything that is sent.
    private static func fakeVerifier(of account: String, secret: [UInt8], iterations: Int) -> Verifier {
        // Names are found by canonical equivalence, so that two spellings of one must not get two salts here.
        let name = account.precomposedStringWithCanonicalMapping
        func bytes(_ purpose: String) -> [UInt8] { Secrets.hmac("\(purpose) \(name)".utf8, key: secret) }
        return Verifier(
            salt: Array(bytes("salt").prefix(Secrets.saltBytes)), iterations: iterations,
            storedKey: bytes("stored key"), serverKey: bytes("server key"))
    }
}
