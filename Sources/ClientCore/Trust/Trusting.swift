import ChatProtocol

/// Whom the client believes to be the server: those whom the system's roots vouch for; else the one that was there first, and
/// nobody else until the person says so.
extension Model {
    /// The handshake waits for what comes of this.
    mutating func judge(_ certificate: ShownCertificate) {
        let place = passage.endpoint
        let known = knownServers.trust(host: place.host, port: place.port)
        guard let doubt = certificate.doubt else {
            if known != .vouched { learn(.trust(host: place.host, port: place.port, .vouched)) }
            return accept(.vouched)
        }
        let pin = KnownServers.Trust.pinned(certificate.fingerprint)
        if !settings.trusted.isEmpty {
            guard settings.trusted.contains(certificate.fingerprint) else {
                passage.stranger = certificate
                return ask(.goOnWithHandshake)
            }
            if known != pin { learn(.trust(host: place.host, port: place.port, pin)) }
            return accept(pin)
        }
        switch known {
        case pin: accept(pin)
        // What the server itself asked for in the clear, somebody on the way may have asked for.
        case nil where endpoint.security == .tls:
            learn(.trust(host: place.host, port: place.port, pin))
            tellOfServer(.newCertificate(certificate.fingerprint, doubt))
            accept(pin)
        case nil: refuse(certificate, .strangeCertificate(certificate.fingerprint, doubt))
        case .vouched, .pinned: refuse(certificate, .changedCertificate(certificate.fingerprint, doubt))
        }
    }

    /// The handshake has come to its end with somebody who is not one of those that `--trust` names: now it is certain that
    /// the other side has this certificate and not merely shows it. Nothing has been said. False where there is nobody such.
    mutating func turnsAway() -> Bool {
        guard let stranger = passage.stranger, let doubt = stranger.doubt else { return false }
        refuse(stranger, .strangeCertificate(stranger.fingerprint, doubt))
        return true
    }

    private mutating func accept(_ trust: KnownServers.Trust) {
        passage.trust = trust
        passage.refused = nil
        ask(.goOnWithHandshake)
    }

    private mutating func refuse(_ certificate: ShownCertificate, _ phrase: Phrase) {
        let isNews = passage.refused != certificate.fingerprint
        passage.refused = certificate.fingerprint
        ask(.disconnect)
        if isNews {
            note(.fault, phrase, in: home)
            if front != home, !settings.isPlain { note(.fault, phrase, in: front) }
        }
        if settings.isPlain { return end(status: 1) }
        // It would be refused again: what is to be done now, the person says.
        connection = .idle
    }

    /// Nothing is tried until the person says so, since the server's certificate was refused.
    var isStoppedByRefusal: Bool { connection == .idle && passage.refused != nil }

    /// `/trust`: the certificate that was refused is the server's from now on.
    mutating func trustRefused() {
        guard let pin = passage.refused else { return show(.nothingToTrust) }
        passage.refused = nil
        learn(.trust(host: passage.endpoint.host, port: passage.endpoint.port, .pinned(pin)))
        note(.trusted(pin), in: front)
        reconnect()
    }

    /// In the server's buffer; without a screen at once, whatever else of the server is left out there.
    private mutating func tellOfServer(_ phrase: Phrase) {
        note(phrase, in: home)
        if settings.isPlain {
            plain.tell(self.phrase(phrase), isAlarm: false)
        } else {
            passage.toTell.append(Notice(kind: .note, phrase: phrase))
        }
    }

    private mutating func learn(_ news: KnownServers.News) {
        knownServers.learn(news)
        effects.append(.remember(news))
    }

    // MARK: The server's wish for TLS

    /// Where to connect to: over TLS where the server wants that, however the address was given.
    var way: Endpoint {
        var way = endpoint
        guard way.security == .plain, way.dialect == .irc, !network.settings.isHosting else { return way }
        guard let port = passage.securePort ?? knownServers.policy(host: way.host, at: clock)?.port else { return way }
        way.port = port
        way.security = .tls
        return way
    }

    /// After each answer to CAP. True: this connection is given up for one over TLS, and nothing more is said on it.
    mutating func obeyWish() -> Bool {
        guard let wish = session.registration.securityWish, !network.settings.isHosting else { return false }
        guard passage.isTLS else {
            guard let port = wish.port else { return false }
            passage.securePort = port
            tellOfServer(.wantsTLS)
            ask(.disconnect)
            connect()
            return true
        }
        guard let duration = wish.duration else { return false }
        let host = passage.endpoint.host
        if duration == 0 {
            passage.securePort = nil
            if knownServers.policy(host: host, at: clock) != nil { learn(.policy(host: host, nil)) }
        } else {
            keepWish(duration, of: host)
        }
        return false
    }

    private mutating func keepWish(_ duration: Int64, of host: String) {
        let until = Timestamp(milliseconds: clock.milliseconds + duration * 1_000)
        learn(.policy(host: host, KnownServers.Policy(port: passage.endpoint.port, duration: duration, until: until)))
    }

    /// The wish holds for so long from the end of the connection on (IRCv3 sts, rescheduling expiry on disconnect).
    mutating func renewWish() {
        guard passage.isTLS, let duration = session.registration.securityWish?.duration, duration > 0 else { return }
        keepWish(duration, of: passage.endpoint.host)
    }
}
