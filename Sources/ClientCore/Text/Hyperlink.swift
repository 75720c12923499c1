/// Where a piece of text leads when it is clicked.
package struct Hyperlink: Hashable, Sendable {
    /// Printable ASCII, of one of `WebAddress.schemes`, at most `WebAddress.longest` bytes: what else was in it is
    /// percent-encoded (RFC 3987, 3.1).
    package let address: String
    /// The same for all pieces of one address, another one for the next: the terminal lights them up together.
    package let occurrence: Int

    /// nil where the text is no address that may be opened.
    init?(_ text: some StringProtocol, occurrence: Int) {
        guard let scheme = WebAddress.schemes.first(where: { text.lowercased().hasPrefix($0 + ":") }) else {
            return nil
        }
        var address = scheme
        for byte in text.utf8.dropFirst(scheme.utf8.count) {
            if (0x21...0x7E).contains(byte), !Self.encoded.contains(byte) {
                address.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                address += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        guard address.utf8.count <= WebAddress.longest else { return nil }
        self.address = address
        self.occurrence = occurrence
    }

    /// Signs that no address holds as they are (RFC 3986, 2).
    private static let encoded = Array("\"<>\\^`{|}".utf8)
}

extension StyledText {
    /// The same text with every web address in it a link. Texts that are on a screen together have different numbers.
    package func linked(as number: Int) -> StyledText {
        guard runs.contains(where: { $0.text.utf8.contains(UInt8(ascii: ":")) }) else { return self }
        let plain = plain
        let ranges = WebAddress.ranges(in: plain)
        guard !ranges.isEmpty else { return self }
        var result = StyledText()
        var end = 0
        for (place, range) in ranges.enumerated() {
            result.append(slice(end..<range.lowerBound))
            let bytes = plain.utf8
            let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
            let text = plain[start..<bytes.index(start, offsetBy: range.count)]
            let link = Hyperlink(text, occurrence: number &* WebAddress.most &+ place)
            for run in slice(range).runs { result.append(run.text, run.style, link: link) }
            end = range.upperBound
        }
        result.append(slice(end..<plain.utf8.count))
        return result
    }
}
