import ChatProtocol

/// Where the SASL of a connection stands (IRCv3 sasl-3.1): one exchange at a time.
struct Authentication: Equatable, Sendable {
    enum Mechanism: String, CaseIterable, Sendable {
        case plain = "PLAIN"
        case external = "EXTERNAL"
        case scram = "SCRAM-SHA-256"
    }

    /// What the exchange waits for.
    enum Step: Equatable, Sendable {
        /// The client's first message.
        case opening
        /// SCRAM: the client's proof.
        case proof(ScramExchange)
        /// SCRAM: the client's empty message, which says that it has seen the server's proof too.
        case assent
        /// The shell: a question is out.
        case answer
    }

    let mechanism: Mechanism
    var step = Step.opening
    /// Whose proof is being given; nil where there is no such account, which is told as late as a wrong password.
    var account: AccountID?
    var chunks = SaslChunks()
    /// The client has given it up while a question was out: the answer changes nothing.
    var isAborted = false

    init(_ mechanism: Mechanism) {
        self.mechanism = mechanism
    }

    var isAsked: Bool { step == .answer }

    /// Failed tries after which a connection is closed (reliability, threat 5).
    static let mostFailures = 3
}
