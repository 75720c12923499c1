/// What a server says of itself in 005 lines. Unknown tokens are kept, so that anybody may ask for them.
package struct ISupport: Equatable, Sendable {
    private var tokens: [String: String] = [:]

    /// Tokens that are kept at most; a server that sends more is not believed further. Ergo sends about 45.
    private static let most = 128

    package init() {}

    /// Takes the words between the nick and the closing text of one 005 line.
    package mutating func read(_ words: some Sequence<String>) {
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let key = String(parts.first ?? "")
            if key.hasPrefix("-") {
                tokens[String(key.dropFirst())] = nil
            } else if tokens.count < Self.most || tokens[key] != nil {
                tokens[key] = parts.count > 1 ? Self.plain(parts[1]) : ""
            }
        }
    }

    /// A value with its `\xHH` read: a space, `=` or `\` cannot stand in it as they are (Modern IRC, RPL_ISUPPORT). What
    /// stands for a control or for no ASCII stays as it came.
    private static func plain(_ value: Substring) -> String {
        let pieces = value.unicodeScalars.split(separator: "\\", omittingEmptySubsequences: false)
        var plain = String(pieces.first ?? value.unicodeScalars)
        for piece in pieces.dropFirst() {
            let digits = piece.dropFirst().prefix(2)
            if piece.first == "x", digits.count == 2, let number = UInt8(String(digits), radix: 16),
                (0x20...0x7E).contains(number)
            {
                plain.unicodeScalars.append(Unicode.Scalar(number))
                plain.unicodeScalars.append(contentsOf: piece.dropFirst(3))
            } else {
                plain.unicodeScalars.append("\\")
                plain.unicodeScalars.append(contentsOf: piece)
            }
        }
        return plain
    }

    /// A token's value, empty where it has none; nil where the server did not say it.
    package subscript(_ token: String) -> String? { tokens[token] }

    package var network: String? { tokens["NETWORK"] }

    /// The room where everybody starts, where the server has one (a token of ours).
    package var lobby: String? { tokens["LOBBY"] }

    /// The signs that a room's name begins with.
    package var roomSigns: [Character] { Array(tokens["CHANTYPES"] ?? "#&") }

    package var casemapping: Casemapping {
        if tokens["UTF8MAPPING"] == "rfc8265" { return .unicode }
        return tokens["CASEMAPPING"] == "ascii" ? .ascii : .rfc1459
    }

    /// Ranks from the highest, as the mode's letter and the sign before a nick: `(ov)@+`.
    package var ranks: [(letter: Character, sign: Character)] {
        let value = tokens["PREFIX"] ?? "(ov)@+"
        guard value.hasPrefix("("), let close = value.firstIndex(of: ")") else { return [] }
        let letters = value[value.index(after: value.startIndex)..<close]
        return zip(letters, value[value.index(after: close)...]).map { ($0, $1) }
    }

    /// When a room mode's letter takes an argument.
    package func kind(of letter: Character) -> ModeChange.Kind? {
        if ranks.contains(where: { $0.letter == letter }) { return .always }
        let groups = (tokens["CHANMODES"] ?? "b,k,l,imnpst").split(separator: ",", omittingEmptySubsequences: false)
        guard let group = groups.firstIndex(where: { $0.contains(letter) }) else { return nil }
        return group < 2 ? .always : group == 2 ? .whenAdding : .never
    }
}
