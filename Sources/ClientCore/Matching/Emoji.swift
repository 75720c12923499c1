/// Emoji by the names that people know them by: `:thumbsup:` is 👍.
enum Emoji {
    /// Letters before the list of names opens: one would bring it up at every `:d`.
    static let fewestLetters = 2

    private struct Named: Sendable {
        let name: [UInt8]
        let sign: String
    }

    /// Made when it is first asked for; in ascending order of the names.
    private static let all: [Named] = {
        let words = EmojiTable.pairs.description.split(whereSeparator: \.isWhitespace)
        return stride(from: 0, to: words.count - 1, by: 2).map {
            Named(name: Array(words[$0].utf8), sign: String(words[$0 + 1]))
        }
    }()

    /// All names, without colons, and what each stands for.
    static var allNames: [(name: String, sign: String)] {
        all.map { (String(decoding: $0.name, as: UTF8.self), $0.sign) }
    }

    /// The emoji of exactly that name, without colons; nil where there is none.
    static func named(_ name: some StringProtocol) -> String? {
        let name = Array(name.lowercased().utf8)
        let place = place(of: name)
        return place < all.count && all[place].name == name ? all[place].sign : nil
    }

    /// Those whose names begin so, the shortest first, which are nearest to what is typed (`:thumbs` is 👍 before 👎); then
    /// those that have it inside. `typed` is not empty.
    static func choices(_ typed: some StringProtocol) -> [Choice] {
        let typed = Array(typed.lowercased().utf8)
        let first = place(of: typed)
        let beginning = all[first...].prefix { $0.name.starts(with: typed) }.enumerated()
            .sorted { ($0.element.name.count, $0.offset) < ($1.element.name.count, $1.offset) }.map(\.element)
        let inside = all.filter { named in
            named.name.count > typed.count && !named.name.starts(with: typed)
                && named.name.indices.contains { named.name[$0...].starts(with: typed) }
        }
        return (beginning + inside).map {
            Choice($0.sign, label: "\($0.sign) \(String(decoding: $0.name, as: UTF8.self))")
        }
    }

    /// Whether the character may be part of a name.
    static func isNameLetter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber) || ["_", "+", "-"].contains(character)
    }

    /// The text with every word that is made of such names alone (`:tada:`, `:tada::tada:`) as the emoji. Full-width colons
    /// are the same. A name that nobody knows stays.
    static func replacing(in text: String) -> String {
        guard text.contains(where: { Sign($0) == .colon }) else { return text }
        var result = ""
        var word = ""
        for character in text {
            if character.isWhitespace {
                result += emoji(of: word) ?? word
                result.append(character)
                word = ""
            } else {
                word.append(character)
            }
        }
        return result + (emoji(of: word) ?? word)
    }

    /// nil where the word is anything but names between colons.
    private static func emoji(of word: String) -> String? {
        var signs = ""
        var rest = word[...]
        while !rest.isEmpty {
            guard Sign(rest.first) == .colon else { return nil }
            let name = rest.dropFirst().prefix(while: isNameLetter)
            rest = rest[name.endIndex...]
            guard Sign(rest.first) == .colon, let sign = named(name) else { return nil }
            rest = rest.dropFirst()
            signs += sign
        }
        return signs.isEmpty ? nil : signs
    }

    /// The first place whose name is not before this one.
    private static func place(of name: [UInt8]) -> Int {
        var low = 0
        var high = all.count
        while low < high {
            let middle = (low + high) / 2
            if all[middle].name.lexicographicallyPrecedes(name) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
