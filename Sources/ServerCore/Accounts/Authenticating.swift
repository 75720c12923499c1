import ChatProtocol

/// SASL: how a connection proves that it owns an account.
extension ServerState {
    /// What this connection may log in with. PLAIN says the password itself, so that nobody may be able to listen.
    func mechanisms(for session: Session) -> [String] {
        Authentication.Mechanism.allCases.filter { isOffered($0, to: session) }.map(\.rawValue)
    }

    private func isOffered(_ mechanism: Authentication.Mechanism, to session: Session) -> Bool {
        switch mechanism {
        case .plain: session.origin.isPrivate
        case .external: session.origin.isSecure || session.origin.fingerprint != nil
        case .scram: true
        }
    }

    mutating func authenticate(_ word: String, _ turn: inout Turn) {
        guard let session = sessions[turn.session] else { return }
        if word == "*" {
            abortAuthentication(&turn)
        } else if let exchange = session.authentication {
            proceed(with: exchange, word, &turn)
        } else {
            begin(word, session, &turn)
        }
    }

    /// Gives the exchange up, which the client is told. A question that is out is still waited for.
    mutating func abortAuthentication(_ turn: inout Turn) {
        if sessions[turn.session]?.authentication?.isAsked == true {
            sessions[turn.session]?.authentication?.isAborted = true
        } else {
            sessions[turn.session]?.authentication = nil
        }
        turn.answer(numeric(.saslAborted, turn, ["SASL authentication aborted"]))
    }

    private mutating func begin(_ word: String, _ session: Session, _ turn: inout Turn) {
        guard session.member != nil || session.account == nil else {
            turn.answer(numeric(.saslAlready, turn, ["You have already authenticated using SASL"]))
            return
        }
        guard let mechanism = Authentication.Mechanism(rawValue: word.uppercased()), isOffered(mechanism, to: session)
        else {
            let all = mechanisms(for: session).joined(separator: ",")
            turn.answer(numeric(.saslMechanisms, turn, [all, "are available SASL mechanisms"]))
            turn.answer(numeric(.saslFail, turn, [Self.failure]))
            return
        }
        sessions[turn.session]?.authentication = Authentication(mechanism)
        turn.answer(.authenticate("+"))
    }

    private mutating func proceed(with exchange: Authentication, _ word: String, _ turn: inout Turn) {
        guard !exchange.isAsked else {
            refuseLogin(to: nil, numeric(.saslFail, turn, ["The last message is still being looked at"]), &turn)
            return
        }
        var chunks = exchange.chunks
        let message: [UInt8]?
        do {
            message = try chunks.take(word)
        } catch {
            let isLong = error == .chunkTooLong
            failAuthentication(
                isLong ? .saslTooLong : .saslFail, isLong ? "SASL message too long" : Self.failure, &turn)
            return
        }
        sessions[turn.session]?.authentication?.chunks = chunks
        guard let message else { return }
        switch (exchange.mechanism, exchange.step) {
        case (.plain, _): takePlain(message, &turn)
        case (.external, _): takeExternal(message, &turn)
        case (.scram, .opening): takeScramFirst(message, &turn)
        case (.scram, .proof(let challenge)): takeScramFinal(message, challenge, exchange.account, &turn)
        case (.scram, .assent) where message.isEmpty: succeed(exchange.account, &turn)
        case (.scram, _): failAuthentication(&turn)
        }
    }

    // MARK: - What the mechanisms say

    private mutating func takePlain(_ message: [UInt8], _ turn: inout Turn) {
        guard let plain = try? SaslPlain(parsing: message), isSame(plain.authzid, plain.authcid) else {
            failAuthentication(&turn)
            return
        }
        let account = account(named: plain.authcid)
        askAuthentication(.verify(password: plain.password, account?.verifier), of: account?.id, &turn)
    }

    private mutating func takeExternal(_ message: [UInt8], _ turn: inout Turn) {
        let account = sessions[turn.session]?.origin.fingerprint
            .flatMap { accountsByFingerprint[$0] }.flatMap { accounts[$0] }
        guard let account, let wanted = String(validating: message, as: UTF8.self), isSame(wanted, account.name) else {
            failAuthentication(&turn)
            return
        }
        succeed(account.id, &turn)
    }

    private mutating func takeScramFirst(_ message: [UInt8], _ turn: inout Turn) {
        guard let first = try? Scram.ClientFirst(parsing: message), isSame(first.authzid ?? "", first.username) else {
            failAuthentication(&turn)
            return
        }
        // A binding of the channel is not offered, so that nobody can have one to insist on.
        if case .required = first.binding {
            failAuthentication(&turn)
            return
        }
        let account = account(named: first.username)
        let folded = settings.casemapping.fold(first.username)
        askAuthentication(.scramBegin(first, account: folded, account?.verifier), of: account?.id, &turn)
    }

    private mutating func takeScramFinal(
        _ message: [UInt8], _ challenge: ScramExchange, _ account: AccountID?, _ turn: inout Turn
    ) {
        // A password that was changed meanwhile is no longer the account's.
        let isCurrent = account.map { accounts[$0]?.verifier == challenge.verifier } ?? true
        guard let final = try? Scram.ClientFinal(parsing: message), isCurrent else {
            failAuthentication(&turn)
            return
        }
        askAuthentication(.scramFinish(challenge, final), of: account, &turn)
    }

    /// Whether somebody asks to be themselves; nobody may act as somebody else.
    private func isSame(_ wanted: String, _ name: String) -> Bool {
        wanted.isEmpty || settings.casemapping.fold(wanted) == settings.casemapping.fold(name)
    }

    // MARK: - Questions and their answers

    private mutating func askAuthentication(
        _ subject: Question.Subject, of account: AccountID?, _ turn: inout Turn
    ) {
        if let patience = patience(of: turn.session, for: account, at: turn.now) {
            sessions[turn.session]?.authentication = nil
            turn.answer(numeric(.saslFail, turn, [patience]))
            return
        }
        sessions[turn.session]?.authentication?.step = .answer
        sessions[turn.session]?.authentication?.account = account
        ask(subject, for: .authenticate(account, label: turn.label), &turn)
    }

    /// The shell has looked at a password or a proof. A session asks one thing at a time, so that this is about it.
    mutating func authenticated(_ account: AccountID?, _ answer: Answer, _ turn: inout Turn) {
        guard let exchange = sessions[turn.session]?.authentication, exchange.isAsked else { return }
        if exchange.isAborted {
            sessions[turn.session]?.authentication = nil
        } else {
            switch answer {
            case .verified(true): succeed(account, &turn)
            case .scramChallenge(let challenge): challengeClient(.proof(challenge), challenge.serverFirst, &turn)
            case .scramOutcome(let text?): challengeClient(.assent, text, &turn)
            case .busy, .failed:
                sessions[turn.session]?.authentication = nil
                turn.answer(numeric(.saslFail, turn, ["Too many are logging in now, try again"]))
            default: failAuthentication(&turn)
            }
        }
        welcomeIfReady(&turn)
    }

    private mutating func challengeClient(_ step: Authentication.Step, _ text: String, _ turn: inout Turn) {
        sessions[turn.session]?.authentication?.step = step
        for chunk in (try? SaslChunks.chunks(of: Array(text.utf8))) ?? [] {
            turn.answer(.authenticate(chunk))
        }
    }

    private mutating func succeed(_ id: AccountID?, _ turn: inout Turn) {
        guard let account = id.flatMap({ accounts[$0] }) else {
            failAuthentication(&turn)
            return
        }
        guard !account.isSuspended else {
            failAuthentication(.saslFail, "This account is suspended", &turn)
            return
        }
        sessions[turn.session]?.authentication = nil
        if let refusal = refusal(ofLoginTo: account.id, turn) {
            turn.answer(numeric(.saslAlready, turn, [refusal]))
            return
        }
        logins.succeed(account.id)
        tellLoggedIn(as: account, &turn)
        turn.answer(numeric(.saslSuccess, turn, ["SASL authentication successful"]))
        become(account, &turn)
    }

    private mutating func failAuthentication(_ turn: inout Turn) {
        failAuthentication(.saslFail, Self.failure, &turn)
    }

    private mutating func failAuthentication(_ number: Numeric, _ text: String, _ turn: inout Turn) {
        let account = sessions[turn.session]?.authentication?.account
        sessions[turn.session]?.authentication = nil
        refuseLogin(to: account, numeric(number, turn, [text]), &turn)
    }

    private static let failure = "SASL authentication failed"
}
