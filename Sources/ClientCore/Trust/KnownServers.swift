package import ChatProtocol

/// What is known of servers from earlier times: whose certificates are trusted, and which are to be reached over TLS alone
/// (IRCv3 sts). As text, a line each, for a file that a person can read and change.
package struct KnownServers: Equatable, Sendable {
    /// Why a certificate is trusted.
    package enum Trust: Equatable, Sendable {
        /// The system's roots vouch for whatever certificate the server has.
        case vouched
        /// It is the one that was there first, or that the person has accepted.
        case pinned(Fingerprint)
    }

    /// A server's wish to be reached over TLS.
    package struct Policy: Equatable, Sendable {
        /// Where it listens for TLS.
        package var port: Int
        /// Seconds from the end of the last connection on.
        package var duration: Int64
        /// It holds until then.
        package var until: Timestamp

        /// A policy of these parts.
        package init(port: Int, duration: Int64, until: Timestamp) {
            self.port = port
            self.duration = duration
            self.until = until
        }
    }

    /// Something new, to be kept.
    package enum News: Equatable, Sendable {
        case trust(host: String, port: Int, Trust)
        /// nil: the wish is taken back.
        case policy(host: String, Policy?)
    }

    private var trusts: [String: Trust] = [:]
    private var policies: [String: Policy] = [:]

    /// Nothing is known.
    package init() {}

    private static func place(_ host: String, _ port: Int) -> String { host.lowercased() + " " + String(port) }

    func trust(host: String, port: Int) -> Trust? { trusts[Self.place(host, port)] }

    /// The wish that holds at this time.
    func policy(host: String, at time: Timestamp) -> Policy? {
        policies[host.lowercased()].flatMap { $0.until.milliseconds > time.milliseconds ? $0 : nil }
    }

    /// Takes something new in.
    package mutating func learn(_ news: News) {
        switch news {
        case .trust(let host, let port, let trust): trusts[Self.place(host, port)] = trust
        case .policy(let host, let policy): policies[host.lowercased()] = policy
        }
    }
}

// MARK: As text

extension KnownServers {
    private static let heading =
        "# What chat knows of servers: the SHA-256 of certificates, who is reached over TLS alone, and until when.\n"
        + "# A line that is taken out is learned anew.\n"

    /// The longest wish to be reached over TLS that is kept, in seconds: ten years.
    static let longestPolicy: Int64 = 315_360_000

    /// Reads the text; lines that say nothing are left out.
    package init(parsing text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ").map { String($0) }
            guard words.count >= 4, let port = Int(words[2]), (1...65_535).contains(port) else { continue }
            switch (words[0], words[3]) {
            case ("certificate", "vouched"): learn(.trust(host: words[1], port: port, .vouched))
            case ("certificate", let pin):
                if let pin = Fingerprint(pin) { learn(.trust(host: words[1], port: port, .pinned(pin))) }
            case ("tls", let duration):
                guard let duration = Int64(duration), (1...Self.longestPolicy).contains(duration), words.count > 4,
                    let until = Timestamp(words[4])
                else { continue }
                learn(.policy(host: words[1], Policy(port: port, duration: duration, until: until)))
            default: continue
            }
        }
    }

    /// The lines, in the order of their names.
    package var text: String {
        var lines: [String] = []
        for (place, trust) in trusts {
            switch trust {
            case .vouched: lines.append("certificate \(place) vouched")
            case .pinned(let pin): lines.append("certificate \(place) \(pin)")
            }
        }
        for (host, policy) in policies {
            lines.append("tls \(host) \(policy.port) \(policy.duration) \(policy.until)")
        }
        return Self.heading + lines.sorted().map { $0 + "\n" }.joined()
    }
}
