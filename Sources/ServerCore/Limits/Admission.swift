/// How many connections may come from one place: the limits per address (reliability, threat 3).
///
/// An IPv6 customer has a /64 at least, so that addresses count by that; networks around them count as well, since one
/// attacker may have many.
package struct Admission: Sendable {
    package struct Limits: Equatable, Sendable {
        /// At once from one IPv4 address or IPv6 /64 (Ergo's ip-limits).
        package var connections = 16
        /// New ones in `window` from there (Ergo's).
        package var arrivals = 32
        /// At once from one IPv4 /24 or IPv6 /56 (Solanum's).
        package var neighbours = 200
        /// Milliseconds (Ergo: 10 minutes).
        package var window: Int64 = 600_000
        /// Taken in a second at each listening socket, from whatever addresses: others wait in the kernel's queue, so that
        /// a crowd that comes back at once leaves time for those who are there (reliability, threats 3 and 25).
        package var pace = 200

        package init() {}
    }

    /// Why somebody is turned away.
    package enum Refusal: Error, Equatable, Sendable {
        case tooManyFromAddress
        case tooManyFromNetwork
        case tooFast
    }

    private struct Place {
        var connections = 0
        var arrivals = 0
        var windowStart: Int64 = 0
    }

    package var limits: Limits
    /// Whom none of this holds for.
    package var exempt: [Network]
    private var known: [UInt128: Place] = [:]
    /// Addresses that are remembered.
    package var places: Int { known.count }
    private var networks: [UInt128: Int] = [:]
    /// When places where nobody is were last forgotten.
    private var sweptAt: Int64 = 0

    package init(limits: Limits = Limits(), exempt: [Network] = Network.loopback) {
        self.limits = limits
        self.exempt = exempt
    }

    /// Counts somebody in, unless there are too many. Whether they were counted, and so have to `leave` again.
    ///
    /// - Parameter now: milliseconds of a clock that never jumps.
    package mutating func admit(_ address: IPAddress, at now: Int64) throws(Refusal) -> Bool {
        guard !isExempt(address) else { return false }
        sweep(at: now)
        let (near, around) = Self.keys(of: address)
        var place = known[near] ?? Place(windowStart: now)
        if now - place.windowStart >= limits.window {
            place.arrivals = 0
            place.windowStart = now
        }
        guard place.connections < limits.connections else { throw .tooManyFromAddress }
        guard place.arrivals < limits.arrivals else { throw .tooFast }
        guard networks[around, default: 0] < limits.neighbours else { throw .tooManyFromNetwork }
        place.connections += 1
        place.arrivals += 1
        known[near] = place
        networks[around, default: 0] += 1
        return true
    }

    package mutating func leave(_ address: IPAddress) {
        let (near, around) = Self.keys(of: address)
        guard let place = known[near], place.connections > 0 else { return }
        known[near]?.connections -= 1
        if let count = networks[around] { networks[around] = count > 1 ? count - 1 : nil }
    }

    package func isExempt(_ address: IPAddress) -> Bool { exempt.contains { $0.contains(address) } }

    /// The address, or the /64, and what is around it.
    private static func keys(of address: IPAddress) -> (near: UInt128, around: UInt128) {
        address.isV4
            ? (address.bits, (address.bits >> 8) << 8)
            : ((address.bits >> 64) << 64, ((address.bits >> 72) << 72) | 1)
    }

    /// Places are forgotten once nobody is there and their window has passed: what is kept is bounded by what came in
    /// one window.
    private mutating func sweep(at now: Int64) {
        guard now - sweptAt >= limits.window else { return }
        sweptAt = now
        known = known.filter { $0.value.connections > 0 || now - $0.value.windowStart < limits.window }
    }
}
