/// How long to wait before each new attempt to connect: 1, 2, 4 ... 60 s, half of each by chance, so that those whom a
/// server lost at once do not come back at once (reliability.md, threat 24).
package struct Backoff: Equatable, Sendable {
    static let first: Int64 = 1_000
    static let longest: Int64 = 60_000

    /// Attempts that failed since the last success.
    private(set) var failures = 0
    private var seed: UInt64

    /// The same seed gives the same waits.
    package init(seed: UInt64) {
        self.seed = seed
    }

    /// Milliseconds until the next attempt: between half of this step and all of it.
    mutating func next() -> Int64 {
        let step = min(Self.longest, Self.first << Int64(min(failures, 6)))
        failures = min(failures + 1, 1_000_000)
        return step / 2 + Int64(random() % UInt64(step / 2 + 1))
    }

    /// A connection stands: the next wait is short again.
    mutating func reset() {
        failures = 0
    }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    private mutating func random() -> UInt64 {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var value = seed
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
