/// An address of the internet protocol. IPv4 is kept as IPv6 keeps it (RFC 4291, 2.5.5.2), so that `127.0.0.1` and
/// `::ffff:127.0.0.1` are one address.
package struct IPAddress: Hashable, Sendable {
    /// The first 96 bits of every IPv4 address.
    private static let mapped: UInt128 = 0xFFFF << 32

    package let bits: UInt128

    package init(bits: UInt128) {
        self.bits = bits
    }

    package init(v4 bits: UInt32) {
        self.bits = Self.mapped | UInt128(bits)
    }

    package var isV4: Bool { bits >> 32 == Self.mapped >> 32 }

    /// 127.0.0.0/8 or ::1: somebody on this machine.
    package var isLoopback: Bool { isV4 ? UInt8(truncatingIfNeeded: bits >> 24) == 127 : bits == 1 }

    /// Four or sixteen bytes as the network sends them; nil for any other number of them.
    package init?(bytes: [UInt8]) {
        let number = bytes.reduce(into: UInt128(0)) { $0 = $0 << 8 | UInt128($1) }
        switch bytes.count {
        case 4: self.init(v4: UInt32(truncatingIfNeeded: number))
        case 16: self.init(bits: number)
        default: return nil
        }
    }
}

// MARK: - Text

extension IPAddress: CustomStringConvertible {
    /// Reads `192.0.2.1`, `2001:db8::1` or `::ffff:192.0.2.1`; without brackets, port or zone. Nil for anything else.
    package init?(_ text: some StringProtocol) {
        if !text.utf8.contains(UInt8(ascii: ":")) {
            guard let v4 = Self.v4(in: text) else { return nil }
            self.init(v4: v4)
            return
        }
        guard let gap = Self.gap(in: text) else {
            guard let groups = Self.groups(in: text), groups.count == 8 else { return nil }
            self.init(groups: groups)
            return
        }
        let rest = text[gap.upperBound...]
        guard let before = Self.groups(in: text[..<gap.lowerBound]), let after = Self.groups(in: rest),
            before.count + after.count < 8, Self.mayEndBeforeGap(text[..<gap.lowerBound])
        else { return nil }
        self.init(groups: before + Array(repeating: 0, count: 8 - before.count - after.count) + after)
    }

    private init(groups: [UInt16]) {
        bits = groups.reduce(into: UInt128(0)) { $0 = $0 << 16 | UInt128($1) }
    }

    /// Where `::` stands; a second one is left in the rest, where it is no number.
    private static func gap<Text: StringProtocol>(in text: Text) -> Range<Text.Index>? {
        var index = text.startIndex
        while index < text.endIndex {
            let next = text.index(after: index)
            if text[index] == ":", next < text.endIndex, text[next] == ":" { return index..<text.index(after: next) }
            index = next
        }
        return nil
    }

    /// An IPv4 part stands at the very end of an address alone.
    private static func mayEndBeforeGap(_ text: some StringProtocol) -> Bool { !text.utf8.contains(UInt8(ascii: ".")) }

    /// Groups of up to four hexadecimal digits between colons, the last two of which may be written as IPv4.
    private static func groups(in text: some StringProtocol) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        let words = text.split(separator: ":", maxSplits: 8, omittingEmptySubsequences: false)
        var groups: [UInt16] = []
        for (index, word) in words.enumerated() {
            if index == words.count - 1, word.utf8.contains(UInt8(ascii: ".")) {
                guard let v4 = v4(in: word) else { return nil }
                groups += [UInt16(truncatingIfNeeded: v4 >> 16), UInt16(truncatingIfNeeded: v4)]
            } else {
                guard (1...4).contains(word.utf8.count), !word.utf8.contains(UInt8(ascii: "+")),
                    let group = UInt16(word, radix: 16)
                else { return nil }
                groups.append(group)
            }
        }
        return groups
    }

    /// Four numbers, none with a zero before it, which some read as octal.
    private static func v4(in text: some StringProtocol) -> UInt32? {
        var bits: UInt32 = 0
        var number: UInt32?
        var dots = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard number != 0 else { return nil }
                number = (number ?? 0) * 10 + UInt32(byte - UInt8(ascii: "0"))
                guard number ?? 0 <= 255 else { return nil }
            case UInt8(ascii: "."):
                guard let part = number, dots < 3 else { return nil }
                bits = bits << 8 | part
                number = nil
                dots += 1
            default: return nil
            }
        }
        guard let part = number, dots == 3 else { return nil }
        return bits << 8 | part
    }

    /// A number of at most five digits without sign or leading zero.
    static func decimal(_ text: some StringProtocol) -> Int? {
        guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0")
        else { return nil }
        return Int(text)
    }

    /// The short form: IPv4 with dots, IPv6 as RFC 5952 wants it.
    package var description: String {
        if isV4 {
            var text = ""
            for shift in [24, 16, 8, 0] {
                text += String(UInt8(truncatingIfNeeded: bits >> shift))
                if shift > 0 { text += "." }
            }
            return text
        }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> (112 - 16 * $0)) }
        let gap = Self.longestRunOfZeros(in: groups)
        let words = groups.map { String($0, radix: 16) }
        guard gap.count > 1 else { return words.joined(separator: ":") }
        return words[..<gap.lowerBound].joined(separator: ":") + "::" + words[gap.upperBound...].joined(separator: ":")
    }

    private static func longestRunOfZeros(in groups: [UInt16]) -> Range<Int> {
        var longest = 0..<0
        var start = 0
        for (index, group) in groups.enumerated() {
            if group != 0 {
                start = index + 1
            } else if index + 1 - start > longest.count {
                longest = start..<index + 1
            }
        }
        return longest
    }
}
