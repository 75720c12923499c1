import ChatProtocol

/// The way to the server: where it really goes, and what is thought of whoever is there.
struct Passage: Equatable, Sendable {
    /// Where the connection goes: the address that was given, or what the server's wish for TLS makes of it.
    var endpoint: Endpoint
    /// Why the certificate is trusted; nil without TLS, or before it was looked at.
    var trust: KnownServers.Trust?
    /// The certificate that was refused, until it is trusted or another one is.
    var refused: Fingerprint?
    /// What the person has to see, and would not in the server's buffer, since they are about to be taken to a room.
    var toTell: [Notice] = []
    /// Shown by somebody who is none of those that the person named; to be turned away behind the handshake.
    var stranger: ShownCertificate?
    /// The port that the server wants to be reached at over TLS, for as long as this program runs.
    var securePort: Int?

    init(to endpoint: Endpoint) {
        self.endpoint = endpoint
    }

    var isTLS: Bool { endpoint.security == .tls }
}

/// A line for the first room.
struct Notice: Equatable, Sendable {
    var kind: Line.Kind
    var phrase: Phrase
}

/// What a server says of TLS (IRCv3 sts): the value of the capability `sts`.
struct SecurityWish: Equatable, Sendable {
    /// nil where none, or none that there is, was given.
    var port: Int?
    /// Seconds; 0: the wish is taken back. nil where none was given.
    var duration: Int64?

    /// Reads `port=6697,duration=2592000,preload`; what it does not know means nothing.
    init(_ value: some StringProtocol) {
        for part in value.split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[1].utf8.count <= 18, let number = Int64(pair[1]), number >= 0 else { continue }
            switch pair[0] {
            case "port": port = (1...65_535).contains(number) ? Int(number) : nil
            case "duration": duration = min(number, KnownServers.longestPolicy)
            default: break
            }
        }
    }
}
