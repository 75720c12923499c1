import ChatProtocol

/// Tags in one text, as they stand on the wire: `+draft/react=👋;+draft/reply=1-2-3`.
enum TagText {
    /// nil where there are none.
    static func text(of tags: [Tag]) -> String? {
        guard !tags.isEmpty else { return nil }
        var bytes: [UInt8] = []
        for tag in tags {
            if !bytes.isEmpty { bytes.append(UInt8(ascii: ";")) }
            bytes.append(contentsOf: tag.key.utf8)
            guard !tag.value.isEmpty else { continue }
            bytes.append(UInt8(ascii: "="))
            Tag.escape(tag.value, into: &bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// nil where the text cannot have been written by us.
    static func tags(of text: String?) -> [Tag]? {
        guard let text else { return [] }
        var tags: [Tag] = []
        for part in text.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
            let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = sides.first, !key.isEmpty, key.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
                let value = String(validating: unescape(sides.count > 1 ? Array(sides[1]) : []), as: UTF8.self),
                !value.utf8.contains(0)
            else { return nil }
            tags.append(Tag(String(decoding: key, as: UTF8.self), value))
        }
        return tags
    }

    private static func unescape(_ bytes: [UInt8]) -> [UInt8] { Tag.unescape(bytes.span) }
}
