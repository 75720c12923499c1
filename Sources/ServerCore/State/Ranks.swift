/// What somebody is in a room. Whoever has a rank may do what every lower one may.
package struct Ranks: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static let voice = Ranks(rawValue: 1)
    package static let halfOperator = Ranks(rawValue: 2)
    package static let op = Ranks(rawValue: 4)
    package static let admin = Ranks(rawValue: 8)
    package static let founder = Ranks(rawValue: 16)

    /// From the highest down, with the letter of the mode and the sign before a nick.
    static let all: [(rank: Ranks, letter: Character, sign: Character)] = [
        (.founder, "q", "~"), (.admin, "a", "&"), (.op, "o", "@"), (.halfOperator, "h", "%"), (.voice, "v", "+"),
    ]

    init?(letter: Character) {
        guard let entry = Self.all.first(where: { $0.letter == letter }) else { return nil }
        self = entry.rank
    }

    init?(sign: Character) {
        guard let entry = Self.all.first(where: { $0.sign == sign }) else { return nil }
        self = entry.rank
    }

    /// Whether the highest of these is at least this one.
    func reach(_ rank: Ranks) -> Bool { rawValue >= rank.rawValue }

    /// The highest alone; none of none.
    var highest: Ranks { Self.all.first { contains($0.rank) }?.rank ?? [] }

    /// The signs before a nick, the highest first.
    func signs(all: Bool) -> String {
        var signs = ""
        guard !isEmpty else { return signs }
        for entry in Self.all where contains(entry.rank) && (all || signs.isEmpty) { signs.append(entry.sign) }
        return signs
    }

    /// The letters of the modes, the highest first.
    package var letters: String { String(Self.all.filter { contains($0.rank) }.map(\.letter)) }

    /// Reads `letters`; other letters are left out.
    package init(letters: String) {
        self = Ranks(letters.compactMap { Ranks(letter: $0) })
    }
}
