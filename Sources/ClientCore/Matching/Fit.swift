/// How well a name fits what was typed of it; a better one comes first.
enum Fit: Int, Comparable, CaseIterable, Sendable {
    /// The name begins so.
    case beginning
    /// Its Chinese characters are read so: `xm`, `xiaom` and `xiaoming` are 小明.
    case reading
    /// It holds what was typed, or is read so, further inside.
    case inside

    static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }
}

/// What was typed of a name. Neither case nor script matters; what is empty fits every name.
struct TypedName: Sendable {
    /// Letters that are compared with readings: names are no longer.
    private static let mostLetters = 60

    private let typed: [UInt8]
    /// The same, where it may spell out Chinese characters: ASCII letters and digits alone. Else empty.
    private let letters: [UInt8]

    init(_ text: some StringProtocol) {
        typed = Array(text.lowercased().utf8)
        let isSpelling = typed.count <= Self.mostLetters && typed.allSatisfy(Self.isLetter)
        letters = isSpelling ? typed : []
    }

    /// nil where the name does not fit.
    func fit(of name: some StringProtocol) -> Fit? {
        let folded = Array(name.lowercased().utf8)
        if folded.starts(with: typed) { return .beginning }
        var found: Fit?
        if !letters.isEmpty, folded.contains(where: { $0 >= 0x80 }) {
            let scalars = Array(name.lowercased().unicodeScalars)
            if isRead(scalars, from: 0) { return .reading }
            if scalars.indices.dropFirst().contains(where: { isRead(scalars, from: $0) }) { found = .inside }
        }
        return found ?? (isInside(folded) ? .inside : nil)
    }

    /// Those that fit, the best first, otherwise in the order they had.
    func fitting<Item>(_ items: some Sequence<Item>, _ name: (Item) -> String) -> [Item] {
        var found: [[Item]] = Fit.allCases.map { _ in [] }
        for item in items {
            if let fit = fit(of: name(item)) { found[fit.rawValue].append(item) }
        }
        return Array(found.joined())
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }

    private func isInside(_ folded: [UInt8]) -> Bool {
        guard folded.count >= typed.count else { return false }
        return (0...folded.count - typed.count).contains { folded[$0...].starts(with: typed) }
    }

    /// Whether the letters spell the name from one of its characters on: of each character its whole reading or the initial
    /// of it (`z` or `zh`), of the last one any beginning. Characters that have no reading stand for themselves.
    private func isRead(_ scalars: [Unicode.Scalar], from start: Int) -> Bool {
        // Bit n: the characters so far can stand for the first n letters.
        var reached: UInt64 = 1
        for scalar in scalars[start...] {
            var next: UInt64 = 0
            let readings = Pinyin.mayRead(scalar) ? Pinyin.readings(of: scalar) : []
            for count in letters.indices where reached >> UInt64(count) & 1 != 0 {
                for taken in lengths(of: scalar, readings, at: count) {
                    if count + taken >= letters.count { return true }
                    next |= 1 << UInt64(count + taken)
                }
            }
            if next == 0 { return false }
            reached = next
        }
        return false
    }

    /// How many letters from one on a character may stand for.
    private func lengths(of scalar: Unicode.Scalar, _ readings: [Pinyin.Syllable], at start: Int) -> [Int] {
        guard !readings.isEmpty else {
            return UInt32(letters[start]) == scalar.value ? [1] : []
        }
        let rest = letters[start...]
        var lengths: [Int] = []
        for reading in readings {
            let same = zip(rest, reading).prefix { Self.isSame($0, $1) }.count
            guard same > 0 else { continue }
            if same == rest.count || same == reading.count { lengths.append(same) }
            if same < rest.count, same != 1 || reading.count != 1 { lengths.append(1) }
            if same >= 2, same < rest.count, reading[1] == UInt8(ascii: "h") { lengths.append(2) }
        }
        return lengths
    }

    /// ü, which the table has as v, is typed as v or as u.
    private static func isSame(_ typed: UInt8, _ read: UInt8) -> Bool {
        typed == read || read == UInt8(ascii: "v") && typed == UInt8(ascii: "u")
    }
}
