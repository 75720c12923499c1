import Glibc

/// What is said in the stock: nine words of English, or six pairs of Chinese signs, the n-th of which comes up n times
/// less often than the first, as in any language.
struct Words {
    static let english = words(20_000, seed: 1) { chance in
        (0...Int.random(in: 0...3, using: &chance))
            .map { _ in String("bcdfghklmnprstvwz".randomElement(using: &chance) ?? "b") + vowel(&chance) }.joined()
    }
    static let chinese = words(5_000, seed: 2) { sign(&$0) + sign(&$0) }
    static let frequent = english[0]
    /// In ten lines of all.
    static let rare = "zebracorn"
    static let rarePair = "麒麟"

    private var chance: SplitMix64

    init(seed: UInt64) {
        chance = SplitMix64(seed: seed)
    }

    mutating func line(isRare: Bool) -> String {
        let isChinese = Int.random(in: 0..<5, using: &chance) == 0
        let words = (0..<(isChinese ? 6 : 9)).map { _ in word(of: isChinese ? Self.chinese : Self.english) }
        let line = words.joined(separator: isChinese ? "" : " ")
        return isRare ? "\(line) \(Self.rare) \(Self.rarePair)" : line
    }

    private mutating func word(of words: [String]) -> String {
        let place = exp(Double.random(in: 0..<log(Double(words.count)), using: &chance))
        return words[min(Int(place) - 1, words.count - 1)]
    }

    private static func words(_ count: Int, seed: UInt64, _ make: (inout SplitMix64) -> String) -> [String] {
        var chance = SplitMix64(seed: seed)
        var words: [String] = []
        var known: Set<String> = []
        while words.count < count {
            let word = make(&chance)
            if known.insert(word).inserted { words.append(word) }
        }
        return words
    }

    private static func vowel(_ chance: inout SplitMix64) -> String {
        ["a", "e", "i", "o", "u", "an", "er", "is"].randomElement(using: &chance) ?? "a"
    }

    private static func sign(_ chance: inout SplitMix64) -> String {
        String(UnicodeScalar(0x4E00 + UInt32.random(in: 0..<2_500, using: &chance) * 7).map(Character.init) ?? "一")
    }
}

/// Random numbers that are the same in every run (SplitMix64, S. Vigna, public domain).
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
