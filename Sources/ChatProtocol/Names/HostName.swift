/// The name of a machine or a server on the wire.
package enum HostName {
    /// RFC 1035 labels of letters, digits and inner hyphens, 1 to 63 bytes each, at least two of them or one with
    /// a dot behind it (services are named so), 253 bytes in all.
    package static func isValid(_ text: String) -> Bool {
        guard text.utf8.count <= 253 else { return false }
        var labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count > 1 else { return false }
        if labels.last?.isEmpty == true { labels.removeLast() }
        return labels.allSatisfy(isLabel)
    }

    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        guard (1...63).contains(label.count), label.first != UInt8(ascii: "-"), label.last != UInt8(ascii: "-") else {
            return false
        }
        return label.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == UInt8(ascii: "-")
        }
    }
}
