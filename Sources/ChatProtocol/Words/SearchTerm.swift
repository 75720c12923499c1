/// One attribute of a `SEARCH` (ircv3-specifications pull request 496; soju.im/search): posts must agree with all.
package enum SearchTerm: Equatable, Sendable {
    /// Said in this room, or to or by this person in private.
    case `in`(String)
    /// Said under this nick.
    case from(String)
    /// At or after this moment.
    case after(Timestamp)
    /// At or before this moment.
    case before(Timestamp)
    case text(String)
    /// At most so many answers, at least 1; the server may give less.
    case limit(Int)
}

extension SearchTerm {
    /// Reads `key=value;key=value`, values escaped like those of tags. Where a key comes twice, the last one counts. An
    /// unknown key is refused: what is found without it would be more than was asked for.
    static func terms(of words: CommandWords) throws(CommandError) -> [SearchTerm] {
        let attributes = try words.filled(0)
        if let more = words[1] { throw refusal([more], "The attributes are one parameter; write a space as \\s") }
        var terms: [String: SearchTerm] = [:]
        var keys: [String] = []
        for attribute in attributes.unicodeScalars.split(separator: ";") {
            let parts = attribute.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let key = String(parts[0])
            guard parts.count == 2, let term = SearchTerm(key, escaped: String(parts[1])) else {
                throw refusal([key], "Invalid attribute")
            }
            if terms.updateValue(term, forKey: key) == nil { keys.append(key) }
        }
        guard !keys.isEmpty else { throw refusal([], "No attributes") }
        return keys.compactMap { terms[$0] }
    }

    private init?(_ key: String, escaped: String) {
        let bytes = Array(escaped.utf8)
        let value = String(decoding: Tag.unescape(bytes.span), as: UTF8.self)
        guard !value.isEmpty, !value.utf8.contains(0) else { return nil }
        switch key {
        case "in": self = .in(value)
        case "from": self = .from(value)
        case "text": self = .text(value)
        case "after":
            guard let time = Timestamp(value) else { return nil }
            self = .after(time)
        case "before":
            guard let time = Timestamp(value) else { return nil }
            self = .before(time)
        case "limit":
            guard let limit = Int(value), limit > 0 else { return nil }
            self = .limit(limit)
        default: return nil
        }
    }

    private static func refusal(_ context: [String], _ text: String) -> CommandError {
        .standard(command: "SEARCH", code: "INVALID_PARAMS", context: context, text: text)
    }

    /// The parameter of `SEARCH` that says these terms.
    static func word(of terms: [SearchTerm]) -> String { terms.map(\.attribute).joined(separator: ";") }

    private var attribute: String {
        switch self {
        case .in(let target): "in=" + Self.escaped(target)
        case .from(let nick): "from=" + Self.escaped(nick)
        case .after(let time): "after=\(time)"
        case .before(let time): "before=\(time)"
        case .text(let text): "text=" + Self.escaped(text)
        case .limit(let limit): "limit=\(limit)"
        }
    }

    private static func escaped(_ value: String) -> String {
        var bytes: [UInt8] = []
        Tag.escape(value, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
