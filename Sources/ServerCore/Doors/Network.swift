/// Addresses that begin with the same bits: `10.0.0.0/8`, `2001:db8::/32`, or a lone address.
package struct Network: Hashable, Sendable, CustomStringConvertible {
    private let first: IPAddress
    /// Bits that are the same, counted in IPv6: 0 to 128, for IPv4 at least 96.
    private let length: Int

    /// This machine's own addresses: 127.0.0.0/8 and ::1.
    package static let loopback = [
        Network(first: IPAddress(v4: 0x7F00_0000), bits: 104), Network(first: IPAddress(bits: 1), bits: 128),
    ]

    private init(first: IPAddress, bits: Int) {
        self.first = first
        length = bits
    }

    /// The first address of the network that this one is in.
    ///
    /// - Parameter length: in bits of the address's own kind: 0 to 32 or 0 to 128; nil outside.
    package init?(_ address: IPAddress, length: Int) {
        guard (0...(address.isV4 ? 32 : 128)).contains(length) else { return nil }
        self.length = address.isV4 ? length + 96 : length
        first = IPAddress(bits: address.bits & Self.mask(self.length))
    }

    /// Reads ADDRESS or ADDRESS/LENGTH. Bits behind the length are ignored: `10.1.2.3/8` is `10.0.0.0/8`.
    package init?(_ text: some StringProtocol) {
        let words = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let word = words.first, let address = IPAddress(word) else { return nil }
        if words.count == 1 {
            self.init(address, length: address.isV4 ? 32 : 128)
        } else {
            guard let length = IPAddress.decimal(words[1]) else { return nil }
            self.init(address, length: length)
        }
    }

    /// An IPv4 address is in IPv4 networks alone, however it is written: `::/0` does not hold it.
    package func contains(_ address: IPAddress) -> Bool {
        address.isV4 == first.isV4 && address.bits & Self.mask(length) == first.bits
    }

    private static func mask(_ length: Int) -> UInt128 { length == 0 ? 0 : UInt128.max << (128 - length) }

    package var description: String { "\(first)/\(first.isV4 ? length - 96 : length)" }
}
