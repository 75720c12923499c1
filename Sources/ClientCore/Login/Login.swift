import ChatProtocol

/// Logging in to an account (SASL), from the choice of a mechanism to its end: it says what to do next, and is told what
/// the server and the hashing answered.
///
/// A password goes out at most once: what the server refuses is not tried in another way.
package struct Login: Equatable, Sendable {
    /// How one can log in, the best first: nothing that could be stolen, a proof, the password itself.
    package enum Mechanism: String, CaseIterable, Sendable {
        case external = "EXTERNAL"
        case scram = "SCRAM-SHA-256"
        case plain = "PLAIN"
    }

    /// What the connection is like.
    struct Road: Equatable, Sendable {
        /// The server has seen the person's certificate, if there is one.
        var isTLS: Bool
        /// Nobody on the way can listen.
        var isPrivate: Bool
    }

    /// What is to be done.
    enum Step: Equatable, Sendable {
        /// The parameter of AUTHENTICATE.
        case say(String)
        /// A new random nonce is wanted.
        case makeNonce
        case prove(ScramQuestion)
        /// nil: logged in.
        case end(Refusal?)
    }

    /// Rounds of PBKDF2 that are too few to give a proof for: it could be guessed from (RFC 7677, 4).
    static let fewestRounds = 4_096
    /// How long the server may take for all of it (as long as services that ask a database do).
    static let patience: Int64 = 30_000

    private enum State: Equatable, Sendable {
        case idle
        case wantsNonce
        /// The mechanism has been named.
        case asked
        case saidFirst(Scram.ClientFirst)
        case proving(channelBinding: [UInt8], nonce: String)
        case saidProof(signature: [UInt8])
        /// All has been said; the server's word is waited for.
        case saidAll
        case aborting(Refusal)
        case over
    }

    private let credentials: Credentials
    private var state = State.idle
    private var mechanism = Mechanism.plain
    /// Those that are still to be tried.
    private var left: [Mechanism] = []
    private var nonce = ""
    private var chunks = SaslChunks()

    init(_ credentials: Credentials) {
        self.credentials = credentials
    }

    /// True once `.end` has been given.
    var isOver: Bool { state == .over }

    // MARK: Choosing

    /// - Parameter offered: the mechanisms that the server names; nil where it does not say.
    mutating func begin(offered: [String]?, on road: Road) -> [Step] {
        let known = Mechanism.allCases.filter(hasWhatIsNeeded)
        let named = known.filter { mechanism in
            offered?.contains { $0.uppercased() == mechanism.rawValue } ?? true
        }
        left = named.filter { isSafe($0, on: road) }
        return tryNext(orElse: named.isEmpty ? .noMechanism(offered ?? []) : .needsTLS)
    }

    private func hasWhatIsNeeded(_ mechanism: Mechanism) -> Bool {
        if let only = credentials.mechanism, only != mechanism { return false }
        switch mechanism {
        case .external: return credentials.hasCertificate
        case .scram: return credentials.account != nil && credentials.prepared != nil
        case .plain: return credentials.account != nil && credentials.password != nil
        }
    }

    private func isSafe(_ mechanism: Mechanism, on road: Road) -> Bool {
        switch mechanism {
        case .external: road.isTLS
        case .scram: true
        case .plain: road.isPrivate
        }
    }

    private mutating func tryNext(orElse refusal: Refusal) -> [Step] {
        guard !left.isEmpty else { return end(refusal) }
        mechanism = left.removeFirst()
        chunks = SaslChunks()
        if mechanism == .scram {
            state = .wantsNonce
            return [.makeNonce]
        }
        state = .asked
        return [.say(mechanism.rawValue)]
    }

    // MARK: What comes

    /// A new nonce, of printable ASCII without a comma.
    mutating func nonceMade(_ nonce: String) -> [Step] {
        guard state == .wantsNonce else { return [] }
        self.nonce = nonce
        state = .asked
        return [.say(mechanism.rawValue)]
    }

    /// The parameter of an AUTHENTICATE of the server.
    mutating func hear(_ word: String) -> [Step] {
        switch state {
        case .idle, .wantsNonce, .aborting, .over: return []
        case .asked, .saidFirst, .proving, .saidProof, .saidAll: break
        }
        do throws(SaslChunks.Fault) {
            guard let message = try chunks.take(word) else { return [] }
            return answer(message)
        } catch {
            return abort(.unsound)
        }
    }

    private mutating func answer(_ message: [UInt8]) -> [Step] {
        switch state {
        case .asked where message.isEmpty: sayFirst()
        case .saidFirst(let first): takeChallenge(message, to: first)
        case .saidProof(let signature): takeProof(message, expected: signature)
        default: abort(.unsound)
        }
    }

    private mutating func sayFirst() -> [Step] {
        switch mechanism {
        case .external:
            state = .saidAll
            return [.say("+")]
        case .plain:
            guard let account = credentials.account, let password = credentials.password?.revealed,
                let plain = try? SaslPlain(authzid: account, authcid: account, password: password)
            else { return abort(.unsayable) }
            state = .saidAll
            return say(plain.bytes)
        case .scram:
            guard let account = credentials.account, let first = try? Scram.ClientFirst(username: account, nonce: nonce)
            else { return abort(.unsayable) }
            state = .saidFirst(first)
            return say(Array(first.text.utf8))
        }
    }

    private func say(_ message: [UInt8]) -> [Step] {
        guard let chunks = try? SaslChunks.chunks(of: message) else { return [] }
        return chunks.map { .say($0) }
    }

    // MARK: SCRAM

    private mutating func takeChallenge(_ message: [UInt8], to first: Scram.ClientFirst) -> [Step] {
        guard let challenge = try? Scram.ServerFirst(parsing: message), let password = credentials.prepared,
            challenge.nonce.utf8.count > nonce.utf8.count, challenge.nonce.utf8.starts(with: nonce.utf8),
            let received = String(validating: message, as: UTF8.self)
        else { return abort(.unsound) }
        guard challenge.iterations >= Self.fewestRounds else { return abort(.tooFewRounds(challenge.iterations)) }
        let binding = Array(first.gs2Header.utf8)
        let final = Scram.ClientFinal.textWithoutProof(channelBinding: binding, nonce: challenge.nonce)
        state = .proving(channelBinding: binding, nonce: challenge.nonce)
        return [
            .prove(
                ScramQuestion(
                    nonce: challenge.nonce, password: password, salt: challenge.salt, rounds: challenge.iterations,
                    signed: Array("\(first.bare),\(received),\(final)".utf8)))
        ]
    }

    /// What was asked with `.prove`.
    mutating func proved(_ answer: ScramAnswer) -> [Step] {
        guard case .proving(let binding, let nonce) = state, answer.nonce == nonce else { return [] }
        guard let final = try? Scram.ClientFinal(channelBinding: binding, nonce: nonce, proof: answer.proof) else {
            return abort(.unsound)
        }
        state = .saidProof(signature: answer.signature)
        return say(Array(final.text.utf8))
    }

    private mutating func takeProof(_ message: [UInt8], expected signature: [UInt8]) -> [Step] {
        guard let final = try? Scram.ServerFinal(parsing: message) else { return abort(.impostor) }
        switch final.outcome {
        case .error(let word): return abort(.refused(word))
        case .signature(let given):
            guard given == signature else { return abort(.impostor) }
            state = .saidAll
            return [.say("+")]
        }
    }

    // MARK: Ends

    private mutating func abort(_ refusal: Refusal) -> [Step] {
        state = .aborting(refusal)
        return [.say("*")]
    }

    private mutating func end(_ refusal: Refusal?) -> [Step] {
        state = .over
        return [.end(refusal)]
    }

    /// The server says that the person is logged in (903, 907).
    mutating func succeeded() -> [Step] {
        switch state {
        case .idle, .over: return []
        case .aborting(let refusal): return end(refusal)
        // A server that has not proved anything is believed nothing.
        case _ where mechanism == .scram && state != .saidAll: return end(.impostor)
        case .wantsNonce, .asked, .saidFirst, .proving, .saidProof, .saidAll: return end(nil)
        }
    }

    /// The server says that it is not so (902, 904 to 906). `text` is its reason.
    mutating func failed(_ text: String) -> [Step] {
        switch state {
        case .idle, .over: []
        case .aborting(let refusal): end(refusal)
        // Nothing of the password has been said, so that another way is another thing.
        case .wantsNonce, .asked: tryNext(orElse: .refused(text))
        case .saidAll where mechanism == .external: tryNext(orElse: .certificateRefused(text))
        case .saidFirst, .proving, .saidProof, .saidAll: end(.refused(text))
        }
    }

    /// The server says which mechanisms it has (908), before it says that it does not have this one.
    mutating func narrow(to offered: String) -> [Step] {
        let names = offered.uppercased().split(separator: ",")
        left.removeAll { mechanism in !names.contains { $0 == mechanism.rawValue } }
        return []
    }

    /// The server's time is up.
    mutating func giveUp() -> [Step] {
        switch state {
        case .idle, .over: []
        case .aborting(let refusal): end(refusal)
        case .wantsNonce, .asked, .saidFirst, .proving, .saidProof, .saidAll: [.say("*")] + end(.noAnswer)
        }
    }
}
