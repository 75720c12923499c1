import ChatProtocol

/// How often a password may be guessed, from one address and for one account, over however many connections (reliability,
/// threat 15). An account is never locked: whoever owns it waits a minute at most, or comes from a connection that it
/// trusts by its certificate.
struct LoginLimit: Sendable {
    /// Milliseconds in which wrong passwords from an address are counted.
    private static let minute: Int64 = 60_000
    /// Milliseconds in which those for an account are, and how many of them change nothing.
    private static let accountWindow: Int64 = 600_000
    private static let freeForAccount = 10
    /// Milliseconds after the next one, doubled with each further one, and at most.
    private static let firstDelay: Int64 = 1_000
    private static let longestDelay: Int64 = 60_000
    /// Addresses, or accounts, that are remembered at once.
    private static let most = 10_000

    private struct Failures {
        var count = 0
        var first: Int64
        var last: Int64
    }

    private var byAddress: [UInt128: Failures] = [:]
    private var byAccount: [AccountID: Failures] = [:]

    /// Addresses and accounts that are remembered.
    var count: Int { byAddress.count + byAccount.count }

    /// Milliseconds until the next password from there is looked at; 0: now.
    ///
    /// - Parameter perMinute: wrong ones a minute that an address may say; nil: it is not counted.
    func delay(from address: IPAddress?, for account: AccountID?, perMinute: Int?, at now: Timestamp) -> Int64 {
        max(addressDelay(address, perMinute, now.milliseconds), accountDelay(account, now.milliseconds))
    }

    private func addressDelay(_ address: IPAddress?, _ perMinute: Int?, _ now: Int64) -> Int64 {
        guard let perMinute, let failures = address.flatMap({ byAddress[Self.key($0)] }),
            failures.count >= perMinute
        else { return 0 }
        return min(Self.minute, max(0, failures.first + Self.minute - now))
    }

    private func accountDelay(_ account: AccountID?, _ now: Int64) -> Int64 {
        guard let failures = account.flatMap({ byAccount[$0] }), now - failures.last < Self.accountWindow,
            failures.count >= Self.freeForAccount
        else { return 0 }
        let doublings = min(failures.count - Self.freeForAccount, 10)
        let delay = min(Self.firstDelay << Int64(doublings), Self.longestDelay)
        return min(delay, max(0, failures.last + delay - now))
    }

    mutating func fail(from address: IPAddress?, for account: AccountID?, at now: Timestamp) {
        if let address { Self.count(Self.key(address), in: &byAddress, window: Self.minute, now.milliseconds) }
        if let account { Self.count(account, in: &byAccount, window: Self.accountWindow, now.milliseconds) }
    }

    /// The account's owner has come: what others guessed is forgotten.
    mutating func succeed(_ account: AccountID) {
        byAccount[account] = nil
    }

    private static func count<Key: Hashable>(
        _ key: Key, in failures: inout [Key: Failures], window: Int64, _ now: Int64
    ) {
        if failures[key] == nil, failures.count >= most {
            failures = failures.filter { now - $0.value.last < window }
            // Whoever guesses from ten thousand addresses at once is let guess rather than remembered without end.
            if failures.count >= most { failures = [:] }
        }
        var known = failures[key] ?? Failures(first: now, last: now)
        if now - known.first >= window { known = Failures(first: now, last: now) }
        known.count += 1
        known.last = now
        failures[key] = known
    }

    /// The address, or the network of 64 bits that an IPv6 customer has at least.
    private static func key(_ address: IPAddress) -> UInt128 {
        address.isV4 ? address.bits : (address.bits >> 64) << 64
    }
}

extension ServerState {
    /// Why the next password from this connection is not looked at yet; nil: it is.
    func patience(of session: SessionID, for account: AccountID?, at now: Timestamp) -> String? {
        guard let origin = sessions[session]?.origin else { return nil }
        let address = IPAddress(origin.address.host)
        let isExempt = address.map { address in settings.exempt.contains { $0.contains(address) } } ?? true
        let delay = logins.delay(
            from: address, for: account, perMinute: isExempt ? nil : settings.loginsPerMinute, at: now)
        return delay > 0 ? "Too many wrong passwords, try again in \((delay + 999) / 1_000) s" : nil
    }

    /// A password was wrong.
    mutating func countFailure(of session: SessionID, for account: AccountID?, at now: Timestamp) {
        guard let origin = sessions[session]?.origin else { return }
        sessions[session]?.failures += 1
        logins.fail(from: IPAddress(origin.address.host), for: account, at: now)
    }
}
