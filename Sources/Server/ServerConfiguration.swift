package import ServerCore

/// How a server is run: where it listens, on how many threads, and the limits that its connections keep.
package struct ServerConfiguration: Sendable {
    package var settings = ServerSettings()
    /// An address, or a name that resolves to one; `::` takes IPv4 as well.
    package var host = "127.0.0.1"
    /// 0: any free one.
    package var port = 6667
    /// Where else the server is reached.
    package var doors: [Door] = []
    /// Nil: nobody comes in over TLS, at no door.
    package var certificates: Certificates?
    /// Who may say that it speaks for somebody else.
    package var proxyFrom: [Network] = []
    /// Event loops; at least 1.
    package var threads = 1
    /// Whether a connection whose first byte is `!` speaks the seed's dialect.
    package var hasRawDialect = true
    package var limits = ConnectionLimits()
    /// Seconds for a TLS handshake, and for the head of an HTTP request (reliability, threat 2).
    package var handshake: Int64 = 10
    /// How many may come from one place.
    package var admission = Admission.Limits()
    /// Unsent bytes of all connections together, above which the longest queue is closed; 0: a quarter of the machine's
    /// memory (reliability, threat 1).
    package var allQueues = 0
    /// Rounds of PBKDF2 for new passwords.
    package var iterations = Secrets.usualIterations
    /// What fake salts are made of, at least `ScramServer.secretBytes`; empty: random, and another after a restart.
    package var secret: [UInt8] = []

    package init() {}
}

/// What one connection may do and hold. Times in seconds, sizes in bytes; sources in the comments.
package struct ConnectionLimits: Sendable {
    /// From the first byte to the end of registration (Solanum: 30).
    package var registration: Int64 = 30
    /// Without any byte, or without a nick in the raw dialect, where a person types it (Ergo: 60).
    package var naming: Int64 = 60
    /// Without a whole line before a PING is sent (Ergo: 90).
    package var quiet: Int64 = 90
    /// Without a whole line before the connection is closed (Ergo: 150).
    package var dead: Int64 = 150
    /// Unsent bytes above which the connection's own commands wait (reliability, threat 1; InspIRCd's soft sendq).
    package var softQueue = 64 * 1_024
    /// Unsent bytes above which a program that can ask for the past is sent what is said in its rooms later, from the store.
    package var lagQueue = 256 * 1_024
    /// Unsent bytes above which the connection is closed (Ergo: 96 KiB, InspIRCd: 1 MiB).
    package var hardQueue = 1_024 * 1_024
    /// How fast commands may come once somebody is let in; nil: as fast as they like.
    package var flood: FloodLimit.Rates? = FloodLimit.Rates()
    package var introduction = Introduction()

    /// Lines that may come before somebody is let in (reliability, threat 5; Ergo: 1,024).
    package struct Introduction: Sendable {
        package var lines = 1_024
        /// Without those of SASL.
        package var commands = 64

        package init() {}
    }

    package init() {}
}
