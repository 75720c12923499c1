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
    /// What the page of numbers shows; called on the loops.
    package var metrics: @Sendable () -> [Metric] = { [] }
    /// Event loops; at least 1.
    package var threads = 1
    /// Whether a connection whose first byte is `!` speaks the seed's dialect.
    package var hasRawDialect = true
    package var limits = ConnectionLimits()
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
    /// Unsent bytes above which the connection is closed (Ergo: 96 KiB, InspIRCd: 1 MiB).
    package var hardQueue = 1_024 * 1_024
    /// Whether lines that come too fast wait.
    package var isFloodLimited = true
    /// Lines that may come at once before they wait: a long file, pasted.
    package var floodBurst = 2_000
    /// Lines a second that are taken from a connection that keeps sending: a two-hundredth of what one loop stores.
    package var floodRate = 500

    package init() {}
}
